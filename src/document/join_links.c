/* Makes IDs unique and adjusts links when documents are joined. */
#include "document/join_links.h"

#include "base/address.h"

#include <string.h>

/* A document whose links are adjusted. */
typedef struct {
    const RectoPart *part;
    GHashTable *ids;   /* ID in the document → ID in the report, both borrowed */
    const char *start; /* ID at its start */
    char *slug;        /* last component of its URL on the site, or NULL */
    char *permalink;   /* path of its URL on the site, without slashes at the ends; or NULL */
} Chapter;

typedef struct {
    RectoArena *arena;
    RectoDiagnostics *diagnostics;
    GHashTable *taken; /* ID of the report → the last number that was tried as a suffix */
    GArray *chapters;  /* Chapter, by value */
} Join;

static void chapter_clear(gpointer data)
{
    Chapter *chapter = data;
    g_hash_table_unref(chapter->ids);
    g_free(chapter->slug);
    g_free(chapter->permalink);
}

static Chapter *chapter_at(const Join *join, guint i)
{
    return &g_array_index(join->chapters, Chapter, i);
}

/* ---- IDs ---- */

static const char *unique_id(Join *join, const char *id)
{
    g_autofree char *unique = g_strdup(id);
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(join->taken, id));
    while (g_hash_table_contains(join->taken, unique)) {
        g_free(unique);
        unique = g_strdup_printf("%s-%u", id, ++n);
    }
    const char *kept = recto_arena_strndup(join->arena, unique, -1);
    if (n)
        g_hash_table_insert(join->taken, recto_arena_strndup(join->arena, id, -1), GUINT_TO_POINTER(n));
    g_hash_table_insert(join->taken, (gpointer)kept, NULL);
    return kept;
}

static const char *rename_id(Join *join, Chapter *chapter, const char *id)
{
    const char *known = g_hash_table_lookup(chapter->ids, id);
    if (known)
        return known;
    const char *name = unique_id(join, id);
    g_hash_table_insert(chapter->ids, (gpointer)id, (gpointer)name);
    return name;
}

static void rename_ids(Join *join, Chapter *chapter)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(chapter->part->document->root, &node, &walk)) {
        if (walk != RECTO_ENTER)
            continue;
        if (node->kind == RECTO_NODE_HEADING && node->heading.id)
            node->heading.id = g_hash_table_contains(chapter->ids, node->heading.id)
                                   ? unique_id(join, node->heading.id)
                                   : rename_id(join, chapter, node->heading.id);
        if (node->attributes && node->attributes->id && node->kind != RECTO_NODE_HEADING) {
            RectoAttributes *own = recto_arena_copy(join->arena, node->attributes, sizeof *own);
            own->id = rename_id(join, chapter, own->id);
            node->attributes = own;
        }
    }
}

/* Returns the ID of the first block, which gets one if it has none. Returns NULL if there is no block. */
static const char *start_of(Join *join, const Chapter *chapter)
{
    RectoNode *first = chapter->part->document->root->first;
    if (!first)
        return NULL;
    if (first->kind == RECTO_NODE_HEADING)
        return first->heading.id;
    if (first->attributes && first->attributes->id)
        return first->attributes->id;
    g_autofree char *base = recto_slug(chapter->slug ? chapter->slug : "chapter");
    RectoAttributes *own = first->attributes ? recto_arena_copy(join->arena, first->attributes, sizeof *own)
                                             : recto_arena_new0(join->arena, RectoAttributes);
    own->id = unique_id(join, base);
    first->attributes = own;
    return own->id;
}

/* ---- URLs of the site ---- */

static const char *front_text(const Chapter *chapter, const char *key)
{
    return recto_yaml_text(recto_yaml_get(chapter->part->document->meta.front_matter, key));
}

