/* The logo of the organisation: on the cover, where it replaces the wordmark, in the footer, and on the back page. It
 * is never distorted, and recto keeps the clear space around it that the style requires. */
#include "assembly/compose.h"
#include "page/images.h"

#include <stdlib.h>
#include <string.h>

/* Minimum contrast of graphical objects (WCAG 2.1, 1.4.11), times 100. */
#define LEAST_CONTRAST 300

#define LOGO_PAPER ((RectoColour){FALSE, 0xff, 0xff, 0xff})
#define BLACK      ((RectoColour){FALSE, 0, 0, 0})

/* ---- colours of a drawing ---- */

/* Parses a colour "#1A2B3C" or "#1AB" at `at`. Returns FALSE if there is none. */
static gboolean read_colour(const char *at, const char *end, RectoColour *ret_colour)
{
    guint digits = 0, value[6];
    for (at++; digits < 6 && at < end && g_ascii_isxdigit(*at); at++)
        value[digits++] = (guint)g_ascii_xdigit_value(*at);
    if (digits == 6)
        *ret_colour = (RectoColour){FALSE, (guint8)(value[0] << 4 | value[1]), (guint8)(value[2] << 4 | value[3]),
                                    (guint8)(value[4] << 4 | value[5])};
    else if (digits == 3)
        *ret_colour = (RectoColour){FALSE, (guint8)(value[0] * 17), (guint8)(value[1] * 17), (guint8)(value[2] * 17)};
    return digits == 6 || digits == 3;
}

/* Returns TRUE if a part of the logo contrasts with the background. Colours by name count as white if they are called
 * so, else as black; pixel images are not examined. */
static gboolean is_visible(const RectoImage *logo, RectoColour ground)
{
    gsize length = 0;
    const char *text = g_bytes_get_data(logo->file, &length), *end = text + length;
    gboolean any = FALSE;
    if (logo->info.format != RECTO_PICTURE_SVG)
        return TRUE;
    for (const char *at = text; at < end && (at = memchr(at, '#', (gsize)(end - at))); at++) {
        RectoColour colour = LOGO_PAPER;
        if (!read_colour(at, end, &colour))
            continue;
        any = TRUE;
        if (recto_contrast(colour, ground) >= LEAST_CONTRAST)
            return TRUE;
    }
    if (memmem(text, length, "white", strlen("white")))
        return recto_contrast(LOGO_PAPER, ground) >= LEAST_CONTRAST;
    return !any && recto_contrast(BLACK, ground) >= LEAST_CONTRAST;
}

/* ---- finding ---- */

static const RectoImage *find_file(const RectoCompose *compose, const char *address, RectoSpan span)
{
    return address && *address ? recto_images_find(compose->layout->images, address, span) : NULL;
}

static const RectoImage *find_visible(const RectoCompose *compose, const RectoImage *logo, RectoSpan span,
                                      RectoColour ground, const char *where)
{
    if (!logo || is_visible(logo, ground))
        return logo;
    recto_diagnose(compose->layout->diagnostics, RECTO_CODE_LOGO_CONTRAST, span,
                   "no colour of the logo contrasts with the %s", where);
    return NULL;
}

static gboolean is_dark(RectoColour ground)
{
    return recto_contrast(ground, LOGO_PAPER) > recto_contrast(ground, BLACK);
}

static void find_for_cover(RectoCompose *compose, const RectoImage *logo)
{
    const RectoStyle *style = compose->style;
    RectoColour ground = recto_compose_ground(compose);
    const RectoImage *dark = is_dark(ground) ? find_file(compose, style->logo_on_dark, style->logo_on_dark_span) : NULL;
    compose->logos.cover_span = dark ? style->logo_on_dark_span : style->logo_span;
    compose->logos.cover =
        find_visible(compose, dark ? dark : logo, compose->logos.cover_span, ground, "cover's ground");
}

void recto_logo_find(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    if (!compose->layout->images)
        return;
    const RectoImage *logo = find_file(compose, style->logo, style->logo_span);
    if (style->logo_cover && compose->cover != RECTO_COVER_NONE)
        find_for_cover(compose, logo);
    logo = find_visible(compose, logo, style->logo_span, LOGO_PAPER, "paper");
    if (style->logo_back)
        compose->logos.back = logo;
    if (style->logo_foot) {
        const RectoImage *small = find_file(compose, style->logo_small, style->logo_small_span);
        compose->logos.foot = small ? small : logo;
        compose->logos.foot_span = small ? style->logo_small_span : style->logo_span;
    }
}

