#include "cli/options.h"

#include <string.h>

/* How GOption names each kind. */
enum { KIND_TEXT = G_OPTION_ARG_FILENAME, KIND_LIST = G_OPTION_ARG_FILENAME_ARRAY, KIND_SWITCH = G_OPTION_ARG_NONE };

gboolean recto_options_parse(RectoOptions *options, int argc, char **argv, GError **error)
{
    memset(options, 0, sizeof *options);
    GOptionEntry entries[] = {
#define OPTION(field, kind, name, letter, argument, help)                                                              \
    {name, letter, 0, (GOptionArg)KIND_##kind, &options->field, help, argument},
#include "cli/options.def"
#undef OPTION
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, NULL},
        {NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    g_auto(GStrv) arguments = g_new0(char *, argc + 1);
    for (int i = 0; i < argc; i++)
        arguments[i] = g_strdup(argv[i]);
    if (!g_option_context_parse_strv(context, &arguments, error))
        return FALSE;
    if (!options->files)
        options->files = g_new0(char *, 1);
    return TRUE;
}

void recto_options_clear(RectoOptions *options)
{
#define CLEAR_TEXT(field)                                 g_clear_pointer(&options->field, g_free)
#define CLEAR_LIST(field)                                 g_clear_pointer(&options->field, g_strfreev)
#define CLEAR_SWITCH(field)                               options->field = FALSE
#define OPTION(field, kind, name, letter, argument, help) CLEAR_##kind(field);
#include "cli/options.def"
#undef OPTION
    g_clear_pointer(&options->files, g_strfreev);
}

static void add_help(GString *text, const char *name, char letter, const char *argument, const char *help)
{
    g_autoptr(GString) left = g_string_new("  ");
    if (letter)
        g_string_append_printf(left, "-%c, ", letter);
    g_string_append_printf(left, "--%s", name);
    if (argument)
        g_string_append_printf(left, " %s", argument);
    g_string_append_printf(text, "%-26s %s\n", left->str, help);
}

char *recto_options_help(void)
{
    GString *text =
        g_string_new("usage: recto [build] [OPTION…] FILE…\n"
                     "       recto check [OPTION…] FILE…\n"
                     "       recto extract REPORT.pdf [-d DIR]\n"
                     "       recto verify REPORT.pdf\n"
                     "       recto archive DIR -o SITE [OPTION…]\n"
                     "       recto styles [--print NAME] | explain KEY|CODE | fonts\n\n"
                     "Typesets a Markdown report: recto report.md writes report.pdf beside it; - is "
                     "standard input.\n"
                     "Several files with -o are the chapters of one report, as are those that a report.yaml "
                     "lists under chapters:; without -o each is a report of its own.\n"
                     "check does everything but writing, and tells what could not be set well, by line and "
                     "page.\n"
                     "extract writes the files inside a PDF; verify typesets the source inside again and "
                     "says whether the PDF is what it says.\n"
                     "archive typesets every report of a folder, as far as it changed, with an index, a feed "
                     "and checksums.\n\n");
#define OPTION(field, kind, name, letter, argument, help) add_help(text, name, letter, argument, help);
#include "cli/options.def"
#undef OPTION
    g_string_append(text, "\nExit status: 0 written, 1 errors in the document or style, 2 usage, 3 denied warnings, "
                          "5 system.\n");
    return g_string_free(text, FALSE);
}
