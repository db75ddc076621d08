/* Builds the tree from nodes of Markdown and elements of HTML (html_builder.h). */
#include "read/html_builder.h"

#include "read/cached_regex.h"
#include "read/html_parts.h"

#include <string.h>

/* Maximum nesting depth of HTML containers, including those of Markdown; deeper ones create no node. */
#define MAX_HTML_DEPTH 100

RectoHtmlBuilder *recto_html_builder_new(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    RectoHtmlBuilder *builder = g_new0(RectoHtmlBuilder, 1);
    builder->document = document;
    builder->diagnostics = diagnostics;
    builder->open = g_array_new(FALSE, TRUE, sizeof(RectoOpenElement));
    builder->text = g_string_new(NULL);
    builder->reported = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    builder->unknown.code = RECTO_CODE_UNKNOWN_TAG;
    builder->dropped.code = RECTO_CODE_HTML_DROPPED;
    builder->components.code = RECTO_CODE_JSX;
    builder->fresh = TRUE;
    RectoOpenElement root = {.role = RECTO_OPEN_CONTAINER, .node = document->root, .used = TRUE};
    g_array_append_val(builder->open, root);
    builder->n_container = 1;
    return builder;
}

/* ---- open elements ---- */

static RectoOpenElement *push(RectoHtmlBuilder *builder, RectoOpenElementRole role, guint number, RectoNode *node)
{
    recto_html_flush(builder);
    RectoOpenElement open = {.role = role, .number = number, .node = node};
    g_array_append_val(builder->open, open);
    builder->n_container += role == RECTO_OPEN_CONTAINER;
    builder->dropping += role == RECTO_OPEN_DROP;
    return recto_html_open(builder, builder->open->len - 1);
}

/* Marks that smart typography turns to those of the language. */
static const char *quotation_mark(RectoHtmlBuilder *builder)
{
    guint depth = 0;
    for (guint i = 0; i < builder->open->len; i++)
        depth += recto_html_open(builder, i)->role == RECTO_OPEN_QUOTATION;
    return depth % 2 ? "'" : "\"";
}

/* Closes further open elements when this one ends. */
static void end_role(RectoHtmlBuilder *builder, const RectoOpenElement *open)
{
    switch (open->role) {
    case RECTO_OPEN_CONTAINER:
    case RECTO_OPEN_PARAGRAPH:
    case RECTO_OPEN_BLOCK:
        recto_html_block_boundary(builder);
        break;
    case RECTO_OPEN_LINES:
        recto_html_end_holder(builder);
        break;
    case RECTO_OPEN_PRE:
        recto_html_end_pre(builder);
        break;
    case RECTO_OPEN_DROP:
        builder->dropping--;
        break;
    case RECTO_OPEN_QUOTATION:
        builder->space = FALSE;
        recto_html_builder_text(builder, open->node->text, 1, open->node->span);
        break;
    case RECTO_OPEN_SECTION:
        builder->in_head = FALSE;
        break;
    case RECTO_OPEN_INLINE:
    case RECTO_OPEN_CODE:
    case RECTO_OPEN_PASS:
        break;
    }
}

/* Within tables, and in lines, no page ends. */
static void add_page_break(RectoHtmlBuilder *builder, RectoSpan span)
{
    if (builder->dropping || builder->pre || recto_html_in_lines(builder))
        return;
    for (guint i = builder->open->len; i-- > 0;) {
        const RectoOpenElement *open = recto_html_open(builder, i);
        RectoNodeKind kind = open->role == RECTO_OPEN_CONTAINER ? open->node->kind : RECTO_NODE_DOCUMENT;
        if (kind == RECTO_NODE_TABLE || kind == RECTO_NODE_ROW || kind == RECTO_NODE_CELL || kind == RECTO_NODE_LIST)
            return;
    }
    recto_html_add_block(builder, recto_node_new(builder->document->arena, RECTO_NODE_PAGE_BREAK, span));
}

