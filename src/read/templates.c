/* Finds shortcodes, values and tags, and hands them to template_meanings.c. */
#include "read/templates.h"

#include "read/template_meanings.h"

#include <string.h>

/* Templates in templates, and bytes that a code span, a tag or a pair is looked through for its end. */
#define MAX_TEMPLATE_DEPTH 12
#define MAX_SPAN           4000
#define MAX_TAG            4000
/* Bytes of a line in which columns are counted. */
#define MAX_COLUMN 4000
/* Braces that turn out to begin no tag; after so many nothing is read any more. */
#define MAX_VAIN   2000
#define MIN_BUDGET (1u << 20)

typedef struct {
    const RectoTemplateContext *context;
    const char *start, *at, *end;
    const GArray *lines; /* of the text that is scanned */
    guint32 index;       /* index of the line at `at` */
    guint32 only_line;   /* an inner text: all of it comes from this line on */
    RectoSourceText *out;
    guint depth, vain;
    gsize *budget;       /* bytes that may be looked through for ends of pairs, shared by all depths */
    GHashTable *endless; /* names of tags after which no end follows; owned */
    gboolean changed;
} Scanner;

/* ---- places ---- */

static guint32 line_of(const Scanner *scanner)
{
    return scanner->lines ? g_array_index(scanner->lines, guint32, MIN(scanner->index, scanner->lines->len - 1))
                          : scanner->only_line + scanner->index;
}

static RectoSpan span_here(const Scanner *scanner)
{
    const char *line = scanner->at;
    while (line > scanner->start && line[-1] != '\n' && scanner->at - line < MAX_COLUMN)
        line--;
    /* Columns further on are not counted. */
    gboolean known = !scanner->depth && scanner->at - line < MAX_COLUMN;
    guint32 column = known ? (guint32)g_utf8_strlen(line, scanner->at - line) + 1 : 1;
    return (RectoSpan){scanner->context->file, scanner->context->first_line + line_of(scanner) + 1, column, 0};
}

static void pass(Scanner *scanner, gsize length)
{
    const char *to = scanner->at + length;
    for (const char *at = scanner->at; (at = memchr(at, '\n', (gsize)(to - at))); at++)
        scanner->index++;
    scanner->at = to;
}

/* Line by line, since lines of the source need not follow each other. */
static void copy(Scanner *scanner, gsize length)
{
    const char *to = scanner->at + length;
    while (scanner->at < to) {
        const char *newline = memchr(scanner->at, '\n', (gsize)(to - scanner->at));
        gsize n = newline ? (gsize)(newline + 1 - scanner->at) : (gsize)(to - scanner->at);
        recto_source_text_append(scanner->out, scanner->at, (gssize)n, line_of(scanner), FALSE);
        scanner->at += n;
        scanner->index += newline != NULL;
    }
}

static gboolean at_line_start(const Scanner *scanner)
{
    return scanner->at == scanner->start || scanner->at[-1] == '\n';
}

static gboolean begins(const Scanner *scanner, const char *prefix)
{
    gsize n = strlen(prefix);
    return (gsize)(scanner->end - scanner->at) >= n && memcmp(scanner->at, prefix, n) == 0;
}

/* ---- code ---- */

static gsize line_length(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (gsize)(end - at));
    return newline ? (gsize)(newline + 1 - at) : (gsize)(end - at);
}

/* Backticks or tildes that begin a fence on this line, after the marks of quotes and lists; 0: none. */
static guint fence_at(const char *at, const char *end, char *ret_mark)
{
    while (at < end && strchr(" \t>", *at))
        at++;
    guint n = 0;
    while (at + n < end && (at[n] == '`' || at[n] == '~') && at[n] == *at)
        n++;
    *ret_mark = n ? *at : '\0';
    const char *newline = memchr(at, '\n', (gsize)(end - at));
    gboolean inline_code = n && *at == '`' && memchr(at + n, '`', (gsize)((newline ? newline : end) - at - n));
    return n >= 3 && !inline_code ? n : 0;
}

