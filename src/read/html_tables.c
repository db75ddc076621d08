/* Finishes HTML tables: cells contain inlines, the first row may be a header row, and layout tables are replaced by
 * their content. */
#include "read/html_parts.h"

#include <string.h>

/* ---- cells: blocks become lines ---- */

typedef struct {
    RectoArena *arena;
    RectoNode *cell;
    GArray *numbers; /* of int: next number of each list that is open; 0: bullets */
    char *mark;      /* marker of the item whose first line follows, or NULL */
} TableLines;

static void append_text(TableLines *lines, const char *text, RectoSpan span)
{
    RectoNode *node = recto_node_new(lines->arena, RECTO_NODE_TEXT, span);
    node->text = recto_arena_strndup(lines->arena, text, -1);
    recto_node_append(lines->cell, node);
}

static void append_line(TableLines *lines, RectoNode *line)
{
    if (lines->cell->first)
        recto_node_append(lines->cell, recto_node_new(lines->arena, RECTO_NODE_HARD_BREAK, line->span));
    if (lines->mark)
        append_text(lines, lines->mark, line->span);
    g_clear_pointer(&lines->mark, g_free);
    for (RectoNode *child = line->first, *next; child; child = next) {
        next = child->next;
        child->parent = child->previous = NULL;
        recto_node_append(lines->cell, child);
    }
}

static void collect_row(TableLines *lines, RectoNode *node, RectoWalk walk, GPtrArray *found)
{
    if (node->kind == RECTO_NODE_LIST && walk == RECTO_LEAVE) {
        g_array_set_size(lines->numbers, lines->numbers->len - 1);
    } else if (node->kind == RECTO_NODE_LIST) {
        int number = node->list.ordered ? node->list.start : 0;
        g_array_append_val(lines->numbers, number);
    } else if (node->kind == RECTO_NODE_ITEM && walk == RECTO_ENTER && lines->numbers->len) {
        int *number = &g_array_index(lines->numbers, int, lines->numbers->len - 1);
        g_free(lines->mark);
        lines->mark = *number ? g_strdup_printf("%d. ", (*number)++) : g_strdup("• ");
    } else if (walk == RECTO_ENTER && (node->kind == RECTO_NODE_PARAGRAPH || node->kind == RECTO_NODE_CAPTION)) {
        g_ptr_array_add(found, node);
        g_ptr_array_add(found, g_steal_pointer(&lines->mark));
    }
}

static gboolean has_blocks(const RectoNode *cell)
{
    return cell->first && recto_node_is_block(cell->first);
}

static void flatten(RectoArena *arena, RectoNode *cell)
{
    TableLines lines = {arena, cell, g_array_new(FALSE, FALSE, sizeof(int)), NULL};
    g_autoptr(GPtrArray) found = g_ptr_array_new(); /* lines and their marks in turn */
    RectoNode *node = NULL;
    RectoWalk walk;
    while (has_blocks(cell) && recto_node_next(cell, &node, &walk))
        collect_row(&lines, node, walk, found);
    g_clear_pointer(&lines.mark, g_free);
    if (has_blocks(cell))
        cell->first = cell->last = NULL;
    for (guint i = 0; i < found->len; i += 2) {
        lines.mark = g_ptr_array_index(found, i + 1);
        append_line(&lines, g_ptr_array_index(found, i));
    }
    g_array_unref(lines.numbers);
}

/* ---- layout tables ---- */

static gboolean is_beyond_lines(const RectoNode *node)
{
    switch (node->kind) {
    case RECTO_NODE_TABLE:
    case RECTO_NODE_HEADING:
    case RECTO_NODE_CODE_BLOCK:
    case RECTO_NODE_QUOTE:
    case RECTO_NODE_CALLOUT:
    case RECTO_NODE_RULE:
    case RECTO_NODE_PAGE_BREAK:
        return TRUE;
    default:
        return FALSE;
    }
}

