/* Table of optical margins: how far characters protrude beyond the edges of a line. */
#include "text/engine.h"

/* Values in thousandths, chosen by eye: the less ink a mark has, the further it protrudes. INK: share of the ink that
 * protrudes in addition to the side bearing. ADVANCE: share of the advance, for letters with sloped or curved sides,
 * the curve of brackets, and the white of full-width stops. Sorted. */
static const struct {
    gunichar c;
    gint16 left, right;
    enum { INK, ADVANCE } of;
} marks[] = {
    {'!', 0, 150, INK},        {'"', 500, 500, INK},    {'\'', 600, 600, INK},     {'(', 100, 0, ADVANCE},
    {')', 0, 200, ADVANCE},    {'*', 150, 150, INK},    {',', 0, 750, INK},        {'-', 0, 700, INK},
    {'.', 0, 800, INK},        {'/', 0, 150, INK},      {':', 0, 450, INK},        {';', 0, 450, INK},
    {'?', 0, 150, INK},        {'A', 50, 50, ADVANCE},  {'F', 0, 40, ADVANCE},     {'J', 50, 0, ADVANCE},
    {'L', 0, 40, ADVANCE},     {'P', 0, 30, ADVANCE},   {'T', 50, 50, ADVANCE},    {'V', 50, 50, ADVANCE},
    {'W', 40, 40, ADVANCE},    {'X', 40, 40, ADVANCE},  {'Y', 60, 60, ADVANCE},    {'[', 60, 0, ADVANCE},
    {']', 0, 100, ADVANCE},    {'k', 0, 40, ADVANCE},   {'r', 0, 60, ADVANCE},     {'t', 0, 40, ADVANCE},
    {'v', 40, 40, ADVANCE},    {'w', 30, 40, ADVANCE},  {'x', 30, 40, ADVANCE},    {'y', 40, 50, ADVANCE},
    {0xAB, 300, 300, INK},     {0xAD, 0, 700, INK},     {0xBB, 300, 300, INK},     {0x060C, 0, 600, INK},
    {0x06D4, 0, 600, INK},     {0x2010, 0, 700, INK},   {0x2013, 150, 350, INK},   {0x2014, 120, 250, INK},
    {0x2018, 600, 700, INK},   {0x2019, 600, 700, INK}, {0x201A, 500, 0, INK},     {0x201B, 600, 600, INK},
    {0x201C, 500, 600, INK},   {0x201D, 500, 600, INK}, {0x201E, 450, 0, INK},     {0x2026, 0, 120, INK},
    {0x2039, 350, 350, INK},   {0x203A, 350, 350, INK}, {0x3001, 0, 500, ADVANCE}, {0x3002, 0, 500, ADVANCE},
    {0xFF0C, 0, 500, ADVANCE},
};

/* Returns the index in marks, or −1 if the character does not protrude. */
static int find(gunichar c)
{
    int low = 0, high = G_N_ELEMENTS(marks) - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        if (marks[middle].c == c)
            return middle;
        if (marks[middle].c < c)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return -1;
}

RectoLength recto_protrusion(const RectoShaped *shaped, gunichar c, gboolean at_end)
{
    int i = find(c), share = i < 0 ? 0 : at_end ? marks[i].right : marks[i].left;
    if (share == 0 || !shaped || shaped->n_glyphs == 0)
        return 0;
    const RectoShapedCluster *cluster = &shaped->clusters[at_end ? shaped->n_clusters - 1 : 0];
    if (marks[i].of == ADVANCE || cluster->n_glyphs == 0)
        return (RectoLength)((gint64)cluster->advance * share / 1000);
    RectoLength left, top, width, height;
    recto_face_ink(shaped->face, shaped->glyphs[cluster->first_glyph].index, &left, &top, &width, &height);
    RectoLength bearing = at_end != shaped->rtl ? cluster->advance - left - width : left;
    return MAX(bearing, 0) + (RectoLength)((gint64)width * share / 1000);
}
