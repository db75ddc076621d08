/* Chooses the document class from the length and headings of a document (composition.h). */
#include "style/composition.h"

#include "style/keys.h"
#include "style/value.h"

const char *const recto_compositions[] = {"sheet", "leaflet", "paper", "report", NULL};

RectoComposition recto_composition_choose(const RectoStyle *style, const RectoStyleRequest *request)
{
    int words = (int)MIN(request->n_words, (guint)G_MAXINT);
    if (style->composition_force > 0)
        return (RectoComposition)(style->composition_force - 1);
    if (words < style->composition_sheet_below)
        return RECTO_COMPOSITION_ONE_PAGE;
    if (words < style->composition_leaflet_below)
        return RECTO_COMPOSITION_LEAFLET;
    return words < style->composition_report_from ? RECTO_COMPOSITION_ARTICLE : RECTO_COMPOSITION_REPORT;
}

/* ---- chapters ---- */

/* The values of chapter.opens, in the order of style.def. */
enum { OPENS_NO, OPENS_YES, OPENS_AUTO };

static int compare_words(gconstpointer one, gconstpointer other)
{
    guint a = *(const guint *)one, b = *(const guint *)other;
    return (a > b) - (a < b);
}

static guint median_words(const RectoStyleRequest *request)
{
    guint n = request->n_chapters;
    if (!n)
        return 0;
    g_autofree guint *sorted = g_memdup2(request->chapter_words, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_words);
    return n % 2 ? sorted[n / 2] : (guint)(((guint64)sorted[n / 2 - 1] + sorted[n / 2]) / 2);
}

static guint count_short(const RectoStyle *style, const RectoStyleRequest *request)
{
    guint n = 0;
    for (guint i = 0; i < request->n_chapters; i++)
        n += (int)MIN(request->chapter_words[i], (guint)G_MAXINT) < style->composition_opener_least;
    return n;
}

gboolean recto_composition_opens(const RectoStyle *style, const RectoStyleRequest *request)
{
    if ((int)request->n_top_headings < style->composition_report_chapters || style->chapter_opens_when == OPENS_NO)
        return FALSE;
    if (style->chapter_opens_when == OPENS_YES)
        return TRUE;
    guint64 least = (guint64)request->n_chapters * (guint)MAX(style->composition_opener_short, 0);
    return (int)MIN(median_words(request), (guint)G_MAXINT) >= style->composition_opener_words &&
           (guint64)count_short(style, request) * 1000 < MAX(least, 1);
}

/* Front matter of other programs may use this key with another meaning; unknown values are ignored. */
const RectoYamlNode *recto_composition_layer(const RectoYamlNode *front, RectoArena *arena)
{
    const RectoYamlNode *value = recto_yaml_get(front, "composition");
    const char *text = recto_yaml_text(value);
    int choice = 0;
    if (!text || !recto_value_choice(text, recto_keys[recto_key_find("composition")].names, &choice))
        return NULL;
    RectoYamlNode *key = recto_arena_new0(arena, RectoYamlNode), *map = recto_arena_new0(arena, RectoYamlNode);
    key->kind = RECTO_YAML_SCALAR;
    key->span = map->span = value->span;
    key->value = "composition";
    map->kind = RECTO_YAML_MAP;
    map->n_items = 1;
    map->keys = recto_arena_copy(arena, &key, sizeof(gpointer));
    map->items = recto_arena_copy(arena, &value, sizeof(gpointer));
    return map;
}

/* ---- text for users ---- */

static char *grouped(guint number)
{
    return number < 1000 ? g_strdup_printf("%u", number) : g_strdup_printf("%u,%03u", number / 1000, number % 1000);
}

static void add_bound(GString *text, const char *words, int bound, const char *key)
{
    g_autofree char *number = grouped((guint)MAX(bound, 0));
    g_string_append_printf(text, "%s %s (%s)", words, number, key);
}

/* The bounds between which the number of words lies. */
static void add_bounds(GString *text, const RectoStyle *style)
{
    static const char *const keys[] = {"composition.sheet-below", "composition.leaflet-below",
                                       "composition.report-from"};
    const int bounds[] = {style->composition_sheet_below, style->composition_leaflet_below,
                          style->composition_report_from};
    guint at = style->composition;
    if (at > 0)
        add_bound(text, ", at least", bounds[at - 1], keys[at - 1]);
    if (at > 0 && at < G_N_ELEMENTS(keys))
        g_string_append(text, " and");
    if (at < G_N_ELEMENTS(keys))
        add_bound(text, at ? " below" : ", below", bounds[at], keys[at]);
}

static void add_chapters(GString *text, const RectoStyle *style, const RectoStyleRequest *request)
{
    if (style->composition != RECTO_COMPOSITION_REPORT)
        return;
    g_string_append_printf(text, "; %u top heading%s: chapters %s (", request->n_top_headings,
                           request->n_top_headings == 1 ? "" : "s",
                           style->chapter_opens ? "start on new pages" : "run on");
    if (style->chapter_opens_when != OPENS_AUTO)
        g_string_append(text, "chapter.opens)");
    else if ((int)request->n_top_headings < style->composition_report_chapters)
        g_string_append_printf(text, "composition.report-chapters: %d)", style->composition_report_chapters);
    else
        g_string_append_printf(text, "median %u words, composition.opener-words: %d; %u below %d)",
                               median_words(request), style->composition_opener_words, count_short(style, request),
                               style->composition_opener_least);
}

static char *place_of(RectoSpan span, const RectoDiagnostics *diagnostics)
{
    const char *name = span.line ? recto_diagnostics_source_name(diagnostics, span.file) : NULL;
    if (!name || g_str_equal(name, "--set"))
        return g_strdup("--set");
    return g_strdup_printf("%s:%u", name, span.line);
}

char *recto_composition_reason(const RectoStyle *style, const RectoStyleRequest *request,
                               const RectoDiagnostics *diagnostics)
{
    GString *text = g_string_new(recto_compositions[style->composition]);
    g_autofree char *words = grouped(request->n_words);
    if (style->composition_force > 0) {
        g_autofree char *place = place_of(style->composition_span, diagnostics);
        g_string_append_printf(text, ": %s word%s, set by %s", words, request->n_words == 1 ? "" : "s", place);
    } else {
        g_string_append_printf(text, ": %s word%s", words, request->n_words == 1 ? "" : "s");
        add_bounds(text, style);
    }
    add_chapters(text, style, request);
    return g_string_free(text, FALSE);
}

char *recto_composition_rules(const RectoStyle *style)
{
    g_autofree char *sheet = grouped((guint)MAX(style->composition_sheet_below, 0)),
                    *leaflet = grouped((guint)MAX(style->composition_leaflet_below, 0)),
                    *report = grouped((guint)MAX(style->composition_report_from, 0));
    return g_strdup_printf("sheet    below %s words: one page without cover (composition.sheet-below)\n"
                           "leaflet  below %s words: cover, text, back page (composition.leaflet-below)\n"
                           "paper    below %s words: table of contents on the cover (composition.report-from)\n"
                           "report   from %s words: table of contents on a page; chapters start on new pages if there "
                           "are at least %d, with %d words in the median (composition.opener-words)\n",
                           sheet, leaflet, report, report, style->composition_report_chapters,
                           style->composition_opener_words);
}
