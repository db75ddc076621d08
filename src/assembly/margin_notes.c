/* Places notes in the margin of a page and draws them. */
#include "assembly/compose.h"

static RectoLength top_of(const RectoStandingNote *note)
{
    return note->y - note->note->ascent;
}

static RectoLength bottom_of(const RectoStandingNote *note)
{
    return note->y + note->note->descent;
}

static const RectoMarginTaken *in_the_way(const RectoStyle *style, const RectoMarginRoom *room, guint i,
                                          const RectoStandingNote *note)
{
    const RectoMarginTaken *taken = &g_array_index(room->taken, RectoMarginTaken, i);
    gboolean clear = bottom_of(note) + style->note_gap <= taken->top || top_of(note) >= taken->bottom + style->note_gap;
    return clear ? NULL : taken;
}

/* Moves a note below, or above, the occupied range that it overlaps. */
static void move_below(const RectoStyle *style, const RectoMarginRoom *room, RectoStandingNote *note)
{
    for (guint i = 0; room->taken && i < room->taken->len; i++) {
        const RectoMarginTaken *taken = in_the_way(style, room, i, note);
        if (taken)
            note->y = taken->bottom + style->note_gap + note->note->ascent;
    }
}

static void move_above(const RectoStyle *style, const RectoMarginRoom *room, RectoStandingNote *note)
{
    for (guint i = room->taken ? room->taken->len : 0; i-- > 0;) {
        const RectoMarginTaken *taken = in_the_way(style, room, i, note);
        if (taken)
            note->y = taken->top - style->note_gap - note->note->descent;
    }
}

/* Returns the note to remove if there is no room for note `at` and those before it: the last link among them, else note
 * `at`. */
static guint weakest(const GArray *notes, guint at)
{
    for (guint i = at + 1; i-- > 0;)
        if (!g_array_index(notes, RectoStandingNote, i).note->node)
            return i;
    return at;
}

static void give_way(GArray *notes, guint at, GPtrArray *rest)
{
    g_ptr_array_add(rest, (gpointer)g_array_index(notes, RectoStandingNote, at).note);
    g_array_remove_index(notes, at);
}

/* Places each note at its preferred position or below the previous note. If a note would be too low, one note is
 * removed. */
static void push_down(const RectoStyle *style, const RectoMarginRoom *room, GArray *notes, GPtrArray *rest)
{
    RectoLength farthest = style->note_max_shift * style->page_unit;
    for (guint i = 0; i < notes->len;) {
        RectoStandingNote *note = &g_array_index(notes, RectoStandingNote, i);
        RectoLength free_from = i ? bottom_of(note - 1) + style->note_gap : room->top;
        note->y = MAX(note->wanted, free_from + note->note->ascent);
        move_below(style, room, note);
        if (note->y - note->wanted <= farthest) {
            i++;
            continue;
        }
        guint out = weakest(notes, i);
        give_way(notes, out, rest);
        i = MIN(out, i);
    }
}

/* Moves notes that extend below the text area up, together with the notes above them. Returns FALSE if there is no
 * room. */
static gboolean pull_up(const RectoStyle *style, const RectoMarginRoom *room, GArray *notes)
{
    RectoLength farthest = style->note_max_shift * style->page_unit, limit = room->bottom;
    for (guint i = notes->len; i-- > 0;) {
        RectoStandingNote *note = &g_array_index(notes, RectoStandingNote, i);
        if (bottom_of(note) <= limit)
            return TRUE;
        note->y = limit - note->note->descent;
        move_above(style, room, note);
        if (top_of(note) < room->top || note->wanted - note->y > farthest)
            return FALSE;
        limit = top_of(note) - style->note_gap;
    }
    return TRUE;
}

/* Removes links that exceed the style's limit per page. */
static void limit_addresses(const RectoStyle *style, GArray *notes, GPtrArray *rest)
{
    int n = 0;
    for (guint i = 0; i < notes->len;) {
        gboolean address = !g_array_index(notes, RectoStandingNote, i).note->node;
        if (address && ++n > style->note_max_page)
            give_way(notes, i, rest);
        else
            i++;
    }
}

