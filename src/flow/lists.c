#include "flow/state.h"

#include <string.h>

static int last_number(const RectoNode *list)
{
    int number = list->list.start - 1;
    for (const RectoNode *item = list->first; item; item = item->next)
        number++;
    return number;
}

/* Room for the marks of a list: numbers of two digits and more need more of it. */
static RectoLength hang_of(RectoState *state, RectoNode *node)
{
    const RectoStyle *style = state->style;
    if (!node->list.ordered || last_number(node) < 10)
        return style->list_hang;
    RectoLength digit = style->body.size * 6 / 10;
    RectoLength wide = style->list_hang_wide;
    for (int number = last_number(node); number >= 100; number /= 10)
        wide += digit;
    return wide;
}

static gboolean is_within_list(RectoState *state)
{
    return recto_state_frame(state)->list_depth > 0;
}

void recto_flow_list_enter(RectoState *state, RectoNode *node)
{
    RectoFrame *outer = recto_state_frame(state);
    RectoStructure *structure = state->layout->pages->structure;
    recto_flow_flush_run_in(state);
    if (!is_within_list(state))
        recto_state_space(state, state->style->list_space);
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
    };
    frame.element->numbering = node->list.ordered ? RECTO_LIST_DECIMAL : RECTO_LIST_DISC;
    g_array_append_val(state->frames, frame);
    state->lead_done = TRUE;
}

void recto_flow_list_leave(RectoState *state, RectoNode *node)
{
    g_array_set_size(state->frames, state->frames->len - 1);
    if (!is_within_list(state))
        recto_state_space(state, state->style->list_space);
}

/* ---- marks; their origin is the text's left edge, on the baseline ---- */

static RectoLength x_height(RectoState *state)
{
    const RectoTextStyle *body = &state->style->body;
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
    item.path.line_width = RECTO_PT(0.5);
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
    item.path.stroke = state->style->colour_ink;
    item.path.line_width = RECTO_PT(1.25);
    item.path.round = TRUE;
    g_array_append_val(fragment->items, item);
}

static RectoFragment *text_mark(RectoState *state, const char *text, RectoLength hang, RectoSlot slot, RectoSpan span)
{
    RectoTextStyle element = state->style->body;
    element.align = RECTO_RAGGED;
    element.hyphenate = FALSE;
    g_autoptr(RectoFragment) mark =
        recto_layout_text(state->layout, text, &element, RECTO_PT(100), slot, RECTO_ARTIFACT_LAYOUT, span, NULL);
    RectoFragment *fragment = recto_fragment_new();
    recto_fragment_add_fragment(fragment, mark, -hang, 0);
    return fragment;
}

/* Square, dash, hollow square, by depth. */
static RectoFragment *bullet(RectoState *state, guint depth, RectoLength hang, RectoSlot slot, RectoSpan span)
{
    const RectoStyle *style = state->style;
    RectoLength size = style->list_bullet, y = -(x_height(state) + size) / 2;
    if (depth == 2)
        return text_mark(state, "–", hang, slot, span);
    RectoFragment *fragment = recto_fragment_new();
    if (depth == 1)
        recto_fragment_add_rect(fragment, -hang, y, size, size, style->colour_accent, slot, RECTO_ARTIFACT_LAYOUT,
                                span);
    else
        add_box_path(state, fragment, -hang, y, size, style->colour_ink, slot);
    return fragment;
}

static RectoFragment *task_box(RectoState *state, gboolean done, RectoLength hang, RectoSlot slot)
{
    RectoLength size = state->style->task_box, y = -(x_height(state) + size) / 2;
    RectoFragment *fragment = recto_fragment_new();
    add_box_path(state, fragment, -hang, y, size, state->style->colour_ink, slot);
    if (done)
        add_tick(state, fragment, -hang, y, size, slot);
    return fragment;
}

static RectoFragment *make_mark(RectoState *state, const RectoFrame *list, RectoNode *item, RectoElement *label,
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

void recto_flow_item_enter(RectoState *state, RectoNode *node)
{
    RectoStructure *structure = state->layout->pages->structure;
    RectoFrame *list = recto_state_frame(state);
    if (node->previous && !list->node->list.tight)
        recto_state_space(state, state->style->list_loose);
    RectoElement *item = recto_element_new(structure, list->element, RECTO_ROLE_LI, node->span);
    RectoElement *label = recto_element_new(structure, item, RECTO_ROLE_LBL, node->span);
    RectoSlot slot = recto_element_slot(structure, label);
    g_clear_pointer(&state->marker, recto_fragment_free);
    state->marker = make_mark(state, list, node, label, slot);
    list->number++;
    RectoFrame frame = *list;
    frame.node = node;
    frame.bar = -1;
    frame.element = recto_element_new(structure, item, RECTO_ROLE_LBODY, node->span);
    *(frame.rtl ? &frame.right : &frame.indent) += MIN(list->hang, MAX(recto_state_measure(state) - RECTO_PT(140), 0));
    g_array_append_val(state->frames, frame);
}

void recto_flow_item_leave(RectoState *state, RectoNode *node)
{
    if (state->marker) {
        /* An item without words still has its mark, on a line of its own. */
        const RectoTextStyle *body = &state->style->body;
        recto_state_add_box(state, recto_fragment_new(), body->leading, body->leading - RECTO_BASELINE_RISE, FALSE,
                            node->span);
    }
    g_array_set_size(state->frames, state->frames->len - 1);
}
