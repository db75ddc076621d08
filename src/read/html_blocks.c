/* Places blocks of HTML in the tree, and creates implied blocks that the author left out. */
#include "read/html_parts.h"

#include <string.h>

gboolean recto_html_in_lines(RectoHtmlBuilder *builder)
{
    for (guint i = builder->open->len; i-- > 0;) {
        const RectoOpenElement *open = recto_html_open(builder, i);
        if (open->role == RECTO_OPEN_LINES && !open->ended)
            return TRUE;
        if (open->role == RECTO_OPEN_CONTAINER)
            return FALSE;
    }
    return FALSE;
}

void recto_html_block_boundary(RectoHtmlBuilder *builder)
{
    if (builder->pre)
        recto_html_end_pre(builder);
    if (recto_html_in_lines(builder))
        recto_html_break(builder, FALSE, builder->holder ? builder->holder->span : RECTO_NO_SPAN);
    else
        recto_html_end_holder(builder);
}

static RectoNode *container(RectoHtmlBuilder *builder)
{
    guint i = builder->open->len - 1;
    while (recto_html_open(builder, i)->role != RECTO_OPEN_CONTAINER)
        i--;
    return recto_html_open(builder, i)->node;
}

static RectoNode *add(RectoHtmlBuilder *builder, RectoNode *parent, RectoNodeKind kind)
{
    RectoNode *node = recto_node_new(builder->document->arena, kind, parent->span);
    recto_node_append(parent, node);
    return node;
}

/* An implied list or row that ends the parent, or a new one. */
static RectoNode *implied(RectoHtmlBuilder *builder, RectoNode *parent, RectoNodeKind kind)
{
    if (!parent->last || parent->last != builder->last_implied || parent->last->kind != kind) {
        builder->last_implied = add(builder, parent, kind);
        if (kind == RECTO_NODE_LIST) {
            builder->last_implied->list.tight = TRUE;
            builder->last_implied->list.start = 1;
        }
    }
    return builder->last_implied;
}

/* Adds content of a list outside its items, or of a table outside its cells. */
static RectoNode *stray(RectoHtmlBuilder *builder, RectoNode *parent)
{
    if (parent->kind == RECTO_NODE_LIST)
        return parent->last ? parent->last : add(builder, parent, RECTO_NODE_ITEM);
    RectoNode *row = parent->kind == RECTO_NODE_TABLE ? implied(builder, parent, RECTO_NODE_ROW) : parent;
    return row->last ? row->last : add(builder, row, RECTO_NODE_CELL);
}

RectoNode *recto_html_place(RectoHtmlBuilder *builder, RectoNodeKind kind)
{
    RectoNode *parent = container(builder);
    gboolean list = parent->kind == RECTO_NODE_LIST, table = parent->kind == RECTO_NODE_TABLE;
    switch (kind) {
    case RECTO_NODE_NOTE:
        return builder->document->root;
    case RECTO_NODE_ITEM:
        if (list)
            return parent;
        if (table || parent->kind == RECTO_NODE_ROW)
            parent = stray(builder, parent);
        return implied(builder, parent, RECTO_NODE_LIST);
    case RECTO_NODE_CELL:
        return table ? implied(builder, parent, RECTO_NODE_ROW) : parent;
    case RECTO_NODE_ROW:
    case RECTO_NODE_CAPTION:
        return parent;
    default:
        return list || table || parent->kind == RECTO_NODE_ROW ? stray(builder, parent) : parent;
    }
}

void recto_html_add_block(RectoHtmlBuilder *builder, RectoNode *node)
{
    recto_html_block_boundary(builder);
    recto_node_append(recto_html_place(builder, node->kind), node);
}

/* The code block that a PRE makes: without the line end that follows its tag, and with one at its end. */
static void add_code(RectoHtmlBuilder *builder, RectoNode *node, GString *text)
{
    const char *start = text->str + strspn(text->str, "\r");
    start += *start == '\n';
    gsize length = strlen(start);
    while (length > 0 && strchr(" \t\r\n", start[length - 1]))
        length--;
    if (length == 0)
        return;
    char *code = recto_arena_strndup(builder->document->arena, start, (gssize)length + 1);
    code[length] = '\n';
    node->text = code;
    if (!recto_html_in_lines(builder)) {
        recto_node_append(recto_html_place(builder, node->kind), node);
        return;
    }
    code[length] = '\0';
    node->kind = RECTO_NODE_CODE;
    node->title = NULL;
    recto_html_add_inline(builder, node);
}

void recto_html_end_pre(RectoHtmlBuilder *builder)
{
    GString *text = g_steal_pointer(&builder->pre);
    for (guint i = builder->open->len; i-- > 0;) {
        RectoOpenElement *open = recto_html_open(builder, i);
        if (open->role != RECTO_OPEN_PRE)
            continue;
        open->role = RECTO_OPEN_BLOCK;
        add_code(builder, open->node, text);
        break;
    }
    g_string_free(text, TRUE);
}
