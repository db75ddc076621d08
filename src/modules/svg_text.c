/* The words of a drawing: whether the faces that fontconfig has now hold them, and the families that it names. A
 * drawing is not laid out by recto, so its characters are looked up one by one. */
#include "modules/svg_decoder.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

/* Characters that a remark names. */
#define MOST_NAMED 12

/* Families that name a generic family, or that recto's font data replaces (font/system_fonts.c). */
static const char *const replaced[] = {"serif",   "sans-serif", "sans",        "monospace", "mono",    "cursive",
                                       "fantasy", "system-ui",  "ui-serif",    "inherit",   "initial", "ui-sans-serif",
                                       "arial",   "helvetica",  "verdana",     "open sans", "courier", "ui-monospace",
                                       "emoji",   "math",       "dejavu sans", "unset",     NULL};

static gboolean has_family(const char *family)
{
    static const FcSetName sets[] = {FcSetApplication, FcSetSystem};
    for (guint k = 0; k < G_N_ELEMENTS(sets); k++) {
        FcFontSet *set = FcConfigGetFonts(FcConfigGetCurrent(), sets[k]);
        for (int i = 0; set && i < set->nfont; i++) {
            FcChar8 *name = NULL;
            for (int n = 0; FcPatternGetString(set->fonts[i], FC_FAMILY, n, &name) == FcResultMatch; n++)
                if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0)
                    return TRUE;
        }
    }
    return FALSE;
}

static gboolean has_character(gunichar character)
{
    static const FcSetName sets[] = {FcSetApplication, FcSetSystem};
    for (guint k = 0; k < G_N_ELEMENTS(sets); k++) {
        FcFontSet *set = FcConfigGetFonts(FcConfigGetCurrent(), sets[k]);
        for (int i = 0; set && i < set->nfont; i++) {
            FcCharSet *characters = NULL;
            if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &characters) == FcResultMatch &&
                FcCharSetHasChar(characters, character))
                return TRUE;
        }
    }
    return FALSE;
}

/* Checks a list of families in CSS syntax, quoted or not, up to the end of the declaration. One available or generic
 * family is enough. */
static void check_families(RectoSvg *svg, const char *list)
{
    g_autofree char *value = g_strndup(list, strcspn(list, ";}!"));
    g_auto(GStrv) names = g_strsplit(value, ",", 32);
    g_autofree char *first = NULL;
    for (guint i = 0; names[i]; i++) {
        char *name = g_strstrip(g_strdelimit(names[i], "\"'", ' '));
        g_autofree char *lower = g_ascii_strdown(name, -1);
        if (!*name)
            continue;
        if (g_strv_contains(replaced, lower) || has_family(name))
            return;
        if (!first)
            first = g_strdup(name);
    }
    if (first)
        recto_svg_remark(svg, RECTO_REMARK_FACE, "“%.60s”", first);
}

static void check_sheet(RectoSvg *svg, const char *css)
{
    static const char property[] = "font-family";
    for (const char *at = strstr(css, property); at; at = strstr(at, property)) {
        at += sizeof property - 1;
        const char *colon = at + strspn(at, " \t\r\n");
        if (*colon == ':')
            check_families(svg, colon + 1);
    }
}

static void check_styles(RectoSvg *svg, const xmlNode *node)
{
    xmlChar *family = recto_svg_attribute(node, "font-family"), *style = recto_svg_attribute(node, "style");
    if (family)
        check_families(svg, (const char *)family);
    if (style)
        check_sheet(svg, (const char *)style);
    xmlFree(family);
    xmlFree(style);
    if (strcmp((const char *)node->name, "style") == 0) {
        xmlChar *sheet = xmlNodeGetContent(node);
        if (sheet)
            check_sheet(svg, (const char *)sheet);
        xmlFree(sheet);
    }
}

static gboolean is_seen(gunichar c)
{
    return g_unichar_isprint(c) && !g_unichar_isspace(c) && !g_unichar_ismark(c) && !(c >= 0xFE00 && c <= 0xFE0F);
}

static void collect(GHashTable *seen, GString *missing, const char *text)
{
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (is_seen(c) && g_hash_table_add(seen, GUINT_TO_POINTER(c)) && !has_character(c) &&
            g_utf8_strlen(missing->str, -1) < MOST_NAMED)
            g_string_append_unichar(missing, c);
    }
}

void recto_svg_check_text(RectoSvg *svg, xmlNode *root)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    g_autoptr(GString) missing = g_string_new(NULL);
    for (xmlNode *node = root, *next; node; node = next) {
        gboolean text = node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "text") == 0;
        next = recto_svg_next(root, node, FALSE);
        if (node->type == XML_ELEMENT_NODE)
            check_styles(svg, node);
        xmlChar *words = text ? xmlNodeGetContent(node) : NULL;
        if (words && g_utf8_validate((const char *)words, -1, NULL))
            collect(seen, missing, (const char *)words);
        xmlFree(words);
    }
    if (missing->len)
        recto_svg_remark(svg, RECTO_REMARK_GLYPHS, "%s", missing->str);
}