/* ---- placing ---- */

/* Returns the largest box with its bottom left corner at `at`. Including the clear space at its right, it stays within
 * the width plus half a gutter. */
static RectoBox box_of(const RectoCompose *compose, const RectoImage *logo, RectoPosition at, RectoLength height)
{
    const RectoImageInfo *info = &logo->info;
    gint64 room = at.width + compose->style->page_gutter, clear = CLAMP(compose->style->logo_clear, 0, 2000);
    gint64 width = (gint64)height * info->width / MAX(info->height, 1);
    gint64 most = MIN((gint64)at.width, room - height * clear / 1000);
    if (width > most) {
        width = MAX(most, 0);
        height = (RectoLength)(width * info->height / MAX(info->width, 1));
    }
    return (RectoBox){at.x, at.y - height, at.x + (RectoLength)width, at.y};
}

static void put(RectoPage *page, const RectoImage *logo, RectoBox box, RectoSlot slot, RectoArtifact artifact,
                RectoSpan span)
{
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    recto_fragment_add_image(fragment, logo, 0, 0, box.right - box.left, box.bottom - box.top,
                             (RectoOrigin){slot, artifact, span});
    recto_page_place(page, fragment, box.left, box.top);
}

/* Returns the slot for the logo's alternative text, which is read only on the cover. */
static RectoSlot heard_slot(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    const char *words = style->logo_words && *style->logo_words ? style->logo_words : style->cover_mark_text;
    RectoSlot slot = RECTO_SLOT_NONE;
    if (!words || !*words) {
        recto_diagnose(compose->layout->diagnostics, RECTO_CODE_LOGO_WITHOUT_WORDS, compose->logos.cover_span,
                       "the logo has no alt text");
        return slot;
    }
    RectoElement *figure = recto_compose_element(compose, compose->flow->cover, RECTO_ROLE_FIGURE, &slot);
    recto_element_set_alt(compose->layout->pages->structure, figure, words);
    return slot;
}

/* Returns the position of the logo on the cover: level with the title, or above all other content if it takes the whole
 * width. */
static RectoPosition cover_place(const RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    RectoPosition at = style->logo_cover_at;
    if (at.y < style->cover_title_at.y)
        return recto_compose_cover_place(compose, at);
    if (compose->picture.image)
        at.y += compose->picture.title_y - style->cover_title_at.y;
    else if (compose->cover == RECTO_COVER_TYPE)
        at.y = style->cover_mark_at.y;
    return at;
}

gboolean recto_logo_cover(RectoCompose *compose, RectoPage *page)
{
    const RectoImage *logo = compose->logos.cover;
    if (!logo)
        return FALSE;
    RectoBox box = box_of(compose, logo, cover_place(compose), compose->style->logo_cover_height);
    put(page, logo, box, heard_slot(compose), RECTO_ARTIFACT_LAYOUT, compose->logos.cover_span);
    return TRUE;
}

void recto_logo_foot(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    const RectoImage *logo = compose->logos.foot;
    if (logo)
        put(page, logo, box_of(compose, logo, style->logo_foot_at, style->logo_foot_height), RECTO_SLOT_NONE,
            RECTO_ARTIFACT_FOOTER, compose->logos.foot_span);
}

gboolean recto_logo_back(RectoCompose *compose, RectoPage *page, RectoLength y, RectoLength taken)
{
    const RectoStyle *style = compose->style;
    const RectoImage *logo = compose->logos.back;
    if (!logo)
        return FALSE;
    RectoPosition at = style->logo_back_at;
    at.y += y;
    RectoBox box = box_of(compose, logo, at, style->logo_back_height);
    RectoLength clear = (RectoLength)((gint64)(box.bottom - box.top) * style->logo_clear / 1000);
    if (box.top - clear < MAX(taken, style->page_text_top))
        return FALSE;
    put(page, logo, box, RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, style->logo_span);
    return TRUE;
}
