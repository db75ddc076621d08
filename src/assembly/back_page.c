/* The back page: document details, the list of URLs and the afterword. */
#include "assembly/compose.h"

#include "base/address.h"

#include <string.h>

/* ---- document details ---- */

typedef struct {
    const char *label; /* key in the style's strings */
    char *value;
    const char *uri; /* target of a linked value, or NULL */
} BackPageFact;

static void fact_clear(gpointer data)
{
    g_free(((BackPageFact *)data)->value);
}

/* Adds a detail, if it has a value. Takes ownership of `value`. */
static void add_fact(GArray *facts, const char *label, char *value, const char *uri)
{
    BackPageFact fact = {label, value, uri};
    if (value && *value)
        g_array_append_val(facts, fact);
    else
        g_free(value);
}

static char *without_scheme(const char *text)
{
    char *words = g_strdup(recto_address_is_web(text) ? recto_address_printed(text) : text);
    gsize length = words ? strlen(words) : 0;
    if (length > 1 && words[length - 1] == '/' && memchr(words, '/', length - 1) == NULL)
        words[length - 1] = '\0';
    return words;
}

static void mark_families(const GArray *items, GHashTable *used)
{
    for (guint i = 0; i < items->len; i++) {
        const RectoItem *item = &g_array_index(items, RectoItem, i);
        if (item->kind == RECTO_ITEM_GLYPHS && item->glyphs.run->n_glyphs && item->glyphs.run->face->family)
            g_hash_table_add(used, (gpointer)item->glyphs.run->face->family);
    }
}

/* Returns the font families used on the pages so far, in the order of their roles. Fallback fonts are omitted, because
 * the style does not choose them. */
static char *used_families(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    const RectoPages *pages = compose->layout->pages;
    const char *families[] = {style->font_text, style->font_display, style->font_sans, style->font_mono, NULL};
    const char *named[G_N_ELEMENTS(families)] = {NULL};
    guint n = 0;
    g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < pages->pages->len; i++)
        mark_families(recto_pages_page(pages, i)->items, used);
    for (guint i = 0; families[i]; i++)
        if (g_hash_table_contains(used, families[i]) && !g_strv_contains(named, families[i]))
            named[n++] = families[i];
    return recto_compose_series(compose, named);
}

/* Joins two sentences; without a space if the first ends with an ideographic full stop. */
static char *join_sentences(const char *one, const char *other)
{
    return g_strconcat(one, g_str_has_suffix(one, "\u3002") ? "" : " ", other, NULL);
}

/* Returns a sentence about the place of the printed URLs. */
static char *links_sentence(const RectoCompose *compose)
{
    const RectoStrings *strings = compose->layout->strings;
    const char *margin = compose->n_notes ? recto_strings_get(strings, "links-margin") : NULL;
    if (!compose->addresses->len)
        return g_strdup(margin);
    if (!compose->address_page)
        return g_strdup(recto_strings_get(strings, margin ? "links-both" : "links-list"));
    g_autofree char *number = g_strdup_printf("%u", compose->address_page);
    g_autofree char *list = recto_strings_form(strings, "links-list-at", "{n}", number);
    return margin ? join_sentences(margin, list) : g_steal_pointer(&list);
}

static GArray *collect_facts(RectoCompose *compose)
{
    const RectoMeta *meta = &compose->layout->document->meta;
    GArray *facts = g_array_new(FALSE, TRUE, sizeof(BackPageFact));
    g_array_set_clear_func(facts, fact_clear);
    gboolean several = meta->authors && meta->authors[0] && meta->authors[1];
    add_fact(facts, "title", g_strdup(meta->title), NULL);
    add_fact(facts, several ? "authors" : "author", recto_facts_authors(compose), NULL);
    add_fact(facts, "date", recto_facts_date(compose), NULL);
    add_fact(facts, "category", recto_facts_categories(compose), NULL);
    add_fact(facts, "source", without_scheme(meta->source_url),
             recto_address_is_web(meta->source_url) ? meta->source_url : NULL);
    add_fact(facts, "licence", without_scheme(meta->licence),
             recto_address_is_web(meta->licence) ? meta->licence : NULL);
    add_fact(facts, "type", used_families(compose), NULL);
    add_fact(facts, "links", links_sentence(compose), NULL);
    return facts;
}

