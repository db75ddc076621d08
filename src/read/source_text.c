/* Text with a map of its lines, and findings that are counted by kind. */
#include "read/source_text.h"

#include <string.h>

/* Characters of an example that are quoted, and lines that are listed. */
#define QUOTED 32
#define LISTED 12

static void add_line(RectoSourceText *source, guint32 line)
{
    g_array_append_val(source->lines, line);
}

RectoSourceText *recto_source_text_new_empty(void)
{
    RectoSourceText *source = g_new0(RectoSourceText, 1);
    source->text = g_string_new(NULL);
    source->lines = g_array_new(FALSE, FALSE, sizeof(guint32));
    return source;
}

RectoSourceText *recto_source_text_new(const char *text, gsize length)
{
    RectoSourceText *source = recto_source_text_new_empty();
    recto_source_text_append(source, text, (gssize)length, 0, TRUE);
    return source;
}

void recto_source_text_free(RectoSourceText *source)
{
    if (!source)
        return;
    g_string_free(source->text, TRUE);
    g_array_unref(source->lines);
    g_free(source);
}

void recto_source_text_append(RectoSourceText *source, const char *text, gssize length, guint32 line, gboolean counts)
{
    const char *end = text + (length < 0 ? (gssize)strlen(text) : length);
    if (!source->lines->len)
        add_line(source, line);
    /* The last line is empty still: it comes from here. */
    if (!source->text->len || source->text->str[source->text->len - 1] == '\n')
        g_array_index(source->lines, guint32, source->lines->len - 1) = line;
    g_string_append_len(source->text, text, end - text);
    for (const char *at = text; (at = memchr(at, '\n', (gsize)(end - at))); at++) {
        line += counts;
        add_line(source, line);
    }
}

guint32 recto_line_place(const RectoLinePlaces *places, guint32 line)
{
    const GArray *lines = places->lines;
    if (lines && lines->len)
        line = g_array_index(lines, guint32, MIN(line, lines->len - 1));
    return places->skipped + line + 1;
}

/* ---- tallies ---- */

typedef struct {
    guint count;
    RectoSpan first;
    char *example;
    GArray *lines; /* of guint32 */
} Kind;

struct RectoTally {
    Kind kinds[RECTO_CODE_MAX];
};

RectoTally *recto_tally_new(void)
{
    return g_new0(RectoTally, 1);
}

void recto_tally_free(RectoTally *tally)
{
    for (guint i = 0; tally && i < RECTO_CODE_MAX; i++) {
        g_free(tally->kinds[i].example);
        if (tally->kinds[i].lines)
            g_array_unref(tally->kinds[i].lines);
    }
    g_free(tally);
}

void recto_tally_add(RectoTally *tally, RectoCode code, RectoSpan span, const char *example, gsize length)
{
    Kind *kind = &tally->kinds[code];
    if (!kind->count++) {
        kind->first = span;
        gsize line = MIN(length, strcspn(example, "\n"));
        glong characters = g_utf8_strlen(example, (gssize)line);
        const char *end = g_utf8_offset_to_pointer(example, MIN(characters, QUOTED));
        g_autofree char *shown = g_strndup(example, (gsize)(end - example));
        kind->example = g_strconcat(shown, characters > QUOTED || line < length ? "…" : "", NULL);
        kind->first.length = (guint32)characters;
        kind->lines = g_array_new(FALSE, FALSE, sizeof(guint32));
    }
    if (!kind->lines->len || g_array_index(kind->lines, guint32, kind->lines->len - 1) != span.line)
        g_array_append_val(kind->lines, span.line);
}

static const char *noun_of(RectoCode code, gboolean one)
{
    switch (code) {
    case RECTO_CODE_SHORTCODE:
        return one ? "shortcode" : "shortcodes";
    case RECTO_CODE_TEMPLATE:
        return one ? "template tag" : "template tags";
    case RECTO_CODE_KRAMDOWN:
        return one ? "kramdown mark" : "kramdown marks";
    case RECTO_CODE_MATH:
        return one ? "formula" : "formulas";
    case RECTO_CODE_JSX:
        return one ? "program line" : "program lines";
    case RECTO_CODE_DIAGRAM:
        return one ? "diagram source" : "diagram sources";
    default:
        return one ? "piece of markup" : "pieces of markup";
    }
}

static char *list_lines(const GArray *lines)
{
    GString *out = g_string_new(NULL);
    for (guint i = 1; i < MIN(lines->len, LISTED); i++)
        g_string_append_printf(out, "%s%u",
                               i > 1             ? ", "
                               : lines->len == 2 ? ", also line "
                                                 : ", also lines ",
                               g_array_index(lines, guint32, i));
    if (lines->len > LISTED)
        g_string_append(out, " …");
    return g_string_free(out, FALSE);
}

void recto_tally_report(RectoTally *tally, RectoDiagnostics *diagnostics)
{
    for (guint code = 0; code < RECTO_CODE_MAX; code++) {
        const Kind *kind = &tally->kinds[code];
        if (!kind->count)
            continue;
        g_autofree char *lines = list_lines(kind->lines);
        recto_diagnose(diagnostics, code, kind->first, "%u %s not read: “%s”%s", kind->count,
                       noun_of(code, kind->count == 1), kind->example, lines);
    }
}