static void pop(RectoHtmlBuilder *builder)
{
    RectoOpenElement open = *recto_html_open(builder, builder->open->len - 1);
    gboolean ended = open.ended && open.role != RECTO_OPEN_CONTAINER;
    if (!ended)
        end_role(builder, &open);
    recto_html_flush(builder);
    builder->n_container -= open.role == RECTO_OPEN_CONTAINER;
    g_array_set_size(builder->open, builder->open->len - 1);
    if (open.breaks)
        add_page_break(builder, open.span);
}

/* Pops elements down to `length`, then those that had ended before. */
static void pop_to(RectoHtmlBuilder *builder, guint length)
{
    while (builder->open->len > length)
        pop(builder);
    while (builder->open->len > 1 && recto_html_open(builder, builder->open->len - 1)->ended)
        pop(builder);
}

guint recto_html_builder_dropping(const RectoHtmlBuilder *builder)
{
    for (guint i = 0; builder->dropping && i < builder->open->len; i++) {
        const RectoOpenElement *open = &g_array_index(builder->open, RectoOpenElement, i);
        if (open->role == RECTO_OPEN_DROP && !open->ended)
            return open->number;
    }
    return 0;
}

void recto_html_builder_end(RectoHtmlBuilder *builder, guint number)
{
    guint first = builder->open->len;
    gboolean markdown = FALSE;
    if (!number)
        return;
    for (guint i = builder->open->len; i-- > 1;) {
        const RectoOpenElement *open = recto_html_open(builder, i);
        if (open->number == number)
            first = i;
        else if (first < builder->open->len)
            break;
        else
            markdown |= open->number == 0;
    }
    if (first == builder->open->len)
        return;
    if (!markdown) {
        pop_to(builder, first);
        return;
    }
    for (guint i = first; i < builder->open->len && recto_html_open(builder, i)->number == number; i++) {
        RectoOpenElement open = *recto_html_open(builder, i);
        recto_html_flush(builder);
        if (open.role != RECTO_OPEN_CONTAINER && !open.ended)
            end_role(builder, &open);
        recto_html_open(builder, i)->ended = TRUE;
    }
}

/* Rows and cells count in tables only. */
static gboolean has_its_whole(RectoHtmlBuilder *builder, RectoNodeKind kind)
{
    guint i = builder->open->len - 1;
    while (recto_html_open(builder, i)->role != RECTO_OPEN_CONTAINER)
        i--;
    RectoNodeKind around = recto_html_open(builder, i)->node->kind;
    switch (kind) {
    case RECTO_NODE_ROW:
        return around == RECTO_NODE_TABLE;
    case RECTO_NODE_CELL:
        return around == RECTO_NODE_TABLE || around == RECTO_NODE_ROW;
    case RECTO_NODE_CAPTION:
        return around == RECTO_NODE_TABLE || around == RECTO_NODE_FIGURE;
    default:
        return TRUE;
    }
}

/* ---- Markdown ---- */

static void enter_block(RectoHtmlBuilder *builder, RectoNode *node)
{
    gboolean lines = node->kind == RECTO_NODE_HEADING || node->kind == RECTO_NODE_CAPTION;
    if (recto_html_in_lines(builder) || !has_its_whole(builder, node->kind)) {
        recto_html_block_boundary(builder);
        push(builder, RECTO_OPEN_BLOCK, 0, NULL);
        return;
    }
    recto_html_block_boundary(builder);
    if (node->kind == RECTO_NODE_PARAGRAPH) {
        push(builder, RECTO_OPEN_PARAGRAPH, 0, node);
        return;
    }
    recto_node_append(recto_html_place(builder, node->kind), node);
    push(builder, lines ? RECTO_OPEN_LINES : RECTO_OPEN_CONTAINER, 0, node)->used = TRUE;
}

void recto_html_builder_enter(RectoHtmlBuilder *builder, RectoNode *node)
{
    if (node->kind == RECTO_NODE_NOTE) /* it belongs to the position of its reference, not to that of its text */
        pop_to(builder, 1);
    if (builder->dropping || (builder->pre && !recto_node_is_block(node)))
        push(builder, RECTO_OPEN_PASS, 0, NULL);
    else if (recto_node_is_block(node))
        enter_block(builder, node);
    else
        push(builder, RECTO_OPEN_INLINE, 0, node);
}

