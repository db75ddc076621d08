/* Draws the items of a page on a Cairo context (page_draw.h). */
#include "output/page_draw.h"

#include <string.h>

/* A call to Cairo holds this many glyphs at most. */
#define MOST_GLYPHS 2048

typedef struct {
    cairo_t *cr;
    const RectoPages *pages;
    const RectoPage *page;
    const RectoMarkHooks *hooks;
    gpointer data;
    gboolean marked; /* `mark` has begun */
    RectoMark mark;
    RectoColour colour;
    cairo_scaled_font_t *scaled; /* as set on cr */
    const RectoFace *face;       /* face of `scaled`, which includes `expansion` */
    int expansion;
    GArray *glyphs, *clusters; /* collected, not yet drawn */
    GString *text;
} Draw;

#define points recto_draw_points

static void flush_text(Draw *draw)
{
    if (!draw->glyphs->len)
        return;
    cairo_show_text_glyphs(draw->cr, draw->text->str, (int)draw->text->len, (cairo_glyph_t *)draw->glyphs->data,
                           (int)draw->glyphs->len, (cairo_text_cluster_t *)draw->clusters->data,
                           (int)draw->clusters->len, 0);
    g_array_set_size(draw->glyphs, 0);
    g_array_set_size(draw->clusters, 0);
    g_string_truncate(draw->text, 0);
}

static void set_colour(Draw *draw, RectoColour colour)
{
    if (!draw->colour.none && draw->colour.r == colour.r && draw->colour.g == colour.g && draw->colour.b == colour.b)
        return;
    flush_text(draw);
    cairo_set_source_rgb(draw->cr, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0);
    draw->colour = colour;
}

static void set_face(Draw *draw, const RectoFace *face, int expansion)
{
    if (draw->scaled && draw->face == face && draw->expansion == expansion)
        return;
    flush_text(draw);
    draw->face = face;
    draw->expansion = expansion;
    draw->scaled = recto_face_scaled(face, expansion);
    cairo_set_scaled_font(draw->cr, draw->scaled);
}

static RectoColour item_colour(const RectoItem *item)
{
    switch (item->kind) {
    case RECTO_ITEM_GLYPHS:
        return item->glyphs.colour;
    case RECTO_ITEM_RECT:
        return item->rect.colour;
    case RECTO_ITEM_PATH:
        return item->path.fill.none ? item->path.stroke : item->path.fill;
    default:
        return (RectoColour){.none = TRUE};
    }
}

/* Returns the replacement text that a screen reader announces for a run, or NULL if it reads the visible text. */
static const char *heard(const RectoItem *item)
{
    return item->kind == RECTO_ITEM_GLYPHS ? item->glyphs.run->actual : NULL;
}

static void set_mark(Draw *draw, const RectoItem *item)
{
    RectoSlot slot = recto_slot_element(draw->pages->structure, item->slot) ? item->slot : RECTO_SLOT_NONE;
    RectoMark mark = {slot, slot ? RECTO_ARTIFACT_LAYOUT : item->artifact, slot ? heard(item) : NULL, item};
    /* Runs that share their words are one mark. */
    if (draw->marked && mark.actual == draw->mark.actual && mark.slot == draw->mark.slot &&
        mark.artifact == draw->mark.artifact)
        return;
    flush_text(draw);
    RectoColour colour = item_colour(item);
    if (!colour.none)
        set_colour(draw, colour);
    draw->mark = mark;
    draw->marked = TRUE;
    if (draw->hooks)
        draw->hooks->begin(draw->cr, &draw->mark, draw->data);
}

/* A no-break space is copied and searched as a space; its width is the same. */
static void collect_cluster(Draw *draw, const RectoCluster *cluster, const char *text)
{
    cairo_text_cluster_t drawn = {cluster->n_bytes, cluster->n_glyphs};
    if (cluster->n_bytes == 2 && !memcmp(text, "\xC2\xA0", 2)) {
        g_string_append_c(draw->text, ' ');
        drawn.num_bytes = 1;
    } else {
        g_string_append_len(draw->text, text, cluster->n_bytes);
    }
    g_array_append_val(draw->clusters, drawn);
}

