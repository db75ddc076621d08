/* Draws the cover, or the title of a document without cover. */
#include "assembly/pattern.h"

#define MOST_AUTHOR_LINES 6
/* Minimum contrast (WCAG 2.1, 1.4.3), times 100. */
#define READABLE_CONTRAST 450
#define PAGE_WHITE        ((RectoColour){FALSE, 0xff, 0xff, 0xff})

/* Adapts colours that were chosen for the cover panel to a white page; between rules, readable colours remain
 * unchanged. */
static RectoTextStyle on_ground(const RectoCompose *compose, const RectoTextStyle *element, RectoColour on_white)
{
    RectoTextStyle set = *element;
    gboolean stays = compose->cover == RECTO_COVER_RULE && recto_contrast(set.colour, PAGE_WHITE) >= READABLE_CONTRAST;
    if (compose->cover != RECTO_COVER_FIELD && !stays)
        set.colour = on_white;
    return set;
}

/* Adapts colours that were chosen for white to the cover panel, if an image replaces the white area. */
static RectoTextStyle on_paper(const RectoCompose *compose, const RectoTextStyle *element, RectoColour on_field)
{
    RectoTextStyle set = *element;
    if (compose->picture.image && compose->picture.form == RECTO_COVER_PAGE && compose->cover == RECTO_COVER_FIELD)
        set.colour = on_field;
    return set;
}

static guint put_fact(RectoCompose *compose, RectoPage *page, const char *words, const RectoTextStyle *element,
                      RectoPosition at)
{
    RectoSlot slot = 0;
    if (!words || !*words)
        return 0;
    recto_compose_element(compose, compose->flow->cover, RECTO_ROLE_P, &slot);
    return recto_compose_words(compose, page, words, element, at, slot, RECTO_ARTIFACT_LAYOUT);
}

/* Returns the year in the title, as the text of the decoration, or NULL if the title has no four-digit year or several.
 * Caller frees. */
static char *year_of(const char *title)
{
    g_autofree char *year = NULL;
    for (const char *at = title; *at;) {
        gsize digits = 0;
        while (g_ascii_isdigit(at[digits]))
            digits++;
        if (digits == 4 && (at[0] == '1' || at[0] == '2')) {
            g_autofree char *found = g_strndup(at, 4);
            if (year && !g_str_equal(year, found))
                return NULL;
            g_free(year);
            year = g_steal_pointer(&found);
        }
        at += digits ? digits : 1;
    }
    return g_steal_pointer(&year);
}

char *recto_cover_year(RectoCompose *compose)
{
    return compose->style->cover_year_shown ? year_of(compose->layout->document->meta.title) : NULL;
}

static gboolean is_type(const RectoCompose *compose)
{
    return compose->cover == RECTO_COVER_TYPE && !compose->picture.image && !compose->figure;
}

static void put_pattern(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    const char *title = compose->layout->document->meta.title, *seed = style->cover_pattern_seed;
    RectoPatternPlace place = {
        .kind = style->cover_pattern,
        .size = style->cover_pattern_size,
        .area = {0, MAX(style->cover_pattern_top, 0), style->page_width,
                 MIN(style->cover_field_bottom, style->page_height)},
        .rises = TRUE,
        .tones = {recto_colour_mix(style->colour_field, style->colour_field_text, style->cover_pattern_share),
                  recto_colour_mix(style->colour_field, style->colour_field_text, style->cover_pattern_share / 2)},
        .artifact = RECTO_ARTIFACT_BACKGROUND,
        .seed = seed && *seed ? seed : title,
    };
    recto_compose_pattern(compose, page, &place);
}

static void put_ground(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    if (compose->picture.image) {
        recto_compose_picture(compose, page);
        return;
    }
    if (compose->cover == RECTO_COVER_FIELD) {
        recto_compose_rect(page, 0, 0, style->page_width, style->cover_field_bottom, style->colour_field,
                           RECTO_ARTIFACT_BACKGROUND);
        if (!compose->figure)
            put_pattern(compose, page);
    }
    if (compose->cover == RECTO_COVER_RULE)
        recto_compose_rules(compose, page);
}

