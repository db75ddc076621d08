/* Cost of line breaks in headings: a break should not follow an article, preposition or similar word. */
#include "text/heading_breaks.h"

#include <string.h>

#define SENSE_NEUTRAL 2000
#define SENSE_BAD     15000

/* Words that belong to the word after them, sorted. */
static const char *const leaning[] = {
    "a",    "als", "am",  "an",  "and", "as",   "at",   "auf",     "aus",  "bei", "by",   "con", "da",  "das",  "de",
    "del",  "dem", "den", "der", "des", "di",   "die",  "du",      "e",    "ein", "eine", "el",  "en",  "et",   "for",
    "from", "für", "i",   "il",  "im",  "in",   "into", "la",      "las",  "le",  "les",  "los", "mit", "nach", "o",
    "of",   "on",  "or",  "ou",  "our", "over", "par",  "per",     "pour", "the", "to",   "u",   "und", "une",  "un",
    "v",    "via", "vom", "von", "vs",  "w",    "with", "without", "y",    "z",   "zu",   "zum", "zur", "à",    "ou",
};

static gboolean leans(const char *word, gsize length)
{
    if (length == 0 || length > 12)
        return FALSE;
    g_autofree char *lower = g_utf8_strdown(word, (gssize)length);
    for (guint i = 0; i < G_N_ELEMENTS(leaning); i++) {
        if (g_str_equal(leaning[i], lower))
            return TRUE;
    }
    return FALSE;
}

gint32 recto_heading_break_cost(const char *string, guint32 start, guint32 end)
{
    const char *last = string + start, *next = string + end;
    while (last > string && !g_ascii_isspace(last[-1]))
        last--;
    gsize before = (gsize)(string + start - last), after = strcspn(next, " ");
    if (leans(last, before) || g_ascii_isdigit(*next) || g_ascii_isdigit(*last))
        return SENSE_BAD;
    return leans(next, after) ? 0 : SENSE_NEUTRAL;
}
