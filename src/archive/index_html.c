/* Writes index.html and feed.xml of an archive site. */
#include "archive/archive_site.h"
#include "base/files.h"

#include "base/escape.h"

#include <string.h>

/* One column on a phone, several on a wide screen. All text colours have a contrast of at least 7:1. */
static const char style[] =
    ":root{color-scheme:light;--ink:#1a1a1a;--soft:#4d4d4d;--line:#c9c9c6;--link:#1f4e79}"
    "*{box-sizing:border-box}"
    "body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:#fff}"
    "header,main,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}"
    "header{padding-top:3.5rem}"
    "h1{font-size:2.25rem;line-height:1.2;font-weight:400;margin:0 0 2.5rem}"
    "ul{list-style:none;margin:0;padding:0;display:grid;gap:2.5rem 2rem;"
    "grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr))}"
    "li{display:flex;flex-direction:column}"
    "a{color:var(--link);text-underline-offset:.15em}"
    "a:focus-visible{outline:3px solid var(--link);outline-offset:3px}"
    "img{display:block;width:100%;height:auto;border:1px solid var(--line);margin-bottom:.75rem}"
    "h2{font-size:1.0625rem;line-height:1.35;font-weight:600;margin:0}"
    "h2 span{font-weight:400;white-space:nowrap}"
    "p{margin:.25rem 0 0;color:var(--soft);font-size:.9375rem}"
    "footer{padding-top:3rem;padding-bottom:3rem;font-size:.9375rem;color:var(--soft)}"
    "@media(max-width:30rem){header{padding-top:2rem}h1{font-size:1.75rem;margin-bottom:1.5rem}"
    "li{display:grid;grid-template-columns:6rem 1fr;column-gap:1rem;align-items:start}"
    "li img{grid-row:1/4;margin:0}ul{gap:1.5rem}}";

static char *size_text(gsize size)
{
    return size < 1000000 ? g_strdup_printf("%u\u00A0KB", (guint)MAX((size + 500) / 1000, 1))
                          : g_strdup_printf("%.1f\u00A0MB", (double)size / 1e6);
}

