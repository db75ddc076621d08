/* The commands styles and fonts. */
#include "cli/styles.h"

#include "base/files.h"
#include "base/installed_files.h"
#include "style/style.h"
#include "cli/print.h"

#include <stdio.h>
#include <string.h>

/* ---- the keys of a style ---- */

typedef struct {
    const RectoDiagnostics *diagnostics;
    const char *prefix; /* prefix of the keys to list, or NULL for all */
    GString *lines;
} KeyListing;

/* Returns a value as YAML that can be read again: in quotation marks unless it is a plain word or number. */
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

static void add_line(const char *key, const RectoYamlNode *value, gpointer data)
{
    KeyListing *listing = data;
    if (listing->prefix && !g_str_has_prefix(key, listing->prefix))
        return;
    g_autofree char *text = quoted(value->value ? value->value : "");
    g_autofree char *from = place(listing->diagnostics, value->span);
    g_string_append_printf(listing->lines, "%s: %-*s # %s\n", key, (int)MAX(1, 40 - (int)strlen(key)), text, from);
}

char *recto_cli_style_lines(const RectoOptions *options, const char *name, const char *prefix)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    KeyListing listing = {diagnostics, prefix, lines};
    RectoStyleRequest request = {
        .style = name,
        .sets = (const char *const *)options->sets,
        .document_dir = ".",
        .n_words = 450,
        .tell = add_line,
        .data = &listing,
    };
    g_autoptr(RectoStyle) style = recto_style_resolve(&request, diagnostics, &error);
    if (!style)
        recto_print_error("recto: %s\n", error->message);
    g_autofree char *report = recto_diagnostics_print(diagnostics, FALSE, FALSE);
    recto_print_report(report);
    if (!style || recto_diagnostics_count(diagnostics, RECTO_ERROR))
        return NULL;
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

/* Prints all keys, or nothing if the style has an error. */
static ExitCode print_style(const RectoOptions *options, const char *name)
{
    g_autofree char *lines = recto_cli_style_lines(options, name, NULL);
    if (!lines)
        return EXIT_DOCUMENT;
    recto_print("# every key of %s, with the file and line that sets it\n", name);
    recto_print_lines(lines);
    return EXIT_WRITTEN;
}

/* ---- the list of styles ---- */

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Prints the first line of a style, which describes it: "# kata: Kata Containers. …". */
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

/* ---- fonts ---- */

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
