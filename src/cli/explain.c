/* The command explain: describes style keys and diagnostics from the tables style.def and diagnostic.def. */
#include "cli/styles.h"

#include "base/files.h"
#include "base/spelling.h"
#include "cli/print.h"
#include "style/composition.h"
#include "style/key_texts.h"
#include "style/keys.h"

#include <string.h>

/* Width of lists of names. */
#define LIST_WIDTH 96

/* ---- values of a key ---- */

/* Number of words of a document in each class; the classes are those of recto_compositions. */
static const guint class_words[] = {100, 450, 1500, 5000};
#define N_CLASSES G_N_ELEMENTS(class_words)

typedef struct {
    const RectoDiagnostics *diagnostics;
    const char *key;
    char *value, *from; /* owned; NULL until found */
    guint line;
} KeyValue;

static void find_value(const char *key, const RectoYamlNode *value, gpointer data)
{
    KeyValue *found = data;
    if (!g_str_equal(key, found->key))
        return;
    const char *source = value->span.line ? recto_diagnostics_source_name(found->diagnostics, value->span.file) : NULL;
    g_autofree char *name = source ? g_path_get_basename(source) : NULL;
    g_free(found->value);
    g_free(found->from);
    found->value = g_strdup(value->value ? value->value : "");
    found->from =
        name && !g_str_equal(name, "--set") ? g_strdup_printf("%s:%u", name, value->span.line) : g_strdup("--set");
    found->line = value->span.line;
}

static void values_clear(KeyValue *values)
{
    for (guint i = 0; i < N_CLASSES; i++) {
        g_free(values[i].value);
        g_free(values[i].from);
    }
}

/* Resolves a style for one document class. Prints its diagnostics once. Returns FALSE if it has errors. */
static gboolean resolve(const RectoOptions *options, const char *name, guint n_words, KeyValue *found, char **ret_rules)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(GError) error = NULL;
    found->diagnostics = diagnostics;
    RectoStyleRequest request = {
        .style = name,
        .sets = (const char *const *)options->sets,
        .document_dir = ".",
        .n_words = n_words,
        .tell = find_value,
        .data = found,
    };
    g_autoptr(RectoStyle) style = recto_style_resolve(&request, diagnostics, &error);
    if (style && ret_rules && !*ret_rules)
        *ret_rules = recto_composition_rules(style);
    gboolean good = style && !recto_diagnostics_count(diagnostics, RECTO_ERROR);
    if (!style)
        recto_print_error("recto: %s\n", error->message);
    g_autofree char *report = recto_diagnostics_print(diagnostics, FALSE, FALSE);
    if (!good || n_words == class_words[0])
        recto_print_report(report);
    return good;
}

static gboolean resolve_all(const RectoOptions *options, const char *name, const char *key, KeyValue *values,
                            char **ret_rules)
{
    for (guint i = 0; i < N_CLASSES; i++) {
        values[i].key = key;
        if (!resolve(options, name, class_words[i], &values[i], ret_rules))
            return FALSE;
    }
    return TRUE;
}

/* Returns the value outside the groups of document classes. Groups follow it in the file, so its line number is the
 * smallest. */
static const KeyValue *general_value(const KeyValue *values)
{
    const KeyValue *general = &values[N_CLASSES - 1];
    for (guint i = 0; i < N_CLASSES; i++)
        if (values[i].line && values[i].line < general->line)
            general = &values[i];
    return general;
}

static void print_values(const char *label, const KeyValue *values)
{
    const KeyValue *general = general_value(values);
    if (!general->value) {
        recto_print("  %s: the value of element%s\n", label, strrchr(general->key, '.'));
        return;
    }
    recto_print("  %s: %s (%s)\n", label, *general->value ? general->value : "\"\"", general->from);
    for (guint i = 0; i < N_CLASSES; i++)
        if (values[i].value && !g_str_equal(values[i].value, general->value))
            recto_print("  %s for %s: %s (%s)\n", label, recto_compositions[i], values[i].value, values[i].from);
}

/* ---- keys ---- */

static const char *type_name(const RectoKey *key)
{
    static const char *const names[] = {
        [RECTO_KEY_LENGTH] = "a length (10.5pt, 3mm, 2u)",
        [RECTO_KEY_COLOUR] = "a colour (#RRGGBB, or the name of one)",
        [RECTO_KEY_FONT] = "a font family",
        [RECTO_KEY_NUMBER] = "a whole number",
        [RECTO_KEY_PERCENT] = "a percentage",
        [RECTO_KEY_SWITCH] = "yes or no",
        [RECTO_KEY_STRING] = "text",
        [RECTO_KEY_INKS] = "four inks in per cent (C M Y K), or auto",
        [RECTO_KEY_CHOICE] = "one of ",
    };
    return names[key->type];
}

/* Prints text indented and broken before LIST_WIDTH. */
static void print_sentences(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    g_autoptr(GString) line = g_string_new(" ");
    for (guint i = 0; words[i]; i++) {
        if (g_utf8_strlen(line->str, -1) + 1 + g_utf8_strlen(words[i], -1) > LIST_WIDTH) {
            recto_print("%s\n", line->str);
            g_string_assign(line, " ");
        }
        g_string_append_printf(line, " %s", words[i]);
    }
    recto_print("%s\n", line->str);
}

