/* Converts inlines to characters with a style, a slot and a link. */
#include "flow/inline.h"

#include "flow/footnote_mark.h"
#include "flow/link.h"
#include "flow/image_block.h"
#include "flow/sparkline.h"

#include <string.h>

/* Approximate number of words per page, to estimate the number of digits of a page number. */
#define WORDS_ON_PAGE 300

/* A thin space. */
#define KEY_PADDING "\u2009"

/* The style that applies at a point of the walk. A node that changes it pushes a copy. */
typedef struct {
    RectoElement *element;
    int strong, emphasis, strike, underline;
    guint keyboard;       /* number of the keyboard key, or 0 */
    int scale;            /* size relative to the element's size, per mille */
    RectoLength rise;     /* height above the baseline */
    const char *features; /* OpenType features for raised or lowered glyphs of the font, or NULL */
    gint link;
    gboolean address; /* TRUE if the words are a URL */
    const char *lang; /* language; NULL if it is that of the text */
} InlineContext;

typedef struct {
    RectoState *state;
    RectoText *text;
    const RectoTextStyle *base;
    GArray *contexts; /* InlineContext: stack */
    guint n_keys;
    gboolean paragraph; /* TRUE if its lines are boxes of their own */
    gboolean cell;      /* TRUE if it is the text of a table cell */
    gboolean own;       /* TRUE while recto adds text of its own (page numbers, space in keys) */
    const char *anchor; /* pending anchor, attached to the next word */
} Inlines;

static InlineContext *mood_of(Inlines *inlines)
{
    return &g_array_index(inlines->contexts, InlineContext, inlines->contexts->len - 1);
}

/* In a margin note, strong text uses the style of the labels there. */
static void stress(const Inlines *inlines, RectoCharStyle *characters)
{
    const RectoStyle *style = inlines->state->scope->style;
    RectoInline *tag = (RectoInline *)characters->tag;
    gboolean beside = inlines->base == &style->note;
    characters->weight = MAX(characters->weight, beside ? style->note_label.weight : style->strong_weight);
    if (beside && tag->link < 0)
        tag->colour = style->note_label.colour;
}

static RectoCharStyle char_style(Inlines *inlines)
{
    RectoLayout *layout = inlines->state->layout;
    const RectoStyle *style = inlines->state->scope->style;
    const InlineContext *context = mood_of(inlines);
    RectoSlot slot = recto_element_slot(layout->pages->structure, context->element);
    RectoColour colour = context->link >= 0 ? style->colour_link : inlines->base->colour;
    RectoCharStyle characters = recto_layout_char_style(layout, inlines->base, slot, colour);
    RectoInline *tag = (RectoInline *)characters.tag;
    tag->authored = !inlines->own;
    tag->link = context->link;
    tag->underline = context->link >= 0 || context->underline > 0;
    tag->keyboard = context->keyboard;
    tag->anchor = g_steal_pointer(&inlines->anchor);
    tag->strike = context->strike > 0;
    if (context->strong)
        stress(inlines, &characters);
    characters.italic ^= context->emphasis > 0;
    characters.lang = context->lang;
    characters.size = characters.size * context->scale / 1000;
    characters.rise = context->rise;
    if (context->features)
        characters.features = context->features;
    if (context->keyboard) {
        characters.family = style->font_mono;
        characters.italic = FALSE;
        characters.tracking = 0;
        characters.flags |= RECTO_CHAR_LITERAL | RECTO_CHAR_UNBROKEN | RECTO_CHAR_JOINED;
    }
    if (context->address)
        characters.flags |= RECTO_CHAR_LITERAL | RECTO_CHAR_ADDRESS;
    return characters;
}

static void add_text(Inlines *inlines, const char *text, RectoSpan span)
{
    /* a text never begins with a space: one may remain after an image that was set as a figure */
    gsize blank = *recto_text_string(inlines->text) ? 0 : strspn(text, " ");
    if (!text[blank])
        return;
    RectoCharStyle characters = char_style(inlines);
    span.column += (guint32)blank;
    recto_text_append(inlines->text, text + blank, -1, &characters, span);
}

