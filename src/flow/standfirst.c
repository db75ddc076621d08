/* The standfirst: the description from the front matter, set as the lead paragraph if the text has none. */
#include "flow/blocks.h"

#include <string.h>

/* If at least this percentage of the words of a description also appear at the start of the text, the description is an
 * excerpt for search engines. */
#define COPY_PERCENT 80
/* The number of words compared at the start of the text, as a multiple of the length of the description. */
#define COPY_REACH 3

static gboolean is_word_part(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Calls `take` for each word in lower case, until it returns FALSE. */
static void each_word(const char *text, gboolean (*take)(const char *word, gpointer data), gpointer data)
{
    g_autofree char *lower = g_utf8_strdown(text, -1);
    gboolean more = TRUE;
    for (char *at = lower; more && *at;) {
        while (*at && !is_word_part(g_utf8_get_char(at)))
            at = g_utf8_next_char(at);
        char *end = at;
        while (*end && is_word_part(g_utf8_get_char(end)))
            end = g_utf8_next_char(end);
        if (end == at)
            break;
        g_autofree char *word = g_strndup(at, (gsize)(end - at));
        more = take(word, data);
        at = end;
    }
}

typedef struct {
    GHashTable *known;
    guint n, n_known, most;
} Words;

static gboolean learn(const char *word, gpointer data)
{
    Words *words = data;
    g_hash_table_add(words->known, g_strdup(word));
    return ++words->n < words->most;
}

static gboolean look_up(const char *word, gpointer data)
{
    Words *words = data;
    words->n++;
    words->n_known += g_hash_table_contains(words->known, word);
    return TRUE;
}

static gboolean count(const char *word, gpointer data)
{
    (*(guint *)data)++;
    return TRUE;
}

static guint count_each(const char *text)
{
    guint n = 0;
    each_word(text, count, &n);
    return n;
}

gboolean recto_standfirst_repeats(const char *text, const char *other)
{
    Words words = {.known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    words.most = COPY_REACH * MAX(count_each(text), 1);
    each_word(other, learn, &words);
    words.n = 0;
    each_word(text, look_up, &words);
    g_hash_table_unref(words.known);
    return words.n_known * 100 >= words.n * COPY_PERCENT;
}

/* Returns the first words of the text, across paragraphs and lists. */
static char *first_words(const RectoDocument *document, guint most)
{
    GString *text = g_string_new(NULL);
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk) && count_each(text->str) < most) {
        if (walk != RECTO_ENTER || (node->kind != RECTO_NODE_PARAGRAPH && node->kind != RECTO_NODE_HEADING))
            continue;
        g_autofree char *plain = recto_node_plain_text(node);
        g_string_append_printf(text, "%s ", plain);
        recto_node_skip(node, &walk);
    }
    return g_string_free(text, FALSE);
}

/* Returns the first block; images may precede it. */
static const RectoNode *first_block(const RectoDocument *document)
{
    const RectoNode *node = document->root->first;
    while (node && (node->kind == RECTO_NODE_FIGURE || node->kind == RECTO_NODE_NOTE ||
                    (node->kind == RECTO_NODE_PARAGRAPH && node->first && node->first == node->last &&
                     node->first->kind == RECTO_NODE_IMAGE)))
        node = node->next;
    return node;
}

/* Returns TRUE if the text begins with a chapter opener, which would leave the description alone on a page. */
static gboolean opens_with_chapter(const RectoState *state, const RectoNode *first)
{
    return first && first->kind == RECTO_NODE_HEADING && state->scope->style->composition == RECTO_COMPOSITION_REPORT &&
           state->scope->style->chapter_opens;
}

static gboolean is_wanted(const RectoState *state)
{
    const RectoStyle *style = state->scope->style;
    const RectoNode *first = first_block(state->layout->document);
    if (style->composition == RECTO_COMPOSITION_ONE_PAGE || opens_with_chapter(state, first))
        return FALSE;
    if (style->lead_from == RECTO_LEAD_DESCRIPTION)
        return TRUE;
    return style->lead_from == RECTO_LEAD_AUTO && !(first && recto_flow_is_lead_text(state, first));
}

/* Returns the node of the description in the front matter. A description for search engines (seo.description) does not
 * count. */
static const RectoYamlNode *own_description(const RectoMeta *meta)
{
    static const char *const names[] = {"description", "summary", "excerpt", "abstract"};
    const RectoYamlNode *node = NULL;
    for (guint i = 0; !node && i < G_N_ELEMENTS(names); i++)
        node = recto_yaml_get(meta->front_matter, names[i]);
    return node;
}

/* Returns TRUE if the description differs from the text and has the length of a lead paragraph. */
static gboolean is_fit(const RectoState *state)
{
    const RectoDocument *document = state->layout->document;
    const RectoMeta *meta = &document->meta;
    guint n = recto_count_words(meta->description);
    if ((int)n < state->scope->style->lead_min_words || (int)n > state->scope->style->lead_max_words)
        return FALSE;
    g_autofree char *words = first_words(document, COPY_REACH * n);
    g_autofree char *names = g_strconcat(meta->title, " ", meta->subtitle ? meta->subtitle : "", NULL);
    return !recto_standfirst_repeats(meta->description, words) && !recto_standfirst_repeats(meta->description, names);
}

void recto_flow_standfirst(RectoState *state)
{
    const RectoMeta *meta = &state->layout->document->meta;
    const RectoYamlNode *description = own_description(meta);
    if (description && meta->description && is_wanted(state) && is_fit(state))
        recto_flow_lead(state, meta->description, description->span);
}
