/* Draws patterns from tiles, dots, stripes or waves. */
#include "assembly/pattern.h"

/* Control points of a quarter circle and of a quarter of a sine period (amplitude and length 1), per mille. */
#define PATTERN_CIRCLE 552
#define SINE_NEAR_X    326
#define SINE_NEAR_Y    512
#define SINE_FAR_X     638
/* Maximum number of rows and of columns of tiles. */
#define MOST_TILES       64
#define MIN_PATTERN_SIZE RECTO_PT(12)
/* Dots are closer together than tiles. Size of the largest dot, per cent of the distance; size of the smallest visible
 * dot. */
#define FINE_SIZES 2
#define DOT_MOST   84
#define DOT_LEAST  RECTO_PT(0.75)
/* Waves: tiles per quarter period; number of lines after which the gap has doubled; line weights at the dense and the
 * light edge. */
#define WAVE_QUARTER 2
#define WAVE_PARTING 10
#define WAVE_HEAVY   RECTO_PT(1.5)
#define WAVE_LIGHT   RECTO_PT(0.5)

typedef struct {
    RectoCompose *compose;
    RectoPage *page;
    const RectoPatternPlace *place;
    RectoBox area;    /* area, including the bleed that it touches */
    RectoLength size; /* size of a tile */
    guint32 seed;
    GArray *steps[2]; /* RectoPathStep: path on the page, one per tone */
} Pattern;

/* ---- pseudo-random numbers ---- */

/* Returns the FNV-1a hash of a text. */
static guint32 hash_text(const char *text)
{
    guint32 hash = 2166136261u;
    for (; text && *text; text++)
        hash = (hash ^ (guint8)*text) * 16777619u;
    return hash;
}

/* Returns the given number of pseudo-random bits for a tile (finaliser of MurmurHash3). */
static guint32 chance(const Pattern *pattern, gint column, gint row, guint bits)
{
    guint32 hash = pattern->seed ^ (guint32)column * 0x9E3779B1u ^ (guint32)row * 0x85EBCA77u;
    hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
    hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
    return (hash ^ hash >> 16) & ((1u << bits) - 1);
}

/* Returns how near a position is to the dense edge, from 0 to 1000. */
static gint nearness(const Pattern *pattern, RectoLength y)
{
    const RectoBox *area = &pattern->place->area;
    gint64 from = pattern->place->rises ? y - area->top : area->bottom - y;
    return (gint)CLAMP(from * 1000 / MAX(area->bottom - area->top, 1), 0, 1000);
}

/* ---- paths ---- */

static void to(GArray *steps, char op, RectoLength x, RectoLength y)
{
    RectoPathStep step = {op, {x, y}};
    g_array_append_val(steps, step);
}

static void curve(GArray *steps, RectoPathStep step)
{
    step.op = 'C';
    g_array_append_val(steps, step);
}

static RectoItem item_of(const Pattern *pattern, const GArray *steps)
{
    RectoArena *arena = pattern->compose->layout->pages->arena;
    RectoItem item = {.kind = RECTO_ITEM_PATH, .artifact = pattern->place->artifact, .span = RECTO_NO_SPAN};
    item.path.steps = recto_arena_copy(arena, steps->data, sizeof(RectoPathStep) * steps->len);
    item.path.n_steps = steps->len;
    item.path.fill.none = item.path.stroke.none = TRUE;
    item.clip = recto_arena_copy(arena, &pattern->place->area, sizeof(RectoBox));
    return item;
}

static void put_fill(Pattern *pattern, guint tone)
{
    GArray *steps = pattern->steps[tone];
    if (!steps->len)
        return;
    RectoItem item = item_of(pattern, steps);
    item.path.fill = pattern->place->tones[tone];
    g_array_append_val(pattern->page->items, item);
    g_array_set_size(steps, 0);
}

static void put_stroke(Pattern *pattern, guint tone, RectoLength width)
{
    GArray *steps = pattern->steps[tone];
    if (!steps->len)
        return;
    RectoItem item = item_of(pattern, steps);
    item.path.stroke = pattern->place->tones[tone];
    item.path.line_width = width;
    item.path.round = TRUE;
    g_array_append_val(pattern->page->items, item);
    g_array_set_size(steps, 0);
}

/* ---- tiles ---- */

static void put_square(GArray *steps, RectoLength x, RectoLength y, RectoLength size, guint turn)
{
    (void)turn;
    to(steps, 'M', x, y);
    to(steps, 'L', x + size, y);
    to(steps, 'L', x + size, y + size);
    to(steps, 'L', x, y + size);
    to(steps, 'Z', 0, 0);
}

