/* Sets the title and the subtitle of a cover in sizes that fit. */
#include "assembly/compose.h"

#include <string.h>

/* Minimum type sizes of a title and of a subtitle. */
#define LEAST_TITLE    RECTO_PT(15)
#define LEAST_SUBTITLE RECTO_PT(9)
/* Maximum length, in bytes, of a subtitle that fits on one line in the smallest size. */
#define ONE_LINE 60

RectoLength recto_cover_lowest(const RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    const RectoPosition below[] = {style->cover_date_at, style->cover_author_at};
    RectoLength y = style->page_text_bottom;
    /* with an image they grow upwards */
    if (compose->picture.image)
        return G_MAXINT32 / 2;
    if (compose->cover == RECTO_COVER_FIELD)
        return style->cover_field_bottom - style->page_unit;
    for (guint i = 0; i < G_N_ELEMENTS(below); i++)
        if (below[i].y > style->cover_title_at.y)
            y = MIN(y, below[i].y - 3 * style->page_unit);
    if (compose->contents == RECTO_CONTENTS_COVER && compose->rows->len)
        y = MIN(y, g_array_index(compose->rows, RectoContentsRow, 0).y - 3 * style->page_unit);
    return y;
}

static const char *subtitle_of(const RectoCompose *compose)
{
    const char *subtitle = compose->layout->document->meta.subtitle;
    return subtitle && *subtitle ? subtitle : NULL;
}

static void shrink(RectoTextStyle *set)
{
    set->size = set->size * 5 / 6;
    set->leading = set->leading * 5 / 6;
}

/* Returns the minimum height of the subtitle below the title. */
static RectoLength least_below(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle set = style->cover_subtitle;
    guint lines = 0;
    if (!subtitle_of(compose))
        return 0;
    if (strlen(subtitle_of(compose)) <= ONE_LINE)
        return style->cover_subtitle_gap;
    while (set.size > LEAST_SUBTITLE)
        shrink(&set);
    recto_fragment_free(recto_compose_fragment(compose, subtitle_of(compose), &set, style->cover_title_at.width,
                                               RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, &lines));
    return style->cover_subtitle_gap + (RectoLength)(MAX(lines, 1) - 1) * set.leading;
}

static RectoFragment *set_title(RectoCompose *compose, const RectoTextStyle *set, RectoSlot slot, guint *ret_lines)
{
    const RectoMeta *meta = &compose->layout->document->meta;
    return recto_layout_text(compose->layout, compose->style, meta->title, set, compose->style->cover_title_at.width,
                             (RectoOrigin){slot, RECTO_ARTIFACT_LAYOUT, meta->title_span}, ret_lines);
}

/* Returns TRUE if a line of a title contains only one word. */
static gboolean has_lone_word(const RectoFragment *title)
{
    gboolean lone = FALSE;
    for (guint i = 0; i < title->items->len && !lone;) {
        g_autoptr(GString) line = g_string_new(NULL);
        RectoLength y = g_array_index(title->items, RectoItem, i).y;
        for (; i < title->items->len && g_array_index(title->items, RectoItem, i).y == y; i++) {
            const RectoItem *item = &g_array_index(title->items, RectoItem, i);
            if (item->kind == RECTO_ITEM_GLYPHS)
                g_string_append_len(line, item->glyphs.run->text, item->glyphs.run->n_bytes);
        }
        g_strstrip(line->str);
        lone = *line->str && !strchr(line->str, ' ') && !strstr(line->str, "\u00a0");
    }
    return lone;
}

/* Returns the title in the largest smaller size that leaves no word alone on a line and takes fewer lines, or NULL if
 * there is none. */
static RectoFragment *set_less_broken(RectoCompose *compose, RectoTextStyle *set, const RectoLength sizes[][2], guint n,
                                      RectoSlot slot, guint *ret_lines)
{
    for (guint i = 0; i < n; i++) {
        RectoTextStyle smaller = *set;
        guint lines = 0;
        smaller.size = sizes[i][0];
        smaller.leading = sizes[i][1];
        g_autoptr(RectoFragment) title = smaller.size < set->size ? set_title(compose, &smaller, slot, &lines) : NULL;
        if (!title || lines >= *ret_lines || has_lone_word(title))
            continue;
        *set = smaller;
        *ret_lines = lines;
        return g_steal_pointer(&title);
    }
    return NULL;
}

RectoFragment *recto_cover_title(RectoCompose *compose, RectoTextStyle *set, RectoSlot slot, guint *ret_lines)
{
    const RectoStyle *style = compose->style;
    const RectoLength sizes[][2] = {
        {style->cover_title_small_size, style->cover_title_small_leading},
        {style->cover_title_least_size, style->cover_title_least_leading},
    };
    RectoLength room = recto_cover_lowest(compose) - style->cover_title_at.y - least_below(compose);
    RectoFragment *title = set_title(compose, set, slot, ret_lines);
    for (guint i = 0; i < G_N_ELEMENTS(sizes) && *ret_lines > 3; i++) {
        recto_fragment_free(title);
        set->size = sizes[i][0];
        set->leading = sizes[i][1];
        title = set_title(compose, set, slot, ret_lines);
    }
    if (*ret_lines == 3 && has_lone_word(title)) {
        RectoFragment *other = set_less_broken(compose, set, sizes, G_N_ELEMENTS(sizes), slot, ret_lines);
        if (other)
            recto_fragment_free(title);
        title = other ? other : title;
    }
    while ((gint64)(*ret_lines - 1) * set->leading > room && set->size > LEAST_TITLE) {
        recto_fragment_free(title);
        shrink(set);
        title = set_title(compose, set, slot, ret_lines);
    }
    return title;
}

RectoFragment *recto_cover_subtitle(RectoCompose *compose, RectoTextStyle *set, RectoLength y, RectoSlot slot,
                                    guint *ret_lines)
{
    const char *subtitle = subtitle_of(compose);
    RectoLength width = compose->style->cover_title_at.width, lowest = recto_cover_lowest(compose);
    *ret_lines = 0;
    if (!subtitle)
        return NULL;
    RectoFragment *words =
        recto_compose_fragment(compose, subtitle, set, width, slot, RECTO_ARTIFACT_LAYOUT, ret_lines);
    while (y + (gint64)(*ret_lines - 1) * set->leading > lowest && set->size > LEAST_SUBTITLE) {
        recto_fragment_free(words);
        shrink(set);
        words = recto_compose_fragment(compose, subtitle, set, width, slot, RECTO_ARTIFACT_LAYOUT, ret_lines);
    }
    return words;
}

RectoLength recto_cover_height(RectoCompose *compose, const RectoTextStyle *title, guint title_lines)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle set = style->cover_subtitle;
    RectoLength height = (RectoLength)(MAX(title_lines, 1) - 1) * title->leading;
    guint lines = 0;
    if (!subtitle_of(compose))
        return height;
    height += style->cover_subtitle_gap;
    recto_fragment_free(recto_cover_subtitle(compose, &set, style->cover_title_at.y + height, RECTO_SLOT_NONE, &lines));
    return height + (RectoLength)(MAX(lines, 1) - 1) * set.leading;
}

RectoLength recto_cover_bottom(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle title = style->cover_title;
    guint lines = 0;
    recto_fragment_free(recto_cover_title(compose, &title, RECTO_SLOT_NONE, &lines));
    return style->cover_title_at.y + recto_cover_height(compose, &title, lines);
}
