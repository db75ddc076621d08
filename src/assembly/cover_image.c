/* The cover image: its form, its size and the background of the text. */
#include "assembly/compose.h"
#include "page/images.h"

#define PAPER_WHITE ((RectoColour){FALSE, 0xff, 0xff, 0xff})

/* The image extends beyond its visible part, so that rounding to pixels leaves no white edges. */
#define SPARE RECTO_PT(1)
/* Text columns of the page; in the corner form, an image takes at least half of them. */
#define COLUMNS           4
#define MOST_COLUMNS_LESS 2

/* ---- positions of the text ---- */

static gboolean is_above_title(const RectoCompose *compose, RectoPosition at)
{
    return at.y < compose->style->cover_title_at.y;
}

/* The details on the cover, and their positions. */
typedef struct {
    gboolean there;
    RectoPosition at;
    RectoLength taller; /* height in addition to a line of text */
} CoverLine;

enum { FACT_MARK, FACT_LOGO, FACT_CATEGORY, FACT_DATE, FACT_AUTHOR, N_FACTS };

static void list_facts(RectoCompose *compose, CoverLine *facts)
{
    const RectoStyle *style = compose->style;
    g_autofree char *category = recto_facts_categories(compose);
    g_autofree char *date = recto_facts_date(compose);
    facts[FACT_MARK] = (CoverLine){style->cover_mark_text && *style->cover_mark_text, style->cover_mark_at, 0};
    facts[FACT_LOGO] = (CoverLine){style->logo_cover && style->logo && *style->logo, style->logo_cover_at,
                                   MAX(style->logo_cover_height - style->cover_mark.size, 0)};
    facts[FACT_CATEGORY] = (CoverLine){category && *category, style->cover_category_at, 0};
    facts[FACT_DATE] = (CoverLine){date && *date, style->cover_date_at, 0};
    facts[FACT_AUTHOR] = (CoverLine){recto_compose_author_lines(compose) > 0, style->cover_author_at, 0};
}

/* Places title and subtitle, which end at a fixed line and grow upwards. The details above them and the edge of the
 * image move accordingly. */
static void place_text(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    RectoCoverImage *picture = &compose->picture;
    RectoTextStyle title = style->cover_title;
    guint lines = 0;
    CoverLine facts[N_FACTS];
    list_facts(compose, facts);
    recto_fragment_free(recto_cover_title(compose, &title, RECTO_SLOT_NONE, &lines));
    picture->title_y = MIN(style->cover_picture_last, style->page_foot) - recto_cover_height(compose, &title, lines);
    RectoLength first = G_MAXINT32, last = 0;
    for (guint i = 0; i < N_FACTS; i++)
        if (facts[i].there && is_above_title(compose, facts[i].at)) {
            first = MIN(first, facts[i].at.y - facts[i].taller);
            last = MAX(last, facts[i].at.y);
        }
    if (last) {
        picture->rise = picture->title_y - style->cover_picture_title_gap - last;
        picture->edge = first + picture->rise - style->cover_picture_padding;
    } else {
        /* capitals are lower than the type size */
        picture->edge = picture->title_y - title.size * 3 / 4 - style->cover_picture_padding;
    }
}

RectoPosition recto_compose_cover_place(const RectoCompose *compose, RectoPosition at)
{
    if (compose->picture.image && is_above_title(compose, at))
        at.y += compose->picture.rise;
    return at;
}

/* ---- size of the image ---- */

/* Returns the maximum length for a number of pixels at the style's minimum resolution. */
static RectoLength most_length(const RectoCompose *compose, guint pixels)
{
    gboolean drawn = compose->picture.image->info.format == RECTO_PICTURE_SVG;
    gint64 length = (gint64)pixels * 72 * RECTO_POINT / MAX(compose->style->image_least_dpi, 1);
    return drawn ? RECTO_PT(4000) : (RectoLength)MIN(length, RECTO_PT(4000));
}

/* Returns the box of an image in the corner. It begins with the first column that leaves the resolution sufficient, and
 * is at most as high as its form allows. */