void recto_compose_rules(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    recto_compose_rect(page, style->page_left, style->cover_rule_top - style->cover_rule_top_weight / 2,
                       style->page_right - style->page_left, style->cover_rule_top_weight, style->colour_head,
                       RECTO_ARTIFACT_LAYOUT);
    recto_compose_lower_rule(compose, page);
}

void recto_compose_lower_rule(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    RectoLength width = style->page_right - style->page_left;
    recto_compose_rect(page, style->page_left, style->cover_rule_bottom - style->cover_rule_bottom_weight / 2, width,
                       style->cover_rule_bottom_weight, style->colour_head, RECTO_ARTIFACT_LAYOUT);
}

void recto_compose_square(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    gboolean field = compose->cover == RECTO_COVER_FIELD && style->cover_square_at.y < style->cover_field_bottom;
    recto_compose_rect(page, style->cover_square_at.x, style->cover_square_at.y, style->cover_square_size,
                       style->cover_square_size, field ? style->accent_on_field : style->colour_accent,
                       RECTO_ARTIFACT_LAYOUT);
}

void recto_compose_back_ornament(RectoCompose *compose, RectoPage *page, RectoLength y, RectoLength taken)
{
    const RectoStyle *style = compose->style;
    gboolean tab = is_type(compose) && !compose->logos.cover && !recto_type_figures(compose, NULL);
    if (tab)
        recto_type_tab(compose, page);
    else if (style->back_rules && compose->cover == RECTO_COVER_RULE && compose->picture.image)
        recto_compose_lower_rule(compose, page);
    else if (style->back_rules && !is_type(compose))
        recto_compose_rules(compose, page);
    gboolean logo = recto_logo_back(compose, page, y, taken);
    /* the square is omitted if the details need its place */
    if (style->back_square && !tab && !logo &&
        y - style->back_value.leading >= style->cover_square_at.y + style->cover_square_size)
        recto_compose_square(compose, page);
}

static void put_decoration(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    if (compose->picture.image || compose->figure)
        return;
    if (is_type(compose)) {
        if (!recto_type_figures(compose, page) && !compose->logos.cover)
            recto_type_tab(compose, page);
        return;
    }
    /* digits are not readable on a pattern */
    gboolean patterned = style->cover_pattern != RECTO_PATTERN_NONE && compose->cover == RECTO_COVER_FIELD;
    g_autofree char *year = patterned ? NULL : recto_cover_year(compose);
    gboolean square = style->cover_square || (style->cover_year_shown && !year);
    RectoLength bottom = square || year ? recto_cover_bottom(compose) + style->page_unit : 0;
    if (square && (style->cover_square_at.y < style->cover_title_at.y || style->cover_square_at.y >= bottom))
        recto_compose_square(compose, page);
    /* digits are slightly higher than seven tenths of their type size */
    if (!year || style->cover_year_at.y - style->cover_year.size * 5 / 7 < bottom)
        return;
    RectoTextStyle set = on_ground(compose, &style->cover_year, style->colour_rule);
    RectoPosition at = style->cover_year_at;
    g_autoptr(RectoFragment) figures =
        recto_compose_fragment(compose, year, &set, at.width, RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, NULL);
    recto_page_place(page, figures, at.x - recto_fragment_bearing(figures), at.y);
    /* round digits extend below the baseline, so the edge of the cover panel cuts them */
    if (compose->cover == RECTO_COVER_FIELD && at.y == style->cover_field_bottom)
        recto_compose_rect(page, 0, at.y, style->page_width, set.size / 20, PAGE_WHITE, RECTO_ARTIFACT_BACKGROUND);
}

static void put_subtitle(RectoCompose *compose, RectoPage *page, RectoPosition at)
{
    const char *subtitle = compose->layout->document->meta.subtitle;
    RectoTextStyle set = on_ground(compose, &compose->style->cover_subtitle, compose->style->colour_soft);
    RectoSlot slot = 0;
    guint lines = 0;
    if (!subtitle || !*subtitle)
        return;
    recto_compose_element(compose, compose->flow->cover, RECTO_ROLE_P, &slot);
    g_autoptr(RectoFragment) words = recto_cover_subtitle(compose, &set, at.y, slot, &lines);
    recto_page_place(page, words, at.x, at.y);
}

