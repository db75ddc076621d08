/* Checks a resolved style for unreadable colours and impossible lengths (style_check.h). */
#include "style/style_check.h"

#include "style/keys.h"
#include "style/palette.h"

#include <string.h>

/* Minimum contrast × 100 of shapes (WCAG 2.1, 1.4.11). The lower one applies to shapes that only need to be visible:
 * squares and bars on the cover panel. */
#define SHAPE_CONTRAST 300
#define FAINT_CONTRAST 200
/* Share of the cover panel's text colour in faint elements on it, in thousandths. */
#define FAINT_SHARE 450

static const RectoColour white = {FALSE, 255, 255, 255};

static const RectoYamlNode *value_of(const RectoStyleCheck *check, const char *name)
{
    int index = recto_key_find(name);
    return index < 0 ? NULL : check->values[index];
}

/* ---- colours of charts ---- */

#define N_PARTS 5

typedef struct {
    const char *key;
    RectoColour *colour;
    RectoCmyk *inks;
    guint strength;
    gboolean moved; /* the colour was moved for one that takes precedence */
} ChartColour;

static guint strength_of(const RectoStyleCheck *check, const char *key)
{
    return check->strengths[recto_key_find(key)];
}

static void report_near(const RectoStyleCheck *check, const ChartColour *part, const ChartColour *other,
                        const char *how, const RectoColour *passing)
{
    const RectoYamlNode *value = value_of(check, part->key);
    g_autofree char *would =
        passing ? g_strdup_printf("; #%02X%02X%02X passes", passing->r, passing->g, passing->b) : g_strdup("");
    recto_diagnose(check->diagnostics, RECTO_CODE_NEAR_COLOURS, value ? value->span : RECTO_NO_SPAN,
                   "%s: #%02X%02X%02X is too close to #%02X%02X%02X of %s %s%s", part->key, part->colour->r,
                   part->colour->g, part->colour->b, other->colour->r, other->colour->g, other->colour->b, other->key,
                   how, would);
}

/* Collects the colours from which a part must differ: those of the parts before it, which are final, and those of
 * later parts with the same precedence, because the result must fit these too. */
static guint others_of(const ChartColour *parts, guint own, RectoColour *ret_others)
{
    guint n = 0;
    for (guint i = 0; i < N_PARTS; i++)
        if (i < own || (i > own && parts[i].strength == parts[own].strength && !parts[own].moved))
            ret_others[n++] = *parts[i].colour;
    return n;
}

/* Chooses a colour for a part that differs from the parts of the same or higher precedence. */
static void resolve_part(const RectoStyleCheck *check, ChartColour *parts, guint own)
{
    ChartColour *part = &parts[own];
    RectoColour others[N_PARTS], passing;
    const ChartColour *near = NULL;
    for (guint i = own; i > 0; i--)
        if (recto_colours_near(*part->colour, *parts[i - 1].colour))
            near = &parts[i - 1];
    if (!near)
        return;
    part->moved = near->strength > part->strength || near->moved;
    gboolean passes = recto_colour_apart(*part->colour, others, others_of(parts, own, others), &passing);
    if (!passes || !part->moved) {
        report_near(check, part, near, recto_colours_near(*part->colour, *near->colour), passes ? &passing : NULL);
    } else {
        *part->colour = passing;
        part->inks->given = FALSE;
    }
}

static void resolve_context(const RectoStyleCheck *check)
{
    RectoStyle *style = check->style;
    ChartColour context = {"colour.context", &style->colour_context, &style->inks_context, 0, FALSE};
    ChartColour accent = {"colour.accent", &style->colour_accent, &style->inks_accent, 0, FALSE};
    if (recto_context_is_apart(*context.colour, *accent.colour))
        return;
    RectoColour passing = recto_context_beside(*context.colour, *accent.colour);
    if (strength_of(check, context.key) >= strength_of(check, accent.key)) {
        report_near(check, &context, &accent, "in grey", &passing);
    } else {
        *context.colour = passing;
        context.inks->given = FALSE;
    }
}

