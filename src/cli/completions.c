/* Completion scripts for bash, zsh and fish, generated from the tables of commands and options. The scripts call recto
 * for the names of styles, keys and diagnostics, so that they match the installed version. */
#include "cli/commands.h"

#include <string.h>

#define LIST_STYLES "recto styles 2>/dev/null | sed 's/:.*//'"
#define LIST_KEYS   "recto styles base 2>/dev/null | sed -n 's/^\\([a-z0-9.-]*\\): .*/\\1/p'"

/* Returns a text in single quotes for a shell. Caller frees. */
static char *quoted(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "'", -1);
    return g_strjoinv("'\\''", parts);
}

static char *command_names(void)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < RECTO_COMMAND_MAX; i++)
        g_string_append_printf(names, "%s%s", i ? " " : "", recto_commands[i].name);
    return g_string_free(names, FALSE);
}

static char *short_what(RectoCommandId id)
{
    return quoted(recto_commands[id].summary);
}

/* ---- bash ---- */

/* Returns the bash commands that list the values of an option or command; `prefix` is added before the words. */
static const char *bash_words(const char *values)
{
    static const char *const lists[][2] = {
        {"@file", "_recto_files"},          {"@folder", "_recto_folders"}, {"@markdown", "_recto_files"},
        {"@pdf", "_recto_files pdf"},       {"@style", "_recto_styles"},   {"@key", "_recto_keys"},
        {"@code", "_recto_words warnings"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        if (g_str_equal(lists[i][0], values))
            return lists[i][1];
    return NULL;
}

static void add_bash_case(GString *out, const char *values)
{
    if (bash_words(values))
        g_string_append_printf(out, "%s ;;\n", bash_words(values));
    else
        g_string_append_printf(out, "_recto_words %s ;;\n", values);
}

static void add_bash_options(GString *out)
{
    for (guint c = 0; c < RECTO_COMMAND_MAX; c++) {
        g_string_append_printf(out, "        %s) _recto_words", recto_commands[c].name);
        for (guint i = 0; i < recto_n_option_rows; i++)
            if (recto_option_rows[i].commands >> c & 1)
                g_string_append_printf(out, " --%s", recto_option_rows[i].name);
        g_string_append(out, " ;;\n");
    }
}

static void add_bash_values(GString *out)
{
    for (guint i = 0; i < recto_n_option_rows; i++) {
        const RectoOptionRow *row = &recto_option_rows[i];
        if (!row->argument)
            continue;
        g_string_append_printf(out, "    --%s", row->name);
        if (row->letter)
            g_string_append_printf(out, " | -%c", row->letter);
        g_string_append(out, ") ");
        add_bash_case(out, row->values);
    }
}

static const char bash_head[] =
    "# recto: completion for bash.\n"
    "_recto_words() { COMPREPLY+=($(compgen -W \"$*\" -- \"$current\")); }\n"
    "_recto_folders() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\"); }\n"
    "_recto_files() {\n"
    "    compopt -o filenames\n"
    "    if [ \"${1:-}\" ]; then\n"
    "        mapfile -t COMPREPLY < <(compgen -d -- \"$current\"; compgen -f -X \"!*.$1\" -- \"$current\")\n"
    "    else\n"
    "        mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
    "    fi\n"
    "}\n"
    "_recto_styles() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -W \"$(" LIST_STYLES
    ")\" -- \"$current\"; compgen -f -X '!*.y*ml' -- \"$current\"); }\n"
    "_recto_keys() {\n"
    "    [ \"$previous\" = --set ] && compopt -o nospace && _recto_words \"$(" LIST_KEYS
    " | sed 's/$/=/')\" && return\n"
    "    _recto_words \"$(" LIST_KEYS ")\"\n"
    "}\n\n";

static char *bash_completions(void)
{
    GString *out = g_string_new(bash_head);
    g_autofree char *names = command_names();
    g_string_append_printf(out,
                           "_recto() {\n"
                           "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} "
                           "command=build word\n"
                           "    COMPREPLY=()\n"
                           "    case \" %s \" in *\" ${COMP_WORDS[1]} \"*) [ \"$COMP_CWORD\" -gt 1 ] && "
                           "command=${COMP_WORDS[1]} ;; esac\n"
                           "    case $previous in\n",
                           names);
    add_bash_values(out);
    g_string_append(out, "    *)\n        case $current in\n        -*)\n        case $command in\n");
    add_bash_options(out);
    g_string_append(out, "        esac ;;\n        *)\n        case $command in\n");
    for (guint i = 0; i < RECTO_COMMAND_MAX; i++) {
        g_string_append_printf(out, "        %s) ", recto_commands[i].name);
        add_bash_case(out, recto_commands[i].files);
    }
    g_string_append_printf(out,
                           "        esac\n"
                           "        [ \"$COMP_CWORD\" -eq 1 ] && _recto_words %s ;;\n"
                           "        esac ;;\n    esac\n    return 0\n}\ncomplete -F _recto recto\n",
                           names);
    return g_string_free(out, FALSE);
}

/* ---- zsh ---- */

/* Returns the zsh action for values; brackets and colons are special characters in zsh. */
static char *zsh_action(const char *values)
{
    static const char *const actions[][2] = {
        {"@file", "_files"},         {"@folder", "_files -/"}, {"@markdown", "_files"}, {"@pdf", "_files -g \"*.pdf\""},
        {"@style", "_recto_styles"}, {"@key", "_recto_keys"},  {"@code", "(warnings)"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(actions); i++)
        if (g_str_equal(actions[i][0], values))
            return g_strdup(actions[i][1]);
    return *values ? g_strdup_printf("(%s)", values) : g_strdup(" ");
}

static char *zsh_text(const char *what)
{
    g_autofree char *text = quoted(what);
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at; at++) {
        if (strchr("[]:", *at))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *at);
    }
    return g_string_free(out, FALSE);
}

static void add_zsh_option(GString *out, const RectoOptionRow *row)
{
    g_autofree char *what = zsh_text(row->help), *action = zsh_action(row->values);
    g_autofree char *value = row->argument ? g_strdup_printf(":%s:%s", row->argument, action) : g_strdup("");
    const char *equals = row->argument ? "=" : "";
    g_string_append_printf(out, " \\\n            '*--%s%s[%s]%s'", row->name, equals, what, value);
    if (row->letter)
        g_string_append_printf(out, " \\\n            '*-%c%s[%s]%s'", row->letter, row->argument ? "+" : "", what,
                               value);
}

static char *zsh_completions(void)
{
    GString *out = g_string_new("#compdef recto\n# recto: completion for zsh.\n"
                                "_recto_styles() { compadd -- $(" LIST_STYLES "); _files -g '*.y*ml' }\n"
                                "_recto_keys() { if [[ $words[CURRENT-1] == --set ]] { compadd -S = -- $(" LIST_KEYS
                                ") } else { compadd -- $(" LIST_KEYS ") } }\n\n"
                                "_recto() {\n    local -a commands\n    local command=build\n    commands=(\n");
    for (guint i = 0; i < RECTO_COMMAND_MAX; i++) {
        g_autofree char *what = short_what((RectoCommandId)i);
        g_string_append_printf(out, "        '%s:%s'\n", recto_commands[i].name, what);
    }
    g_string_append(out, "    )\n"
                         "    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then _describe command commands; fi\n"
                         "    if (( CURRENT > 2 && ${commands[(I)$words[2]:*]} )); then\n"
                         "        command=$words[2]; shift words; (( CURRENT-- ))\n"
                         "    fi\n    case $command in\n");
    for (guint c = 0; c < RECTO_COMMAND_MAX; c++) {
        g_autofree char *action = zsh_action(recto_commands[c].files);
        g_string_append_printf(out, "        %s) _arguments", recto_commands[c].name);
        for (guint i = 0; i < recto_n_option_rows; i++)
            if (recto_option_rows[i].commands >> c & 1)
                add_zsh_option(out, &recto_option_rows[i]);
        if (recto_commands[c].max)
            g_string_append_printf(out, " \\\n            '*:%s:%s'", recto_commands[c].arguments, action);
        g_string_append(out, " ;;\n");
    }
    g_string_append(out, "    esac\n}\n_recto \"$@\"\n");
    return g_string_free(out, FALSE);
}

/* ---- fish ---- */

static char *fish_values(const char *values)
{
    static const char *const lists[][2] = {
        {"@file", "-r -F"},
        {"@markdown", "-F"},
        {"@pdf", "-k -xa '(__fish_complete_suffix .pdf)'"},
        {"@folder", "-xa '(__fish_complete_directories)'"},
        {"@style", "-xa '(recto styles 2>/dev/null | string replace -r \":.*\" \"\") (__fish_complete_suffix .yaml)'"},
        {"@code", "-xa warnings"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        if (g_str_equal(lists[i][0], values))
            return g_strdup(lists[i][1]);
    if (g_str_equal(values, "@key"))
        return g_strdup("-xa '(recto styles base 2>/dev/null | string match -rg \"^([a-z0-9.-]+): \")'");
    return *values ? g_strdup_printf("-xa '%s'", values) : g_strdup("-x");
}

static void add_fish_condition(GString *out, guint commands, const char *names)
{
    GString *takers = g_string_new(NULL);
    for (guint c = 0; c < RECTO_COMMAND_MAX; c++)
        if (commands >> c & 1)
            g_string_append_printf(takers, " %s", recto_commands[c].name);
    g_string_append_printf(out, "complete -c recto -n '%s__fish_seen_subcommand_from%s'",
                           commands & 1 ? "__recto_builds; or " : "", takers->str);
    g_string_free(takers, TRUE);
}

static char *fish_completions(void)
{
    g_autofree char *names = command_names();
    GString *out = g_string_new("# recto: completion for fish.\n");
    g_string_append_printf(out, "function __recto_builds; not __fish_seen_subcommand_from %s; end\n", names);
    for (guint i = 0; i < RECTO_COMMAND_MAX; i++) {
        const RectoCommand *command = &recto_commands[i];
        g_autofree char *what = short_what((RectoCommandId)i), *values = fish_values(command->files);
        g_string_append_printf(out, "complete -c recto -n __fish_use_subcommand -a %s -d '%s'\n", command->name, what);
        if (command->max && !g_str_has_prefix(command->files, "@markdown"))
            g_string_append_printf(out, "complete -c recto -n '__fish_seen_subcommand_from %s' %s\n", command->name,
                                   values);
    }
    for (guint i = 0; i < recto_n_option_rows; i++) {
        const RectoOptionRow *row = &recto_option_rows[i];
        g_autofree char *what = quoted(row->help), *values = row->argument ? fish_values(row->values) : g_strdup("-f");
        add_fish_condition(out, row->commands, names);
        g_string_append_printf(out, " -l %s", row->name);
        if (row->letter)
            g_string_append_printf(out, " -s %c", row->letter);
        g_string_append_printf(out, " %s -d '%s'\n", values, what);
    }
    return g_string_free(out, FALSE);
}

char *recto_completions(const char *shell)
{
    if (g_str_equal(shell, "bash"))
        return bash_completions();
    if (g_str_equal(shell, "zsh"))
        return zsh_completions();
    return g_str_equal(shell, "fish") ? fish_completions() : NULL;
}
