/* Finds syntax of other programs in Markdown, and reports it (foreign.h). */
#include "read/foreign.h"

#include <string.h>

/* Bytes of a text in which columns are counted. */
#define MAX_COUNTED 4000

/* ---- before HTML is read ---- */

static gboolean is_in_shortcode(const RectoNode *node)
{
    const RectoNode *before = node->previous;
    return node->kind == RECTO_NODE_HTML_INLINE && before && before->kind == RECTO_NODE_TEXT &&
           g_str_has_suffix(before->text, "{{");
}

static gboolean is_contents_mark(const RectoNode *paragraph)
{
    static const char *const marks[] = {"[toc]", "[[toc]]", "[[_toc_]]", "${toc}", NULL};
    const RectoNode *text = paragraph->first;
    if (paragraph->kind != RECTO_NODE_PARAGRAPH || !text || text->next || text->kind != RECTO_NODE_TEXT)
        return FALSE;
    g_autofree char *lower = g_ascii_strdown(text->text, -1);
    return g_strv_contains(marks, g_strstrip(lower));
}

/* GitHub has tasks in quotes, where the parser finds none. */
static void read_task(RectoNode *item)
{
    RectoNode *paragraph = item->first, *text = paragraph ? paragraph->first : NULL;
    if (item->item.task != RECTO_TASK_NONE || !text || paragraph->kind != RECTO_NODE_PARAGRAPH ||
        text->kind != RECTO_NODE_TEXT || text->text[0] != '[' || !strchr(" xX", text->text[1]) || !text->text[1] ||
        text->text[2] != ']' || text->text[3] != ' ')
        return;
    item->item.task = text->text[1] == ' ' ? RECTO_TASK_OPEN : RECTO_TASK_DONE;
    text->text += 4;
    text->span.column += text->span.column ? 4 : 0;
}

void recto_foreign_protect(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    RectoNode *node = NULL, *going = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        if (going)
            recto_node_unlink(going); /* the walk has already moved past it */
        going = NULL;
        if (walk == RECTO_ENTER && is_in_shortcode(node))
            node->kind = RECTO_NODE_TEXT;
        if (walk == RECTO_ENTER && node->kind == RECTO_NODE_ITEM)
            read_task(node);
        if (walk == RECTO_ENTER || !is_contents_mark(node))
            continue;
        recto_diagnose(diagnostics, RECTO_CODE_TOC_MARK, node->span, "“%s” is ignored", node->first->text);
        going = node;
    }
}

/* ---- reported syntax ---- */

/* `{:` with what kramdown has in it, not {:a 1} of a program. */
static gsize kramdown_length(const char *at)
{
    gsize close = strcspn(at, "}\n");
    if (at[1] != ':' || at[close] != '}' || close < 3)
        return 0;
    const char *inner = at + 2 + strspn(at + 2, " ");
    gboolean known = strchr(".#:/", *inner) || memchr(inner, '=', close - (gsize)(inner - at));
    return known ? close + 1 : 0;
}

static RectoSpan span_in(const RectoNode *node, const char *at)
{
    RectoSpan span = node->span;
    /* Columns of a very long text are not counted each time. */
    if (span.column && at - node->text < MAX_COUNTED)
        span.column += (guint32)g_utf8_strlen(node->text, at - node->text);
    return span;
}

/* Finds Markdown syntax in a text: a failed link or strong text. */
static const char *find_unread(const char *text, gsize *ret_length)
{
    if (g_str_has_prefix(text, ":::")) {
        *ret_length = strlen(text);
        return text;
    }
    const char *target = strstr(text, "](");
    if (target) {
        *ret_length = 2;
        return target;
    }
    for (const char *at = strstr(text, "]["); at; at = strstr(at + 1, "][")) {
        const char *open = at;
        while (open > text && open[-1] != '[' && open[-1] != ']')
            open--;
        const char *close = strchr(at + 2, ']');
        if (open > text && open[-1] == '[' && close && close - open < 200) {
            *ret_length = (gsize)(close + 1 - open) + 1;
            return open - 1;
        }
    }
    const char *stars = strstr(text, "**"), *second = stars ? strstr(stars + 2, "**") : NULL;
    if (second && (g_ascii_isalpha(stars[2]) || (stars > text && g_ascii_isalpha(stars[-1])))) {
        *ret_length = 2;
        return stars;
    }
    return NULL;
}

static void scan_text(RectoTally *tally, const RectoNode *node)
{
    gsize length = 0;
    for (const char *at = node->text; (at = strchr(at, '{')); at += length ? length : 1) {
        length = kramdown_length(at);
        if (length)
            recto_tally_add(tally, RECTO_CODE_KRAMDOWN, span_in(node, at), at, length);
    }
    const char *unread = find_unread(node->text, &length);
    if (unread)
        recto_tally_add(tally, RECTO_CODE_UNREAD_MARKUP, span_in(node, unread), unread,
                        MAX(length, strcspn(unread, " ")));
}

/* Languages of code that sites draw as a picture. */
static gboolean is_drawn(const char *info)
{
    static const char *const names[] = {"mermaid", "graphviz", "dot",  "plantuml",  "puml",
                                        "geojson", "topojson", "stl",  "ditaa",     "d2",
                                        "flow",    "sequence", "vega", "vega-lite", NULL};
    g_autofree char *name = g_ascii_strdown(info, (gssize)strcspn(info, " {,"));
    return g_strv_contains(names, name);
}

static void scan_node(RectoTally *tally, const RectoNode *node)
{
    if (node->kind == RECTO_NODE_TEXT && node->text)
        scan_text(tally, node);
    else if (node->kind == RECTO_NODE_CODE_BLOCK && node->title && is_drawn(node->title))
        recto_tally_add(tally, RECTO_CODE_DIAGRAM, node->span, node->title, strlen(node->title));
    else if (node->kind == RECTO_NODE_CODE_BLOCK && node->title && g_str_equal(node->title, "math"))
        recto_tally_add(tally, RECTO_CODE_MATH, node->span, node->text, strlen(node->text));
}

void recto_foreign_report(RectoDocument *document, RectoTally *tally, RectoDiagnostics *diagnostics)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk))
        if (walk == RECTO_ENTER)
            scan_node(tally, node);
}
