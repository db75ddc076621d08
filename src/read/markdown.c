/* Reads Markdown with cmark-gfm and builds the document's tree. */
#include "read/markdown.h"

#include "read/footnotes.h"
#include "read/locate.h"
#include "read/surplus_cells.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

/* Types of the extensions: exported by the library, declared in none of its installed headers; set once the extensions
 * are registered. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL, CMARK_NODE_STRIKETHROUGH;

/* Maximum nesting depth of containers. Deeper ones are merged into the last: their text remains. */
#define MAX_MARKDOWN_DEPTH 100

/* Footnotes whose label stands above already that are looked after: each costs another look at the text. */
#define MAX_REPEATED 50

typedef struct {
    RectoDocument *document;
    RectoDiagnostics *diagnostics;
    RectoLocator *locator;
    GHashTable *escaped_notes; /* references that are meant as text */
    GPtrArray *parents;        /* of RectoNode*: one for each cmark container that is open */
    GHashTable *kinds;         /* cmark node type → kind + 1 */
    GArray *aligns;            /* guint8 of the table that is open */
    guint column;              /* column of the cell in its row */
    guint n_notes;
    gboolean too_deep;
    gboolean escapes; /* there is a \{ */
} MarkdownReader;

static GHashTable *make_kinds(void)
{
    GHashTable *kinds = g_hash_table_new(NULL, NULL);
    const struct {
        guint type;
        RectoNodeKind kind;
    } rows[] = {
        {CMARK_NODE_BLOCK_QUOTE, RECTO_NODE_QUOTE},
        {CMARK_NODE_LIST, RECTO_NODE_LIST},
        {CMARK_NODE_ITEM, RECTO_NODE_ITEM},
        {CMARK_NODE_CODE_BLOCK, RECTO_NODE_CODE_BLOCK},
        {CMARK_NODE_HTML_BLOCK, RECTO_NODE_HTML_BLOCK},
        {CMARK_NODE_CUSTOM_BLOCK, RECTO_NODE_PARAGRAPH},
        {CMARK_NODE_PARAGRAPH, RECTO_NODE_PARAGRAPH},
        {CMARK_NODE_HEADING, RECTO_NODE_HEADING},
        {CMARK_NODE_THEMATIC_BREAK, RECTO_NODE_RULE},
        {CMARK_NODE_FOOTNOTE_DEFINITION, RECTO_NODE_NOTE},
        {CMARK_NODE_TEXT, RECTO_NODE_TEXT},
        {CMARK_NODE_SOFTBREAK, RECTO_NODE_SOFT_BREAK},
        {CMARK_NODE_LINEBREAK, RECTO_NODE_HARD_BREAK},
        {CMARK_NODE_CODE, RECTO_NODE_CODE},
        {CMARK_NODE_HTML_INLINE, RECTO_NODE_HTML_INLINE},
        {CMARK_NODE_EMPH, RECTO_NODE_EMPHASIS},
        {CMARK_NODE_STRONG, RECTO_NODE_STRONG},
        {CMARK_NODE_LINK, RECTO_NODE_LINK},
        {CMARK_NODE_IMAGE, RECTO_NODE_IMAGE},
        {CMARK_NODE_FOOTNOTE_REFERENCE, RECTO_NODE_NOTE_MARK},
        {CMARK_NODE_TABLE, RECTO_NODE_TABLE},
        {CMARK_NODE_TABLE_ROW, RECTO_NODE_ROW},
        {CMARK_NODE_TABLE_CELL, RECTO_NODE_CELL},
        {CMARK_NODE_STRIKETHROUGH, RECTO_NODE_STRIKE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_hash_table_insert(kinds, GUINT_TO_POINTER(rows[i].type), GUINT_TO_POINTER(rows[i].kind + 1));
    return kinds;
}

/* Those for which cmark's iterator gives no EXIT. */
static gboolean is_leaf(guint type)
{
    return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_THEMATIC_BREAK || type == CMARK_NODE_CODE_BLOCK ||
           type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
           type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE;
}

/* The library cuts a footnote's mark that runs over a line end amid a character. */
static const char *keep(MarkdownReader *reader, const char *text)
{
    if (!text || g_utf8_validate(text, -1, NULL))
        return recto_arena_strndup(reader->document->arena, text ? text : "", -1);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    return recto_arena_strndup(reader->document->arena, valid, -1);
}

static const char *keep_unless_empty(MarkdownReader *reader, const char *text)
{
    return text && *text ? keep(reader, text) : NULL;
}

typedef enum { NO_COMMENT, COMMENT, PAGE_BREAK } Comment;

static gboolean says_page_break(const char *start, const char *end)
{
    static const char *const words[] = {"pagebreak", "page-break", "page break", "newpage", NULL};
    g_autofree char *text = g_strndup(start, (gsize)(end - start));
    g_autofree char *lower = g_ascii_strdown(g_strstrip(text), -1);
    return g_strv_contains(words, lower);
}

/* Classifies HTML that consists only of comments and white space. */
static Comment comment_of(const char *html)
{
    Comment found = NO_COMMENT;
    for (const char *at = html + strspn(html, " \t\n"); *at; at += strspn(at, " \t\n")) {
        const char *end = g_str_has_prefix(at, "<!--") ? strstr(at + 4, "-->") : NULL;
        if (!end)
            return NO_COMMENT;
        if (found != PAGE_BREAK)
            found = says_page_break(at + 4, end) ? PAGE_BREAK : COMMENT;
        at = end + 3;
    }
    return found;
}

static void read_list(RectoNode *node, cmark_node *source)
{
    node->list.ordered = cmark_node_get_list_type(source) == CMARK_ORDERED_LIST;
    node->list.tight = cmark_node_get_list_tight(source) != 0;
    node->list.start = node->list.ordered ? cmark_node_get_list_start(source) : 1;
}

static void read_item(RectoNode *node, cmark_node *source)
{
    if (g_str_equal(cmark_node_get_type_string(source), "tasklist"))
        node->item.task = cmark_gfm_extensions_get_tasklist_item_checked(source) ? RECTO_TASK_DONE : RECTO_TASK_OPEN;
}

static void read_table(MarkdownReader *reader, cmark_node *source)
{
    guint16 n = cmark_gfm_extensions_get_table_columns(source);
    g_array_set_size(reader->aligns, 0);
    g_array_append_vals(reader->aligns, cmark_gfm_extensions_get_table_alignments(source), n);
}

static RectoCellAlign cell_align(MarkdownReader *reader)
{
    guint8 align = reader->column < reader->aligns->len ? g_array_index(reader->aligns, guint8, reader->column) : 0;
    reader->column++;
    return align == 'l'   ? RECTO_CELL_LEFT
           : align == 'c' ? RECTO_CELL_CENTRE
           : align == 'r' ? RECTO_CELL_RIGHT
                          : RECTO_CELL_NONE;
}

/* TRUE when the one text of the link is its address, or the address without a scheme. */
static gboolean is_autolink(cmark_node *source)
{
    cmark_node *text = cmark_node_first_child(source);
    if (!text || cmark_node_next(text) || cmark_node_get_type(text) != CMARK_NODE_TEXT)
        return FALSE;
    const char *address = cmark_node_get_url(source), *words = cmark_node_get_literal(text);
    static const char *const schemes[] = {"", "mailto:", "http://", "https://", "xmpp:"};
    for (guint i = 0; i < G_N_ELEMENTS(schemes); i++) {
        gsize length = strlen(schemes[i]);
        if (strncmp(address, schemes[i], length) == 0 && g_str_equal(address + length, words))
            return TRUE;
    }
    return FALSE;
}

static const char *ordinal(MarkdownReader *reader, guint number)
{
    g_autofree char *text = g_strdup_printf("%u", number);
    return keep(reader, text);
}

/* Reads the details of each kind of node, except its children. */
static void read_details(MarkdownReader *reader, RectoNode *node, cmark_node *source)
{
    switch (node->kind) {
    case RECTO_NODE_HEADING:
        node->heading.source_level = node->heading.level = cmark_node_get_heading_level(source);
        break;
    case RECTO_NODE_LIST:
        read_list(node, source);
        break;
    case RECTO_NODE_ITEM:
        read_item(node, source);
        break;
    case RECTO_NODE_CODE_BLOCK:
        node->title = keep_unless_empty(reader, cmark_node_get_fence_info(source));
        node->text = keep(reader, cmark_node_get_literal(source));
        break;
    case RECTO_NODE_TABLE:
        read_table(reader, source);
        break;
    case RECTO_NODE_ROW:
        node->row.head = cmark_gfm_extensions_get_table_row_is_header(source) != 0;
        reader->column = 0;
        break;
    case RECTO_NODE_CELL:
        node->cell.align = cell_align(reader);
        break;
    case RECTO_NODE_LINK:
        node->link.autolink = is_autolink(source);
        /* fall through */
    case RECTO_NODE_IMAGE:
        node->text = keep(reader, cmark_node_get_url(source));
        node->title = keep_unless_empty(reader, cmark_node_get_title(source));
        break;
    case RECTO_NODE_NOTE:
        /* cmark has sorted the definitions by their ordinals, which is what a reference holds. */
        node->text = ordinal(reader, ++reader->n_notes);
        break;
    case RECTO_NODE_CODE:
    case RECTO_NODE_HTML_BLOCK:
    case RECTO_NODE_HTML_INLINE:
    case RECTO_NODE_NOTE_MARK:
        node->text = keep(reader, cmark_node_get_literal(source));
        break;
    default:
        break;
    }
}

/* Returns the position of a node: cmark gives it for blocks, and the locator finds inlines. */
static RectoSpan locate(MarkdownReader *reader, RectoNodeKind kind, cmark_node *source)
{
    RectoNode probe = {.kind = kind};
    guint line = (guint)cmark_node_get_start_line(source), column = (guint)cmark_node_get_start_column(source);
    if (recto_node_is_block(&probe)) {
        if (kind == RECTO_NODE_PARAGRAPH || kind == RECTO_NODE_HEADING || kind == RECTO_NODE_CELL)
            recto_locator_enter(reader->locator, line, column, (guint)cmark_node_get_end_line(source));
        return recto_locator_block(reader->locator, line, column);
    }
    switch (kind) {
    case RECTO_NODE_TEXT:
    case RECTO_NODE_CODE:
    case RECTO_NODE_HTML_INLINE:
        return recto_locator_find(reader->locator, cmark_node_get_literal(source));
    case RECTO_NODE_SOFT_BREAK:
    case RECTO_NODE_HARD_BREAK:
        return recto_locator_break(reader->locator);
    case RECTO_NODE_LINK:
        return recto_locator_peek(reader->locator, "[");
    case RECTO_NODE_IMAGE:
        return recto_locator_peek(reader->locator, "![");
    case RECTO_NODE_NOTE_MARK:
        return recto_locator_find(reader->locator, "[^");
    default:
        return recto_locator_here(reader->locator);
    }
}

static RectoNode *current(MarkdownReader *reader)
{
    return g_ptr_array_index(reader->parents, reader->parents->len - 1);
}

/* A text ends behind each brace that a backslash takes its meaning from, so that no attributes begin there. */
static void add_text(MarkdownReader *reader, RectoNode *parent, cmark_node *source)
{
    const char *text = keep(reader, cmark_node_get_literal(source)), *start = text;
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(gsize));
    gsize source_at = 0;
    for (const char *at = text; reader->escapes && (at = strchr(at, '{')); at++) {
        gsize end = (gsize)(at + 1 - text);
        if (recto_locator_escaped(reader->locator, &source_at))
            g_array_append_val(ends, end);
    }
    gsize length = strlen(text);
    if (!ends->len || g_array_index(ends, gsize, ends->len - 1) < length)
        g_array_append_val(ends, length);
    RectoSpan span = locate(reader, RECTO_NODE_TEXT, source);
    recto_footnotes_report_undefined(text, reader->escaped_notes, span, reader->diagnostics);
    for (guint i = 0; i < ends->len; i++) {
        const char *end = text + g_array_index(ends, gsize, i);
        RectoNode *node = recto_node_new(reader->document->arena, RECTO_NODE_TEXT, span);
        node->text = recto_arena_strndup(reader->document->arena, start, end - start);
        recto_node_append(parent, node);
        start = end;
    }
}

/* Returns TRUE if the node can be left out without loss of its content. */
static gboolean is_flattened(MarkdownReader *reader, guint kind)
{
    if (reader->parents->len <= MAX_MARKDOWN_DEPTH || !kind)
        return FALSE;
    RectoNode probe = {.kind = kind - 1};
    switch (probe.kind) {
    case RECTO_NODE_QUOTE:
    case RECTO_NODE_LIST:
        return TRUE;
    case RECTO_NODE_ITEM:
        return current(reader)->kind != RECTO_NODE_LIST;
    default:
        return !recto_node_is_block(&probe);
    }
}

static void enter(MarkdownReader *reader, cmark_node *source)
{
    guint type = cmark_node_get_type(source);
    guint kind = GPOINTER_TO_UINT(g_hash_table_lookup(reader->kinds, GUINT_TO_POINTER(type)));
    RectoNode *parent = current(reader), *node = parent;
    if (type == CMARK_NODE_TEXT) {
        add_text(reader, parent, source);
        return;
    }
    gboolean flatten = !is_leaf(type) && is_flattened(reader, kind);
    if (kind && !flatten) {
        RectoSpan span = locate(reader, kind - 1, source);
        node = recto_node_new(reader->document->arena, kind - 1, span);
        read_details(reader, node, source);
        gboolean block = node->kind == RECTO_NODE_HTML_BLOCK;
        Comment comment = block || node->kind == RECTO_NODE_HTML_INLINE ? comment_of(node->text) : NO_COMMENT;
        if (comment == PAGE_BREAK && block) {
            node->kind = RECTO_NODE_PAGE_BREAK;
            node->text = NULL;
        }
        if (comment == NO_COMMENT || node->kind == RECTO_NODE_PAGE_BREAK)
            recto_node_append(parent, node);
    } else if (flatten && !reader->too_deep) {
        reader->too_deep = TRUE;
        recto_diagnose(reader->diagnostics, RECTO_CODE_TOO_DEEP, recto_locator_here(reader->locator),
                       "more than %d lists, quotes or spans are nested here", MAX_MARKDOWN_DEPTH);
    }
    if (!is_leaf(type))
        g_ptr_array_add(reader->parents, node);
}

static void convert(MarkdownReader *reader, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *source = cmark_iter_get_node(iter);
        if (cmark_node_get_type(source) == CMARK_NODE_DOCUMENT)
            continue;
        if (event == CMARK_EVENT_ENTER)
            enter(reader, source);
        else
            g_ptr_array_set_size(reader->parents, (gint)reader->parents->len - 1);
    }
    cmark_iter_free(iter);
}

