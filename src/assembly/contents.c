/* The table of contents. */
#include "assembly/compose.h"

/* The table of contents is laid out from the headings alone, so that its pages can be counted before those of the text.
 * The page numbers are set when all pages are known. */

typedef struct {
    RectoCompose *compose;
    RectoElement *toc;      /* parent of the parts, and of chapters outside parts */
    RectoElement *part;     /* TOCI of the current part, or NULL */
    RectoElement *chapters; /* TOC inside it, or NULL */
    RectoElement *sections; /* TOC of the current chapter, or NULL */
    RectoElement *item;     /* TOCI of that chapter */
    RectoLength bottom;     /* lowest baseline */
    RectoLength y;          /* y position of the last baseline */
    guint page;
    gboolean tight; /* TRUE: half a unit less above and below the rules, if everything then fits on one page */
} Plan;

void recto_contents_row_clear(gpointer data)
{
    RectoContentsRow *row = data;
    g_clear_pointer(&row->title, recto_fragment_free);
}

static const RectoHeading *heading_at(const RectoCompose *compose, guint index)
{
    return &g_array_index(compose->flow->headings, RectoHeading, index);
}

/* Returns the TOC for a level: chapters are nested in their part, sections in their chapter. */
static RectoElement *toc_for(Plan *plan, int level, gboolean in_part)
{
    RectoStructure *structure = plan->compose->layout->pages->structure;
    if (level == 0)
        return plan->toc;
    if (level == 1 || !plan->item) {
        if (in_part && plan->part && !plan->chapters)
            plan->chapters = recto_element_new(structure, plan->part, RECTO_ROLE_TOC, RECTO_NO_SPAN);
        return in_part && plan->chapters ? plan->chapters : plan->toc;
    }
    if (!plan->sections)
        plan->sections = recto_element_new(structure, plan->item, RECTO_ROLE_TOC, RECTO_NO_SPAN);
    return plan->sections;
}

/* Creates TOCI { Lbl, Reference { Link } }. The number has a slot only if there is a number. */
RectoContentsRow recto_contents_row(RectoCompose *compose, RectoElement *toc, guint index, const RectoTextStyle *set,
                                    gboolean numbered)
{
    const RectoHeading *heading = heading_at(compose, index);
    RectoContentsRow row = {.heading = index, .part = heading->level == 0, .chapter = heading->level == 1};
    row.item = recto_compose_element(compose, toc, RECTO_ROLE_TOCI, NULL);
    if (numbered && heading->number)
        recto_compose_element(compose, row.item, RECTO_ROLE_LBL, &row.numeral_slot);
    RectoElement *reference = recto_compose_element(compose, row.item, RECTO_ROLE_REFERENCE, NULL);
    row.link = recto_compose_element(compose, reference, RECTO_ROLE_LINK, &row.slot);
    RectoLength measure = compose->style->page_right - compose->style->page_column;
    /* the space separates title and number for screen readers */
    g_autofree char *words = g_strconcat(heading->title, " ", NULL);
    row.title = recto_compose_fragment(compose, words, set, measure, row.slot, RECTO_ARTIFACT_LAYOUT, &row.lines);
    return row;
}

static RectoContentsRow make_row(Plan *plan, guint index, const RectoTextStyle *set)
{
    RectoCompose *compose = plan->compose;
    const RectoHeading *heading = heading_at(compose, index);
    gboolean in_part = heading->level > 0 && heading->depth > heading->level,
             numbered = compose->contents == RECTO_CONTENTS_PAGE;
    RectoElement *toc = toc_for(plan, heading->level, in_part);
    RectoContentsRow row = recto_contents_row(compose, toc, index, set, numbered);
    if (row.part) {
        plan->part = row.item;
        plan->chapters = plan->item = NULL;
    } else if (row.chapter) {
        plan->item = row.item;
        plan->sections = NULL;
    }
    return row;
}

static gboolean is_section(const RectoContentsRow *row)
{
    return !row->part && !row->chapter;
}

