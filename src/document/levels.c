/* Normalises the levels of headings and parts. */
#include "document/levels.h"

#define DEEPEST 8

gboolean recto_levels_is_part(const RectoNode *heading)
{
    if (!recto_node_has_class(heading, "part"))
        return FALSE;
    for (const RectoNode *node = heading->parent; node; node = node->parent)
        if (node->kind != RECTO_NODE_DOCUMENT && node->kind != RECTO_NODE_DIV)
            return FALSE;
    return TRUE;
}

static RectoNode *at(const GPtrArray *headings, guint index)
{
    return g_ptr_array_index(headings, index);
}

/* Returns TRUE if parts and chapters are written at the same level: no part is directly followed by a deeper
 * heading. */
static gboolean are_alike(const GPtrArray *headings)
{
    for (guint i = 0; i + 1 < headings->len; i++)
        if (at(headings, i)->heading.part && !at(headings, i + 1)->heading.part &&
            at(headings, i + 1)->heading.source_level > at(headings, i)->heading.source_level)
            return FALSE;
    return TRUE;
}

static void mark_parts(const GPtrArray *headings)
{
    int part = 0; /* level of the current part, or 0 */
    for (guint i = 0; i < headings->len; i++)
        at(headings, i)->heading.part = recto_levels_is_part(at(headings, i));
    gboolean alike = are_alike(headings);
    for (guint i = 0; i < headings->len; i++) {
        RectoNode *heading = at(headings, i);
        int level = heading->heading.source_level;
        if (heading->heading.part)
            part = level;
        else if (!alike && level <= part)
            part = 0;
        heading->heading.in_part = part > 0 && !heading->heading.part;
    }
}

/* Returns the smallest heading level inside parts, or outside of them. */
static int smallest_level(const GPtrArray *headings, gboolean in_part)
{
    int smallest = 6;
    for (guint i = 0; i < headings->len; i++)
        if (!at(headings, i)->heading.part && at(headings, i)->heading.in_part == in_part)
            smallest = MIN(smallest, at(headings, i)->heading.source_level);
    return smallest;
}

void recto_levels_normalise(GPtrArray *headings, RectoDiagnostics *diagnostics)
{
    int written[DEEPEST] = {0}, depth = 0;
    mark_parts(headings);
    int smallest[] = {smallest_level(headings, FALSE), smallest_level(headings, TRUE)};
    for (guint i = 0; i < headings->len; i++) {
        RectoNode *heading = at(headings, i);
        int least = smallest[heading->heading.in_part ? 1 : 0], level = heading->heading.source_level - least + 1;
        if (heading->heading.part || (i > 0 && at(headings, i - 1)->heading.in_part && !heading->heading.in_part))
            depth = 0;
        if (heading->heading.part) {
            heading->heading.level = 0;
            continue;
        }
        while (depth > 0 && written[depth] >= level)
            depth--;
        int above = depth ? written[depth] : 0;
        written[++depth] = level;
        heading->heading.level = depth;
        if (level > above + 1)
            recto_diagnose(diagnostics, RECTO_CODE_LEVEL_SKIPPED, heading->span,
                           "heading skips a level: %d after %d; recto used level %d", level + least - 1,
                           above ? above + least - 1 : 0, depth);
    }
}

gboolean recto_levels_carry(RectoNode *root, gboolean in_part)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    gboolean carried = in_part;
    while (recto_node_next(root, &node, &walk)) {
        if (walk != RECTO_ENTER || node->kind != RECTO_NODE_HEADING)
            continue;
        if (node->heading.part)
            carried = FALSE;
        if (carried)
            node->heading.in_part = TRUE;
        in_part = node->heading.part || node->heading.in_part;
    }
    return in_part;
}