static void print_documentation(const char *page)
{
    g_autofree char *folder = recto_data_path("docs", "reference");
    g_autofree char *path = g_build_filename(folder, page, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        recto_print("  see also: %s\n", path);
}

static void print_rules(const char *rules)
{
    g_auto(GStrv) lines = g_strsplit(rules, "\n", -1);
    for (guint i = 0; lines[i] && *lines[i]; i++)
        recto_print("  %s\n", lines[i]);
}

static ExitCode explain_key(const RectoOptions *options, guint index)
{
    const RectoKey *key = &recto_keys[index];
    const RectoOptions nothing = {0};
    const char *style = options->style ? options->style : "base";
    gboolean own = options->style || options->sets, good = TRUE;
    KeyValue standard[N_CLASSES] = {0}, chosen[N_CLASSES] = {0};
    g_autofree char *rules = NULL, *own_rules = NULL;
    if (resolve_all(&nothing, "base", key->name, standard, &rules)) {
        recto_print("%s: %s%s\n", key->name, type_name(key), key->names ? key->names : "");
        print_sentences(recto_key_texts[index].text);
        recto_print("  example: %s: %s\n", key->name, recto_key_texts[index].example);
        print_values("default", standard);
        good = !own || resolve_all(options, style, key->name, chosen, &own_rules);
        g_autofree char *label = g_strconcat("in ", style, NULL);
        if (own && good)
            print_values(label, chosen);
        if (g_str_equal(key->name, "composition") && good)
            print_rules(own ? own_rules : rules);
        print_documentation("keys.md");
    }
    values_clear(standard);
    values_clear(chosen);
    return good ? EXIT_WRITTEN : EXIT_DOCUMENT;
}

static gboolean explain_group(const RectoOptions *options, const char *word)
{
    g_autofree char *prefix = g_strconcat(word, ".", NULL);
    gboolean found = FALSE;
    for (guint i = 0; i < recto_n_keys; i++)
        found |= g_str_has_prefix(recto_keys[i].name, prefix);
    g_autofree char *lines =
        found ? recto_cli_style_lines(options, options->style ? options->style : "base", prefix) : NULL;
    if (lines)
        recto_print_lines(lines);
    return lines != NULL;
}

/* ---- diagnostics ---- */

static const char *const severities[] = {"note", "warning", "error"};

static gboolean explain_code(const char *word)
{
    for (int code = 0; code < RECTO_CODE_MAX; code++) {
        if (!g_str_equal(recto_code_name(code), word))
            continue;
        recto_print("%s: %s\n", word, severities[recto_code_severity(code)]);
        print_sentences(recto_code_text(code));
        if (*recto_code_help(code))
            recto_print("  help: %s\n", recto_code_help(code));
        recto_print("  example:\n");
        g_auto(GStrv) lines = g_strsplit(recto_code_example(code), "\n", -1);
        for (guint i = 0; lines[i]; i++)
            recto_print("    %s\n", lines[i]);
        print_documentation("diagnostics.md");
        return TRUE;
    }
    return FALSE;
}

/* ---- lists ---- */

static void add_name(GString *line, const char *name)
{
    if (line->len + 1 + strlen(name) > LIST_WIDTH) {
        recto_print("%s\n", line->str);
        g_string_assign(line, "   ");
    }
    g_string_append_printf(line, " %s", name);
}

static void list_groups(void)
{
    g_autoptr(GString) line = g_string_new("   ");
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < recto_n_keys; i++) {
        const char *name = recto_keys[i].name;
        char *group = g_strndup(name, strcspn(name, "."));
        if (g_hash_table_add(seen, group))
            add_name(line, group);
    }
    recto_print("%s\n", line->str);
}

static void list_codes(RectoSeverity severity)
{
    recto_print("  %ss\n", severities[severity]);
    g_autoptr(GString) line = g_string_new("   ");
    for (int code = 0; code < RECTO_CODE_MAX; code++)
        if (recto_code_severity(code) == severity)
            add_name(line, recto_code_name(code));
    recto_print("%s\n", line->str);
}

static ExitCode list_everything(void)
{
    recto_print("Groups of style keys (%u keys; recto explain GROUP lists the keys of a group)\n", recto_n_keys);
    list_groups();
    recto_print("Diagnostics (recto explain CODE describes one)\n");
    for (int severity = RECTO_ERROR; severity >= RECTO_NOTE; severity--)
        list_codes(severity);
    g_autofree char *folder = recto_data_path("docs", "");
    recto_print("Documentation: %s\n", folder);
    return EXIT_WRITTEN;
}

static const char *nearest_name(const char *word)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < recto_n_keys; i++)
        g_ptr_array_add(names, (gpointer)recto_keys[i].name);
    for (int code = 0; code < RECTO_CODE_MAX; code++)
        g_ptr_array_add(names, (gpointer)recto_code_name(code));
    g_ptr_array_add(names, NULL);
    return recto_nearest(word, (const char *const *)names->pdata);
}

ExitCode recto_cli_explain(const RectoOptions *options, const char *word)
{
    if (!word)
        return list_everything();
    int key = recto_key_find(word);
    if (key >= 0)
        return explain_key(options, (guint)key);
    if (explain_code(word) || explain_group(options, word))
        return EXIT_WRITTEN;
    const char *nearest = nearest_name(word);
    recto_print_error(nearest ? "recto: unknown style key or diagnostic “%s”; did you mean “%s”?\n"
                              : "recto: unknown style key or diagnostic “%s” (recto explain lists both)\n",
                      word, nearest);
    return EXIT_USAGE;
}