void recto_style_resolve_palette(const RectoStyleCheck *check)
{
    RectoStyle *style = check->style;
    const ChartColour parts[N_PARTS] = {
        {"chart.1", &style->chart_1, &style->inks_chart_1, strength_of(check, "chart.1"), FALSE},
        {"chart.2", &style->chart_2, &style->inks_chart_2, strength_of(check, "chart.2"), FALSE},
        {"chart.3", &style->chart_3, &style->inks_chart_3, strength_of(check, "chart.3"), FALSE},
        {"chart.4", &style->chart_4, &style->inks_chart_4, strength_of(check, "chart.4"), FALSE},
        {"chart.5", &style->chart_5, &style->inks_chart_5, strength_of(check, "chart.5"), FALSE},
    };
    ChartColour settled[N_PARTS];
    guint n = 0;
    if (check->failed)
        return;
    /* The order is by precedence, and for parts of one style by position. */
    for (guint i = 0; i < N_PARTS; i++) {
        guint at = n++;
        for (; at > 0 && settled[at - 1].strength < parts[i].strength; at--)
            settled[at] = settled[at - 1];
        settled[at] = parts[i];
    }
    for (guint i = 0; i < N_PARTS; i++)
        resolve_part(check, settled, i);
    resolve_context(check);
}

/* ---- contrasts ---- */

static void report_contrast(const RectoStyleCheck *check, const char *key, RectoColour colour, RectoColour ground,
                            int least)
{
    int ratio = recto_contrast(colour, ground);
    if (colour.none || ground.none || ratio >= least)
        return;
    const RectoYamlNode *value = value_of(check, key);
    RectoColour passing = recto_colour_passing(colour, ground, least);
    recto_diagnose(check->diagnostics, RECTO_CODE_LOW_CONTRAST, value ? value->span : RECTO_NO_SPAN,
                   "%s: contrast %d.%02d:1, text needs %d.%d:1; #%02X%02X%02X passes", key, ratio / 100, ratio % 100,
                   least / 100, least % 100 / 10, passing.r, passing.g, passing.b);
}

/* The most of the text's colour in a pattern on which it can still be read, per mille. */
static int passing_share(const RectoStyle *style, RectoColour colour, int least)
{
    int share = style->cover_pattern_share;
    while (share > 0 &&
           recto_contrast(colour, recto_colour_mix(style->colour_field, style->colour_field_text, share)) < least)
        share -= 10;
    return MAX(share, 0);
}

/* Reports text on a panel with a pattern. The text must be readable on all colours of the pattern; the one with the
 * most of the text colour has the lowest contrast. */
static void report_pattern(const RectoStyleCheck *check, const char *key, RectoColour colour, int least)
{
    const RectoStyle *style = check->style;
    RectoColour tone = recto_colour_mix(style->colour_field, style->colour_field_text, style->cover_pattern_share);
    int ratio = recto_contrast(colour, tone);
    if (style->cover_pattern == RECTO_PATTERN_NONE || colour.none || tone.none || ratio >= least ||
        recto_contrast(colour, style->colour_field) < least)
        return;
    const RectoYamlNode *value = value_of(check, "cover.pattern.share");
    recto_diagnose(check->diagnostics, RECTO_CODE_PATTERN_CONTRAST, value ? value->span : RECTO_NO_SPAN,
                   "cover.pattern.share: %s has contrast %d.%02d:1, text needs %d.%d:1; %d%% passes", key, ratio / 100,
                   ratio % 100, least / 100, least % 100 / 10, passing_share(style, colour, least) / 10);
}

/* Finds the top of the text of a cover element. Returns FALSE if `key` is not an element of the cover. */
static gboolean find_on_cover(const RectoStyle *style, const char *key, RectoLength *ret_y)
{
    const struct {
        const char *key;
        RectoLength y;
    } elements[] = {{"cover.mark", style->cover_mark_at.y},        {"cover.category", style->cover_category_at.y},
                    {"cover.title", style->cover_title_at.y},      {"cover.subtitle", style->cover_title_at.y},
                    {"cover.date", style->cover_date_at.y},        {"cover.author", style->cover_author_at.y},
                    {"cover.contents", style->cover_contents_at.y}};
    for (guint i = 0; i < G_N_ELEMENTS(elements); i++) {
        *ret_y = elements[i].y;
        if (g_str_equal(key, elements[i].key))
            return TRUE;
    }
    return FALSE;
}

static int least_contrast(const RectoTextStyle *element)
{
    gboolean large = element->size >= RECTO_PT(24) || (element->size >= RECTO_PT(18.66) && element->weight >= 700);
    return large ? 300 : 450;
}

