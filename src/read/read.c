#include "read/read.h"

#include "read/clean.h"
#include "read/encoding.h"
#include "read/foreign.h"
#include "read/front_matter.h"
#include "read/front_matter_parts.h"
#include "read/html_reader.h"
#include "read/markdown.h"
#include "read/note_marks.h"
#include "read/tables.h"

#include <string.h>

/* Jekyll keeps a post's day in the name of its file: 2025-01-15-annual-report.md. */
static void date_from_name(RectoDocument *document, const char *name)
{
    RectoMeta *meta = &document->meta;
    g_autofree char *base = g_path_get_basename(name);
    if (!meta->front_matter || meta->date.year || meta->date_text ||
        !g_regex_match_simple("^[0-9]{4}-[0-9]{2}-[0-9]{2}-", base, 0, 0))
        return;
    base[10] = '\0';
    recto_date_parse(base, document->arena, &meta->date, &meta->date_iso);
}

static void resolve_language(RectoDocument *document, const char *default_lang, guint32 file,
                             RectoDiagnostics *diagnostics)
{
    RectoMeta *meta = &document->meta;
    if (!meta->lang && default_lang) {
        meta->lang = recto_front_matter_language(default_lang, document->arena);
        if (!meta->lang)
            recto_diagnose(diagnostics, RECTO_CODE_BAD_LANGUAGE, (RectoSpan){file, 0, 0, 0},
                           "“%s” in recto.yaml is not a language tag", default_lang);
    }
    if (meta->lang)
        return;
    meta->lang = "en";
    recto_diagnose(diagnostics, RECTO_CODE_NO_LANGUAGE, (RectoSpan){file, 0, 0, 0},
                   "no language is given; English is assumed");
}

RectoDocument *recto_read(const char *name, const char *bytes, gsize length, const RectoReadOptions *options,
                          RectoDiagnostics *diagnostics)
{
    RectoDocument *document = recto_document_new();
    static const char *none[] = {NULL};
    document->meta.authors = document->meta.categories = document->meta.tags = none;
    guint32 file = 0, lines = 0;
    g_autofree char *text = NULL;
    GString *decoded = recto_decode(name, bytes, length, options->no_repair, diagnostics, &file);
    gsize text_length = decoded->len;
    text = g_string_free(decoded, FALSE);
    gsize skip = recto_front_matter_read(document, text, text_length, file, diagnostics, &lines);
    if (!text[strspn(text, " \t\r\n")])
        recto_diagnose(diagnostics, RECTO_CODE_EMPTY_DOCUMENT, (RectoSpan){file, 0, 0, 0}, "the document is empty");
    resolve_language(document, options->default_lang, file, diagnostics);
    date_from_name(document, name);
    g_autoptr(GHashTable) ordinals = NULL;
    recto_markdown_read(document, text + skip, text_length - skip, file, lines, diagnostics, &ordinals);
    recto_foreign_protect(document, diagnostics);
    recto_html_resolve(document, diagnostics);
    recto_clean_document(document, diagnostics);
    recto_tables_limit(document, diagnostics);
    recto_note_marks_resolve(document, ordinals);
    recto_document_normalise(document, name, diagnostics);
    recto_foreign_report(document, diagnostics);
    return document;
}
