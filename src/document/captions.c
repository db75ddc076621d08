/* Finds captions, for which Markdown has no syntax. For a table: a paragraph directly before or after it, or its last
 * row, that begins with "Table:" or a colon. For an image in a paragraph of its own: the paragraph directly after it,
 * if all of it is emphasised, or if it begins like a caption ("Figure 1.3", "Photo:"). */
#include "document/document.h"

#include <string.h>

#define LABEL "Table"

static RectoNode *child_of_kind(RectoNode *node, RectoNodeKind kind)
{
    for (RectoNode *child = node->first; child; child = child->next)
        if (child->kind == kind)
            return child;
    return NULL;
}

/* Returns the length in bytes of a caption's prefix: "Table: ", ": ", or "Table 3: " if that is the table's number; 0
 * if there is none. */
static gsize prefix_length(const RectoNode *node, guint number)
{
    const char *text = node->first && node->first->kind == RECTO_NODE_TEXT ? node->first->text : "";
    const char *at = text;
    if (g_ascii_strncasecmp(at, LABEL, strlen(LABEL)) == 0) {
        at += strlen(LABEL);
        if (*at == ' ' && g_ascii_isdigit(at[1])) {
            char *end;
            if (g_ascii_strtoull(at + 1, &end, 10) != number)
                return 0;
            at = end;
        }
        if (*at != ':' && (*at != '.' || at == text + strlen(LABEL)))
            return 0;
    } else if (*at != ':') {
        return 0;
    }
    at++;
    if (*at && *at != ' ')
        return 0;
    /* the caption must have words, possibly in another node */
    while (*at == ' ')
        at++;
    return *at || node->first->next ? (gsize)(at - text) : 0;
}

/* Turns the content of `words`, without the prefix, into the table's caption, and removes `source` from the tree. */
static void adopt(RectoDocument *document, RectoNode *table, RectoNode *words, RectoNode *source, gsize prefix)
{
    RectoNode *caption = recto_node_new(document->arena, RECTO_NODE_CAPTION, words->span);
    words->first->text += prefix;
    words->first->span.column += (guint32)prefix;
    while (words->first) {
        RectoNode *child = words->first;
        recto_node_unlink(child);
        recto_node_append(caption, child);
    }
    if (!table->attributes)
        table->attributes = source->attributes;
    recto_node_unlink(source);
    recto_node_append(table, caption);
}

/* Returns the first cell of the last row, if only that cell has content. */
static RectoNode *lone_cell(RectoNode *table)
{
    RectoNode *row = table->last;
    if (!row || row == table->first || row->kind != RECTO_NODE_ROW || !row->first)
        return NULL;
    for (RectoNode *cell = row->first->next; cell; cell = cell->next)
        if (cell->first)
            return NULL;
    return row->first;
}

static gboolean caption_table(RectoDocument *document, RectoNode *table, guint number)
{
    RectoNode *figure = table->parent && table->parent->kind == RECTO_NODE_FIGURE ? table->parent : NULL;
    RectoNode *caption = figure ? child_of_kind(figure, RECTO_NODE_CAPTION) : NULL;
    if (child_of_kind(table, RECTO_NODE_CAPTION))
        return TRUE;
    if (caption) {
        recto_node_unlink(caption);
        recto_node_append(table, caption);
        return TRUE;
    }
    RectoNode *beside[] = {table->previous, table->next};
    for (guint i = 0; i < G_N_ELEMENTS(beside); i++) {
        gsize prefix = beside[i] && beside[i]->kind == RECTO_NODE_PARAGRAPH ? prefix_length(beside[i], number) : 0;
        if (prefix) {
            adopt(document, table, beside[i], beside[i], prefix);
            return TRUE;
        }
    }
    RectoNode *cell = lone_cell(table);
    gsize prefix = cell ? prefix_length(cell, number) : 0;
    if (prefix)
        adopt(document, table, cell, cell->parent, prefix);
    return prefix > 0;
}

/* ---- images ---- */

/* Maximum length of a caption in words; longer paragraphs are text. */
#define MAX_CAPTION_WORDS 60

/* Returns the image that is the only content of a paragraph, possibly in a link. Returns NULL if there is none, or if
 * it already has a caption or a position of its own. */
