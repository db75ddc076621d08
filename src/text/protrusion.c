#include "text/engine.h"

/* Per mille, by eye: the less ink a mark has, the further out it stands. Of its ink, what stands outside besides its
 * side bearing. */
static const struct {
    gunichar c;
    gint16 left, right;
} marks[] = {
    {'-', 0, 700},      {0x2010, 0, 700},   {0xAD, 0, 700},     {'.', 0, 800},      {',', 0, 750},
    {';', 0, 450},      {':', 0, 450},      {'!', 0, 150},      {'?', 0, 150},      {0x2026, 0, 120},
    {0x2013, 150, 350}, {0x2014, 120, 250}, {0x2018, 600, 700}, {0x2019, 600, 700}, {0x201A, 500, 0},
    {0x201B, 600, 600}, {0x201C, 500, 600}, {0x201D, 500, 600}, {0x201E, 450, 0},   {'"', 500, 500},
    {'\'', 600, 600},   {0xAB, 300, 300},   {0xBB, 300, 300},   {0x2039, 350, 350}, {0x203A, 350, 350},
    {'/', 0, 150},      {'*', 150, 150},    {0x060C, 0, 600},   {0x06D4, 0, 600},
};

/* Letters whose sides slope or curve away hang a trace, brackets their curve, full-width stops the white they bring: of
 * the advance. */
static const struct {
    gunichar c;
    gint16 left, right;
} letters[] = {
    {'(', 100, 0}, {')', 0, 200}, {'[', 60, 0},  {']', 0, 100},    {'A', 50, 50},    {'J', 50, 0},
    {'T', 50, 50}, {'V', 50, 50}, {'W', 40, 40}, {'X', 40, 40},    {'Y', 60, 60},    {'F', 0, 40},
    {'L', 0, 40},  {'P', 0, 30},  {'k', 0, 40},  {'r', 0, 60},     {'t', 0, 40},     {'v', 40, 40},
    {'w', 30, 40}, {'x', 30, 40}, {'y', 40, 50}, {0x3001, 0, 500}, {0x3002, 0, 500}, {0xFF0C, 0, 500},
};

RectoLength recto_protrusion(const RectoShaped *shaped, gunichar c, gboolean at_end)
{
    if (!shaped || shaped->n_glyphs == 0)
        return 0;
    const RectoShapedCluster *cluster = &shaped->clusters[at_end ? shaped->n_clusters - 1 : 0];
    for (guint i = 0; i < G_N_ELEMENTS(letters); i++) {
        if (letters[i].c == c)
            return (RectoLength)((gint64)cluster->advance * (at_end ? letters[i].right : letters[i].left) / 1000);
    }
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        int share = at_end ? marks[i].right : marks[i].left;
        if (marks[i].c != c || share == 0 || cluster->n_glyphs == 0)
            continue;
        RectoLength left, top, width, height;
        recto_face_ink(shaped->face, shaped->glyphs[cluster->first_glyph].index, &left, &top, &width, &height);
        RectoLength bearing = at_end != shaped->rtl ? cluster->advance - left - width : left;
        return MAX(bearing, 0) + (RectoLength)((gint64)width * share / 1000);
    }
    return 0;
}
