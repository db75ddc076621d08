/* Finds the parts of code with grammars of libsource-highlight. */
#include "resources/code_tokens.h"

#include "base/files.h"
#include "base/module.h"
#include "base/installed_files.h"
#include "base/yaml.h"

#include <string.h>

/* Beyond these a text is data rather than code that somebody reads. */
#define MAX_CODE_BYTES (64u << 10)
#define MOST_COLUMN    2000

/* ---- languages ---- */

static const RectoYamlNode *languages(void)
{
    static RectoYaml *yaml = NULL;
    if (!yaml) {
        g_autofree char *path = recto_data_path("data/code", "languages.yaml");
        g_autoptr(GBytes) bytes = recto_installed_file_read("data/code", "languages.yaml");
        g_autoptr(RectoDiagnostics) unheard = recto_diagnostics_new();
        gsize length = 0;
        const char *text = bytes ? g_bytes_get_data(bytes, &length) : "";
        yaml = recto_yaml_parse(text, length, 0, 1, unheard);
        if (!yaml->root || recto_diagnostics_count(unheard, RECTO_ERROR) || !yaml->root->n_items)
            recto_installed_file_report(path, "it is not the list of languages");
    }
    return yaml->root;
}

static gboolean has_name(const RectoYamlNode *list, const char *name)
{
    for (guint i = 0; list && i < list->n_items; i++)
        if (g_ascii_strcasecmp(list->items[i]->value ? list->items[i]->value : "", name) == 0)
            return TRUE;
    return FALSE;
}

static const RectoYamlNode *find_grammar(const char *language)
{
    const RectoYamlNode *grammars = recto_yaml_get(languages(), "grammars");
    for (guint i = 0; grammars && i < grammars->n_items; i++)
        if (has_name(recto_yaml_get(grammars->items[i], "languages"), language))
            return grammars->items[i];
    return NULL;
}

/* ---- terminals ---- */

static gboolean is_prompt(const char *line, gsize length)
{
    return length >= 2 && (line[0] == '$' || line[0] == '#' || line[0] == '%') && line[1] == ' ';
}

/* Text with a prompt in its first line is what a terminal showed, whatever it calls itself. */
static gboolean is_terminal(const char *language, const char *text)
{
    if (language && has_name(recto_yaml_get(languages(), "terminals"), language))
        return TRUE;
    const RectoYamlNode *grammar = language ? find_grammar(language) : NULL;
    gboolean shell = !language || g_strcmp0(recto_yaml_text(recto_yaml_get(grammar, "file")), "sh.lang") == 0 ||
                     g_ascii_strcasecmp(language, "text") == 0;
    return shell && text[0] == '$' && text[1] == ' ';
}

/* Returns tokens for a transcript. Every line is output, except lines with a prompt and their continuation lines
 * after a backslash. */
static GArray *terminal_tokens(const char *text, gsize length)
{
    GArray *tokens = g_array_new(FALSE, FALSE, sizeof(RectoToken));
    gboolean goes_on = FALSE;
    for (gsize at = 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        gsize end = newline ? (gsize)(newline - text) : length;
        gboolean command = goes_on || is_prompt(text + at, end - at);
        goes_on = command && end > at && text[end - 1] == '\\';
        RectoToken token = {(guint32)at, (guint32)end, RECTO_TOKEN_OUTPUT};
        if (!command && end > at)
            g_array_append_val(tokens, token);
        at = end + 1;
    }
    return tokens;
}

/* ---- grammars ---- */

static gboolean is_readable(const char *text, gsize length)
{
    gsize column = 0;
    for (gsize i = 0; i < length; i++) {
        column = text[i] == '\n' ? 0 : column + 1;
        if (column > MOST_COLUMN)
            return FALSE;
    }
    return length <= MAX_CODE_BYTES;
}

/* "{file: yaml.lang, sha256: …}" for the manifest, once. */
static void note_grammar(GPtrArray *grammars, const char *folder, const char *file)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autoptr(GBytes) bytes = recto_file_read(path, NULL);
    if (!bytes || !g_bytes_get_size(bytes))
        recto_installed_file_report(path, "the grammar can't be read");
    g_autofree char *digest = bytes ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : g_strdup("unknown");
    g_autofree char *row = g_strdup_printf("{file: %s, sha256: %s}", file, digest);
    if (!g_ptr_array_find_with_equal_func(grammars, row, g_str_equal, NULL))
        g_ptr_array_add(grammars, g_steal_pointer(&row));
}

/* A grammar that gives no tokens for this text has given up on it; one that gives none for no text is broken. */
static void check_grammar(const RectoHighlighter *highlighter, const char *folder, const char *file)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autoptr(GBytes) bytes = recto_file_read(path, NULL);
    gboolean empty = !bytes || g_bytes_get_size(bytes) == 0;
    g_autoptr(GArray) none = empty ? NULL : highlighter->tokens(folder, file, "", 0);
    if (!none)
        recto_installed_file_report(path, empty ? "the grammar can't be read" : "it is not a grammar");
}

static GArray *grammar_tokens(const RectoYamlNode *grammar, const char *text, gsize length, RectoSpan span,
                              GPtrArray *grammars, RectoDiagnostics *diagnostics)
{
    g_autoptr(GError) error = NULL;
    const RectoHighlighter *highlighter =
        recto_module_symbol(RECTO_HIGHLIGHTER_MODULE, RECTO_HIGHLIGHTER_SYMBOL, &error);
    if (!highlighter) {
        recto_diagnose(diagnostics, RECTO_CODE_PLAIN_CODE, span, "code is set without colours: %s", error->message);
        return NULL;
    }
    const char *file = recto_yaml_text(recto_yaml_get(grammar, "file"));
    gboolean own = recto_yaml_get(grammar, "own") != NULL;
    g_autofree char *ours = g_build_filename(recto_data_dir(), "data", "code", NULL);
    const char *folder = own ? ours : highlighter->folder;
    GArray *tokens = highlighter->tokens(folder, file, text, length);
    if (tokens)
        note_grammar(grammars, folder, file);
    else
        check_grammar(highlighter, folder, file);
    return tokens;
}

GArray *recto_code_tokens(const char *info, const char *text, RectoSpan span, GPtrArray *grammars,
                          RectoDiagnostics *diagnostics)
{
    gsize length = strlen(text);
    /* ```yaml {1,3} title="…", ```{.yaml}, ```yaml,editable */
    g_autofree char *word = info ? g_strndup(info, strcspn(info, " \t,{}:")) : NULL;
    if (word && !*word && info[0] == '{' && info[1] == '.') {
        g_free(word);
        word = g_strndup(info + 2, strcspn(info + 2, " \t,}"));
    }
    const char *language = word && *word ? word : NULL;
    if (!is_readable(text, length))
        return NULL;
    if (is_terminal(language, text))
        return terminal_tokens(text, length);
    const RectoYamlNode *grammar = language ? find_grammar(language) : NULL;
    return grammar ? grammar_tokens(grammar, text, length, span, grammars, diagnostics) : NULL;
}
