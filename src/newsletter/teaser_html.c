/* The teaser as HTML. Words are escaped wherever they come from; colours are those of the style, made darker where they
 * would be too faint on white. */
#include "newsletter/teaser.h"

#include "base/escape.h"

#include <string.h>

/* Pixels. */
#define COLUMN             600
#define TEASER_COVER_WIDTH 300

static const RectoColour white = {FALSE, 255, 255, 255};

static void put(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Every argument is escaped. */
static void put(GString *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    recto_escape_vprintf(out, RECTO_ESCAPE_XML, format, arguments);
    va_end(arguments);
}

/* "#1a1a1a", with a contrast of at least 4.5:1 on white. */
static const char *hex(RectoColour colour, char out[8])
{
    RectoColour dark = recto_colour_darken(colour.none ? (RectoColour){0} : colour, white, 450);
    g_snprintf(out, 8, "#%02x%02x%02x", dark.r, dark.g, dark.b);
    return out;
}

typedef struct {
    char ink[8], head[8], link[8], soft[8], accent[8], rule[8];
    char *text_face, *head_face;
} TeaserStyle;

/* The face where it is installed, else one of its kind that every system has. */
static char *faces(const char *family)
{
    g_autofree char *name = g_strdup(family);
    g_strcanon(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -", ' ');
    gboolean serif = strstr(name, "Serif") || strstr(name, "Garamond");
    return g_strdup_printf("'%s',%s", name, serif ? "Georgia,serif" : "Helvetica,Arial,sans-serif");
}

static void look_init(TeaserStyle *look, const RectoStyle *style)
{
    hex(style->colour_ink, look->ink);
    hex(style->colour_head, look->head);
    hex(style->colour_link, look->link);
    hex(style->colour_soft, look->soft);
    hex(style->colour_accent, look->accent);
    RectoColour rule = style->colour_rule.none ? style->colour_soft : style->colour_rule;
    g_snprintf(look->rule, sizeof look->rule, "#%02x%02x%02x", rule.r, rule.g, rule.b);
    look->text_face = faces(style->font_text);
    look->head_face = faces(style->font_display);
}

static void look_clear(TeaserStyle *look)
{
    g_free(look->text_face);
    g_free(look->head_face);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TeaserStyle, look_clear)

/* Of a PNG, from its head. */
static void png_size(GBytes *png, guint *ret_width, guint *ret_height)
{
    gsize length = 0;
    const guint8 *head = g_bytes_get_data(png, &length);
    *ret_width = *ret_height = 1;
    if (length < 24)
        return;
    *ret_width = (guint)head[16] << 24 | (guint)head[17] << 16 | (guint)head[18] << 8 | head[19];
    *ret_height = (guint)head[20] << 24 | (guint)head[21] << 16 | (guint)head[22] << 8 | head[23];
}

/* Where a click leads: to the address, else to the PDF beside the page; nowhere in a message without an address. */
static char *target_of(const RectoTeaser *teaser)
{
    if (teaser->address)
        return g_strdup(teaser->address);
    g_autofree char *file = teaser->in_message ? NULL : g_strconcat(teaser->letter->stem, ".pdf", NULL);
    return file ? g_uri_escape_string(file, NULL, FALSE) : NULL;
}

static void put_cover(GString *out, const RectoTeaser *teaser, const TeaserStyle *look)
{
    guint width = 0, height = 0;
    png_size(teaser->letter->cover, &width, &height);
    put(out,
        "<p style=\"margin:0 0 24px\"><img src=\"%s\" alt=\"%s\" width=\"%d\" height=\"%d\" style=\"display:block;"
        "width:100%%;max-width:%dpx;height:auto;border:1px solid %s\"></p>\n",
        teaser->cover_source, teaser->cover_alt, TEASER_COVER_WIDTH,
        (int)((guint64)height * TEASER_COVER_WIDTH / MAX(width, 1)), TEASER_COVER_WIDTH, look->rule);
}

static void put_words(GString *out, const RectoTeaser *teaser, const TeaserStyle *look)
{
    put(out,
        "<h1 style=\"margin:0 0 "
        "8px;font-family:%s;font-size:30px;line-height:36px;font-weight:400;color:%s\">%s</h1>\n",
        look->head_face, look->head, teaser->title);
    if (teaser->subtitle)
        put(out, "<p style=\"margin:0 0 8px;font-size:18px;line-height:26px;color:%s\">%s</p>\n", look->ink,
            teaser->subtitle);
    if (teaser->byline)
        put(out, "<p style=\"margin:0 0 20px;font-size:15px;line-height:22px;color:%s\">%s</p>\n", look->soft,
            teaser->byline);
    if (teaser->standfirst)
        put(out, "<p style=\"margin:0 0 24px;font-size:18px;line-height:28px;color:%s\">%s</p>\n", look->ink,
            teaser->standfirst);
}

static void put_target(GString *out, const RectoTeaser *teaser, const TeaserStyle *look)
{
    g_autofree char *target = target_of(teaser);
    const char *words = recto_strings_get(teaser->letter->strings, "read-report");
    /* Text on the accent colour is white: the accent was darkened enough for it. */
    if (target) {
        put(out,
            "<p style=\"margin:0 0 24px\"><a href=\"%s\" style=\"display:inline-block;padding:12px 22px;"
            "background-color:%s;color:#ffffff;font-size:16px;line-height:24px;text-decoration:none\">%s",
            target, look->accent, words);
        if (!teaser->address)
            put(out, " (PDF, %s)", teaser->size);
        g_string_append(out, "</a></p>\n");
    }
    if (teaser->attached)
        put(out, "<p style=\"margin:0 0 24px;font-size:15px;line-height:22px;color:%s\">%s</p>\n", look->soft,
            teaser->attached);
}

static void put_contents(GString *out, const RectoTeaser *teaser, const TeaserStyle *look)
{
    if (!teaser->contents->len)
        return;
    put(out,
        "<h2 style=\"margin:0 0 8px;padding:20px 0 0;border-top:1px solid %s;font-family:%s;font-size:20px;"
        "line-height:28px;font-weight:400;color:%s\">%s</h2>\n<ul style=\"margin:0 0 24px;padding:0 0 0 20px;"
        "font-size:16px;line-height:24px;color:%s\">\n",
        look->rule, look->head_face, look->head, recto_strings_get(teaser->letter->strings, "contents"), look->ink);
    for (guint i = 0; i < teaser->contents->len; i++)
        put(out, "<li style=\"margin:0 0 4px\">%s</li>\n", (const char *)g_ptr_array_index(teaser->contents, i));
    g_string_append(out, "</ul>\n");
}

char *recto_teaser_html(const RectoTeaser *teaser)
{
    g_auto(TeaserStyle) look = {0};
    look_init(&look, teaser->letter->style);
    GString *out = g_string_new("<!DOCTYPE html>\n");
    put(out, "<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", teaser->lang);
    g_string_append(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put(out, "<title>%s</title>\n</head>\n<body style=\"margin:0;padding:0;background-color:#ffffff\">\n",
        teaser->title);
    /* Word, which shows mail in some programs, knows no widest width. */
    g_string_append_printf(out,
                           "<!--[if mso]><table role=\"presentation\" width=\"%d\"><tr><td><![endif]-->\n"
                           "<div role=\"main\" style=\"max-width:%dpx;margin:0 auto;padding:24px 20px;",
                           COLUMN, COLUMN);
    put(out, "font-family:%s;overflow-wrap:break-word;color:%s\">\n", look.text_face, look.ink);
    put_cover(out, teaser, &look);
    put_words(out, teaser, &look);
    put_target(out, teaser, &look);
    put_contents(out, teaser, &look);
    g_string_append(out, "</div>\n<!--[if mso]></td></tr></table><![endif]-->\n</body>\n</html>\n");
    return g_string_free(out, FALSE);
}