static void add_code(Inlines *inlines, const char *text, RectoSpan span)
{
    const RectoStyle *style = inlines->state->scope->style;
    RectoCharStyle characters = char_style(inlines);
    if (recto_state_spark(inlines->state, inlines->text, text, characters, span))
        return;
    characters.family = style->font_mono;
    characters.weight = mood_of(inlines)->strong ? 700 : 400;
    characters.italic = FALSE;
    characters.size = characters.size * style->code_inline / 1000;
    characters.tracking = 0;
    characters.features = NULL;
    gboolean whole = g_utf8_strlen(text, -1) <= style->code_unbroken;
    characters.flags |= RECTO_CHAR_LITERAL | (whole ? RECTO_CHAR_UNBROKEN : RECTO_CHAR_ADDRESS | RECTO_CHAR_HUMPS);
    recto_text_append(inlines->text, text, -1, &characters, span);
}

/* ---- links ---- */

static gboolean has_image(const RectoNode *root)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk))
        if (node->kind == RECTO_NODE_IMAGE)
            return TRUE;
    return FALSE;
}

static void enter_link(Inlines *inlines, const RectoNode *node)
{
    RectoElement *element = NULL;
    InlineContext context = *mood_of(inlines);
    g_autofree char *words = recto_node_plain_text(node);
    gboolean empty = !*g_strstrip(words) && !has_image(node);
    gint link = recto_state_add_link(inlines->state, node, context.element, words, &element);
    if (link >= 0) {
        context.element = element;
        context.link = link;
        context.address = node->link.autolink || empty;
        if (node->attributes && node->attributes->lang)
            context.lang = node->attributes->lang;
    }
    g_array_append_val(inlines->contexts, context);
    if (empty) {
        recto_diagnose(inlines->state->layout->diagnostics, RECTO_CODE_EMPTY_LINK, node->span, "link has no text");
        add_text(inlines, node->text, node->span);
    }
}

/* Returns digits that are as wide as the page number is expected to be. */
static const char *page_number(const RectoLayout *layout, const char *dest)
{
    const char *known = layout->page_numbers ? g_hash_table_lookup(layout->page_numbers, dest) : NULL;
    guint pages = layout->document->n_words / WORDS_ON_PAGE;
    return known ? known : pages < 10 ? "8" : pages < 100 ? "88" : "188";
}

/* Appends "(page 5)" after a link to a place in the document. */
static void add_page(Inlines *inlines, const RectoNode *node)
{
    RectoLayout *layout = inlines->state->layout;
    const char *dest = *node->text == '#' ? recto_link_dest(inlines->state, node->text + 1, node->span) : NULL;
    RectoLinkPages wanted = inlines->state->scope->style->link_pages;
    gboolean shown = wanted == RECTO_LINK_PAGES_YES || (wanted == RECTO_LINK_PAGES_PRINT && layout->print);
    if (!shown || !dest || !inlines->paragraph)
        return;
    g_auto(GStrv) form = g_strsplit(recto_strings_get(layout->strings, "page-form"), "{n}", 2);
    g_autofree char *before = g_strdup_printf("(%s", form[0]);
    g_autofree char *after = g_strdup_printf("%s)", form[0] && form[1] ? form[1] : "");
    g_auto(GStrv) words = g_strsplit(before, " ", -1);
    g_autofree char *bound = g_strjoinv("\u00A0", words);
    inlines->own = TRUE;
    add_text(inlines, " ", node->span);
    add_text(inlines, bound, node->span);
    RectoCharStyle figures = char_style(inlines);
    RectoPageReference *field = recto_arena_new0(layout->pages->arena, RectoPageReference);
    ((RectoInline *)figures.tag)->field = field;
    figures.flags |= RECTO_CHAR_UNBROKEN;
    field->dest = recto_arena_strndup(layout->pages->arena, dest, -1);
    field->style = figures;
    recto_text_append(inlines->text, page_number(layout, dest), -1, &figures, node->span);
    add_text(inlines, after, node->span);
    inlines->own = FALSE;
}

/* ---- inline images ---- */

/* Maximum height of an inline image, per mille of the leading; height of capitals, per mille of the size. */
#define LINE_ROOM            860
#define SPARKLINE_CAP_HEIGHT 700

