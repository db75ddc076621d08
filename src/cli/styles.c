#include "cli/styles.h"

#include "base/files.h"
#include "base/installed_files.h"
#include "style/composition.h"
#include "style/keys.h"
#include "cli/print.h"

#include <stdio.h>
#include <string.h>

/* ---- what a style says ---- */

typedef struct {
    const RectoDiagnostics *diagnostics;
    const char *wanted; /* a key, or NULL: all */
    GString *all;       /* of no key in particular: their lines */
    char *value, *from; /* of the wanted key; or NULL */
    guint line;
    char *rules; /* of composition */
} KeyListing;

static void key_listing_clear(KeyListing *listing)
{
    g_free(listing->value);
    g_free(listing->from);
    g_free(listing->rules);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KeyListing, key_listing_clear)

/* As YAML that can be read again: what is not plainly a word or a number stands in quotes. */
static char *quoted(const char *value)
{
    if (*value && !strchr("-. ", *value) &&
        value[strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                            "0123456789.%-_ ")] == '\0')
        return g_strdup(value);
    GString *out = g_string_new("\"");
    for (; *value; value++) {
        if (strchr("\"\\", *value))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *value);
    }
    g_string_append_c(out, '"');
    return g_string_free(out, FALSE);
}

static char *place(const RectoDiagnostics *diagnostics, RectoSpan span)
{
    const char *source = span.line ? recto_diagnostics_source_name(diagnostics, span.file) : NULL;
    if (!source)
        return g_strdup("--set");
    g_autofree char *name = g_path_get_basename(source);
    return g_strdup_printf("%s:%u", name, span.line);
}

static void list_key(const char *key, const RectoYamlNode *value, gpointer data)
{
    KeyListing *listing = data;
    if (listing->wanted) {
        if (!g_str_equal(key, listing->wanted))
            return;
        listing->value = g_strdup(value->value ? value->value : "");
        listing->from = place(listing->diagnostics, value->span);
        listing->line = value->span.line;
        return;
    }
    g_autofree char *text = quoted(value->value ? value->value : "");
    g_autofree char *from = place(listing->diagnostics, value->span);
    g_string_append_printf(listing->all, "%s: %-*s # %s\n", key, (int)MAX(1, 40 - (int)strlen(key)), text, from);
}

/* Resolves a style for a short post; TRUE when it could be. Findings go to standard error. */
static gboolean resolve(const RectoOptions *options, const char *name, KeyListing *listing,
                        RectoDiagnostics *diagnostics)
{
    g_autoptr(GError) error = NULL;
    RectoStyleRequest request = {
        .style = name,
        .sets = (const char *const *)options->sets,
        .document_dir = ".",
        .n_words = 450,
        .tell = list_key,
        .data = listing,
    };
    g_autoptr(RectoStyle) style = recto_style_resolve(&request, diagnostics, &error);
    if (style)
        listing->rules = recto_composition_rules(style);
    else
        recto_print_error("recto: %s\n", error->message);
    g_autofree char *report = recto_diagnostics_print(diagnostics, FALSE, FALSE);
    recto_print_report(report);
    return style && !recto_diagnostics_count(diagnostics, RECTO_ERROR);
}

/* All or nothing: what follows an error is not the style. */
static ExitCode print_style(const RectoOptions *options, const char *name)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(GString) all = g_string_new(NULL);
    g_auto(KeyListing) listing = {.diagnostics = diagnostics, .all = all};
    if (!resolve(options, name, &listing, diagnostics))
        return EXIT_DOCUMENT;
    recto_print("# every key of %s, with the file and line that sets it\n", name);
    recto_print_lines(all->str);
    return EXIT_WRITTEN;
}

/* ---- what styles there are ---- */

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The first line of a style says what it is: "# kata: Kata Containers. …". */
static void print_first_line(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;
    if (!recto_file_read_text(path, &text, NULL, NULL) || !*text) {
        recto_installed_file_report(path, "it can't be read");
        return;
    }
    const char *start = text + strspn(text, "# ");
    recto_print("%.*s\n", (int)strcspn(start, "\n"), start);
}

ExitCode recto_cli_styles(const RectoOptions *options, char **words)
{
    if (options->print || words[0])
        return print_style(options, options->print ? options->print : words[0]);
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_build_filename(recto_data_dir() ? recto_data_dir() : "", "styles", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
    if (!dir) {
        recto_print_error("recto: %s\n", error->message);
        return EXIT_SYSTEM;
    }
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir))
        if (g_str_has_suffix(name, ".yaml"))
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++)
        print_first_line(folder, g_ptr_array_index(names, i));
    return EXIT_WRITTEN;
}

/* ---- what a word means ---- */

static const char *type_name(const RectoKey *key)
{
    static const char *const names[] = {
        [RECTO_KEY_LENGTH] = "a length",       [RECTO_KEY_COLOUR] = "a colour",
        [RECTO_KEY_FONT] = "a face",           [RECTO_KEY_NUMBER] = "a number",
        [RECTO_KEY_PERCENT] = "a share",       [RECTO_KEY_SWITCH] = "yes or no",
        [RECTO_KEY_STRING] = "a text",         [RECTO_KEY_INKS] = "four inks in per cent (C M Y K), or none",
        [RECTO_KEY_CHOICE] = "one of several",
    };
    return names[key->type];
}

