/* Rewrites blocks of Markdown beyond GFM. */
#include "read/notation_blocks.h"

#include "read/cached_regex.h"

#include "read/notation_inlines.h"
#include "read/template_meanings.h"

#include <string.h>

#define MAX_CONTAINERS 16
/* Lines that a container's, an import's or a table's end is looked for. */
#define MAX_AHEAD 4000
/* Lines that may be looked at in all for such ends, for each line of the text. */
#define AHEAD_SHARE 20

/* State for the lines that follow. */
typedef struct {
    guint colons;   /* number of colons of the fence, or 0 for an indented admonition */
    gsize indent;   /* that its lines have at least */
    gboolean quote; /* the lines become a block quote */
} OpenContainer;

typedef struct {
    const RectoNotationContext *context;
    const RectoSourceText *source;
    GPtrArray *lines; /* of char*: without their ends */
    guint at;
    RectoSourceText *out;
    OpenContainer open[MAX_CONTAINERS];
    guint n_open;
    GHashTable *abbreviations; /* word → expansion, owned; or NULL */
    gsize ahead;               /* lines that may be looked at still for ends of blocks */
    gboolean changed;
} Blocks;

static const char *line_at(const Blocks *blocks, guint i)
{
    return i < blocks->lines->len ? g_ptr_array_index(blocks->lines, i) : NULL;
}

static guint32 number_at(const Blocks *blocks, guint i)
{
    return g_array_index(blocks->source->lines, guint32, MIN(i, blocks->source->lines->len - 1));
}

/* TRUE when line `i` may be looked at for the end of what begins on this one. */
static gboolean may_look_ahead(Blocks *blocks, guint i)
{
    if (i >= blocks->lines->len || i >= blocks->at + MAX_AHEAD || !blocks->ahead)
        return FALSE;
    blocks->ahead--;
    return TRUE;
}

static RectoSpan span_at(const Blocks *blocks, guint i)
{
    return (RectoSpan){blocks->context->file, blocks->context->first_line + number_at(blocks, i) + 1, 1, 0};
}

static gboolean is_blank(const char *line)
{
    return !line || !line[strspn(line, " \t\r")];
}

static gsize indent_of(const char *line)
{
    return strspn(line, " ");
}

/* ---- writing ---- */

/* Writes one line within the open blocks. */
static void emit(Blocks *blocks, const char *line)
{
    guint32 number = number_at(blocks, MIN(blocks->at, blocks->lines->len - 1));
    gboolean quoted = FALSE;
    for (guint i = 0; i < blocks->n_open; i++) {
        if (blocks->open[i].quote)
            recto_source_text_append(blocks->out, "> ", 2, number, FALSE);
        quoted |= blocks->open[i].quote;
    }
    recto_source_text_append(blocks->out, line, -1, number, FALSE);
    recto_source_text_append(blocks->out, "\n", 1, number, FALSE);
}

/* Writes a line unchanged, without the indent of the open blocks. */
static void emit_own(Blocks *blocks, const char *line)
{
    gsize indent = 0;
    for (guint i = 0; i < blocks->n_open; i++)
        indent = MAX(indent, blocks->open[i].indent);
    emit(blocks, line + MIN(indent, indent_of(line)));
}

static void close_top(Blocks *blocks)
{
    OpenContainer *top = &blocks->open[--blocks->n_open];
    if (top->quote)
        emit(blocks, "");
}

/* ---- callouts and containers ---- */

static void emit_heading(Blocks *blocks, const char *mark, const char *title)
{
    g_autofree char *line = mark     ? g_strdup_printf("[!%s]%s%s", mark, *title ? " " : "", title)
                            : *title ? g_strdup_printf("**%s**", title)
                                     : NULL;
    if (line)
        emit(blocks, line);
    if (line && !mark)
        emit(blocks, "");
}