static void resolve_on_panel(const RectoStyleCheck *check, const char *key, RectoTextStyle *element)
{
    RectoStyle *style = check->style;
    RectoLength y = 0;
    g_autofree char *name = g_strconcat(key, ".colour", NULL);
    gboolean head = g_str_equal(key, "cover.title") || g_str_equal(key, "cover.mark");
    if (find_on_cover(style, key, &y) && y <= style->cover_field_bottom &&
        strength_of(check, name) < strength_of(check, "cover") && !element->colour.none &&
        recto_contrast(element->colour, style->colour_field) < least_contrast(element))
        element->colour = head ? style->colour_field_text : style->colour_field_soft;
}

static gboolean is_same(RectoColour one, RectoColour other)
{
    return one.none == other.none && one.r == other.r && one.g == other.g && one.b == other.b;
}

/* Text that a weaker style sets in the accent's colour. */
static void resolve_on_page(const RectoStyleCheck *check, const char *key, RectoTextStyle *element)
{
    const RectoStyle *style = check->style;
    RectoLength y = 0;
    g_autofree char *name = g_strconcat(key, ".colour", NULL);
    if (!find_on_cover(style, key, &y) && is_same(element->colour, style->colour_accent) &&
        strength_of(check, name) < strength_of(check, "colour.accent") &&
        recto_contrast(element->colour, white) < least_contrast(element))
        element->colour = recto_colour_passing(element->colour, white, least_contrast(element));
}

static void resolve_accent(const RectoStyleCheck *check)
{
    RectoStyle *style = check->style;
    RectoColour accent = style->colour_accent, field = style->colour_field;
    gboolean readable = accent.none || recto_contrast(accent, white) >= SHAPE_CONTRAST;
    gboolean told = field.none || accent.none || recto_contrast(accent, field) >= FAINT_CONTRAST;
    gboolean seen = field.none || recto_contrast(style->chart_third_line, field) >= FAINT_CONTRAST;
    style->accent_figures = readable ? accent : recto_colour_passing(accent, white, SHAPE_CONTRAST);
    style->accent_on_field = told ? accent : style->colour_field_text;
    style->context_on_field =
        seen ? style->chart_third_line : recto_colour_mix(field, style->colour_field_text, FAINT_SHARE);
}

void recto_style_resolve_text(const RectoStyleCheck *check)
{
    RectoStyle *style = check->style;
    gboolean on_field = style->cover_kind == RECTO_COVER_FIELD && !style->colour_field.none;
    resolve_accent(check);
    if (check->failed)
        return;
#define TEXT(field, key, ...)                                                                                          \
    resolve_on_page(check, key, &style->field);                                                                        \
    if (on_field)                                                                                                      \
        resolve_on_panel(check, key, &style->field);
#include "style/style.def"
}

/* Checks contrast (WCAG 2.1, 1.4.3). Text on the cover panel has the panel as its background. Without a panel, the
 * cover uses other colours for such text. The year is decoration and has no limit. */
static void check_contrast(const RectoStyleCheck *check, const char *key, const RectoTextStyle *element)
{
    const RectoStyle *style = check->style;
    RectoColour ground = white;
    RectoLength y = 0;
    if (g_str_equal(key, "cover.year"))
        return;
    if (find_on_cover(style, key, &y) && y <= style->cover_field_bottom) {
        if (style->cover_kind == RECTO_COVER_FIELD) {
            ground = style->colour_field;
            report_pattern(check, key, element->colour, least_contrast(element));
        } else {
            return;
        }
    } else if (g_str_equal(key, "code")) {
        ground = style->colour_tint;
    }
    g_autofree char *name = g_strconcat(key, ".colour", NULL);
    report_contrast(check, name, element->colour, ground, least_contrast(element));
}

/* Over an image all text is placed on the cover panel. */
static void check_cover_picture(const RectoStyleCheck *check)
{
    const RectoStyle *style = check->style;
    if (!style->cover_picture || !*style->cover_picture || style->cover_kind != RECTO_COVER_FIELD)
        return;
    report_contrast(check, "colour.field-text", style->colour_field_text, style->colour_field, 450);
    report_contrast(check, "colour.field-soft", style->colour_field_soft, style->colour_field, 450);
}

/* ---- measures ---- */

static void report_measure(const RectoStyleCheck *check, const char *key, const char *text)
{
    const RectoYamlNode *value = value_of(check, key);
    if (!check->failed)
        recto_diagnose(check->diagnostics, RECTO_CODE_BAD_VALUE, value ? value->span : RECTO_NO_SPAN, "%s: %s", key,
                       text);
}