void recto_html_builder_leave(RectoHtmlBuilder *builder)
{
    guint i = builder->open->len - 1;
    while (i > 1 && recto_html_open(builder, i)->number != 0)
        i--;
    pop_to(builder, i + 1);
    const RectoOpenElement *open = recto_html_open(builder, i);
    gboolean link = open->role == RECTO_OPEN_INLINE && open->node->kind == RECTO_NODE_LINK;
    if (link && !open->used && !builder->dropping)
        recto_html_build_inlines(builder); /* a link without words is a finding */
    pop_to(builder, i);
}

void recto_html_builder_end_block(RectoHtmlBuilder *builder)
{
    if (builder->dropping || builder->pre)
        return;
    recto_html_flush(builder);
    for (guint i = builder->open->len; i-- > 0;) {
        const RectoOpenElement *open = recto_html_open(builder, i);
        if (open->role == RECTO_OPEN_LINES || open->role == RECTO_OPEN_PARAGRAPH)
            return;
        if (open->role == RECTO_OPEN_CONTAINER)
            break;
    }
    recto_html_end_holder(builder);
}

/* ---- elements of HTML ---- */

typedef struct {
    RectoHtmlBuilder *builder;
    const RectoTag *tag;
    const char *name;
    const char *const *attributes;
    RectoSpan span;
    guint number;
} Start;

static RectoNode *make(Start *start, RectoNodeKind kind)
{
    RectoNode *node = recto_node_new(start->builder->document->arena, kind, start->span);
    node->attributes = recto_html_attributes(start->builder->document->arena, start->attributes);
    return node;
}

static guint open_block(Start *start)
{
    recto_html_block_boundary(start->builder);
    push(start->builder, RECTO_OPEN_BLOCK, start->number, NULL);
    return start->number;
}

/* FALSE: it makes no node. */
static gboolean fits(Start *start, RectoNodeKind kind)
{
    RectoHtmlBuilder *builder = start->builder;
    if (recto_html_in_lines(builder) || !has_its_whole(builder, kind))
        return FALSE;
    if (builder->n_container < MAX_HTML_DEPTH || kind == RECTO_NODE_ROW || kind == RECTO_NODE_CELL ||
        kind == RECTO_NODE_CAPTION)
        return TRUE;
    if (!builder->too_deep)
        recto_diagnose(builder->diagnostics, RECTO_CODE_TOO_DEEP, start->span, "more than %d elements are nested here",
                       MAX_HTML_DEPTH);
    builder->too_deep = TRUE;
    return FALSE;
}

static guint open_container(Start *start, RectoNode *node)
{
    RectoHtmlBuilder *builder = start->builder;
    if (!fits(start, node->kind))
        return open_block(start);
    recto_html_block_boundary(builder);
    recto_node_append(recto_html_place(builder, node->kind), node);
    push(builder, RECTO_OPEN_CONTAINER, start->number, node)->used = TRUE;
    return start->number;
}

static guint start_container(Start *start)
{
    RectoNode *node = make(start, start->tag->kind);
    if (node->kind == RECTO_NODE_LIST)
        recto_html_read_list(node, start->name, start->attributes);
    else if (node->kind == RECTO_NODE_CELL)
        recto_html_read_cell(node, start->name, start->attributes);
    else if (node->kind == RECTO_NODE_ROW)
        node->row.head = start->builder->in_head;
    else if (node->kind == RECTO_NODE_TABLE)
        start->builder->in_head = FALSE;
    guint number = open_container(start, node);
    if (node->kind == RECTO_NODE_FIGURE)
        recto_html_open(start->builder, start->builder->open->len - 1)->percent = recto_html_percent(start->attributes);
    return number;
}

static guint start_division(Start *start)
{
    RectoNode *node = make(start, RECTO_NODE_DIV);
    guint number = node->attributes ? open_container(start, node) : open_block(start);
    recto_html_open(start->builder, start->builder->open->len - 1)->percent = recto_html_percent(start->attributes);
    return number;
}

