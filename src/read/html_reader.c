/* Feeds the HTML and text of a Markdown document to one HTML parser (html_reader.h). */
#include "read/html_reader.h"

#include "base/escape.h"
#include "base/module.h"
#include "modules/html_parser.h"
#include "read/html_builder.h"
#include "read/html_parts.h"

#include <string.h>

/* Elements that the parser may have open after a slice of what it is fed; then the innermost are closed. */
#define MAX_OPEN 256
#define SLICE    1024
/* Maximum number of times a parser in a wrong state is replaced. Later HTML remains as literal text. */
#define MAX_RESTARTS 200
/* Maximum number of nodes to search for the end tag of a dropped element. */
#define LOOK_AHEAD 1000

/* Longest name of an element. */
#define MAX_NAME 64

#define FENCE "recto-fence"
#define SYNC  "recto-sync"

/* A step of the walk over Markdown's tree, which is taken apart meanwhile. */
typedef struct {
    RectoNode *node;
    RectoWalk walk;
    guint end; /* ENTER: index of its LEAVE */
} Step;

/* An element that the parser has open. */
typedef struct {
    char *name;
    guint number; /* the builder's; 0: nothing to it */
    guint stamp;
} Element;

/* A node of Markdown that is entered. */
typedef struct {
    gboolean fenced;
    guint stamp; /* elements of this stamp and later were opened within */
} Fence;

typedef struct {
    RectoDocument *document;
    RectoDiagnostics *diagnostics;
    RectoHtmlBuilder *builder;
    const RectoHtmlModule *module;
    RectoHtmlParser *parser;
    gboolean unable; /* the parser cannot continue */
    guint restarts, stamp;
    GArray *steps;    /* array of Step */
    GArray *elements; /* array of Element */
    GArray *levels;   /* array of Fence */
    gboolean own;     /* the fed text is not from the author */
    gboolean synced, replaying;
    /* the node that is fed */
    RectoNode *node;
    gsize length;
    gsize start;              /* offset of the node in all fed text */
    gsize at;                 /* up to where its text is known, from its start */
    gsize line_at, column_at; /* position of `at`: lines from 0, characters from the start of the line */
    gsize indent;             /* indent of its first line */
    GHashTable *ends;         /* names in lower case that have an end tag somewhere */
    struct {
        guint stamp;     /* stamp of its element; 0 if none is open */
        gsize start;     /* in the node */
        GString *source; /* source of the drawing from earlier nodes */
        RectoSpan span;
    } drawing;
} HtmlReader;

/* ---- places ---- */

/* Advances to `to` bytes from the start of the node. */
static void advance(HtmlReader *reader, gsize to)
{
    const char *text = reader->node->text;
    for (; reader->at < to && text[reader->at]; reader->at++) {
        if (text[reader->at] == '\n') {
            reader->line_at++;
            reader->column_at = 0;
        } else if (((guchar)text[reader->at] & 0xC0) != 0x80) {
            reader->column_at++;
        }
    }
}

static RectoSpan here(const HtmlReader *reader, guint32 length)
{
    RectoSpan span = reader->node->span;
    gsize column = reader->column_at > reader->indent ? reader->column_at - reader->indent : 0;
    /* The marks of quotes and lists before a line are as wide as those before the first. */
    span.line += (guint32)reader->line_at;
    span.column += (guint32)column;
    span.length = length;
    return span;
}

/* Bytes of the node that have become events. */
static gsize consumed(const HtmlReader *reader)
{
    gsize all = reader->module->consumed(reader->parser);
    return all > reader->start ? MIN(all - reader->start, reader->length) : 0;
}

/* The tag that has just begun: `at` goes to it; its name as written, or NULL. */
static const char *find_tag(HtmlReader *reader, const char *name)
{
    const char *text = reader->node->text;
    gsize end = consumed(reader), n = strlen(name);
    for (gsize i = reader->at; i + n < end; i++) {
        if (text[i] == '<' && g_ascii_strncasecmp(text + i + 1, name, n) == 0) {
            advance(reader, i);
            return text + i + 1;
        }
    }
    return NULL;
}

