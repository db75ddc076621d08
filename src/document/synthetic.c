/* Creates nodes for layout that are not in the source. */
#include "document/synthetic.h"

static void append_text(RectoArena *arena, RectoNode *parent, const char *words, RectoSpan span)
{
    RectoNode *text = recto_node_new(arena, RECTO_NODE_TEXT, span);
    text->text = words;
    recto_node_append(parent, text);
}

/* Creates a node below `parent`, which is not changed. */
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

const RectoNode *recto_node_new_table(RectoArena *arena, const RectoNode *parent, const RectoTableWords *words,
                                      RectoSpan span)
{
    const char *title = words->title, *source = words->source;
    RectoNode *table = new_below(arena, parent, RECTO_NODE_TABLE, span);
    if (title || source) {
        RectoNode *caption = recto_node_new(arena, RECTO_NODE_CAPTION, span);
        recto_node_append(table, caption);
        append_lines(arena, caption, title ? title : source, title ? source : NULL, span);
    }
    for (guint i = 0; i < words->n_rows; i++) {
        RectoNode *row = recto_node_new(arena, RECTO_NODE_ROW, words->cells[i * words->n_columns].span);
        row->row.head = i == 0;
        recto_node_append(table, row);
        for (guint k = 0; k < words->n_columns; k++) {
            const RectoCellWords *cell_words = &words->cells[i * words->n_columns + k];
            RectoNode *cell = recto_node_new(arena, RECTO_NODE_CELL, cell_words->span);
            cell->cell.head = i == 0;
            cell->cell.align = cell_words->align;
            append_text(arena, cell, cell_words->words ? cell_words->words : "", cell_words->span);
            recto_node_append(row, cell);
        }
    }
    return table;
}