/* Removes marks around a title: [Title], "Title", {title="Title" .class}. Caller frees. */
static char *clean_title(const char *text)
{
    g_autofree char *title = g_strdup(text);
    g_strstrip(title);
    const char *key = strstr(title, "title=");
    if (*title == '{')
        return key && key[6] && strchr("\"'", key[6]) ? g_strndup(key + 7, strcspn(key + 7, key[6] == '"' ? "\"" : "'"))
                                                      : g_strdup("");
    char *brace = strrchr(title, '{');
    if (brace)
        *brace = '\0';
    g_strstrip(title);
    gsize length = strlen(title);
    gboolean wrapped =
        length > 1 && ((*title == '[' && title[length - 1] == ']') || (*title == '"' && title[length - 1] == '"'));
    return wrapped ? g_strndup(title + 1, length - 2) : g_steal_pointer(&title);
}

/* The name in `note`, `{note}`, `{.callout-note}`, `.note`; caller frees. */
static char *container_name(const char *text, const char **ret_rest)
{
    const char *at = text + strspn(text, " \t");
    gboolean braced = *at == '{';
    const char *close = braced ? strchr(at, '}') : NULL;
    at += braced;
    at += strspn(at, " .#");
    gsize length = strcspn(at, " \t}[{\r");
    *ret_rest = close ? close + 1 : at + length;
    /* Attributes belong to the title. */
    if (close && strstr(text, "title="))
        *ret_rest = text + strspn(text, " \t");
    g_autofree char *name = g_ascii_strdown(at, (gssize)length);
    static const char *const prefixes[] = {"callout-", "admonition-", "alert-", "is-"};
    for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_str_has_prefix(name, prefixes[i]))
            return g_strdup(name + strlen(prefixes[i]));
    return g_steal_pointer(&name);
}

static guint colons_of(const char *line)
{
    const char *at = line + indent_of(line);
    guint n = (guint)strspn(at, ":");
    return n >= 3 ? n : 0;
}

static gboolean closes_later(Blocks *blocks, guint colons)
{
    guint depth = 0;
    for (guint i = blocks->at + 1; may_look_ahead(blocks, i); i++) {
        const char *line = line_at(blocks, i);
        guint n = colons_of(line);
        gboolean close = n && is_blank(line + indent_of(line) + n);
        if (close && (depth == 0 || n == colons))
            return TRUE;
        depth += n && !close;
        depth -= close && depth;
    }
    return FALSE;
}

static gboolean open_container(Blocks *blocks, const char *line, guint colons)
{
    const char *rest = line + indent_of(line) + colons, *title = NULL, *mark = NULL;
    g_autofree char *name = container_name(rest, &title);
    if (!*name || blocks->n_open == MAX_CONTAINERS || !closes_later(blocks, colons))
        return FALSE;
    gboolean quote = recto_notation_callout(name, &mark);
    g_autofree char *words = clean_title(title);
    blocks->open[blocks->n_open++] = (OpenContainer){colons, indent_of(line), quote};
    if (quote || strstr(" details tab tab-item dropdown card collapse ", name))
        emit_heading(blocks, mark, words);
    /* MyST's options of a directive. */
    while (line_at(blocks, blocks->at + 1) &&
           recto_regex_matches("^\\s*:[a-z-]+:( |$)", line_at(blocks, blocks->at + 1), 0))
        blocks->at++;
    return TRUE;
}

static gboolean container_line(Blocks *blocks, const char *line)
{
    guint colons = colons_of(line);
    if (!colons)
        return FALSE;
    if (!is_blank(line + indent_of(line) + colons))
        return open_container(blocks, line, colons);
    guint i = blocks->n_open;
    while (i > 0 && !blocks->open[i - 1].colons)
        i--;
    if (!i)
        return FALSE;
    while (blocks->n_open >= i)
        close_top(blocks);
    return TRUE;
}