/* Skips the tag that has just begun. */
static void pass_tag(HtmlReader *reader)
{
    const char *text = reader->node->text;
    advance(reader, consumed(reader));
    while (text[reader->at] == '/' || text[reader->at] == '>')
        advance(reader, reader->at + 1);
}

/* ---- events ---- */

static void push_element(HtmlReader *reader, const char *name, guint number)
{
    Element element = {g_strdup(name), number, ++reader->stamp};
    g_array_append_val(reader->elements, element);
}

static void on_start(gpointer data, const char *name, const char *const *attributes)
{
    HtmlReader *reader = data;
    if (reader->replaying)
        return;
    if (reader->own) {
        reader->synced |= g_str_equal(name, SYNC);
        push_element(reader, name, 0);
        return;
    }
    const char *written = find_tag(reader, name);
    RectoSpan span = here(reader, written ? (guint32)strlen(name) + 1 : 0);
    gboolean drawing = written && !reader->drawing.stamp && g_str_equal(name, "svg");
    gsize start = reader->at;
    push_element(reader, name, recto_html_builder_start(reader->builder, name, written, attributes, span));
    if (drawing) {
        reader->drawing.stamp = reader->stamp;
        reader->drawing.start = start;
        reader->drawing.span = span;
    }
    pass_tag(reader);
}

static void end_drawing(HtmlReader *reader)
{
    const char *text = reader->node->text;
    gsize start = reader->drawing.start, end = consumed(reader);
    reader->drawing.stamp = 0;
    if (reader->own || end <= start || text[end - 1] != '>') {
        recto_diagnose(reader->diagnostics, RECTO_CODE_BROKEN_HTML, reader->drawing.span,
                       "drawing has no closing tag; recto omitted it");
    } else {
        g_string_append_len(reader->drawing.source, text + start, (gssize)(end - start));
        recto_html_builder_add_drawing(reader->builder, reader->drawing.source->str, reader->drawing.source->len,
                                       reader->drawing.span);
    }
    g_string_truncate(reader->drawing.source, 0);
}

/* Adds a node of Markdown, or the rest of an HTML node, to the current drawing. */
static void add_to_drawing(HtmlReader *reader, const RectoNode *node, gboolean html)
{
    if (html)
        g_string_append(reader->drawing.source, node->text + reader->drawing.start);
    else if (node->kind == RECTO_NODE_TEXT)
        recto_escape(reader->drawing.source, RECTO_ESCAPE_XML, node->text, -1);
    else if (node->kind == RECTO_NODE_SOFT_BREAK)
        g_string_append_c(reader->drawing.source, '\n');
    reader->drawing.start = 0;
}

static void on_end(gpointer data, const char *name)
{
    HtmlReader *reader = data;
    if (reader->replaying || reader->elements->len == 0)
        return;
    Element *top = &g_array_index(reader->elements, Element, reader->elements->len - 1);
    guint number = top->number;
    gboolean drawing = reader->drawing.stamp && top->stamp == reader->drawing.stamp;
    g_array_set_size(reader->elements, reader->elements->len - 1);
    recto_html_builder_end(reader->builder, number);
    if (drawing)
        end_drawing(reader);
    gsize end = reader->own ? 0 : consumed(reader);
    if (end > reader->at && reader->node->text[end - 1] == '>')
        advance(reader, end);
}

static void on_text(gpointer data, const char *text, gsize length)
{
    HtmlReader *reader = data;
    if (reader->replaying) /* text may arrive only with the tag after it */
        return;
    const char *source = reader->node->text;
    gsize blank = strspn(source + reader->at, " \t\r\n");
    advance(reader, MIN(reader->at + blank, consumed(reader)));
    recto_html_builder_text(reader->builder, text, length, here(reader, 0));
    advance(reader, consumed(reader));
}

static const RectoHtmlEvents events = {on_start, on_end, on_text};

/* ---- the parser ---- */

static gboolean is_html(const RectoNode *node)
{
    return node->kind == RECTO_NODE_HTML_BLOCK || node->kind == RECTO_NODE_HTML_INLINE;
}

