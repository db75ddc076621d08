/* Finds text over text, text over images, text under later drawing, and text outside the page.
 *
 * Every run is a band from its baseline up to the height of its capitals. Its width is the advance of the run without
 * the spaces at its ends. Bands of lines do not touch even if the line spacing is tight; ascenders, descenders and
 * accents may. Bands are sorted by their tops and swept down the page. Only bands that share a height are compared,
 * which takes O(n log n) for the few of them. If two bands overlap by more than a share of the smaller type in both
 * directions, the ink of their glyphs decides. */
#include "proof/regions.h"

#include <string.h>

/* Overlaps that count, per mille of the smaller of two sizes: of bands, and of the ink of two glyphs. */
#define BAND_OVERLAP 120
#define INK_OVERLAP  80
/* Of text that is painted over or lies on a picture: wider than this, per mille of its size, and this part of its
 * height. */
#define RASTER_WIDTH 400
#define COVER_HEIGHT 400
/* Thinner things are rules. */
#define LEAST_GROUND RECTO_PT(2)
/* Smaller type is not seen: the words that a chart carries. */
#define MIN_OVERPRINT_SIZE RECTO_PT(2)
/* Ink that a round letter or a slanted one has beyond its advance is allowed at the page's edge. */
#define EDGE RECTO_PT(1)
/* Maximum number of reports per page; if a whole page is wrong, further reports add nothing. */
#define MOST_REPORTS 5

typedef enum { BAND_TEXT, BAND_GROUND, BAND_PICTURE } BandKind;

typedef struct {
    RectoBox box;
    const RectoItem *item;
    guint index; /* drawing order on the page: later items are painted over earlier ones */
    BandKind kind;
} Band;

typedef struct {
    RectoDiagnostics *diagnostics;
    const RectoPage *page;
    GArray *bands; /* array of Band */
    guint reports;
} Sheet;

/* The first words of a run. */
static char *words_of(const RectoGlyphRun *run)
{
    g_autofree char *text = g_strndup(run->text, run->n_bytes);
    g_strstrip(text);
    if (g_utf8_strlen(text, -1) <= 24)
        return g_steal_pointer(&text);
    g_autofree char *head = g_utf8_substring(text, 0, 23);
    return g_strconcat(head, "…", NULL);
}

/* Advance without the spaces at the ends. Runs from right to left keep theirs: their glyphs are in another order. */
static gboolean trim(const RectoGlyphRun *run, RectoLength *ret_left, RectoLength *ret_right)
{
    guint n = run->n_glyphs, first = 0;
    *ret_left = 0;
    *ret_right = run->width;
    if (run->n_glyphs != run->n_clusters || run->rtl)
        return run->n_bytes > 0;
    gsize end = run->n_bytes, start = 0;
    while (n > 0 && end > 0 && run->text[end - 1] == ' ') {
        n--;
        end--;
        *ret_right = run->glyphs[n].x;
    }
    while (first < n && run->text[start] == ' ') {
        first++;
        start++;
        *ret_left = first < n ? run->glyphs[first].x : *ret_right;
    }
    return first < n;
}

static void add_text(Sheet *sheet, const RectoItem *item, guint index)
{
    const RectoGlyphRun *run = item->glyphs.run;
    RectoLength left = 0, right = 0;
    if (run->face->size < MIN_OVERPRINT_SIZE || !trim(run, &left, &right))
        return;
    Band band = {{item->x + left, item->y - run->face->cap_height, item->x + right, item->y}, item, index, BAND_TEXT};
    g_array_append_val(sheet->bands, band);
}

static void add_ground(Sheet *sheet, const RectoItem *item, guint index)
{
    Band band = {recto_item_box(item), item, index, item->kind == RECTO_ITEM_IMAGE ? BAND_PICTURE : BAND_GROUND};
    if (band.box.bottom - band.box.top >= LEAST_GROUND && band.box.right - band.box.left >= LEAST_GROUND)
        g_array_append_val(sheet->bands, band);
}

static void collect(Sheet *sheet)
{
    g_array_set_size(sheet->bands, 0);
    for (guint i = 0; i < sheet->page->items->len; i++) {
        const RectoItem *item = &g_array_index(sheet->page->items, RectoItem, i);
        if (!recto_item_draws(item))
            continue;
        if (item->kind == RECTO_ITEM_GLYPHS)
            add_text(sheet, item, i);
        else if (item->kind == RECTO_ITEM_RECT || item->kind == RECTO_ITEM_IMAGE)
            add_ground(sheet, item, i);
    }
}

static gint by_top(gconstpointer a, gconstpointer b)
{
    const Band *one = a, *other = b;
    if (one->box.top != other->box.top)
        return one->box.top < other->box.top ? -1 : 1;
    return one->index < other->index ? -1 : one->index > other->index;
}

static RectoLength common_width(const RectoBox *a, const RectoBox *b)
{
    return MIN(a->right, b->right) - MAX(a->left, b->left);
}

static RectoLength common_height(const RectoBox *a, const RectoBox *b)
{
    return MIN(a->bottom, b->bottom) - MAX(a->top, b->top);
}

static RectoBox ink_of(const RectoItem *item, guint glyph)
{
    const RectoGlyph *placed = &item->glyphs.run->glyphs[glyph];
    RectoLength left = 0, top = 0, width = 0, height = 0;
    recto_face_ink(item->glyphs.run->face, placed->index, &left, &top, &width, &height);
    RectoLength x = item->x + placed->x + left, y = item->y + placed->y + top;
    return (RectoBox){x, y, x + width, y + height};
}