static void new_page(Plan *plan)
{
    plan->page++;
    plan->y = 0;
}

/* Returns the height from the last line of a chapter's title to the last of its sections that stay with it: two, or all
 * if there are few. */
static RectoLength kept_sections(const Plan *plan, guint chapter)
{
    const GArray *rows = plan->compose->rows;
    const RectoStyle *style = plan->compose->style;
    guint n = 0, lines = 0;
    for (guint i = chapter + 1; i < rows->len && is_section(&g_array_index(rows, RectoContentsRow, i)); i++, n++)
        lines += g_array_index(rows, RectoContentsRow, i).lines;
    if (!n)
        return 0;
    RectoLength first = style->contents_compact ? style->contents_section.leading : style->page_unit * 3 / 2;
    guint kept = (int)n <= style->contents_keep ? lines : 2;
    return first + (RectoLength)(kept - 1) * style->contents_section.leading;
}

/* Returns the height from the last line of a part's title to its first chapter, which stays with it; 0 if it has
 * none. */
static RectoLength kept_chapter(const Plan *plan, guint chapter)
{
    const GArray *rows = plan->compose->rows;
    const RectoStyle *style = plan->compose->style;
    const RectoContentsRow *row = &g_array_index(rows, RectoContentsRow, chapter);
    if (chapter >= rows->len || !row->chapter)
        return 0;
    return style->page_unit * 7 / 2 + (RectoLength)(row->lines - 1) * style->contents_chapter.leading +
           kept_sections(plan, chapter);
}

/* Places the row of a part above its first chapter. */
static void place_part(Plan *plan, RectoContentsRow *row, RectoLength kept)
{
    const RectoStyle *style = plan->compose->style;
    RectoLength below = style->contents_part.leading, height = (RectoLength)(row->lines - 1) * below;
    RectoLength unit = style->page_unit, gap = plan->tight ? 2 * unit : 3 * unit;
    RectoLength y = plan->y ? plan->y + gap : style->contents_first_rule;
    if (plan->y && y + height + kept > plan->bottom) {
        new_page(plan);
        y = style->page_text_top + below - RECTO_BASELINE_RISE;
    }
    row->y = y;
    row->page = plan->page;
    plan->y = y + height;
}

/* Places the row of a chapter below a rule. It moves to the next page if it would be alone at the bottom. */
static void place_chapter(Plan *plan, RectoContentsRow *row, RectoLength kept)
{
    const RectoStyle *style = plan->compose->style;
    RectoLength below = style->contents_chapter.leading;
    RectoLength less = plan->tight ? style->page_unit / 2 : 0;
    RectoLength drop = 2 * style->page_unit - less;
    RectoLength rule = plan->y ? plan->y + style->page_unit * 3 / 2 - less : style->contents_first_rule;
    RectoLength end = rule + drop + (RectoLength)(row->lines - 1) * below + kept;
    if (plan->y && end > plan->bottom) {
        new_page(plan);
        rule = style->page_text_top;
    }
    row->rule = rule;
    row->y = rule + drop;
    row->page = plan->page;
    plan->y = row->y + (RectoLength)(row->lines - 1) * below;
}

/* Places the row of a chapter in compact contents, where only the first chapter has a rule. */
static void place_compact(Plan *plan, RectoContentsRow *row, RectoLength kept)
{
    const RectoStyle *style = plan->compose->style;
    RectoLength leading = style->contents_section.leading, height = (RectoLength)(row->lines - 1) * leading;
    RectoLength y = plan->y + (plan->tight ? leading : style->page_unit * 3 / 2);
    if (!plan->y && plan->page == 0) {
        row->rule = style->contents_first_rule;
        y = style->contents_first_rule + 2 * style->page_unit;
    } else if (y + height + kept > plan->bottom) {
        new_page(plan);
        y = style->page_text_top + style->page_unit - RECTO_BASELINE_RISE;
    }
    row->y = y;
    row->page = plan->page;
    plan->y = y + height;
}