/* Returns a URL's path without scheme and host, slashes at the ends, `index.html`, `.html`. Caller frees. */
static char *site_path(const char *address)
{
    const char *scheme = strstr(address, "://");
    const char *path = scheme ? strchr(scheme + 3, '/') : address;
    g_autofree char *plain = g_strdup(path ? path : "");
    static const char *const ends[] = {"/", "index.html", ".html", "/"};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(plain, ends[i]))
            plain[strlen(plain) - strlen(ends[i])] = '\0';
    return g_strdup(plain + strspn(plain, "/"));
}

/* Returns the name of the file, or of its directory, without a date before it. Caller frees. */
static char *name_as_slug(const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    char *dot = strchr(name, '.');
    if (dot && dot != name)
        *dot = '\0';
    if (g_ascii_strcasecmp(name, "index") == 0 || g_ascii_strcasecmp(name, "_index") == 0 ||
        g_ascii_strcasecmp(name, "readme") == 0) {
        g_autofree char *folder = g_path_get_dirname(path);
        g_free(name);
        name = g_path_get_basename(folder);
    }
    gboolean dated = g_regex_match_simple("^[0-9]{4}-[0-9]{2}-[0-9]{2}-.", name, 0, 0);
    return g_strdup(dated ? name + strlen("YYYY-MM-DD-") : name);
}

static void find_address(Chapter *chapter)
{
    const char *slug = front_text(chapter, "slug");
    const char *permalink = front_text(chapter, "permalink");
    permalink = permalink ? permalink : front_text(chapter, "url");
    permalink = permalink ? permalink : chapter->part->document->meta.source_url;
    chapter->slug = slug ? site_path(slug) : name_as_slug(chapter->part->path);
    /* a template (/:year/:title/) is not a URL */
    if (permalink && !strchr(permalink, '{') && !strstr(permalink, "/:"))
        chapter->permalink = site_path(permalink);
}

/* ---- links ---- */

/* Returns TRUE for directories whose pages are lists of posts. */
static gboolean is_list_folder(const char *name)
{
    static const char *const names[] = {"tag",     "tags",  "category", "categories", "author",
                                        "authors", "topic", "topics",   NULL};
    return g_strv_contains(names, name);
}

static gboolean ends_with_slug(const char *path, const Chapter *chapter)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    guint n = g_strv_length(parts);
    return n && g_str_equal(parts[n - 1], chapter->slug) && !(n > 1 && is_list_folder(parts[n - 2]));
}

/* Returns the only chapter at a path of the site, or −1 if there is none or several. */
static gint find_on_site(const Join *join, const char *address)
{
    g_autofree char *path = site_path(address);
    gint found = -1;
    for (guint i = 0; *path && i < join->chapters->len; i++) {
        const Chapter *chapter = chapter_at(join, i);
        if (chapter->permalink && *chapter->permalink && g_str_equal(path, chapter->permalink))
            return (gint)i;
        if (!ends_with_slug(path, chapter))
            continue;
        found = found == -1 ? (gint)i : -2;
    }
    return MAX(found, -1);
}

/* Returns the chapter for a complete URL, if a document gives that URL as its own. */
static gint find_by_address(const Join *join, const char *address)
{
    const char *rest = strstr(address, "://") + 3;
    for (guint i = 0; i < join->chapters->len; i++) {
        const char *own = chapter_at(join, i)->part->document->meta.source_url;
        const char *own_rest = own ? strstr(own, "://") : NULL;
        gsize length = own_rest ? strlen(own_rest + 3) : 0;
        length -= length && own_rest[3 + length - 1] == '/';
        if (length && strncmp(rest, own_rest + 3, length) == 0 &&
            (!rest[length] || (rest[length] == '/' && !rest[length + 1])))
            return (gint)i;
    }
    return -1;
}

/* Returns the chapter for a path relative to the file, with or without its extension. */
static gint find_file(const Join *join, const Chapter *from, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(from->part->path);
    g_autofree char *whole = g_canonicalize_filename(path, folder);
    gboolean is_html = g_str_has_suffix(whole, ".html");
    g_autofree char *stem = g_strndup(whole, strlen(whole) - (is_html ? strlen(".html") : 0));
    g_autofree char *source = g_strconcat(stem, ".md", NULL);
    for (guint i = 0; i < join->chapters->len; i++) {
        const char *own = chapter_at(join, i)->part->path;
        if (g_str_equal(own, whole) || g_str_equal(own, source))
            return (gint)i;
    }
    return -1;
}