static RectoNode *lone_picture(const RectoNode *paragraph)
{
    RectoNode *node = paragraph->first;
    if (paragraph->kind != RECTO_NODE_PARAGRAPH || paragraph->attributes || !node || node->next)
        return NULL;
    if (node->kind == RECTO_NODE_LINK && node->first && !node->first->next)
        node = node->first;
    gboolean plain = node->kind == RECTO_NODE_IMAGE && !node->title && !node->image.decorative;
    return plain && !(node->attributes && node->attributes->classes) ? node : NULL;
}

static gboolean has_number(const char *text)
{
    return g_ascii_isdigit(text[strspn(text, " ")]);
}

/* Returns TRUE for "Figure 1.3 …", "Abb. 2: …". */
static gboolean begins_with_number(const char *words)
{
    static const char *const numbered[] = {"Figure", "Fig.", "Abbildung", "Abb.", "Figura", "Illustration"};
    for (guint i = 0; i < G_N_ELEMENTS(numbered); i++)
        if (g_str_has_prefix(words, numbered[i]) && has_number(words + strlen(numbered[i])))
            return TRUE;
    return FALSE;
}

gboolean recto_caption_is_numbered(const RectoNode *caption)
{
    g_autofree char *words = recto_node_plain_text(caption);
    return begins_with_number(words);
}

/* Returns TRUE for a numbered caption, or one like "Photo: …". */
static gboolean begins_as_caption(const char *words)
{
    static const char *const named[] = {"Image:", "Photo:", "Picture:", "Caption:", "Foto:", "Bild:", "Figure:"};
    for (guint i = 0; i < G_N_ELEMENTS(named); i++)
        if (g_ascii_strncasecmp(words, named[i], strlen(named[i])) == 0)
            return TRUE;
    return begins_with_number(words);
}

static gboolean is_caption(const RectoNode *paragraph)
{
    const RectoNode *first = paragraph ? paragraph->first : NULL;
    if (!first || paragraph->kind != RECTO_NODE_PARAGRAPH || paragraph->attributes)
        return FALSE;
    g_autofree char *words = recto_node_plain_text(paragraph);
    if (recto_count_words(words) > MAX_CAPTION_WORDS)
        return FALSE;
    return (first->kind == RECTO_NODE_EMPHASIS && !first->next) || begins_as_caption(words);
}

/* Combines the image and its caption in a FIGURE. */
static void caption_picture(RectoDocument *document, RectoNode *paragraph)
{
    RectoNode *words = paragraph->next;
    RectoNode *figure = recto_node_new(document->arena, RECTO_NODE_FIGURE, paragraph->span);
    RectoNode *caption = recto_node_new(document->arena, RECTO_NODE_CAPTION, words->span);
    recto_node_insert_before(paragraph, figure);
    recto_node_unlink(paragraph);
    recto_node_unlink(words);
    recto_node_append(figure, paragraph);
    recto_node_append(figure, caption);
    while (words->first) {
        RectoNode *child = words->first;
        recto_node_unlink(child);
        recto_node_append(caption, child);
    }
}

static void caption_pictures(RectoDocument *document)
{
    g_autoptr(GPtrArray) paragraphs = g_ptr_array_new();
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        gboolean inside = node->parent && node->parent->kind == RECTO_NODE_FIGURE;
        if (walk == RECTO_ENTER && !inside && lone_picture(node) && is_caption(node->next))
            g_ptr_array_add(paragraphs, node);
    }
    for (guint i = 0; i < paragraphs->len; i++)
        caption_picture(document, g_ptr_array_index(paragraphs, i));
}

void recto_document_adopt_captions(RectoDocument *document)
{
    caption_pictures(document);
    g_autoptr(GPtrArray) tables = g_ptr_array_new();
    RectoNode *node = NULL;
    RectoWalk walk;
    guint number = 0;
    while (recto_node_next(document->root, &node, &walk))
        if (walk == RECTO_ENTER && node->kind == RECTO_NODE_TABLE)
            g_ptr_array_add(tables, node);
    for (guint i = 0; i < tables->len; i++)
        number += caption_table(document, g_ptr_array_index(tables, i), number + 1);
}
