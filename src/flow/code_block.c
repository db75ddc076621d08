/* Code blocks: lines on a tinted background; a line that is too long is broken and marked. */
#include "flow/blocks.h"

#include <string.h>

/* A source line of at most this many printed lines is kept together, so that its text can be copied as one line. */
#define LINES_TOGETHER 6

typedef struct {
    RectoState *state;
    const RectoNode *node;
    RectoSlot slot;
    const GArray *tokens; /* RectoToken, or NULL */
    guint token;          /* index of the next token */
    RectoTokenKind last;  /* kind of the previous token */
    GArray *boxes;        /* CodeBox, by value */
} Code;

/* A source line, or the part of a long one that is kept together. */
typedef struct {
    RectoFragment *fragment; /* origin: the baseline of the first line */
    guint n_lines;
} CodeBox;

static void box_clear(gpointer data)
{
    recto_fragment_free(((CodeBox *)data)->fragment);
}

static void add_ground(RectoState *state, RectoFragment *fragment, RectoLength top, RectoLength height)
{
    const RectoStyle *style = state->scope->style;
    RectoLength left = -style->code_outset;
    const RectoFrame *frame = recto_state_frame(state);
    RectoLength right = recto_state_column(state) - frame->indent - frame->right;
    recto_fragment_add_rect(fragment, left, top, right - left, height, style->colour_tint,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN});
}

/* Draws a hooked arrow in the padding, which marks the continuation of a broken line. */
static void add_continuation(Code *code, RectoFragment *fragment, RectoLength baseline)
{
    const RectoStyle *style = code->state->scope->style;
    RectoPathStep *steps = recto_arena_newn(code->state->layout->pages->arena, RectoPathStep, 6);
    RectoLength unit = style->code.size / 8;
    const RectoLength points[6][2] = {{0, -5}, {0, -2}, {5, -2}, {3, -4}, {5, -2}, {3, 0}};
    for (guint i = 0; i < 6; i++)
        steps[i] = (RectoPathStep){i ? 'L' : 'M', {points[i][0] * unit, points[i][1] * unit}};
    RectoItem item = {.kind = RECTO_ITEM_PATH, .x = -style->code_outset + 4 * unit, .y = baseline - unit / 2};
    item.path.steps = steps;
    item.path.n_steps = 6;
    item.path.fill = (RectoColour){TRUE, 0, 0, 0};
    item.path.stroke = style->colour_soft;
    item.path.line_width = RECTO_PT(0.6);
    g_array_append_val(fragment->items, item);
}

/* Returns the character style for a kind of token. */
static RectoCharStyle token_style(Code *code, RectoTokenKind kind)
{
    RectoLayout *layout = code->state->layout;
    const RectoStyle *style = code->state->scope->style;
    const struct {
        RectoColour colour;
        int weight;
        gboolean italic;
    } kinds[] = {
        [RECTO_TOKEN_PLAIN] = {style->code.colour, style->code.weight, style->code.italic},
        [RECTO_TOKEN_KEYWORD] = {style->code_keyword_colour, style->code_keyword_weight, style->code_keyword_italic},
        [RECTO_TOKEN_STRING] = {style->code_string_colour, style->code_string_weight, style->code_string_italic},
        [RECTO_TOKEN_COMMENT] = {style->code_comment_colour, style->code_comment_weight, style->code_comment_italic},
        [RECTO_TOKEN_NUMBER] = {style->code_number_colour, style->code_number_weight, style->code_number_italic},
        [RECTO_TOKEN_OUTPUT] = {style->colour_soft, style->code.weight, style->code.italic},
    };
    RectoCharStyle characters = recto_layout_char_style(layout, &style->code, code->slot, kinds[kind].colour);
    ((RectoInline *)characters.tag)->authored = TRUE;
    characters.weight = kinds[kind].weight;
    characters.italic = kinds[kind].italic;
    characters.flags = RECTO_CHAR_LITERAL | RECTO_CHAR_PRESERVE | RECTO_CHAR_ADDRESS;
    return characters;
}

static void append(Code *code, RectoText *text, gsize from, gsize to, gsize line, RectoTokenKind kind, RectoSpan span)
{
    if (from >= to)
        return;
    RectoCharStyle characters = token_style(code, kind);
    code->last = kind;
    span.column += (guint32)g_utf8_strlen(code->node->text + line, (gssize)(from - line));
    recto_text_append(text, code->node->text + from, (gssize)(to - from), &characters, span);
}