/* Removes notes that would not fit even alone, so that they take no room from others. */
static void drop_hopeless(const RectoStyle *style, const RectoMarginRoom *room, GArray *notes, GPtrArray *rest)
{
    RectoLength farthest = style->note_max_shift * style->page_unit;
    for (guint i = notes->len; i-- > 0;) {
        const RectoStandingNote *note = &g_array_index(notes, RectoStandingNote, i);
        RectoLength highest = MAX(room->top + note->note->ascent, note->wanted - farthest);
        if (highest + note->note->descent > room->bottom)
            give_way(notes, i, rest);
    }
}

void recto_margin_place(const RectoStyle *style, const RectoMarginRoom *room, GArray *candidates, GPtrArray *rest)
{
    drop_hopeless(style, room, candidates, rest);
    limit_addresses(style, candidates, rest);
    for (;;) {
        push_down(style, room, candidates, rest);
        if (candidates->len == 0 || pull_up(style, room, candidates))
            return;
        give_way(candidates, weakest(candidates, candidates->len - 1), rest);
    }
}

/* Collects the notes of a box; each URL appears once per page. */
static void collect_of(const RectoVItem *item, guint box, gboolean aside, RectoLength top, GHashTable *seen,
                       GArray *notes)
{
    for (guint k = 0; item->margin && k < item->margin->len; k++) {
        const RectoMarginNote *note = g_ptr_array_index(item->margin, k);
        if (note->key && !g_hash_table_add(seen, (gpointer)note->key))
            continue;
        RectoStandingNote standing = {note, top + note->y, 0, aside, box};
        g_array_append_val(notes, standing);
    }
}

/* Collects the notes of the page's boxes in order, and then those of its footnotes' boxes. */
static GArray *collect(const RectoVList *list, const RectoPlacedPage *placed, RectoLength text_top)
{
    GArray *notes = g_array_new(FALSE, TRUE, sizeof(RectoStandingNote));
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < placed->boxes->len; i++) {
        const RectoPlacedBox *box = &g_array_index(placed->boxes, RectoPlacedBox, i);
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, box->item);
        collect_of(item, i, item->columns != RECTO_V_TEXT, text_top + box->y, seen, notes);
    }
    RectoLength foot = text_top + placed->depth - placed->notes_height;
    for (guint i = 0; i < placed->notes->len; i++) {
        const RectoPlacedNote *note = &g_array_index(placed->notes, RectoPlacedNote, i);
        collect_of(&g_array_index(note->list->items, RectoVItem, note->item), placed->boxes->len,
                   note->columns != RECTO_V_TEXT, foot + note->y, seen, notes);
    }
    return notes;
}

/* Sorts by preferred position, because the cells of a row and the words of a line are not in that order. */
static gint compare_wanted(gconstpointer a, gconstpointer b)
{
    const RectoStandingNote *one = a, *other = b;
    return (one->wanted > other->wanted) - (one->wanted < other->wanted);
}

/* Wide charts in footnotes reach into the margin, and footnotes of columns begin in it. */
static void collect_taken_by_footnotes(const RectoPlacedPage *placed, RectoLength text_top, GArray *all)
{
    RectoLength foot = text_top + placed->depth - placed->notes_height;
    for (guint i = 0; i < placed->notes->len; i++) {
        const RectoPlacedNote *note = &g_array_index(placed->notes, RectoPlacedNote, i);
        const RectoVItem *item = &g_array_index(note->list->items, RectoVItem, note->item);
        RectoLength top = foot + note->y;
        RectoMarginTaken taken = {top + item->margin_from, top + item->margin_to};
        if (note->columns != RECTO_V_TEXT)
            taken = (RectoMarginTaken){top, top + item->height};
        if (taken.bottom > taken.top)
            g_array_append_val(all, taken);
    }
}

