/* Assigns the style's inks to its colours, and checks the colours of a print PDF. */
#include "assembly/compose.h"
#include "page/printer_marks.h"

/* Adds the inks that the style gives, in its order. If two colours are equal, the first one counts. */
void recto_compose_inks(RectoPages *pages, const RectoStyle *style)
{
    const struct {
        RectoColour colour;
        RectoCmyk inks;
    } given[] = {
        {style->colour_ink, style->inks_ink},
        {style->colour_head, style->inks_head},
        {style->colour_accent, style->inks_accent},
        {style->colour_link, style->inks_link},
        {style->colour_soft, style->inks_soft},
        {style->colour_rule, style->inks_rule},
        {style->colour_tint, style->inks_tint},
        {style->colour_context, style->inks_context},
        {style->colour_field, style->inks_field},
        {style->colour_field_text, style->inks_field_text},
        {style->colour_field_soft, style->inks_field_soft},
        {style->colour_field_year, style->inks_field_year},
        {style->chart_1, style->inks_chart_1},
        {style->chart_2, style->inks_chart_2},
        {style->chart_3, style->inks_chart_3},
        {style->chart_4, style->inks_chart_4},
        {style->chart_5, style->inks_chart_5},
    };
    pages->inks = recto_inks_new(style->colour_ink);
    for (guint i = 0; i < G_N_ELEMENTS(given); i++)
        recto_inks_give(pages->inks, given[i].colour, given[i].inks);
}

void recto_compose_press(RectoPages *pages, const RectoStyle *style)
{
    const RectoPressMarks marks = {
        .bleed = style->print_bleed,
        .slug = style->print_slug,
        .gap = style->print_mark_gap,
        .length = style->print_mark_length,
        .weight = style->print_mark_weight,
    };
    recto_pages_press(pages, &marks);
}

/* ---- checks ---- */

static void check_text(const RectoItem *item, const RectoPages *pages, const RectoStyle *style,
                       RectoDiagnostics *diagnostics, GHashTable *seen)
{
    RectoColour colour = item->glyphs.colour;
    guint key = 1u << 24 | (guint)colour.r << 16 | (guint)colour.g << 8 | colour.b;
    if (!g_hash_table_add(seen, GUINT_TO_POINTER(key)))
        return;
    RectoCmyk cmyk = recto_inks_of(pages->inks, colour);
    gboolean rich = cmyk.ink[RECTO_CYAN] && cmyk.ink[RECTO_MAGENTA] && cmyk.ink[RECTO_YELLOW] && cmyk.ink[RECTO_BLACK];
    guint total = recto_cmyk_total(cmyk);
    if (rich || (int)total > style->print_text_limit)
        recto_diagnose(diagnostics, RECTO_CODE_RICH_TEXT, item->span, "text in #%02x%02x%02x uses %s%u %% of ink",
                       colour.r, colour.g, colour.b, rich ? "four inks and " : "", (total + 5) / 10);
}

static void use_colour(const RectoPages *pages, RectoColour colour)
{
    if (!colour.none)
        recto_inks_of(pages->inks, colour);
}

static void check_items(const GArray *items, const RectoPages *pages, const RectoStyle *style,
                        RectoDiagnostics *diagnostics, GHashTable *seen)
{
    for (guint i = 0; i < items->len; i++) {
        const RectoItem *item = &g_array_index(items, RectoItem, i);
        if (!recto_item_draws(item))
            continue;
        if (item->kind == RECTO_ITEM_GLYPHS)
            check_text(item, pages, style, diagnostics, seen);
        if (item->kind == RECTO_ITEM_RECT)
            use_colour(pages, item->rect.colour);
        if (item->kind == RECTO_ITEM_PATH) {
            use_colour(pages, item->path.fill);
            use_colour(pages, item->path.stroke);
        }
    }
}

void recto_check_inks(const RectoPages *pages, const RectoStyle *style, RectoDiagnostics *diagnostics)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < pages->pages->len; i++)
        check_items(recto_pages_page(pages, i)->items, pages, style, diagnostics, seen);
    g_autoptr(GArray) used = recto_inks_used(pages->inks);
    for (guint i = 0; i < used->len; i++) {
        RectoColour colour = g_array_index(used, RectoColour, i), marks = RECTO_COLOUR_REGISTRATION;
        guint total = recto_cmyk_total(recto_inks_of(pages->inks, colour));
        gboolean is_marks = colour.r == marks.r && colour.g == marks.g && colour.b == marks.b;
        if ((int)total > style->print_ink_limit && !is_marks)
            recto_diagnose(diagnostics, RECTO_CODE_MUCH_INK, RECTO_NO_SPAN,
                           "#%02x%02x%02x uses %u %% of ink; print.ink-limit is %d %%", colour.r, colour.g, colour.b,
                           (total + 5) / 10, style->print_ink_limit / 10);
    }
}
