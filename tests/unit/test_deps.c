/* Tests of dependency files: writing and reading back. */
#include "base/deps.h"

#include <string.h>

static const char *const awkward[] = {"plain.md",    "a b.md", "price$.md",   "c#.md",
                                      "back\\slash", "co:lon", "ü\u202fx.png"};

static void what_is_written_can_be_read(void)
{
    g_autoptr(GPtrArray) inputs = g_ptr_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(awkward); i++)
        g_ptr_array_add(inputs, (gpointer)awkward[i]);
    g_autofree char *text = recto_deps_format("out put.pdf", inputs);
    g_autoptr(GPtrArray) found = recto_deps_parse(text);
    g_assert_cmpuint(found->len, ==, inputs->len);
    for (guint i = 0; i < found->len; i++)
        g_assert_cmpstr(g_ptr_array_index(found, i), ==, awkward[i]);
}

static void standard_input_is_no_file(void)
{
    g_autoptr(GPtrArray) inputs = g_ptr_array_new();
    g_ptr_array_add(inputs, (gpointer) "-");
    g_autofree char *text = recto_deps_format("out.pdf", inputs);
    g_assert_cmpstr(text, ==, "out.pdf:\n");
}

static void other_text_has_no_inputs(void)
{
    g_autoptr(GPtrArray) found = recto_deps_parse("no rule at all\n");
    g_assert_cmpuint(found->len, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/deps/what-is-written-can-be-read", what_is_written_can_be_read);
    g_test_add_func("/deps/standard-input-is-no-file", standard_input_is_no_file);
    g_test_add_func("/deps/other-text-has-no-inputs", other_text_has_no_inputs);
    return g_test_run();
}