static guint start_section(Start *start)
{
    recto_html_block_boundary(start->builder);
    push(start->builder, RECTO_OPEN_SECTION, start->number, NULL);
    start->builder->in_head = g_str_equal(start->name, "thead");
    return start->number;
}

static guint start_paragraph(Start *start)
{
    RectoHtmlBuilder *builder = start->builder;
    RectoNode *node = make(start, RECTO_NODE_PARAGRAPH);
    if (recto_html_in_lines(builder))
        return open_block(start);
    recto_html_block_boundary(builder);
    push(builder, RECTO_OPEN_PARAGRAPH, start->number, node);
    /* In a list with explicit paragraph tags, the items are spaced. */
    RectoNode *place = recto_html_place(builder, RECTO_NODE_PARAGRAPH);
    if (place->kind == RECTO_NODE_ITEM && place->first && place->parent)
        place->parent->list.tight = FALSE;
    return start->number;
}

static guint start_label(Start *start)
{
    RectoNode *strong = recto_node_new(start->builder->document->arena, RECTO_NODE_STRONG, start->span);
    start_paragraph(start);
    push(start->builder, RECTO_OPEN_INLINE, start->number, strong);
    return start->number;
}

static guint start_lines(Start *start)
{
    RectoHtmlBuilder *builder = start->builder;
    RectoNode *node = make(start, start->tag->kind);
    if (recto_html_in_lines(builder) || (node->kind == RECTO_NODE_CAPTION && !fits(start, node->kind)))
        return open_block(start);
    if (node->kind == RECTO_NODE_HEADING)
        node->heading.level = node->heading.source_level = start->name[1] - '0';
    recto_html_block_boundary(builder);
    recto_node_append(recto_html_place(builder, node->kind), node);
    push(builder, RECTO_OPEN_LINES, start->number, node)->used = TRUE;
    return start->number;
}

static guint start_pre(Start *start)
{
    RectoHtmlBuilder *builder = start->builder;
    RectoNode *node = make(start, RECTO_NODE_CODE_BLOCK);
    recto_html_block_boundary(builder);
    push(builder, RECTO_OPEN_PRE, start->number, node);
    builder->pre = g_string_new(NULL);
    return start->number;
}

static guint start_inline(Start *start)
{
    push(start->builder, RECTO_OPEN_INLINE, start->number, make(start, start->tag->kind));
    return start->number;
}

/* An expansion belongs to an abbreviation. */
static void read_expansion(Start *start, RectoNode *node)
{
    const char *title = recto_html_attribute(start->attributes, "title");
    if (!title || !*title || (!g_str_equal(start->name, "abbr") && !g_str_equal(start->name, "acronym")))
        return;
    node->title = recto_arena_strndup(start->builder->document->arena, title, -1);
}

static guint start_span(Start *start)
{
    RectoNode *node = make(start, RECTO_NODE_SPAN);
    read_expansion(start, node);
    if (!node->attributes && !node->title)
        return 0;
    push(start->builder, RECTO_OPEN_INLINE, start->number, node);
    if (node->attributes && node->attributes->id)
        recto_html_build_inlines(start->builder);
    return start->number;
}

static guint start_anchor(Start *start)
{
    RectoArena *arena = start->builder->document->arena;
    const char *address = recto_html_attribute(start->attributes, "href");
    const char *title = recto_html_attribute(start->attributes, "title");
    if (!address || !*address)
        return start_span(start);
    RectoNode *node = make(start, RECTO_NODE_LINK);
    node->text = recto_arena_strndup(arena, address, -1);
    node->title = title && *title ? recto_arena_strndup(arena, title, -1) : NULL;
    push(start->builder, RECTO_OPEN_INLINE, start->number, node);
    if (node->attributes && node->attributes->id)
        recto_html_build_inlines(start->builder);
    return start->number;
}