/* Type that nothing can be set in; a size that can takes its place, so that later stages need not ask. */
static void check_size(const RectoStyleCheck *check, const char *key, RectoTextStyle *element)
{
    g_autofree char *size = g_strconcat(key, ".size", NULL), *leading = g_strconcat(key, ".leading", NULL);
    if (element->size < RECTO_PT(1) || element->size > RECTO_PT(1000)) {
        report_measure(check, size, "a size is from 1 to 1000 pt");
        element->size = RECTO_PT(10);
    }
    if (element->leading < RECTO_PT(1) || element->leading > RECTO_PT(2000)) {
        report_measure(check, leading, "line spacing is from 1 to 2000 pt");
        element->leading = RECTO_PT(14);
    }
}

/* A page that holds a few lines of a few letters, whatever was asked for. */
static void check_page(const RectoStyleCheck *check)
{
    RectoStyle *style = check->style;
    if (style->page_unit < RECTO_PT(1) || style->page_unit > RECTO_PT(100)) {
        report_measure(check, "page.unit", "the baseline unit is from 1 to 100 pt");
        style->page_unit = RECTO_PT(14);
    }
    if (style->page_right - style->page_column < RECTO_PT(36) || style->page_column < 0 ||
        style->page_right > style->page_width) {
        report_measure(check, "page.column", "the text column must be at least 36 pt wide and on the page");
        style->page_column = RECTO_PT(224);
        style->page_right = RECTO_PT(546);
    }
    RectoLength top = MAX(style->page_text_top, style->page_first_top);
    if (MIN(style->page_text_top, style->page_first_top) < 0 || style->page_text_bottom - top < 4 * style->page_unit ||
        style->page_text_bottom > style->page_height) {
        report_measure(check, "page.text-bottom", "a page must hold at least four lines of text");
        style->page_text_top = style->page_first_top = RECTO_PT(84);
        style->page_text_bottom = RECTO_PT(714);
    }
}

/* Measures that a press can have. */
static void check_print(const RectoStyleCheck *check)
{
    RectoStyle *style = check->style;
    if (style->print_bleed < 0 || style->print_bleed > RECTO_PT(72)) {
        report_measure(check, "print.bleed", "the bleed is from 0 to 72 pt");
        style->print_bleed = 0;
    }
    if (style->print_slug < 0 || style->print_slug > RECTO_PT(144)) {
        report_measure(check, "print.slug", "the slug is from 0 to 144 pt");
        style->print_slug = 0;
    }
    if (style->print_mark_gap < 0 || style->print_mark_length < 0 || style->print_mark_weight < 0 ||
        (style->print_slug && style->print_mark_gap + style->print_mark_length > style->print_slug)) {
        report_measure(check, "print.mark-length", "printer's marks and their gap must fit in print.slug");
        style->print_slug = 0;
    }
    if (style->print_multiple < 1 || style->print_multiple > 64) {
        report_measure(check, "print.multiple", "the multiple is from 1 to 64");
        style->print_multiple = 1;
    }
    if (style->link_qr_size < RECTO_PT(28) || style->link_qr_size > RECTO_PT(144)) {
        report_measure(check, "link.qr-size", "a QR code is from 10 to 50 mm wide");
        style->link_qr_size = RECTO_PT(42.5);
    }
}

/* ---- all ---- */

void recto_style_check(const RectoStyleCheck *check)
{
    RectoStyle *style = check->style;
    check_page(check);
    check_print(check);
#define TEXT(field, key, ...)                                                                                          \
    check_size(check, key, &style->field);                                                                             \
    check_contrast(check, key, &style->field);
#include "style/style.def"
    check_cover_picture(check);
    report_contrast(check, "colour.link", style->colour_link, white, 450);
    report_contrast(check, "colour.link", style->colour_link, style->colour_tint, 450);
    report_contrast(check, "colour.soft", style->colour_soft, style->colour_tint, 450);
    report_contrast(check, "code.keyword.colour", style->code_keyword_colour, style->colour_tint, 450);
    report_contrast(check, "code.string.colour", style->code_string_colour, style->colour_tint, 450);
    report_contrast(check, "code.comment.colour", style->code_comment_colour, style->colour_tint, 450);
    report_contrast(check, "code.number.colour", style->code_number_colour, style->colour_tint, 450);
}