/* `!!! type "Title"`, `??? type`, `=== "Tab"`; what is indented below belongs to it. */
static gboolean admonition_line(Blocks *blocks, const char *line)
{
    const char *at = line + indent_of(line), *mark = NULL;
    if (!strchr("!?=", *at))
        return FALSE;
    gboolean tab = g_str_has_prefix(at, "=== \"");
    if (!tab && !recto_regex_matches("^(!!!|\\?\\?\\?\\+?) +[A-Za-z]", at, 0))
        return FALSE;
    const char *next = line_at(blocks, blocks->at + 1);
    next = is_blank(next) ? line_at(blocks, blocks->at + 2) : next;
    gsize indent = indent_of(line) + 4;
    if (blocks->n_open == MAX_CONTAINERS || !next || is_blank(next) || indent_of(next) < indent)
        return FALSE;
    at += strspn(at, "!?=+ ");
    gsize length = tab ? 0 : strcspn(at, " \t\r\"");
    g_autofree char *name = g_strndup(at, length);
    g_autofree char *title = clean_title(strchr(at, '"') ? strchr(at, '"') : "");
    gboolean known = !tab && recto_notation_callout(name, &mark);
    if (!known && !tab)
        mark = "NOTE";
    if (!known && !tab && !*title) {
        g_free(title);
        *name = g_ascii_toupper(*name);
        title = g_strdup(name);
    }
    emit(blocks, "");
    blocks->open[blocks->n_open++] = (OpenContainer){0, indent, !tab};
    emit_heading(blocks, mark, title);
    return TRUE;
}

/* Ends admonitions whose indent this line has not. */
static void close_outdented(Blocks *blocks, const char *line)
{
    while (blocks->n_open && !is_blank(line)) {
        const OpenContainer *top = &blocks->open[blocks->n_open - 1];
        if (top->colons || indent_of(line) >= top->indent)
            return;
        close_top(blocks);
    }
}

/* ---- lines that go ---- */

static gboolean follows_blank(const Blocks *blocks)
{
    const GString *text = blocks->out->text;
    return text->len == 0 || g_str_has_suffix(text->str, "\n\n") || (text->len == 1 && text->str[0] == '\n');
}

/* import and export of MDX: never words of the page. */
static gboolean program_line(Blocks *blocks, const char *line)
{
    static const char import[] = "^import\\s+(['\"][^'\"]+['\"];?\\s*$|[\\w{*$][^.]*\\bfrom\\s+['\"]|\\{\\s*$)";
    static const char export[] = "^export\\s+(default\\b|const\\s+\\w+|let\\s+\\w+|var\\s+\\w+|function\\b|\\{|\\*)";
    gboolean imports = g_str_has_prefix(line, "import "), exports = g_str_has_prefix(line, "export ");
    if ((!imports && !exports) || !(follows_blank(blocks) || blocks->context->mdx) ||
        !recto_regex_matches(imports ? import : export, line, 0))
        return FALSE;
    /* An import of several lines ends with its file, an export with a blank line. */
    gboolean ended = imports ? strchr(line, '\'') || strchr(line, '"') : FALSE;
    for (guint i = 1; !ended && i < 40; i++) {
        const char *next = line_at(blocks, blocks->at + 1);
        if (is_blank(next))
            break;
        ended = imports && (strchr(next, '\'') || strchr(next, '"'));
        blocks->at++;
    }
    return TRUE;
}

static gboolean is_contents_mark(const char *line)
{
    static const char *const marks[] = {"[toc]",  "[[toc]]", "[[_toc_]]",         "${toc}", "{{toc}}",
                                        "{:toc}", "\\toc",   "\\tableofcontents", "[tocm]", NULL};
    line += indent_of(line);
    if (!*line || !strchr("[${\\", *line) || strlen(line) > 24)
        return FALSE;
    g_autofree char *lower = g_ascii_strdown(line, -1);
    return g_strv_contains(marks, g_strstrip(lower));
}