static cmark_node *parse(const char *text, gsize length, const char *behind)
{
    static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (guint i = 0; i < G_N_ELEMENTS(extensions); i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, text, length);
    if (behind) {
        cmark_parser_feed(parser, "\n\n", 2);
        cmark_parser_feed(parser, behind, strlen(behind));
    }
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    cmark_consolidate_text_nodes(root);
    return root;
}

static int count_lines(const char *text, gsize length)
{
    int lines = 1;
    for (const char *at = text; (at = memchr(at, '\n', (gsize)(text + length - at))) != NULL; at++)
        lines++;
    return lines;
}

/* Which footnote each of the references in the added paragraph leads to: reference → ordinal. One that the text escapes
 * somewhere is left out, since text alone does not say which of its places is meant. */
static GHashTable *read_ordinals(cmark_node *paragraph, const char *marks, const char *text, gsize length)
{
    GHashTable *ordinals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GHashTable) escaped = recto_footnotes_escaped(text, length);
    const char *end = marks + strlen(marks);
    for (cmark_node *child = cmark_node_first_child(paragraph); child && marks < end; child = cmark_node_next(child)) {
        gboolean reference = cmark_node_get_type(child) == CMARK_NODE_FOOTNOTE_REFERENCE;
        const char *literal = cmark_node_get_literal(child);
        guint n = reference ? 1 : 0;
        for (const char *at = reference ? NULL : literal; at && (at = strstr(at, "[^")); at += 2)
            n++;
        for (guint i = 0; i < n && marks < end; i++) {
            gsize size = recto_footnotes_mark(marks, end);
            g_autofree char *mark = g_strndup(marks, size);
            if (reference && !g_hash_table_contains(escaped, mark))
                g_hash_table_insert(ordinals, g_steal_pointer(&mark), g_strdup(literal));
            marks += MAX(size, 1);
        }
    }
    return ordinals;
}