static void place_section(Plan *plan, RectoContentsRow *row, gboolean first)
{
    const RectoStyle *style = plan->compose->style;
    RectoLength leading = style->contents_section.leading;
    RectoLength y = plan->y ? plan->y + (first ? style->page_unit * 3 / 2 : leading) : style->contents_first_rule;
    RectoLength height = (RectoLength)(row->lines - 1) * leading;
    if (plan->y && y + height > plan->bottom) {
        new_page(plan);
        y = style->page_text_top + style->page_unit - RECTO_BASELINE_RISE;
    }
    row->y = y;
    row->page = plan->page;
    plan->y = y + height;
}

static gboolean is_listed(const RectoCompose *compose, guint index, int depth)
{
    const RectoHeading *heading = heading_at(compose, index);
    return heading->level <= depth && heading->title && *heading->title;
}

/* Returns the highest listed level, which is set in a stronger style, or −1 if there are no lower levels. */
static int strong_level(const RectoCompose *compose, int depth)
{
    int highest = G_MAXINT, lowest = -1;
    for (guint i = 0; i < compose->flow->headings->len; i++)
        if (is_listed(compose, i, depth)) {
            highest = MIN(highest, heading_at(compose, i)->level);
            lowest = MAX(lowest, heading_at(compose, i)->level);
        }
    return lowest > highest ? highest : -1;
}

static guint lines_on_cover(RectoCompose *compose, int depth)
{
    const RectoStyle *style = compose->style;
    guint sum = 0;
    for (guint i = 0; i < compose->flow->headings->len; i++) {
        guint lines = 0;
        if (!is_listed(compose, i, depth))
            continue;
        recto_fragment_free(recto_compose_fragment(compose, heading_at(compose, i)->title, &style->cover_contents,
                                                   style->cover_contents_at.width, RECTO_SLOT_NONE,
                                                   RECTO_ARTIFACT_LAYOUT, &lines));
        sum += lines;
    }
    return sum;
}

/* Returns the depth of the contents: compact contents omit lower levels if they would need another page. */
static int depth_on_pages(const Plan *plan)
{
    RectoCompose *compose = plan->compose;
    const RectoStyle *style = compose->style;
    RectoLength room = plan->bottom - style->contents_first_rule - 2 * style->page_unit;
    int depth = style->contents_depth;
    while (style->contents_compact && depth > 1 &&
           (RectoLength)lines_on_cover(compose, depth) * style->contents_section.leading > room)
        depth--;
    return depth;
}

static void make_rows(Plan *plan)
{
    RectoCompose *compose = plan->compose;
    const RectoStyle *style = compose->style;
    int depth = depth_on_pages(plan);
    RectoTextStyle plain = style->contents_section;
    plain.colour = style->contents_chapter.colour;
    if (strong_level(compose, depth) >= 0)
        plain.weight = style->contents_chapter.weight;
    for (guint i = 0; i < compose->flow->headings->len; i++) {
        if (!is_listed(compose, i, depth))
            continue;
        const RectoTextStyle *sets[] = {&style->contents_part,
                                        style->contents_compact ? &plain : &style->contents_chapter,
                                        &style->contents_section};
        RectoContentsRow row = make_row(plan, i, sets[CLAMP(heading_at(compose, i)->level, 0, 2)]);
        g_array_append_val(compose->rows, row);
    }
}

/* Places all rows. Returns the number of pages. */
static guint place_rows(Plan *plan, gboolean tight)
{
    const RectoStyle *style = plan->compose->style;
    GArray *rows = plan->compose->rows;
    plan->tight = tight;
    plan->page = 0;
    plan->y = 0;
    for (guint i = 0; i < rows->len; i++) {
        RectoContentsRow *row = &g_array_index(rows, RectoContentsRow, i);
        if (row->part)
            place_part(plan, row, kept_chapter(plan, i + 1));
        else if (row->chapter && style->contents_compact)
            place_compact(plan, row, kept_sections(plan, i));
        else if (row->chapter)
            place_chapter(plan, row, kept_sections(plan, i));
        else
            place_section(plan, row, i > 0 && row[-1].chapter && !style->contents_compact);
    }
    return rows->len ? plan->page + 1 : 0;
}