static void collect_text(Draw *draw, const RectoGlyphRun *run)
{
    const char *text = run->text;
    for (guint i = 0; i < run->n_clusters; i++) {
        collect_cluster(draw, &run->clusters[i], text);
        text += run->clusters[i].n_bytes;
    }
}

static void collect_glyphs(Draw *draw, const RectoItem *item, guint from, guint n)
{
    guint first = draw->glyphs->len;
    g_array_set_size(draw->glyphs, first + n);
    cairo_glyph_t *glyphs = &g_array_index(draw->glyphs, cairo_glyph_t, first);
    for (guint i = 0; i < n; i++) {
        const RectoGlyph *glyph = &item->glyphs.run->glyphs[from + i];
        glyphs[i].index = glyph->index;
        glyphs[i].x = points(item->x + glyph->x);
        glyphs[i].y = points(item->y + glyph->y);
    }
}

static gboolean is_space(const RectoCluster *cluster, const char *text)
{
    return cluster->n_bytes == 1 ? *text == ' ' : cluster->n_bytes == 2 && !memcmp(text, "\xC2\xA0", 2);
}

/* Draws the clusters from `from` up to `to` from left to right, so the last one first. `end` is the end of the text
 * of the last cluster. */
static void draw_word_backward(Draw *draw, const RectoItem *item, guint from, guint to, const char *end, guint glyph)
{
    const RectoCluster *clusters = item->glyphs.run->clusters;
    guint n = 0;
    for (guint i = to; i-- > from;) {
        end -= clusters[i].n_bytes;
        n += clusters[i].n_glyphs;
        collect_cluster(draw, &clusters[i], end);
    }
    collect_glyphs(draw, item, glyph - n, n);
    flush_text(draw);
}

/* A run from right to left is drawn word by word as it is read, but the letters of a word from left to right: only so
 * do programs that extract text put its letters together. A space goes with the word before it, since alone it would
 * be left out by Cairo. */
static void draw_backward(Draw *draw, const RectoItem *item)
{
    const RectoGlyphRun *run = item->glyphs.run;
    const char *text = run->text;
    guint word = 0, end = run->n_glyphs, glyph = end;
    flush_text(draw);
    for (guint i = 0; i < run->n_clusters; i++) {
        const RectoCluster *next = &run->clusters[i + 1];
        gboolean space = is_space(&run->clusters[i], text);
        text += run->clusters[i].n_bytes;
        glyph -= run->clusters[i].n_glyphs;
        if (i + 1 < run->n_clusters && (!space || is_space(next, text)))
            continue;
        draw_word_backward(draw, item, word, i + 1, text, end);
        word = i + 1;
        end = glyph;
    }
}

static void draw_run(Draw *draw, const RectoItem *item)
{
    const RectoGlyphRun *run = item->glyphs.run;
    set_colour(draw, item->glyphs.colour);
    set_face(draw, run->face, run->expansion);
    if (run->rtl) {
        draw_backward(draw, item);
    } else {
        if (draw->glyphs->len + run->n_glyphs > MOST_GLYPHS)
            flush_text(draw);
        collect_text(draw, run);
        collect_glyphs(draw, item, 0, run->n_glyphs);
    }
}

/* ---- spaces between runs ---- */

/* Cairo leaves out text without ink, so a space that is a run by itself, between bold words and code or between a link
 * and a box, would be in neither the content nor the tags. It is drawn with the run before it or after it, in that
 * run's face and mark, at its own place. */
static gboolean is_lone_space(const RectoItem *item)
{
    const RectoGlyphRun *run = item->kind == RECTO_ITEM_GLYPHS ? item->glyphs.run : NULL;
    return run && run->n_bytes > 0 && !run->actual && !run->rtl && run->n_clusters == run->n_bytes &&
           strspn(run->text, " ") >= run->n_bytes;
}

static void collect_spaces(Draw *draw, const RectoItem *item)
{
    const RectoGlyphRun *run = item->glyphs.run;
    RectoLength advance = run->width / (RectoLength)run->n_clusters;
    for (guint i = 0; i < run->n_clusters; i++) {
        RectoCluster cluster = {1, 1};
        cairo_glyph_t drawn = {recto_face_space(draw->face), points(item->x + (RectoLength)i * advance),
                               points(item->y)};
        collect_cluster(draw, &cluster, " ");
        g_array_append_val(draw->glyphs, drawn);
    }
}