static void collect_ends(HtmlReader *reader)
{
    for (guint i = 0; i < reader->steps->len; i++) {
        const Step *step = &g_array_index(reader->steps, Step, i);
        const char *at = is_html(step->node) && step->walk == RECTO_ENTER ? strstr(step->node->text, "</") : NULL;
        for (; at; at = strstr(at + 2, "</")) {
            gsize length = strcspn(at + 2, " \t\r\n/>");
            if (length < MAX_NAME)
                g_hash_table_add(reader->ends, g_ascii_strdown(at + 2, (gssize)length));
        }
    }
    recto_html_builder_set_ends(reader->builder, reader->ends);
}

static gboolean need_parser(HtmlReader *reader)
{
    if (reader->parser || reader->unable)
        return !reader->unable;
    g_autoptr(GError) error = NULL;
    reader->module = recto_module_symbol("html", RECTO_HTML_MODULE, &error);
    collect_ends(reader);
    if (reader->module) {
        reader->parser = reader->module->parser_new(&events, reader);
        return TRUE;
    }
    reader->unable = TRUE;
    recto_diagnose(reader->diagnostics, RECTO_CODE_HTML_AS_TEXT, reader->node->span, "HTML can't be read: %s",
                   error->message);
    return FALSE;
}

static void feed_own(HtmlReader *reader, const char *before, const char *name)
{
    g_autofree char *tag = g_strdup_printf("%s%s>", before, name);
    reader->own = TRUE;
    reader->module->feed(reader->parser, tag, strlen(tag));
    reader->own = FALSE;
}

/* Everything that was fed has become events; FALSE: the parser waits for the end of something. */
static gboolean sync_parser(HtmlReader *reader)
{
    reader->synced = FALSE;
    feed_own(reader, "<", SYNC);
    feed_own(reader, "</", SYNC);
    return reader->synced;
}

static Element *top_element(HtmlReader *reader)
{
    return reader->elements->len ? &g_array_index(reader->elements, Element, reader->elements->len - 1) : NULL;
}

/* Another parser, with the same elements open. */
static void restart(HtmlReader *reader)
{
    reader->module->parser_free(reader->parser);
    reader->parser = NULL;
    reader->drawing.stamp = 0;
    if (++reader->restarts > MAX_RESTARTS) {
        reader->unable = TRUE;
        recto_diagnose(reader->diagnostics, RECTO_CODE_HTML_AS_TEXT, reader->node->span,
                       "the HTML has too many errors; recto printed the rest as text");
        return;
    }
    reader->parser = reader->module->parser_new(&events, reader);
    reader->replaying = TRUE;
    for (guint i = 0; i < reader->elements->len; i++)
        feed_own(reader, "<", g_array_index(reader->elements, Element, i).name);
    reader->replaying = FALSE;
}

/* Closes what the parser has open since `stamp`. */
static void close_since(HtmlReader *reader, guint stamp)
{
    while (!reader->unable && reader->elements->len && top_element(reader)->stamp >= stamp) {
        guint depth = reader->elements->len;
        feed_own(reader, "</", top_element(reader)->name);
        if (reader->elements->len < depth)
            continue;
        while (reader->elements->len && top_element(reader)->stamp >= stamp)
            g_array_set_size(reader->elements, reader->elements->len - 1);
        restart(reader);
    }
}

/* ---- a node of HTML ---- */

static void open_fences(HtmlReader *reader)
{
    for (guint i = 0; i < reader->levels->len; i++) {
        Fence *level = &g_array_index(reader->levels, Fence, i);
        if (level->fenced)
            continue;
        level->fenced = TRUE;
        level->stamp = reader->stamp + 1;
        feed_own(reader, "<", FENCE);
    }
}

/* Adds source text literally if it cannot be read as HTML. */
static void add_literal(HtmlReader *reader, const char *text, RectoSpan span)
{
    recto_html_builder_text(reader->builder, text, strlen(text), span);
}

/* The rest of the node can't be read: a quote, a tag or a comment has no end. */
static void add_broken(HtmlReader *reader)
{
    const char *rest = reader->node->text + reader->at;
    RectoSpan span = here(reader, 1);
    while (top_element(reader) && top_element(reader)->number == 0 && !g_str_equal(top_element(reader)->name, FENCE))
        g_array_set_size(reader->elements, reader->elements->len - 1);
    if (*rest) {
        recto_diagnose(reader->diagnostics, RECTO_CODE_BROKEN_HTML, span,
                       "HTML is not closed within its block; recto printed it as text");
        add_literal(reader, rest, span);
    }
    restart(reader);
}