/* Places all rows, in the tight form if everything then fits on one page, or the list of figures and tables then
 * fits. */
static guint place_all(Plan *plan)
{
    guint pages = place_rows(plan, FALSE);
    gboolean fits = recto_listed_figures_fit(plan->compose, plan->y);
    if (pages <= 1 && fits)
        return pages;
    guint tight = place_rows(plan, TRUE);
    gboolean better = pages > 1 ? tight == 1 : recto_listed_figures_fit(plan->compose, plan->y);
    return better ? tight : place_rows(plan, FALSE);
}

static RectoLength leading_of(const RectoStyle *style, const RectoContentsRow *row)
{
    if (row->part)
        return style->contents_part.leading;
    if (row->dense)
        return row->chapter ? style->contents_dense_chapter.leading : style->contents_dense_section.leading;
    return row->chapter && !style->contents_compact ? style->contents_chapter.leading : style->contents_section.leading;
}

static void make_dense(Plan *plan)
{
    GArray *rows = plan->compose->rows;
    guint pages = recto_contents_dense(plan->compose, plan->bottom);
    if (!pages)
        return;
    plan->compose->contents_pages = pages;
    plan->y = 0;
    for (guint i = 0; i < rows->len; i++) {
        const RectoContentsRow *row = &g_array_index(rows, RectoContentsRow, i);
        if (row->page == pages - 1)
            plan->y = MAX(plan->y, row->y + (RectoLength)(row->lines - 1) * leading_of(plan->compose->style, row));
    }
}

static void plan_pages(Plan *plan)
{
    make_rows(plan);
    recto_listed_figures_build(plan->compose);
    plan->compose->contents_pages = place_all(plan);
    if (plan->compose->contents_pages > 1 && !plan->compose->style->contents_compact)
        make_dense(plan);
    recto_listed_figures_place(plan->compose, plan->y);
}

/* Returns the first baseline of contents with `lines` lines on the cover, or 0 if they do not fit. Above names at the
 * bottom they grow upwards, at most to the end of a three-line title. */
static RectoLength cover_top(RectoCompose *compose, guint lines)
{
    const RectoStyle *style = compose->style;
    RectoLength leading = style->cover_contents.leading, height = (RectoLength)(lines - 1) * leading;
    RectoLength top = style->cover_contents_at.y, bottom = style->page_foot;
    guint author_lines = MAX(recto_compose_author_lines(compose), 1);
    RectoLength names = (RectoLength)(author_lines - 1) * style->cover_author.leading;
    if (compose->picture.image && compose->picture.form == RECTO_COVER_PAGE)
        return 0;
    if ((compose->picture.image || compose->figure) && style->cover_credit && *style->cover_credit)
        bottom = MIN(bottom, style->cover_note_at.y - 2 * leading);
    if (recto_cover_names_rise(style)) {
        bottom = style->cover_author_at.y - names - 2 * leading;
        RectoLength least = style->cover_title_at.y + 3 * style->cover_title.leading + style->cover_subtitle_gap;
        if (compose->picture.image)
            least = style->cover_picture_last + 3 * style->page_unit;
        if (compose->figure)
            least = MAX(least, recto_compose_figure_bottom(compose) + 2 * leading);
        top = MAX(least, MIN(top, bottom - height));
    } else {
        top += names;
    }
    return top + height <= bottom ? top : 0;
}

