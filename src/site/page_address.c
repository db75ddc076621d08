/* Maps paths of Markdown files to the URLs that site generators give them. */
#include "site/page_address.h"

#include <string.h>

/* ---- parts of a path ---- */

static gboolean is_date_prefix(const char *name)
{
    for (guint i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? name[i] != '-' : !g_ascii_isdigit(name[i]))
            return FALSE;
    return (name[10] == '-' || name[10] == '_') && name[11];
}

/* Two or three letters, perhaps a region: fr, pt-br, zh_TW, zh-Hant. */
static gboolean is_lang_name(const char *name, gsize length)
{
    static const char *const known =
        " ar be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn "
        "ko ky lo lt lv mk ml mn mr ms my nb ne nl nn no pa pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi "
        "zh ";
    gsize base = 0;
    while (base < length && g_ascii_isalpha(name[base]))
        base++;
    g_autofree char *lower = g_ascii_strdown(name, (gssize)base);
    g_autofree char *word = g_strconcat(" ", lower, " ", NULL);
    if (base < 2 || base > 3 || !strstr(known, word))
        return FALSE;
    if (base == length)
        return TRUE;
    gsize rest = length - base - 1;
    if ((name[base] != '-' && name[base] != '_') || (rest != 2 && rest != 4))
        return FALSE;
    for (gsize i = base + 1; i < length; i++)
        if (!g_ascii_isalpha(name[i]))
            return FALSE;
    return TRUE;
}

/* Without its ending, and without a language before that: "report.de.md" → "report". */
static char *stem_of(const char *name)
{
    char *stem = g_strdup(name);
    for (guint i = 0; i < 2; i++) {
        char *dot = strrchr(stem, '.');
        if (!dot || dot == stem || (i && !is_lang_name(dot + 1, strlen(dot + 1))))
            break;
        *dot = '\0';
    }
    return stem;
}

static char *suffix_lang(const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    char *dot = strrchr(name, '.');
    if (dot)
        *dot = '\0';
    const char *tag = strrchr(name, '.');
    return tag && tag != name && is_lang_name(tag + 1, strlen(tag + 1)) ? g_strdup(tag + 1) : NULL;
}

/* Directories whose own directories are languages. */
static gboolean holds_languages(const char *name)
{
    static const char *const names[] = {"content",   "i18n",         "_i18n", "locales", "locale",
                                        "languages", "translations", "pages", "docs",    "src",
                                        "posts",     "blog",         "l10n",  "lang",    NULL};
    return g_strv_contains(names, name);
}

char *recto_page_lang(const RectoWebsite *website, const char *path)
{
    char *suffix = suffix_lang(path);
    if (suffix)
        return suffix;
    const char *inside = recto_website_inside(website, path);
    g_auto(GStrv) parts = g_strsplit(inside ? inside : path, "/", -1);
    for (guint i = 0; parts[i] && parts[i + 1]; i++) {
        gboolean place = i > 0 ? holds_languages(parts[i - 1]) : inside != NULL;
        if (place && is_lang_name(parts[i], strlen(parts[i])))
            return g_strdup(parts[i]);
    }
    return NULL;
}

/* ---- how generators name pages ---- */

static gboolean is_index(const char *stem)
{
    return g_ascii_strcasecmp(stem, "index") == 0 || g_str_equal(stem, "_index") ||
           g_ascii_strcasecmp(stem, "readme") == 0;
}

/* Returns the part of a path after the first of the directories in `inside`; "content/a.md" → "a.md". */
static const char *below(const char *inside, const char *const *folders)
{
    for (guint i = 0; folders[i]; i++)
        if (g_str_has_prefix(inside, folders[i]) && inside[strlen(folders[i])] == '/')
            return inside + strlen(folders[i]) + 1;
    return NULL;
}

/* "a/b.md" → "a/b/"; an index is its directory. `slug` replaces the last part. */
static char *as_directory(const char *path, const char *slug, gboolean drop_date)
{
    g_autofree char *name = g_path_get_basename(path), *folder = g_path_get_dirname(path);
    g_autofree char *stem = stem_of(name);
    if (g_str_equal(folder, "."))
        *folder = '\0';
    gboolean index = is_index(stem);
    if (index && slug && *folder) {
        char *above = g_path_get_dirname(folder);
        g_free(folder);
        folder = g_str_equal(above, ".") ? (g_free(above), g_strdup("")) : above;
    }
    const char *last = slug ? slug : index ? "" : stem;
    last += drop_date && !slug && is_date_prefix(last) ? 11 : 0;
    return g_strconcat(folder, *folder ? "/" : "", last, *last ? "/" : "", NULL);
}