static RectoBox corner_of(const RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    const RectoImageInfo *info = &compose->picture.image->info;
    RectoLength column = (style->page_right - style->page_column + style->page_gutter) / COLUMNS;
    RectoBox window = {style->page_column, 0, style->page_width, compose->picture.edge};
    RectoLength spare = style->print_bleed + 2 * SPARE, widest = most_length(compose, info->width) - spare;
    for (guint i = 0; i < MOST_COLUMNS_LESS && window.right - window.left > widest; i++)
        window.left += column;
    window.bottom = MIN(window.bottom, most_length(compose, info->height) - spare);
    return window;
}

/* Returns the visible part of the image, on the trimmed page. */
static RectoBox window_of(const RectoCompose *compose, RectoCoverForm form)
{
    const RectoStyle *style = compose->style;
    if (form == RECTO_COVER_CORNER)
        return corner_of(compose);
    return (RectoBox){0, 0, style->page_width, form == RECTO_COVER_PAGE ? style->page_height : compose->picture.edge};
}

/* Returns the frame of the whole image, so large that it fills its window and the adjacent bleed. The bleed is included
 * even if there is none, so that paper and screen show the same part. The focal point has the same relative position in
 * the window as in the image. */
static RectoBox frame_of(const RectoCompose *compose, RectoCoverForm form)
{
    const RectoStyle *style = compose->style;
    const RectoImageInfo *info = &compose->picture.image->info;
    RectoBox window = window_of(compose, form);
    RectoLength bleed = style->print_bleed + SPARE;
    window.left -= window.left ? 0 : bleed;
    window.top -= bleed;
    window.right += bleed;
    window.bottom += window.bottom == style->page_height ? bleed : 0;
    gint64 across = window.right - window.left, down = window.bottom - window.top;
    gint64 width = MAX(across, (down * info->width + info->height - 1) / info->height);
    gint64 height = MAX(down, (across * info->height + info->width - 1) / info->width);
    gint64 left = window.left - (width - across) * CLAMP(style->cover_focus_x, 0, 1000) / 1000;
    gint64 top = window.top - (height - down) * CLAMP(style->cover_focus_y, 0, 1000) / 1000;
    return (RectoBox){(RectoLength)left, (RectoLength)top, (RectoLength)(left + width), (RectoLength)(top + height)};
}

static guint dots_of(const RectoCompose *compose, RectoCoverForm form)
{
    RectoBox frame = frame_of(compose, form);
    return (guint)((gint64)compose->picture.image->info.width * 72 * RECTO_POINT / MAX(frame.right - frame.left, 1));
}

static gboolean is_fine(const RectoCompose *compose, RectoCoverForm form)
{
    const RectoStyle *style = compose->style;
    RectoBox window = window_of(compose, form);
    gboolean drawn = compose->picture.image->info.format == RECTO_PICTURE_SVG;
    return window.bottom >= style->cover_picture_least &&
           (drawn || (int)dots_of(compose, form) >= style->image_least_dpi);
}

/* Chooses the largest form, from the preferred one on, for which the resolution is sufficient. Returns FALSE if there
 * is none. */
static gboolean choose_form(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    RectoCoverImage *picture = &compose->picture;
    RectoCoverForm wanted = style->cover_picture_form, form = wanted;
    while (form <= RECTO_COVER_CORNER && !is_fine(compose, form))
        form++;
    if (form != wanted)
        recto_diagnose(compose->layout->diagnostics, RECTO_CODE_PICTURE_COARSE, style->cover_picture_span,
                       "cover image would have %u dpi, less than %d dpi; recto %s", dots_of(compose, wanted),
                       style->image_least_dpi, form <= RECTO_COVER_CORNER ? "used a smaller size" : "omitted it");
    picture->form = form;
    return form <= RECTO_COVER_CORNER;
}

/* Returns TRUE for an image with extreme proportions, whose frame would exceed any page. */
static gboolean is_too_long(const RectoImageInfo *info)
{
    return !info->width || !info->height || info->width / info->height >= 20 || info->height / info->width >= 20;
}

