#include "text/engine.h"

/* Per mille of the character's own width, by eye: the smaller the mark's weight, the further out it may stand. Marks
 * with little ink hang most; a few letters whose sides slope or curve away hang a trace. */
static const struct {
    gunichar c;
    gint16 left, right;
} marks[] = {
    {'-', 0, 700},      {0x2010, 0, 700},   {0xAD, 0, 700},     {'.', 0, 700},      {',', 0, 700},
    {';', 0, 450},      {':', 0, 450},      {'!', 0, 200},      {'?', 0, 200},      {0x2026, 0, 150},
    {0x2013, 200, 400}, {0x2014, 150, 300}, {0x2018, 600, 600}, {0x2019, 600, 700}, {0x201A, 500, 0},
    {0x201B, 600, 600}, {0x201C, 500, 500}, {0x201D, 500, 600}, {0x201E, 450, 0},   {'"', 500, 500},
    {'\'', 600, 600},   {0xAB, 350, 350},   {0xBB, 350, 350},   {0x2039, 400, 400}, {0x203A, 400, 400},
    {'(', 100, 0},      {')', 0, 200},      {'[', 60, 0},       {']', 0, 100},      {'/', 0, 200},
    {'*', 200, 200},    {'A', 50, 50},      {'J', 50, 0},       {'T', 50, 50},      {'V', 50, 50},
    {'W', 40, 40},      {'X', 40, 40},      {'Y', 60, 60},      {'F', 0, 40},       {'L', 0, 40},
    {'P', 0, 30},       {'k', 0, 40},       {'r', 0, 60},       {'t', 0, 40},       {'v', 40, 40},
    {'w', 30, 40},      {'x', 30, 40},      {'y', 40, 50},      {0x3001, 0, 500},   {0x3002, 0, 500},
    {0xFF0C, 0, 500},   {0x060C, 0, 600},   {0x06D4, 0, 600},
};

int recto_protrusion(gunichar c, gboolean at_end)
{
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (marks[i].c == c)
            return at_end ? marks[i].right : marks[i].left;
    }
    return 0;
}
