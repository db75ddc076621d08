/* The typographic cover: a large year or a large title. */
#include "assembly/compose.h"

/* Type size at which digits are measured. */
#define MEASURED RECTO_PT(100)
/* Range of type sizes, independent of the style. */
#define MAX_TYPE_SIZE RECTO_PT(300)
#define LEAST         RECTO_PT(24)

/* ---- the year ---- */

/* Returns the ink of a line, relative to its origin: left, right, and height above the baseline. */
static RectoBox ink_of(const RectoFragment *words)
{
    RectoBox ink = {G_MAXINT32, 0, G_MININT32, 0};
    for (guint i = 0; i < words->items->len; i++) {
        const RectoItem *item = &g_array_index(words->items, RectoItem, i);
        if (item->kind != RECTO_ITEM_GLYPHS)
            continue;
        for (guint k = 0; k < item->glyphs.run->n_glyphs; k++) {
            const RectoGlyph *glyph = &item->glyphs.run->glyphs[k];
            RectoLength left = 0, top = 0, width = 0, height = 0;
            recto_face_ink(item->glyphs.run->face, glyph->index, &left, &top, &width, &height);
            ink.left = MIN(ink.left, item->x + glyph->x + left);
            ink.right = MAX(ink.right, item->x + glyph->x + left + width);
            ink.top = MIN(ink.top, top);
        }
    }
    return ink;
}

static RectoFragment *set_year(RectoCompose *compose, const char *year, RectoTextStyle *set, RectoLength size)
{
    set->tracking = (RectoLength)((gint64)compose->style->cover_year.tracking * size / MAX(set->size, 1));
    set->size = set->leading = size;
    return recto_compose_fragment(compose, year, set, RECTO_PT(4000), RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, NULL);
}

/* Returns the type size at which the digits fill the grid or the room above their line, or 0 if the style's size is at
 * least as large. */
static RectoLength figures_size(RectoCompose *compose, const char *year)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle set = style->cover_year, title = style->cover_title;
    guint lines = 0;
    g_autoptr(RectoFragment) figures = set_year(compose, year, &set, MEASURED);
    recto_fragment_free(recto_cover_title(compose, &title, RECTO_SLOT_NONE, &lines));
    RectoBox ink = ink_of(figures);
    RectoLength room = style->cover_year_at.y - style->cover_title_at.y - recto_cover_height(compose, &title, lines) -
                       3 * style->page_unit;
    gint64 width = (gint64)(style->page_right - style->page_left) * CLAMP(style->cover_type_year, 0, 1000) / 1000;
    if (ink.right <= ink.left || ink.top >= 0 || room <= 0)
        return 0;
    gint64 size = MIN(width * MEASURED / (ink.right - ink.left), (gint64)room * MEASURED / -ink.top);
    return size > style->cover_year.size ? (RectoLength)MIN(size, RECTO_PT(1000)) : 0;
}

gboolean recto_type_figures(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    g_autofree char *year = recto_cover_year(compose);
    RectoLength size = year ? figures_size(compose, year) : 0;
    if (!size || !page)
        return size > 0;
    RectoTextStyle set = style->cover_year;
    set.colour = style->accent_figures;
    g_autoptr(RectoFragment) figures = set_year(compose, year, &set, size);
    recto_page_place(page, figures, style->page_left - ink_of(figures).left, style->cover_year_at.y);
    return TRUE;
}

void recto_type_tab(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    recto_compose_rect(page, style->page_left, 0, style->cover_square_size, style->cover_type_tab, style->colour_accent,
                       RECTO_ARTIFACT_LAYOUT);
}

/* ---- the title ---- */

/* Returns TRUE if a word is too wide for a line and would be broken. Each wide (CJK) character counts as a word. */
static gboolean breaks_word(RectoCompose *compose, const RectoTextStyle *set, RectoLength width)
{
    const char *word = compose->layout->document->meta.title;
    while (*word) {
        const char *end = word;
        while (*end && !g_unichar_isspace(g_utf8_get_char(end)) && !g_unichar_iswide(g_utf8_get_char(end)))
            end = g_utf8_next_char(end);
        g_autofree char *text = g_strndup(word, (gsize)(end - word));
        g_autoptr(RectoFragment) line =
            recto_compose_fragment(compose, text, set, RECTO_PT(4000), RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, NULL);
        if (recto_fragment_right(line) > width)
            return TRUE;
        word = *end ? g_utf8_next_char(end) : end;
    }
    return FALSE;
}

RectoFragment *recto_type_title(RectoCompose *compose, RectoTextStyle *set, RectoSlot slot, guint *ret_lines)
{
    const RectoStyle *style = compose->style;
    const RectoMeta *meta = &compose->layout->document->meta;
    RectoLength step = MAX(style->page_unit / 2, RECTO_POINT), width = style->page_right - style->page_left;
    RectoTextStyle tried = *set;
    if (recto_type_figures(compose, NULL))
        return NULL;
    RectoLength largest = MIN(style->cover_type_size, MAX_TYPE_SIZE), least = MAX(style->cover_type_least, LEAST);
    for (RectoLength size = largest / step * step; size >= least; size -= step) {
        tried.size = tried.leading = size;
        tried.tracking = (RectoLength)((gint64)set->tracking * size / MAX(set->size, 1));
        if (breaks_word(compose, &tried, width))
            continue;
        g_autoptr(RectoFragment) title =
            recto_layout_text(compose->layout, compose->style, meta->title, &tried, width,
                              (RectoOrigin){slot, RECTO_ARTIFACT_LAYOUT, meta->title_span}, ret_lines);
        if (recto_fragment_right(title) <= width &&
            style->cover_title_at.y + recto_cover_height(compose, &tried, *ret_lines) <= recto_cover_lowest(compose)) {
            *set = tried;
            return g_steal_pointer(&title);
        }
    }
    return NULL;
}