static void put_title(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle set = on_ground(compose, &style->cover_title, style->colour_head);
    RectoPosition at = style->cover_title_at;
    RectoSlot slot = 0;
    guint lines = 0;
    recto_compose_element(compose, compose->flow->cover, RECTO_ROLE_H1, &slot);
    g_autoptr(RectoFragment) title = NULL;
    if (is_type(compose))
        title = recto_type_title(compose, &set, slot, &lines);
    if (title)
        at = (RectoPosition){style->page_left, at.y, style->page_right - style->page_left};
    else
        title = recto_cover_title(compose, &set, slot, &lines);
    if (compose->picture.image)
        at.y = compose->picture.title_y;
    /* side bearings grow with the type size */
    RectoLength hang = (RectoLength)((gint64)style->cover_title_hang * MAX(set.size, style->cover_title.size) /
                                     MAX(style->cover_title.size, 1));
    recto_page_place(page, title, at.x - hang, at.y);
    at.y += (RectoLength)(lines - 1) * set.leading + style->cover_subtitle_gap;
    put_subtitle(compose, page, at);
}

static guint count_lines(RectoCompose *compose, const char *authors)
{
    guint lines = 0;
    if (authors)
        recto_fragment_free(recto_compose_fragment(compose, authors, &compose->style->cover_author,
                                                   compose->style->cover_author_at.width, RECTO_SLOT_NONE,
                                                   RECTO_ARTIFACT_LAYOUT, &lines));
    return lines;
}

/* Returns as many authors as fit on the cover; the back page lists all of them. Caller frees. */
static char *cover_authors(RectoCompose *compose)
{
    const char **names = compose->layout->document->meta.authors;
    g_autofree char *all = recto_facts_authors(compose);
    guint n = names ? g_strv_length((char **)names) : 0;
    while (n > 1 && count_lines(compose, all) > MOST_AUTHOR_LINES) {
        g_autoptr(GString) some = g_string_new(NULL);
        n -= 1 + n / 8;
        for (guint i = 0; i < n; i++)
            g_string_append_printf(some, "%s, ", names[i]);
        g_string_append(some, "…");
        g_free(all);
        all = g_strdup(some->str);
    }
    return g_steal_pointer(&all);
}

guint recto_compose_author_lines(RectoCompose *compose)
{
    g_autofree char *authors = cover_authors(compose);
    return count_lines(compose, authors);
}

/* Draws the credit of the image or chart below everything else; over an image, below the names. */
static void put_credit(RectoCompose *compose, RectoPage *page, RectoPosition below)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle set = on_paper(compose, &style->cover_note, style->colour_field_soft);
    if (!compose->picture.image && !compose->figure)
        return;
    RectoPosition at =
        compose->picture.image && compose->picture.form == RECTO_COVER_PAGE ? below : style->cover_note_at;
    put_fact(compose, page, style->cover_credit, &set, at);
}

static void put_facts(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    g_autofree char *date = recto_facts_date(compose);
    g_autofree char *authors = cover_authors(compose);
    RectoTextStyle date_set = on_paper(compose, &style->cover_date, style->colour_field_soft);
    RectoTextStyle author_set = on_paper(compose, &style->cover_author, style->colour_field_text);
    RectoPosition at = recto_compose_cover_place(compose, style->cover_author_at);
    guint lines = count_lines(compose, authors);
    if (recto_cover_names_rise(style) && lines)
        at.y -= (RectoLength)(lines - 1) * author_set.leading;
    put_fact(compose, page, date, &date_set, recto_compose_cover_place(compose, style->cover_date_at));
    put_fact(compose, page, authors, &author_set, at);
    at.y += (RectoLength)lines * author_set.leading;
    if (compose->picture.image)
        recto_compose_tag_picture(compose, page);
    if (compose->figure)
        recto_compose_figure(compose, page);
    put_credit(compose, page, at);
}

void recto_compose_cover(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    RectoPage *page = recto_compose_page(compose);
    g_autofree char *categories = recto_facts_categories(compose);
    RectoTextStyle mark = on_ground(compose, &style->cover_mark, style->colour_head);
    RectoTextStyle category = on_ground(compose, &style->cover_category, style->colour_soft);
    put_ground(compose, page);
    put_decoration(compose, page);
    if (!recto_logo_cover(compose, page))
        put_fact(compose, page, style->cover_mark_text, &mark,
                 recto_compose_cover_place(compose, style->cover_mark_at));
    put_fact(compose, page, categories, &category, recto_compose_cover_place(compose, style->cover_category_at));
    put_title(compose, page);
    put_facts(compose, page);
    recto_compose_cover_contents(compose, page);
}

