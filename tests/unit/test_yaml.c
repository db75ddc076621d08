/* Tests of the YAML reader (base/yaml.h). */
#include "base/yaml.h"

#include <string.h>

typedef struct {
    RectoDiagnostics *diagnostics;
    RectoYaml *yaml;
} Parsed;

static Parsed parse(const char *text)
{
    Parsed parsed = {recto_diagnostics_new(), NULL};
    guint32 file = recto_diagnostics_add_source(parsed.diagnostics, "a.yaml", text, strlen(text));
    parsed.yaml = recto_yaml_parse(text, strlen(text), file, 1, parsed.diagnostics);
    return parsed;
}

static void parsed_clear(Parsed *parsed)
{
    recto_yaml_free(parsed->yaml);
    recto_diagnostics_free(parsed->diagnostics);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parsed, parsed_clear)

static guint n_findings(const Parsed *parsed)
{
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(parsed->diagnostics);
    return all->len;
}

static void values_know_where_they_are(void)
{
    g_auto(Parsed) parsed = parse("a: 1\nb:\n  - x\n  - {c: \"d e\"}\n");
    const RectoYamlNode *list = recto_yaml_get(parsed.yaml->root, "b");
    g_assert_cmpuint(list->n_items, ==, 2);
    const RectoYamlNode *deep = recto_yaml_get(list->items[1], "c");
    g_assert_cmpstr(recto_yaml_text(deep), ==, "d e");
    g_assert_cmpuint(deep->span.line, ==, 4);
    g_assert_cmpuint(deep->span.column, ==, 9);
    g_assert_false(deep->plain);
}

static void null_is_no_text(void)
{
    g_auto(Parsed) parsed = parse("a: ~\nb: null\nc:\nd: \"\"\n");
    g_assert_null(recto_yaml_text(recto_yaml_get(parsed.yaml->root, "a")));
    g_assert_null(recto_yaml_text(recto_yaml_get(parsed.yaml->root, "b")));
    g_assert_null(recto_yaml_text(recto_yaml_get(parsed.yaml->root, "c")));
    g_assert_cmpstr(recto_yaml_text(recto_yaml_get(parsed.yaml->root, "d")), ==, "");
    g_assert_null(recto_yaml_get(NULL, "a"));
}

static void first_of_two_keys_stays(void)
{
    g_auto(Parsed) parsed = parse("a: 1\na: 2\n");
    g_assert_cmpstr(recto_yaml_text(recto_yaml_get(parsed.yaml->root, "a")), ==, "1");
    g_assert_cmpuint(n_findings(&parsed), ==, 1);
}

static void cycles_and_bombs_end(void)
{
    g_auto(Parsed) cycle = parse("a: &t [*t]\n");
    g_assert_null(cycle.yaml->root);
    g_assert_cmpuint(n_findings(&cycle), ==, 1);
    g_autoptr(GString) bomb = g_string_new("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 30; i++)
        g_string_append_printf(bomb, "a%d: &a%d [*a%d,*a%d,*a%d,*a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1);
    g_auto(Parsed) bombed = parse(bomb->str);
    g_assert_nonnull(bombed.yaml); /* an alias copies nothing */
    g_autoptr(GString) deep = g_string_new("a: ");
    for (int i = 0; i < 100000; i++)
        g_string_append_c(deep, '[');
    g_auto(Parsed) nested = parse(deep->str);
    g_assert_null(nested.yaml->root);
    g_assert_cmpuint(n_findings(&nested), ==, 1);
}

static void mistakes_name_their_line(void)
{
    g_auto(Parsed) parsed = parse("a: 1\nb: [1, 2\n");
    g_assert_null(parsed.yaml->root);
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(parsed.diagnostics);
    g_assert_cmpuint(all->len, ==, 1);
    g_assert_cmpuint(((RectoDiagnostic *)all->pdata[0])->span.line, >=, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/yaml/values-know-where-they-are", values_know_where_they_are);
    g_test_add_func("/yaml/null-is-no-text", null_is_no_text);
    g_test_add_func("/yaml/first-of-two-keys-stays", first_of_two_keys_stays);
    g_test_add_func("/yaml/cycles-and-bombs-end", cycles_and_bombs_end);
    g_test_add_func("/yaml/mistakes-name-their-line", mistakes_name_their_line);
    return g_test_run();
}
