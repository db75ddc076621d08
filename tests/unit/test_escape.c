/* Tests of escaping text for XML, JSON, YAML, paths and terminals (base/escape.h). */
#include "base/escape.h"

#include "base/address.h"

#include <string.h>

static void check(RectoEscape escape, const char *text, const char *expected)
{
    g_autofree char *escaped = recto_escape_dup(escape, text);
    g_assert_cmpstr(escaped, ==, expected);
}

static void test_xml_holds_no_control_characters(void)
{
    check(RECTO_ESCAPE_XML, "a<b & \"c\" 'd'>", "a&lt;b &amp; &quot;c&quot; &#39;d&#39;&gt;");
    check(RECTO_ESCAPE_XML, "a\x1b[31m\x7f\xC2\x9B", "a\uFFFD[31m\uFFFD\uFFFD");
    check(RECTO_ESCAPE_XML, "\xEF\xBF\xBE \xF4\x8F\xBF\xBF é\xFF", "\uFFFD \uFFFD é\uFFFD");
    check(RECTO_ESCAPE_XML, "one\n\ttwo", "one\n\ttwo");
}

static void test_json_escapes_what_it_must(void)
{
    check(RECTO_ESCAPE_JSON, "a\"b\\c\n\x1b é", "a\\\"b\\\\c\\u000a\\u001b é");
    check(RECTO_ESCAPE_JSON, "\xFF\xC2\x85 \xEF\xBF\xBF", "\uFFFD\\u0085 \uFFFD");
}

static void test_yaml_escapes_what_it_must(void)
{
    check(RECTO_ESCAPE_YAML, "a\"b\\c\n\xC2\x85", "a\\\"b\\\\c\\x0A\\x85");
    check(RECTO_ESCAPE_YAML, "\xE2\x80\xA8 \xEF\xB7\x90\x80", "\\u2028 \uFFFD\uFFFD");
}

static void test_paths_keep_their_bytes(void)
{
    check(RECTO_ESCAPE_NINJA, "a b:c$d|e\xFF\\f", "a$ b$:c$$d|e\xFF\\f");
    check(RECTO_ESCAPE_MAKE, "a b:c$d#e\xFF\\f", "a\\ b\\:c$$d\\#e\xFF\\\\f");
    g_assert_false(recto_escape_is_line("a\nb"));
    g_assert_false(recto_escape_is_line("a\rb"));
    g_assert_true(recto_escape_is_line("a b"));
}

static void test_terminal_gets_no_control_characters(void)
{
    check(RECTO_ESCAPE_TERMINAL, "a\x1b[31m\n\tb\x7f", "a\\x1b[31m\\x0a\\x09b\\x7f");
    check(RECTO_ESCAPE_TERMINAL, "\xC2\x9B \u202E \u2066 \u2028 \xFF é", "\\x9b \\u{202e} \\u{2066} \\u{2028} \\xff é");
    check(RECTO_ESCAPE_DISPLAY, "a\x1b\t\u202E\xFF", "a\uFFFD\t\uFFFD\uFFFD");
}

/* Every byte and a stretch of characters: nothing that a terminal obeys is left. */
static void test_terminal_is_safe_for_every_character(void)
{
    for (gunichar c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 251) {
        char text[8] = "";
        if (!g_unichar_validate(c))
            continue;
        text[g_unichar_to_utf8(c, text)] = '\0';
        g_autoptr(GString) out = g_string_new(NULL);
        recto_escape(out, RECTO_ESCAPE_TERMINAL, text, c ? (gssize)strlen(text) : 1);
        for (const char *at = out->str; *at; at = g_utf8_next_char(at)) {
            gunichar shown = g_utf8_get_char(at);
            g_assert_false(g_unichar_iscntrl(shown) || (shown >= 0x202A && shown <= 0x202E));
        }
        g_assert_cmpuint(out->len, >, 0);
    }
}

static void test_formats_escape_their_arguments(void)
{
    g_autofree char *text =
        recto_escape_format(RECTO_ESCAPE_XML, "<a b=\"%s\">%-6.*s|%6s|%d %u%% %05.1f %" G_GSIZE_FORMAT " %c %x</a>",
                            "<&>", 3, "abcdef", "x", -5, 7u, 2.25, (gsize)99, 'z', 255u);
    g_assert_cmpstr(text, ==, "<a b=\"&lt;&amp;&gt;\">abc   |     x|-5 7% 002.2 99 z ff</a>");
    g_autofree char *numbers =
        recto_escape_format(RECTO_ESCAPE_TERMINAL, "%ld %lu %lld %04d %s", -1L, 2ul, 1ll << 40, 42, "a\nb");
    g_assert_cmpstr(numbers, ==, "-1 2 1099511627776 0042 a\\x0ab");
}

