/* Typographic conventions of languages: quotation marks, spaces, units and abbreviations (typography.h). */
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
#define INSET         ";:!?"
#define TWICE_RIGHT   RIGHT_DOUBLE, RIGHT_DOUBLE, RIGHT_SINGLE, RIGHT_SINGLE

/* A tag with a region comes before its language alone. */
static const RectoTypography languages[] = {
    {"en", HIGH_ENGLISH, NULL, FALSE, NULL},
    {"de-ch", ANGLES_ANGLES, NULL, TRUE, NULL},
    {"de", LOW_HIGH, NULL, TRUE, NULL},
    {"fr-ch", ANGLES_ANGLES, INSET, TRUE, NULL},
    {"fr-ca", ANGLES_HIGH, ":", TRUE, NULL},
    {"fr", ANGLES_HIGH, INSET, TRUE, NULL},
    {"es-mx", HIGH_ENGLISH, NULL, TRUE, NULL},
    {"es", ANGLES_HIGH, NULL, TRUE, NULL},
    {"ca", ANGLES_HIGH, NULL, TRUE, NULL},
    {"gl", ANGLES_HIGH, NULL, TRUE, NULL},
    {"eu", ANGLES_HIGH, NULL, TRUE, NULL},
    {"it", ANGLES_HIGH, NULL, TRUE, NULL},
    {"pt-br", HIGH_ENGLISH, NULL, TRUE, NULL},
    {"pt", ANGLES_HIGH, NULL, TRUE, NULL},
    {"el", ANGLES_HIGH, NULL, FALSE, NULL},
    {"pl", LOW_DOUBLE, RIGHT_DOUBLE, LEFT_ANGLES, RIGHT_ANGLES, NULL, TRUE, "aiouwz"},
    {"cs", LOW_HIGH, NULL, TRUE, "aikosuvz"},
    {"sk", LOW_HIGH, NULL, TRUE, "aikosuvz"},
    {"sl", LOW_HIGH, NULL, TRUE, "aiksvzo"},
    {"hr", LOW_DOUBLE, RIGHT_DOUBLE, LEFT_SINGLE, RIGHT_SINGLE, NULL, TRUE, "aiksuo"},
    {"bs", LOW_DOUBLE, RIGHT_DOUBLE, LEFT_SINGLE, RIGHT_SINGLE, NULL, TRUE, "aiksuo"},
    {"sr", LOW_DOUBLE, RIGHT_DOUBLE, RIGHT_SINGLE, RIGHT_SINGLE, NULL, TRUE, NULL},
    {"hu", LOW_DOUBLE, RIGHT_DOUBLE, RIGHT_ANGLES, LEFT_ANGLES, NULL, TRUE, NULL},
    {"ro", LOW_DOUBLE, RIGHT_DOUBLE, LEFT_ANGLES, RIGHT_ANGLES, NULL, TRUE, NULL},
    {"bg", LOW_HIGH, NULL, TRUE, NULL},
    {"lt", LOW_HIGH, NULL, TRUE, NULL},
    {"et", LOW_HIGH, NULL, TRUE, NULL},
    {"is", LOW_HIGH, NULL, TRUE, NULL},
    {"lv", HIGH_ENGLISH, NULL, TRUE, NULL},
    {"sv", TWICE_RIGHT, NULL, TRUE, NULL},
    {"fi", TWICE_RIGHT, NULL, TRUE, NULL},
    {"he", TWICE_RIGHT, NULL, FALSE, NULL},
    {"da", RIGHT_ANGLES, LEFT_ANGLES, RIGHT_ANGLE, LEFT_ANGLE, NULL, TRUE, NULL},
    {"nb", LEFT_ANGLES, RIGHT_ANGLES, LEFT_SINGLE, RIGHT_SINGLE, NULL, TRUE, NULL},
    {"nn", LEFT_ANGLES, RIGHT_ANGLES, LEFT_SINGLE, RIGHT_SINGLE, NULL, TRUE, NULL},
    {"no", LEFT_ANGLES, RIGHT_ANGLES, LEFT_SINGLE, RIGHT_SINGLE, NULL, TRUE, NULL},
    {"nl", HIGH_ENGLISH, NULL, FALSE, NULL},
    {"af", LOW_RIGHT, NULL, FALSE, NULL},
    {"ru", ANGLES_LOW, NULL, TRUE, "авикосуя"},
    {"uk", ANGLES_LOW, NULL, TRUE, "авізйоу"},
    {"be", ANGLES_LOW, NULL, TRUE, "аізуо"},
    {"hy", ANGLES_HIGH, NULL, TRUE, NULL},
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
