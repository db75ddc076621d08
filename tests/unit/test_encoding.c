/* Tests of decoding input to UTF-8: byte order marks, line ends, control characters and invalid bytes. */
#include "read/encoding.h"

#include <string.h>

typedef struct {
    RectoDiagnostics *diagnostics;
    GString *text;
    GPtrArray *found;
} Decoded;

static Decoded decode_bytes(const char *bytes, gsize length, gboolean no_repair)
{
    Decoded d = {.diagnostics = recto_diagnostics_new()};
    guint32 file = 0;
    d.text = recto_decode("a.md", bytes, length, no_repair, d.diagnostics, &file);
    g_assert_cmpuint(file, ==, 1);
    d.found = recto_diagnostics_sorted(d.diagnostics);
    return d;
}

static void decoded_clear(Decoded *d)
{
    g_ptr_array_unref(d->found);
    g_string_free(d->text, TRUE);
    recto_diagnostics_free(d->diagnostics);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Decoded, decoded_clear)

static const RectoDiagnostic *finding(const Decoded *d, guint index)
{
    g_assert_cmpuint(index, <, d->found->len);
    return g_ptr_array_index(d->found, index);
}

static void check(const char *bytes, gsize length, const char *expected, guint n_found)
{
    g_auto(Decoded) d = decode_bytes(bytes, length, FALSE);
    g_assert_cmpstr(d.text->str, ==, expected);
    g_assert_cmpuint(d.text->len, ==, strlen(expected));
    g_assert_cmpuint(d.found->len, ==, n_found);
}
#define CHECK(bytes, expected, n_found) check(bytes, sizeof(bytes) - 1, expected, n_found)

static void test_right_text_passes(void)
{
    CHECK("", "", 0);
    CHECK("Plain\ttext.\n", "Plain\ttext.\n", 0);
    CHECK("Zoë, Łódź, Ελλάδα, 漢字, 😀\n", "Zoë, Łódź, Ελλάδα, 漢字, 😀\n", 0);
    CHECK("no line end", "no line end", 0);
}

static void test_line_ends_become_lf(void)
{
    CHECK("a\r\nb\rc\n\r\nd", "a\nb\nc\n\nd", 0);
}

static void test_byte_order_mark_goes(void)
{
    CHECK("\xEF\xBB\xBF---\n", "---\n", 0);
    CHECK("joined\xEF\xBB\xBF files", "joined files", 0);
    CHECK("ï»¿# Title", "# Title", 1); /* double-encoded mark: repaired, then dropped */
}

static void test_controls_go_with_one_finding_a_line(void)
{
    const char bytes[] = "a\0b\x01\x7F"
                         "c\nd\x1B"
                         "e";
    g_auto(Decoded) d = decode_bytes(bytes, sizeof(bytes) - 1, FALSE);
    g_assert_cmpstr(d.text->str, ==, "abc\nde");
    g_assert_cmpuint(d.found->len, ==, 2);
    g_assert_cmpint(finding(&d, 0)->code, ==, RECTO_CODE_CONTROL_CHARACTER);
    g_assert_cmpuint(finding(&d, 0)->span.line, ==, 1);
    g_assert_cmpuint(finding(&d, 0)->span.column, ==, 2);
    g_assert_cmpuint(finding(&d, 1)->span.line, ==, 2);
}

static void test_vertical_tab_leaves_a_space(void)
{
    CHECK("one\vtwo", "one two", 1);
    CHECK("one \ftwo", "one two", 1);
    CHECK("end\f\nnext", "end\nnext", 1);
}

static void test_line_separators_become_spaces(void)
{
    CHECK("one\u2028two\u2029three", "one two three", 0);
    CHECK("end \u2028\nnext", "end \nnext", 0); /* never the two spaces of a hard break */
    CHECK("a\u2028 b", "a b", 0);
}

static void test_joiners_and_bidi_controls_stay(void)
{
    CHECK("می\u200Cخواهم \u200Fx\u2066y\u2069 so\u00ADft zero\u200Bwidth",
          "می\u200Cخواهم \u200Fx\u2066y\u2069 so\u00ADft zero\u200Bwidth", 0);
}