static guint start_code(Start *start)
{
    push(start->builder, RECTO_OPEN_CODE, start->number, NULL);
    return start->number;
}

static guint start_quotation(Start *start)
{
    RectoNode *node = make(start, RECTO_NODE_SPAN);
    node->text = quotation_mark(start->builder);
    recto_html_builder_text(start->builder, node->text, 1, start->span);
    push(start->builder, RECTO_OPEN_QUOTATION, start->number, node);
    return start->number;
}

static guint start_image(Start *start)
{
    RectoHtmlBuilder *builder = start->builder;
    RectoNode *node = make(start, RECTO_NODE_IMAGE);
    recto_html_read_image(builder->document->arena, node, start->attributes);
    for (guint i = builder->open->len; !node->image.width && !node->image.percent && i-- > 0;)
        node->image.percent = recto_html_open(builder, i)->percent;
    if (*node->text)
        recto_html_add_inline(builder, node);
    else if (node->first)
        recto_html_builder_text(builder, node->first->text, strlen(node->first->text), start->span);
    return 0;
}

static guint start_input(Start *start)
{
    RectoHtmlBuilder *builder = start->builder;
    const char *type = recto_html_attribute(start->attributes, "type");
    const char *value = recto_html_attribute(start->attributes, "value");
    RectoNode *item = recto_html_place(builder, RECTO_NODE_PARAGRAPH);
    recto_html_flush(builder);
    if (type && g_ascii_strcasecmp(type, "checkbox") == 0 && item->kind == RECTO_NODE_ITEM && builder->fresh)
        item->item.task = recto_html_attribute(start->attributes, "checked") ? RECTO_TASK_DONE : RECTO_TASK_OPEN;
    else if (value && *value && (!type || g_ascii_strcasecmp(type, "hidden") != 0))
        recto_html_builder_text(builder, value, strlen(value), start->span);
    return 0;
}

static void add_address(Start *start, const char *address)
{
    RectoHtmlBuilder *builder = start->builder;
    RectoNode *link = recto_node_new(builder->document->arena, RECTO_NODE_LINK, start->span);
    RectoNode *text = recto_node_new(builder->document->arena, RECTO_NODE_TEXT, start->span);
    link->text = text->text = address;
    link->link.autolink = TRUE;
    recto_node_append(link, text);
    recto_html_block_boundary(builder);
    recto_html_add_inline(builder, link);
    recto_html_block_boundary(builder);
    recto_diagnose(builder->diagnostics, RECTO_CODE_EMBEDDED, start->span,
                   "<%s> can't be printed; recto printed its URL",
                   start->tag->role == RECTO_TAG_SOURCE ? "video" : start->name);
}

static guint start_embed(Start *start)
{
    const char *address = recto_html_address(start->builder->document->arena, start->attributes);
    gboolean ends = g_str_equal(start->name, "embed"), stays = start->tag->role == RECTO_TAG_OBJECT;
    if (address)
        add_address(start, address);
    if (ends || stays)
        return 0;
    push(start->builder, RECTO_OPEN_DROP, start->number, NULL)->no_address = !address;
    return start->number;
}

/* A video may name its address within. */
static guint start_source(Start *start)
{
    RectoHtmlBuilder *builder = start->builder;
    RectoOpenElement *top = recto_html_open(builder, builder->open->len - 1);
    const char *address = recto_html_address(builder->document->arena, start->attributes);
    if (!top->no_address || !address || builder->dropping != 1)
        return 0;
    top->no_address = FALSE;
    builder->dropping--;
    add_address(start, address);
    builder->dropping++;
    return 0;
}

static guint start_drop(Start *start)
{
    RectoHtmlBuilder *builder = start->builder;
    if (!g_hash_table_contains(builder->reported, start->name)) {
        g_hash_table_add(builder->reported, g_strdup(start->name));
        recto_findings_add(&builder->dropped, start->span, "<%s> and its content are omitted", start->name);
    }
    push(builder, RECTO_OPEN_DROP, start->number, NULL);
    return start->number;
}