/* Jekyll's and Hugo's patterns: /:year/:month/:title/. NULL: it has a part that is not known. */
static char *fill_pattern(const char *pattern, const RectoPageFacts *facts, const char *title, const char *category)
{
    GString *out = g_string_new(NULL);
    for (const char *at = pattern; *at;) {
        if (*at != ':') {
            g_string_append_c(out, *at++);
            continue;
        }
        gsize length = 1;
        while (g_ascii_isalnum(at[length]) || at[length] == '_')
            length++;
        g_autofree char *name = g_strndup(at + 1, length - 1);
        at += length;
        if (g_str_equal(name, "year"))
            g_string_append_printf(out, "%04d", facts->year);
        else if (g_str_equal(name, "month") || g_str_equal(name, "01"))
            g_string_append_printf(out, "%02d", facts->month);
        else if (g_str_equal(name, "day") || g_str_equal(name, "02"))
            g_string_append_printf(out, "%02d", facts->day);
        else if (g_str_equal(name, "i_month"))
            g_string_append_printf(out, "%d", facts->month);
        else if (g_str_equal(name, "i_day"))
            g_string_append_printf(out, "%d", facts->day);
        else if (g_str_equal(name, "title") || g_str_equal(name, "slug") || g_str_equal(name, "filename") ||
                 g_str_equal(name, "contentbasename") || g_str_equal(name, "slugorfilename"))
            g_string_append(out, title);
        else if (g_str_equal(name, "categories") || g_str_equal(name, "category") || g_str_equal(name, "section") ||
                 g_str_equal(name, "sections"))
            g_string_append(out, category ? category : "");
        else if (g_str_equal(name, "output_ext"))
            g_string_append(out, ".html");
        else
            return g_string_free(out, TRUE), NULL;
    }
    /* An empty part leaves two slashes. */
    for (char *twice; (twice = strstr(out->str, "//"));)
        g_string_erase(out, twice - out->str, 1);
    char *path = g_strdup(out->str + strspn(out->str, "/"));
    g_string_free(out, TRUE);
    return path;
}

static RectoPageFacts facts_of_name(const char *name, const RectoPageFacts *facts)
{
    RectoPageFacts found = facts ? *facts : (RectoPageFacts){0};
    if (is_date_prefix(name)) {
        found.year = (int)g_ascii_strtoll(name, NULL, 10);
        found.month = (int)g_ascii_strtoll(name + 5, NULL, 10);
        found.day = (int)g_ascii_strtoll(name + 8, NULL, 10);
    }
    return found;
}

static char *jekyll_post(const RectoWebsite *website, const char *inside, const RectoPageFacts *facts)
{
    g_autofree char *name = g_path_get_basename(inside), *stem = stem_of(name);
    RectoPageFacts all = facts_of_name(stem, facts);
    if (!is_date_prefix(stem))
        return NULL;
    static const struct {
        const char *name, *pattern;
    } styles[] = {{"date", "/:categories/:year/:month/:day/:title:output_ext"},
                  {"pretty", "/:categories/:year/:month/:day/:title/"},
                  {"none", "/:categories/:title:output_ext"}};
    const char *pattern = recto_website_value(website, "permalink");
    pattern = pattern ? pattern : "date";
    for (guint i = 0; i < G_N_ELEMENTS(styles); i++)
        if (g_str_equal(pattern, styles[i].name))
            pattern = styles[i].pattern;
    const char *posts = strstr(inside, "_posts/");
    g_autofree char *folder = posts > inside ? g_strndup(inside, (gsize)(posts - inside - 1)) : NULL;
    const char *category = folder ? folder : all.category;
    return fill_pattern(pattern, &all, all.slug ? all.slug : stem + 11, category);
}

static char *jekyll_page(const RectoWebsite *website, const char *inside, const RectoPageFacts *facts)
{
    if (strstr(inside, "_posts/"))
        return jekyll_post(website, inside, facts);
    const char *pattern = recto_website_value(website, "permalink");
    gboolean pretty = pattern && (g_str_equal(pattern, "pretty") || g_str_has_suffix(pattern, "/"));
    const char *path = *inside == '_' ? inside + 1 : inside;
    g_autofree char *directory = as_directory(path, facts ? facts->slug : NULL, FALSE);
    gsize length = strlen(directory);
    g_autofree char *name = g_path_get_basename(inside), *stem = stem_of(name);
    if (pretty || !length || is_index(stem) || *inside == '_')
        return g_steal_pointer(&directory);
    directory[length - 1] = '\0';
    return g_strconcat(directory, ".html", NULL);
}

/* Skips the directory of a language. Each language except the first has a directory of its own. */
static const char *skip_lang(const RectoWebsite *website, const char *path)
{
    const char *slash = strchr(path, '/');
    const char *lang = recto_website_lang(website);
    gsize length = slash ? (gsize)(slash - path) : 0;
    gboolean first = lang ? g_ascii_strncasecmp(lang, path, length) == 0 && lang[length] == '\0'
                          : length == 2 && strncmp(path, "en", 2) == 0;
    return length && is_lang_name(path, length) && first ? slash + 1 : path;
}

