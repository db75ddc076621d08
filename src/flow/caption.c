/* Captions of tables and figures: a label and words, in the margin or below the content. */
#include "flow/caption.h"

#include <string.h>

/* Section lists of chapter openers and document details without a cover occupy the margin beside this number of
 * lines. */
#define OPENING_LINES 10

/* Creates the label, as a run of text in the caption's element. */
static void make_label(RectoCaption *caption, RectoElement *element, const char *key, guint number)
{
    RectoLayout *layout = caption->state->layout;
    const RectoStyle *all = caption->state->scope->style;
    const RectoTextStyle *style = &all->note_label;
    g_autofree char *words = g_strdup_printf("%s %u", recto_strings_get(layout->strings, key), number);
    g_autoptr(RectoText) text = recto_text_new(layout->engine, layout->document->meta.lang);
    RectoSlot slot = recto_element_slot(layout->pages->structure, element);
    RectoCharStyle characters = recto_layout_char_style(layout, style, slot, style->colour);
    recto_text_append(text, words, -1, &characters, caption->span);
    /* a space separates the label from the words in copied text */
    recto_text_append(text, " ", -1, &characters, caption->span);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, all, style, RECTO_LENGTH_MAX / 2);
    set.protrusion = FALSE;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    caption->label = recto_layout_line(layout, all, &lines->lines[0], style);
    caption->label_width = lines->lines[0].width;
}

/* Returns a destination name that no anchor of the document has. */
static char *name_place(const RectoState *state, const char *key, guint number)
{
    GString *name = g_string_new(NULL);
    g_string_printf(name, "%s-%u", key, number);
    while (recto_state_anchor(state, name->str))
        g_string_append_c(name, '-');
    return g_string_free(name, FALSE);
}

/* Returns the first sentence of the first line of a caption, without its full stop. Caller frees. */
static char *short_title(const RectoNode *caption)
{
    GString *title = g_string_new(NULL);
    for (const RectoNode *node = caption->first; node && node->kind != RECTO_NODE_HARD_BREAK; node = node->next) {
        g_autofree char *words = recto_node_plain_text(node);
        g_string_append(title, words);
    }
    char *end = strstr(title->str, ". ");
    g_string_truncate(title, end ? (gsize)(end - title->str) : title->len);
    while (title->len && strchr(" .", title->str[title->len - 1]))
        g_string_truncate(title, title->len - 1);
    return g_string_free(title, FALSE);
}

/* Adds a caption to the list of figures and tables, and gives the next box a destination. */
static void list(RectoState *state, const RectoNode *node, const char *key, guint number)
{
    const RectoStyle *style = state->scope->style;
    if (style->contents != RECTO_CONTENTS_PAGE || style->contents_listed_min <= 0 || !state->flow->contents)
        return;
    RectoArena *arena = state->layout->pages->arena;
    g_autofree char *label = g_strdup_printf("%s %u", recto_strings_get(state->layout->strings, key), number);
    g_autofree char *title = short_title(node), *name = name_place(state, key, number);
    RectoListedFigure listed = {
        .table = g_str_equal(key, "table"),
        .label = recto_arena_strndup(arena, label, -1),
        .title = recto_arena_strndup(arena, title, -1),
        .dest = recto_arena_strndup(arena, name, -1),
    };
    g_array_append_val(state->flow->listed, listed);
    g_ptr_array_add(state->scope->dests, (gpointer)listed.dest);
}

RectoCaption *recto_caption_new(RectoState *state, const RectoNode *node, RectoElement *element, const char *key,
                                guint number)
{
    RectoCaption *caption = g_new0(RectoCaption, 1);
    caption->state = state;
    caption->span = node->span;
    recto_state_mark_lang(state, node, element);
    if (recto_caption_is_numbered(node))
        caption->label = recto_fragment_new();
    else
        make_label(caption, element, key, number);
    list(state, node, key, number);
    caption->text = recto_state_text(state, node);
    recto_state_inlines(state, caption->text, node, &state->scope->style->caption, element);
    if (state->scope->style->body_smart)
        recto_text_smarten(caption->text);
    return caption;
}

void recto_caption_free(RectoCaption *caption)
{
    if (!caption)
        return;
    recto_fragment_free(caption->label);
    recto_text_free(caption->text);
    recto_lines_free(caption->lines);
    g_free(caption);
}

gboolean recto_caption_margin_is_free(RectoState *state)
{
    RectoLength height = 0, opening = OPENING_LINES * state->scope->style->page_unit;
    gboolean opens = state->chapter->opener ||
                     (state->flow->chapters->len == 1 && state->scope->style->cover_kind == RECTO_COVER_NONE);
    for (guint i = 0; opens && i < state->scope->list->items->len && height < opening; i++)
        if (g_array_index(state->scope->list->items, RectoVItem, i).kind != RECTO_V_ALTERNATE_BOX)
            height += g_array_index(state->scope->list->items, RectoVItem, i).height;
    gboolean margin = state->scope->style->page_left < state->scope->style->page_column;
    /* in a footnote at the bottom of a page, the margin belongs to the text above */
    return margin && !state->scope->note && (!opens || height >= opening);
}

/* Returns the room that the label takes before the first line of the words; 0 if the words contain a label of their
 * own. */
