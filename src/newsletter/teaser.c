/* Extracts the teaser of a newsletter from the document: title, lead, image and link. */
#include "newsletter/teaser.h"

#include "base/address.h"

#include <string.h>

/* A first paragraph longer than this, in characters, ends with an ellipsis. */
#define MOST_STANDFIRST 480

char *recto_teaser_words(const RectoTeaser *teaser, const char *key, const char *name, const char *value)
{
    g_autoptr(GString) words = g_string_new(recto_strings_get(teaser->letter->strings, key));
    g_string_replace(words, name, value, 1);
    return g_strdup(words->str);
}

/* White space as single spaces, none at the ends. */
static char *squash(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at; at++) {
        gboolean space = g_ascii_isspace(*at);
        if (!space)
            g_string_append_c(out, *at);
        else if (out->len && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
    g_strchomp(out->str);
    return g_string_free(out, FALSE);
}

static char *shorten(char *text)
{
    if (g_utf8_strlen(text, -1) <= MOST_STANDFIRST)
        return text;
    char *end = g_utf8_offset_to_pointer(text, MOST_STANDFIRST);
    *end = '\0';
    char *space = strrchr(text, ' ');
    if (space && space - text > MOST_STANDFIRST / 2)
        *space = '\0';
    char *shortened = g_strconcat(text, "…", NULL);
    g_free(text);
    return shortened;
}

static gboolean has_words(const RectoNode *paragraph)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(paragraph, &node, &walk))
        if (walk == RECTO_ENTER && (node->kind == RECTO_NODE_TEXT || node->kind == RECTO_NODE_CODE) &&
            (!node->parent || node->parent->kind != RECTO_NODE_IMAGE))
            return TRUE;
    return FALSE;
}

static char *find_standfirst(const RectoDocument *document)
{
    if (document->meta.description && *document->meta.description)
        return squash(document->meta.description);
    for (const RectoNode *node = document->root->first; node; node = node->next) {
        if (node->kind != RECTO_NODE_PARAGRAPH || !has_words(node) || recto_node_has_class(node, "side"))
            continue;
        g_autofree char *text = recto_node_plain_text(node);
        return shorten(squash(text));
    }
    return NULL;
}

static GPtrArray *find_contents(const RectoDocument *document)
{
    GPtrArray *contents = g_ptr_array_new_with_free_func(g_free);
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        if (walk != RECTO_ENTER || node->kind != RECTO_NODE_HEADING || node->heading.level != 1)
            continue;
        g_autofree char *text = recto_node_plain_text(node);
        g_autofree char *words = squash(text);
        if (*words)
            g_ptr_array_add(contents, g_steal_pointer(&words));
    }
    return contents;
}

static char *find_byline(const RectoTeaser *teaser, const RectoMeta *meta)
{
    const RectoDate *date = &meta->date;
    g_autofree char *day = date->year ? recto_strings_date(teaser->letter->strings, date->year, date->month, date->day)
                                      : g_strdup(meta->date_text);
    g_autofree char *authors = meta->authors && meta->authors[0] ? g_strjoinv(", ", (char **)meta->authors) : NULL;
    if (!day || !authors)
        return day ? g_steal_pointer(&day) : g_steal_pointer(&authors);
    return g_strdup_printf("%s · %s", day, authors);
}

static char *size_text(const RectoStrings *strings, gsize size)
{
    gboolean large = size >= 999500;
    g_autofree char *number = recto_strings_number(strings, (double)size / (large ? 1e6 : 1e3), large ? 1 : 0);
    return g_strdup_printf("%s\u00A0%s", number, large ? "MB" : "KB");
}

/* Returns the URL if a mail program may open it. */
static const char *web_address(const char *address)
{
    gboolean web = recto_address_is_web(address);
    for (const char *at = address; web && *at; at++)
        web = (guchar)*at > 0x20;
    return web ? address : NULL;
}

void recto_teaser_init(RectoTeaser *teaser, const RectoNewsletter *letter, const char *cover_id)
{
    const RectoMeta *meta = &letter->document->meta;
    *teaser = (RectoTeaser){
        .letter = letter,
        .lang = meta->lang,
        .title = meta->title,
        .subtitle = meta->subtitle,
        .address = web_address(letter->address ? letter->address : meta->source_url),
        .standfirst = find_standfirst(letter->document),
        .contents = find_contents(letter->document),
        .size = size_text(letter->strings, g_bytes_get_size(letter->pdf)),
        .in_message = cover_id != NULL,
    };
    g_autofree char *file = g_strconcat(letter->stem, recto_newsletter_suffixes[RECTO_NEWSLETTER_COVER], NULL);
    teaser->byline = find_byline(teaser, meta);
    teaser->cover_alt = recto_teaser_words(teaser, "cover-of", "{title}", meta->title);
    teaser->cover_source = cover_id ? g_strconcat("cid:", cover_id, NULL) : g_uri_escape_string(file, NULL, FALSE);
    if (cover_id)
        teaser->attached = recto_teaser_words(teaser, "attached", "{size}", teaser->size);
}

void recto_teaser_clear(RectoTeaser *teaser)
{
    g_free(teaser->standfirst);
    g_free(teaser->byline);
    g_clear_pointer(&teaser->contents, g_ptr_array_unref);
    g_free(teaser->cover_alt);
    g_free(teaser->size);
    g_free(teaser->attached);
    g_free(teaser->cover_source);
}
