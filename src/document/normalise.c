/* Normalises a document: title, headings, page breaks and counts. */
#include "base/escape.h"
#include "document/attributes.h"
#include "document/levels.h"
#include "document/quotes.h"

#include <string.h>

/* ---- the title ---- */

/* Returns only the letters and digits, case-folded: "Kata’s 2024 Report" and "KATA'S 2024 REPORT" are equal titles.
 * Caller frees. */
static char *fold_title(const char *text)
{
    g_autofree char *folded = g_utf8_casefold(text, -1);
    g_autofree char *normal = g_utf8_normalize(folded, -1, G_NORMALIZE_ALL);
    GString *out = g_string_new(NULL);
    for (const char *at = normal; at && *at; at = g_utf8_next_char(at))
        if (g_unichar_isalnum(g_utf8_get_char(at)))
            g_string_append_unichar(out, g_utf8_get_char(at));
    return g_string_free(out, FALSE);
}

static RectoNode *first_heading(RectoDocument *document)
{
    for (RectoNode *node = document->root->first; node; node = node->next)
        if (node->kind == RECTO_NODE_HEADING)
            return node;
    return NULL;
}

static gboolean repeats_title(RectoDocument *document, RectoNode *heading)
{
    g_autofree char *text = recto_node_plain_text(heading);
    g_autofree char *one = fold_title(text), *other = fold_title(document->meta.title);
    return *one && g_str_equal(one, other);
}

static char *name_as_title(const char *file_name)
{
    g_autofree char *base = g_path_get_basename(file_name);
    char *dot = strrchr(base, '.');
    if (dot && dot != base)
        *dot = '\0';
    /* file names are bytes */
    g_autofree char *valid = g_utf8_make_valid(base, -1);
    gunichar first = 0;
    char *clean = recto_text_clean(valid, &first);
    return clean ? clean : g_steal_pointer(&valid);
}

/* Takes the title from the first heading if the front matter has none, and removes the heading if it repeats the given
 * title. Only a heading that opens the text and is not a part can be either. */
static void resolve_title(RectoDocument *document, const char *file_name, RectoDiagnostics *diagnostics)
{
    RectoMeta *meta = &document->meta;
    RectoNode *heading = first_heading(document);
    gboolean opens = heading && heading == document->root->first && !recto_levels_is_part(heading);
    if (meta->title && *meta->title) {
        if (opens && repeats_title(document, heading)) {
            recto_diagnose(diagnostics, RECTO_CODE_TITLE_REPEATED, heading->span,
                           "heading repeats the title; recto omitted it");
            recto_node_unlink(heading);
            document->title_heading = heading;
        }
        return;
    }
    g_autofree char *text = heading ? recto_node_plain_text(heading) : name_as_title(file_name);
    g_strstrip(text);
    g_autofree char *fallback = *text ? NULL : name_as_title(file_name);
    meta->title = recto_arena_strndup(document->arena, fallback ? fallback : text, -1);
    meta->title_span = heading ? heading->span : RECTO_NO_SPAN;
    if (opens && *text) {
        recto_node_unlink(heading);
        document->title_heading = heading;
    }
}

/* ---- headings ---- */

/* Removes strong emphasis around a whole heading, because headings are already emphasised. */
static void drop_strong(RectoNode *heading)
{
    RectoNode *strong = heading->first;
    if (!strong || strong != heading->last || strong->kind != RECTO_NODE_STRONG)
        return;
    recto_node_unlink(strong);
    for (RectoNode *child = strong->first, *next; child; child = next) {
        next = child->next;
        recto_node_unlink(child);
        recto_node_append(heading, child);
    }
}

static gboolean is_empty(RectoNode *heading)
{
    g_autofree char *text = recto_node_plain_text(heading);
    for (RectoNode *child = heading->first; child; child = child->next)
        if (child->kind == RECTO_NODE_IMAGE)
            return FALSE;
    return *g_strstrip(text) == '\0';
}

static GPtrArray *collect_headings(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    GPtrArray *headings = g_ptr_array_new();
    RectoNode *node = NULL;
    RectoWalk walk;
    g_autoptr(GPtrArray) empty = g_ptr_array_new();
    while (recto_node_next(document->root, &node, &walk)) {
        if (walk != RECTO_ENTER || node->kind != RECTO_NODE_HEADING)
            continue;
        drop_strong(node);
        g_ptr_array_add(is_empty(node) ? empty : headings, node);
    }
    for (guint i = 0; i < empty->len; i++) {
        RectoNode *heading = g_ptr_array_index(empty, i);
        recto_diagnose(diagnostics, RECTO_CODE_EMPTY_HEADING, heading->span, "heading is empty; recto omitted it");
        recto_node_unlink(heading);
    }
    return headings;
}

char *recto_slug(const char *text)
{
    g_autofree char *lower = g_utf8_strdown(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *at = g_strstrip(lower); *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        if (g_unichar_isalnum(character) || g_unichar_ismark(character) || character == '-' || character == '_')
            g_string_append_unichar(out, character);
        else if (character == ' ')
            g_string_append_c(out, '-');
    }
    if (!out->len)
        g_string_assign(out, "section");
    return g_string_free(out, FALSE);
}

