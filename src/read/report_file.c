/* Reads report.yaml, a document of several files (report_file.h). */
#include "read/report_file.h"

#include "read/encoding.h"
#include "read/front_matter_parts.h"

gboolean recto_report_is(const char *path)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    return g_str_has_suffix(lower, ".yaml") || g_str_has_suffix(lower, ".yml");
}

static GPtrArray *collect_chapters(const RectoYamlNode *root, guint32 file, RectoDiagnostics *diagnostics)
{
    const RectoYamlNode *list = recto_yaml_get(root, "chapters");
    GPtrArray *chapters = g_ptr_array_new();
    for (guint i = 0; list && list->kind == RECTO_YAML_LIST && i < list->n_items; i++) {
        const RectoYamlNode *item = list->items[i];
        if (recto_yaml_text(item))
            g_ptr_array_add(chapters, (gpointer)item);
        else
            recto_diagnose(diagnostics, RECTO_CODE_BAD_CHAPTER, item->span, "chapter is not the path of a file");
    }
    if (!chapters->len)
        recto_diagnose(diagnostics, RECTO_CODE_NO_CHAPTERS, list ? list->span : (RectoSpan){file, 0, 0, 0},
                       "the report has no chapters");
    return chapters;
}

RectoDocument *recto_report_read(const char *name, const char *bytes, gsize length, const RectoReadOptions *options,
                                 RectoDiagnostics *diagnostics, GPtrArray **ret_chapters)
{
    RectoDocument *document = recto_document_new();
    static const char *none[] = {NULL};
    guint32 file = 0;
    document->meta.authors = document->meta.categories = document->meta.tags = none;
    g_autoptr(GString) text = recto_decode(name, bytes, length, options->no_repair, diagnostics, &file);
    document->yaml = recto_yaml_parse(text->str, text->len, file, 1, diagnostics);
    document->root->span = (RectoSpan){file, 1, 1, 0};
    const RectoYamlNode *root = document->yaml->root;
    if (root && root->kind == RECTO_YAML_MAP)
        recto_front_matter_apply(document, root, diagnostics);
    if (!document->meta.lang && options->default_lang)
        document->meta.lang = recto_front_matter_language(options->default_lang, document->arena);
    *ret_chapters = collect_chapters(root, file, diagnostics);
    return document;
}