/* Appends the bytes from `from` to `to` of the block, split into tokens. */
static void append_line(Code *code, RectoText *text, gsize from, gsize to, RectoSpan span)
{
    gsize line = from;
    for (; code->tokens && code->token < code->tokens->len; code->token++) {
        const RectoToken *token = &g_array_index(code->tokens, RectoToken, code->token);
        if (token->start >= to)
            break;
        append(code, text, from, token->start, line, RECTO_TOKEN_PLAIN, span);
        append(code, text, MAX(token->start, from), MIN(token->end, to), line, token->kind, span);
        from = CLAMP(token->end, from, to);
    }
    append(code, text, from, to, line, RECTO_TOKEN_PLAIN, span);
}

/* Gives the pieces of a broken line a common text, so that they are read and copied as one line. Right-to-left text is
 * not merged, because programs that extract text reverse it. */
static void share_words(Code *code, RectoTextLine *lines, guint n, gboolean line_end)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        for (guint r = 0; r < lines[i].n_runs; r++) {
            if (lines[i].runs[r].run.rtl || lines[i].runs[r].run.actual)
                return;
            g_string_append_len(words, lines[i].runs[r].run.text, lines[i].runs[r].run.n_bytes);
        }
    }
    if (line_end)
        g_string_append_c(words, ' ');
    const char *shared = recto_arena_strndup(code->state->layout->pages->arena, words->str, (gssize)words->len);
    for (guint i = 0; i < n; i++)
        for (guint r = 0; r < lines[i].n_runs; r++)
            lines[i].runs[r].run.actual = shared;
}

/* Adds a space for the end of a source line in the extracted text, in the font of its last word. */
static void add_line_end(Code *code, RectoFragment *fragment, const RectoTextLine *line, RectoLength baseline)
{
    RectoLayout *layout = code->state->layout;
    const RectoStyle *style = code->state->scope->style;
    g_autoptr(RectoText) text = recto_text_new(layout->engine, "zxx");
    RectoCharStyle characters = token_style(code, code->last);
    recto_text_append(text, " ", 1, &characters, line->span);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, style, &style->code, RECTO_PT(100));
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    if (lines->lines[0].n_runs == 0 || line->n_runs == 0)
        return;
    /* The space belongs to the text that all pieces of a broken line share; pieces of right-to-left text do not share
     * theirs. */
    const RectoGlyphRun *first = &line->runs[0].run, *last = &line->runs[line->n_runs - 1].run;
    if (!first->rtl && first->actual == last->actual)
        lines->lines[0].runs[0].run.actual = first->actual;
    g_autoptr(RectoFragment) space = recto_layout_line(layout, style, &lines->lines[0], &style->code);
    recto_fragment_add_fragment(fragment, space, line->width, baseline);
}

static void add_box(Code *code, RectoTextLine *lines, guint n, gboolean goes_on, gboolean line_end)
{
    const RectoTextStyle *element = &code->state->scope->style->code;
    CodeBox box = {recto_fragment_new(), n};
    if (n > 1)
        share_words(code, lines, n, line_end);
    for (guint i = 0; i < n; i++) {
        g_autoptr(RectoFragment) line =
            recto_layout_line(code->state->layout, code->state->scope->style, &lines[i], element);
        recto_fragment_add_fragment(box.fragment, line, 0, (RectoLength)i * element->leading);
    }
    if (line_end)
        add_line_end(code, box.fragment, &lines[n - 1], (RectoLength)(n - 1) * element->leading);
    /* drawn after the words, so that the text of these stays in one piece */
    for (guint i = goes_on ? 0 : 1; i < n; i++)
        add_continuation(code, box.fragment, (RectoLength)i * element->leading);
    g_array_append_val(code->boxes, box);
}

static void set_source_line(Code *code, gsize from, gsize to, guint number, gboolean bare)
{
    RectoState *state = code->state;
    RectoSpan span = code->node->span;
    span.line += number;
    span.column = 1;
    g_autoptr(RectoText) text = recto_text_new(state->layout->engine, "zxx");
    append_line(code, text, from, to, span);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, state->scope->style, &state->scope->style->code, recto_state_measure(state));
    set.hang = state->scope->style->code_hang;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    for (guint i = 0; i < lines->n_lines; i += LINES_TOGETHER)
        add_box(code, &lines->lines[i], MIN(LINES_TOGETHER, lines->n_lines - i), i > 0,
                !bare && i + LINES_TOGETHER >= lines->n_lines);
}

