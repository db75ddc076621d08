/* Code blocks: lines as they are on a tinted ground, broken with a mark where they are too long. */
#include "flow/state.h"

#include <string.h>

#define TAB_COLUMNS 4

typedef struct {
    RectoState *state;
    RectoNode *node;
    RectoSlot slot;
    GPtrArray *lines; /* of RectoFragment*: set lines, origin at the baseline */
} Code;

static void add_ground(RectoState *state, RectoFragment *fragment, RectoLength height)
{
    const RectoStyle *style = state->style;
    RectoLength left = -style->code_outset;
    const RectoFrame *frame = recto_state_frame(state);
    RectoLength right = recto_state_column(state) - frame->indent - frame->right;
    recto_fragment_add_rect(fragment, left, 0, right - left, height, style->colour_tint, RECTO_SLOT_NONE,
                            RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN);
}

static char *expand_tabs(const char *line, gsize length)
{
    GString *out = g_string_new(NULL);
    glong column = 0;
    for (const char *at = line; at < line + length; at = g_utf8_next_char(at)) {
        glong n = *at == '\t' ? TAB_COLUMNS - column % TAB_COLUMNS : 1;
        for (glong i = 0; *at == '\t' && i < n; i++)
            g_string_append_c(out, ' ');
        if (*at != '\t')
            g_string_append_unichar(out, g_utf8_get_char(at));
        column += n;
    }
    return g_string_free(out, FALSE);
}

/* A hooked arrow in the padding says that the line goes on. */
static void add_continuation(Code *code, RectoFragment *line)
{
    const RectoStyle *style = code->state->style;
    RectoPathStep *steps = recto_arena_newn(code->state->layout->pages->arena, RectoPathStep, 6);
    RectoLength unit = style->code.size / 8;
    const RectoLength points[6][2] = {{0, -5}, {0, -2}, {5, -2}, {3, -4}, {5, -2}, {3, 0}};
    for (guint i = 0; i < 6; i++)
        steps[i] = (RectoPathStep){i ? 'L' : 'M', {points[i][0] * unit, points[i][1] * unit}};
    RectoItem item = {.kind = RECTO_ITEM_PATH, .x = -style->code_outset + 4 * unit, .y = -unit / 2};
    item.path.steps = steps;
    item.path.n_steps = 6;
    item.path.fill = (RectoColour){TRUE, 0, 0, 0};
    item.path.stroke = style->colour_soft;
    item.path.line_width = RECTO_PT(0.6);
    g_array_append_val(line->items, item);
}

static void set_source_line(Code *code, const char *line, gsize length, guint number)
{
    RectoState *state = code->state;
    const RectoTextStyle *element = &state->style->code;
    RectoSpan span = code->node->span;
    span.line += number;
    span.column = 1;
    g_autofree char *expanded = expand_tabs(line, length);
    g_autoptr(RectoText) text = recto_text_new(state->layout->engine, "zxx");
    RectoCharStyle characters = recto_layout_char_style(state->layout, element, code->slot, element->colour);
    characters.flags = RECTO_CHAR_LITERAL | RECTO_CHAR_PRESERVE | RECTO_CHAR_ADDRESS;
    recto_text_append(text, expanded, -1, &characters, span);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, state->style, element, recto_state_measure(state) - state->style->code_padding);
    set.hang = state->style->code_hang;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    for (guint i = 0; i < lines->n_lines; i++) {
        RectoFragment *fragment = recto_layout_line(state->layout, &lines->lines[i], element);
        if (i)
            add_continuation(code, fragment);
        g_ptr_array_add(code->lines, fragment);
    }
}

static void set_source(Code *code)
{
    const char *at = code->node->text, *end = at + strlen(at);
    if (end > at && end[-1] == '\n')
        end--;
    for (guint number = 0; at <= end; number++) {
        const char *stop = memchr(at, '\n', (gsize)(end - at));
        gsize length = (gsize)((stop ? stop : end) - at);
        set_source_line(code, at, length, number);
        at += length + 1;
    }
}

static void add_padding(RectoState *state, RectoSpan span)
{
    RectoFragment *fragment = recto_fragment_new();
    add_ground(state, fragment, state->style->code_padding);
    recto_state_add_box(state, fragment, state->style->code_padding, 0, FALSE, span);
}

/* Short blocks stay whole; of others at least code.keep lines stand at either end. */
static int penalty_after(const Code *code, guint i)
{
    guint n = code->lines->len, keep = (guint)MAX(code->state->style->code_keep, 1);
    return i + 1 < keep || i + 1 > n - MIN(keep, n) ? RECTO_PENALTY_NEVER : 0;
}

void recto_flow_code(RectoState *state, RectoNode *node)
{
    const RectoTextStyle *element = &state->style->code;
    RectoStructure *structure = state->layout->pages->structure;
    recto_flow_flush_run_in(state);
    RectoElement *paragraph = recto_element_new(structure, recto_state_frame(state)->element, RECTO_ROLE_P, node->span);
    RectoElement *holder = recto_element_new(structure, paragraph, RECTO_ROLE_CODE, node->span);
    Code code = {.state = state, .node = node, .slot = recto_element_slot(structure, holder)};
    code.lines = g_ptr_array_new_with_free_func((GDestroyNotify)recto_fragment_free);
    set_source(&code);
    recto_state_space(state, element->before);
    add_padding(state, node->span);
    recto_vlist_add_penalty(state->list, RECTO_PENALTY_NEVER);
    for (guint i = 0; i < code.lines->len; i++) {
        RectoFragment *box = recto_fragment_new();
        RectoLength baseline = element->leading - RECTO_BASELINE_RISE;
        add_ground(state, box, element->leading);
        recto_fragment_add_fragment(box, g_ptr_array_index(code.lines, i), 0, baseline);
        recto_state_add_box(state, box, element->leading, baseline, FALSE, node->span);
        recto_state_penalty(state, penalty_after(&code, i));
    }
    add_padding(state, node->span);
    recto_state_space(state, element->after);
    g_ptr_array_unref(code.lines);
    state->lead_done = TRUE;
}