/* Whether the ink of two runs meets. */
static gboolean ink_meets(const Band *a, const Band *b, RectoLength size)
{
    RectoLength least = size * INK_OVERLAP / 1000;
    for (guint i = 0; i < a->item->glyphs.run->n_glyphs; i++) {
        RectoBox ink = ink_of(a->item, i);
        if (common_width(&ink, &b->box) <= 0)
            continue;
        for (guint k = 0; k < b->item->glyphs.run->n_glyphs; k++) {
            RectoBox other = ink_of(b->item, k);
            if (common_width(&ink, &other) > least && common_height(&ink, &other) > least)
                return TRUE;
        }
    }
    return FALSE;
}

static RectoSpan place_of(const Band *band, const Band *other)
{
    return band->item->span.line ? band->item->span : other->item->span;
}

static void report(Sheet *sheet, RectoCode code, RectoSpan span, const char *format, const char *words,
                   const char *other)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "“%s” %s", words, format);
    if (other)
        g_string_append_printf(text, " “%s”", other);
    g_string_append_printf(text, " on page %s", sheet->page->label);
    recto_diagnose(sheet->diagnostics, code, span, "%s", text->str);
    sheet->reports++;
}

static void compare_texts(Sheet *sheet, const Band *a, const Band *b)
{
    RectoLength size = MIN(a->item->glyphs.run->face->size, b->item->glyphs.run->face->size);
    RectoLength least = size * BAND_OVERLAP / 1000;
    if (common_width(&a->box, &b->box) <= least || common_height(&a->box, &b->box) <= least || !ink_meets(a, b, size))
        return;
    const Band *over = a->index > b->index ? a : b, *under = over == a ? b : a;
    g_autofree char *words = words_of(over->item->glyphs.run), *other = words_of(under->item->glyphs.run);
    report(sheet, RECTO_CODE_OVERPRINT, place_of(over, under), "overprints", words, other);
}

/* Finds text under later drawing, and text of the document on an image of it. */
static void compare_ground(Sheet *sheet, const Band *text, const Band *ground)
{
    gboolean later = ground->index > text->index;
    gboolean on_picture = ground->kind == BAND_PICTURE && ground->item->slot && text->item->authored;
    if (!later && !on_picture)
        return;
    RectoLength size = text->item->glyphs.run->face->size, height = text->box.bottom - text->box.top;
    if (common_width(&text->box, &ground->box) <= size * RASTER_WIDTH / 1000 ||
        common_height(&text->box, &ground->box) <= height * COVER_HEIGHT / 1000)
        return;
    g_autofree char *words = words_of(text->item->glyphs.run);
    report(sheet, RECTO_CODE_OVERPRINT, place_of(text, ground),
           later ? "is covered by another element" : "overprints an image", words, NULL);
}

static void compare(Sheet *sheet, const Band *a, const Band *b)
{
    if (a->kind == BAND_TEXT && b->kind == BAND_TEXT)
        compare_texts(sheet, a, b);
    else if (a->kind == BAND_TEXT)
        compare_ground(sheet, a, b);
    else if (b->kind == BAND_TEXT)
        compare_ground(sheet, b, a);
}

/* `open` holds the bands that begin above the current one and end below its top. */
static void sweep(Sheet *sheet, GArray *open)
{
    g_array_set_size(open, 0);
    g_array_sort(sheet->bands, by_top);
    for (guint i = 0; i < sheet->bands->len && sheet->reports < MOST_REPORTS; i++) {
        const Band *band = &g_array_index(sheet->bands, Band, i);
        guint kept = 0;
        for (guint k = 0; k < open->len; k++) {
            const Band *above = &g_array_index(open, Band, k);
            if (above->box.bottom <= band->box.top)
                continue;
            if (common_width(&above->box, &band->box) > 0 && sheet->reports < MOST_REPORTS)
                compare(sheet, above, band);
            g_array_index(open, Band, kept++) = *above;
        }
        g_array_set_size(open, kept);
        g_array_append_val(open, *band);
    }
}

/* Decoration may bleed over the edge; it is not text of the document. */
static void check_edges(Sheet *sheet)
{
    for (guint i = 0; i < sheet->bands->len && sheet->reports < MOST_REPORTS; i++) {
        const Band *band = &g_array_index(sheet->bands, Band, i);
        const RectoBox *box = &band->box;
        if (band->kind != BAND_TEXT || (!band->item->slot && !band->item->authored))
            continue;
        if (box->left >= -EDGE && box->top >= -EDGE && box->right <= sheet->page->width + EDGE &&
            box->bottom <= sheet->page->height + EDGE)
            continue;
        g_autofree char *words = words_of(band->item->glyphs.run);
        report(sheet, RECTO_CODE_OFF_PAGE, band->item->span, "runs off the page", words, NULL);
    }
}

void recto_proof_check_ink(RectoProof *proof)
{
    const RectoPages *pages = proof->pages;
    g_autoptr(GArray) bands = g_array_new(FALSE, FALSE, sizeof(Band)), open = g_array_new(FALSE, FALSE, sizeof(Band));
    for (guint i = 0; i < pages->pages->len; i++) {
        Sheet sheet = {.diagnostics = proof->diagnostics, .page = recto_pages_page(pages, i), .bands = bands};
        collect(&sheet);
        check_edges(&sheet);
        sweep(&sheet, open);
    }
}