/* Adds half a square; `turn` is the corner with the right angle. */
static void put_triangle(GArray *steps, RectoLength x, RectoLength y, RectoLength size, guint turn)
{
    const RectoLength corners[][2] = {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}};
    for (guint i = 0; i < 3; i++) {
        const RectoLength *corner = corners[(turn + 3 + i) % 4];
        to(steps, i ? 'L' : 'M', corner[0], corner[1]);
    }
    to(steps, 'Z', 0, 0);
}

/* Adds a quarter disc with its centre at the corner `turn`. */
static void put_arc(GArray *steps, RectoLength x, RectoLength y, RectoLength size, guint turn)
{
    const RectoLength corners[][2] = {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}};
    const RectoLength *centre = corners[turn], *from = corners[(turn + 1) % 4], *end = corners[(turn + 3) % 4];
    const RectoLength *far = corners[(turn + 2) % 4];
    to(steps, 'M', centre[0], centre[1]);
    to(steps, 'L', from[0], from[1]);
    curve(steps, (RectoPathStep){.p = {from[0] + (far[0] - from[0]) * PATTERN_CIRCLE / 1000,
                                       from[1] + (far[1] - from[1]) * PATTERN_CIRCLE / 1000,
                                       end[0] + (far[0] - end[0]) * PATTERN_CIRCLE / 1000,
                                       end[1] + (far[1] - end[1]) * PATTERN_CIRCLE / 1000, end[0], end[1]}});
    to(steps, 'Z', 0, 0);
}

typedef void (*PutTile)(GArray *steps, RectoLength x, RectoLength y, RectoLength size, guint turn);

/* Returns the top of a row of tiles, counted from the dense edge. The row in the bleed beyond that edge is row −1. */
static RectoLength row_top(const Pattern *pattern, gint row, RectoLength size)
{
    const RectoBox *area = &pattern->place->area;
    return pattern->place->rises ? area->bottom - (row + 1) * size : area->top + row * size;
}

static gint first_row(const Pattern *pattern)
{
    const RectoBox *area = &pattern->place->area;
    gboolean bleeds = pattern->place->rises ? pattern->area.bottom > area->bottom : pattern->area.top < area->top;
    return bleeds ? -1 : 0;
}

static gboolean is_outside(const Pattern *pattern, RectoLength y, RectoLength size)
{
    return y + size <= pattern->area.top || y >= pattern->area.bottom;
}

/* Returns the column in which the area begins. */
static gint first_column(const Pattern *pattern, RectoLength size)
{
    return (pattern->area.left - pattern->compose->style->page_left - size + 1) / size;
}

/* Adds tiles, fewer with increasing distance from the dense edge. */
static void put_tiles(Pattern *pattern, PutTile put)
{
    RectoLength left = pattern->compose->style->page_left, size = pattern->size;
    for (gint row = first_row(pattern); row < MOST_TILES; row++) {
        RectoLength y = row_top(pattern, row, size);
        gint near = nearness(pattern, y + size / 2);
        if (is_outside(pattern, y, size))
            break;
        for (gint column = first_column(pattern, size); left + column * size < pattern->area.right; column++)
            if ((gint)chance(pattern, column, row, 10) < near * near / 1000)
                put(pattern->steps[chance(pattern, column, row, 11) >> 10], left + column * size, y, size,
                    chance(pattern, column, row, 13) >> 11);
    }
    put_fill(pattern, 0);
    put_fill(pattern, 1);
}

/* ---- other patterns ---- */

/* Adds rows of dots that grow towards the dense edge, as in a halftone. */
static void put_dots(Pattern *pattern)
{
    RectoLength left = pattern->compose->style->page_left, size = pattern->size / FINE_SIZES;
    for (gint row = first_row(pattern); row < MOST_TILES; row++) {
        RectoLength y = row_top(pattern, row, size) + size / 2;
        gint near = nearness(pattern, y);
        RectoLength width = (RectoLength)((gint64)size * DOT_MOST * near * near / 100000000);
        if (is_outside(pattern, y - size / 2, size) || width < DOT_LEAST)
            break;
        for (gint column = first_column(pattern, size) - 1; left + column * size < pattern->area.right; column++) {
            RectoLength x = left + column * size + (row & 1 ? size : size / 2);
            to(pattern->steps[0], 'M', x, y);
            to(pattern->steps[0], 'L', x, y);
        }
        put_stroke(pattern, 0, width);
    }
}