static RectoLength measure_of(const RectoCompose *compose)
{
    return compose->style->page_right - compose->style->page_column;
}

/* Breaks a text that may contain a URL, at the positions where URLs break. */
static RectoLines *break_value(RectoCompose *compose, const char *words, const RectoTextStyle *set, RectoSlot slot,
                               gint link, guint flags, RectoLength measure)
{
    RectoLayout *layout = compose->layout;
    RectoCharStyle style = recto_layout_char_style(layout, set, slot, set->colour);
    RectoInline *owner = recto_arena_copy(layout->pages->arena, style.tag, sizeof(RectoInline));
    RectoParagraphStyle paragraph;
    owner->link = link;
    style.tag = owner;
    style.flags |= flags;
    g_autoptr(RectoText) text = recto_text_new(layout->engine, layout->document->meta.lang);
    recto_text_append(text, words, -1, &style, RECTO_NO_SPAN);
    recto_text_smarten(text);
    recto_paragraph_style_init(&paragraph, compose->style, set, measure);
    return recto_text_break(text, &paragraph);
}

static void put_lines(RectoCompose *compose, RectoPage *page, const RectoLines *lines, const RectoTextStyle *set,
                      RectoLength x, RectoLength y)
{
    for (guint i = 0; i < lines->n_lines; i++) {
        g_autoptr(RectoFragment) line = recto_layout_line(compose->layout, compose->style, &lines->lines[i], set);
        recto_page_place(page, line, x, y + (RectoLength)i * set->leading);
    }
}

/* Returns the style of a value; the first value, the title, is strong. Measuring and drawing both use it, so that they
 * agree. */
static RectoTextStyle value_style(const RectoCompose *compose, gboolean first)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle set = style->back_value;
    if (first) {
        set.weight = style->note_label.weight;
        set.colour = style->colour_head;
    }
    return set;
}

static RectoLines *break_fact(RectoCompose *compose, const BackPageFact *fact, gboolean first, RectoSlot slot,
                              gint link)
{
    RectoTextStyle set = value_style(compose, first);
    return break_value(compose, fact->value, &set, slot, link, fact->uri ? RECTO_CHAR_LITERAL | RECTO_CHAR_ADDRESS : 0,
                       measure_of(compose));
}

/* Returns the number of lines of a detail: those of its label or its value, whichever has more. */
static guint fact_lines(RectoCompose *compose, const BackPageFact *fact, const RectoLines *lines)
{
    const char *label = recto_strings_get(compose->layout->strings, fact->label);
    RectoLines *label_lines = break_value(compose, label, &compose->style->back_label, RECTO_SLOT_NONE, -1, 0,
                                          compose->style->page_note_width);
    guint n = MAX(label_lines->n_lines, lines->n_lines);
    recto_lines_free(label_lines);
    return MAX(n, 1);
}

/* Draws a detail as P { Span "Title", value }: one line of the page, and one sentence for screen readers. */
static guint put_fact(RectoCompose *compose, RectoPage *page, RectoElement *parent, const BackPageFact *fact,
                      gboolean first, RectoLength y)
{
    const RectoStyle *style = compose->style;
    RectoPages *pages = compose->layout->pages;
    const char *label = recto_strings_get(compose->layout->strings, fact->label);
    RectoElement *p = recto_compose_element(compose, parent, RECTO_ROLE_P, NULL), *owner = p;
    RectoTextStyle set = value_style(compose, first);
    RectoSlot slot = 0;
    gint link = -1;
    RectoElement *span = recto_compose_element(compose, p, RECTO_ROLE_SPAN, &slot);
    g_autofree char *heard = g_strconcat(label, ": ", NULL);
    recto_element_set_actual(pages->structure, span, heard);
    recto_compose_words(compose, page, label, &style->back_label,
                        (RectoPosition){style->page_left, y, style->page_note_width}, slot, RECTO_ARTIFACT_LAYOUT);
    if (fact->uri) {
        owner = recto_element_new(pages->structure, p, RECTO_ROLE_LINK, RECTO_NO_SPAN);
        link = (gint)recto_pages_add_link(pages, fact->uri, NULL, fact->value, owner, RECTO_NO_SPAN);
    }
    slot = recto_element_slot(pages->structure, owner);
    RectoLines *lines = break_fact(compose, fact, first, slot, link);
    put_lines(compose, page, lines, &set, style->page_column, y);
    guint n = fact_lines(compose, fact, lines);
    recto_lines_free(lines);
    return n;
}

