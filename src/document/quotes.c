/* Converts quotes to callouts, and finds attributions and pull quotes. */
#include "document/quotes.h"

#include "document/attributes.h"

#include <string.h>

static const struct {
    const char *name;
    RectoCalloutKind kind;
} names[] = {
    {"note", RECTO_CALLOUT_NOTE},         {"info", RECTO_CALLOUT_NOTE},           {"tip", RECTO_CALLOUT_TIP},
    {"hint", RECTO_CALLOUT_TIP},          {"important", RECTO_CALLOUT_IMPORTANT}, {"warning", RECTO_CALLOUT_WARNING},
    {"attention", RECTO_CALLOUT_WARNING}, {"caution", RECTO_CALLOUT_CAUTION},     {"danger", RECTO_CALLOUT_CAUTION},
    {"error", RECTO_CALLOUT_CAUTION},
};

static gboolean find_kind(const char *name, gsize length, RectoCalloutKind *ret_kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strlen(names[i].name) == length && g_ascii_strncasecmp(names[i].name, name, length) == 0) {
            *ret_kind = names[i].kind;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_break(const RectoNode *node)
{
    return node->kind == RECTO_NODE_SOFT_BREAK || node->kind == RECTO_NODE_HARD_BREAK;
}

/* ---- callouts ---- */

/* Returns the length in bytes of `[!NOTE]` at the start of a text, or 0. Some programs add a sign for folding after
 * it. */
static gsize mark_length(const char *text, RectoCalloutKind *ret_kind)
{
    const char *close = g_str_has_prefix(text, "[!") ? strchr(text, ']') : NULL;
    if (!close || !find_kind(text + 2, (gsize)(close - text - 2), ret_kind))
        return 0;
    close++;
    close += *close == '+' || *close == '-';
    return *close == '\0' || *close == ' ' ? (gsize)(close - text) : 0;
}

/* Makes the inlines up to the first break the heading of the callout: strong, on a line of their own. */
static void make_title(RectoArena *arena, RectoNode *paragraph)
{
    RectoNode *first = paragraph->first;
    RectoNode *strong = recto_node_new(arena, RECTO_NODE_STRONG, first->span);
    RectoNode *stop = first;
    while (stop && !is_break(stop))
        stop = stop->next;
    recto_node_insert_before(first, strong);
    while (strong->next != stop) {
        RectoNode *child = strong->next;
        recto_node_unlink(child);
        recto_node_append(strong, child);
    }
    if (stop)
        stop->kind = RECTO_NODE_HARD_BREAK;
}

/* Removes the mark, and also the paragraph if it is then empty. */
static void drop_mark(RectoArena *arena, RectoNode *paragraph, gsize length)
{
    RectoNode *text = paragraph->first;
    text->span.column += text->span.column ? (guint32)length : 0;
    text->text += length;
    text->text += strspn(text->text, " ");
    if (*text->text) {
        make_title(arena, paragraph);
        return;
    }
    if (text->next && is_break(text->next))
        recto_node_unlink(text->next);
    else if (text->next) {
        recto_node_unlink(text);
        make_title(arena, paragraph);
        return;
    }
    recto_node_unlink(text);
    if (!paragraph->first)
        recto_node_unlink(paragraph);
}

/* Returns TRUE for **Note** alone on its line, with an optional colon inside or after it. */
static gboolean is_strong_mark(const RectoNode *strong, RectoCalloutKind *ret_kind)
{
    const RectoNode *text = strong->kind == RECTO_NODE_STRONG ? strong->first : NULL;
    if (!text || text->next || text->kind != RECTO_NODE_TEXT)
        return FALSE;
    gsize length = strlen(text->text);
    length -= length && text->text[length - 1] == ':';
    return find_kind(text->text, length, ret_kind) && (strong->next ? is_break(strong->next) : !!strong->parent->next);
}

static void resolve_callout(RectoDocument *document, RectoNode *quote)
{
    RectoNode *paragraph = quote->first, *first = paragraph ? paragraph->first : NULL;
    RectoCalloutKind kind = RECTO_CALLOUT_NOTE;
    if (!first || paragraph->kind != RECTO_NODE_PARAGRAPH)
        return;
    gsize length = first->kind == RECTO_NODE_TEXT ? mark_length(first->text, &kind) : 0;
    if (length) {
        drop_mark(document->arena, paragraph, length);
    } else if (g_str_has_prefix(document->meta.lang, "en") && is_strong_mark(first, &kind)) {
        if (first->next)
            recto_node_unlink(first->next);
        recto_node_unlink(first);
        if (!paragraph->first)
            recto_node_unlink(paragraph);
    } else {
        return;
    }
    quote->kind = RECTO_NODE_CALLOUT;
    quote->callout.kind = kind;
}

/* ---- attribution ---- */

static gboolean begins_with_dash(const RectoNode *node)
{
    static const char *const dashes[] = {"— ", "– ", "― ", "-- ", "--- ", "—\u00A0"};
    for (guint i = 0; node && node->kind == RECTO_NODE_TEXT && i < G_N_ELEMENTS(dashes); i++)
        if (g_str_has_prefix(node->text, dashes[i]))
            return TRUE;
    return FALSE;
}

static const RectoAttributes *source_class(RectoArena *arena)
{
    static const char *classes[] = {"source", NULL};
    RectoAttributes *attributes = recto_arena_new0(arena, RectoAttributes);
    attributes->classes = classes;
    return attributes;
}

/* Returns the first inline of the paragraph's last line. */
static RectoNode *last_line(RectoNode *paragraph)
{
    RectoNode *node = paragraph->last;
    while (node && node->previous && !is_break(node->previous))
        node = node->previous;
    return node;
}

/* Moves the last line of `paragraph` to a new paragraph after it. */
static void part_source(RectoArena *arena, RectoNode *paragraph)
{
    RectoNode *line = last_line(paragraph);
    if (!begins_with_dash(line))
        return;
    if (!line->previous) {
        recto_node_add_attributes(arena, paragraph, source_class(arena));
        return;
    }
    RectoNode *source = recto_node_new(arena, RECTO_NODE_PARAGRAPH, line->span);
    recto_node_insert_after(paragraph, source);
    recto_node_unlink(line->previous);
    while (line) {
        RectoNode *next = line->next;
        recto_node_unlink(line);
        recto_node_append(source, line);
        line = next;
    }
    recto_node_add_attributes(arena, source, source_class(arena));
}

static gboolean is_pull(const RectoNode *node)
{
    return node && node->kind == RECTO_NODE_PARAGRAPH && recto_node_has_class(node, "pull");
}

static void resolve_quote(RectoDocument *document, RectoNode *quote)
{
    static const char *pull[] = {"pull", NULL};
    resolve_callout(document, quote);
    if (quote->kind != RECTO_NODE_QUOTE || !quote->last)
        return;
    if (is_pull(quote->last) && !recto_node_has_class(quote, "pull")) {
        RectoAttributes *attributes = recto_arena_new0(document->arena, RectoAttributes);
        attributes->classes = pull;
        recto_node_add_attributes(document->arena, quote, attributes);
    }
    if (quote->last->kind == RECTO_NODE_PARAGRAPH && (quote->last->previous || last_line(quote->last)->previous))
        part_source(document->arena, quote->last);
}

/* Wraps a paragraph marked {.pull}, and its attribution, in a quote. */
static void wrap_pull(RectoArena *arena, RectoNode *paragraph)
{
    RectoNode *quote = recto_node_new(arena, RECTO_NODE_QUOTE, paragraph->span);
    if (last_line(paragraph)->previous)
        part_source(arena, paragraph);
    RectoNode *source = paragraph->next && recto_node_has_class(paragraph->next, "source") ? paragraph->next : NULL;
    quote->attributes = paragraph->attributes;
    paragraph->attributes = NULL;
    recto_node_insert_before(paragraph, quote);
    recto_node_unlink(paragraph);
    recto_node_append(quote, paragraph);
    if (source) {
        recto_node_unlink(source);
        recto_node_append(quote, source);
    }
}

void recto_quotes_resolve(RectoDocument *document)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk))
        if (walk == RECTO_LEAVE && (node->kind == RECTO_NODE_QUOTE || is_pull(node)))
            g_ptr_array_add(found, node);
    for (guint i = 0; i < found->len; i++) {
        node = g_ptr_array_index(found, i);
        if (node->kind == RECTO_NODE_QUOTE)
            resolve_quote(document, node);
        else if (node->parent && node->parent->kind != RECTO_NODE_QUOTE && node->first)
            wrap_pull(document->arena, node);
    }
}