static gboolean plan_cover(Plan *plan)
{
    RectoCompose *compose = plan->compose;
    const RectoTextStyle *set = &compose->style->cover_contents;
    for (int depth = compose->style->contents_depth; depth > 0; depth--) {
        guint lines = lines_on_cover(compose, depth);
        RectoLength top = lines ? cover_top(compose, lines) : 0;
        if (!top)
            continue;
        RectoTextStyle strong = *set;
        int level = strong_level(compose, depth);
        strong.weight = compose->style->contents_chapter.weight;
        for (guint i = 0; i < compose->flow->headings->len; i++) {
            if (!is_listed(compose, i, depth))
                continue;
            RectoContentsRow row = make_row(plan, i, heading_at(compose, i)->level == level ? &strong : set);
            row.y = top;
            top += (RectoLength)row.lines * set->leading;
            g_array_append_val(compose->rows, row);
        }
        return TRUE;
    }
    return FALSE;
}

void recto_compose_plan_contents(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    Plan plan = {
        .compose = compose, .toc = compose->flow->contents, .bottom = style->page_text_bottom - RECTO_BASELINE_RISE};
    compose->contents = style->contents;
    gboolean nowhere = style->contents == RECTO_CONTENTS_COVER && compose->cover == RECTO_COVER_NONE;
    if (!plan.toc || nowhere || (int)compose->flow->headings->len < style->contents_min)
        compose->contents = RECTO_CONTENTS_NONE;
    if (compose->contents == RECTO_CONTENTS_NONE)
        return;
    /* the title of the contents: read before them, drawn by their page */
    recto_compose_element(compose, plan.toc, RECTO_ROLE_CAPTION, NULL);
    if (compose->contents == RECTO_CONTENTS_COVER && plan_cover(&plan))
        return;
    compose->contents = RECTO_CONTENTS_PAGE;
    plan_pages(&plan);
}

/* ---- drawing, once the pages are numbered ---- */

/* Returns the x position of the number. In dense contents in two columns, number and page number are beside the titles
 * of their column. */
static RectoLength numeral_x(const RectoStyle *style, const RectoContentsRow *row)
{
    return row->dense ? row->x : style->page_left;
}

static gboolean is_narrow(const RectoStyle *style, const RectoContentsRow *row)
{
    return row->dense && !row->wide;
}

static RectoLength page_x(const RectoStyle *style, const RectoContentsRow *row)
{
    return is_narrow(style, row) ? row->x + style->contents_dense_pages : style->contents_page_x;
}

static RectoLength title_x(const RectoStyle *style, const RectoContentsRow *row)
{
    return is_narrow(style, row) ? row->x + style->contents_dense_titles : style->page_column;
}

static void put_link(RectoCompose *compose, RectoPage *page, const RectoContentsRow *row, const char *number,
                     RectoLength x, RectoLength leading)
{
    const RectoStyle *style = compose->style;
    const RectoHeading *heading = heading_at(compose, row->heading);
    g_autofree char *contents =
        g_strdup_printf("%s, %s %s", heading->title, recto_strings_get(compose->layout->strings, "page"), number);
    guint link = recto_pages_add_link(compose->layout->pages, NULL, heading->dest, contents, row->link, RECTO_NO_SPAN);
    RectoLength left = page_x(style, row);
    g_autoptr(RectoFragment) area = recto_fragment_new();
    recto_fragment_add_link(area, link, 0, RECTO_BASELINE_RISE - leading, x + recto_fragment_right(row->title) - left,
                            (RectoLength)row->lines * leading, RECTO_NO_SPAN);
    recto_page_place(page, area, left, row->y);
}

void recto_contents_draw_row(RectoCompose *compose, RectoPage *page, const RectoContentsRow *row, RectoLength x,
                             const RectoTextStyle *numeral_set, const RectoTextStyle *number_set, RectoLength leading)
{
    const RectoStyle *style = compose->style;
    const RectoHeading *heading = heading_at(compose, row->heading);
    guint target = compose->heading_pages[row->heading];
    g_autofree char *number = g_strdup_printf("%u", target);
    RectoLength left = page_x(style, row);
    if (row->numeral_slot) {
        g_autofree char *digits = row->part ? recto_roman(heading->number) : g_strdup_printf("%d", heading->number);
        g_autofree char *numeral = g_strconcat(digits, " ", NULL);
        RectoPosition at = {numeral_x(style, row), row->y, left - numeral_x(style, row)};
        recto_compose_words(compose, page, numeral, numeral_set, at, row->numeral_slot, RECTO_ARTIFACT_LAYOUT);
    }
    recto_page_place(page, row->title, x, row->y);
    if (!target)
        return;
    recto_compose_words(compose, page, number, number_set, (RectoPosition){left, row->y, x - left}, row->slot,
                        RECTO_ARTIFACT_LAYOUT);
    put_link(compose, page, row, number, x, leading);
}

