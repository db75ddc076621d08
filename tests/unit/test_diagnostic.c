/* Tests of diagnostics: message format, order and counting (base/diagnostic.h). */
#include "base/diagnostic.h"

#include <string.h>

static void message_names_place_line_and_remedy(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    const char *text = "one\n\ttwo wrong three\n";
    guint32 file = recto_diagnostics_add_source(diagnostics, "a.md", text, strlen(text));
    recto_diagnose(diagnostics, RECTO_CODE_DEAD_LINK, (RectoSpan){file, 2, 6, 5}, "no “%s”", "x");
    g_autofree char *report = recto_diagnostics_print(diagnostics, FALSE, FALSE);
    g_assert_cmpstr(report, ==,
                    "a.md:2:6: warning: no “x” [dead-link]\n"
                    "    \ttwo wrong three\n"
                    "    \t    ^~~~~\n"
                    "    help: correct the target; recto kept the text without a link\n");
}

static void findings_are_ordered_and_said_once(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    guint32 file = recto_diagnostics_add_source(diagnostics, "a.md", "x\ny\n", 4);
    for (int i = 0; i < 2; i++) {
        recto_diagnose(diagnostics, RECTO_CODE_DEAD_LINK, (RectoSpan){file, 2, 1, 0}, "later");
        recto_diagnose(diagnostics, RECTO_CODE_DEAD_LINK, (RectoSpan){file, 1, 1, 0}, "sooner");
    }
    g_autoptr(GPtrArray) sorted = recto_diagnostics_sorted(diagnostics);
    g_assert_cmpuint(sorted->len, ==, 2);
    g_assert_cmpstr(((RectoDiagnostic *)sorted->pdata[0])->text, ==, "sooner");
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_WARNING), ==, 2);
}

static void denied_warnings_count(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_assert_true(recto_diagnostics_deny(diagnostics, "dead-link"));
    g_assert_false(recto_diagnostics_deny(diagnostics, "no-such-code"));
    recto_diagnose(diagnostics, RECTO_CODE_DEAD_LINK, RECTO_NO_SPAN, "a");
    recto_diagnose(diagnostics, RECTO_CODE_EMPTY_LINK, RECTO_NO_SPAN, "b");
    g_assert_cmpuint(recto_diagnostics_denied(diagnostics), ==, 1);
    g_assert_true(recto_diagnostics_deny(diagnostics, "warnings"));
    g_assert_cmpuint(recto_diagnostics_denied(diagnostics), ==, 2);
}

static void notes_are_for_the_curious(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    recto_diagnose(diagnostics, RECTO_CODE_TITLE_REPEATED, RECTO_NO_SPAN, "a");
    g_autofree char *quiet = recto_diagnostics_print(diagnostics, FALSE, FALSE);
    g_autofree char *verbose = recto_diagnostics_print(diagnostics, TRUE, TRUE);
    g_assert_cmpstr(quiet, ==, "");
    g_assert_nonnull(strstr(verbose, "\033[1;36mnote\033[0m"));
}

static void long_lines_are_cut_around_the_place(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autofree char *line = g_strnfill(5000, 'a');
    line[2500] = 'B';
    guint32 file = recto_diagnostics_add_source(diagnostics, "a.md", line, 5000);
    recto_diagnose(diagnostics, RECTO_CODE_DEAD_LINK, (RectoSpan){file, 1, 2501, 1}, "a");
    g_autofree char *report = recto_diagnostics_print(diagnostics, FALSE, FALSE);
    g_auto(GStrv) lines = g_strsplit(report, "\n", -1);
    const char *shown = strchr(lines[1], 'B'), *caret = strchr(lines[2], '^');
    g_assert_cmpuint(strlen(lines[1]), <, 140);
    g_assert_cmpint(g_utf8_strlen(lines[1], shown - lines[1]), ==, g_utf8_strlen(lines[2], caret - lines[2]));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diagnostic/message-names-place-line-and-remedy", message_names_place_line_and_remedy);
    g_test_add_func("/diagnostic/findings-are-ordered-and-said-once", findings_are_ordered_and_said_once);
    g_test_add_func("/diagnostic/denied-warnings-count", denied_warnings_count);
    g_test_add_func("/diagnostic/notes-are-for-the-curious", notes_are_for_the_curious);
    g_test_add_func("/diagnostic/long-lines-are-cut-around-the-place", long_lines_are_cut_around_the_place);
    return g_test_run();
}