static RectoLength label_room(const RectoCaption *caption)
{
    return caption->label_width ? caption->label_width + caption->state->scope->style->caption_label_gap : 0;
}

static void set_lines(RectoCaption *caption, RectoLength measure, RectoLength indent)
{
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, caption->state->scope->style, &caption->state->scope->style->caption, measure);
    set.indent = MIN(indent, measure / 2);
    g_clear_pointer(&caption->lines, recto_lines_free);
    caption->lines = recto_text_break(caption->text, &set);
}

static RectoLength lines_beside(const RectoCaption *caption, guint n)
{
    const RectoStyle *style = caption->state->scope->style;
    RectoLength label = caption->label_width ? style->note_label.leading : 0;
    return n ? label + (RectoLength)(n - 1) * style->caption.leading : 0;
}

RectoLength recto_caption_height_beside(RectoCaption *caption)
{
    set_lines(caption, caption->state->scope->style->page_note_width, 0);
    guint n = recto_text_is_empty(caption->text) ? 0 : caption->lines->n_lines;
    return caption->state->scope->style->note_label.leading + lines_beside(caption, n);
}

void recto_caption_beside(RectoCaption *caption, RectoFragment *fragment, RectoLength baseline)
{
    const RectoStyle *style = caption->state->scope->style;
    RectoLength x = style->page_left - style->page_column - recto_state_frame(caption->state)->indent;
    recto_fragment_add_fragment(fragment, caption->label, x, baseline);
    for (guint i = 0; i < caption->lines->n_lines; i++) {
        g_autoptr(RectoFragment) line = recto_layout_line(caption->state->layout, caption->state->scope->style,
                                                          &caption->lines->lines[i], &style->caption);
        recto_fragment_add_fragment(fragment, line, x, baseline + lines_beside(caption, i + 1));
    }
}

void recto_caption_place(RectoCaption *caption, guint box, RectoLength baseline)
{
    const RectoStyle *style = caption->state->scope->style;
    RectoVItem *item = &g_array_index(caption->state->scope->list->items, RectoVItem, box);
    caption->settled = TRUE;
    item->margin_from = baseline - style->note_label.leading + RECTO_BASELINE_RISE / 2;
    item->margin_to = baseline + lines_beside(caption, caption->lines->n_lines) + RECTO_BASELINE_RISE / 2;
    for (guint i = 0; i < caption->lines->n_lines; i++)
        recto_state_hang_notes(caption->state, &caption->lines->lines[i], box, baseline + lines_beside(caption, i + 1));
}

/* Returns the baseline of a caption line below content that ends at `y`. */
static RectoLength baseline_under(const RectoCaption *caption, guint line, RectoLength y)
{
    const RectoStyle *style = caption->state->scope->style;
    return y + style->caption_gap + (RectoLength)(line + 1) * style->caption_below - RECTO_BASELINE_RISE;
}

RectoLength recto_caption_under(RectoCaption *caption, RectoFragment *fragment, RectoLength left, RectoLength measure,
                                RectoLength y)
{
    const RectoStyle *style = caption->state->scope->style;
    set_lines(caption, measure, label_room(caption));
    recto_fragment_add_fragment(fragment, caption->label, left, baseline_under(caption, 0, y));
    for (guint i = 0; i < caption->lines->n_lines; i++) {
        g_autoptr(RectoFragment) words = recto_layout_line(caption->state->layout, caption->state->scope->style,
                                                           &caption->lines->lines[i], &style->caption);
        recto_fragment_add_fragment(fragment, words, left, baseline_under(caption, i, y));
    }
    return baseline_under(caption, caption->lines->n_lines - 1, y) + RECTO_BASELINE_RISE - y;
}

void recto_caption_place_under(RectoCaption *caption, guint box, RectoLength y)
{
    for (guint i = 0; i < caption->lines->n_lines; i++)
        recto_state_hang_notes(caption->state, &caption->lines->lines[i], box, baseline_under(caption, i, y));
}

void recto_caption_below(RectoCaption *caption, RectoLength left, RectoLength measure)
{
    RectoState *state = caption->state;
    const RectoStyle *style = state->scope->style;
    RectoLength baseline = style->caption_below - RECTO_BASELINE_RISE;
    set_lines(caption, measure, label_room(caption));
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
    recto_state_space(state, style->caption_gap);
    for (guint i = 0; i < caption->lines->n_lines; i++) {
        const RectoTextLine *line = &caption->lines->lines[i];
        RectoFragment *box = recto_fragment_new();
        g_autoptr(RectoFragment) words = recto_layout_line(state->layout, state->scope->style, line, &style->caption);
        if (i == 0)
            recto_fragment_add_fragment(box, caption->label, left, baseline);
        recto_fragment_add_fragment(box, words, left, baseline);
        state->scope->wide = left < 0;
        recto_state_add_box(state, box, style->caption_below, baseline, FALSE, line->span);
        if (left < 0) {
            RectoVItem *item =
                &g_array_index(state->scope->list->items, RectoVItem, state->scope->list->items->len - 1);
            item->margin_to = style->caption_below;
        }
        recto_state_hang_notes(state, line, state->scope->list->items->len - 1, baseline);
        recto_state_penalty(state, i + 1 < caption->lines->n_lines ? RECTO_VPENALTY_NEVER : 0);
    }
}