static void append_picture(Inlines *inlines, const RectoPlacedImage *picture, RectoLength drop)
{
    RectoCharStyle characters = char_style(inlines);
    RectoInline *tag = (RectoInline *)characters.tag;
    tag->slot = picture->slot;
    tag->underline = FALSE;
    tag->image = picture->image;
    tag->image_width = picture->width;
    tag->image_height = picture->height;
    tag->image_drop = drop;
    characters.object = picture->width;
    recto_text_append_object(inlines->text, &characters, picture->node->span);
}

/* Returns TRUE if nothing follows an image in its cell. */
static gboolean is_last_in_cell(const RectoNode *node)
{
    while (node && !node->next && node->kind != RECTO_NODE_CELL)
        node = node->parent;
    return !node || node->kind == RECTO_NODE_CELL;
}

/* Adds an image to a cell, where it may be several lines high: the lines below its first are left empty. */
static void add_image_to_cell(Inlines *inlines, RectoPlacedImage *picture)
{
    const RectoStyle *style = inlines->state->scope->style;
    gboolean first = recto_text_is_empty(inlines->text), last = is_last_in_cell(picture->node);
    RectoLength cap = inlines->base->size * SPARKLINE_CAP_HEIGHT / 1000, line = MAX(style->table_line, 1);
    /* there is more room above the first line of a cell than above the others */
    RectoLength above = first ? cap + (inlines->base->leading - cap) / 4 : cap;
    RectoLength below = MAX(picture->height - above, 0);
    guint n = (guint)((below + line - 1) / line) + (last ? 0 : 1);
    if (!first)
        recto_text_append_break(inlines->text, picture->node->span);
    append_picture(inlines, picture, below);
    for (guint i = 0; i < n; i++)
        recto_text_append_break(inlines->text, picture->node->span);
}

static void add_image(Inlines *inlines, const RectoNode *node)
{
    RectoPlacedImage picture;
    const RectoStyle *style = inlines->state->scope->style;
    RectoLength room = inlines->base->leading * LINE_ROOM / 1000,
                cap = inlines->base->size * SPARKLINE_CAP_HEIGHT / 1000;
    recto_placed_image_find(&picture, inlines->state, node, NULL);
    recto_placed_image_tag(&picture, mood_of(inlines)->element, FALSE);
    if (picture.image) {
        RectoLength measure = recto_state_measure(inlines->state);
        recto_placed_image_fit(&picture, inlines->cell ? style->table_longest_word : measure,
                               inlines->cell ? MAX(style->image_cell, room) : room);
        if (picture.height > room)
            add_image_to_cell(inlines, &picture);
        else
            append_picture(inlines, &picture, MAX(picture.height - cap, 0) / 2);
    } else if (*picture.words && !picture.decorative) {
        RectoCharStyle characters = char_style(inlines);
        g_autofree char *text = g_strdup_printf("[%s]", picture.words);
        ((RectoInline *)characters.tag)->slot = picture.slot;
        recto_text_append(inlines->text, text, -1, &characters, node->span);
    }
    recto_placed_image_clear(&picture);
}

static void add_note_mark(Inlines *inlines, const RectoNode *node)
{
    const InlineContext *context = mood_of(inlines);
    RectoCharStyle characters = char_style(inlines);
    characters.weight = inlines->base->weight;
    recto_footnote_mark(inlines->state, inlines->text, node, context->element, &characters, context->link >= 0);
}

/* ---- the walk ---- */

/* Returns TRUE for Chinese and Japanese characters, which are not separated by spaces. */
static gboolean is_unspaced(gunichar c)
{
    return g_unichar_iswide(c) && g_unichar_get_script(c) != G_UNICODE_SCRIPT_HANGUL && !(c >= 0x1F000 && c < 0x20000);
}

/* Returns the first character of the text after a node, or 0 if something else follows. */
static gunichar next_character(const RectoNode *node)
{
    while (node && !node->next && node->parent && !recto_node_is_block(node->parent))
        node = node->parent;
    node = node ? node->next : NULL;
    while (node && node->first)
        node = node->first;
    return node && node->kind == RECTO_NODE_TEXT && node->text ? g_utf8_get_char(node->text) : 0;
}