/* Removes the last line if it is a list item with only a placeholder: kramdown's `* TOC`. */
static void drop_placeholder(Blocks *blocks)
{
    GString *text = blocks->out->text;
    gsize end = text->len && text->str[text->len - 1] == '\n' ? text->len - 1 : text->len, start = end;
    while (start > 0 && text->str[start - 1] != '\n')
        start--;
    g_autofree char *last = g_strndup(text->str + start, end - start);
    if (!recto_regex_matches("^\\s*([*+-]|\\d+\\.)\\s+\\S.{0,40}$|^\\s*(table of )?contents:?\\s*$", last,
                             G_REGEX_CASELESS))
        return;
    g_string_truncate(text, start);
    if (text->len + 1 < end)
        g_array_set_size(blocks->out->lines, blocks->out->lines->len - 1);
    else
        g_array_set_size(blocks->out->lines, MAX(blocks->out->lines->len, 2) - 1);
}

static gboolean contents_line(Blocks *blocks, const char *line)
{
    if (!is_contents_mark(line))
        return FALSE;
    recto_diagnose(blocks->context->diagnostics, RECTO_CODE_TOC_MARK, span_at(blocks, blocks->at), "%.40s is left out",
                   line + indent_of(line));
    if (strchr(line, ':'))
        drop_placeholder(blocks);
    emit(blocks, "");
    return TRUE;
}

/* The list between <!-- toc --> and its end, which a program has made. */
static gboolean contents_list(Blocks *blocks, const char *line)
{
    if (!strstr(line, "<!--") ||
        !recto_regex_matches("^\\s*<!--\\s*(toc|table of contents|begin toc|start doctoc)\\b[^>]*-->\\s*$", line,
                             G_REGEX_CASELESS))
        return FALSE;
    for (guint i = blocks->at + 1; may_look_ahead(blocks, i); i++) {
        const char *next = line_at(blocks, i);
        if (recto_regex_matches("^\\s*<!--\\s*(/toc|tocstop|end ?toc|end doctoc)\\b[^>]*-->\\s*$", next,
                                G_REGEX_CASELESS)) {
            recto_diagnose(blocks->context->diagnostics, RECTO_CODE_TOC_MARK, span_at(blocks, blocks->at),
                           "the list after %.40s is left out", line);
            blocks->at = i;
            emit(blocks, "");
            return TRUE;
        }
        if (!is_blank(next) && !recto_regex_matches("^\\s*([*+-]|\\d+\\.|#+ )\\s*", next, 0) && *next != '*')
            return FALSE;
    }
    return FALSE;
}

/* ---- kramdown ---- */

/* `{: .class #id}` on a line of its own. With an id or a key it is kept in the form that recto reads; classes alone are
 * the site's looks. */
static gboolean attribute_line(Blocks *blocks, const char *line)
{
    const char *at = line + strspn(line, " \t");
    if (at[0] != '{' || at[1] != ':')
        return FALSE;
    if (recto_regex_matches("^\\s*\\{::(options|nomarkdown|comment|/)?[^}]*\\}\\s*$|^\\s*\\{:/[a-z]*\\}\\s*$", line, 0))
        return TRUE;
    if (!recto_regex_matches("^\\s*\\{:\\s*([.#][\\w-]+|[\\w-]+=(\"[^\"]*\"|'[^']*'|\\S+)|\\s)+\\}\\s*$", line, 0))
        return FALSE;
    /* Before a block, where Pandoc has none. */
    gboolean leads = follows_blank(blocks) && !is_blank(line_at(blocks, blocks->at + 1));
    if (leads && !strchr(line, '#') && !strchr(line, '='))
        return TRUE;
    g_autofree char *plain = g_strconcat("{", strstr(line, "{:") + 2, NULL);
    emit_own(blocks, plain);
    return TRUE;
}

/* ---- definitions ---- */

static gboolean is_definition(const char *line)
{
    return line && line[indent_of(line)] == ':' && indent_of(line) <= 3 &&
           recto_regex_matches("^ {0,3}:[ \t]+\\S", line, 0);
}

