#include "read/foreign.h"

#include <string.h>

/* Characters of it that are quoted. */
#define MAX_SYNTAX_QUOTE 40

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

void recto_foreign_protect(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    RectoNode *node = NULL, *going = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        if (going)
            recto_node_unlink(going); /* the walk has gone on from it */
        going = NULL;
        if (walk == RECTO_ENTER && is_in_shortcode(node))
            node->kind = RECTO_NODE_TEXT;
        if (walk == RECTO_ENTER || !is_contents_mark(node))
            continue;
        recto_diagnose(diagnostics, RECTO_CODE_TOC_MARK, node->span, "“%s” is ignored", node->first->text);
        going = node;
    }
}

/* ---- what is reported ---- */

typedef struct {
    const char *start, *end; /* how it begins and ends */
    RectoCode code;
    const char *what;
} Syntax;

static const Syntax syntaxes[] = {
    {"{{<", ">}}", RECTO_CODE_SHORTCODE, "a shortcode"},      {"{{%", "%}}", RECTO_CODE_SHORTCODE, "a shortcode"},
    {"{%", "%}", RECTO_CODE_TEMPLATE, "a template tag"},      {"{{", "}}", RECTO_CODE_TEMPLATE, "a template value"},
    {"{:", "}", RECTO_CODE_KRAMDOWN, "a kramdown attribute"}, {"$$", "$$", RECTO_CODE_MATH, "a formula in TeX"},
};

typedef struct {
    RectoDiagnostics *diagnostics;
    gboolean told[RECTO_CODE_MAX];
} Report;

static void report_syntax(Report *report, RectoCode code, RectoSpan span, const char *start, gsize length,
                          const char *what)
{
    if (report->told[code])
        return;
    report->told[code] = TRUE;
    glong characters = g_utf8_strlen(start, (gssize)length);
    const char *end = g_utf8_offset_to_pointer(start, MIN(characters, MAX_SYNTAX_QUOTE));
    g_autofree char *quoted = g_strndup(start, (gsize)(end - start));
    span.length = (guint32)characters;
    recto_diagnose(report->diagnostics, code, span, "“%s%s” is %s, which recto does not process", quoted,
                   characters > MAX_SYNTAX_QUOTE ? "…" : "", what);
}

/* One that begins here. */
static const Syntax *syntax_at(const char *at, gsize *ret_length)
{
    for (guint i = 0; i < G_N_ELEMENTS(syntaxes); i++) {
        const Syntax *syntax = &syntaxes[i];
        if (!g_str_has_prefix(at, syntax->start))
            continue;
        const char *end = strstr(at + strlen(syntax->start), syntax->end);
        /* Those of shortcodes and tags are never chance; a formula may have lines of its own. */
        gboolean alone = syntax->code == RECTO_CODE_SHORTCODE || at[1] == '%' || g_str_equal(at, "$$");
        if (!end && !alone)
            return NULL;
        *ret_length = end ? (gsize)(end - at) + strlen(syntax->end) : strlen(at);
        return syntax;
    }
    return NULL;
}

static gboolean all_told(const Report *report)
{
    for (guint i = 0; i < G_N_ELEMENTS(syntaxes); i++)
        if (!report->told[syntaxes[i].code])
            return FALSE;
    return TRUE;
}

static void scan_text(Report *report, const RectoNode *node)
{
    /* So many starts without an end are looked into. */
    guint vain = 0;
    for (const char *at = node->text; !all_told(report) && vain < 100; at++) {
        gsize length = 0;
        at = strpbrk(at, "{$");
        if (!at)
            return;
        const Syntax *syntax = syntax_at(at, &length);
        vain += !syntax;
        if (!syntax)
            continue;
        RectoSpan span = node->span;
        span.column += span.column ? (guint32)g_utf8_strlen(node->text, (gssize)(at - node->text)) : 0;
        report_syntax(report, syntax->code, span, at, length, syntax->what);
        at += length - 1;
    }
}

/* Lines of a program at the start of a paragraph. */
static gboolean is_module_line(const char *text)
{
    static const char *const exports[] = {"default ", "const ", "let ", "var ", "function ", "{", "*"};
    if (g_str_has_prefix(text, "import "))
        return g_regex_match_simple("^import\\s+(['\"]|[\\w{*][^.;]*\\bfrom\\b)", text, 0, 0);
    if (!g_str_has_prefix(text, "export "))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(exports); i++)
        if (g_str_has_prefix(text + strlen("export "), exports[i]))
            return TRUE;
    return FALSE;
}

static void scan_node(Report *report, const RectoNode *node)
{
    if (node->kind == RECTO_NODE_TEXT) {
        gboolean starts = node->parent->kind == RECTO_NODE_PARAGRAPH && !node->previous;
        if (starts && is_module_line(node->text))
            report_syntax(report, RECTO_CODE_JSX, node->span, node->text, strcspn(node->text, "\n"),
                          "a line of JavaScript");
        scan_text(report, node);
    } else if ((node->kind == RECTO_NODE_LINK || node->kind == RECTO_NODE_IMAGE) && node->text) {
        gboolean open = strstr(node->text, "{{") || strstr(node->text, "%7B%7B");
        if (open)
            report_syntax(report, RECTO_CODE_TEMPLATE, node->span, node->text, strlen(node->text), "a template URL");
    }
}

void recto_foreign_report(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    Report report = {.diagnostics = diagnostics};
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk))
        if (walk == RECTO_ENTER)
            scan_node(&report, node);
}