/* Returns TRUE if the table has only one cell, or a cell with content that cannot be lines. */
static gboolean is_layout(RectoNode *table)
{
    guint cells = 0;
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(table, &node, &walk)) {
        if (walk == RECTO_LEAVE || node == table)
            continue;
        if (is_beyond_lines(node))
            return TRUE;
        cells += node->kind == RECTO_NODE_CELL;
    }
    return cells == 1;
}

static void move_children(RectoNode *to, RectoNode *from)
{
    for (RectoNode *child = from->first, *next; child; child = next) {
        next = child->next;
        child->parent = child->previous = NULL;
        recto_node_append(to, child);
    }
    from->first = from->last = NULL;
}

/* Replaces the table by the content of its cells, in order. */
static void unwrap(RectoNode *table)
{
    RectoNode *row = table->first;
    table->first = table->last = NULL;
    table->kind = RECTO_NODE_DIV;
    for (RectoNode *next; row; row = next) {
        next = row->next;
        if (row->kind != RECTO_NODE_ROW) {
            row->kind = RECTO_NODE_PARAGRAPH;
            row->parent = row->previous = NULL;
            recto_node_append(table, row);
            continue;
        }
        for (RectoNode *cell = row->first; cell; cell = cell->next)
            move_children(table, cell);
    }
}

static gboolean is_head(const RectoNode *row)
{
    for (const RectoNode *cell = row->first; cell; cell = cell->next)
        if (!cell->cell.head)
            return FALSE;
    return row->first != NULL;
}

static gboolean is_white(const RectoNode *node)
{
    return node->kind == RECTO_NODE_SOFT_BREAK || node->kind == RECTO_NODE_HARD_BREAK ||
           (node->kind == RECTO_NODE_TEXT && !node->text[strspn(node->text, " \t\r\n")]);
}

/* Whether all words of a row are bold; *ret_words: it has some. */
static gboolean is_bold(const RectoNode *row, gboolean *ret_words)
{
    *ret_words = FALSE;
    for (const RectoNode *cell = row->first; cell; cell = cell->next) {
        for (const RectoNode *part = cell->first; part; part = part->next) {
            if (part->kind != RECTO_NODE_STRONG && !is_white(part))
                return FALSE;
            *ret_words |= part->kind == RECTO_NODE_STRONG;
        }
    }
    return TRUE;
}

/* A table of TD alone whose first row is bold, while another is not, has its head there: as authors without TH write.
 */
static gboolean is_bold_head(const RectoNode *first)
{
    gboolean words = FALSE, other_words;
    if (!is_bold(first, &words) || !words)
        return FALSE;
    for (const RectoNode *row = first->next; row; row = row->next)
        if (row->kind == RECTO_NODE_ROW && !is_bold(row, &other_words))
            return TRUE;
    return FALSE;
}

/* The first row of a table is its head when all its cells are, or are bold, and the table has none. */
static void find_head(RectoNode *table)
{
    RectoNode *first = NULL;
    guint rows = 0;
    for (RectoNode *row = table->first; row; row = row->next) {
        if (row->kind != RECTO_NODE_ROW)
            continue;
        if (row->row.head)
            return;
        first = first ? first : row;
        rows++;
    }
    if (first && rows > 1)
        first->row.head = is_head(first) || is_bold_head(first);
}

static void finalise_table(RectoDocument *document, RectoNode *table, RectoDiagnostics *diagnostics)
{
    if (is_layout(table)) {
        recto_diagnose(diagnostics, RECTO_CODE_LAYOUT_TABLE, table->span,
                       "table is used for layout; recto set its cells one after another");
        unwrap(table);
        return;
    }
    for (RectoNode *row = table->first; row; row = row->next)
        for (RectoNode *cell = row->kind == RECTO_NODE_ROW ? row->first : NULL; cell; cell = cell->next)
            flatten(document->arena, cell);
    find_head(table);
}

void recto_html_finalise_tables(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new();
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk))
        if (walk == RECTO_LEAVE && node->kind == RECTO_NODE_TABLE)
            g_ptr_array_add(tables, node); /* the inner ones first */
    for (guint i = 0; i < tables->len; i++)
        finalise_table(document, g_ptr_array_index(tables, i), diagnostics);
}