/* A line that a term can be: a paragraph's. */
static gboolean is_term(const char *line)
{
    return line && !is_blank(line) && indent_of(line) <= 3 &&
           !recto_regex_matches("^ {0,3}([#>|:<`~=]|[-*+] |\\d+[.)] |\\[\\^)", line, 0) && !strstr(line, "|");
}

static void emit_definition(Blocks *blocks)
{
    const char *line = line_at(blocks, blocks->at);
    const char *words = line + indent_of(line) + 1;
    emit(blocks, "<dd>");
    emit(blocks, "");
    emit(blocks, words + strspn(words, " \t"));
    for (;;) {
        const char *next = line_at(blocks, blocks->at + 1), *second = line_at(blocks, blocks->at + 2);
        gboolean further =
            next && is_blank(next) && second && !is_blank(second) && indent_of(second) >= 2 && !is_definition(second);
        gboolean lazy = next && !is_blank(next) && !is_definition(next) && !is_definition(second);
        if (!further && !lazy)
            break;
        blocks->at++;
        emit(blocks, next + indent_of(next));
    }
    emit(blocks, "");
    emit(blocks, "</dd>");
}

/* Term, then `: definition`; a blank line may be between. */
static gboolean definition_list(Blocks *blocks, const char *line)
{
    const char *next = line_at(blocks, blocks->at + 1);
    gboolean gap = next && is_blank(next);
    if (!is_definition(gap ? line_at(blocks, blocks->at + 2) : next) || !is_term(line) || !follows_blank(blocks))
        return FALSE;
    emit(blocks, "<dl>");
    while (is_term(line)) {
        emit(blocks, "<dt>");
        emit(blocks, "");
        emit(blocks, line + indent_of(line));
        emit(blocks, "");
        emit(blocks, "</dt>");
        for (;;) {
            guint to = blocks->at + (is_blank(line_at(blocks, blocks->at + 1)) ? 2 : 1);
            if (!is_definition(line_at(blocks, to)))
                break;
            blocks->at = to;
            emit_definition(blocks);
        }
        guint to = blocks->at + (is_blank(line_at(blocks, blocks->at + 1)) ? 2 : 1);
        const char *term = line_at(blocks, to), *behind = line_at(blocks, to + 1);
        if (!is_term(term) || !is_definition(is_blank(behind) ? line_at(blocks, to + 2) : behind))
            break;
        blocks->at = to;
        line = term;
    }
    emit(blocks, "</dl>");
    emit(blocks, "");
    return TRUE;
}

static gboolean abbreviation(Blocks *blocks, const char *line)
{
    if (!g_str_has_prefix(line, "*["))
        return FALSE;
    const char *close = strstr(line, "]:");
    if (!close || close == line + 2 || close - line > 40)
        return FALSE;
    if (!blocks->abbreviations)
        blocks->abbreviations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_insert(blocks->abbreviations, g_strndup(line + 2, (gsize)(close - line - 2)),
                        g_strstrip(g_strdup(close + 2)));
    return TRUE;
}

/* ---- HTML with blank lines ---- */