/* The paragraph that was put after a text of so many lines; NULL: the text has swallowed it, as code whose fence is not
 * closed does. */
static cmark_node *find_added(cmark_node *root, int lines)
{
    cmark_node *node = cmark_node_last_child(root);
    while (node && cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
        node = cmark_node_previous(node);
    if (!node || cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH || cmark_node_get_start_line(node) <= lines)
        return NULL;
    return node;
}

/* The parser drops footnotes that it sees no reference to, so a paragraph after the text refers to them all. */
static cmark_node *parse_with_all_notes(const char *text, gsize length, GHashTable **ret_ordinals)
{
    g_autofree char *marks = recto_footnotes_all(text, length);
    cmark_node *root = parse(text, length, marks);
    cmark_node *added = marks ? find_added(root, count_lines(text, length)) : NULL;
    g_clear_pointer(ret_ordinals, g_hash_table_unref);
    if (!marks)
        return root;
    if (added) {
        *ret_ordinals = read_ordinals(added, marks, text, length);
        cmark_node_free(added);
        return root;
    }
    cmark_node_free(root);
    return parse(text, length, NULL);
}

static gboolean is_in_code(cmark_node *root, int line)
{
    gboolean found = FALSE;
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE && !found) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        found = event == CMARK_EVENT_ENTER && (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) &&
                cmark_node_get_start_line(node) <= line && line <= cmark_node_get_end_line(node);
    }
    cmark_iter_free(iter);
    return found;
}

