/* Generates the manual page from the tables of commands and options and from the sections below. */
#include "cli/commands.h"

#include <string.h>

/* Appends text with roff's special characters escaped: backslash, hyphen, and a point or an apostrophe at the start of
 * a line. */
static void add(GString *out, const char *text)
{
    for (const char *at = text; *at; at++) {
        gboolean first = at == text ? !out->len || out->str[out->len - 1] == '\n' : at[-1] == '\n';
        if (first && strchr(".'", *at))
            g_string_append(out, "\\&");
        if (*at == '\\')
            g_string_append(out, "\\e");
        else if (*at == '-')
            g_string_append(out, "\\-");
        else
            g_string_append_c(out, *at);
    }
}

static void add_item(GString *out, const char *term, const char *argument, const char *what)
{
    g_string_append(out, ".TP\n\\fB");
    add(out, term);
    g_string_append(out, "\\fR");
    if (argument && *argument) {
        g_string_append(out, " \\fI");
        add(out, argument);
        g_string_append(out, "\\fR");
    }
    g_string_append_c(out, '\n');
    add(out, what);
    g_string_append_c(out, '\n');
}

static void add_option(GString *out, const RectoOptionRow *row, const char *what)
{
    g_autofree char *term =
        row->letter ? g_strdup_printf("-%c, --%s", row->letter, row->name) : g_strconcat("--", row->name, NULL);
    add_item(out, term, row->argument, what);
}

/* Returns help and details of an option as sentences, preceded by the commands that accept it unless build does. Caller
 * frees. */
static char *describe(const RectoOptionRow *row)
{
    GString *text = g_string_new(NULL);
    for (guint c = 0; c < RECTO_COMMAND_MAX && !(row->commands & 1); c++)
        if (row->commands >> c & 1)
            g_string_append_printf(text, "%s%s", text->len ? ", " : "", recto_commands[c].name);
    g_string_append_printf(text, "%s%c%s.%s%s", text->len ? ": " : "",
                           text->len ? *row->help : g_ascii_toupper(*row->help), row->help + 1,
                           *row->details ? " " : "", row->details);
    return g_string_free(text, FALSE);
}

static const char *const files[][2] = {
    {"recto.yaml", "Settings for all documents in a directory and its subdirectories: lang, style, site_root, "
                   "font_path, and any style key. recto reads the nearest one above the document."},
    {"_brand.yml", "The colours, fonts and logo of an organisation, in the brand.yml format. recto reads it where no "
                   "style is named."},
    {"report.yaml", "A report made of several files: title, chapters, and any key of the front matter."},
};

static const char *const examples[][2] = {
    {"recto report.md", "Write report.pdf beside the document."},
    {"recto watch report.md --style kata", "Rebuild the PDF whenever an input file changes."},
    {"recto one.md two.md -o year.pdf", "Combine two chapters into one report."},
    {"recto report.md --set page.size=letter", "Change one key of the style."},
    {"recto check report.md --deny warnings", "Treat warnings as errors, for example in CI."},
};

static const char *const codes[][2] = {
    {"0", "Written."},
    {"1", "The document or the style has errors; no file was replaced. For extract: a file was renamed or not written. "
          "For verify: the PDF differs from its source."},
    {"2", "The command line is invalid."},
    {"3", "The document has diagnostics named by --deny; no file was replaced."},
    {"5", "System error: a file can't be read or written."},
    {"6", "For verify: the PDF can't be verified, because its source, an image or a font is missing."},
};

char *recto_manual(void)
{
    GString *out = g_string_new(".TH RECTO 1 \"\" \"recto " RECTO_VERSION "\" \"User Commands\"\n.SH NAME\n"
                                "recto \\- typeset Markdown as an accessible, branded PDF\n.SH SYNOPSIS\n"
                                "\\fBrecto\\fR [\\fICOMMAND\\fR] [\\fIOPTION\\fR]... \\fIFILE\\fR...\n.SH COMMANDS\n");
    for (guint i = 0; i < RECTO_COMMAND_MAX; i++) {
        g_autofree char *what = recto_command_about((RectoCommandId)i);
        add_item(out, recto_commands[i].name, recto_commands[i].arguments, what);
    }
    g_string_append(out, ".SH OPTIONS\n");
    for (guint i = 0; i < recto_n_option_rows; i++) {
        g_autofree char *what = describe(&recto_option_rows[i]);
        add_option(out, &recto_option_rows[i], what);
    }
    g_string_append(out, ".SH EXIT STATUS\n");
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
        add_item(out, codes[i][0], NULL, codes[i][1]);
    g_string_append(out, ".SH FILES\n");
    for (guint i = 0; i < G_N_ELEMENTS(files); i++)
        add_item(out, files[i][0], NULL, files[i][1]);
    g_string_append(out, ".SH ENVIRONMENT\n");
    add_item(out, "SOURCE_DATE_EPOCH", NULL,
             "The date of the PDF, in seconds since 1970, if the document has no date.");
    add_item(out, "NO_COLOR", NULL, "Disables colours in messages on a terminal.");
    g_string_append(out, ".SH EXAMPLES\n");
    for (guint i = 0; i < G_N_ELEMENTS(examples); i++)
        add_item(out, examples[i][0], NULL, examples[i][1]);
    return g_string_free(out, FALSE);
}