static char *hugo_page(const RectoWebsite *website, const char *inside, const RectoPageFacts *facts)
{
    static const char *const folders[] = {"content", NULL};
    const char *path = below(inside, folders);
    if (!path)
        return NULL;
    path = skip_lang(website, path);
    g_autofree char *section = g_strndup(path, strcspn(path, "/"));
    g_autofree char *lower = g_ascii_strdown(section, -1);
    g_autofree char *keys = g_strdup_printf("permalinks.%s permalinks.page.%s", lower, lower);
    const char *pattern = strchr(path, '/') ? recto_website_value(website, keys) : NULL;
    g_autofree char *name = g_path_get_basename(path), *stem = stem_of(name);
    if (pattern && !g_str_equal(stem, "_index")) {
        g_autofree char *folder = g_path_get_dirname(path), *last = g_path_get_basename(folder);
        const char *title = facts && facts->slug ? facts->slug : is_index(stem) ? last : stem;
        RectoPageFacts all = facts_of_name(title, facts);
        if (!all.year)
            return NULL;
        title += is_date_prefix(title) && strstr(pattern, ":slug") ? 11 : 0;
        return fill_pattern(pattern, &all, title, section);
    }
    char *directory = as_directory(path, facts ? facts->slug : NULL, FALSE);
    g_autofree char *folded = g_utf8_strdown(directory, -1);
    g_free(directory);
    return g_steal_pointer(&folded);
}

static char *docusaurus_page(const char *inside, const RectoPageFacts *facts)
{
    static const char *const blogs[] = {"blog", NULL}, *const docs[] = {"docs", NULL};
    const char *blog = below(inside, blogs), *doc = below(inside, docs);
    if (facts && facts->slug && *facts->slug == '/')
        return g_strconcat(blog ? "blog" : "docs", facts->slug, NULL);
    if (doc) {
        g_autofree char *path = as_directory(doc, facts ? facts->slug : NULL, FALSE);
        return g_strconcat("docs/", path, NULL);
    }
    if (!blog)
        return NULL;
    if (facts && facts->slug)
        return g_strconcat("blog/", facts->slug, NULL);
    g_autofree char *path = as_directory(blog, NULL, FALSE);
    if (!is_date_prefix(path))
        return g_strconcat("blog/", path, NULL);
    path[4] = path[7] = path[10] = '/';
    path[strlen(path) - 1] = '\0';
    return g_strconcat("blog/", path, NULL);
}

/* Pages in one of the directories, each with its own directory on the site. */
static char *plain_page(const char *inside, const char *const *folders, const RectoPageFacts *facts, gboolean drop_date)
{
    const char *path = below(inside, folders);
    return path ? as_directory(path, facts ? facts->slug : NULL, drop_date) : NULL;
}

static char *path_on_site(const RectoWebsite *website, const char *inside, const RectoPageFacts *facts)
{
    static const char *const content[] = {"content", NULL}, *const docs[] = {"docs", NULL},
                             *const src[] = {"src", NULL}, *const pages[] = {"src/pages", NULL},
                             *const astro[] = {"src/pages", "src/content/docs", "src/content", NULL};
    switch (website->kind) {
    case RECTO_WEBSITE_HUGO:
        return hugo_page(website, inside, facts);
    case RECTO_WEBSITE_JEKYLL:
        return jekyll_page(website, inside, facts);
    case RECTO_WEBSITE_DOCUSAURUS:
        return docusaurus_page(inside, facts);
    case RECTO_WEBSITE_ZOLA:
        return plain_page(inside, content, facts, TRUE);
    case RECTO_WEBSITE_MKDOCS:
        return plain_page(inside, docs, NULL, FALSE);
    case RECTO_WEBSITE_GATSBY:
        return plain_page(inside, pages, facts, FALSE);
    case RECTO_WEBSITE_ASTRO:
        return plain_page(inside, astro, facts, FALSE);
    case RECTO_WEBSITE_ELEVENTY:
        return plain_page(inside, src, facts, TRUE);
    case RECTO_WEBSITE_FRANKLIN:
        return as_directory(inside, NULL, FALSE);
    default:
        return NULL;
    }
}

/* A permalink that is a path, not a template of one. */
static const char *own_path(const RectoPageFacts *facts)
{
    const char *path = facts ? facts->permalink : NULL;
    return path && *path == '/' && path[1] != '/' && !strpbrk(path, "{}:<>") ? path : NULL;
}

char *recto_page_address(const RectoWebsite *website, const char *path, const RectoPageFacts *facts)
{
    const char *inside = recto_website_inside(website, path), *own = own_path(facts);
    if (!website->address || (!own && !inside))
        return NULL;
    if (own)
        return g_strconcat(website->address, own + 1, NULL);
    g_autofree char *page = path_on_site(website, inside, facts);
    g_autofree char *escaped = page ? g_uri_escape_string(page, "/:@!$&'()*+,;=", TRUE) : NULL;
    return escaped ? g_strconcat(website->address, escaped, NULL) : NULL;
}