/* A whole block of code with its fences, when one begins on this line. */
static gboolean copy_fence(Scanner *scanner)
{
    char mark = 0, other = 0;
    guint n = fence_at(scanner->at, scanner->end, &mark);
    if (!n)
        return FALSE;
    copy(scanner, line_length(scanner->at, scanner->end));
    while (scanner->at < scanner->end) {
        guint closing = fence_at(scanner->at, scanner->end, &other);
        copy(scanner, line_length(scanner->at, scanner->end));
        if (closing >= n && other == mark)
            break;
    }
    return TRUE;
}

static gboolean copy_code_span(Scanner *scanner)
{
    gsize n = 0;
    while (scanner->at + n < scanner->end && scanner->at[n] == '`')
        n++;
    const char *limit = scanner->at + MIN((gsize)(scanner->end - scanner->at), n + MAX_SPAN);
    const char *blank = memmem(scanner->at, (gsize)(limit - scanner->at), "\n\n", 2);
    limit = blank ? blank : limit;
    for (const char *at = scanner->at + n; at < limit; at++) {
        gsize k = 0;
        while (at + k < limit && at[k] == '`')
            k++;
        if (k == n) {
            copy(scanner, (gsize)(at + k - scanner->at));
            return TRUE;
        }
        at += k;
    }
    copy(scanner, n);
    return TRUE;
}

/* ---- tags ---- */

static const struct {
    const char *open, *close;
    RectoTemplateKind kind;
    RectoCode code;
} delimiters[] = {
    {"{{<", ">}}", RECTO_TEMPLATE_SHORTCODE, RECTO_CODE_SHORTCODE},
    {"{{%", "%}}", RECTO_TEMPLATE_SHORTCODE, RECTO_CODE_SHORTCODE},
    {"{%", "%}", RECTO_TEMPLATE_TAG, RECTO_CODE_TEMPLATE},
    {"{{", "}}", RECTO_TEMPLATE_VALUE, RECTO_CODE_TEMPLATE},
    {"{#", "#}", RECTO_TEMPLATE_COMMENT, RECTO_CODE_TEMPLATE},
    {"{/*", "*/}", RECTO_TEMPLATE_COMMENT, RECTO_CODE_JSX},
};

typedef struct {
    const char *start, *inner, *inner_end, *end; /* of the tag, of what is between its delimiters */
    guint kind;                                  /* index of `delimiters` */
} TemplateTag;

/* Skips text in quotation marks, which may contain the end of a tag. */
static const char *find_close(const char *at, const char *limit, const char *close)
{
    gsize n = strlen(close);
    char mark = 0;
    for (; at + n <= limit; at++) {
        if (!mark && memcmp(at, close, n) == 0)
            return at;
        if (mark ? *at == mark : *at == '"' || *at == '`')
            mark = mark ? 0 : *at;
    }
    return NULL;
}

static gboolean find_tag(const char *at, const char *end, TemplateTag *tag)
{
    for (guint i = 0; i < G_N_ELEMENTS(delimiters); i++) {
        gsize n = strlen(delimiters[i].open);
        if ((gsize)(end - at) < n || memcmp(at, delimiters[i].open, n) != 0)
            continue;
        const char *limit = at + MIN((gsize)(end - at), n + MAX_TAG);
        const char *close = find_close(at + n, limit, delimiters[i].close);
        close =
            close ? close : memmem(at + n, (gsize)(limit - at - n), delimiters[i].close, strlen(delimiters[i].close));
        if (!close)
            continue;
        *tag = (TemplateTag){at, at + n, close, close + strlen(delimiters[i].close), i};
        /* Liquid and Hugo may eat the white space around: {{- x -}}. */
        tag->inner += *tag->inner == '-' && tag->inner < tag->inner_end;
        tag->inner_end -= tag->inner_end > tag->inner && tag->inner_end[-1] == '-';
        return TRUE;
    }
    return FALSE;
}