static void set_source(Code *code)
{
    const char *text = code->node->text;
    gsize end = strlen(text);
    if (end > 0 && text[end - 1] == '\n')
        end--;
    gsize at = 0;
    for (guint number = 0; at <= end; number++) {
        const char *newline = memchr(text + at, '\n', end - at);
        gsize stop = newline ? (gsize)(newline - text) : end;
        /* no space after a backslash, because it would change what a shell does with the copied line */
        set_source_line(code, at, stop, number, stop == end || (stop > at && text[stop - 1] == '\\'));
        at = stop + 1;
    }
}

/* Adds the padding at the top or bottom. In a callout there is none, because the callout has its own. */
static void add_padding(RectoState *state, RectoSpan span)
{
    if (recto_state_frame(state)->ground)
        return;
    RectoFragment *fragment = recto_fragment_new();
    add_ground(state, fragment, 0, state->scope->style->code_padding);
    recto_state_add_box(state, fragment, state->scope->style->code_padding, 0, FALSE, span);
}

/* Returns the penalty for a page break after a line: short blocks are kept whole, and longer ones keep at least
 * code.keep lines on each page. */
static int penalty_after(const Code *code, guint above, guint all)
{
    guint keep = (guint)MAX(code->state->scope->style->code_keep, 1);
    return above < keep || all - above < keep ? RECTO_VPENALTY_NEVER : 0;
}

/* When a block continues on a new page, its top padding extends above the text area, so that the lines stay on the
 * grid. */
static const RectoVRepeat *make_repeat(RectoState *state)
{
    RectoLength padding = state->scope->style->code_padding;
    if (recto_state_frame(state)->ground)
        return NULL;
    g_autoptr(RectoFragment) ground = recto_fragment_new();
    add_ground(state, ground, -padding, padding);
    RectoFragment *whole = recto_fragment_new();
    recto_fragment_add_fragment(whole, ground, recto_state_frame(state)->indent, 0);
    return recto_vlist_add_repeat(state->scope->list, whole, 0);
}

static void add_boxes(Code *code)
{
    RectoState *state = code->state;
    const RectoTextStyle *element = &state->scope->style->code;
    const RectoVRepeat *repeat = make_repeat(state);
    guint all = 0, above = 0;
    for (guint i = 0; i < code->boxes->len; i++)
        all += g_array_index(code->boxes, CodeBox, i).n_lines;
    for (guint i = 0; i < code->boxes->len; i++) {
        const CodeBox *box = &g_array_index(code->boxes, CodeBox, i);
        RectoFragment *whole = recto_fragment_new();
        RectoLength height = (RectoLength)box->n_lines * element->leading;
        RectoLength baseline = element->leading - RECTO_BASELINE_RISE;
        above += box->n_lines;
        int penalty = penalty_after(code, above, all);
        /* visible only if a page ends here; otherwise the background of the next line covers it */
        gboolean padded = repeat && penalty < RECTO_VPENALTY_NEVER;
        add_ground(state, whole, 0, height + (padded ? state->scope->style->code_padding : 0));
        recto_fragment_add_fragment(whole, box->fragment, 0, baseline);
        recto_state_add_box(state, whole, height, baseline, FALSE, code->node->span)->repeat = repeat;
        recto_state_penalty(state, penalty);
    }
}

void recto_flow_code(RectoState *state, const RectoNode *node)
{
    const RectoTextStyle *element = &state->scope->style->code;
    RectoStructure *structure = state->layout->pages->structure;
    RectoElement *paragraph = recto_element_new(structure, recto_state_frame(state)->element, RECTO_ROLE_P, node->span);
    RectoElement *holder = recto_element_new(structure, paragraph, RECTO_ROLE_CODE, node->span);
    Code code = {.state = state, .node = node, .slot = recto_element_slot(structure, holder)};
    code.boxes = g_array_new(FALSE, FALSE, sizeof(CodeBox));
    g_array_set_clear_func(code.boxes, box_clear);
    code.tokens = state->layout->resources ? recto_resources_tokens(state->layout->resources, node) : NULL;
    set_source(&code);
    /* The background would cover the marker. */
    recto_state_flush_marker(state, node->span);
    recto_state_space(state, element->before);
    add_padding(state, node->span);
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
    add_boxes(&code);
    add_padding(state, node->span);
    recto_state_space(state, element->after);
    g_array_unref(code.boxes);
    state->scope->lead_done = TRUE;
}
