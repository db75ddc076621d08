/* Sets short texts as fragments: cuts, measures and places them. */
#include "assembly/compose.h"

#include <string.h>

RectoFragment *recto_compose_fragment(RectoCompose *compose, const char *text, const RectoTextStyle *element,
                                      RectoLength width, RectoSlot slot, RectoArtifact artifact, guint *ret_lines)
{
    return recto_layout_text(compose->layout, compose->style, text, element, width,
                             (RectoOrigin){slot, artifact, RECTO_NO_SPAN}, ret_lines);
}

guint recto_compose_words(RectoCompose *compose, RectoPage *page, const char *text, const RectoTextStyle *element,
                          RectoPosition at, RectoSlot slot, RectoArtifact artifact)
{
    guint lines = 0;
    g_autoptr(RectoFragment) words = recto_compose_fragment(compose, text, element, at.width, slot, artifact, &lines);
    recto_page_place(page, words, at.x, at.y);
    return lines;
}

/* Returns the first `length` bytes of a text, without spaces and punctuation at the end, followed by "…". */
static char *cut_text(const char *text, gsize length)
{
    while (length && strchr(" .,;:", text[length - 1]))
        length--;
    return g_strdup_printf("%.*s…", (int)length, text);
}

/* Returns the positions, in bytes, at which a text may be cut: after words or, if there is only one word, after
 * characters. */
static GArray *cut_places(const char *text, gboolean words)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(gsize));
    for (const char *at = g_utf8_next_char(text); *at; at = g_utf8_next_char(at)) {
        gsize place = (gsize)(at - text);
        if (words ? *at == ' ' : !g_unichar_ismark(g_utf8_get_char(at)))
            g_array_append_val(places, place);
    }
    return places;
}

/* Returns the longest cut text that fits, or NULL if there is none. */
static RectoFragment *longest_cut(RectoCompose *compose, const char *text, const RectoTextStyle *element,
                                  RectoLength width, RectoArtifact artifact, gboolean words)
{
    g_autoptr(GArray) places = cut_places(text, words);
    g_autoptr(RectoFragment) best = NULL;
    guint low = 0, high = places->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        g_autofree char *piece = cut_text(text, g_array_index(places, gsize, middle));
        g_autoptr(RectoFragment) line =
            recto_compose_fragment(compose, piece, element, RECTO_PT(4000), 0, artifact, NULL);
        if (recto_fragment_right(line) <= width) {
            g_clear_pointer(&best, recto_fragment_free);
            best = g_steal_pointer(&line);
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return g_steal_pointer(&best);
}

RectoFragment *recto_compose_line(RectoCompose *compose, const char *text, const RectoTextStyle *element,
                                  RectoLength width, RectoArtifact artifact)
{
    g_autoptr(RectoFragment) whole = recto_compose_fragment(compose, text, element, RECTO_PT(4000), 0, artifact, NULL);
    if (recto_fragment_right(whole) <= width)
        return g_steal_pointer(&whole);
    RectoFragment *cut = longest_cut(compose, text, element, width, artifact, TRUE);
    if (!cut)
        cut = longest_cut(compose, text, element, width, artifact, FALSE);
    return cut ? cut : recto_fragment_new();
}

void recto_compose_rect(RectoPage *page, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                        RectoColour colour, RectoArtifact artifact)
{
    if (colour.none || width <= 0 || height <= 0)
        return;
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    recto_fragment_add_rect(fragment, 0, 0, width, height, colour,
                            (RectoOrigin){RECTO_SLOT_NONE, artifact, RECTO_NO_SPAN});
    recto_page_place(page, fragment, x, y);
}

RectoElement *recto_compose_element(RectoCompose *compose, RectoElement *parent, RectoRole role, RectoSlot *ret_slot)
{
    RectoStructure *structure = compose->layout->pages->structure;
    RectoElement *element = recto_element_new(structure, parent, role, RECTO_NO_SPAN);
    if (ret_slot)
        *ret_slot = recto_element_slot(structure, element);
    return element;
}

char *recto_compose_series(RectoCompose *compose, const char *const *words)
{
    guint n = words ? g_strv_length((char **)words) : 0;
    if (n == 0)
        return NULL;
    GString *out = g_string_new(words[0]);
    for (guint i = 1; i < n; i++) {
        if (i + 1 < n)
            g_string_append(out, ", ");
        else
            g_string_append_printf(out, " %s ", recto_strings_get(compose->layout->strings, "and"));
        g_string_append(out, words[i]);
    }
    return g_string_free(out, FALSE);
}

RectoPage *recto_compose_page(RectoCompose *compose)
{
    RectoPages *pages = compose->layout->pages;
    g_autofree char *label = g_strdup_printf("%u", pages->pages->len + 1);
    return recto_pages_add(pages, label);
}

void recto_compose_blank(RectoCompose *compose, guint more)
{
    guint multiple = MAX(compose->layout->multiple, 1);
    while ((compose->layout->pages->pages->len + more) % multiple)
        recto_compose_page(compose);
}

RectoLength recto_compose_grid(const RectoCompose *compose, RectoLength length)
{
    RectoLength unit = MAX(compose->style->page_unit, 1);
    return length <= 0 ? 0 : (length + unit - 1) / unit * unit;
}