/* Does this tag end the element `name`: {{< /name >}}, {% endname %}, {% end %}? */
static gboolean ends_pair(const TemplateTag *tag, RectoTemplateKind kind, const char *name)
{
    if (delimiters[tag->kind].kind != kind)
        return FALSE;
    g_autofree char *inner = g_strndup(tag->inner, (gsize)(tag->inner_end - tag->inner));
    g_strstrip(inner);
    if (kind == RECTO_TEMPLATE_SHORTCODE)
        return *inner == '/' && g_str_equal(g_strstrip(inner + 1), name);
    return g_str_has_prefix(inner, "end") && strcmp(inner + 3, name) == 0;
}

/* Zola's body of name(…) ends with {% end %}, whatever its name. */
static gboolean is_plain_end(const TemplateTag *tag)
{
    g_autofree char *inner = g_strndup(tag->inner, (gsize)(tag->inner_end - tag->inner));
    return delimiters[tag->kind].kind == RECTO_TEMPLATE_TAG && g_str_equal(g_strstrip(inner), "end");
}

static gboolean is_call(const TemplateTag *tag)
{
    return memchr(tag->inner, '(', (gsize)(tag->inner_end - tag->inner)) != NULL;
}

static gboolean begins_pair(const TemplateTag *tag, RectoTemplateKind kind, const char *name)
{
    if (delimiters[tag->kind].kind != kind)
        return FALSE;
    g_autoptr(RectoTemplateArgs) args = recto_template_args_parse(tag->inner, (gsize)(tag->inner_end - tag->inner));
    return args && g_str_equal(args->name, name);
}

/* The tag that ends the pair that `open` begins; FALSE: it has none. */
static gboolean find_end(Scanner *scanner, const TemplateTag *open, const char *name, TemplateTag *ret_close)
{
    guint depth = 0;
    RectoTemplateKind kind = delimiters[open->kind].kind;
    if (g_hash_table_contains(scanner->endless, name))
        return FALSE;
    for (const char *at = open->end; (at = memchr(at, '{', (gsize)(scanner->end - at))); at++) {
        TemplateTag tag;
        if (*scanner->budget < MAX_TAG)
            return FALSE;
        gboolean found = at[1] && strchr("{%", at[1]) && find_tag(at, scanner->end, &tag);
        *scanner->budget -= found ? (gsize)(tag.end - at) : at[1] == '{' || at[1] == '%' ? MAX_TAG : 1;
        if (!found)
            continue;
        if ((ends_pair(&tag, kind, name) || (is_call(open) && is_plain_end(&tag))) && depth-- == 0) {
            *ret_close = tag;
            return TRUE;
        }
        if (begins_pair(&tag, kind, name))
            depth++;
        at = tag.end - 1;
    }
    g_hash_table_add(scanner->endless, g_strdup(name));
    return FALSE;
}

static RectoSourceText *scan_inner(const Scanner *outer, const char *text, gsize length, guint32 line);

/* Alone on its line, so that it may become a block. */
static gboolean is_alone(const Scanner *scanner, const TemplateTag *tag)
{
    const char *before = tag->start, *after = tag->end;
    while (before > scanner->start && strchr(" \t", before[-1]))
        before--;
    while (after < scanner->end && strchr(" \t\r", *after))
        after++;
    return (before == scanner->start || before[-1] == '\n') && (after == scanner->end || *after == '\n');
}

static void append_lines(Scanner *scanner, const RectoSourceText *text, const char *prefix)
{
    const char *at = text->text->str, *end = at + text->text->len;
    for (guint i = 0; at < end; i++) {
        gsize n = line_length(at, end);
        guint32 line = g_array_index(text->lines, guint32, MIN(i, text->lines->len - 1));
        recto_source_text_append(scanner->out, prefix, -1, line, FALSE);
        recto_source_text_append(scanner->out, at, (gssize)n, line, FALSE);
        at += n;
    }
}

