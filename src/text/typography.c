#include "text/typography.h"

#include <string.h>

#define LEFT_DOUBLE   0x201C
#define RIGHT_DOUBLE  0x201D
#define LOW_DOUBLE    0x201E
#define LEFT_SINGLE   0x2018
#define RIGHT_SINGLE  0x2019
#define LOW_SINGLE    0x201A
#define LEFT_ANGLES   0xAB
#define RIGHT_ANGLES  0xBB
#define LEFT_ANGLE    0x2039
#define RIGHT_ANGLE   0x203A
#define HIGH_ENGLISH  LEFT_DOUBLE, RIGHT_DOUBLE, LEFT_SINGLE, RIGHT_SINGLE
#define LOW_HIGH      LOW_DOUBLE, LEFT_DOUBLE, LOW_SINGLE, LEFT_SINGLE
#define LOW_RIGHT     LOW_DOUBLE, RIGHT_DOUBLE, LOW_SINGLE, RIGHT_SINGLE
#define ANGLES_HIGH   LEFT_ANGLES, RIGHT_ANGLES, LEFT_DOUBLE, RIGHT_DOUBLE
#define ANGLES_LOW    LEFT_ANGLES, RIGHT_ANGLES, LOW_DOUBLE, LEFT_DOUBLE
#define ANGLES_ANGLES LEFT_ANGLES, RIGHT_ANGLES, LEFT_ANGLE, RIGHT_ANGLE
#define TWICE_RIGHT   RIGHT_DOUBLE, RIGHT_DOUBLE, RIGHT_SINGLE, RIGHT_SINGLE

/* A tag with a region stands before its language. */
static const RectoTypography languages[] = {
    {"en", HIGH_ENGLISH, FALSE, NULL},
    {"de-ch", ANGLES_ANGLES, FALSE, NULL},
    {"de", LOW_HIGH, FALSE, NULL},
    {"fr-ch", ANGLES_ANGLES, TRUE, NULL},
    {"fr", ANGLES_HIGH, TRUE, NULL},
    {"es-mx", HIGH_ENGLISH, FALSE, NULL},
    {"es", ANGLES_HIGH, FALSE, NULL},
    {"ca", ANGLES_HIGH, FALSE, NULL},
    {"gl", ANGLES_HIGH, FALSE, NULL},
    {"eu", ANGLES_HIGH, FALSE, NULL},
    {"it", ANGLES_HIGH, FALSE, NULL},
    {"pt-br", HIGH_ENGLISH, FALSE, NULL},
    {"pt", ANGLES_HIGH, FALSE, NULL},
    {"el", ANGLES_HIGH, FALSE, NULL},
    {"pl", LOW_DOUBLE, RIGHT_DOUBLE, LEFT_ANGLES, RIGHT_ANGLES, FALSE, "aiouwz"},
    {"cs", LOW_HIGH, FALSE, "aikosuvz"},
    {"sk", LOW_HIGH, FALSE, "aikosuvz"},
    {"sl", LOW_HIGH, FALSE, NULL},
    {"hr", LOW_DOUBLE, RIGHT_DOUBLE, LEFT_SINGLE, RIGHT_SINGLE, FALSE, NULL},
    {"bs", LOW_DOUBLE, RIGHT_DOUBLE, LEFT_SINGLE, RIGHT_SINGLE, FALSE, NULL},
    {"sr", LOW_DOUBLE, RIGHT_DOUBLE, RIGHT_SINGLE, RIGHT_SINGLE, FALSE, NULL},
    {"hu", LOW_DOUBLE, RIGHT_DOUBLE, RIGHT_ANGLES, LEFT_ANGLES, FALSE, NULL},
    {"ro", LOW_DOUBLE, RIGHT_DOUBLE, LEFT_ANGLES, RIGHT_ANGLES, FALSE, NULL},
    {"bg", LOW_HIGH, FALSE, NULL},
    {"lt", LOW_HIGH, FALSE, NULL},
    {"et", LOW_HIGH, FALSE, NULL},
    {"is", LOW_HIGH, FALSE, NULL},
    {"lv", HIGH_ENGLISH, FALSE, NULL},
    {"sv", TWICE_RIGHT, FALSE, NULL},
    {"fi", TWICE_RIGHT, FALSE, NULL},
    {"he", TWICE_RIGHT, FALSE, NULL},
    {"da", RIGHT_ANGLES, LEFT_ANGLES, RIGHT_ANGLE, LEFT_ANGLE, FALSE, NULL},
    {"nb", LEFT_ANGLES, RIGHT_ANGLES, LEFT_SINGLE, RIGHT_SINGLE, FALSE, NULL},
    {"nn", LEFT_ANGLES, RIGHT_ANGLES, LEFT_SINGLE, RIGHT_SINGLE, FALSE, NULL},
    {"no", LEFT_ANGLES, RIGHT_ANGLES, LEFT_SINGLE, RIGHT_SINGLE, FALSE, NULL},
    {"nl", HIGH_ENGLISH, FALSE, NULL},
    {"af", LOW_RIGHT, FALSE, NULL},
    {"ru", ANGLES_LOW, FALSE, NULL},
    {"uk", ANGLES_LOW, FALSE, NULL},
    {"be", ANGLES_LOW, FALSE, NULL},
    {"hy", ANGLES_HIGH, FALSE, NULL},
};

static const char *const units[] = {
    "%",   "‰",   "°",   "°C", "°F", "K",  "kg", "g",  "mg",  "t",   "km",  "m",   "cm",  "mm",  "µm",
    "nm",  "km²", "m²",  "ha", "l",  "ml", "s",  "ms", "µs",  "ns",  "min", "h",   "Hz",  "kHz", "MHz",
    "GHz", "B",   "kB",  "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "bit", "W",   "kW",
    "MW",  "GW",  "kWh", "V",  "A",  "mA", "Ω",  "€",  "$",   "£",   "¥",   "USD", "EUR", "GBP", "CHF",
    "CZK", "PLN", "JPY", "Kč", "zł", "kr", "pt", "px", "dpi", "am",  "pm",  "Mio", "Mrd", "CO₂", "ppm",
};

/* Before a number, and before a name. */
static const char *const abbreviations[] = {"p.",   "pp.", "no.",  "nos.", "nr.", "fig.", "vol.", "ch.",
                                            "sec.", "eq.", "art.", "§",    "§§",  "č.",   "n°"};
static const char *const titles[] = {"dr.", "mr.", "mrs.", "ms.", "prof.", "st."};

const RectoTypography *recto_typography(const char *lang)
{
    for (guint i = 0; i < G_N_ELEMENTS(languages); i++) {
        gsize n = strlen(languages[i].lang);
        if (g_ascii_strncasecmp(lang, languages[i].lang, n) == 0 && (lang[n] == '\0' || lang[n] == '-'))
            return &languages[i];
    }
    return &languages[0];
}

static gboolean is_among(const char *const *words, gsize n, const char *word)
{
    for (gsize i = 0; i < n; i++) {
        if (g_str_equal(words[i], word))
            return TRUE;
    }
    return FALSE;
}

gboolean recto_is_unit(const char *word)
{
    return is_among(units, G_N_ELEMENTS(units), word);
}

gboolean recto_is_abbreviation(const char *word, gunichar next)
{
    if (g_unichar_isdigit(next))
        return is_among(abbreviations, G_N_ELEMENTS(abbreviations), word);
    return g_unichar_isupper(next) && is_among(titles, G_N_ELEMENTS(titles), word);
}