/* Without them, up to the end tag, so that the parser sees one block. */
static gboolean html_block(Blocks *blocks, const char *line)
{
    static const struct {
        const char *name, *close;
    } names[] = {{"table", "</table>"}, {"style", "</style>"}, {"script", "</script>"}};
    if (line[strspn(line, " \t")] != '<')
        return FALSE;
    for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
        const char *close = names[k].close, *name = line + strspn(line, " \t") + 1;
        gsize length = strlen(names[k].name);
        if (g_ascii_strncasecmp(name, names[k].name, length) != 0 || !strchr(" \t>", name[length]) ||
            strstr(line, close))
            continue;
        guint end = blocks->at + 1, n_cells = 0;
        gboolean blank = FALSE;
        while (may_look_ahead(blocks, end) && !strstr(line_at(blocks, end), close)) {
            const char *row = line_at(blocks, end++);
            blank |= is_blank(row);
            n_cells += strstr(row, "<td") || strstr(row, "<th");
        }
        /* A table of one cell frames something else. */
        if (!blank || (k == 0 && n_cells < 2) || !may_look_ahead(blocks, end))
            return FALSE;
        for (; blocks->at < end; blocks->at++) {
            const char *own = line_at(blocks, blocks->at), *next = line_at(blocks, blocks->at + 1);
            gsize indent = next ? strspn(next, " \t") : 0;
            /* Markdown in a cell needs its blank lines; a tag that follows one does not. */
            gboolean tag = next && (next[indent] == '<' || k > 0);
            if (!is_blank(own) || (!tag && !is_blank(next)))
                emit(blocks, k == 0 ? own + strspn(own, " \t") : own);
        }
        const char *last = line_at(blocks, end);
        emit(blocks, k == 0 ? last + strspn(last, " \t") : last);
        return TRUE;
    }
    return FALSE;
}

/* ---- small repairs ---- */

static gboolean repaired_line(Blocks *blocks, const char *line)
{
    gsize length = strlen(line);
    if (!length || (line[length - 1] != '\\' && !g_str_has_prefix(line, "##")))
        return FALSE;
    /* Netlify CMS leaves backslashes for line ends. */
    if (recto_regex_matches("^\\s*\\\\\\s*$", line, 0)) {
        emit_own(blocks, "");
        return TRUE;
    }
    if (!is_blank(line_at(blocks, blocks->at + 1)) && recto_regex_matches("^ {0,3}#{1,6} .*[^\\\\]\\\\$", line, 0)) {
        g_autofree char *heading = g_strndup(line, length - 1);
        emit_own(blocks, heading);
        return TRUE;
    }
    gsize hashes = strspn(line, "#");
    if (hashes > 1 && hashes < 7 && g_ascii_isupper(line[hashes]) && recto_regex_matches("^#{2,6}[A-Z]", line, 0) &&
        follows_blank(blocks)) {
        gsize marks = strspn(line, "#");
        g_autofree char *heading = g_strdup_printf("%.*s %s", (int)marks, line, line + marks);
        recto_diagnose(blocks->context->diagnostics, RECTO_CODE_HEADING_SPACE, span_at(blocks, blocks->at),
                       "“%.*s” lacks a space before the heading's words", (int)marks, line);
        emit_own(blocks, heading);
        return TRUE;
    }
    return FALSE;
}

/* ---- the walk ---- */

static guint fence_of(const char *line, char *ret_mark)
{
    const char *at = line + strspn(line, " \t>");
    guint n = (guint)(*at == '`' || *at == '~' ? strspn(at, *at == '`' ? "`" : "~") : 0);
    *ret_mark = *at;
    return n >= 3 && !(*at == '`' && strchr(at + n, '`')) ? n : 0;
}

/* A directive of MyST in a fence: ```{note} Title. */
static gboolean is_directive(const char *line, guint fence, const char **ret_mark, char **ret_title)
{
    const char *info = line + strspn(line, " \t>") + fence, *rest = NULL;
    if (*info != '{')
        return FALSE;
    g_autofree char *name = container_name(info, &rest);
    if (!recto_notation_callout(name, ret_mark))
        return FALSE;
    *ret_title = clean_title(rest);
    return TRUE;
}