/* A paragraph of its own. */
static void ensure_blank_line(Scanner *scanner)
{
    const GString *text = scanner->out->text;
    while (text->len && !(text->len >= 2 && text->str[text->len - 1] == '\n' && text->str[text->len - 2] == '\n'))
        recto_source_text_append(scanner->out, "\n", 1, line_of(scanner), FALSE);
}

/* Writes what a pair means: its head, its inner text line by line, its tail. */
static void write_pair(Scanner *scanner, const RectoTemplateMeaning *meaning, const TemplateTag *open,
                       const TemplateTag *close)
{
    pass(scanner, (gsize)(open->end - scanner->at));
    guint32 line = line_of(scanner);
    gsize length = (gsize)(close->start - open->end);
    g_autoptr(RectoSourceText) inner = meaning->literal || meaning->omit ? recto_source_text_new_empty()
                                                                         : scan_inner(scanner, open->end, length, line);
    if (meaning->literal)
        recto_source_text_append(inner, open->end, (gssize)length, line, TRUE);
    if (meaning->block)
        ensure_blank_line(scanner);
    recto_source_text_append(scanner->out, meaning->text->str, (gssize)meaning->text->len, line, FALSE);
    if (!meaning->omit) {
        const char *start = inner->text->str;
        gsize blank = meaning->block ? strspn(start, "\r\n") : 0;
        for (gsize i = 0; i < blank; i++)
            if (start[i] == '\n')
                g_array_remove_index(inner->lines, 0);
        g_string_erase(inner->text, 0, (gssize)blank);
        append_lines(scanner, inner, meaning->prefix ? meaning->prefix : "");
    }
    pass(scanner, (gsize)(close->end - scanner->at));
    if (meaning->tail)
        recto_source_text_append(scanner->out, meaning->tail, -1, line_of(scanner), FALSE);
    if (meaning->block)
        ensure_blank_line(scanner);
}

static void write_single(Scanner *scanner, const RectoTemplateMeaning *meaning, const TemplateTag *tag)
{
    guint32 line = line_of(scanner);
    if (meaning->block)
        ensure_blank_line(scanner);
    if (meaning->again && scanner->depth < MAX_TEMPLATE_DEPTH) {
        g_autoptr(RectoSourceText) inner = scan_inner(scanner, meaning->text->str, meaning->text->len, line);
        /* All of it comes from the tag's line. */
        recto_source_text_append(scanner->out, inner->text->str, (gssize)inner->text->len, line, FALSE);
    } else {
        recto_source_text_append(scanner->out, meaning->text->str, (gssize)meaning->text->len, line, FALSE);
    }
    pass(scanner, (gsize)(tag->end - scanner->at));
    if (meaning->block)
        ensure_blank_line(scanner);
}

static void leave_unread(Scanner *scanner, const TemplateTag *tag)
{
    RectoCode code = delimiters[tag->kind].code;
    recto_tally_add(scanner->context->tally, code, span_here(scanner), tag->start, (gsize)(tag->end - tag->start));
    scanner->changed |= scanner->context->drop;
    if (scanner->context->drop)
        pass(scanner, (gsize)(tag->end - scanner->at));
    else
        copy(scanner, (gsize)(tag->end - scanner->at));
}

static gboolean is_text(const Scanner *scanner, const TemplateTag *tag)
{
    /* {# is an id in braces as well, and {{ two braces: only what looks like a name is a template. */
    const char *inner = tag->inner;
    while (inner < tag->inner_end && g_ascii_isspace(*inner))
        inner++;
    RectoTemplateKind kind = delimiters[tag->kind].kind;
    if (kind == RECTO_TEMPLATE_COMMENT && tag->start[1] == '#')
        return tag->inner == tag->inner_end || !g_ascii_isspace(*tag->inner);
    if (kind == RECTO_TEMPLATE_VALUE)
        return !(g_ascii_isalpha(*inner) || strchr("\"'._$", *inner)) || inner == tag->inner_end;
    return scanner->at > scanner->start && scanner->at[-1] == '\\';
}