/* ---- documents without cover: the title above the text, like a chapter's; the details in the margin ---- */

static RectoFragment *sheet_title(RectoCompose *compose, RectoSlot slot, guint *ret_lines)
{
    const RectoStyle *style = compose->style;
    const RectoMeta *meta = &compose->layout->document->meta;
    return recto_layout_text(compose->layout, compose->style, meta->title, &style->chapter,
                             style->page_right - style->page_column,
                             (RectoOrigin){slot, RECTO_ARTIFACT_LAYOUT, meta->title_span}, ret_lines);
}

/* Sets the subtitle in the size of a lead paragraph, in the colours of the page. Returns NULL if there is none. */
static RectoFragment *sheet_subtitle(RectoCompose *compose, RectoSlot slot, guint *ret_lines)
{
    const RectoStyle *style = compose->style;
    const char *subtitle = compose->layout->document->meta.subtitle;
    RectoTextStyle set = style->cover_subtitle;
    set.size = style->lead.size;
    set.leading = style->lead.leading;
    set.colour = style->colour_soft;
    *ret_lines = 0;
    return subtitle && *subtitle
               ? recto_compose_fragment(compose, subtitle, &set, style->page_right - style->page_column, slot,
                                        RECTO_ARTIFACT_LAYOUT, ret_lines)
               : NULL;
}

/* Returns the distance from the last baseline of the title to the first of the subtitle. */
static RectoLength subtitle_gap(const RectoStyle *style)
{
    return 2 * style->page_unit;
}

/* Returns the additional height of the title; two lines fit above the text without it. */
RectoLength recto_compose_title_extra(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    guint lines = 0, further = 0;
    recto_fragment_free(sheet_title(compose, RECTO_SLOT_NONE, &lines));
    recto_fragment_free(sheet_subtitle(compose, RECTO_SLOT_NONE, &further));
    RectoLength height = (RectoLength)(MAX(lines, 1) - 1) * style->chapter_third_line;
    if (further)
        height += subtitle_gap(style) + (RectoLength)(further - 1) * style->lead.leading;
    return MAX(height - style->chapter_third_line, 0);
}

static void put_sheet_subtitle(RectoCompose *compose, RectoPage *page, RectoLength y)
{
    RectoSlot slot = 0;
    guint lines = 0;
    const char *subtitle = compose->layout->document->meta.subtitle;
    if (!subtitle || !*subtitle)
        return;
    recto_compose_element(compose, compose->flow->cover, RECTO_ROLE_P, &slot);
    g_autoptr(RectoFragment) words = sheet_subtitle(compose, slot, &lines);
    recto_page_place(page, words, compose->style->page_column, y);
}

RectoLength recto_compose_title(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    const RectoTextStyle *elements[] = {&style->cover_category, &style->cover_date, &style->cover_author};
    const RectoColour colours[] = {style->colour_soft, style->colour_soft, style->colour_head};
    g_autofree char *category = recto_facts_categories(compose);
    g_autofree char *date = recto_facts_date(compose);
    g_autofree char *authors = cover_authors(compose);
    const char *const facts[] = {category, date, authors};
    RectoPosition at = {style->page_left, style->chapter_y, style->page_note_width};
    RectoSlot slot = 0;
    guint lines = 0;
    recto_compose_element(compose, compose->flow->cover, RECTO_ROLE_H1, &slot);
    g_autoptr(RectoFragment) title = sheet_title(compose, slot, &lines);
    recto_page_place(page, title, style->page_column - style->display_hang, at.y);
    put_sheet_subtitle(compose, page,
                       at.y + (RectoLength)(MAX(lines, 1) - 1) * style->chapter.leading + subtitle_gap(style));
    for (guint i = 0; i < G_N_ELEMENTS(facts); i++) {
        RectoTextStyle set = *elements[i];
        set.size = style->back_value.size;
        set.leading = style->page_unit;
        set.colour = colours[i];
        at.y += (RectoLength)put_fact(compose, page, facts[i], &set, at) * set.leading;
    }
    return at.y;
}
