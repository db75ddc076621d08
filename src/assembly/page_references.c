/* Sets page numbers in the text after all pages are composed. */
#include "assembly/compose.h"

#include <string.h>

GHashTable *recto_page_numbers(const RectoPages *pages, RectoArena *arena)
{
    GHashTable *numbers = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < pages->pages->len; i++) {
        const RectoPage *page = recto_pages_page(pages, i);
        for (guint k = 0; k < page->items->len; k++) {
            const RectoItem *item = &g_array_index(page->items, RectoItem, k);
            if (item->kind == RECTO_ITEM_DEST)
                g_hash_table_insert(numbers, recto_arena_strndup(arena, item->dest.name, -1),
                                    recto_arena_strndup(arena, page->label, -1));
        }
    }
    return numbers;
}

/* Returns the glyphs of a number in the style of its placeholder. */
static const RectoGlyphRun *set_number(RectoCompose *compose, const RectoPageReference *field, const char *number)
{
    g_autoptr(RectoText) text = recto_text_new(compose->layout->engine, compose->layout->document->meta.lang);
    recto_text_append(text, number, -1, &field->style, RECTO_NO_SPAN);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, compose->style, &compose->style->body, RECTO_PT(4000));
    set.align = RECTO_RAGGED;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    if (lines->lines[0].n_runs != 1)
        return NULL;
    return recto_arena_copy(compose->layout->pages->arena, &lines->lines[0].runs[0].run, sizeof(RectoGlyphRun));
}

static gboolean says(const RectoGlyphRun *run, const char *number)
{
    return run->n_bytes == strlen(number) && memcmp(run->text, number, run->n_bytes) == 0;
}

void recto_compose_resolve_page_references(RectoCompose *compose)
{
    const RectoPages *pages = compose->layout->pages;
    GHashTable *fields = compose->layout->fields;
    if (!fields)
        return;
    g_autoptr(RectoArena) arena = recto_arena_new();
    g_autoptr(GHashTable) numbers = recto_page_numbers(pages, arena);
    for (guint i = 0; i < pages->pages->len; i++) {
        GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = 0; k < items->len; k++) {
            RectoItem *item = &g_array_index(items, RectoItem, k);
            const RectoPageReference *field =
                item->kind == RECTO_ITEM_GLYPHS ? g_hash_table_lookup(fields, item->glyphs.run) : NULL;
            const char *number = field ? g_hash_table_lookup(numbers, field->dest) : NULL;
            if (!number || says(item->glyphs.run, number))
                continue;
            compose->layout->narrow_fields |= strlen(number) > item->glyphs.run->n_bytes;
            const RectoGlyphRun *run = set_number(compose, field, number);
            item->glyphs.run = run ? run : item->glyphs.run;
        }
    }
}