static guint count_lines(RectoCompose *compose, const GArray *facts)
{
    guint sum = 0;
    for (guint i = 0; i < facts->len; i++) {
        const BackPageFact *fact = &g_array_index(facts, BackPageFact, i);
        RectoLines *lines = break_fact(compose, fact, i == 0, RECTO_SLOT_NONE, -1);
        sum += fact_lines(compose, fact, lines);
        recto_lines_free(lines);
    }
    return sum;
}

/* Returns the baseline of the first detail. */
static RectoLength facts_top(RectoCompose *compose, const GArray *facts)
{
    const RectoStyle *style = compose->style;
    RectoLength height = (RectoLength)(MAX(count_lines(compose, facts), 1) - 1) * style->back_value.leading;
    if (style->back_facts_bottom)
        return MAX(style->back_facts_bottom - height, style->page_text_top + style->page_unit);
    return MAX(MIN(style->back_facts_top, style->page_foot - height), style->page_text_top);
}

/* Draws the details. `taken` is the lower end of the content above. */
static void put_facts(RectoCompose *compose, RectoPage *page, const GArray *facts, RectoLength taken)
{
    const RectoStyle *style = compose->style;
    RectoStructure *structure = compose->layout->pages->structure;
    RectoElement *sect = recto_compose_element(compose, recto_structure_root(structure), RECTO_ROLE_SECT, NULL);
    RectoLength y = facts_top(compose, facts);
    recto_compose_back_ornament(compose, page, y, taken);
    for (guint i = 0; i < facts->len; i++)
        y += (RectoLength)put_fact(compose, page, sect, &g_array_index(facts, BackPageFact, i), i == 0, y) *
             style->back_value.leading;
}

/* ---- the list of URLs; an artifact, like margin links ---- */

typedef struct {
    RectoCompose *compose;
    RectoPage *page;
    RectoLength y; /* next baseline */
    RectoLength x; /* x position of the links' words */
    gboolean runs; /* TRUE if the list may continue on new pages */
} List;

/* Returns the width of a URL's QR code, or 0 if it has none. */
static RectoLength code_width(RectoCompose *compose, const RectoAddress *address)
{
    gboolean wanted = compose->layout->print && compose->style->link_qr && address->uri;
    return wanted ? recto_compose_code(compose, NULL, address->uri, 0, 0) : 0;
}

static RectoLines *break_address(RectoCompose *compose, const RectoAddress *address)
{
    return break_value(compose, address->address, &compose->style->back_links, RECTO_SLOT_NONE, -1,
                       RECTO_CHAR_LITERAL | RECTO_CHAR_ADDRESS, measure_of(compose) - code_width(compose, address));
}

/* Returns the height of a QR code with its quiet zone, in lines, or 0 if there is none. */
static guint code_lines(RectoCompose *compose, const RectoAddress *address)
{
    RectoLength leading = compose->style->back_links.leading;
    return (guint)((code_width(compose, address) + leading - 1) / leading);
}

/* Returns the x position of the words: two modules right of the page numbers, or more if the header of that column is
 * longer than "Page". */
static RectoLength words_x(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    const char *words = recto_strings_get(compose->layout->strings, "page-head");
    g_autoptr(RectoFragment) head =
        recto_compose_line(compose, words, &style->back_links, style->page_note_width, RECTO_ARTIFACT_LAYOUT);
    RectoLength width = 2 * RECTO_PT(14);
    while (width < recto_fragment_right(head) + RECTO_PT(7))
        width += RECTO_PT(14);
    return style->page_left + width;
}