static RectoSlot caption_slot(RectoCompose *compose)
{
    const RectoStructureChild *first = &g_array_index(compose->flow->contents->kids, RectoStructureChild, 0);
    return recto_element_slot(compose->layout->pages->structure, first->element);
}

static RectoPage *start_page(RectoCompose *compose, guint number)
{
    const RectoStyle *style = compose->style;
    const RectoStrings *strings = compose->layout->strings;
    RectoPage *page = recto_compose_page(compose);
    RectoPosition at = style->contents_title_at;
    if (number > 0)
        return page;
    if (compose->rows->len && g_array_index(compose->rows, RectoContentsRow, 0).dense)
        at.y = style->contents_dense_title;
    at.x -= style->display_hang;
    recto_compose_words(compose, page, recto_strings_get(strings, "contents"), &style->contents_title, at,
                        caption_slot(compose), RECTO_ARTIFACT_LAYOUT);
    at.x = style->contents_page_x;
    at.width = style->page_column - at.x;
    recto_compose_words(compose, page, recto_strings_get(strings, "page-head"), &style->note, at, RECTO_SLOT_NONE,
                        RECTO_ARTIFACT_LAYOUT);
    return page;
}

static void draw_rule(RectoCompose *compose, RectoPage *page, const RectoContentsRow *row)
{
    const RectoStyle *style = compose->style;
    RectoLength weight = row->dense ? style->contents_dense_rule : style->contents_rule;
    if (row->rule)
        recto_compose_rect(page, style->page_left, row->rule - weight / 2, style->page_right - style->page_left, weight,
                           style->colour_head, RECTO_ARTIFACT_LAYOUT);
}

static const RectoTextStyle *numeral_of(const RectoStyle *style, const RectoContentsRow *row)
{
    if (row->part)
        return &style->contents_part;
    return row->dense ? &style->contents_dense_numeral : &style->contents_numeral;
}

void recto_compose_contents(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    guint next = 0;
    for (guint number = 0; number < compose->contents_pages; number++) {
        RectoPage *page = start_page(compose, number);
        for (; next < compose->rows->len; next++) {
            const RectoContentsRow *row = &g_array_index(compose->rows, RectoContentsRow, next);
            if (row->page != number)
                break;
            draw_rule(compose, page, row);
            recto_contents_draw_row(compose, page, row, title_x(style, row), numeral_of(style, row),
                                    &style->contents_page, leading_of(style, row));
        }
        recto_listed_figures_draw(compose, page, number);
        recto_compose_foot(compose, page, NULL);
    }
}

void recto_compose_cover_contents(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    if (compose->contents != RECTO_CONTENTS_COVER)
        return;
    RectoTextStyle soft = style->cover_contents;
    soft.colour = style->colour_soft;
    for (guint i = 0; i < compose->rows->len; i++) {
        const RectoContentsRow *row = &g_array_index(compose->rows, RectoContentsRow, i);
        if (i == 0)
            recto_compose_words(compose, page, recto_strings_get(compose->layout->strings, "contents"), &soft,
                                (RectoPosition){style->page_left, row->y, style->contents_page_x - style->page_left},
                                caption_slot(compose), RECTO_ARTIFACT_LAYOUT);
        recto_contents_draw_row(compose, page, row, style->cover_contents_at.x, &soft, &soft,
                                style->cover_contents.leading);
    }
}
