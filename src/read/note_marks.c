/* References to footnotes where the Markdown parser reads none: in HTML and in the titles of pictures. */
#include "read/note_marks.h"

#include "read/footnotes.h"

#include <string.h>

typedef struct {
    RectoDocument *document;
    GHashTable *ordinals;
} Marks;

/* The next reference that has a definition; NULL: there is none. */
static const char *find(const Marks *marks, const char *text, gsize *ret_length, const char **ret_ordinal)
{
    const char *end = text + strlen(text);
    for (const char *at = text; (at = strstr(at, "[^")) != NULL; at += 2) {
        *ret_length = recto_footnotes_mark(at, end);
        g_autofree char *mark = g_strndup(at, *ret_length);
        *ret_ordinal = *ret_length ? g_hash_table_lookup(marks->ordinals, mark) : NULL;
        if (*ret_ordinal)
            return at;
    }
    return NULL;
}

static RectoNode *new_leaf(const Marks *marks, RectoNodeKind kind, const char *text, gssize length, RectoSpan span)
{
    RectoNode *node = recto_node_new(marks->document->arena, kind, span);
    node->text = recto_arena_strndup(marks->document->arena, text, length);
    return node;
}

/* Appends to `holder`, or puts before `next`, the text with its references. */
static void add_parts(const Marks *marks, RectoNode *holder, RectoNode *next, const char *text, RectoSpan span)
{
    gsize length = 0;
    const char *ordinal, *mark;
    do {
        mark = find(marks, text, &length, &ordinal);
        RectoNode *parts[] = {
            !mark || mark > text ? new_leaf(marks, RECTO_NODE_TEXT, text, mark ? mark - text : -1, span) : NULL,
            mark ? new_leaf(marks, RECTO_NODE_NOTE_MARK, ordinal, -1, span) : NULL};
        for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
            if (parts[i] && next)
                recto_node_insert_before(next, parts[i]);
            else if (parts[i])
                recto_node_append(holder, parts[i]);
        }
        text = mark ? mark + length : NULL;
    } while (text && *text);
}

/* A picture alone in its paragraph, whose title holds a reference, becomes a figure with that caption. */
static void caption_figure(const Marks *marks, RectoNode *image)
{
    RectoNode *paragraph = image->parent;
    if (paragraph->kind != RECTO_NODE_PARAGRAPH || paragraph->first != image || image->next)
        return;
    RectoNode *figure = recto_node_new(marks->document->arena, RECTO_NODE_FIGURE, paragraph->span);
    RectoNode *caption = recto_node_new(marks->document->arena, RECTO_NODE_CAPTION, image->span);
    recto_node_insert_before(paragraph, figure);
    recto_node_unlink(paragraph);
    recto_node_append(figure, paragraph);
    recto_node_append(figure, caption);
    add_parts(marks, caption, NULL, image->title, image->span);
    image->title = NULL;
}

void recto_note_marks_resolve(RectoDocument *document, GHashTable *ordinals)
{
    if (!ordinals || g_hash_table_size(ordinals) == 0)
        return;
    Marks marks = {document, ordinals};
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    RectoNode *node = NULL;
    RectoWalk walk;
    gsize length;
    const char *ordinal;
    while (recto_node_next(document->root, &node, &walk)) {
        const char *words = node->kind == RECTO_NODE_TEXT    ? node->text
                            : node->kind == RECTO_NODE_IMAGE ? node->title
                                                             : NULL;
        if (walk == RECTO_ENTER && words && find(&marks, words, &length, &ordinal))
            g_ptr_array_add(found, node);
    }
    for (guint i = 0; i < found->len; i++) {
        RectoNode *one = g_ptr_array_index(found, i);
        if (one->kind == RECTO_NODE_IMAGE) {
            caption_figure(&marks, one);
        } else {
            add_parts(&marks, one->parent, one, one->text, one->span);
            recto_node_unlink(one);
        }
    }
}