/* Whether the run after a space can take it. */
static gboolean accepts_space(const RectoItem *item, const RectoItem *space)
{
    return item && item->kind == RECTO_ITEM_GLYPHS &&
           (item->slot == RECTO_SLOT_NONE) == (space->slot == RECTO_SLOT_NONE) && !item->glyphs.run->rtl &&
           !item->glyphs.run->actual && recto_face_space(item->glyphs.run->face);
}

/* FALSE: neither neighbour can take it, it is drawn by itself. The one in the same element is preferred. `next` may be
 * NULL. */
static gboolean draw_lone_space(Draw *draw, const RectoItem *item, const RectoItem *next)
{
    if (!is_lone_space(item))
        return FALSE;
    gboolean after = accepts_space(next, item);
    gboolean before = draw->glyphs->len && (draw->mark.slot == RECTO_SLOT_NONE) == (item->slot == RECTO_SLOT_NONE) &&
                      !draw->mark.actual && recto_face_space(draw->face);
    if (!after && !before)
        return FALSE;
    if (!before || (after && draw->mark.slot != item->slot && next->slot == item->slot)) {
        set_mark(draw, next);
        set_colour(draw, next->glyphs.colour);
        set_face(draw, next->glyphs.run->face, next->glyphs.run->expansion);
    }
    collect_spaces(draw, item);
    return TRUE;
}

static void draw_rect(Draw *draw, const RectoItem *item)
{
    flush_text(draw);
    set_colour(draw, item->rect.colour);
    double x = points(item->x), y = points(item->y);
    cairo_rectangle(draw->cr, x, y, points(item->rect.width), points(item->rect.height));
    /* Cairo treats a rectangle over the whole page as a new page and discards the earlier drawing. */
    if (item->rect.width >= draw->page->width && item->rect.height >= draw->page->height)
        cairo_rectangle(draw->cr, x, y, 0, 0);
    cairo_fill(draw->cr);
}

static void trace(cairo_t *cr, const RectoItem *item)
{
    double x = points(item->x), y = points(item->y);
    cairo_new_path(cr);
    for (guint i = 0; i < item->path.n_steps; i++) {
        const RectoPathStep *step = &item->path.steps[i];
        double p[6];
        for (guint k = 0; k < 6; k++)
            p[k] = points(step->p[k]) + (k % 2 ? y : x);
        if (step->op == 'M')
            cairo_move_to(cr, p[0], p[1]);
        else if (step->op == 'L')
            cairo_line_to(cr, p[0], p[1]);
        else if (step->op == 'C')
            cairo_curve_to(cr, p[0], p[1], p[2], p[3], p[4], p[5]);
        else
            cairo_close_path(cr);
    }
}

/* Sets the item's clip for the following drawing; the caller saves and restores the state. */
static void set_clip(cairo_t *cr, const RectoItem *item)
{
    const RectoBox *clip = item->clip;
    cairo_rectangle(cr, points(item->x + clip->left), points(item->y + clip->top), points(clip->right - clip->left),
                    points(clip->bottom - clip->top));
    cairo_clip(cr);
}