/* Feeds text in slices, so that the number of open elements can be limited. */
static void feed_text(HtmlReader *reader, const char *text)
{
    gsize length = reader->length;
    while (length > 0 && !reader->unable) {
        const char *next = length > SLICE ? memchr(text + SLICE, '<', length - SLICE) : NULL;
        gsize part = next ? (gsize)(next - text) : length;
        reader->module->feed(reader->parser, text, part);
        for (guint depth = 0; reader->elements->len > MAX_OPEN && reader->elements->len != depth;) {
            depth = reader->elements->len;
            feed_own(reader, "</", top_element(reader)->name);
        }
        text += part;
        length -= part;
    }
}

static gboolean has_end_tag(const RectoNode *node, const char *name)
{
    gsize length = strlen(name);
    for (const char *at = node->text; (at = strstr(at, "</")); at += 2)
        if (g_ascii_strncasecmp(at + 2, name, length) == 0)
            return TRUE;
    return FALSE;
}

/* Ends a dropped element at its end tag among the following nodes, or here. Returns the index of the last step that
 * is done: the one before the end tag, if the parser treats all other content as the text of a program. */
static guint end_dropping(HtmlReader *reader, guint index, gboolean synced)
{
    guint number = recto_html_builder_dropping(reader->builder);
    Element *dropped = NULL;
    for (guint i = 0; i < reader->elements->len && !dropped; i++)
        if (g_array_index(reader->elements, Element, i).number == number)
            dropped = &g_array_index(reader->elements, Element, i);
    guint end = g_array_index(reader->steps, Step, index).end, at = end;
    if (!dropped)
        return end;
    for (guint n = 0; n < LOOK_AHEAD && at + 1 < reader->steps->len; n++) {
        Step *step = &g_array_index(reader->steps, Step, at + 1);
        if (step->walk == RECTO_LEAVE)
            break;
        if (is_html(step->node) && has_end_tag(step->node, dropped->name))
            return synced ? end : at;
        at = step->end;
    }
    close_since(reader, dropped->stamp);
    return end;
}

/* Nothing but <br>, which needs no parser. */
static gboolean is_breaks(const char *text)
{
    gboolean any = FALSE;
    for (;;) {
        text += strspn(text, " \n");
        if (!*text)
            return any;
        if (g_ascii_strncasecmp(text, "<br", 3) != 0)
            return FALSE;
        text += 3 + strspn(text + 3, " /");
        if (*text++ != '>')
            return FALSE;
        any = TRUE;
    }
}

static void add_breaks(HtmlReader *reader)
{
    for (const char *at = strchr(reader->node->text, '<'); at; at = strchr(at + 1, '<'))
        recto_html_builder_start(reader->builder, "br", NULL, NULL, reader->node->span);
}

static guint read_node(HtmlReader *reader, guint index)
{
    RectoNode *node = g_array_index(reader->steps, Step, index).node;
    guint last = g_array_index(reader->steps, Step, index).end;
    reader->node = node;
    reader->at = reader->line_at = reader->column_at = 0;
    recto_html_limit_attributes(reader->document, node, reader->diagnostics);
    reader->length = strlen(node->text);
    reader->indent = strspn(node->text, " ");
    if (!recto_html_builder_dropping(reader->builder) && is_breaks(node->text)) {
        add_breaks(reader);
        return last;
    }
    if (!need_parser(reader)) {
        add_literal(reader, node->text, node->span);
        recto_html_builder_end_block(reader->builder);
        return last;
    }
    open_fences(reader);
    reader->start = reader->module->consumed(reader->parser);
    feed_text(reader, node->text);
    gboolean synced = sync_parser(reader);
    if (recto_html_builder_dropping(reader->builder))
        last = end_dropping(reader, index, synced);
    else if (!synced)
        add_broken(reader);
    if (reader->drawing.stamp)
        add_to_drawing(reader, node, TRUE);
    if (node->kind == RECTO_NODE_HTML_BLOCK)
        recto_html_builder_end_block(reader->builder);
    return last;
}