static void read_tag(Scanner *scanner, const TemplateTag *tag)
{
    scanner->vain--;
    RectoTemplateKind kind = delimiters[tag->kind].kind;
    if (kind == RECTO_TEMPLATE_COMMENT) {
        pass(scanner, (gsize)(tag->end - scanner->at));
        scanner->changed = TRUE;
        return;
    }
    g_auto(RectoTemplateMeaning) meaning = {.text = g_string_new(NULL)};
    gsize length = (gsize)(tag->inner_end - tag->inner);
    g_autoptr(RectoTemplateArgs) args = recto_template_args_parse(tag->inner, length);
    TemplateTag close;
    gboolean pair = args && kind != RECTO_TEMPLATE_VALUE && find_end(scanner, tag, args->name, &close);
    RectoTemplateUse use = {scanner->context, kind, args, tag->inner, length, is_alone(scanner, tag), pair};
    if (pair) {
        use.inner = tag->end;
        use.inner_length = (gsize)(close.start - tag->end);
    }
    if (!recto_template_meaning_find(&use, &meaning)) {
        leave_unread(scanner, tag);
        return;
    }
    scanner->changed = TRUE;
    if (pair)
        write_pair(scanner, &meaning, tag, &close);
    else
        write_single(scanner, &meaning, tag);
}

/* ---- the scan ---- */

/* Two characters that a tag can begin with, as long as not too many have turned out to begin none. */
static gboolean may_begin(Scanner *scanner)
{
    if (scanner->end - scanner->at < 4 || !strchr("{%#/", scanner->at[1]) || scanner->vain > MAX_VAIN)
        return FALSE;
    scanner->vain++;
    return TRUE;
}

static void scan(Scanner *scanner)
{
    scanner->endless = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    while (scanner->at < scanner->end) {
        if (at_line_start(scanner) && copy_fence(scanner))
            continue;
        gsize plain = 0, rest = (gsize)(scanner->end - scanner->at);
        while (plain < rest && !strchr("`{\n", scanner->at[plain]))
            plain++;
        TemplateTag tag;
        if (plain)
            copy(scanner, plain);
        else if (*scanner->at == '`')
            copy_code_span(scanner);
        else if (*scanner->at == '{' && may_begin(scanner) && find_tag(scanner->at, scanner->end, &tag) &&
                 !is_text(scanner, &tag))
            read_tag(scanner, &tag);
        else if (begins(scanner, "{{"))
            copy(scanner, 2);
        else
            copy(scanner, 1);
    }
    g_hash_table_unref(scanner->endless);
}

static RectoSourceText *scan_inner(const Scanner *outer, const char *text, gsize length, guint32 line)
{
    RectoSourceText *out = recto_source_text_new_empty();
    Scanner scanner = {.context = outer->context,
                       .start = text,
                       .at = text,
                       .end = text + length,
                       .only_line = line,
                       .out = out,
                       .depth = outer->depth + 1,
                       .budget = outer->budget};
    if (scanner.depth < MAX_TEMPLATE_DEPTH)
        scan(&scanner);
    else
        recto_source_text_append(out, text, (gssize)length, line, TRUE);
    if (!out->lines->len)
        recto_source_text_append(out, "", 0, line, FALSE);
    return out;
}

RectoSourceText *recto_templates_replace(const RectoSourceText *source, const RectoTemplateContext *context)
{
    const char *text = source->text->str;
    gsize length = source->text->len;
    gboolean any = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(delimiters); i++)
        any |= memmem(text, length, delimiters[i].open, strlen(delimiters[i].open)) != NULL;
    if (!any)
        return NULL;
    g_autoptr(RectoSourceText) out = recto_source_text_new_empty();
    gsize budget = 8 * length + MIN_BUDGET;
    Scanner scanner = {.context = context,
                       .start = text,
                       .at = text,
                       .end = text + length,
                       .lines = source->lines,
                       .out = out,
                       .budget = &budget};
    scan(&scanner);
    return scanner.changed ? g_steal_pointer(&out) : NULL;
}
