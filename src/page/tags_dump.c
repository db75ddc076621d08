/* Dumps the structure tree as text, for tests (recto_tags_dump()). */
#include "page/format.h"
#include "page/pages.h"

#include <string.h>

/* The text of every slot in page order, as it is heard: a divided word whole again. Index: slot. */
static GPtrArray *slot_texts(const RectoPages *pages)
{
    GPtrArray *texts = g_ptr_array_new();
    g_ptr_array_set_size(texts, (gint)recto_structure_n_slots(pages->structure) + 1);
    for (guint i = 0; i < pages->pages->len; i++) {
        const GArray *items = recto_pages_page(pages, i)->items;
        const char *shared = NULL; /* by the runs of a line of code that had to be broken */
        for (guint k = 0; k < items->len; k++) {
            const RectoItem *item = &g_array_index(items, RectoItem, k);
            if (!item->slot || item->slot >= texts->len || !recto_item_draws(item))
                continue;
            gpointer *place = &g_ptr_array_index(texts, item->slot);
            if (!*place)
                *place = g_string_new(NULL);
            if (item->kind != RECTO_ITEM_GLYPHS)
                continue;
            const RectoGlyphRun *run = item->glyphs.run;
            if (!run->actual)
                g_string_append_len(*place, run->text, run->n_bytes);
            else if (run->actual != shared && !g_str_equal(run->actual, "\xC2\xAD"))
                g_string_append(*place, run->actual);
            shared = run->actual;
        }
    }
    return texts;
}

static void free_texts(GPtrArray *texts)
{
    for (guint i = 0; i < texts->len; i++) {
        GString *text = g_ptr_array_index(texts, i);
        if (text)
            g_string_free(text, TRUE);
    }
    g_ptr_array_unref(texts);
}

static void put_attribute(GString *out, const char *name, const char *value)
{
    if (!value)
        return;
    g_string_append_printf(out, " %s=", name);
    recto_format_quoted(out, value, strlen(value));
}

static void put_attributes(GString *out, const RectoElement *element)
{
    static const char *const numberings[] = {NULL, "disc", "decimal"};
    static const char *const scopes[] = {NULL, "column", "row"};
    if (element->lang)
        g_string_append_printf(out, " lang=%s", element->lang);
    put_attribute(out, "alt", element->alt);
    put_attribute(out, "actual", element->actual);
    put_attribute(out, "expansion", element->expansion);
    if (element->note_id)
        g_string_append_printf(out, " id=%s", element->note_id);
    if (element->numbering)
        g_string_append_printf(out, " numbering=%s", numberings[element->numbering]);
    if (element->scope)
        g_string_append_printf(out, " scope=%s", scopes[element->scope]);
    if (element->column_span > 1)
        g_string_append_printf(out, " colspan=%d", element->column_span);
    if (element->row_span > 1)
        g_string_append_printf(out, " rowspan=%d", element->row_span);
}

static void put_target(GString *out, const RectoPages *pages, const RectoElement *element)
{
    if (element->link < 0 || (guint)element->link >= pages->links->len)
        return;
    const RectoLink *link = &g_array_index(pages->links, RectoLink, element->link);
    g_string_append_printf(out, " → %s%s", link->uri ? "" : "#", link->uri ? link->uri : link->dest ? link->dest : "");
}

typedef struct {
    const RectoPages *pages;
    GString *out;
    GPtrArray *texts;
    gboolean *kept;
} Dump;

/* Returns the text of an element that contains nothing but one slot; it is written on the element's line. */
static const GString *only_text(const Dump *dump, const RectoElement *element)
{
    const GString *text = NULL;
    for (guint i = 0; i < element->kids->len; i++) {
        const RectoStructureChild *kid = &g_array_index(element->kids, RectoStructureChild, i);
        if (kid->element ? dump->kept[kid->element->id] : g_ptr_array_index(dump->texts, kid->slot) != NULL) {
            if (kid->element || text)
                return NULL;
            text = g_ptr_array_index(dump->texts, kid->slot);
        }
    }
    return text;
}

static void put_indent(GString *out, guint depth)
{
    for (guint i = 0; i < depth; i++)
        g_string_append(out, "  ");
}

/* The element's own line; TRUE when its kids are still to come. */
static gboolean put_element(const Dump *dump, const RectoElement *element, guint depth)
{
    put_indent(dump->out, depth);
    g_string_append(dump->out, recto_role_name(element->role));
    if (!element->parent && dump->pages->info.lang)
        g_string_append_printf(dump->out, " lang=%s", dump->pages->info.lang);
    put_attributes(dump->out, element);
    const GString *text = only_text(dump, element);
    if (text && text->len) {
        g_string_append_c(dump->out, ' ');
        recto_format_quoted(dump->out, text->str, text->len);
    }
    put_target(dump->out, dump->pages, element);
    g_string_append_c(dump->out, '\n');
    return text == NULL;
}

typedef struct {
    const RectoElement *element;
    guint next;
} DumpFrame;

static void put_tree(const Dump *dump, const RectoElement *root)
{
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(DumpFrame));
    DumpFrame first = {root, 0};
    put_element(dump, root, 0);
    g_array_append_val(stack, first);
    while (stack->len) {
        DumpFrame *frame = &g_array_index(stack, DumpFrame, stack->len - 1);
        if (frame->next == frame->element->kids->len) {
            g_array_set_size(stack, stack->len - 1);
            continue;
        }
        const RectoStructureChild *kid = &g_array_index(frame->element->kids, RectoStructureChild, frame->next++);
        const GString *text = kid->element ? NULL : g_ptr_array_index(dump->texts, kid->slot);
        if (kid->element && dump->kept[kid->element->id]) {
            if (put_element(dump, kid->element, stack->len)) {
                DumpFrame inner = {kid->element, 0};
                g_array_append_val(stack, inner);
            }
        } else if (text && text->len) {
            put_indent(dump->out, stack->len);
            recto_format_quoted(dump->out, text->str, text->len);
            g_string_append_c(dump->out, '\n');
        }
    }
}

char *recto_tags_dump(const RectoPages *pages)
{
    GString *out = g_string_new(NULL);
    Dump dump = {pages, out, slot_texts(pages), recto_pages_kept_elements(pages)};
    put_tree(&dump, recto_structure_root(pages->structure));
    free_texts(dump.texts);
    g_free(dump.kept);
    return g_string_free(out, FALSE);
}