/* Draws the header of the list with its baseline at `y`. */
static void list_head(List *list, RectoLength y)
{
    RectoCompose *compose = list->compose;
    const RectoStyle *style = compose->style;
    const char *const keys[] = {"page-head", "link", "address"};
    const RectoLength x[] = {style->page_left, list->x, style->page_column};
    list->y = y;
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
        recto_compose_words(compose, list->page, recto_strings_get(compose->layout->strings, keys[i]),
                            &style->back_links, (RectoPosition){x[i], list->y, style->page_note_width}, 0,
                            RECTO_ARTIFACT_LAYOUT);
    list->y += style->back_links.leading * 3 / 2;
}

static void list_turn(List *list)
{
    const RectoStyle *style = list->compose->style;
    recto_compose_foot(list->compose, list->page, NULL);
    list->page = recto_compose_page(list->compose);
    list->y = style->page_text_top + style->page_unit - RECTO_BASELINE_RISE;
}

/* Moves down by `lines` lines, or to a new page if the next entry would be too low. */
static void list_advance(List *list, guint lines)
{
    const RectoStyle *style = list->compose->style;
    list->y += (RectoLength)lines * style->back_links.leading;
    if (list->runs && list->y > style->page_text_bottom - RECTO_BASELINE_RISE)
        list_turn(list);
}

/* Draws the QR code to the right of its URL; both stay on the same page. */
static void list_code(List *list, const RectoAddress *address)
{
    const RectoStyle *style = list->compose->style;
    guint lines = code_lines(list->compose, address);
    RectoLength leading = style->back_links.leading;
    if (lines && list->runs && list->y + (RectoLength)lines * leading > style->page_text_bottom)
        list_turn(list);
    if (lines)
        recto_compose_code(list->compose, list->page, address->uri, style->page_right, list->y - leading / 2);
}

static void list_entry(List *list, const RectoAddress *address, gboolean new_page)
{
    RectoCompose *compose = list->compose;
    const RectoStyle *style = compose->style;
    RectoTextStyle words_set = style->back_links;
    words_set.weight = style->note_label.weight;
    words_set.colour = style->note_label.colour;
    g_autofree char *number = g_strdup_printf("%u", address->page);
    g_autoptr(RectoFragment) words =
        recto_compose_line(compose, address->words ? address->words : "", &words_set,
                           style->page_left + style->page_note_width - list->x, RECTO_ARTIFACT_LAYOUT);
    list_code(list, address);
    if (new_page)
        recto_compose_words(compose, list->page, number, &style->back_links,
                            (RectoPosition){style->page_left, list->y, style->page_note_width}, 0,
                            RECTO_ARTIFACT_LAYOUT);
    recto_page_place(list->page, words, list->x, list->y);
    RectoLines *lines = break_address(compose, address);
    guint n = lines->n_lines, n_code = code_lines(compose, address);
    for (guint i = 0; i < n; i++) {
        g_autoptr(RectoFragment) line =
            recto_layout_line(compose->layout, compose->style, &lines->lines[i], &style->back_links);
        recto_page_place(list->page, line, style->page_column, list->y);
        list_advance(list, i + 1 == n && n_code > n ? 1 + n_code - n : 1);
    }
    recto_lines_free(lines);
}

static guint address_lines(RectoCompose *compose)
{
    guint sum = 0;
    for (guint i = 0; i < compose->addresses->len; i++) {
        const RectoAddress *address = &g_array_index(compose->addresses, RectoAddress, i);
        RectoLines *lines = break_address(compose, address);
        sum += MAX(lines->n_lines, code_lines(compose, address));
        recto_lines_free(lines);
    }
    return sum;
}

/* Draws the list on `page`, with its first baseline at `y`, or on as many new pages as needed if `page` is NULL.
 * Returns its end. */
static RectoLength put_list(RectoCompose *compose, RectoPage *page, RectoLength y)
{
    List list = {compose, page ? page : recto_compose_page(compose), 0, words_x(compose), page == NULL};
    guint before = 0;
    compose->address_page = page ? 0 : compose->layout->pages->pages->len;
    list_head(&list, page ? y : compose->style->back_links_top);
    for (guint i = 0; i < compose->addresses->len; i++) {
        const RectoAddress *address = &g_array_index(compose->addresses, RectoAddress, i);
        list_entry(&list, address, address->page != before);
        before = address->page;
    }
    if (list.runs)
        recto_compose_foot(compose, list.page, NULL);
    return list.y;
}