/* ---- the walk ---- */

static gboolean has_html(RectoDocument *document)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk))
        if (walk == RECTO_ENTER && is_html(node))
            return TRUE;
    return FALSE;
}

/* The tree as a list, so that it can be taken apart; a picture stays whole. */
static GArray *list_steps(RectoDocument *document)
{
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(Step));
    g_autoptr(GArray) entered = g_array_new(FALSE, FALSE, sizeof(guint));
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        if (node == document->root)
            continue;
        Step step = {node, walk, steps->len};
        gboolean whole = node->kind == RECTO_NODE_IMAGE;
        if (walk == RECTO_ENTER && !whole) {
            g_array_append_val(entered, steps->len);
        } else if (!whole) {
            guint enter = g_array_index(entered, guint, entered->len - 1);
            g_array_index(steps, Step, enter).end = steps->len;
            g_array_set_size(entered, entered->len - 1);
        }
        g_array_append_val(steps, step);
        if (whole)
            recto_node_skip(node, &walk);
    }
    return steps;
}

static void detach(RectoNode *node)
{
    node->parent = node->next = node->previous = NULL;
    if (node->kind != RECTO_NODE_IMAGE)
        node->first = node->last = NULL;
}

static gboolean is_leaf(const RectoNode *node)
{
    switch (node->kind) {
    case RECTO_NODE_CODE_BLOCK:
    case RECTO_NODE_RULE:
    case RECTO_NODE_PAGE_BREAK:
    case RECTO_NODE_IMAGE:
    case RECTO_NODE_TEXT:
    case RECTO_NODE_CODE:
    case RECTO_NODE_SOFT_BREAK:
    case RECTO_NODE_HARD_BREAK:
    case RECTO_NODE_NOTE_MARK:
        return TRUE;
    default:
        return FALSE;
    }
}

static void enter(HtmlReader *reader, RectoNode *node)
{
    Fence level = {0};
    if (node->kind == RECTO_NODE_NOTE)
        close_since(reader, 0);
    g_array_append_val(reader->levels, level);
    recto_html_builder_enter(reader->builder, node);
}

static void leave(HtmlReader *reader)
{
    Fence level = g_array_index(reader->levels, Fence, reader->levels->len - 1);
    recto_html_builder_leave(reader->builder);
    if (level.fenced)
        close_since(reader, level.stamp);
    g_array_set_size(reader->levels, reader->levels->len - 1);
}

static void read_steps(HtmlReader *reader)
{
    for (guint i = 0; i < reader->steps->len; i++) {
        Step step = g_array_index(reader->steps, Step, i);
        if (is_html(step.node)) {
            i = read_node(reader, i);
        } else if (is_leaf(step.node)) {
            if (reader->drawing.stamp)
                add_to_drawing(reader, step.node, FALSE);
            recto_html_builder_leaf(reader->builder, step.node);
            i = step.end;
        } else if (step.walk == RECTO_ENTER) {
            enter(reader, step.node);
        } else {
            leave(reader);
        }
    }
}

static void clear_element(gpointer element)
{
    g_free(((Element *)element)->name);
}

void recto_html_resolve(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    if (!has_html(document))
        return;
    HtmlReader reader = {.document = document, .diagnostics = diagnostics};
    reader.steps = list_steps(document);
    for (guint i = 0; i < reader.steps->len; i++)
        detach(g_array_index(reader.steps, Step, i).node);
    document->root->first = document->root->last = NULL;
    reader.builder = recto_html_builder_new(document, diagnostics);
    reader.elements = g_array_new(FALSE, FALSE, sizeof(Element));
    g_array_set_clear_func(reader.elements, clear_element);
    reader.levels = g_array_new(FALSE, FALSE, sizeof(Fence));
    reader.drawing.source = g_string_new(NULL);
    reader.ends = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    read_steps(&reader);
    if (reader.parser)
        reader.module->parser_free(reader.parser);
    recto_html_builder_finish(reader.builder, document->root->span.file);
    g_hash_table_unref(reader.ends);
    g_string_free(reader.drawing.source, TRUE);
    g_array_unref(reader.levels);
    g_array_unref(reader.elements);
    g_array_unref(reader.steps);
}
