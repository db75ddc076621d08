/* Images as blocks: finds an image, measures it and draws it with its tags. */
#include "flow/image_block.h"

#include "flow/link.h"

#include <string.h>

/* Range of resolutions in an image file that are accepted, in dpi. Lower ones are screen defaults; higher ones are
 * errors. */
#define LEAST_CLAIM 72
#define MOST_CLAIM  1200
/* Resolution of web pixels in dpi: a pixel is 1/96 inch. */
#define WEB_DPI 96
/* Minimum height of the placeholder for a missing image, in lines. */
#define LEAST_LINES 3

/* ---- finding ---- */

/* Returns the file name without its extension, as words; the substitute for a missing alt text. */
static char *words_of_address(const char *address)
{
    if (g_ascii_strncasecmp(address, "data:", 5) == 0)
        return NULL;
    g_autofree char *plain = g_strndup(address, strcspn(address, "?#"));
    g_autofree char *decoded = g_uri_unescape_string(plain, NULL);
    gboolean readable = decoded && g_utf8_validate(decoded, -1, NULL);
    g_autofree char *name = g_path_get_basename(readable ? decoded : plain);
    char *dot = strrchr(name, '.');
    if (dot && dot != name)
        *dot = '\0';
    g_strdelimit(name, "-_.", ' ');
    return *g_strstrip(name) && !g_str_equal(name, "/") ? g_steal_pointer(&name) : NULL;
}

static gboolean is_linked(const RectoPlacedImage *picture)
{
    const RectoNode *node = picture->node;
    while (node && node->kind != RECTO_NODE_LINK && !recto_node_is_block(node))
        node = node->parent;
    return picture->link || (node && node->kind == RECTO_NODE_LINK);
}

static void find_words(RectoPlacedImage *picture)
{
    RectoLayout *layout = picture->state->layout;
    const RectoNode *node = picture->node;
    g_autofree char *given = recto_node_plain_text(node);
    /* a link needs accessible text and an area, so its image cannot be decorative */
    picture->decorative = node->image.decorative && !is_linked(picture);
    if (*g_strstrip(given)) {
        picture->words = g_steal_pointer(&given);
        return;
    }
    if (picture->decorative) {
        picture->words = g_strdup("");
        return;
    }
    picture->words = words_of_address(node->text);
    if (!picture->words)
        picture->words = g_strdup(recto_strings_get(layout->strings, "figure"));
    /* a missing image has its own diagnostic */
    if (layout->images && !recto_images_find(layout->images, node->text, node->span))
        return;
    recto_diagnose(layout->diagnostics, RECTO_CODE_PICTURE_WITHOUT_WORDS, node->span,
                   "image has no alt text; screen readers announce “%s”", picture->words);
}

void recto_placed_image_find(RectoPlacedImage *picture, RectoState *state, const RectoNode *node, const RectoNode *link)
{
    *picture = (RectoPlacedImage){.state = state, .node = node, .link = link, .link_index = -1};
    find_words(picture);
    if (state->layout->images)
        picture->image = recto_images_find(state->layout->images, node->text, node->span);
}

void recto_placed_image_clear(RectoPlacedImage *picture)
{
    g_clear_pointer(&picture->words, g_free);
}

gboolean recto_inline_is_blank(const RectoNode *node)
{
    return node->kind == RECTO_NODE_SOFT_BREAK || node->kind == RECTO_NODE_HARD_BREAK ||
           (node->kind == RECTO_NODE_TEXT && !node->text[strspn(node->text, " \t\n")]);
}

static const RectoNode *only_child(const RectoNode *node)
{
    const RectoNode *only = NULL;
    for (const RectoNode *child = node->first; child; child = child->next) {
        if (recto_inline_is_blank(child))
            continue;
        if (only)
            return NULL;
        only = child;
    }
    return only;
}