RectoLength recto_back_room(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    g_autoptr(GArray) facts = collect_facts(compose);
    /* the fonts are not known yet, and a sentence about links may be added */
    if (!style->back_shown || (int)facts->len + 1 <= style->back_min_facts)
        return 0;
    RectoLength top = facts_top(compose, facts) - (style->back_facts_bottom ? 2 * style->back_value.leading : 0);
    return (style->back_square ? MIN(style->cover_square_at.y, top) : top) - 2 * style->page_unit;
}

/* Returns the height of the list, including its header. */
static RectoLength list_height(RectoCompose *compose)
{
    RectoLength leading = compose->style->back_links.leading;
    return leading * 3 / 2 + (RectoLength)address_lines(compose) * leading;
}

/* Returns TRUE if the list fits above the details. */
static gboolean list_fits(RectoCompose *compose, const GArray *facts)
{
    const RectoStyle *style = compose->style;
    gboolean square_below = style->back_square && style->cover_square_at.y > style->back_links_top;
    RectoLength bottom = square_below ? style->cover_square_at.y : facts_top(compose, facts);
    return style->back_links_top + list_height(compose) <= bottom - 2 * style->page_unit;
}

/* Returns the lowest baseline of text on a page, except in its footer. */
static RectoLength lowest_words(const RectoPage *page)
{
    RectoLength lowest = 0;
    for (guint i = 0; i < page->items->len; i++) {
        const RectoItem *item = &g_array_index(page->items, RectoItem, i);
        if (item->kind == RECTO_ITEM_GLYPHS && item->artifact != RECTO_ARTIFACT_FOOTER)
            lowest = MAX(lowest, item->y);
    }
    return lowest;
}

/* Places the list at the bottom of the last text page, if it fits. Used if the list is not on the back page. */
static gboolean put_list_below(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    const RectoPages *pages = compose->layout->pages;
    if (!compose->text_end)
        return FALSE;
    RectoPage *page = g_ptr_array_index(pages->pages, pages->pages->len - 1);
    RectoLength last = style->page_text_bottom - RECTO_BASELINE_RISE;
    RectoLength first = last - list_height(compose) + style->back_links.leading;
    if (first - style->back_links.leading < MAX(compose->text_end, lowest_words(page)) + style->page_unit)
        return FALSE;
    put_list(compose, page, first);
    compose->address_page = pages->pages->len;
    return TRUE;
}

/* Draws the afterword and, below it, notes that did not fit into its margin. Returns the end. */
static RectoLength put_afterword(RectoCompose *compose, RectoPage *page)
{
    guint before = compose->addresses->len;
    RectoLength gap = 2 * compose->style->page_unit, taken = recto_afterword_draw(compose, page);
    if (compose->addresses->len == before)
        return taken;
    if (before == 0 && taken + gap + list_height(compose) <= compose->afterword.bottom)
        return put_list(compose, page, taken + gap);
    g_array_set_size(compose->addresses, before);
    return taken;
}

/* Places the list with the details, below the text, or on pages of its own. Returns TRUE if it belongs on the back
 * page. */
static gboolean place_list(RectoCompose *compose, const GArray *facts, gboolean back)
{
    if (!compose->addresses->len)
        return FALSE;
    gboolean fits = !compose->afterword.list && list_fits(compose, facts);
    if (back && fits)
        return TRUE;
    if (put_list_below(compose))
        return FALSE;
    if (!fits)
        put_list(compose, NULL, 0);
    return fits;
}

void recto_compose_back(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    GArray *facts = collect_facts(compose);
    gboolean back = compose->afterword.list || (style->back_shown && (int)facts->len > style->back_min_facts);
    gboolean together = place_list(compose, facts, back);
    g_array_unref(facts);
    recto_compose_blank(compose, back || together);
    if (!back && !together)
        return;
    RectoPage *page = recto_compose_page(compose);
    RectoLength taken = together ? put_list(compose, page, style->back_links_top) : put_afterword(compose, page);
    /* collect the details again, because the place of the list is now known */
    facts = collect_facts(compose);
    put_facts(compose, page, facts, taken);
    g_array_unref(facts);
}