static void name_headings(RectoDocument *document, GPtrArray *headings)
{
    /* ID → the last suffix that was tried, so that many headings with one name take linear time */
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < headings->len; i++) {
        RectoNode *heading = g_ptr_array_index(headings, i);
        const char *given = heading->attributes ? heading->attributes->id : NULL;
        g_autofree char *text = recto_node_plain_text(heading);
        g_autofree char *id = given ? g_strdup(given) : recto_slug(text);
        g_autofree char *unique = g_strdup(id);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(taken, id));
        while (g_hash_table_contains(taken, unique)) {
            g_free(unique);
            unique = g_strdup_printf("%s-%u", id, ++n);
        }
        heading->heading.id = recto_arena_strndup(document->arena, unique, -1);
        if (n)
            g_hash_table_replace(taken, g_strdup(id), GUINT_TO_POINTER(n));
        g_hash_table_insert(taken, g_steal_pointer(&unique), NULL);
    }
}

/* ---- page breaks ---- */

static gboolean is_page_command(const RectoNode *node)
{
    static const char *const commands[] = {"\\newpage", "\\pagebreak", "\\clearpage", NULL};
    return node->kind == RECTO_NODE_PARAGRAPH && node->first && !node->first->next &&
           node->first->kind == RECTO_NODE_TEXT && g_strv_contains(commands, node->first->text);
}

/* Converts page-break commands that other programs pass to TeX. */
static void apply_page_commands(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        if (walk != RECTO_ENTER || !is_page_command(node))
            continue;
        recto_diagnose(diagnostics, RECTO_CODE_PAGE_COMMAND, node->span, "“%s” starts a new page", node->first->text);
        node->kind = RECTO_NODE_PAGE_BREAK;
        node->first = node->last = NULL;
    }
}

/* ---- counts ---- */

/* Returns the number of characters, in a script without spaces, that takes the reading time of a word; 0 for scripts
 * with spaces. */
static guint characters_a_word(gunichar character)
{
    if (character < 0x0E00)
        return 0;
    switch (g_unichar_get_script(character)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
        return 2;
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
        return 5;
    default:
        return 0;
    }
}

guint recto_count_words(const char *text)
{
    guint words = 0, tenths = 0; /* tenths of words in scripts without spaces */
    gboolean inside = FALSE;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        guint per_word = characters_a_word(character);
        tenths += per_word ? 10 / per_word : 0;
        /* punctuation in such scripts is not separated by spaces, and is not a word */
        gboolean begins = tenths == 0 || g_unichar_isalnum(character);
        gboolean part = !per_word && !g_unichar_isspace(character) && (inside || begins);
        words += part && !inside;
        inside = part;
    }
    return words + tenths / 10;
}

/* Space taken by an image and by a table row, in words. */
#define PICTURE_WORDS 80
#define ROW_WORDS     8

static guint count_room(RectoNode *block)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    guint words = 0;
    if (block->kind != RECTO_NODE_TABLE) {
        g_autofree char *text = recto_node_plain_text(block);
        words = recto_count_words(text);
    }
    while (recto_node_next(block, &node, &walk))
        if (walk == RECTO_ENTER)
            words += node->kind == RECTO_NODE_IMAGE ? PICTURE_WORDS : node->kind == RECTO_NODE_ROW ? ROW_WORDS : 0;
    return words;
}

static void count_chapters(RectoDocument *document)
{
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint));
    for (RectoNode *node = document->root->first; node; node = node->next) {
        gboolean heading = node->kind == RECTO_NODE_HEADING;
        guint none = 0;
        if (heading && node->heading.level == 1)
            g_array_append_val(words, none);
        else if (words->len && !heading)
            g_array_index(words, guint, words->len - 1) += count_room(node);
    }
    document->n_chapters = words->len;
    document->chapter_words = recto_arena_copy(document->arena, words->data, words->len * sizeof(guint));
}

void recto_document_count(RectoDocument *document)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    g_autofree char *text = recto_node_plain_text(document->root);
    document->n_words = recto_count_words(text);
    document->n_headings = document->n_top_headings = 0;
    while (recto_node_next(document->root, &node, &walk)) {
        if (walk != RECTO_ENTER || node->kind != RECTO_NODE_HEADING)
            continue;
        document->n_headings++;
        document->n_top_headings += node->heading.level == 1;
    }
    count_chapters(document);
}

void recto_document_normalise(RectoDocument *document, const char *file_name, RectoDiagnostics *diagnostics)
{
    recto_attributes_apply(document);
    recto_quotes_resolve(document);
    apply_page_commands(document, diagnostics);
    resolve_title(document, file_name, diagnostics);
    g_autoptr(GPtrArray) headings = collect_headings(document, diagnostics);
    recto_levels_normalise(headings, diagnostics);
    name_headings(document, headings);
    recto_document_adopt_captions(document);
    recto_document_count(document);
}