/* Converts the end of a source line to a space, except between characters of a script without spaces. */
static void add_soft_break(Inlines *inlines, const RectoNode *node)
{
    const char *text = recto_text_string(inlines->text);
    gsize length = strlen(text);
    gunichar last = length ? g_utf8_get_char(g_utf8_prev_char(text + length)) : 0;
    if (!is_unspaced(last) || !is_unspaced(next_character(node)))
        add_text(inlines, " ", node->span);
}

/* Appends a line break with a space, which separates the words in extracted text. */
static void add_hard_break(Inlines *inlines, const RectoNode *node)
{
    const char *text = recto_text_string(inlines->text);
    if (*text && !g_str_has_suffix(text, " "))
        add_text(inlines, " ", node->span);
    recto_text_append_break(inlines->text, node->span);
}

static void add_leaf(Inlines *inlines, const RectoNode *node)
{
    switch (node->kind) {
    case RECTO_NODE_TEXT:
        add_text(inlines, node->text, node->span);
        break;
    case RECTO_NODE_CODE:
        add_code(inlines, node->text, node->span);
        break;
    case RECTO_NODE_SOFT_BREAK:
        add_soft_break(inlines, node);
        break;
    case RECTO_NODE_HARD_BREAK:
        add_hard_break(inlines, node);
        break;
    case RECTO_NODE_NOTE_MARK:
        add_note_mark(inlines, node);
        break;
    case RECTO_NODE_IMAGE:
        add_image(inlines, node);
        break;
    default:
        break;
    }
}

static gboolean is_mood(const RectoNode *node)
{
    return node->kind >= RECTO_NODE_EMPHASIS && node->kind <= RECTO_NODE_SPAN;
}

/* Raises or lowers the text and makes it smaller, in relation to the text around. */
static void shift(InlineContext *context, RectoLength size, int scale, int rise)
{
    context->rise += size * context->scale / 1000 * rise / 1000;
    context->scale = context->scale * scale / 1000;
}

/* Applies superscript or subscript with the font's own glyphs, if it has them for the whole text and nothing else in
 * the text is raised or lowered. Returns FALSE otherwise. */
static gboolean apply_script(Inlines *inlines, InlineContext *context, const RectoNode *node)
{
    gboolean plain = node->first && node->first == node->last && node->first->kind == RECTO_NODE_TEXT;
    if (!plain || context->scale != 1000 || context->rise != 0 || context->keyboard)
        return FALSE;
    RectoCharStyle characters = char_style(inlines);
    const char *feature = node->kind == RECTO_NODE_SUPERSCRIPT ? "sups" : "subs";
    if (!recto_layout_script(inlines->state->layout, &characters, feature, node->first->text))
        return FALSE;
    context->features = characters.features;
    return TRUE;
}

static void resolve_context(Inlines *inlines, InlineContext *context, const RectoNode *node)
{
    RectoNodeKind kind = node->kind;
    const RectoStyle *style = inlines->state->scope->style;
    RectoLength size = inlines->base->size;
    context->strong += kind == RECTO_NODE_STRONG;
    context->emphasis += kind == RECTO_NODE_EMPHASIS;
    context->strike += kind == RECTO_NODE_STRIKE;
    context->underline += kind == RECTO_NODE_UNDERLINE;
    if ((kind == RECTO_NODE_SUPERSCRIPT || kind == RECTO_NODE_SUBSCRIPT) && apply_script(inlines, context, node))
        return;
    if (kind == RECTO_NODE_SUPERSCRIPT)
        shift(context, size, style->superscript_size, style->superscript_rise);
    else if (kind == RECTO_NODE_SUBSCRIPT)
        shift(context, size, style->subscript_size, -style->subscript_drop);
    else if (kind == RECTO_NODE_SMALL)
        shift(context, size, style->small_size, 0);
    else if (kind == RECTO_NODE_KEYBOARD && !context->keyboard) {
        shift(context, size, style->keyboard_size, 0);
        context->keyboard = ++inlines->n_keys;
    }
}

