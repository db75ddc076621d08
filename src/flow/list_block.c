/* Lists: their indents, their markers and the places where a page may end. */
#include "flow/blocks.h"

#include <string.h>

/* Cost of a page break between the introduction of a list and its first item. */
#define PENALTY_BEFORE_LIST 300

static int last_number(const RectoNode *list)
{
    int number = list->list.start - 1;
    for (const RectoNode *item = list->first; item; item = item->next)
        number++;
    return number;
}

static RectoLength number_width(RectoState *state, int number)
{
    RectoLayout *layout = state->layout;
    const RectoTextStyle *body = &state->scope->style->body;
    g_autofree char *words = g_strdup_printf("%d", number);
    g_autoptr(RectoText) text = recto_text_new(layout->engine, layout->document->meta.lang);
    RectoCharStyle characters = recto_layout_char_style(layout, body, RECTO_SLOT_NONE, body->colour);
    recto_text_append(text, words, -1, &characters, RECTO_NO_SPAN);
    return recto_text_width(text);
}

/* Returns the indent for the markers of a list; numbers with two or more digits need more. */
static RectoLength hang_of(RectoState *state, const RectoNode *node)
{
    const RectoStyle *style = state->scope->style;
    int last = last_number(node);
    if (!node->list.ordered || last < 10)
        return style->list_hang;
    return MAX(style->list_hang_wide, last < 100 ? 0 : number_width(state, last) + style->body.size / 2);
}

static gboolean is_within_list(RectoState *state)
{
    return recto_state_frame(state)->list_depth > 0;
}

/* ---- page breaks ---- */

/* Adds a penalty before the next item. It may be increased later. */
static gint add_joint(RectoState *state, int penalty)
{
    recto_vlist_add_penalty(state->scope->list, penalty);
    return (gint)state->scope->list->items->len - 1;
}

static void forbid(RectoState *state, gint joint)
{
    g_array_index(state->scope->list->items, RectoVItem, joint).penalty = RECTO_VPENALTY_NEVER;
}

/* Returns TRUE if the vertical list has only one line from item `first` on. */
static gboolean is_one_line(RectoState *state, gint first)
{
    guint n = 0;
    for (guint i = (guint)first; i < state->scope->list->items->len && n < 2; i++)
        n += g_array_index(state->scope->list->items, RectoVItem, i).kind == RECTO_V_BOX;
    return n < 2;
}

void recto_flow_list_enter(RectoState *state, const RectoNode *node)
{
    RectoFrame *outer = recto_state_frame(state);
    RectoStructure *structure = state->layout->pages->structure;
    gint joint = add_joint(state, node->previous ? PENALTY_BEFORE_LIST : 0);
    if (!is_within_list(state))
        recto_state_space(state, state->scope->style->list_space);
    RectoFrame frame = {
        .node = node,
        .element = recto_element_new(structure, outer->element, RECTO_ROLE_L, node->span),
        .indent = outer->indent,
        .right = outer->right,
        .rtl = recto_state_is_rtl(state, node),
        .bar = -1,
        .list_depth = outer->list_depth + 1,
        .number = node->list.start,
        .hang = hang_of(state, node),
        .first_joint = joint,
        .last_joint = joint,
    };
    frame.element->numbering = node->list.ordered ? RECTO_LIST_DECIMAL : RECTO_LIST_DISC;
    g_array_append_val(state->scope->frames, frame);
    state->scope->lead_done = TRUE;
}

void recto_flow_list_leave(RectoState *state, const RectoNode *node)
{
    /* a last item of one line does not begin a page */
    const RectoFrame *list = recto_state_frame(state);
    if (is_one_line(state, list->last_joint))
        forbid(state, list->last_joint);
    g_array_set_size(state->scope->frames, state->scope->frames->len - 1);
    if (!is_within_list(state))
        recto_state_space(state, state->scope->style->list_space);
}

/* ---- markers; their origin is the left edge of the text, on the baseline ---- */

static RectoLength x_height(RectoState *state)
{
    const RectoTextStyle *body = &state->scope->style->body;
    const RectoFace *face =
        recto_fonts_face(state->layout->fonts, body->font, body->weight, FALSE, body->size, state->layout->diagnostics);
    return face->x_height;
}

static void add_box_path(RectoState *state, RectoFragment *fragment, RectoLength x, RectoLength y, RectoLength size,
                         RectoColour colour, RectoSlot slot)
{
    RectoPathStep *steps = recto_arena_newn(state->layout->pages->arena, RectoPathStep, 5);
    const RectoLength corners[4][2] = {{0, 0}, {size, 0}, {size, size}, {0, size}};
    for (guint i = 0; i < 4; i++)
        steps[i] = (RectoPathStep){i ? 'L' : 'M', {corners[i][0], corners[i][1]}};
    steps[4] = (RectoPathStep){'Z', {0}};
    RectoItem item = {.kind = RECTO_ITEM_PATH, .slot = slot, .x = x, .y = y};
    item.path.steps = steps;
    item.path.n_steps = 5;
    item.path.fill = (RectoColour){TRUE, 0, 0, 0};
    item.path.stroke = colour;
    item.path.line_width = state->scope->style->list_task_line;
    g_array_append_val(fragment->items, item);
}

