/* Resolves relative links by the site's address and the page's own. */
#include "read/page_links.h"

#include "base/address.h"
#include "site/page_address.h"

#include <gio/gio.h>
#include <string.h>

typedef struct {
    RectoDocument *document;
    const RectoWebsite *website;
    RectoDiagnostics *diagnostics;
    GHashTable *bases; /* file of a span → URL of its page, or NULL; owned */
    GHashTable
        *ids; /* of headings and elements, as they are (borrowed), and as GitHub would write them → as they are */
} Links;

/* ---- the page's own address ---- */

static const char *front_text(const RectoMeta *meta, const char *key)
{
    return recto_yaml_text(recto_yaml_get(meta->front_matter, key));
}

static RectoPageFacts facts_of(const RectoMeta *meta)
{
    const char *permalink = front_text(meta, "permalink");
    permalink = permalink ? permalink : front_text(meta, "url");
    permalink = permalink ? permalink : front_text(meta, "path");
    return (RectoPageFacts){
        .permalink = permalink,
        .slug = front_text(meta, "slug"),
        .category = meta->categories ? meta->categories[0] : NULL,
        .year = meta->date.year,
        .month = meta->date.month,
        .day = meta->date.day,
    };
}

static const RectoDocument *part_of(const Links *links, guint32 file)
{
    const GPtrArray *parts = links->document->parts;
    for (guint i = 0; parts && i < parts->len; i++) {
        const RectoDocument *part = g_ptr_array_index(parts, i);
        if (part->root->span.file == file)
            return part;
    }
    return links->document;
}

/* The absolute path of a source; NULL: standard input. */
static char *path_of(const Links *links, guint32 file)
{
    const char *name = recto_diagnostics_source_name(links->diagnostics, file);
    return name && *name != '<' ? g_canonicalize_filename(name, NULL) : NULL;
}

/* The URL of the page that a link is on; borrowed. */
static const char *base_of(const Links *links, guint32 file)
{
    gpointer known = NULL;
    if (g_hash_table_lookup_extended(links->bases, GUINT_TO_POINTER(file), NULL, &known))
        return known;
    const RectoMeta *meta = &part_of(links, file)->meta;
    RectoPageFacts facts = facts_of(meta);
    g_autofree char *path = path_of(links, file);
    char *base = meta->source_url ? g_strdup(meta->source_url)
                 : path           ? recto_page_address(links->website, path, &facts)
                                  : NULL;
    g_hash_table_insert(links->bases, GUINT_TO_POINTER(file), base);
    return base;
}

/* ---- one address ---- */

static gboolean ends_in(const char *path, gsize length, const char *const *ends)
{
    for (guint i = 0; ends[i]; i++) {
        gsize n = strlen(ends[i]);
        if (length > n && g_ascii_strncasecmp(path + length - n, ends[i], n) == 0)
            return TRUE;
    }
    return FALSE;
}

/* A Markdown file beside this one: its page on the site. */
static char *page_of_source(const Links *links, const char *address, guint32 file)
{
    static const char *const ends[] = {".md", ".mdx", ".markdown", ".mkd", NULL};
    gsize length = strcspn(address, "?#");
    g_autofree char *own = path_of(links, file);
    if (!own || !ends_in(address, length, ends))
        return NULL;
    g_autofree char *escaped = g_strndup(address, length);
    g_autofree char *plain = g_uri_unescape_string(escaped, NULL);
    g_autofree char *folder = g_path_get_dirname(own);
    gboolean rooted = *address == '/';
    const char *root = rooted ? links->website->folder : folder;
    if (!plain || !root)
        return NULL;
    g_autofree char *path = g_canonicalize_filename(plain + strspn(plain, "/"), root);
    g_autofree char *page = recto_page_address(links->website, path, NULL);
    return page ? g_strconcat(page, address + length, NULL) : NULL;
}

static char *resolve(const Links *links, const char *address, guint32 file)
{
    char *complete = recto_address_complete(address);
    if (complete)
        return complete;
    g_autofree char *page = page_of_source(links, address, file);
    if (page)
        return g_steal_pointer(&page);
    const char *base = base_of(links, file), *site = links->website->address;
    if (*address != '/' || !site || base)
        return recto_address_action(address, base);
    return recto_address_action(address, site);
}

/* "/docs/" on a site at https://example.org/project/: such sites write either, so the path is taken as it is unless it
 * lacks the site's own. */
static void add_site_path(const Links *links, char **address)
{
    const char *site = links->website->address;
    const char *host = site ? strstr(site, "://") : NULL, *path = host ? strchr(host + 3, '/') : NULL;
    gboolean jekyll = links->website->kind == RECTO_WEBSITE_JEKYLL;
    if (jekyll || !path || !path[1] || **address != '/' || g_str_has_prefix(*address, path))
        return;
    char *whole = g_strconcat(path, *address + 1, NULL);
    g_free(*address);
    *address = whole;
}

/* ---- anchors ---- */