static void put(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Appends a formatted text; every argument is escaped. */
static void put(GString *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    recto_escape_vprintf(out, RECTO_ESCAPE_XML, format, arguments);
    va_end(arguments);
}

static const char *site_title(const RectoArchiveOptions *options)
{
    return options->title ? options->title : RECTO_ARCHIVE_TITLE;
}

/* Reads the size of a PNG image from its header. Returns FALSE if the file is not a PNG image. */
static gboolean png_size(const char *path, guint *ret_width, guint *ret_height)
{
    g_autofree char *data = NULL;
    gsize length = 0;
    if (!recto_file_read_text(path, &data, &length, NULL) || length < 24 || memcmp(data + 1, "PNG", 3))
        return FALSE;
    const guchar *head = (const guchar *)data;
    *ret_width = (guint)head[16] << 24 | (guint)head[17] << 16 | (guint)head[18] << 8 | head[19];
    *ret_height = (guint)head[20] << 24 | (guint)head[21] << 16 | (guint)head[22] << 8 | head[23];
    return TRUE;
}

static void put_cover(GString *out, const RectoArchiveOptions *options, const RectoArchiveFile *file, gboolean early)
{
    g_autofree char *path = recto_archive_path(options, file->entry, RECTO_ARCHIVE_COVERS, ".png");
    guint width = 0, height = 0;
    /* The cover image is decorative: the title next to it has all the information. */
    if (png_size(path, &width, &height))
        put(out, "<img src=\"" RECTO_ARCHIVE_COVERS "/%s.png\" alt=\"\" width=\"%u\" height=\"%u\" loading=\"%s\">\n",
            file->entry->name, width, height, early ? "eager" : "lazy");
}

static void put_report(GString *out, const RectoArchiveOptions *options, const RectoArchiveFile *file, const char *lang,
                       gboolean early)
{
    const RectoArchiveEntry *entry = file->entry;
    g_autofree char *size = size_text(file->size);
    gboolean foreign = !g_str_equal(entry->lang, lang);
    g_string_append(out, "<li");
    if (foreign)
        put(out, " lang=\"%s\"", entry->lang);
    g_string_append(out, ">\n");
    put_cover(out, options, file, early);
    put(out, "<h2><a href=\"%s\">%s <span>(PDF, %s)</span></a></h2>\n", file->file, entry->title, size);
    if (*entry->date || *entry->authors)
        put(out, "<p>%s%s%s</p>\n", entry->date, *entry->date && *entry->authors ? " · " : "", entry->authors);
    if (*entry->description)
        put(out, "<p>%s</p>\n", entry->description);
    g_string_append(out, "</li>\n");
}

/* Returns the language of most reports; if several languages are equally frequent, the language of the newest
 * report. */
static const char *site_lang(const GArray *files)
{
    const char *best = "en";
    guint most = 0;
    for (guint i = 0; i < files->len; i++) {
        const char *lang = g_array_index(files, RectoArchiveFile, i).entry->lang;
        guint n = 0;
        for (guint k = 0; k < files->len; k++)
            n += g_str_equal(g_array_index(files, RectoArchiveFile, k).entry->lang, lang);
        if (n > most) {
            most = n;
            best = lang;
        }
    }
    return best;
}

char *recto_archive_html(const RectoArchiveOptions *options, const GArray *files)
{
    /* number of covers that most screens show without scrolling */
    enum { EARLY = 4 };
    const char *lang = site_lang(files), *title = site_title(options);
    GString *out = g_string_new("<!DOCTYPE html>\n");
    put(out, "<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", lang);
    g_string_append(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put(out, "<title>%s</title>\n", title);
    put(out, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"%s\" href=\"feed.xml\">\n", title);
    g_string_append_printf(out, "<style>%s</style>\n</head>\n<body>\n", style);
    put(out, "<header><h1>%s</h1></header>\n<main>\n<ul>\n", title);
    for (guint i = 0; i < files->len; i++)
        put_report(out, options, &g_array_index(files, RectoArchiveFile, i), lang, i < EARLY);
    g_string_append(out,
                    "</ul>\n</main>\n<footer><p><a href=\"feed.xml\">Atom</a> · <a href=\"archive.json\">JSON</a> · "
                    "<a href=\"" RECTO_ARCHIVE_SUMS "\">SHA-256</a></p></footer>\n</body>\n</html>\n");
    return g_string_free(out, FALSE);
}

/* ---- the feed (RFC 4287) ---- */

/* Returns a stable identifier for the feed: a name-based UUID (RFC 9562, version 5, but without the name space in the
 * hash). */
static char *identifier(const char *name)
{
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA1, name, -1);
    return g_strdup_printf("urn:uuid:%.8s-%.4s-5%.3s-a%.3s-%.12s", sum, sum + 8, sum + 13, sum + 17, sum + 20);
}

static const char *newest(const GArray *files)
{
    const char *moment = "1970-01-01T00:00:00Z";
    for (guint i = 0; i < files->len; i++) {
        const char *one = g_array_index(files, RectoArchiveFile, i).entry->moment;
        if (strcmp(one, moment) > 0)
            moment = one;
    }
    return moment;
}

static void put_entry(GString *out, const RectoArchiveFile *file, const char *url)
{
    const RectoArchiveEntry *entry = file->entry;
    g_autofree char *id = identifier(file->file);
    put(out, "<entry>\n<id>%s</id>\n<title>%s</title>\n<updated>%s</updated>\n", id, entry->title, entry->moment);
    put(out, "<author><name>%s</name></author>\n", *entry->authors ? entry->authors : entry->title);
    put(out, "<link href=\"%s%s\" type=\"application/pdf\" length=\"%" G_GSIZE_FORMAT "\"/>\n", url, file->file,
        file->size);
    put(out, "<summary>%s</summary>\n</entry>\n", *entry->description ? entry->description : entry->title);
}

char *recto_archive_feed(const RectoArchiveOptions *options, const GArray *files)
{
    const char *title = site_title(options);
    g_autofree char *url =
        options->url ? g_strconcat(options->url, g_str_has_suffix(options->url, "/") ? "" : "/", NULL) : g_strdup("");
    g_autofree char *id = identifier(*url ? url : title);
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                                "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    put(out, "<id>%s</id>\n<title>%s</title>\n<updated>%s</updated>\n", id, title, newest(files));
    if (*url)
        put(out, "<link rel=\"self\" href=\"%sfeed.xml\"/>\n<link href=\"%s\"/>\n", url, url);
    for (guint i = 0; i < files->len; i++)
        put_entry(out, &g_array_index(files, RectoArchiveFile, i), url);
    g_string_append(out, "</feed>\n");
    return g_string_free(out, FALSE);
}