static gint find_chapter(const Join *join, const Chapter *from, const char *path)
{
    if (strstr(path, "://"))
        return find_by_address(join, path);
    if (strchr(path, ':') || g_str_has_prefix(path, "//"))
        return -1;
    gint found = *path == '/' ? -1 : find_file(join, from, path);
    return found >= 0 ? found : find_on_site(join, path);
}

static const char *as_link(Join *join, const char *id)
{
    g_autofree char *text = g_strconcat("#", id, NULL);
    return recto_arena_strndup(join->arena, text, -1);
}

/* Adjusts a link `#id`: to the ID in the document itself, or else in the only other document that has it; otherwise,
 * the link is unchanged. */
static void lead_within(Join *join, Chapter *chapter, RectoNode *link)
{
    g_autofree char *id = g_uri_unescape_string(link->text + 1, NULL);
    const char *name = id ? g_hash_table_lookup(chapter->ids, id) : NULL;
    if (name)
        link->text = as_link(join, name);
}

/* Adjusts a link to a page of the site that is not a chapter: it is resolved against the URL of the chapter, if that is
 * known. */
static void lead_out(Join *join, const Chapter *chapter, RectoNode *link)
{
    if (recto_address_judge(link->text) != RECTO_ADDRESS_RELATIVE)
        return;
    g_autofree char *action = recto_address_action(link->text, chapter->part->document->meta.source_url);
    if (action)
        link->text = recto_arena_strndup(join->arena, action, -1);
}

static void lead_link(Join *join, Chapter *chapter, RectoNode *link)
{
    if (*link->text == '#') {
        lead_within(join, chapter, link);
        return;
    }
    gsize length = strcspn(link->text, "?#");
    g_autofree char *escaped = g_strndup(link->text, length);
    g_autofree char *path = g_uri_unescape_string(escaped, NULL);
    const char *hash = strchr(link->text + length, '#');
    gint to = path && *path ? find_chapter(join, chapter, path) : -1;
    if (to < 0) {
        lead_out(join, chapter, link);
        return;
    }
    const Chapter *target = chapter_at(join, (guint)to);
    g_autofree char *id = hash && hash[1] ? g_uri_unescape_string(hash + 1, NULL) : NULL;
    const char *name = id ? g_hash_table_lookup(target->ids, id) : NULL;
    if (id && !name)
        recto_diagnose(join->diagnostics, RECTO_CODE_DEAD_PLACE, link->span, "file “%s” has no anchor “#%s”", path, id);
    name = name ? name : target->start;
    if (name)
        link->text = as_link(join, name);
}

static void lead_links(Join *join, Chapter *chapter)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(chapter->part->document->root, &node, &walk))
        if (walk == RECTO_ENTER && node->kind == RECTO_NODE_LINK && node->text)
            lead_link(join, chapter, node);
}

void recto_join_links(RectoDocument *report, const RectoPart *parts, guint n, RectoDiagnostics *diagnostics)
{
    Join join = {.arena = report->arena, .diagnostics = diagnostics};
    join.taken = g_hash_table_new(g_str_hash, g_str_equal);
    join.chapters = g_array_new(FALSE, TRUE, sizeof(Chapter));
    g_array_set_clear_func(join.chapters, chapter_clear);
    for (guint i = 0; i < n; i++) {
        Chapter chapter = {.part = &parts[i], .ids = g_hash_table_new(g_str_hash, g_str_equal)};
        find_address(&chapter);
        rename_ids(&join, &chapter);
        chapter.start = start_of(&join, &chapter);
        g_array_append_val(join.chapters, chapter);
    }
    for (guint i = 0; i < n; i++)
        lead_links(&join, chapter_at(&join, i));
    g_array_unref(join.chapters);
    g_hash_table_unref(join.taken);
}