void recto_compose_find_picture(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    RectoCoverImage *picture = &compose->picture;
    const char *address = style->cover_picture;
    if (!address || !*address || !compose->layout->images || compose->cover == RECTO_COVER_NONE)
        return;
    picture->image = recto_images_find(compose->layout->images, address, style->cover_picture_span);
    if (!picture->image)
        return;
    place_text(compose);
    if (picture->edge < MAX(style->cover_picture_least, 1) || is_too_long(&picture->image->info)) {
        recto_diagnose(compose->layout->diagnostics, RECTO_CODE_COVER_PICTURE, style->cover_picture_span,
                       "the cover image has no room above the title");
        picture->image = NULL;
    } else if (!choose_form(compose)) {
        picture->image = NULL;
    }
}

/* ---- drawing ---- */

static void put_image(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    RectoBox frame = frame_of(compose, compose->picture.form), window = window_of(compose, compose->picture.form);
    const RectoBox clip = {window.left - frame.left, window.top - frame.top, window.right - frame.left,
                           window.bottom - frame.top};
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    recto_fragment_add_image(fragment, compose->picture.image, 0, 0, frame.right - frame.left, frame.bottom - frame.top,
                             (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_BACKGROUND, style->cover_picture_span});
    g_array_index(fragment->items, RectoItem, 0).clip =
        recto_arena_copy(compose->layout->pages->arena, &clip, sizeof clip);
    recto_page_place(page, fragment, frame.left, frame.top);
}

/* Returns the lower edge of the background for text in a full-page image. */
static RectoLength ground_bottom(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    RectoLength bottom = style->cover_picture_last, author = style->cover_author_at.y;
    guint lines = recto_compose_author_lines(compose);
    CoverLine facts[N_FACTS];
    list_facts(compose, facts);
    if (facts[FACT_DATE].there && !is_above_title(compose, facts[FACT_DATE].at))
        bottom = MAX(bottom, facts[FACT_DATE].at.y);
    if (lines && !recto_cover_names_rise(style))
        author += (RectoLength)(lines - 1) * style->cover_author.leading;
    if (style->cover_credit && *style->cover_credit)
        author += style->cover_note.leading;
    if (!is_above_title(compose, style->cover_author_at))
        bottom = MAX(bottom, author);
    return MIN(bottom + style->cover_picture_ground_below, style->page_height);
}

RectoColour recto_compose_ground(const RectoCompose *compose)
{
    gboolean field = compose->cover == RECTO_COVER_FIELD && !compose->style->colour_field.none;
    return field ? compose->style->colour_field : PAPER_WHITE;
}

void recto_compose_picture(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    const RectoCoverImage *picture = &compose->picture;
    gboolean field = compose->cover == RECTO_COVER_FIELD;
    RectoColour ground = recto_compose_ground(compose);
    RectoLength top = picture->form == RECTO_COVER_TOP ? picture->edge : 0;
    if (picture->form != RECTO_COVER_PAGE && field)
        recto_compose_rect(page, 0, top, style->page_width, style->cover_field_bottom - top, ground,
                           RECTO_ARTIFACT_BACKGROUND);
    put_image(compose, page);
    if (picture->form == RECTO_COVER_PAGE)
        recto_compose_rect(page, 0, picture->edge, MIN(style->cover_picture_ground_right, style->page_width),
                           ground_bottom(compose) - picture->edge, ground, RECTO_ARTIFACT_BACKGROUND);
    else if (compose->cover == RECTO_COVER_RULE)
        recto_compose_lower_rule(compose, page);
}

/* The image is decoration, unless the author describes it. It is then read after the details, although it is drawn
 * below them. */
void recto_compose_tag_picture(RectoCompose *compose, RectoPage *page)
{
    const char *words = compose->style->cover_words;
    RectoSlot slot = 0;
    if (!words || !*words)
        return;
    RectoElement *figure = recto_compose_element(compose, compose->flow->cover, RECTO_ROLE_FIGURE, &slot);
    recto_element_set_alt(compose->layout->pages->structure, figure, words);
    for (guint i = 0; i < page->items->len; i++) {
        RectoItem *item = &g_array_index(page->items, RectoItem, i);
        if (item->kind == RECTO_ITEM_IMAGE && item->image.image == compose->picture.image)
            item->slot = slot;
    }
}
