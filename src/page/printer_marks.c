/* Adds bleed, crop marks, registration marks and fold marks to pages (printer_marks.h). */
#include "page/printer_marks.h"

/* A mark this near to the trim touches it. */
#define TRIM_SLACK (RECTO_POINT / 20)
/* Control points of a quarter circle. */
#define CIRCLE_CONTROL 0.5523
/* Fold marks are dashed. */
#define DASH RECTO_PT(2)

/* ---- bleed ---- */

/* Extends an edge that touches the trim to the edge of the bleed. */
static RectoLength push_out(RectoLength at, RectoLength size, RectoLength bleed)
{
    return at <= TRIM_SLACK ? -bleed : at >= size - TRIM_SLACK ? size + bleed : at;
}

static void extend_area(RectoItem *item, RectoLength *width, RectoLength *height, const RectoPage *page,
                        RectoLength bleed)
{
    RectoLength left = push_out(item->x, page->width, bleed);
    RectoLength top = push_out(item->y, page->height, bleed);
    RectoLength right = push_out(item->x + *width, page->width, bleed);
    RectoLength bottom = push_out(item->y + *height, page->height, bleed);
    item->x = left;
    item->y = top;
    *width = right - left;
    *height = bottom - top;
}

static void extend_path(RectoItem *item, const RectoPage *page, const RectoPages *pages)
{
    RectoPathStep *steps = recto_arena_copy(pages->arena, item->path.steps, sizeof *steps * item->path.n_steps);
    for (guint i = 0; i < item->path.n_steps; i++)
        for (guint k = 0; k < 6; k += 2) {
            RectoLength *p = &steps[i].p[k];
            p[0] = push_out(item->x + p[0], page->width, pages->bleed) - item->x;
            p[1] = push_out(item->y + p[1], page->height, pages->bleed) - item->y;
        }
    item->path.steps = steps;
}

/* Extends a clip that ends at the trim to the bleed's edge; the clipped content already extends there. */
static void extend_clip(RectoItem *item, const RectoPage *page, const RectoPages *pages)
{
    RectoBox *clip = recto_arena_copy(pages->arena, item->clip, sizeof *clip);
    clip->left = push_out(item->x + clip->left, page->width, pages->bleed) - item->x;
    clip->top = push_out(item->y + clip->top, page->height, pages->bleed) - item->y;
    clip->right = push_out(item->x + clip->right, page->width, pages->bleed) - item->x;
    clip->bottom = push_out(item->y + clip->bottom, page->height, pages->bleed) - item->y;
    item->clip = clip;
}

static gboolean touches(const RectoItem *item, const RectoPage *page)
{
    RectoBox box = recto_item_box(item);
    return box.left <= TRIM_SLACK || box.top <= TRIM_SLACK || box.right >= page->width - TRIM_SLACK ||
           box.bottom >= page->height - TRIM_SLACK;
}

static void extend_item(RectoItem *item, const RectoPage *page, const RectoPages *pages)
{
    if (!recto_item_draws(item) || !touches(item, page))
        return;
    if (item->clip)
        extend_clip(item, page, pages);
    else if (item->kind == RECTO_ITEM_RECT)
        extend_area(item, &item->rect.width, &item->rect.height, page, pages->bleed);
    else if (item->kind == RECTO_ITEM_IMAGE)
        extend_area(item, &item->image.width, &item->image.height, page, pages->bleed);
    else if (item->kind == RECTO_ITEM_PATH && !item->path.fill.none)
        extend_path(item, page, pages);
}

/* ---- marks ---- */

typedef struct {
    RectoPages *pages;
    RectoLength width, height; /* size of the page that the marks surround */
    const RectoPressMarks *marks;
    GArray *steps; /* of RectoPathStep */
} Marker;

static void line(Marker *marker, RectoLength x1, RectoLength y1, RectoLength x2, RectoLength y2)
{
    const RectoPathStep steps[] = {{'M', {x1, y1}}, {'L', {x2, y2}}};
    g_array_append_vals(marker->steps, steps, G_N_ELEMENTS(steps));
}

