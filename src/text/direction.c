/* Determines the main direction of a text from the scripts of its letters and its language. */
#include "text/text.h"

#include <pango/pango.h>
#include <string.h>

static gboolean is_rtl_script(GUnicodeScript script)
{
    switch (script) {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SAMARITAN:
    case G_UNICODE_SCRIPT_MANDAIC:
    case G_UNICODE_SCRIPT_ADLAM:
        return TRUE;
    default:
        return FALSE;
    }
}

/* The script of the tag, else the one that the language is mostly written in. */
static gboolean is_rtl_language(const char *lang)
{
    static const char *const scripts[] = {"arab", "hebr", "syrc", "thaa", "nkoo", "adlm", NULL};
    g_auto(GStrv) parts = g_strsplit(lang, "-", -1);
    for (guint i = 1; parts[0] && parts[i]; i++) {
        g_autofree char *script = g_ascii_strdown(parts[i], -1);
        if (strlen(script) == 4 && g_ascii_isalpha(*script))
            return g_strv_contains(scripts, script);
    }
    int n = 0;
    const PangoScript *written = pango_language_get_scripts(pango_language_from_string(lang), &n);
    return n > 0 && is_rtl_script((GUnicodeScript)written[0]);
}

gboolean recto_direction_is_rtl(const char *utf8, const char *lang)
{
    gboolean wanted = is_rtl_language(lang);
    guint n_rtl = 0, n_ltr = 0;
    for (const char *p = utf8; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        GUnicodeScript script = g_unichar_isalpha(c) ? g_unichar_get_script(c) : G_UNICODE_SCRIPT_COMMON;
        if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED)
            continue;
        gboolean rtl = is_rtl_script(script);
        if (n_rtl + n_ltr == 0 && (rtl || !wanted))
            return rtl;
        n_rtl += rtl;
        n_ltr += !rtl;
    }
    return n_rtl > 0 && n_rtl * 2 >= n_ltr;
}
