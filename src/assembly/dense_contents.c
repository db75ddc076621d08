/* Dense forms of a table of contents that would need a second page. The first form that fits one page is used: one
 * column with a rule above each chapter; two columns; one column, then two columns, with only the chapters. If none
 * fits, two columns on several pages are used. Documents with parts keep the open form. */
#include "assembly/compose.h"

typedef struct {
    guint columns;
    gboolean sections;
} Form;

static const Form forms[] = {{1, TRUE}, {2, TRUE}, {1, FALSE}, {2, FALSE}};

static RectoContentsRow *row_at(const RectoCompose *compose, guint index)
{
    return &g_array_index(compose->rows, RectoContentsRow, index);
}

static RectoLength column_width(const RectoStyle *style, const Form *form)
{
    RectoLength width = style->page_right - style->page_left;
    return form->columns > 1 ? style->contents_dense_column - style->page_unit - style->contents_dense_titles
                             : width - (style->page_column - style->page_left);
}

/* Sets the titles again, in the font and the line length of the form. */
static void set_titles(RectoCompose *compose, const Form *form)
{
    const RectoStyle *style = compose->style;
    for (guint i = 0; i < compose->rows->len; i++) {
        RectoContentsRow *row = row_at(compose, i);
        const RectoHeading *heading = &g_array_index(compose->flow->headings, RectoHeading, row->heading);
        g_autofree char *words = g_strconcat(heading->title, " ", NULL);
        recto_fragment_free(row->title);
        row->title = recto_compose_fragment(
            compose, words, row->chapter ? &style->contents_dense_chapter : &style->contents_dense_section,
            column_width(style, form), row->slot, RECTO_ARTIFACT_LAYOUT, &row->lines);
        row->dense = TRUE;
        row->wide = form->columns == 1;
        row->rule = 0;
    }
}

/* Returns the distance from the last baseline of the previous row to the last of this one. */
static RectoLength advance(const RectoStyle *style, const RectoContentsRow *row)
{
    RectoLength leading = row->chapter ? style->contents_dense_chapter.leading : style->contents_dense_section.leading;
    return (RectoLength)row->lines * leading + (row->chapter ? style->contents_dense_gap : 0);
}

/* Returns the height that must stay in one column: a chapter with its first two sections. */
static RectoLength kept_height(const RectoCompose *compose, guint index)
{
    RectoLength height = advance(compose->style, row_at(compose, index));
    for (guint i = index + 1; row_at(compose, index)->chapter && i < MIN(index + 3, compose->rows->len); i++)
        if (!row_at(compose, i)->chapter)
            height += advance(compose->style, row_at(compose, i));
    return height;
}

static void place_row(const RectoCompose *compose, const Form *form, RectoContentsRow *row, guint column,
                      RectoLength last)
{
    const RectoStyle *style = compose->style;
    RectoLength leading = row->chapter ? style->contents_dense_chapter.leading : style->contents_dense_section.leading;
    row->x = style->page_left + (RectoLength)column * style->contents_dense_column;
    row->y = last - (RectoLength)(row->lines - 1) * leading;
    if (form->columns == 1 && row->chapter)
        row->rule = row->y - leading - style->contents_dense_rule;
}

/* Places the rows and fills columns down to `bottom`. Returns the number of pages. */
static guint place_rows(RectoCompose *compose, const Form *form, RectoLength bottom)
{
    const RectoStyle *style = compose->style;
    guint column = 0, page = 0;
    RectoLength last = 0; /* baseline in this column; 0: empty so far */
    for (guint i = 0; i < compose->rows->len; i++) {
        RectoContentsRow *row = row_at(compose, i);
        RectoLength top =
            page ? style->page_text_top + style->page_unit - RECTO_BASELINE_RISE : style->contents_dense_first;
        if (last && last + kept_height(compose, i) > bottom) {
            last = 0;
            column = (column + 1) % form->columns;
            page += column == 0;
            top = page ? style->page_text_top + style->page_unit - RECTO_BASELINE_RISE : style->contents_dense_first;
        }
        gboolean first = last == 0;
        RectoLength leading =
            row->chapter ? style->contents_dense_chapter.leading : style->contents_dense_section.leading;
        last = first ? top + (RectoLength)(row->lines - 1) * leading : last + advance(style, row);
        place_row(compose, form, row, column, last);
        row->page = page;
    }
    return compose->rows->len ? page + 1 : 0;
}

/* Finds the smallest bottom for the given number of pages, so that columns and pages end at the same height. */
static void balance(RectoCompose *compose, const Form *form, RectoLength bottom, guint pages)
{
    RectoLength from = compose->style->contents_dense_first, step = MAX(compose->style->page_unit / 2, RECTO_POINT);
    for (RectoLength at = from; at < bottom; at += step)
        if (place_rows(compose, form, at) == pages)
            return;
    place_rows(compose, form, bottom);
}

/* Removes the sections from the contents, including their elements. */
static void drop_sections(RectoCompose *compose)
{
    for (guint i = compose->rows->len; i-- > 0;)
        if (!row_at(compose, i)->chapter)
            g_array_remove_index(compose->rows, i);
}

static gboolean has_chapters_alone(const RectoCompose *compose)
{
    for (guint i = 0; i < compose->rows->len; i++)
        if (row_at(compose, i)->part)
            return FALSE;
    return TRUE;
}

guint recto_contents_dense(RectoCompose *compose, RectoLength bottom)
{
    guint pages = 0;
    if (!has_chapters_alone(compose))
        return 0;
    for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
        const Form *form = &forms[i];
        if (!form->sections && i > 0 && forms[i - 1].sections)
            drop_sections(compose);
        set_titles(compose, form);
        pages = place_rows(compose, form, bottom);
        if (form->columns > 1)
            balance(compose, form, bottom, pages);
        if (pages == 1)
            break;
    }
    return pages;
}
