/* Chooses the inks for each colour of the pages (inks.h). */
#include "page/inks.h"

/* Channels of a grey differ by this much at most. */
#define MOST_SPREAD 12
/* Rounding of a mix with white, on a channel. */
#define INK_SLACK 1.01
/* A mix with white has at least this share of the colour; fainter ones could be of any. */
#define LEAST_SHARE 0.04

typedef struct {
    RectoColour colour;
    RectoCmyk cmyk;
} Given;

struct RectoInks {
    GArray *given; /* array of Given */
    guint darkest; /* channel from which on greys are solid black */
    RectoInksConvert convert;
    gpointer data;
    GHashTable *known; /* 0xRRGGBB → RectoCmyk* */
};

RectoInks *recto_inks_new(RectoColour text)
{
    RectoInks *inks = g_new0(RectoInks, 1);
    inks->given = g_array_new(FALSE, FALSE, sizeof(Given));
    inks->darkest = text.none ? 0 : MIN(MAX(text.r, MAX(text.g, text.b)), 0x60);
    inks->known = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    return inks;
}

void recto_inks_free(RectoInks *inks)
{
    if (!inks)
        return;
    g_array_unref(inks->given);
    g_hash_table_unref(inks->known);
    g_free(inks);
}

static gboolean is_same(RectoColour one, RectoColour other)
{
    return one.r == other.r && one.g == other.g && one.b == other.b;
}

void recto_inks_give(RectoInks *inks, RectoColour colour, RectoCmyk cmyk)
{
    Given given = {colour, cmyk};
    if (colour.none || !cmyk.given)
        return;
    for (guint i = 0; i < inks->given->len; i++)
        if (is_same(g_array_index(inks->given, Given, i).colour, colour))
            return;
    g_array_append_val(inks->given, given);
    g_hash_table_remove_all(inks->known);
}

void recto_inks_set_profile(RectoInks *inks, RectoInksConvert convert, gpointer data)
{
    inks->convert = convert;
    inks->data = data;
    g_hash_table_remove_all(inks->known);
}

static RectoCmyk mix(RectoCmyk cmyk, double share)
{
    for (guint i = 0; i < RECTO_N_INKS; i++)
        cmyk.ink[i] = (guint16)(cmyk.ink[i] * share + 0.5);
    return cmyk;
}

/* Returns the share of `colour` in a mix with white, or 0 if `mixed` is not such a mix. */
static double share_of(RectoColour colour, RectoColour mixed)
{
    const int full[] = {255 - colour.r, 255 - colour.g, 255 - colour.b};
    const int part[] = {255 - mixed.r, 255 - mixed.g, 255 - mixed.b};
    guint strongest = 0;
    for (guint i = 1; i < 3; i++)
        if (full[i] > full[strongest])
            strongest = i;
    double share = full[strongest] ? part[strongest] / (double)full[strongest] : 0;
    for (guint i = 0; i < 3; i++) {
        double off = share * full[i] - part[i];
        if (off > INK_SLACK || off < -INK_SLACK)
            return 0;
    }
    /* Mixes are asked for in whole per cents; channels are too coarse to keep them. */
    share = (int)(share * 100 + 0.5) / 100.0;
    return share <= 1 && share >= LEAST_SHARE ? share : 0;
}

/* The given colour itself, or the one that it is nearest to as a mix. */
static gboolean find_given(const RectoInks *inks, RectoColour colour, RectoCmyk *ret_cmyk)
{
    double best = 0;
    for (guint i = 0; i < inks->given->len; i++) {
        const Given *given = &g_array_index(inks->given, Given, i);
        double share = is_same(given->colour, colour) ? 1 : share_of(given->colour, colour);
        if (share > best) {
            best = share;
            *ret_cmyk = mix(given->cmyk, share);
        }
    }
    return best > 0;
}

static RectoCmyk black(double share)
{
    return (RectoCmyk){TRUE, {0, 0, 0, (guint16)(1000 * MIN(share, 1) + 0.5)}};
}

/* Full replacement of grey by black. */
static RectoCmyk by_formula(RectoColour colour)
{
    const guint8 channels[] = {colour.r, colour.g, colour.b};
    guint most = MAX(colour.r, MAX(colour.g, colour.b));
    RectoCmyk cmyk = black((255 - most) / 255.0);
    for (guint i = 0; most && i < 3; i++)
        cmyk.ink[i] = (guint16)((most - channels[i]) * 1000.0 / most + 0.5);
    return cmyk;
}

static RectoCmyk find(const RectoInks *inks, RectoColour colour)
{
    guint most = MAX(colour.r, MAX(colour.g, colour.b)), least = MIN(colour.r, MIN(colour.g, colour.b));
    RectoCmyk cmyk = {0};
    if (is_same(colour, RECTO_COLOUR_REGISTRATION))
        return (RectoCmyk){TRUE, {1000, 1000, 1000, 1000}};
    if (find_given(inks, colour, &cmyk))
        return cmyk;
    if (most - least <= MOST_SPREAD)
        return black((255 - most) / (255.0 - inks->darkest));
    return inks->convert ? inks->convert(colour, inks->data) : by_formula(colour);
}

static guint key_of(RectoColour colour)
{
    return (guint)colour.r << 16 | (guint)colour.g << 8 | colour.b;
}

RectoCmyk recto_inks_of(RectoInks *inks, RectoColour colour)
{
    gpointer key = GUINT_TO_POINTER(key_of(colour));
    RectoCmyk *known = g_hash_table_lookup(inks->known, key);
    if (!known) {
        known = g_new(RectoCmyk, 1);
        *known = find(inks, colour);
        g_hash_table_insert(inks->known, key, known);
    }
    return *known;
}

static gint by_colour(gconstpointer a, gconstpointer b)
{
    guint one = key_of(*(const RectoColour *)a), other = key_of(*(const RectoColour *)b);
    return (one > other) - (one < other);
}

GArray *recto_inks_used(const RectoInks *inks)
{
    GArray *used = g_array_new(FALSE, FALSE, sizeof(RectoColour));
    GHashTableIter each;
    gpointer key;
    g_hash_table_iter_init(&each, inks->known);
    while (g_hash_table_iter_next(&each, &key, NULL)) {
        guint number = GPOINTER_TO_UINT(key);
        RectoColour colour = {FALSE, (guint8)(number >> 16), (guint8)(number >> 8), (guint8)number};
        g_array_append_val(used, colour);
    }
    g_array_sort(used, by_colour);
    return used;
}

guint recto_cmyk_total(RectoCmyk cmyk)
{
    return (guint)cmyk.ink[RECTO_CYAN] + cmyk.ink[RECTO_MAGENTA] + cmyk.ink[RECTO_YELLOW] + cmyk.ink[RECTO_BLACK];
}
