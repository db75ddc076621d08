#include "furniture/parts.h"

static RectoLength top_of(const RectoStandingNote *note)
{
    return note->y - note->note->ascent;
}

static RectoLength bottom_of(const RectoStandingNote *note)
{
    return note->y + note->note->descent;
}

/* Each note at its place or below the one before it; those that would come too far down are taken out. */
static void push_down(const RectoStyle *style, RectoLength top, GArray *notes, GPtrArray *rest)
{
    RectoLength farthest = style->note_max_shift * style->page_unit;
    for (guint i = 0; i < notes->len;) {
        RectoStandingNote *note = &g_array_index(notes, RectoStandingNote, i);
        RectoLength free_from = i ? bottom_of(note - 1) + style->note_gap : top;
        note->y = MAX(note->wanted, free_from + note->note->ascent);
        if (note->y - note->wanted <= farthest) {
            i++;
            continue;
        }
        g_ptr_array_add(rest, (gpointer)note->note);
        g_array_remove_index(notes, i);
    }
}

/* Notes that reach below the text area go up, and those above make way. FALSE when there is no room. */
static gboolean pull_up(const RectoStyle *style, RectoLength top, RectoLength bottom, GArray *notes)
{
    RectoLength farthest = style->note_max_shift * style->page_unit, limit = bottom;
    for (guint i = notes->len; i-- > 0;) {
        RectoStandingNote *note = &g_array_index(notes, RectoStandingNote, i);
        if (bottom_of(note) <= limit)
            return TRUE;
        note->y = limit - note->note->descent;
        if (top_of(note) < top || note->wanted - note->y > farthest)
            return FALSE;
        limit = top_of(note) - style->note_gap;
    }
    return TRUE;
}

void recto_margin_settle(const RectoStyle *style, RectoLength top, RectoLength bottom, GArray *candidates,
                         GPtrArray *rest)
{
    while ((int)candidates->len > style->note_max_page) {
        guint after = (guint)MAX(style->note_max_page, 0);
        g_ptr_array_add(rest, (gpointer)g_array_index(candidates, RectoStandingNote, after).note);
        g_array_remove_index(candidates, after);
    }
    for (;;) {
        push_down(style, top, candidates, rest);
        if (candidates->len == 0 || pull_up(style, top, bottom, candidates))
            return;
        g_ptr_array_add(rest, (gpointer)g_array_index(candidates, RectoStandingNote, candidates->len - 1).note);
        g_array_set_size(candidates, candidates->len - 1);
    }
}

/* The notes of a page's boxes in order, each address once. */
static GArray *collect(const RectoVList *list, const RectoPlacedPage *placed, RectoLength text_top)
{
    GArray *notes = g_array_new(FALSE, TRUE, sizeof(RectoStandingNote));
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < placed->boxes->len; i++) {
        const RectoPlacedBox *box = &g_array_index(placed->boxes, RectoPlacedBox, i);
        const GPtrArray *margin = g_array_index(list->items, RectoVItem, box->item).margin;
        for (guint k = 0; margin && k < margin->len; k++) {
            const RectoMarginNote *note = g_ptr_array_index(margin, k);
            if (note->key && !g_hash_table_add(seen, (gpointer)note->key))
                continue;
            RectoStandingNote standing = {note, text_top + box->y + note->y, 0};
            g_array_append_val(notes, standing);
        }
    }
    return notes;
}

static void add_address(RectoCompose *compose, const RectoMarginNote *note)
{
    RectoAddress address = {compose->layout->pages->pages->len, note->words, note->address};
    if (note->address)
        g_array_append_val(compose->addresses, address);
}

void recto_compose_margin(RectoCompose *compose, RectoPage *page, const RectoVList *list, const RectoPlacedPage *placed,
                          RectoLength text_top, RectoLength margin_top)
{
    const RectoStyle *style = compose->style;
    g_autoptr(GArray) notes = collect(list, placed, text_top);
    g_autoptr(GPtrArray) rest = g_ptr_array_new();
    if (style->link_addresses == RECTO_ADDRESSES_NONE)
        return;
    if (style->link_addresses == RECTO_ADDRESSES_END) {
        for (guint i = 0; i < notes->len; i++)
            add_address(compose, g_array_index(notes, RectoStandingNote, i).note);
        return;
    }
    g_autoptr(GArray) all = g_array_copy(notes);
    recto_margin_settle(style, margin_top, style->page_text_bottom, notes, rest);
    compose->n_notes += notes->len;
    for (guint i = 0; i < notes->len; i++) {
        const RectoStandingNote *standing = &g_array_index(notes, RectoStandingNote, i);
        recto_page_place(page, standing->note->fragment, style->page_left, standing->y);
    }
    for (guint i = 0; i < all->len; i++) {
        const RectoMarginNote *note = g_array_index(all, RectoStandingNote, i).note;
        if (note->cut || g_ptr_array_find(rest, note, NULL))
            add_address(compose, note);
    }
}
