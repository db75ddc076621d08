/* Tests of attributes in braces, as in `[text]{.class}`. */
#include "document/attributes.h"
#include "read/read.h"

#include <string.h>

static void assert_parsed(RectoArena *arena, const char *text, const char *rest)
{
    gsize length = 0;
    const RectoAttributes *attributes = recto_attributes_parse(arena, text, &length);
    if (!attributes)
        g_error("not taken: %s", text);
    g_assert_cmpstr(text + length, ==, rest);
}

static void test_wellformed_braces_are_taken(void)
{
    g_autoptr(RectoArena) arena = recto_arena_new();
    gsize length = 0;
    const RectoAttributes *all =
        recto_attributes_parse(arena, "{ #an-id .one .two lang=de-CH width=50% title=\"a } b\" }rest", &length);
    g_assert_nonnull(all);
    g_assert_cmpstr(all->id, ==, "an-id");
    g_assert_cmpstr(all->lang, ==, "de-CH");
    g_assert_cmpstr(all->classes[0], ==, "one");
    g_assert_cmpstr(all->classes[1], ==, "two");
    g_assert_null(all->classes[2]);
    g_assert_cmpstr(all->keys[0], ==, "width");
    g_assert_cmpstr(all->values[0], ==, "50%");
    g_assert_cmpstr(all->values[1], ==, "a } b");
    assert_parsed(arena, "{.x}", "");
    assert_parsed(arena, "{: .x}", "");
    assert_parsed(arena, "{:.x}y", "y");
    assert_parsed(arena, "{class='a b'} ", " ");
    assert_parsed(arena, "{#2024}", "");
    assert_parsed(arena, "{.x a=1}", "");
    assert_parsed(arena, "{.größe}", "");
}

static void test_other_braces_stay(void)
{
    static const char *const texts[] = {
        "{",      "{}",       "{ }",      "{x}",      "{x=1}",    "{#12}",   "{.5}",       "{.a .}",
        "{{.a}}", "{% if %}", "{.a.b c}", "{.a\n.b}", "{#a",      "{lang=}", "{lang=\"x}", "{lang=<b>}",
        "{.a#b}", "{=html}",  "{-}",      "x{.a}",    "{#a *b*}", "{: toc}", "{:toc}",     "{.a,.b}",
    };
    g_autoptr(RectoArena) arena = recto_arena_new();
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        gsize length = 0;
        if (recto_attributes_parse(arena, texts[i], &length))
            g_error("taken: %s", texts[i]);
    }
}

/* As a tree, without its first lines of metadata. */
static char *tree_of(const char *text)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    RectoReadOptions options = {0};
    g_autoptr(RectoDocument) document = recto_read("name.md", text, strlen(text), &options, diagnostics);
    return recto_document_dump(document);
}

static void assert_tree(const char *text, const char *part)
{
    g_autofree char *tree = tree_of(text);
    if (!strstr(tree, part))
        g_error("missing: %s\nin\n%s", part, tree);
}

static void test_no_text_is_lost(void)
{
    assert_tree("a {x=1}", "text \"a {x=1}\"");
    assert_tree("{.first}\n\nb", "text \"{.first}\"");
    assert_tree("a\\{.b}", "text \".b}\"");
    assert_tree("`a`\\{.b}", "text \".b}\"");
    assert_tree("[a]{", "text \"[a]{\"");
    assert_tree("a]{.b}", "text \"a]{.b}\"");
    assert_tree("[a]{.b", "text \"[a]{.b\"");
    assert_tree("| a |\n|-|\n| b {.c} |", "text \"b {.c}\"");
    assert_tree("| a | b |\n|-|-|\n| {.c} | d |", "text \"{.c}\"");
}

static void test_spans_nest(void)
{
    assert_tree("[[a]{.b}]{.c}", "span { .c } @1:1\n      span { .b } @1:2\n        text \"a\"");
    assert_tree("*[a*]{.b}", "text \"[a\"");
    assert_tree("[a]{.b}[c]{.d}", "span { .d }");
    assert_tree("[a](b){.c} d", "link \"b\" { .c }");
}

static void test_length_of_a_picture(void)
{
    assert_tree("![a](b){width=2in}", "image width 192");
    assert_tree("![a](b){width=300px}", "image width 300");
    assert_tree("![a](b){width=40%}", "image width 40%");
    assert_tree("![a](b){width=wide}", "image \"b\"");
    assert_tree("![a](b){width=-3}", "image \"b\"");
    assert_tree("![](b){role=presentation}", "image decorative");
}

static void test_many_brackets_take_linear_time(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 25000; i++)
        g_string_append(text, "[x {");
    for (guint i = 0; i < 25000; i++)
        g_string_append(text, "]{.a}");
    for (guint i = 0; i < 45000; i++)
        g_string_append(text, " [y]{.b}");
    for (guint i = 0; i < 45000; i++)
        g_string_append(text, " {.c}");
    g_autofree char *tree = tree_of(text->str);
    g_assert_nonnull(strstr(tree, "span { .a }"));
    g_assert_nonnull(strstr(tree, "span { .b }"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attributes/well-formed-braces-are-taken", test_wellformed_braces_are_taken);
    g_test_add_func("/attributes/other-braces-stay", test_other_braces_stay);
    g_test_add_func("/attributes/no-text-is-lost", test_no_text_is_lost);
    g_test_add_func("/attributes/spans-nest", test_spans_nest);
    g_test_add_func("/attributes/length-of-a-picture", test_length_of_a_picture);
    g_test_add_func("/attributes/many-brackets", test_many_brackets_take_linear_time);
    return g_test_run();
}