static void test_bad_bytes_are_windows_1252(void)
{
    g_auto(Decoded) d = decode_bytes("caf\xE9 \x80 5\nx", 10, FALSE);
    g_assert_cmpstr(d.text->str, ==, "café € 5\nx");
    g_assert_cmpuint(d.found->len, ==, 2);
    g_assert_cmpint(finding(&d, 0)->code, ==, RECTO_CODE_BAD_UTF8);
    g_assert_cmpuint(finding(&d, 0)->span.column, ==, 4);
    g_assert_cmpstr(finding(&d, 0)->text, ==, "byte E9: not UTF-8, read as “é”");
}

static void test_no_bytes_make_bad_utf8(void)
{
    char bytes[512];
    for (guint i = 0; i < 512; i++)
        bytes[i] = (char)(i * 7 + i / 256);
    g_auto(Decoded) d = decode_bytes(bytes, sizeof bytes, FALSE);
    g_assert_true(g_utf8_validate(d.text->str, (gssize)d.text->len, NULL));
    CHECK("cut \xE2\x80", "cut â€", 2);
    CHECK("\xED\xA0\x80", "í\u00A0€", 1); /* a surrogate */
    CHECK("\xC0\xAF", "À¯", 1);           /* an overlong form */
    CHECK("\x81", "�", 1);                /* no character of Windows-1252 */
}

static void test_utf16_is_read(void)
{
    CHECK("\xFF\xFEH\0i\0\n\0\x3D\xD8\x00\xDE", "Hi\n😀", 1);
    CHECK("\xFE\xFF\0H\0i", "Hi", 1);
}

static void test_many_findings_are_summed_up(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 50; i++)
        g_string_append(text, "a\x01\n");
    g_auto(Decoded) d = decode_bytes(text->str, text->len, FALSE);
    g_assert_cmpuint(d.found->len, ==, 21);
    g_assert_cmpstr(finding(&d, 20)->text, ==, "30 more places, up to line 50, have control characters");
}

static void test_no_repair_leaves_double_encoding(void)
{
    const char text[] = "itâ€™s cafÃ©";
    g_auto(Decoded) d = decode_bytes(text, strlen(text), TRUE);
    g_assert_cmpstr(d.text->str, ==, text);
    g_assert_cmpuint(d.found->len, ==, 0);
}

/* libyaml refuses these, so they go even then. */
static void test_no_repair_drops_controls(void)
{
    const char text[] = "aâ€\xC2\x9d b";
    g_auto(Decoded) d = decode_bytes(text, strlen(text), TRUE);
    g_assert_cmpstr(d.text->str, ==, "aâ€ b");
    g_assert_cmpuint(d.found->len, ==, 1);
    g_assert_cmpint(finding(&d, 0)->code, ==, RECTO_CODE_CONTROL_CHARACTER);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/encoding/right-text-passes", test_right_text_passes);
    g_test_add_func("/encoding/line-ends-become-lf", test_line_ends_become_lf);
    g_test_add_func("/encoding/byte-order-mark-goes", test_byte_order_mark_goes);
    g_test_add_func("/encoding/controls-go-with-one-finding-a-line", test_controls_go_with_one_finding_a_line);
    g_test_add_func("/encoding/vertical-tab-leaves-a-space", test_vertical_tab_leaves_a_space);
    g_test_add_func("/encoding/line-separators-become-spaces", test_line_separators_become_spaces);
    g_test_add_func("/encoding/joiners-and-bidi-controls-stay", test_joiners_and_bidi_controls_stay);
    g_test_add_func("/encoding/bad-bytes-are-windows-1252", test_bad_bytes_are_windows_1252);
    g_test_add_func("/encoding/no-bytes-make-bad-utf8", test_no_bytes_make_bad_utf8);
    g_test_add_func("/encoding/utf16-is-read", test_utf16_is_read);
    g_test_add_func("/encoding/many-findings-are-summed-up", test_many_findings_are_summed_up);
    g_test_add_func("/encoding/no-repair-leaves-double-encoding", test_no_repair_leaves_double_encoding);
    g_test_add_func("/encoding/no-repair-drops-controls", test_no_repair_drops_controls);
    return g_test_run();
}