const RectoNode *recto_picture_alone(const RectoNode *node, const RectoNode **ret_link)
{
    *ret_link = NULL;
    while (node && node->kind != RECTO_NODE_IMAGE) {
        if (node->kind == RECTO_NODE_LINK)
            *ret_link = node;
        else if (node->kind != RECTO_NODE_STRONG && node->kind != RECTO_NODE_EMPHASIS &&
                 node->kind != RECTO_NODE_SPAN && node->kind != RECTO_NODE_PARAGRAPH)
            return NULL;
        node = only_child(node);
    }
    return node;
}

/* ---- size ---- */

/* Minimum number of lines on the page for the caption below an image. */
#define CAPTION_LINES 6

RectoLength recto_picture_max_height(const RectoState *state)
{
    const RectoStyle *style = state->scope->style;
    RectoLength page = style->page_text_bottom - style->page_text_top - CAPTION_LINES * style->page_unit;
    return MAX(MIN(style->image_most_height, page), style->page_unit);
}

static RectoLength at_dpi(guint pixels, guint dpi)
{
    return (RectoLength)((guint64)pixels * 72 * RECTO_POINT / MAX(dpi, 1));
}

static RectoLength natural_width(const RectoImageInfo *info)
{
    gboolean believed = info->dpi > LEAST_CLAIM && info->dpi <= MOST_CLAIM;
    return at_dpi(info->width, believed ? info->dpi : WEB_DPI);
}

/* Returns the width at the resolution that the style prefers: reduced to the line length, and enlarged towards it only
 * while the resolution stays sufficient. */
static RectoLength width_by_resolution(const RectoPlacedImage *picture, RectoLength measure)
{
    const RectoStyle *style = picture->state->scope->style;
    const RectoImageInfo *info = &picture->image->info;
    RectoLength width = natural_width(info);
    if (info->format == RECTO_PICTURE_SVG)
        return MIN(width, measure);
    width = MAX(width, at_dpi(info->width, (guint)style->image_enlarged_dpi));
    width = MIN(width, at_dpi(info->width, (guint)style->image_least_dpi));
    return MIN(width, measure);
}

static RectoLength wanted_width(const RectoPlacedImage *picture, RectoLength measure)
{
    const RectoNode *node = picture->node;
    if (node->image.percent > 0)
        return (RectoLength)((gint64)measure * MIN(node->image.percent, 100) / 100);
    if (node->image.width > 0)
        return at_dpi((guint)node->image.width, WEB_DPI);
    const RectoImageInfo *info = picture->image ? &picture->image->info : NULL;
    if (info && node->image.height > 0 && info->height > 0)
        return at_dpi((guint)((guint64)node->image.height * info->width / info->height), WEB_DPI);
    return info && node->image.max_width > 0 ? at_dpi(MIN(info->width, (guint)node->image.max_width), WEB_DPI) : 0;
}

static void report_coarse(const RectoPlacedImage *picture)
{
    const RectoImage *image = picture->image;
    guint least = (guint)picture->state->scope->style->image_least_dpi;
    guint dpi = (guint)((guint64)image->info.width * 72 * RECTO_POINT / (guint64)MAX(picture->width, 1));
    if (image->info.format != RECTO_PICTURE_SVG && dpi < least)
        recto_diagnose(picture->state->layout->diagnostics, RECTO_CODE_PICTURE_COARSE, picture->node->span,
                       "image has %u dpi at its printed width; %u dpi are needed", dpi, least);
}

static RectoFragment *set_words(const RectoPlacedImage *picture, RectoLength measure, RectoSlot slot, guint *ret_lines)
{
    const RectoStyle *style = picture->state->scope->style;
    return recto_layout_text(picture->state->layout, picture->state->scope->style, picture->words, &style->caption,
                             MAX(measure, style->caption.size),
                             (RectoOrigin){slot, RECTO_ARTIFACT_LAYOUT, picture->node->span}, ret_lines);
}

static void fit_words(RectoPlacedImage *picture, RectoLength measure, RectoLength most_height)
{
    const RectoStyle *style = picture->state->scope->style;
    RectoLength wanted = wanted_width(picture, measure);
    guint n = 0;
    picture->width = wanted ? CLAMP(wanted, measure / 4, measure) : measure;
    recto_fragment_free(set_words(picture, picture->width, RECTO_SLOT_NONE, &n));
    RectoLength height = (RectoLength)n * style->caption.leading + 2 * style->image_padding;
    picture->height = MIN(height, MAX(most_height, LEAST_LINES * style->page_unit));
    if (picture->decorative)
        picture->height = 0;
}