static void test_clean_text_is_left_alone(void)
{
    gunichar first = 0;
    g_assert_null(recto_text_clean("plain é\n\t\u202E", &first));
    g_autofree char *clean = recto_text_clean("a\x1b"
                                              "b\xEF\xBF\xBE",
                                              &first);
    g_assert_cmpstr(clean, ==, "a\uFFFDb\uFFFD");
    g_assert_cmpuint(first, ==, 0x1B);
}

/* ---- addresses ---- */

static void test_addresses_are_judged_as_browsers_read_them(void)
{
    static const struct {
        const char *address;
        RectoAddressKind kind;
    } rows[] = {
        {"https://example.org", RECTO_ADDRESS_WEB},
        {" \x01 hTTp://example.org/a b ", RECTO_ADDRESS_WEB},
        {"ht\ntps://example.org", RECTO_ADDRESS_WEB},
        {"https:///path", RECTO_ADDRESS_OTHER},
        {"https:example.org", RECTO_ADDRESS_OTHER},
        {"mailto:desk@example.org", RECTO_ADDRESS_CONTACT},
        {"TEL:+44", RECTO_ADDRESS_CONTACT},
        {"tel:", RECTO_ADDRESS_OTHER},
        {"#a", RECTO_ADDRESS_PLACE},
        {"a/b.md", RECTO_ADDRESS_RELATIVE},
        {"//example.org", RECTO_ADDRESS_RELATIVE},
        {"?javascript:", RECTO_ADDRESS_RELATIVE},
        {"", RECTO_ADDRESS_OTHER},
        {" \t\n", RECTO_ADDRESS_OTHER},
        {"javascript:alert(1)", RECTO_ADDRESS_OTHER},
        {"\x1bJava\tScript:alert(1)", RECTO_ADDRESS_OTHER},
        {"j\na\rv\ta\nscript\n:x", RECTO_ADDRESS_OTHER},
        {"data:text/html,x", RECTO_ADDRESS_OTHER},
        {"file:///etc/passwd", RECTO_ADDRESS_OTHER},
        {"vbscript:x", RECTO_ADDRESS_OTHER},
        {"ftp://example.org", RECTO_ADDRESS_OTHER},
        {"view-source:https://example.org", RECTO_ADDRESS_OTHER},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_cmpint(recto_address_judge(rows[i].address), ==, rows[i].kind);
        gboolean action = rows[i].kind == RECTO_ADDRESS_WEB || rows[i].kind == RECTO_ADDRESS_CONTACT;
        g_autofree char *made = recto_address_action(rows[i].address, NULL);
        if (!g_str_has_prefix(rows[i].address, "//"))
            g_assert_cmpint(made != NULL, ==, action);
    }
}

static void test_relative_addresses_count_from_the_base(void)
{
    g_autofree char *page = recto_address_action("../b?c#d", "https://example.org/x/y/");
    g_assert_cmpstr(page, ==, "https://example.org/x/b?c#d");
    g_autofree char *host = recto_address_action("//example.net/a", NULL);
    g_assert_cmpstr(host, ==, "https://example.net/a");
    g_assert_null(recto_address_action("a", "javascript:x"));
    g_assert_null(recto_address_action("a", NULL));
    g_assert_cmpstr(recto_address_printed("https://example.org/a"), ==, "example.org/a");
    g_assert_cmpstr(recto_address_printed("mailto:a@example.org"), ==, "a@example.org");
    g_assert_cmpstr(recto_address_printed("javascript:x"), ==, "javascript:x");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/escape/xml-holds-no-control-characters", test_xml_holds_no_control_characters);
    g_test_add_func("/escape/json-escapes-what-it-must", test_json_escapes_what_it_must);
    g_test_add_func("/escape/yaml-escapes-what-it-must", test_yaml_escapes_what_it_must);
    g_test_add_func("/escape/paths-keep-their-bytes", test_paths_keep_their_bytes);
    g_test_add_func("/escape/terminal-gets-no-control-characters", test_terminal_gets_no_control_characters);
    g_test_add_func("/escape/terminal-is-safe-for-every-character", test_terminal_is_safe_for_every_character);
    g_test_add_func("/escape/formats-escape-their-arguments", test_formats_escape_their_arguments);
    g_test_add_func("/escape/clean-text-is-left-alone", test_clean_text_is_left_alone);
    g_test_add_func("/address/judged-as-browsers-read-them", test_addresses_are_judged_as_browsers_read_them);
    g_test_add_func("/address/relative-ones-count-from-the-base", test_relative_addresses_count_from_the_base);
    return g_test_run();
}
