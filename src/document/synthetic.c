/* Nodes that layout makes for itself. */
#include "document/synthetic.h"

static void append_text(RectoArena *arena, RectoNode *parent, const char *words, RectoSpan span)
{
    RectoNode *text = recto_node_new(arena, RECTO_NODE_TEXT, span);
    text->text = words;
    recto_node_append(parent, text);
}

/* A node below `parent`, which stays as it is. */
static RectoNode *new_below(RectoArena *arena, const RectoNode *parent, RectoNodeKind kind, RectoSpan span)
{
    RectoNode *node = recto_node_new(arena, kind, span);
    node->parent = (RectoNode *)parent;
    return node;
}

static void append_lines(RectoArena *arena, RectoNode *caption, const char *first, const char *second, RectoSpan span)
{
    append_text(arena, caption, first, span);
    if (!second)
        return;
    append_text(arena, caption, " ", span);
    recto_node_append(caption, recto_node_new(arena, RECTO_NODE_HARD_BREAK, span));
    append_text(arena, caption, second, span);
}

const RectoNode *recto_node_new_caption(RectoArena *arena, const RectoNode *parent, const char *first,
                                        const char *second, RectoSpan span)
{
    RectoNode *caption = new_below(arena, parent, RECTO_NODE_CAPTION, span);
    append_lines(arena, caption, first, second, span);
    return caption;
}

const RectoNode *recto_node_new_heading(RectoArena *arena, const char *words, const char *id, RectoSpan span)
{
    RectoNode *heading = recto_node_new(arena, RECTO_NODE_HEADING, span);
    heading->heading.level = heading->heading.source_level = 1;
    heading->heading.id = id;
    append_text(arena, heading, words, span);
    return heading;
}

const RectoNode *recto_node_new_table(RectoArena *arena, const RectoNode *parent, const RectoCellWords *cells,
                                      guint n_columns, guint n_rows, const char *title, const char *source,
                                      RectoSpan span)
{
    RectoNode *table = new_below(arena, parent, RECTO_NODE_TABLE, span);
    if (title || source) {
        RectoNode *caption = recto_node_new(arena, RECTO_NODE_CAPTION, span);
        recto_node_append(table, caption);
        append_lines(arena, caption, title ? title : source, title ? source : NULL, span);
    }
    for (guint i = 0; i < n_rows; i++) {
        RectoNode *row = recto_node_new(arena, RECTO_NODE_ROW, cells[i * n_columns].span);
        row->row.head = i == 0;
        recto_node_append(table, row);
        for (guint k = 0; k < n_columns; k++) {
            const RectoCellWords *words = &cells[i * n_columns + k];
            RectoNode *cell = recto_node_new(arena, RECTO_NODE_CELL, words->span);
            cell->cell.head = i == 0;
            cell->cell.align = words->align;
            append_text(arena, cell, words->words ? words->words : "", words->span);
            recto_node_append(row, cell);
        }
    }
    return table;
}