/* A component has a name of its own. */
static gboolean is_component(const Start *start, const char *written)
{
    return !start->tag && written && g_ascii_isupper(written[0]) && !strchr(start->name, '-');
}

static gboolean has_values(const char *const *attributes)
{
    for (guint i = 0; attributes && attributes[i]; i += 2)
        if (attributes[i + 1] && *attributes[i + 1])
            return TRUE;
    return FALSE;
}

/* `kubectl get <name>`, `<Name of Town>`: no tag is meant. Bytes up to its angle bracket; 0: it is a tag. */
static gsize word_length(const Start *start, const char *written)
{
    GHashTable *ends = start->builder->ends;
    if (start->tag || has_values(start->attributes) || !written || (ends && g_hash_table_contains(ends, start->name)))
        return 0;
    gsize length = strcspn(written, ">/=\"'\n");
    return written[length] == '>' ? length : 0;
}

/* The site does not show it: `hidden`, or display: none in its style. */
static gboolean is_hidden(const char *const *attributes)
{
    const char *style = recto_html_attribute(attributes, "style");
    if (recto_html_attribute(attributes, "hidden"))
        return TRUE;
    return style && recto_regex_matches("(^|;)\\s*display\\s*:\\s*none", style, G_REGEX_CASELESS);
}

static gboolean is_void(const char *name)
{
    static const char *const names[] = {"img",    "br",  "hr",   "input", "wbr",  "embed",
                                        "source", "col", "area", "link",  "meta", NULL};
    return g_strv_contains(names, name);
}

static guint start_hidden(Start *start)
{
    RectoHtmlBuilder *builder = start->builder;
    recto_diagnose(builder->diagnostics, RECTO_CODE_HIDDEN, start->span, "hidden element <%s> ignored", start->name);
    if (is_void(start->name))
        return 0;
    push(builder, RECTO_OPEN_DROP, start->number, NULL);
    return start->number;
}

static void report_unknown(Start *start, const char *written)
{
    RectoHtmlBuilder *builder = start->builder;
    gsize length = strlen(start->name);
    gsize word = word_length(start, written);
    if (word)
        recto_html_builder_text(builder, written - 1, word + 2, start->span);
    if (g_hash_table_contains(builder->reported, start->name))
        return;
    g_hash_table_add(builder->reported, g_strdup(start->name));
    int shown = (int)MIN(length, 40);
    if (word)
        recto_findings_add(&builder->unknown, start->span, "<%.*s> is not an HTML tag; recto printed it as text",
                           (int)MIN(word, 40), written);
    else if (is_component(start, written))
        recto_findings_add(&builder->components, start->span, "<%.*s> is a JSX component", shown, written);
    else
        recto_findings_add(&builder->unknown, start->span, "<%.*s> is not typeset; recto kept its text", shown,
                           start->name);
}

/* Within code that is preformatted only its language counts; `language-` before it is a custom. */
static guint start_in_pre(Start *start)
{
    RectoHtmlBuilder *builder = start->builder;
    RectoOpenElement *top = recto_html_open(builder, builder->open->len - 1);
    const char *class = recto_html_attribute(start->attributes, "class");
    if (start->tag && start->tag->role == RECTO_TAG_BREAK)
        g_string_append_c(builder->pre, '\n');
    if (!start->tag || start->tag->role != RECTO_TAG_CODE || !class || top->role != RECTO_OPEN_PRE)
        return 0;
    class += g_str_has_prefix(class, "language-") ? strlen("language-") : 0;
    gsize length = strcspn(class, " \t\r\n\f");
    if (length)
        top->node->title = recto_arena_strndup(builder->document->arena, class, (gssize)length);
    return 0;
}

