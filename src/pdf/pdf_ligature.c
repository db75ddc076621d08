/* Replaces spans around ligatures by entries in the ToUnicode map (pdf_ligature.h). */
#include "pdf/pdf_ligature.h"

#include "pdf/pdf_token.h"

#include <string.h>

/* Minimum and maximum number of hex digits of UTF-16 that a ligature may represent: two letters or more. */
#define LEAST_DIGITS 8
#define MOST_DIGITS  64

typedef struct {
    char *code;    /* "<0001>" */
    char *unicode; /* hex digits */
} Ligature;

typedef struct {
    char *name;
    guint page;
    GPtrArray *ligatures; /* array of Ligature*, in order of use */
} Font;

struct RectoPdfLigatures {
    GPtrArray *fonts; /* of Font*, few */
};

static void ligature_free(gpointer data)
{
    Ligature *ligature = data;
    g_free(ligature->code);
    g_free(ligature->unicode);
    g_free(ligature);
}

static void font_free(gpointer data)
{
    Font *font = data;
    g_free(font->name);
    g_ptr_array_unref(font->ligatures);
    g_free(font);
}

RectoPdfLigatures *recto_pdf_ligatures_new(void)
{
    RectoPdfLigatures *ligatures = g_new0(RectoPdfLigatures, 1);
    ligatures->fonts = g_ptr_array_new_with_free_func(font_free);
    return ligatures;
}

void recto_pdf_ligatures_free(RectoPdfLigatures *ligatures)
{
    if (!ligatures)
        return;
    g_ptr_array_unref(ligatures->fonts);
    g_free(ligatures);
}

static gboolean same_name(const char *name, const RectoPdfToken *token)
{
    return strlen(name) == token->length && !memcmp(name, token->text, token->length);
}

static Font *find_font(const RectoPdfLigatures *ligatures, const RectoPdfToken *name)
{
    for (guint i = 0; i < ligatures->fonts->len; i++) {
        Font *font = g_ptr_array_index(ligatures->fonts, i);
        if (same_name(font->name, name))
            return font;
    }
    return NULL;
}

static const Ligature *find_ligature(const Font *font, const RectoPdfToken *code)
{
    for (guint i = 0; i < font->ligatures->len; i++) {
        const Ligature *ligature = g_ptr_array_index(font->ligatures, i);
        if (same_name(ligature->code, code))
            return ligature;
    }
    return NULL;
}

/* Finds the hex digits that follow <feff in a dictionary. */
static gboolean find_unicode(const char *dictionary, gsize length, RectoPdfToken *ret_unicode)
{
    static const char mark[] = "<feff";
    const char *start = memmem(dictionary, length, mark, strlen(mark));
    if (!start)
        return FALSE;
    start += strlen(mark);
    const char *end = memchr(start, '>', (gsize)(dictionary + length - start));
    if (!end)
        return FALSE;
    *ret_unicode = (RectoPdfToken){start, (gsize)(end - start)};
    return ret_unicode->length >= LEAST_DIGITS && ret_unicode->length <= MOST_DIGITS;
}

/* The glyph code in a span that shows one two-byte code and nothing else, up to its EMC. Empty strings and shifts
 * within TJ do not count. */
static gboolean find_single_code(const char *content, gsize length, gsize position, RectoPdfToken *font,
                                 RectoPdfToken *ret_code)
{
    RectoPdfToken token, name = {0};
    guint n = 0;
    while (recto_pdf_next_token(content, length, &position, &token)) {
        if (recto_pdf_token_is(&token, "EMC"))
            return n == 1;
        if (*token.text == '/') {
            name = (RectoPdfToken){token.text + 1, token.length - 1};
        } else if (recto_pdf_token_is(&token, "Tf") && name.length) {
            *font = name;
        } else if (*token.text == '<' && token.length == strlen("<0000>")) {
            *ret_code = token;
            n++;
        } else if ((*token.text == '<' || *token.text == '(') && token.length != 2) {
            return FALSE;
        } else if (recto_pdf_token_is(&token, "ET")) {
            return FALSE;
        }
    }
    return FALSE;
}

static Font *add_font(RectoPdfLigatures *ligatures, const RectoPdfToken *name, guint page)
{
    Font *font = g_new0(Font, 1);
    font->name = g_strndup(name->text, name->length);
    font->page = page;
    font->ligatures = g_ptr_array_new_with_free_func(ligature_free);
    g_ptr_array_add(ligatures->fonts, font);
    return font;
}

gboolean recto_pdf_ligatures_consume(RectoPdfLigatures *ligatures, const char *content, gsize length, gsize position,
                                     const RectoPdfToken *dictionary, const char *font_name, guint page)
{
    RectoPdfToken unicode = {0}, code = {0}, name = {font_name, strlen(font_name)};
    if (!find_unicode(dictionary->text, dictionary->length, &unicode) ||
        !find_single_code(content, length, position, &name, &code) || !name.length)
        return FALSE;
    Font *font = find_font(ligatures, &name);
    if (!font)
        font = add_font(ligatures, &name, page);
    const Ligature *known = find_ligature(font, &code);
    if (known)
        return same_name(known->unicode, &unicode);
    Ligature *ligature = g_new0(Ligature, 1);
    ligature->code = g_strndup(code.text, code.length);
    ligature->unicode = g_strndup(unicode.text, unicode.length);
    g_ptr_array_add(font->ligatures, ligature);
    return TRUE;
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(((const RectoPdfLigatureFont *)a)->name, ((const RectoPdfLigatureFont *)b)->name);
}

GArray *recto_pdf_ligatures_fonts(const RectoPdfLigatures *ligatures)
{
    GArray *fonts = g_array_new(FALSE, FALSE, sizeof(RectoPdfLigatureFont));
    for (guint i = 0; i < ligatures->fonts->len; i++) {
        const Font *font = g_ptr_array_index(ligatures->fonts, i);
        RectoPdfLigatureFont found = {font->name, font->page};
        g_array_append_val(fonts, found);
    }
    g_array_sort(fonts, by_name);
    return fonts;
}

/* Entries of the map are lines "<code> <unicode>". */
static gboolean replace_entry(GString *map, const Ligature *ligature)
{
    g_autofree char *key = g_strconcat("\n", ligature->code, " <", NULL);
    char *found = memmem(map->str, map->len, key, strlen(key));
    if (!found)
        return FALSE;
    gssize start = found - map->str + (gssize)strlen(key);
    const char *end = memchr(map->str + start, '>', map->len - (gsize)start);
    if (!end)
        return FALSE;
    g_string_erase(map, start, end - map->str - start);
    g_string_insert(map, start, ligature->unicode);
    return TRUE;
}

GString *recto_pdf_ligatures_patch(const RectoPdfLigatures *ligatures, const char *font_name, const char *map,
                                   gsize length)
{
    RectoPdfToken name = {font_name, strlen(font_name)};
    const Font *font = find_font(ligatures, &name);
    g_return_val_if_fail(font != NULL, NULL);
    GString *patched = g_string_new_len(map, (gssize)length);
    for (guint i = 0; i < font->ligatures->len; i++) {
        if (!replace_entry(patched, g_ptr_array_index(font->ligatures, i))) {
            g_string_free(patched, TRUE);
            return NULL;
        }
    }
    return patched;
}
