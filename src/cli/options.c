/* Parses the command line with GOption. */
#include "cli/options.h"

#include "base/spelling.h"

#include <string.h>

/* GOption argument type of each kind of option. */
enum {
    KIND_TEXT = G_OPTION_ARG_FILENAME,
    KIND_ONCE = G_OPTION_ARG_FILENAME_ARRAY,
    KIND_LIST = G_OPTION_ARG_FILENAME_ARRAY,
    KIND_SWITCH = G_OPTION_ARG_NONE
};

static const char *const names[] = {
#define OPTION(field, kind, name, letter, argument, values, commands, help, details) name,
#include "cli/options.def"
#undef OPTION
    NULL};

/* Adds a suggestion to GOption's message about an unknown option. */
static void explain_unknown(GError **error)
{
    const char *dashes = error && *error ? strstr((*error)->message, " --") : NULL;
    if (!dashes || !g_error_matches(*error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
        return;
    g_autofree char *word = g_strndup(dashes + 3, strcspn(dashes + 3, "="));
    const char *nearest = recto_nearest(word, names);
    GError *told = g_error_new(G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, "unknown option --%s%s%s%s", word,
                               nearest ? "; did you mean --" : "", nearest ? nearest : "", nearest ? "?" : "");
    g_clear_error(error);
    *error = told;
}

static gboolean accept_once(char ***words, char **ret_word, const char *name, GError **error)
{
    guint n = *words ? g_strv_length(*words) : 0;
    if (n > 1)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s is given twice, as “%s” and “%s”", name,
                    (*words)[0], (*words)[1]);
    *ret_word = n ? g_strdup((*words)[0]) : NULL;
    g_clear_pointer(words, g_strfreev);
    return n <= 1;
}

/* Refuses an empty value: --output= is usually an error in a script. */
static gboolean is_empty(const char *text, const char *name, GError **error)
{
    if (!text || *text)
        return FALSE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s has an empty value", name);
    return TRUE;
}

/* Per kind of option: GOption's target, the conversion afterwards, the test whether it was given, and its release. */
#define TARGET_TEXT(field)            &options->field
#define TARGET_ONCE(field)            &once.field
#define TARGET_LIST(field)            &options->field
#define TARGET_SWITCH(field)          &options->field
#define TAKE_TEXT(field, name, error) !is_empty(options->field, name, error)
#define TAKE_ONCE(field, name, error)                                                                                  \
    (accept_once(&gathered->field, &options->field, name, error) && !is_empty(options->field, name, error))
#define TAKE_LIST(field, name, error)   TRUE
#define TAKE_SWITCH(field, name, error) TRUE
#define CLEAR_TEXT(field)               g_clear_pointer(&options->field, g_free)
#define CLEAR_ONCE(field)               g_clear_pointer(&options->field, g_free)
#define CLEAR_LIST(field)               g_clear_pointer(&options->field, g_strfreev)
#define CLEAR_SWITCH(field)             options->field = FALSE

/* Values of the options of kind ONCE, as GOption collects them. */
typedef struct {
#define OPTION(field, kind, name, letter, argument, values, commands, help, details) char **field;
#include "cli/options.def"
#undef OPTION
} Gathered;

/* Converts the collected values. After the first error, the remaining values are only freed. */
static gboolean finish(RectoOptions *options, Gathered *gathered, GError **error)
{
    gboolean sound = TRUE;
    guint row = 0;
#define OPTION(field, kind, name, letter, argument, values, commands, help, details)                                   \
    sound = TAKE_##kind(field, name, sound ? error : NULL) && sound;                                                   \
    options->given |= options->field ? G_GUINT64_CONSTANT(1) << row : 0;                                               \
    row++;
#include "cli/options.def"
#undef OPTION
    return sound;
}

gboolean recto_options_parse(RectoOptions *options, int argc, char **argv, GError **error)
{
    memset(options, 0, sizeof *options);
    Gathered once = {0};
    GOptionEntry entries[] = {
#define OPTION(field, kind, name, letter, argument, values, commands, help, details)                                   \
    {name, letter, 0, (GOptionArg)KIND_##kind, TARGET_##kind(field), help, argument},
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
    if (!g_option_context_parse_strv(context, &arguments, error)) {
        explain_unknown(error);
        return FALSE;
    }
    if (!options->files)
        options->files = g_new0(char *, 1);
    return finish(options, &once, error);
}

void recto_options_clear(RectoOptions *options)
{
#define OPTION(field, kind, name, letter, argument, values, commands, help, details) CLEAR_##kind(field);
#include "cli/options.def"
#undef OPTION
    g_clear_pointer(&options->files, g_strfreev);
}