static void enter_mood(Inlines *inlines, const RectoNode *node)
{
    InlineContext context = *mood_of(inlines);
    resolve_context(inlines, &context, node);
    const char *lang = node->attributes ? node->attributes->lang : NULL;
    const char *expansion = node->kind == RECTO_NODE_SPAN ? node->title : NULL;
    RectoStructure *structure = inlines->state->layout->pages->structure;
    if (lang || expansion)
        context.element = recto_element_new(structure, context.element, RECTO_ROLE_SPAN, node->span);
    if (lang) {
        context.lang = lang;
        recto_element_set_lang(structure, context.element, lang);
    }
    if (expansion)
        recto_element_set_expansion(structure, context.element, expansion);
    g_array_append_val(inlines->contexts, context);
}

/* Adds space between the frame of a keyboard key and its name, in the width of the text around. */
static void pad_key(Inlines *inlines, const RectoNode *node, RectoWalk walk)
{
    if (node->kind != RECTO_NODE_KEYBOARD)
        return;
    inlines->own = TRUE;
    RectoCharStyle characters = char_style(inlines);
    inlines->own = FALSE;
    characters.family = inlines->base->font;
    if (walk == RECTO_ENTER)
        characters.flags &= ~(guint)RECTO_CHAR_JOINED;
    recto_text_append(inlines->text, KEY_PADDING, -1, &characters, node->span);
}

static gboolean is_in_paragraph(const RectoNode *node)
{
    while (node && !recto_node_is_block(node))
        node = node->parent;
    return node && node->kind == RECTO_NODE_PARAGRAPH;
}

/* Attaches an anchor to its line if lines are known; otherwise, or if another anchor is pending, to the next box. */
static void want_anchor(Inlines *inlines, const RectoNode *node)
{
    if (inlines->anchor || !inlines->paragraph)
        recto_state_queue_anchor(inlines->state, node);
    else
        inlines->anchor = recto_state_anchor_at(inlines->state, node);
}

static void set_node(Inlines *inlines, const RectoNode *root)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk)) {
        gboolean pushes = is_mood(node) || node->kind == RECTO_NODE_LINK;
        if (walk == RECTO_LEAVE) {
            pad_key(inlines, node, walk);
            if (pushes)
                g_array_set_size(inlines->contexts, inlines->contexts->len - 1);
            if (pushes && node->kind == RECTO_NODE_LINK)
                add_page(inlines, node);
            continue;
        }
        want_anchor(inlines, node);
        if (node->kind == RECTO_NODE_LINK)
            enter_link(inlines, node);
        else if (pushes)
            enter_mood(inlines, node);
        else
            add_leaf(inlines, node);
        pad_key(inlines, node, walk);
        if (node->kind == RECTO_NODE_IMAGE)
            recto_node_skip(node, &walk);
    }
}

RectoInlineRange recto_inline_range(const RectoNode *block)
{
    return (RectoInlineRange){.block = block, .first = block->first};
}

char *recto_inline_range_text(const RectoInlineRange *range)
{
    GString *text = g_string_new(NULL);
    for (const RectoNode *node = range->first; node != range->end; node = node->next) {
        g_autofree char *words = recto_node_plain_text(node);
        g_string_append(text, words);
    }
    return g_string_free(text, FALSE);
}

void recto_state_inline_range(RectoState *state, RectoText *text, const RectoInlineRange *range,
                              const RectoTextStyle *element, RectoElement *parent)
{
    const RectoNode *block = range->block;
    Inlines inlines = {.state = state, .text = text, .base = element, .paragraph = is_in_paragraph(block)};
    inlines.cell = block->kind == RECTO_NODE_CELL || (block->parent && block->parent->kind == RECTO_NODE_CELL);
    InlineContext plain = {.element = parent, .link = -1, .scale = 1000};
    inlines.contexts = g_array_new(FALSE, FALSE, sizeof(InlineContext));
    g_array_append_val(inlines.contexts, plain);
    for (const RectoNode *node = range->first; node != range->end; node = node->next)
        set_node(&inlines, node);
    if (inlines.anchor) /* no word followed the anchor */
        g_ptr_array_add(state->scope->dests, (gpointer)inlines.anchor);
    g_array_unref(inlines.contexts);
}

void recto_state_inlines(RectoState *state, RectoText *text, const RectoNode *root, const RectoTextStyle *element,
                         RectoElement *parent)
{
    RectoInlineRange all = recto_inline_range(root);
    recto_state_inline_range(state, text, &all, element, parent);
}