void recto_placed_image_fit(RectoPlacedImage *picture, RectoLength measure, RectoLength most_height)
{
    if (!picture->image) {
        fit_words(picture, measure, most_height);
        return;
    }
    const RectoImageInfo *info = &picture->image->info;
    RectoLength wanted = wanted_width(picture, measure);
    picture->width = wanted ? MIN(wanted, measure) : width_by_resolution(picture, measure);
    gint64 height = (gint64)picture->width * info->height / info->width;
    if (height > most_height) {
        picture->width = (RectoLength)((gint64)most_height * info->width / info->height);
        height = most_height;
    }
    picture->width = MAX(picture->width, RECTO_POINT / 4);
    picture->height = (RectoLength)MAX(height, RECTO_POINT / 4);
    if (wanted)
        report_coarse(picture);
}

gboolean recto_placed_image_is_wide(const RectoPlacedImage *picture)
{
    const RectoNode *node = picture->node;
    const RectoImageInfo *info = picture->image ? &picture->image->info : NULL;
    gboolean free = !node->image.width && !node->image.height && !node->image.max_width &&
                    (!node->image.percent || node->image.percent >= 100);
    return info && free && info->width > info->height && (int)info->width >= picture->state->scope->style->image_wide;
}

/* ---- tags and footnotes ---- */

static RectoElement *make_figure(RectoPlacedImage *picture, RectoElement *parent)
{
    RectoStructure *structure = picture->state->layout->pages->structure;
    picture->figure = recto_element_new(structure, parent, RECTO_ROLE_FIGURE, picture->node->span);
    recto_element_set_alt(structure, picture->figure, picture->words);
    return picture->figure;
}

static RectoElement *make_link(RectoPlacedImage *picture, RectoElement *parent)
{
    RectoElement *link = NULL;
    if (picture->link)
        picture->link_index = recto_state_add_link(picture->state, picture->link, parent, picture->words, &link);
    return link ? link : parent;
}

void recto_placed_image_tag(RectoPlacedImage *picture, RectoElement *parent, gboolean captioned)
{
    if (picture->decorative)
        return;
    RectoElement *element =
        captioned ? make_link(picture, make_figure(picture, parent)) : make_figure(picture, make_link(picture, parent));
    picture->slot = recto_element_slot(picture->state->layout->pages->structure, element);
}

/* Draws the alternative text of a missing image between two hairlines. */
static void draw_words(const RectoPlacedImage *picture, RectoFragment *fragment, RectoLength x, RectoLength y)
{
    const RectoStyle *style = picture->state->scope->style;
    RectoOrigin origin = {RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, picture->node->span};
    RectoLength rule = style->image_missing_rule;
    g_autoptr(RectoFragment) words = set_words(picture, picture->width, picture->slot, NULL);
    recto_fragment_add_rect(fragment, x, y, picture->width, rule, style->colour_rule, origin);
    recto_fragment_add_rect(fragment, x, y + picture->height - rule, picture->width, rule, style->colour_rule, origin);
    recto_fragment_add_fragment(fragment, words, x,
                                y + style->image_padding + style->caption.leading - RECTO_BASELINE_RISE / 2);
}

void recto_placed_image_draw(const RectoPlacedImage *picture, RectoFragment *fragment, RectoLength x, RectoLength y)
{
    if (picture->image)
        recto_fragment_add_image(fragment, picture->image, x, y, picture->width, picture->height,
                                 (RectoOrigin){picture->slot, RECTO_ARTIFACT_LAYOUT, picture->node->span});
    else if (!picture->decorative)
        draw_words(picture, fragment, x, y);
    if (picture->link_index >= 0)
        recto_fragment_add_link(fragment, (guint)picture->link_index, x, y, picture->width, picture->height,
                                picture->node->span);
}