/* It drops the second of two footnotes with the same label, too: that is given another. */
static cmark_node *parse_all(const char *text, gsize length, GHashTable **ret_ordinals)
{
    g_autoptr(GArray) repeated = recto_footnotes_repeated(text, length);
    cmark_node *root = parse_with_all_notes(text, length, ret_ordinals);
    g_autofree char *copy = NULL;
    for (guint i = 0; i < MIN(repeated->len, MAX_REPEATED); i++) {
        const RectoFootnoteLabel *label = &g_array_index(repeated, RectoFootnoteLabel, i);
        if (is_in_code(root, (int)label->line))
            continue;
        copy = copy ? copy : g_memdup2(text, length);
        recto_footnotes_rename(copy, length, label);
    }
    if (!copy)
        return root;
    cmark_node_free(root);
    return parse_with_all_notes(copy, length, ret_ordinals);
}

void recto_markdown_read(RectoDocument *document, const char *text, gsize length, const RectoLinePlaces *places,
                         RectoDiagnostics *diagnostics, GHashTable **ret_ordinals)
{
    *ret_ordinals = NULL;
    g_autofree char *protected = recto_footnotes_protect(text, length, &length);
    text = protected ? protected : text;
    cmark_node *root = parse_all(text, length, ret_ordinals);
    g_autofree char *escaped = recto_surplus_cells_escape(text, length, root, places, diagnostics, &length);
    if (escaped) {
        text = escaped;
        cmark_node_free(root);
        root = parse_all(text, length, ret_ordinals);
    }
    MarkdownReader reader = {.document = document, .diagnostics = diagnostics};
    reader.locator = recto_locator_new(text, length, places);
    reader.parents = g_ptr_array_new();
    reader.escaped_notes = recto_footnotes_escaped(text, length);
    reader.escapes = memmem(text, length, "\\{", 2) != NULL;
    reader.kinds = make_kinds();
    reader.aligns = g_array_new(FALSE, FALSE, 1);
    g_ptr_array_add(reader.parents, document->root);
    document->root->span = (RectoSpan){places->file, places->skipped + 1, 1, 0};
    convert(&reader, root);
    g_array_unref(reader.aligns);
    g_hash_table_unref(reader.kinds);
    g_hash_table_unref(reader.escaped_notes);
    g_ptr_array_unref(reader.parents);
    recto_locator_free(reader.locator);
    cmark_node_free(root);
}