static void copy_fence(Blocks *blocks, guint fence, char mark)
{
    const char *line = line_at(blocks, blocks->at), *kind = NULL;
    char other = 0;
    g_autofree char *title = NULL;
    gboolean directive = is_directive(line, fence, &kind, &title) && blocks->n_open < MAX_CONTAINERS;
    if (directive) {
        blocks->changed = TRUE;
        blocks->open[blocks->n_open++] = (OpenContainer){1, indent_of(line), TRUE};
        emit_heading(blocks, kind, title);
    } else {
        emit_own(blocks, line);
    }
    for (blocks->at++; blocks->at < blocks->lines->len; blocks->at++) {
        line = line_at(blocks, blocks->at);
        guint n = fence_of(line, &other);
        gboolean closes = n >= fence && other == mark && is_blank(line + strspn(line, " \t>") + n);
        if (!(directive && closes))
            emit_own(blocks, line);
        if (closes)
            break;
    }
    if (directive)
        close_top(blocks);
}

static gboolean read_line(Blocks *blocks, const char *line)
{
    static gboolean (*const readers[])(Blocks *, const char *) = {
        container_line, admonition_line, program_line,    contents_line, contents_list,
        attribute_line, abbreviation,    definition_list, html_block,    repaired_line};
    for (guint i = 0; i < G_N_ELEMENTS(readers); i++)
        if (readers[i](blocks, line))
            return TRUE;
    return FALSE;
}

static gboolean begins_with(const char *at, const char *end, const char *prefix)
{
    gsize length = strlen(prefix);
    return (gsize)(end - at) >= length && memcmp(at, prefix, length) == 0;
}

/* A line that begins like one of these blocks. */
static gboolean may_begin_block(const char *at, const char *end)
{
    static const char *const signs[] = {":::",    "!!!",  "???", "===",  "import ", "export ", "[",
                                        "${",     "{:",   ": ",  "*[",   "<table",  "<style",  "<script",
                                        "<TABLE", "<!--", "\\",  "```{", "{{toc",   NULL};
    if (*at == '#')
        return end[-1] == '\\' || begins_with(at, end, "##");
    if (!strchr(":!?=ie[${*<\\`", *at))
        return FALSE;
    for (guint i = 0; signs[i]; i++)
        if (begins_with(at, end, signs[i]))
            return TRUE;
    return FALSE;
}

static gboolean may_have_blocks(const RectoSourceText *source)
{
    const char *at = source->text->str, *end = at + source->text->len;
    while (at < end) {
        const char *newline = memchr(at, '\n', (gsize)(end - at));
        const char *stop = newline ? newline : end;
        while (at < stop && strchr(" \t>", *at))
            at++;
        if (at < stop && may_begin_block(at, stop))
            return TRUE;
        at = stop + 1;
    }
    return FALSE;
}

static GPtrArray *split_lines(const GString *text)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    const char *at = text->str, *end = at + text->len;
    while (at < end) {
        const char *newline = memchr(at, '\n', (gsize)(end - at));
        g_ptr_array_add(lines, g_strndup(at, (gsize)((newline ? newline : end) - at)));
        at = newline ? newline + 1 : end;
    }
    return lines;
}

RectoSourceText *recto_notation_blocks(const RectoSourceText *source, const RectoNotationContext *context)
{
    if (!may_have_blocks(source))
        return NULL;
    g_autoptr(GPtrArray) lines = split_lines(source->text);
    g_autoptr(RectoSourceText) out = recto_source_text_new_empty();
    Blocks blocks = {.context = context, .source = source, .lines = lines, .out = out};
    char mark = 0;
    blocks.ahead = (gsize)lines->len * AHEAD_SHARE + MAX_AHEAD;
    for (; blocks.at < lines->len; blocks.at++) {
        const char *line = line_at(&blocks, blocks.at);
        close_outdented(&blocks, line);
        guint fence = fence_of(line, &mark);
        if (fence)
            copy_fence(&blocks, fence, mark);
        else if (read_line(&blocks, line))
            blocks.changed = TRUE;
        else
            emit_own(&blocks, line);
    }
    while (blocks.n_open)
        close_top(&blocks);
    if (blocks.abbreviations) {
        recto_notation_expand(out, blocks.abbreviations);
        g_hash_table_unref(blocks.abbreviations);
    }
    return blocks.changed ? g_steal_pointer(&out) : NULL;
}