static void add_id(GHashTable *ids, const char *id)
{
    g_autofree char *slug = recto_slug(id);
    if (!g_hash_table_contains(ids, slug))
        g_hash_table_insert(ids, g_steal_pointer(&slug), (gpointer)id);
}

static GHashTable *collect_ids(const RectoDocument *document)
{
    GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        if (walk != RECTO_ENTER)
            continue;
        if (node->kind == RECTO_NODE_HEADING && node->heading.id)
            add_id(ids, node->heading.id);
        if (node->attributes && node->attributes->id)
            add_id(ids, node->attributes->id);
    }
    return ids;
}

static gboolean is_id(GHashTable *ids, const char *id)
{
    g_autofree char *slug = recto_slug(id);
    const char *found = g_hash_table_lookup(ids, slug);
    return found && g_str_equal(found, id);
}

/* "#Our-Money" and "#our money" lead to "our-money", as on GitHub. */
static void resolve_anchor(Links *links, RectoNode *link)
{
    g_autofree char *id = g_uri_unescape_string(link->text + 1, NULL);
    if (!id || !*id || !g_utf8_validate(id, -1, NULL))
        return;
    if (!links->ids)
        links->ids = collect_ids(links->document);
    g_autofree char *slug = recto_slug(id);
    const char *found = is_id(links->ids, id) ? NULL : g_hash_table_lookup(links->ids, slug);
    if (!found)
        return;
    g_autofree char *address = g_strconcat("#", found, NULL);
    link->text = recto_arena_strndup(links->document->arena, address, -1);
}

/* ---- all of them ---- */

static gboolean is_own_picture(const RectoNode *link)
{
    const RectoNode *image = link->first;
    return image && !image->next && image->kind == RECTO_NODE_IMAGE && g_strcmp0(image->text, link->text) == 0;
}

/* A picture that is linked to itself: the site shows it larger, the report has it already. */
static void drop_link(RectoNode *link)
{
    RectoNode *image = link->first;
    recto_node_unlink(image);
    recto_node_insert_before(link, image);
    recto_node_unlink(link);
}

static gboolean has_content(const RectoNode *link)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next((RectoNode *)link, (RectoNode **)&node, &walk))
        if (node->kind == RECTO_NODE_IMAGE || node->kind == RECTO_NODE_NOTE_MARK)
            return TRUE;
    g_autofree char *words = recto_node_plain_text(link);
    return *g_strstrip(words) != '\0' || (link->attributes && link->attributes->id);
}

/* Editors of content leave links without words: there is nothing to print. */
static gboolean drop_empty(Links *links, RectoNode *link)
{
    if (has_content(link))
        return FALSE;
    recto_diagnose(links->diagnostics, RECTO_CODE_EMPTY_LINK, link->span, "link has no text");
    RectoNode *parent = link->parent;
    recto_node_unlink(link);
    if (parent && !parent->first && parent->kind == RECTO_NODE_PARAGRAPH && parent->parent)
        recto_node_unlink(parent);
    return TRUE;
}

static void resolve_link(Links *links, RectoNode *link)
{
    if (drop_empty(links, link))
        return;
    if (*link->text == '#') {
        resolve_anchor(links, link);
        return;
    }
    if (recto_address_judge(link->text) != RECTO_ADDRESS_RELATIVE)
        return;
    if (is_own_picture(link)) {
        drop_link(link);
        return;
    }
    g_autofree char *address = g_strdup(link->text);
    if (g_str_has_prefix(address, "//") == FALSE)
        add_site_path(links, &address);
    g_autofree char *whole = resolve(links, address, link->span.file);
    if (whole)
        link->text = recto_arena_strndup(links->document->arena, whole, -1);
}

/* An image at the page's own URL is in the same directory as its file. */
static void resolve_image(Links *links, RectoNode *image)
{
    const char *base = base_of(links, image->span.file);
    const char *host = base ? strstr(base, "://") : NULL, *path = host ? strchr(host + 3, '/') : NULL;
    gsize length = path && g_str_has_suffix(path, "/") ? strlen(path) : 0;
    if (length > 1 && strncmp(image->text, path, length) == 0 && image->text[length])
        image->text += length;
}

void recto_page_links_resolve(RectoDocument *document, const RectoWebsite *website, RectoDiagnostics *diagnostics)
{
    Links links = {document, website, diagnostics, g_hash_table_new_full(NULL, NULL, NULL, g_free), NULL};
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk))
        if (walk == RECTO_ENTER && node->kind == RECTO_NODE_LINK && node->text)
            g_ptr_array_add(found, node);
        else if (walk == RECTO_ENTER && node->kind == RECTO_NODE_IMAGE && node->text && *node->text == '/')
            resolve_image(&links, node);
    for (guint i = 0; i < found->len; i++)
        resolve_link(&links, g_ptr_array_index(found, i));
    g_hash_table_unref(links.bases);
    g_clear_pointer(&links.ids, g_hash_table_unref);
}
