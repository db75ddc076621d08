/* Tables of commands and options, and the help texts. */
#include "cli/commands.h"

#include <string.h>

/* Width of help texts, and the column of an option's description. */
#define HELP_WIDTH  100
#define HELP_COLUMN 27

const RectoCommand recto_commands[RECTO_COMMAND_MAX] = {
#define COMMAND(id, name, arguments, files, min, max, summary, details)                                                \
    [RECTO_COMMAND_##id] = {name, arguments, files, summary, details, min, max},
#include "cli/commands.def"
#undef COMMAND
};

/* Names of the commands as bits, for options.def. */
enum {
#define COMMAND(id, name, arguments, files, min, max, summary, details) id = 1u << RECTO_COMMAND_##id,
#include "cli/commands.def"
#undef COMMAND
    MAKES = BUILD | CHECK | WATCH,
    EVERY = (1u << RECTO_COMMAND_MAX) - 1
};

const RectoOptionRow recto_option_rows[] = {
#define OPTION(field, kind, name, letter, argument, values, commands, help, details)                                   \
    {name, letter, argument, values, commands, help, details},
#include "cli/options.def"
#undef OPTION
};

const guint recto_n_option_rows = G_N_ELEMENTS(recto_option_rows);
G_STATIC_ASSERT(G_N_ELEMENTS(recto_option_rows) <= 64);

int recto_command_find(const char *word)
{
    for (int i = 0; i < RECTO_COMMAND_MAX; i++)
        if (g_str_equal(recto_commands[i].name, word))
            return i;
    return -1;
}

char *recto_command_about(RectoCommandId id)
{
    const char *summary = recto_commands[id].summary;
    return g_strdup_printf("%c%s. %s", g_ascii_toupper(*summary), summary + 1, recto_commands[id].details);
}

/* Appends words from `column` on, broken before HELP_WIDTH; further lines begin at the indent. */
static void add_broken(GString *text, const char *words, glong column, glong indent)
{
    g_auto(GStrv) parts = g_strsplit(words, " ", -1);
    for (guint i = 0; parts[i]; i++) {
        glong width = g_utf8_strlen(parts[i], -1);
        if (i && column + 1 + width > HELP_WIDTH) {
            g_string_append_printf(text, "\n%*s", (int)indent, "");
            column = indent;
        } else if (i) {
            g_string_append_c(text, ' ');
            column++;
        }
        g_string_append(text, parts[i]);
        column += width;
    }
    g_string_append_c(text, '\n');
}

static void add_row(GString *text, const char *left, const char *what)
{
    glong width = g_utf8_strlen(left, -1);
    g_string_append_printf(text, "%s%*s", left, (int)MAX(1, HELP_COLUMN - width), "");
    add_broken(text, what, MAX(width + 1, HELP_COLUMN), HELP_COLUMN);
}

static void add_option(GString *text, const RectoOptionRow *row)
{
    g_autoptr(GString) left = g_string_new("  ");
    if (row->letter)
        g_string_append_printf(left, "-%c, ", row->letter);
    g_string_append_printf(left, "--%s", row->name);
    if (row->argument)
        g_string_append_printf(left, " %s", row->argument);
    add_row(text, left->str, row->help);
}

static void add_options(GString *text, guint commands)
{
    for (guint i = 0; i < recto_n_option_rows; i++)
        if (recto_option_rows[i].commands & commands)
            add_option(text, &recto_option_rows[i]);
}

static const char exit_status[] =
    "\nExit status: 0 success, 1 errors in the document or style, 2 usage error, 3 denied\n"
    "diagnostics, 5 system error.\n";

static char *help_of_all(void)
{
    GString *text = g_string_new("recto typesets Markdown as PDF: recto report.md writes report.pdf beside "
                                 "it.\n\nusage: recto [COMMAND] [OPTION…] FILE…\n\nCommands (default: build):\n");
    for (guint i = 0; i < RECTO_COMMAND_MAX; i++) {
        const RectoCommand *command = &recto_commands[i];
        g_autofree char *left = g_strdup_printf("  %s %s", command->name, command->arguments);
        add_row(text, left, command->summary);
    }
    g_string_append(text, "\nOptions of build (for those of another command, run recto COMMAND --help):\n");
    add_options(text, BUILD);
    g_string_append(text, exit_status);
    return g_string_free(text, FALSE);
}

char *recto_command_help(int id)
{
    if (id < 0)
        return help_of_all();
    const RectoCommand *command = &recto_commands[id];
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "usage: recto %s [OPTION…] %s\n\n", command->name, command->arguments);
    g_autofree char *about = recto_command_about((RectoCommandId)id);
    add_broken(text, about, 0, 0);
    g_string_append(text, "\nOptions:\n");
    add_options(text, 1u << id);
    g_string_append(text, exit_status);
    return g_string_free(text, FALSE);
}