static GArray *collect_taken(const RectoVList *list, const RectoPlacedPage *placed, RectoLength text_top)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(RectoMarginTaken));
    for (guint i = 0; i < placed->boxes->len; i++) {
        const RectoPlacedBox *box = &g_array_index(placed->boxes, RectoPlacedBox, i);
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, box->item);
        RectoMarginTaken taken = {text_top + box->y + item->margin_from, text_top + box->y + item->margin_to};
        /* the repeated header of a wide table is as wide as the table */
        taken.top -= box->repeat && taken.bottom > taken.top ? box->repeat->height : 0;
        /* in two-column text, the first column occupies the place of the margin */
        if (item->columns != RECTO_V_TEXT)
            taken = (RectoMarginTaken){text_top + box->y, text_top + box->y + item->height};
        if (taken.bottom > taken.top)
            g_array_append_val(all, taken);
    }
    collect_taken_by_footnotes(placed, text_top, all);
    return all;
}

static void add_address(RectoCompose *compose, const RectoMarginNote *note)
{
    RectoAddress address = {compose->layout->pages->pages->len, note->words, note->address, note->key};
    if (note->address)
        g_array_append_val(compose->addresses, address);
}

/* Handles a note without position: a link is moved to the list of URLs; a footnote or sidenote is set at its
 * alternative position in the next pass. */
static void leave_out(RectoCompose *compose, const RectoMarginNote *note)
{
    RectoLayout *layout = compose->layout;
    if (!note->node) {
        add_address(compose, note);
        return;
    }
    if (!layout->unplaced)
        layout->unplaced = g_hash_table_new(NULL, NULL);
    g_hash_table_add(layout->unplaced, (gpointer)note->node);
}

/* Returns TRUE for a note that cannot be placed on this page, whatever room there is. */
static gboolean is_out_of_place(const RectoStyle *style, const RectoStandingNote *standing)
{
    return standing->aside || (!standing->note->node && style->link_addresses != RECTO_ADDRESSES_MARGIN);
}

static GArray *place_standing(const RectoStyle *style, const GArray *all, GPtrArray *rest)
{
    GArray *notes = g_array_new(FALSE, TRUE, sizeof(RectoStandingNote));
    for (guint i = 0; i < all->len; i++) {
        const RectoStandingNote *standing = &g_array_index(all, RectoStandingNote, i);
        if (is_out_of_place(style, standing))
            g_ptr_array_add(rest, (gpointer)standing->note);
        else
            g_array_append_vals(notes, standing, 1);
    }
    g_array_sort(notes, compare_wanted);
    return notes;
}

GArray *recto_compose_margin(RectoCompose *compose, const RectoVList *list, const RectoPlacedPage *placed,
                             RectoLength text_top, RectoLength margin_top)
{
    const RectoStyle *style = compose->style;
    g_autoptr(GArray) all = collect(list, placed, text_top);
    g_autoptr(GPtrArray) rest = g_ptr_array_new();
    GArray *notes = place_standing(style, all, rest);
    g_autoptr(GArray) taken = collect_taken(list, placed, text_top);
    /* a page may be one line longer than the others */
    RectoLength bottom = MAX(style->page_text_bottom, text_top + placed->depth);
    RectoMarginRoom room = {margin_top, bottom, taken};
    recto_margin_place(style, &room, notes, rest);
    for (guint i = 0; i < all->len; i++) {
        const RectoMarginNote *note = g_array_index(all, RectoStandingNote, i).note;
        if (note->cut || g_ptr_array_find(rest, note, NULL))
            leave_out(compose, note);
    }
    return notes;
}

/* Draws a note and removes it from the pending ones. */
static void put_note(RectoCompose *compose, RectoPage *page, GArray *notes, guint index)
{
    const RectoStandingNote *standing = &g_array_index(notes, RectoStandingNote, index);
    compose->n_notes += !standing->note->node;
    recto_page_place(page, standing->note->fragment, compose->style->page_left, standing->y);
    g_array_remove_index(notes, index);
}

void recto_compose_notes_before(RectoCompose *compose, RectoPage *page, GArray *notes, guint end)
{
    for (guint i = 0; i < notes->len;) {
        const RectoStandingNote *standing = &g_array_index(notes, RectoStandingNote, i);
        if (standing->note->node && standing->box < end)
            put_note(compose, page, notes, i);
        else
            i++;
    }
}

void recto_compose_notes_rest(RectoCompose *compose, RectoPage *page, GArray *notes)
{
    while (notes->len)
        put_note(compose, page, notes, 0);
}
