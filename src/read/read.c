/* Runs the stages of reading: bytes → document (read.h). */
#include "read/read.h"

#include "read/author_names.h"
#include "read/clean.h"
#include "read/encoding.h"
#include "read/foreign.h"
#include "read/front_matter.h"
#include "read/front_matter_parts.h"
#include "read/guess_language.h"
#include "read/html_reader.h"
#include "read/markdown.h"
#include "read/notation_inlines.h"
#include "read/note_marks.h"
#include "read/tables.h"
#include "read/templates.h"
#include "site/page_address.h"

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

/* ---- the language ---- */

typedef struct {
    const char *lang; /* in the arena */
    char *because;
} FoundLanguage;

/* What says it first counts: the path, recto.yaml, the site. Text that is surely of another language outweighs a path
 * and a site, which name the language that a page is to be translated into. */
static void find_language(RectoDocument *document, const char *name, const char *text, gsize length,
                          const RectoReadOptions *options, FoundLanguage *found)
{
    RectoArena *arena = document->arena;
    g_autofree char *whole = *name == '<' ? NULL : g_canonicalize_filename(name, NULL);
    g_autofree char *path = options->website && whole ? recto_page_lang(options->website, whole) : NULL;
    const char *site = options->website ? recto_website_lang(options->website) : NULL;
    const char *of_path = path ? recto_front_matter_language(path, arena) : NULL;
    const char *of_site = site ? recto_front_matter_language(site, arena) : NULL;
    const char *named = of_path ? of_path : of_site;
    RectoLanguageGuess guess = recto_language_guess(text, length);
    gsize base = guess.lang ? strcspn(guess.lang, "-") : 0;
    gboolean agrees = guess.lang && named && g_ascii_strncasecmp(named, guess.lang, base) == 0;
    if (guess.lang && !agrees) {
        found->lang = guess.lang;
        found->because = g_strdup(guess.by_script ? "its script" : "its words");
    } else if (named) {
        found->lang = named;
        found->because = g_strdup(of_path ? "its path" : "the site's configuration");
    } else {
        found->lang = NULL;
        found->because = NULL;
    }
}

static void resolve_language(RectoDocument *document, const char *name, const char *text, gsize length,
                             const RectoReadOptions *options, guint32 file, RectoDiagnostics *diagnostics)
{
    RectoMeta *meta = &document->meta;
    RectoSpan span = {file, 0, 0, 0};
    if (meta->lang)
        return;
    if (options->default_lang) {
        meta->lang = recto_front_matter_language(options->default_lang, document->arena);
        if (!meta->lang)
            recto_diagnose(diagnostics, RECTO_CODE_BAD_LANGUAGE, span, "“%s” in recto.yaml is not a language tag",
                           options->default_lang);
    }
    if (meta->lang)
        return;
    FoundLanguage found = {0};
    find_language(document, name, text, length, options, &found);
    meta->lang = found.lang ? found.lang : "en";
    meta->lang_given = found.lang && !g_str_equal(found.lang, "en");
    if (found.lang)
        recto_diagnose(diagnostics, RECTO_CODE_LANGUAGE_FOUND, span, "the document is in “%s”, according to %s",
                       found.lang, found.because);
    else
        recto_diagnose(diagnostics, RECTO_CODE_NO_LANGUAGE, span,
                       "the document has no language; recto assumed English");
    g_free(found.because);
}

/* ---- additions of generators to Markdown ---- */

typedef struct {
    const char *name;
    const RectoReadOptions *options;
    RectoLinePlaces places;
    RectoTally *tally;
    RectoDiagnostics *diagnostics;
} SourceReading;

static gboolean drops_site_code(const RectoDocument *document, const RectoReadOptions *options)
{
    const RectoYamlNode *front = document->meta.front_matter;
    const char *own = recto_yaml_text(recto_yaml_get(front, "site-code"));
    const char *said = own ? own : options->site_code;
    return said && g_str_equal(said, "drop");
}

static gboolean is_mdx(const char *name)
{
    return g_str_has_suffix(name, ".mdx");
}

/* One stage; what it makes takes the place of what it is made from. */
static void replace_source(RectoSourceText **source, RectoSourceText *made)
{
    if (!made)
        return;
    recto_source_text_free(*source);
    *source = made;
}

/* The text with templates and notation replaced; *ret_source owns it. */
static RectoSourceText *read_notation(RectoDocument *document, SourceReading *reading, const char *text, gsize length)
{
    const RectoReadOptions *options = reading->options;
    RectoSourceText *source = recto_source_text_new(text, length);
    g_autofree char *path = *reading->name == '<' ? NULL : g_canonicalize_filename(reading->name, NULL);
    recto_author_names_resolve(document, options->website, path);
    const RectoTemplateContext templates = {
        .website = options->website,
        .path = path,
        .front_matter = document->meta.front_matter,
        .file = reading->places.file,
        .first_line = reading->places.skipped,
        .drop = drops_site_code(document, options),
        .tally = reading->tally,
    };
    const RectoNotationContext notation = {
        .website = options->website ? options->website->kind : RECTO_WEBSITE_NONE,
        .mdx = is_mdx(reading->name),
        .file = templates.file,
        .first_line = templates.first_line,
        .drop = templates.drop,
        .tally = reading->tally,
        .diagnostics = reading->diagnostics,
    };
    replace_source(&source, recto_templates_replace(source, &templates));
    replace_source(&source, recto_notation_blocks(source, &notation));
    replace_source(&source, recto_notation_inlines(source, &notation));
    return source;
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
        recto_diagnose(diagnostics, RECTO_CODE_EMPTY_DOCUMENT, (RectoSpan){file, 0, 0, 0},
                       "the document has no content");
    resolve_language(document, name, text + skip, text_length - skip, options, file, diagnostics);
    date_from_name(document, name);
    g_autoptr(GHashTable) ordinals = NULL;
    g_autoptr(RectoTally) tally = recto_tally_new();
    SourceReading reading = {name, options, {file, lines, NULL}, tally, diagnostics};
    g_autoptr(RectoSourceText) source = read_notation(document, &reading, text + skip, text_length - skip);
    reading.places.lines = source->lines;
    recto_markdown_read(document, source->text->str, source->text->len, &reading.places, diagnostics, &ordinals);
    recto_foreign_protect(document, diagnostics);
    recto_html_resolve(document, diagnostics);
    recto_clean_document(document, diagnostics);
    recto_tables_limit(document, diagnostics);
    recto_note_marks_resolve(document, ordinals);
    recto_document_normalise(document, name, diagnostics);
    recto_foreign_report(document, tally, diagnostics);
    recto_tally_report(tally, diagnostics);
    return document;
}
