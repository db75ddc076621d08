/* Formats a document as text, for `-f document`. */
#include "document/document.h"

#include <string.h>

static void add_quoted(GString *out, const char *text)
{
    g_string_append(out, " \"");
    for (const char *at = text; *at; at++) {
        if (*at == '"' || *at == '\\')
            g_string_append_c(out, '\\');
        if (*at == '\n')
            g_string_append(out, "\\n");
        else if (*at == '\t')
            g_string_append(out, "\\t");
        else
            g_string_append_c(out, *at);
    }
    g_string_append_c(out, '"');
}

static void add_field(GString *out, const char *name, const char *value)
{
    if (!value)
        return;
    g_string_append(out, name);
    add_quoted(out, value);
    g_string_append_c(out, '\n');
}

static void add_list(GString *out, const char *name, const char **values)
{
    for (guint i = 0; values && values[i]; i++)
        add_field(out, name, values[i]);
}

static void dump_meta(GString *out, const RectoMeta *meta)
{
    add_field(out, "title", meta->title);
    add_field(out, "subtitle", meta->subtitle);
    add_list(out, "author", meta->authors);
    if (meta->date.year)
        g_string_append_printf(out, "date %04d-%02d-%02d\n", meta->date.year, meta->date.month, meta->date.day);
    add_field(out, "moment", meta->date_iso);
    add_field(out, "date-text", meta->date_text);
    add_list(out, "category", meta->categories);
    add_list(out, "tag", meta->tags);
    add_field(out, "description", meta->description);
    add_field(out, "lang", meta->lang);
    add_field(out, "style", meta->style);
    add_field(out, "source", meta->source_url);
    add_field(out, "licence", meta->licence);
}

static const char *align_name(RectoCellAlign align)
{
    static const char *const names[] = {"", " left", " centre", " right"};
    return names[align];
}

static void dump_attributes(GString *out, const RectoAttributes *attributes)
{
    if (!attributes)
        return;
    g_string_append(out, " {");
    if (attributes->id)
        g_string_append_printf(out, " #%s", attributes->id);
    for (guint i = 0; attributes->classes && attributes->classes[i]; i++)
        g_string_append_printf(out, " .%s", attributes->classes[i]);
    if (attributes->lang)
        g_string_append_printf(out, " lang=%s", attributes->lang);
    for (guint i = 0; attributes->keys && attributes->keys[i]; i++) {
        g_string_append_printf(out, " %s=", attributes->keys[i]);
        add_quoted(out, attributes->values[i]);
    }
    g_string_append(out, " }");
}

static const char *callout_name(RectoCalloutKind kind)
{
    static const char *const names[] = {"note", "tip", "important", "warning", "caution"};
    return names[kind];
}

static void dump_cell(GString *out, const RectoNode *node)
{
    g_string_append(out, align_name(node->cell.align));
    if (node->cell.head)
        g_string_append(out, " head");
    if (node->cell.column_span > 1)
        g_string_append_printf(out, " columns %d", node->cell.column_span);
    if (node->cell.row_span > 1)
        g_string_append_printf(out, " rows %d", node->cell.row_span);
}

static void dump_image(GString *out, const RectoNode *node)
{
    if (node->image.width)
        g_string_append_printf(out, " width %d", node->image.width);
    if (node->image.height)
        g_string_append_printf(out, " height %d", node->image.height);
    if (node->image.max_width)
        g_string_append_printf(out, " at most %d", node->image.max_width);
    if (node->image.percent)
        g_string_append_printf(out, " width %d%%", node->image.percent);
    if (node->image.decorative)
        g_string_append(out, " decorative");
}

static void dump_details(GString *out, const RectoNode *node)
{
    switch (node->kind) {
    case RECTO_NODE_HEADING:
        if (node->heading.part)
            g_string_append(out, " part");
        else
            g_string_append_printf(out, " %d", node->heading.level);
        if (node->heading.id)
            g_string_append_printf(out, " #%s", node->heading.id);
        break;
    case RECTO_NODE_LIST:
        g_string_append(out, node->list.ordered ? " ordered" : " bullet");
        if (node->list.ordered)
            g_string_append_printf(out, " from %d", node->list.start);
        g_string_append(out, node->list.tight ? " tight" : " loose");
        break;
    case RECTO_NODE_ITEM:
        if (node->item.task)
            g_string_append(out, node->item.task == RECTO_TASK_DONE ? " done" : " open");
        break;
    case RECTO_NODE_ROW:
        if (node->row.head)
            g_string_append(out, " head");
        break;
    case RECTO_NODE_CELL:
        dump_cell(out, node);
        break;
    case RECTO_NODE_CALLOUT:
        g_string_append_printf(out, " %s", callout_name(node->callout.kind));
        break;
    case RECTO_NODE_IMAGE:
        dump_image(out, node);
        break;
    case RECTO_NODE_LINK:
        if (node->link.autolink)
            g_string_append(out, " auto");
        break;
    default:
        break;
    }
    if (node->text)
        add_quoted(out, node->text);
    if (node->title) {
        g_string_append(out, node->kind == RECTO_NODE_CODE_BLOCK ? " info" : " title");
        add_quoted(out, node->title);
    }
    dump_attributes(out, node->attributes);
}

char *recto_document_dump(RectoDocument *document)
{
    GString *out = g_string_new(NULL);
    RectoNode *node = NULL;
    RectoWalk walk;
    guint depth = 0;
    dump_meta(out, &document->meta);
    g_string_append_printf(out, "words %u\n", document->n_words);
    while (recto_node_next(document->root, &node, &walk)) {
        if (walk == RECTO_LEAVE) {
            depth--;
            continue;
        }
        for (guint i = 0; i < depth; i++)
            g_string_append(out, "  ");
        g_string_append(out, recto_node_kind_name(node->kind));
        dump_details(out, node);
        if (node->span.line)
            g_string_append_printf(out, " @%u:%u", node->span.line, node->span.column);
        g_string_append_c(out, '\n');
        depth++;
    }
    return g_string_free(out, FALSE);
}