/* Adds diagonal bands that rise from the dense edge to pseudo-random heights. */
static void put_stripes(Pattern *pattern)
{
    const RectoBox *area = &pattern->area;
    RectoLength left = pattern->compose->style->page_left, size = pattern->size, depth = area->bottom - area->top;
    RectoLength edge = pattern->place->rises ? area->bottom : area->top;
    int up = pattern->place->rises ? -1 : 1;
    for (gint column = first_column(pattern, size) - depth / size - 1; left + column * size < area->right; column++) {
        RectoLength x = left + column * size;
        gint64 share = chance(pattern, column, 0, 10);
        RectoLength rise = size + (RectoLength)((gint64)(depth - size) * share * share >> 20);
        GArray *steps = pattern->steps[chance(pattern, column, 0, 11) >> 10];
        to(steps, 'M', x, edge);
        to(steps, 'L', x + size / 2, edge);
        to(steps, 'L', x + size / 2 + rise, edge + up * rise);
        to(steps, 'L', x + rise, edge + up * rise);
        to(steps, 'Z', 0, 0);
    }
    put_fill(pattern, 1);
    put_fill(pattern, 0);
}

/* Adds a sine period around y in quarters of length `quarter`; the third and fourth are the first two, mirrored below
 * the line. */
static void put_wave(GArray *steps, RectoLength x, RectoLength y, RectoLength quarter, RectoLength height)
{
    for (guint half = 0; half < 2; half++) {
        RectoLength peak = half ? height : -height, near_x = quarter * SINE_NEAR_X / 1000;
        RectoLength far_x = quarter * SINE_FAR_X / 1000, near_y = (RectoLength)((gint64)peak * SINE_NEAR_Y / 1000);
        curve(steps, (RectoPathStep){.p = {x + near_x, y + near_y, x + far_x, y + peak, x + quarter, y + peak}});
        x += quarter;
        curve(steps,
              (RectoPathStep){.p = {x + quarter - far_x, y + peak, x + quarter - near_x, y + near_y, x + quarter, y}});
        x += quarter;
    }
}

/* Adds parallel wave lines; their distance increases towards the light edge. */
static void put_waves(Pattern *pattern)
{
    const RectoBox *area = &pattern->area;
    RectoLength quarter = pattern->size * WAVE_QUARTER, height = pattern->size / 2, gap = pattern->size / 4;
    RectoLength edge = pattern->place->rises ? area->bottom : area->top, off = 0;
    RectoLength start = (RectoLength)(chance(pattern, 0, 0, 16) % (guint32)(4 * quarter));
    int up = pattern->place->rises ? -1 : 1;
    for (gint line = 0; line < MOST_TILES && off < area->bottom - area->top - height; line++) {
        RectoLength y = edge + up * off, x = area->left - 4 * quarter - (start + line * quarter / 4) % (4 * quarter);
        gint near = nearness(pattern, y);
        to(pattern->steps[0], 'M', x, y);
        for (; x < area->right; x += 4 * quarter)
            put_wave(pattern->steps[0], x, y, quarter, height);
        put_stroke(pattern, 0, WAVE_LIGHT + (WAVE_HEAVY - WAVE_LIGHT) * near / 1000);
        off += gap + gap * line / WAVE_PARTING;
    }
}

/* ---- */

static RectoBox with_bleed(const RectoCompose *compose, RectoBox area)
{
    const RectoStyle *style = compose->style;
    RectoLength bleed = style->print_bleed;
    area.left -= area.left <= 0 ? bleed : 0;
    area.top -= area.top <= 0 ? bleed : 0;
    area.right += area.right >= style->page_width ? bleed : 0;
    area.bottom += area.bottom >= style->page_height ? bleed : 0;
    return area;
}

void recto_compose_pattern(RectoCompose *compose, RectoPage *page, const RectoPatternPlace *place)
{
    g_autoptr(GArray) strong = g_array_new(FALSE, FALSE, sizeof(RectoPathStep));
    g_autoptr(GArray) weak = g_array_new(FALSE, FALSE, sizeof(RectoPathStep));
    Pattern pattern = {
        .compose = compose,
        .page = page,
        .place = place,
        .area = with_bleed(compose, place->area),
        .size = MAX(place->size, MIN_PATTERN_SIZE),
        .seed = hash_text(place->seed),
        .steps = {strong, weak},
    };
    switch (place->area.bottom > place->area.top ? place->kind : RECTO_PATTERN_NONE) {
    case RECTO_PATTERN_NONE:
        break;
    case RECTO_PATTERN_SQUARES:
        put_tiles(&pattern, put_square);
        break;
    case RECTO_PATTERN_DOTS:
        put_dots(&pattern);
        break;
    case RECTO_PATTERN_STRIPES:
        put_stripes(&pattern);
        break;
    case RECTO_PATTERN_TRIANGLES:
        put_tiles(&pattern, put_triangle);
        break;
    case RECTO_PATTERN_ARCS:
        put_tiles(&pattern, put_arc);
        break;
    case RECTO_PATTERN_WAVES:
        put_waves(&pattern);
        break;
    }
}