/* The comment at a line of styles/base.yaml, which is the reference of its keys; NULL when it has none. */
static char *comment_at(guint line)
{
    g_autofree char *path = recto_data_path("styles", "base.yaml");
    g_autofree char *text = NULL;
    if (!path || !line || !recto_file_read_text(path, &text, NULL, NULL))
        return NULL;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    const char *mark = line <= g_strv_length(lines) ? strstr(lines[line - 1], "  # ") : NULL;
    return mark ? g_strdup(mark + strlen("  # ")) : NULL;
}

/* What is chosen from when nobody says it. */
static void print_rules(const KeyListing *listing)
{
    g_auto(GStrv) lines = g_strsplit(listing->rules, "\n", -1);
    for (guint i = 0; lines[i] && *lines[i]; i++)
        recto_print("  %s\n", lines[i]);
}

static ExitCode explain_key(const RectoOptions *options, const RectoKey *key)
{
    g_autoptr(RectoDiagnostics) plain = recto_diagnostics_new(), styled = recto_diagnostics_new();
    g_auto(KeyListing) standard = {.diagnostics = plain, .wanted = key->name};
    g_auto(KeyListing) chosen = {.diagnostics = styled, .wanted = key->name};
    const RectoOptions nothing = {0};
    const char *style = options->style ? options->style : "base";
    if (!resolve(&nothing, "base", &standard, plain))
        return EXIT_SYSTEM;
    recto_print("%s: %s%s%s\n", key->name, type_name(key), key->names ? ": " : "", key->names ? key->names : "");
    g_autofree char *comment = comment_at(standard.line);
    if (comment)
        recto_print("  %s\n", comment);
    if (standard.value)
        recto_print("  default: %s (%s)\n", standard.value, standard.from);
    gboolean own = options->style || options->sets, rules = g_str_equal(key->name, "composition");
    gboolean resolved = !own || resolve(options, style, &chosen, styled);
    if (chosen.value)
        recto_print("  in %s: %s (%s)\n", style, chosen.value, chosen.from);
    if (rules && resolved)
        print_rules(own ? &chosen : &standard);
    return resolved ? EXIT_WRITTEN : EXIT_DOCUMENT;
}

static gboolean explain_code(const char *word)
{
    static const char *const severities[] = {"note", "warning", "error"};
    for (int code = 0; code < RECTO_CODE_MAX; code++) {
        if (!g_str_equal(recto_code_name(code), word))
            continue;
        const char *help = recto_code_help(code);
        recto_print("%s: %s\n", word, severities[recto_code_severity(code)]);
        if (*help)
            recto_print("  %s\n", help);
        return TRUE;
    }
    return FALSE;
}

/* "cover.title": every key that begins so, a line each. */
static gboolean explain_group(const RectoOptions *options, const char *word)
{
    g_autofree char *prefix = g_strconcat(word, ".", NULL);
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(GString) all = g_string_new(NULL);
    g_auto(KeyListing) listing = {.diagnostics = diagnostics, .all = all};
    guint n = 0;
    for (guint i = 0; i < recto_n_keys; i++)
        n += g_str_has_prefix(recto_keys[i].name, prefix);
    if (!n || !resolve(options, options->style ? options->style : "base", &listing, diagnostics))
        return FALSE;
    g_auto(GStrv) lines = g_strsplit(all->str, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        if (g_str_has_prefix(lines[i], prefix))
            recto_print("%s\n", lines[i]);
    return TRUE;
}

ExitCode recto_cli_explain(const RectoOptions *options, const char *word)
{
    int key = recto_key_find(word);
    if (key >= 0)
        return explain_key(options, &recto_keys[key]);
    if (explain_code(word) || explain_group(options, word))
        return EXIT_WRITTEN;
    const char *nearest = recto_key_nearest(word);
    recto_print_error("recto: neither a key nor a finding is called “%s”; %s%s\n", word,
                      nearest ? "did you mean " : "recto styles base lists the keys", nearest ? nearest : "");
    return EXIT_USAGE;
}

/* ---- faces ---- */

ExitCode recto_cli_fonts(void)
{
    g_autofree char *path = recto_data_path("fonts", "faces.index");
    g_autofree char *text = NULL;
    if (!path || !recto_file_read_text(path, &text, NULL, NULL)) {
        recto_print_error("recto: fonts/faces.index can't be read\n");
        return EXIT_SYSTEM;
    }
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        g_auto(GStrv) parts = g_strsplit(lines[i], " ", 3);
        if (g_strv_length(parts) < 3)
            continue;
        const char *weight = strchr(parts[0], '-');
        recto_print("%-18.*s %.3s%s\n", (int)strcspn(parts[2], ",:"), parts[2], weight ? weight + 1 : "",
                    strstr(parts[0], "-italic") ? " italic" : "");
    }
    return EXIT_WRITTEN;
}