static void draw_path(Draw *draw, const RectoItem *item)
{
    cairo_t *cr = draw->cr;
    if (!item->path.fill.none) {
        set_colour(draw, item->path.fill);
        trace(cr, item);
        cairo_fill(cr);
    }
    if (item->path.stroke.none)
        return;
    set_colour(draw, item->path.stroke);
    double dashes[] = {points(item->path.dash), points(item->path.gap)};
    cairo_set_line_width(cr, points(item->path.line_width));
    cairo_set_dash(cr, dashes, item->path.dash > 0 ? 2 : 0, 0);
    cairo_set_line_cap(cr, item->path.round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(cr, item->path.round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
    trace(cr, item);
    cairo_stroke(cr);
}

/* The unit square of the stored picture on that of the picture as it is seen, by EXIF's orientations. */
static cairo_matrix_t orientation_matrix(guint orientation)
{
    static const signed char turns[][6] = {
        {1, 0, 0, 1, 0, 0}, {-1, 0, 0, 1, 1, 0}, {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},
        {0, 1, 1, 0, 0, 0}, {0, 1, -1, 0, 1, 0}, {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1},
    };
    const signed char *turn = turns[orientation >= 1 && orientation <= 8 ? orientation - 1 : 0];
    cairo_matrix_t matrix;
    cairo_matrix_init(&matrix, turn[0], turn[1], turn[2], turn[3], turn[4], turn[5]);
    return matrix;
}

static void draw_image(Draw *draw, const RectoItem *item)
{
    const RectoImage *image = item->image.image;
    cairo_t *cr = draw->cr;
    flush_text(draw);
    if (!image->surface)
        return;
    cairo_matrix_t matrix = orientation_matrix(image->surface_orientation);
    cairo_save(cr);
    if (item->clip)
        set_clip(cr, item);
    cairo_translate(cr, points(item->x), points(item->y));
    cairo_scale(cr, points(item->image.width), points(item->image.height));
    cairo_transform(cr, &matrix);
    cairo_scale(cr, 1.0 / image->surface_width, 1.0 / image->surface_height);
    cairo_set_source_surface(cr, image->surface, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
}

static void draw_item(Draw *draw, const RectoItem *item)
{
    set_mark(draw, item);
    switch (item->kind) {
    case RECTO_ITEM_GLYPHS:
        draw_run(draw, item);
        break;
    case RECTO_ITEM_RECT:
        draw_rect(draw, item);
        break;
    case RECTO_ITEM_PATH:
        flush_text(draw);
        if (item->clip) {
            /* The clip's end takes the colour with it. */
            cairo_save(draw->cr);
            set_clip(draw->cr, item);
            draw_path(draw, item);
            cairo_restore(draw->cr);
            draw->colour.none = TRUE;
        } else {
            draw_path(draw, item);
        }
        break;
    case RECTO_ITEM_IMAGE:
        draw_image(draw, item);
        break;
    case RECTO_ITEM_LINK:
    case RECTO_ITEM_DEST:
    case RECTO_ITEM_TURN:
        break;
    }
}

static void turn(Draw *draw, const RectoItem *item, const cairo_matrix_t *upright)
{
    const cairo_matrix_t left = {0, -1, 1, 0, points(item->x), points(item->y + item->turn.width)};
    flush_text(draw);
    if (item->turn.ends)
        cairo_set_matrix(draw->cr, upright);
    else
        cairo_transform(draw->cr, &left);
}

void recto_draw_page(cairo_t *cr, const RectoPages *pages, guint page, const RectoMarkHooks *hooks, gpointer data)
{
    const GArray *items = recto_pages_page(pages, page)->items;
    Draw draw = {
        .cr = cr,
        .pages = pages,
        .page = recto_pages_page(pages, page),
        .hooks = hooks,
        .data = data,
        .colour = {.none = TRUE},
        .glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t)),
        .clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t)),
        .text = g_string_new(NULL),
    };
    cairo_matrix_t upright;
    cairo_save(cr);
    cairo_translate(cr, points(recto_pages_margin(pages)), points(recto_pages_margin(pages)));
    cairo_get_matrix(cr, &upright);
    for (guint i = 0; i < items->len; i++) {
        const RectoItem *item = &g_array_index(items, RectoItem, i);
        const RectoItem *next = i + 1 < items->len ? item + 1 : NULL;
        if (item->kind == RECTO_ITEM_TURN)
            turn(&draw, item, &upright);
        else if (recto_item_draws(item) && !draw_lone_space(&draw, item, next))
            draw_item(&draw, item);
    }
    flush_text(&draw);
    if (draw.marked && hooks)
        hooks->end(cr, data);
    cairo_restore(cr);
    g_array_unref(draw.glyphs);
    g_array_unref(draw.clusters);
    g_string_free(draw.text, TRUE);
}

cairo_status_t recto_draw_finish(cairo_t *cr, cairo_surface_t *surface)
{
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (!status)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status;
}