static void circle(Marker *marker, RectoLength x, RectoLength y, RectoLength r)
{
    RectoLength c = (RectoLength)(r * CIRCLE_CONTROL);
    const RectoPathStep steps[] = {
        {'M', {x + r, y}},
        {'C', {x + r, y + c, x + c, y + r, x, y + r}},
        {'C', {x - c, y + r, x - r, y + c, x - r, y}},
        {'C', {x - r, y - c, x - c, y - r, x, y - r}},
        {'C', {x + c, y - r, x + r, y - c, x + r, y}},
        {'Z', {0}},
    };
    g_array_append_vals(marker->steps, steps, G_N_ELEMENTS(steps));
}

static void crop_marks(Marker *marker)
{
    RectoLength from = marker->pages->bleed + marker->marks->gap, to = from + marker->marks->length;
    const RectoLength x[] = {0, marker->width}, y[] = {0, marker->height};
    for (guint i = 0; i < 2; i++) {
        line(marker, -to, y[i], -from, y[i]);
        line(marker, x[1] + from, y[i], x[1] + to, y[i]);
        line(marker, x[i], -to, x[i], -from);
        line(marker, x[i], y[1] + from, x[i], y[1] + to);
    }
}

static void registration_mark(Marker *marker, RectoLength x, RectoLength y)
{
    RectoLength half = marker->marks->length / 2;
    line(marker, x - half, y, x + half, y);
    line(marker, x, y - half, x, y + half);
    circle(marker, x, y, half * 3 / 5);
}

/* Draws registration marks at the middle of each side. If the sheet has a fold, those at the top and bottom move to
 * the middle of the left half, so that they do not hide the fold mark. */
static void registration_marks(Marker *marker)
{
    const RectoPages *pages = marker->pages;
    RectoLength off = pages->bleed + marker->marks->gap + marker->marks->length / 2;
    RectoLength x = pages->fold ? pages->fold / 2 : marker->width / 2, y = marker->height / 2;
    registration_mark(marker, x, -off);
    registration_mark(marker, x, marker->height + off);
    registration_mark(marker, -off, y);
    registration_mark(marker, marker->width + off, y);
}

static void fold_marks(Marker *marker)
{
    const RectoPages *pages = marker->pages;
    RectoLength from = pages->bleed + marker->marks->gap, to = from + marker->marks->length;
    line(marker, pages->fold, -to, pages->fold, -from);
    line(marker, pages->fold, marker->height + from, pages->fold, marker->height + to);
}

/* The lines collected so far as an item. */
static void put_lines(Marker *marker, RectoPage *page, RectoLength dash)
{
    RectoItem item = {.kind = RECTO_ITEM_PATH, .artifact = RECTO_ARTIFACT_PAGE};
    item.path.n_steps = marker->steps->len;
    item.path.steps =
        recto_arena_copy(marker->pages->arena, marker->steps->data, sizeof(RectoPathStep) * marker->steps->len);
    item.path.fill.none = TRUE;
    item.path.stroke = RECTO_COLOUR_REGISTRATION;
    item.path.line_width = marker->marks->weight;
    item.path.dash = item.path.gap = dash;
    g_array_set_size(marker->steps, 0);
    g_array_append_val(page->items, item);
}

static void add_marks(RectoPages *pages, const RectoPressMarks *marks)
{
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(RectoPathStep));
    for (guint i = 0; i < pages->pages->len; i++) {
        RectoPage *page = recto_pages_page(pages, i);
        Marker marker = {pages, page->width, page->height, marks, steps};
        crop_marks(&marker);
        registration_marks(&marker);
        put_lines(&marker, page, 0);
        if (!pages->fold)
            continue;
        fold_marks(&marker);
        put_lines(&marker, page, DASH);
    }
}

void recto_pages_press(RectoPages *pages, const RectoPressMarks *marks)
{
    pages->bleed = marks->bleed;
    pages->slug = marks->slug;
    for (guint i = 0; marks->bleed && i < pages->pages->len; i++) {
        const RectoPage *page = recto_pages_page(pages, i);
        gboolean turned = FALSE;
        for (guint k = 0; k < page->items->len; k++) {
            RectoItem *item = &g_array_index(page->items, RectoItem, k);
            if (item->kind == RECTO_ITEM_TURN)
                turned = !item->turn.ends;
            else if (!turned)
                extend_item(item, page, pages);
        }
    }
    if (marks->slug)
        add_marks(pages, marks);
}