static void add_tick(RectoState *state, RectoFragment *fragment, RectoLength x, RectoLength y, RectoLength size,
                     RectoSlot slot)
{
    RectoPathStep *steps = recto_arena_newn(state->layout->pages->arena, RectoPathStep, 3);
    steps[0] = (RectoPathStep){'M', {size * 2 / 10, size / 2}};
    steps[1] = (RectoPathStep){'L', {size * 42 / 100, size * 72 / 100}};
    steps[2] = (RectoPathStep){'L', {size * 8 / 10, size * 25 / 100}};
    RectoItem item = {.kind = RECTO_ITEM_PATH, .slot = slot, .x = x, .y = y};
    item.path.steps = steps;
    item.path.n_steps = 3;
    item.path.fill = (RectoColour){TRUE, 0, 0, 0};
    item.path.stroke = state->scope->style->colour_ink;
    item.path.line_width = state->scope->style->list_task_tick;
    item.path.round = TRUE;
    g_array_append_val(fragment->items, item);
}

static RectoFragment *text_mark(RectoState *state, const char *text, RectoLength hang, RectoSlot slot, RectoSpan span)
{
    RectoTextStyle element = state->scope->style->body;
    element.align = RECTO_RAGGED;
    element.hyphenate = FALSE;
    g_autoptr(RectoFragment) mark = recto_layout_text(state->layout, state->scope->style, text, &element, RECTO_PT(100),
                                                      (RectoOrigin){slot, RECTO_ARTIFACT_LAYOUT, span}, NULL);
    RectoFragment *fragment = recto_fragment_new();
    recto_fragment_add_fragment(fragment, mark, -hang, 0);
    return fragment;
}

/* Draws the bullet for a nesting depth: square, dash, hollow square. */
static RectoFragment *bullet(RectoState *state, guint depth, RectoLength hang, RectoSlot slot, RectoSpan span)
{
    const RectoStyle *style = state->scope->style;
    RectoLength size = style->list_bullet, y = -(x_height(state) + size) / 2;
    if (depth == 2)
        return text_mark(state, "–", hang, slot, span);
    RectoFragment *fragment = recto_fragment_new();
    if (depth == 1)
        recto_fragment_add_rect(fragment, -hang, y, size, size, style->colour_accent,
                                (RectoOrigin){slot, RECTO_ARTIFACT_LAYOUT, span});
    else
        add_box_path(state, fragment, -hang, y, size, style->colour_ink, slot);
    return fragment;
}

static RectoFragment *task_box(RectoState *state, gboolean done, RectoLength hang, RectoSlot slot)
{
    RectoLength size = state->scope->style->task_box, y = -(x_height(state) + size) / 2;
    RectoFragment *fragment = recto_fragment_new();
    add_box_path(state, fragment, -hang, y, size, state->scope->style->colour_ink, slot);
    if (done)
        add_tick(state, fragment, -hang, y, size, slot);
    return fragment;
}

static RectoFragment *make_mark(RectoState *state, const RectoFrame *list, const RectoNode *item, RectoElement *label,
                                RectoSlot slot)
{
    RectoStructure *structure = state->layout->pages->structure;
    if (item->item.task) {
        recto_element_set_actual(structure, label, item->item.task == RECTO_TASK_DONE ? "☑" : "☐");
        return task_box(state, item->item.task == RECTO_TASK_DONE, list->hang, slot);
    }
    if (list->node->list.ordered) {
        g_autofree char *number = g_strdup_printf("%d", list->number);
        return text_mark(state, number, list->hang, slot, item->span);
    }
    if (list->list_depth != 2)
        recto_element_set_actual(structure, label, "•");
    return bullet(state, list->list_depth, list->hang, slot, item->span);
}

void recto_flow_item_enter(RectoState *state, const RectoNode *node)
{
    RectoStructure *structure = state->layout->pages->structure;
    RectoFrame *list = recto_state_frame(state);
    if (node->previous) {
        gint joint = add_joint(state, 0);
        /* a first item of one line does not end a page */
        if (!node->previous->previous && is_one_line(state, list->first_joint))
            forbid(state, joint);
        list->last_joint = joint;
    }
    if (node->previous && !list->node->list.tight)
        recto_state_space(state, state->scope->style->list_loose);
    RectoElement *item = recto_element_new(structure, list->element, RECTO_ROLE_LI, node->span);
    RectoElement *label = recto_element_new(structure, item, RECTO_ROLE_LBL, node->span);
    RectoSlot slot = recto_element_slot(structure, label);
    g_autoptr(RectoFragment) outer = g_steal_pointer(&state->scope->marker);
    state->scope->marker = make_mark(state, list, node, label, slot);
    list->number++;
    RectoFrame frame = *list;
    frame.node = node;
    frame.bar = -1;
    frame.ground = FALSE;
    frame.element = recto_element_new(structure, item, RECTO_ROLE_LBODY, node->span);
    RectoLength hang = MIN(list->hang, MAX(recto_state_measure(state) - state->scope->style->list_least, 0));
    *(frame.rtl ? &frame.right : &frame.indent) += hang;
    /* an item that begins with a list has both markers on its first line */
    if (outer)
        recto_fragment_add_fragment(state->scope->marker, outer, frame.rtl ? hang : -hang, 0);
    if (hang < list->hang && !node->previous)
        recto_diagnose(state->layout->diagnostics, RECTO_CODE_NARROW_LIST, node->span,
                       "list is nested too deeply to be indented further");
    g_array_append_val(state->scope->frames, frame);
}

void recto_flow_item_leave(RectoState *state, const RectoNode *node)
{
    if (state->scope->marker) {
        /* an empty item has its marker on a line of its own */
        const RectoTextStyle *body = &state->scope->style->body;
        recto_state_add_box(state, recto_fragment_new(), body->leading, body->leading - RECTO_BASELINE_RISE, FALSE,
                            node->span);
    }
    g_array_set_size(state->scope->frames, state->scope->frames->len - 1);
}