static guint dispatch(Start *start)
{
    switch (start->tag->role) {
    case RECTO_TAG_UNKNOWN:
    case RECTO_TAG_NOTHING:
        return 0;
    case RECTO_TAG_DROP:
        return start_drop(start);
    case RECTO_TAG_CONTAINER:
    case RECTO_TAG_ROW:
    case RECTO_TAG_CELL:
        return start_container(start);
    case RECTO_TAG_DIVISION:
        return start_division(start);
    case RECTO_TAG_PARAGRAPH:
        return start_paragraph(start);
    case RECTO_TAG_LABEL:
        return start_label(start);
    case RECTO_TAG_HEADING:
    case RECTO_TAG_CAPTION:
        return start_lines(start);
    case RECTO_TAG_PRE:
        return start_pre(start);
    case RECTO_TAG_RULE:
        if (!recto_html_in_lines(start->builder))
            recto_html_add_block(start->builder, make(start, RECTO_NODE_RULE));
        return 0;
    case RECTO_TAG_SECTION:
        return start_section(start);
    case RECTO_TAG_INLINE:
        return start_inline(start);
    case RECTO_TAG_SPAN:
        return start_span(start);
    case RECTO_TAG_ANCHOR:
        return start_anchor(start);
    case RECTO_TAG_CODE:
        return start_code(start);
    case RECTO_TAG_QUOTATION:
        return start_quotation(start);
    case RECTO_TAG_BREAK:
        recto_html_break(start->builder, TRUE, start->span);
        return 0;
    case RECTO_TAG_WORD_BREAK:
        recto_html_builder_text(start->builder, "\xE2\x80\x8B", 3, start->span);
        return 0;
    case RECTO_TAG_IMAGE:
        return start_image(start);
    case RECTO_TAG_INPUT:
        return start_input(start);
    case RECTO_TAG_EMBED:
    case RECTO_TAG_OBJECT:
        return start_embed(start);
    case RECTO_TAG_SOURCE:
        return start_source(start);
    case RECTO_TAG_DRAWING:
        push(start->builder, RECTO_OPEN_DROP, start->number, NULL);
        return start->number;
    }
    return 0;
}

guint recto_html_builder_start(RectoHtmlBuilder *builder, const char *name, const char *written,
                               const char *const *attributes, RectoSpan span)
{
    Start start = {builder, recto_html_tag(name), name, attributes, span, builder->n_numbers + 1};
    gboolean source = start.tag && start.tag->role == RECTO_TAG_SOURCE;
    if (builder->dropping && !source)
        return 0;
    if (!start.tag || start.tag->role == RECTO_TAG_UNKNOWN)
        report_unknown(&start, written);
    gboolean block = start.tag && start.tag->role <= RECTO_TAG_CELL && start.tag->role >= RECTO_TAG_CONTAINER;
    if (builder->pre && !block && !(start.tag && start.tag->role == RECTO_TAG_DROP))
        return start_in_pre(&start);
    if (start.tag && attributes && is_hidden(attributes)) {
        builder->n_numbers = start.number;
        return start_hidden(&start);
    }
    if (block && attributes && recto_html_breaks_page(attributes, FALSE))
        add_page_break(builder, span);
    guint open = builder->open->len, number = start.tag ? dispatch(&start) : 0;
    if (number)
        builder->n_numbers = number;
    if (block && attributes && recto_html_breaks_page(attributes, TRUE)) {
        if (builder->open->len > open) {
            recto_html_open(builder, open)->breaks = TRUE;
            recto_html_open(builder, open)->span = span;
        } else {
            add_page_break(builder, span);
        }
    }
    return number;
}

void recto_html_builder_set_ends(RectoHtmlBuilder *builder, GHashTable *names)
{
    builder->ends = names;
}

void recto_html_builder_finish(RectoHtmlBuilder *builder, guint32 file)
{
    pop_to(builder, 1);
    recto_html_block_boundary(builder);
    recto_findings_end(&builder->unknown, file, "have tags that are not typeset", builder->diagnostics);
    recto_findings_end(&builder->dropped, file, "are omitted", builder->diagnostics);
    recto_findings_end(&builder->components, file, "are components", builder->diagnostics);
    recto_html_finalise_tables(builder->document, builder->diagnostics);
    recto_html_tidy(builder->document);
    g_array_unref(builder->open);
    g_hash_table_unref(builder->reported);
    g_string_free(builder->text, TRUE);
    g_free(builder);
}
