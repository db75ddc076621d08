/* The vertical list: adds, splits and frees its items. */
#include "flow/vertical_list.h"

#include <string.h>

static void margin_note_free(RectoMarginNote *note)
{
    recto_fragment_free(note->fragment);
    g_free(note);
}

static void item_clear(RectoVItem *item)
{
    g_clear_pointer(&item->fragment, recto_fragment_free);
    g_clear_pointer(&item->margin, g_ptr_array_unref);
    g_clear_pointer(&item->cites, g_array_unref);
    g_clear_pointer(&item->notes, g_ptr_array_unref);
}

static void repeat_free(RectoVRepeat *repeat)
{
    recto_fragment_free(repeat->fragment);
    g_free(repeat);
}

RectoVList *recto_vlist_new(void)
{
    RectoVList *list = g_new0(RectoVList, 1);
    list->repeats = g_ptr_array_new_with_free_func((GDestroyNotify)repeat_free);
    list->choices = g_array_new(FALSE, FALSE, sizeof(RectoVVariation));
    list->items = g_array_new(FALSE, TRUE, sizeof(RectoVItem));
    g_array_set_clear_func(list->items, (GDestroyNotify)item_clear);
    return list;
}

void recto_vlist_free(RectoVList *list)
{
    if (!list)
        return;
    g_array_unref(list->items);
    g_ptr_array_unref(list->repeats);
    g_array_unref(list->choices);
    g_free(list);
}

static RectoVItem *append(RectoVList *list, RectoVItem item)
{
    item.columns = list->columns;
    item.x = list->x;
    item.heading = item.kind == RECTO_V_BOX ? item.heading : -1;
    g_array_append_val(list->items, item);
    return &g_array_index(list->items, RectoVItem, list->items->len - 1);
}

RectoVItem *recto_vlist_add_box(RectoVList *list, RectoFragment *fragment, RectoLength height, gboolean grid,
                                RectoSpan span)
{
    return append(
        list,
        (RectoVItem){
            .kind = RECTO_V_BOX, .height = height, .grid = grid, .fragment = fragment, .heading = -1, .span = span});
}

guint recto_vlist_add_spare(RectoVList *list, RectoFragment *fragment, RectoLength height, RectoSpan span)
{
    append(list,
           (RectoVItem){
               .kind = RECTO_V_ALTERNATE_BOX, .height = height, .fragment = fragment, .heading = -1, .span = span});
    return list->items->len - 1;
}

void recto_vlist_add_glue(RectoVList *list, RectoLength height)
{
    append(list, (RectoVItem){.kind = RECTO_V_GLUE, .height = height});
}

void recto_vlist_add_penalty(RectoVList *list, int penalty)
{
    append(list, (RectoVItem){.kind = RECTO_V_PENALTY, .penalty = penalty});
}

const RectoVRepeat *recto_vlist_add_repeat(RectoVList *list, RectoFragment *fragment, RectoLength height)
{
    RectoVRepeat *repeat = g_new0(RectoVRepeat, 1);
    repeat->fragment = fragment;
    repeat->height = height;
    g_ptr_array_add(list->repeats, repeat);
    return repeat;
}

void recto_vlist_add_citation(RectoVItem *box, RectoCitation citation)
{
    if (!box->cites)
        box->cites = g_array_new(FALSE, FALSE, sizeof(RectoCitation));
    g_array_append_val(box->cites, citation);
}

static gboolean has_dest(const RectoFragment *fragment)
{
    for (guint i = 0; i < fragment->items->len; i++)
        if (g_array_index(fragment->items, RectoItem, i).kind == RECTO_ITEM_DEST)
            return TRUE;
    return FALSE;
}

gboolean recto_vlist_is_bare(const RectoVList *list, guint first, guint n)
{
    for (guint i = first; i < list->items->len && n > 0; i++) {
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, i);
        if (item->kind != RECTO_V_BOX)
            continue;
        if (item->margin || item->cites || item->notes || item->dest || item->heading >= 0 ||
            (item->fragment && has_dest(item->fragment)))
            return FALSE;
        n--;
    }
    return TRUE;
}

void recto_vlist_add_margin(RectoVItem *box, RectoMarginNote *note)
{
    if (!box->margin)
        box->margin = g_ptr_array_new_with_free_func((GDestroyNotify)margin_note_free);
    guint at = box->margin->len;
    while (at > 0 && ((const RectoMarginNote *)g_ptr_array_index(box->margin, at - 1))->order > note->order)
        at--;
    g_ptr_array_insert(box->margin, (gint)at, note);
}

static void shift_choice(RectoVVariation *choice, guint by)
{
    choice->first -= by;
    choice->shorter.item -= choice->shorter.n ? by : 0;
    choice->longer.item -= choice->longer.n ? by : 0;
}

RectoVList *recto_vlist_split(RectoVList *list, guint first)
{
    RectoVList *rest = recto_vlist_new();
    guint n_choices = 0;
    rest->pitch = list->pitch;
    for (guint i = first; i < list->items->len; i++) {
        RectoVItem *item = &g_array_index(list->items, RectoVItem, i);
        g_array_append_val(rest->items, *item);
        memset(item, 0, sizeof *item);
    }
    g_array_set_size(list->items, first);
    while (n_choices < list->choices->len && g_array_index(list->choices, RectoVVariation, n_choices).first < first)
        n_choices++;
    for (guint i = n_choices; i < list->choices->len; i++) {
        RectoVVariation choice = g_array_index(list->choices, RectoVVariation, i);
        shift_choice(&choice, first);
        g_array_append_val(rest->choices, choice);
    }
    g_array_set_size(list->choices, n_choices);
    return rest;
}
