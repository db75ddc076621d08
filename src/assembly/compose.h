/* What the files of assembly/ share: the state of one composition, and small tools that set a text somewhere. */
#pragma once

#include "assembly/assembly.h"
#include "paginate/paginate.h"

/* An address that the margin had no room for: it is printed in the list on the back page. */
typedef struct {
    guint page;                  /* from 1 */
    const char *words, *address; /* as they are printed */
    const char *uri;             /* as it is followed */
} RectoAddress;

/* Where characters of the source came to stand. */
typedef struct {
    RectoSpan span;
    guint page; /* from 0 */
} RectoSourcePlace;

/* A row of the contents. */
typedef struct {
    guint heading; /* index in the flow */
    gboolean part, chapter;
    RectoFragment *title;
    guint lines;
    RectoElement *item, *link; /* TOCI, and the link in it */
    RectoSlot slot, numeral_slot;
    guint page;       /* of the contents, from 0; in the list of a part: the part, as a chapter of the flow */
    RectoLength rule; /* y of the rule above; 0: none */
    RectoLength y;    /* first baseline */
    RectoLength x;    /* of the numeral, from the page's left; page number and title are beside it (dense contents) */
    gboolean dense, wide; /* set denser; over the whole width, not in one of two columns */
} RectoContentsRow;

/* A row of the list of figures and tables. */
typedef struct {
    guint listed; /* index in the flow */
    RectoFragment *title;
    RectoElement *link;
    RectoSlot slot;
    RectoSlot label_slot; /* of the first of its kind; else none */
    guint page;           /* of the contents, from 0 */
    RectoLength y;        /* first baseline */
    guint lines;
} RectoListedRow;

/* A page of text: what stands on it, of which list. */
typedef struct {
    guint chapter;
    const RectoVList *list;
    const RectoPlacedPage *placed;
    gboolean turned;
    gboolean first, last; /* of the list's pages */
} RectoSheet;

/* The picture of the cover, and where the text stands with it. */
typedef struct {
    const RectoImage *image; /* NULL: the cover has none */
    RectoCoverForm form;
    RectoLength title_y; /* first baseline of the title */
    RectoLength rise;    /* by how much what stands above the title is moved down */
    RectoLength edge;    /* where the picture ends, or the ground in it begins */
} RectoCoverImage;

/* The brand's logo where it is to be seen; NULL: it is not. */
typedef struct {
    const RectoImage *cover, *foot, *back;
    RectoSpan cover_span, foot_span; /* where the style names that one */
} RectoLogos;

/* The last section, where it stands on the back page. */
typedef struct {
    RectoVList *list; /* NULL: it does not */
    GPtrArray *pages; /* of RectoPlacedPage*: one */
    RectoLength bottom;
    gint heading;
} RectoAfterword;

/* State of one composition. Borrowed but for what recto_compose() makes. */
typedef struct {
    RectoLayout *layout;
    const RectoStyle *style;
    RectoFlow *flow;
    RectoCoverKind cover;
    RectoCoverImage picture;
    RectoLogos logos;
    gboolean figure; /* the cover has bars */
    RectoContentsPlace contents;
    GArray *rows; /* of RectoContentsRow */
    RectoAfterword afterword;
    GArray *listed_rows;  /* of RectoListedRow */
    GArray *part_rows;    /* of RectoContentsRow: chapters on the pages of their parts */
    guint contents_pages; /* pages of its own */
    GPtrArray *broken;    /* of GPtrArray of RectoPlacedPage*: owners of all that sheets name */
    GArray *sheets;       /* of RectoSheet: the pages of text, in order */
    guint *heading_pages; /* page of each heading, from 1; 0: nowhere */
    guint *listed_pages;  /* the same of each listed figure or table */
    GHashTable *dests;    /* names that stand already */
    GArray *addresses;    /* of RectoAddress */
    RectoLength text_end; /* where the text ends on its last page; 0: it has no room below, or is turned */
    guint address_page;   /* where their list begins, from 1; 0: on the back page, or nowhere yet */
    GArray *places;       /* of RectoSourcePlace, for recto check */
    guint n_notes;        /* notes that stand in the margin */
    RectoFragment *running_title, *running_head;
    gint running_chapter; /* heading that running_head is made of; −1: none yet */
} RectoCompose;

/* text_fragments.c */
/* Sets `text` with its first baseline at (x, y); returns the number of lines. Slot 0: an artifact. */
guint recto_compose_words(RectoCompose *compose, RectoPage *page, const char *text, const RectoTextStyle *element,
                          RectoPosition at, RectoSlot slot, RectoArtifact artifact);
RectoFragment *recto_compose_fragment(RectoCompose *compose, const char *text, const RectoTextStyle *element,
                                      RectoLength width, RectoSlot slot, RectoArtifact artifact, guint *ret_lines);
/* One line, at most `width` wide: what is too long ends, after a whole word if it can, with "…". */
RectoFragment *recto_compose_line(RectoCompose *compose, const char *text, const RectoTextStyle *element,
                                  RectoLength width, RectoArtifact artifact);
void recto_compose_rect(RectoPage *page, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                        RectoColour colour, RectoArtifact artifact);
/* A new element below `parent`, with a slot for its text. */
RectoElement *recto_compose_element(RectoCompose *compose, RectoElement *parent, RectoRole role, RectoSlot *ret_slot);
/* "a, b and c" in the document's language; NULL when there are none. */
char *recto_compose_series(RectoCompose *compose, const char *const *words);
/* Appends a page whose label is its number. */
RectoPage *recto_compose_page(RectoCompose *compose);
/* Appends blank pages, until the number of all is a multiple of what is wanted once `more` have followed. */
void recto_compose_blank(RectoCompose *compose, guint more);
/* Length raised to whole units. */
RectoLength recto_compose_grid(const RectoCompose *compose, RectoLength length);

/* document_details.c: what is known of the document, as words; NULL where nothing is. Callers free. */
char *recto_facts_date(RectoCompose *compose);
char *recto_facts_authors(RectoCompose *compose);
char *recto_facts_categories(RectoCompose *compose);
void recto_facts_info(RectoCompose *compose);

/* cover_page.c */
void recto_compose_cover(RectoCompose *compose);
/* Its ornament again, where the style has it on the back page above facts that begin at `y`; something stands there
 * down to `taken`. */
void recto_compose_back_ornament(RectoCompose *compose, RectoPage *page, RectoLength y, RectoLength taken);
/* Its two rules, its square. */
void recto_compose_rules(RectoCompose *compose, RectoPage *page);
void recto_compose_lower_rule(RectoCompose *compose, RectoPage *page);
void recto_compose_square(RectoCompose *compose, RectoPage *page);
/* Title and facts above the text of a document without cover; returns where the margin is free below them. */
RectoLength recto_compose_title(RectoCompose *compose, RectoPage *page);
/* By how much that title moves the text down. */
RectoLength recto_compose_title_extra(RectoCompose *compose);
/* Lines of the authors' names on the cover; more than fit there end with "…". */
guint recto_compose_author_lines(RectoCompose *compose);

/* The title's one four-digit year, where the style shows it; or NULL. */
char *recto_cover_year(RectoCompose *compose);
/* Names at the foot of the cover grow upwards, off the contents above them. */
static inline gboolean recto_cover_names_rise(const RectoStyle *style)
{
    return style->cover_author_at.y > style->cover_contents_at.y;
}

/* cover_chart.c: the bars of the cover, measured by recto_compose_find_figure(): whether there are any. */
gboolean recto_compose_find_figure(RectoCompose *compose);
void recto_compose_figure(RectoCompose *compose, RectoPage *page);
/* Baseline of the lowest of the bars and their labels. */
RectoLength recto_compose_figure_bottom(const RectoCompose *compose);

/* title.c: title and subtitle of the cover, in sizes in which they have room; `set` becomes that. */
RectoFragment *recto_cover_title(RectoCompose *compose, RectoTextStyle *set, RectoSlot slot, guint *ret_lines);
/* `y`: its first baseline. NULL: there is none. */
RectoFragment *recto_cover_subtitle(RectoCompose *compose, RectoTextStyle *set, RectoLength y, RectoSlot slot,
                                    guint *ret_lines);
/* From the first baseline of a title that is set so, to the last of the subtitle. */
RectoLength recto_cover_height(RectoCompose *compose, const RectoTextStyle *title, guint title_lines);
/* Baselines below which there is nothing of them on a cover without picture. */
RectoLength recto_cover_bottom(RectoCompose *compose);
/* The lowest baseline that they may have. */
RectoLength recto_cover_lowest(const RectoCompose *compose);

/* cover_type.c: the cover of type alone. */
/* The year in figures over the grid's width; FALSE: there is none, or no room for it. `page` NULL: nowhere, only asked.
 */
gboolean recto_type_figures(RectoCompose *compose, RectoPage *page);
/* Without them the accent is in a tab at the page's top. */
void recto_type_tab(RectoCompose *compose, RectoPage *page);
/* The title as large as it can be, `set` changed to that; NULL: it is no larger than on other covers. */
RectoFragment *recto_type_title(RectoCompose *compose, RectoTextStyle *set, RectoSlot slot, guint *ret_lines);

/* logo.c */
/* Finds the files, once it is known what the cover is. */
void recto_logo_find(RectoCompose *compose);
/* FALSE: the cover has none, and the mark is words. */
gboolean recto_logo_cover(RectoCompose *compose, RectoPage *page);
void recto_logo_foot(RectoCompose *compose, RectoPage *page);
/* Above facts that begin at `y`, unless something stands there down to `taken`. FALSE: there is none. */
gboolean recto_logo_back(RectoCompose *compose, RectoPage *page, RectoLength y, RectoLength taken);

/* cover_image.c */
/* What the text of the cover's top stands on. */
RectoColour recto_compose_ground(const RectoCompose *compose);
/* Finds the cover's picture and how large it may be, into compose->picture. */
void recto_compose_find_picture(RectoCompose *compose);
/* The picture, and the ground of the text. */
void recto_compose_picture(RectoCompose *compose, RectoPage *page);
void recto_compose_tag_picture(RectoCompose *compose, RectoPage *page);
/* Where a text of the cover stands: with a picture, what has its place above the title keeps with it. */
RectoPosition recto_compose_cover_place(const RectoCompose *compose, RectoPosition at);

/* contents.c */
void recto_compose_plan_contents(RectoCompose *compose);
void recto_compose_contents(RectoCompose *compose);
void recto_compose_cover_contents(RectoCompose *compose, RectoPage *page);
void recto_contents_row_clear(gpointer row);
/* A row for a heading below `toc`, its title as wide as the text column; with a slot for its numeral, where it has one
 * and is `numbered`. */
RectoContentsRow recto_contents_row(RectoCompose *compose, RectoElement *toc, guint index, const RectoTextStyle *set,
                                    gboolean numbered);
/* dense_contents.c: sets all rows denser, so that they take one page if they can, down to the baseline `bottom`;
 * returns how many they take, 0: there is no denser form. */
guint recto_contents_dense(RectoCompose *compose, RectoLength bottom);
/* Once the pages are numbered: numeral, page number and, from `x` on, title; all of it is a link. */
void recto_contents_draw_row(RectoCompose *compose, RectoPage *page, const RectoContentsRow *row, RectoLength x,
                             const RectoTextStyle *numeral_set, const RectoTextStyle *number_set, RectoLength leading);

/* list_of_figures.c: rows for the figures and tables; whether they fit below contents whose last baseline is `y`; their
 * places there, or on as many more pages as they take. */
void recto_listed_figures_build(RectoCompose *compose);
gboolean recto_listed_figures_fit(const RectoCompose *compose, RectoLength y);
void recto_listed_figures_place(RectoCompose *compose, RectoLength y);
/* Once the pages of the text are known: which ones the rows name; and the rows on a page of the contents, from 0. */
void recto_listed_figures_find(RectoCompose *compose);
void recto_listed_figures_draw(RectoCompose *compose, RectoPage *page, guint number);
void recto_listed_figure_clear(gpointer row);

/* chapter_opener.c: returns the bottom of what it puts in the margin, 0 for nothing. `text_top`: of the boxes of the
 * sheet; `baseline`: of its first line of text. */
RectoLength recto_compose_opener(RectoCompose *compose, RectoPage *page, const RectoSheet *sheet, RectoLength text_top,
                                 RectoLength baseline);
RectoLength recto_compose_opener_top(const RectoCompose *compose, const RectoChapter *chapter);

/* part_page.c: the pages of parts. Rows for the chapters that they list, with their places. */
void recto_part_plan(RectoCompose *compose);
/* Where a text about the part begins, and how far it may go on the part's first page. */
RectoLength recto_part_top(const RectoCompose *compose, const RectoChapter *chapter);
RectoLength recto_part_bottom(const RectoCompose *compose, guint index);
void recto_compose_part(RectoCompose *compose, RectoPage *page, guint index);
/* In Roman figures, up to 3,999; others beyond. Caller frees. */
char *recto_roman(int number);

/* compose.c: the boxes of a page of a list; of `notes`, those of the margin (margin_notes.c), words right behind their
 * paragraph. */
void recto_compose_boxes(RectoCompose *compose, RectoPage *page, const RectoVList *list, const RectoPlacedPage *placed,
                         RectoLength top, GArray *notes);

/* afterword.c: takes the last section out of the text, where it tells of who made it and has room on the back page; and
 * puts it there; returns where it ends. */
void recto_afterword_extract(RectoCompose *compose);
RectoLength recto_afterword_draw(RectoCompose *compose, RectoPage *page);
void recto_afterword_clear(RectoAfterword *afterword);

/* back_page.c: how far down the back page is free; 0: there is none. */
RectoLength recto_back_room(RectoCompose *compose);

/* footer.c; `chapter`: that the page is of, or NULL. */
void recto_compose_foot(RectoCompose *compose, RectoPage *page, const RectoChapter *chapter);

/* margin_notes.c: `notes` are GPtrArrays' worth of candidates in order. */
typedef struct {
    const RectoMarginNote *note;
    RectoLength wanted; /* baseline on the page */
    RectoLength y;      /* baseline it got */
    gboolean aside;     /* it has no margin: its text stands in two columns, or over both */
    guint box;          /* of the page's that it hangs on; as many as there are: on a footnote's */
} RectoStandingNote;

/* The margin where it is free: from `top` to `bottom` but for what is taken (of RectoMarginTaken, downwards; NULL:
 * nothing). */
typedef struct {
    RectoLength top, bottom;
} RectoMarginTaken;

typedef struct {
    RectoLength top, bottom;
    const GArray *taken;
} RectoMarginRoom;

/* Chooses places in the margin. `candidates` (of RectoStandingNote, wanted filled in, downwards) is left with those
 * that stand, `y` filled in; the others are appended to `rest` (of const RectoMarginNote*). */
void recto_margin_place(const RectoStyle *style, const RectoMarginRoom *room, GArray *candidates, GPtrArray *rest);
/* Notes of a page that have a place in its margin, downwards (GArray of RectoStandingNote, the caller unrefs); what has
 * none is seen to. */
GArray *recto_compose_margin(RectoCompose *compose, const RectoVList *list, const RectoPlacedPage *placed,
                             RectoLength text_top, RectoLength margin_top);
/* Puts down those of the words that hang on boxes before `end` of the page and do not stand yet, so that they are read
 * behind their paragraph. */
void recto_compose_notes_before(RectoCompose *compose, RectoPage *page, GArray *notes, guint end);
/* Puts down all the others: of footnotes, and addresses. */
void recto_compose_notes_rest(RectoCompose *compose, RectoPage *page, GArray *notes);

/* page_references.c: the numbers of pages that stand in the text become those that they are. */
void recto_compose_resolve_page_references(RectoCompose *compose);

/* destinations.c */
void recto_compose_resolve_destinations(RectoCompose *compose);

/* back_page.c */
void recto_compose_back(RectoCompose *compose);

/* qr_code.c: a code to be scanned that says `text`, its right and top at these places, on `page` (NULL: nowhere, only
 * measured). Returns its width with the quiet that it needs on one side; 0: it could not be made. */
RectoLength recto_compose_code(RectoCompose *compose, RectoPage *page, const char *text, RectoLength right,
                               RectoLength top);

/* layout_check.c: looks at the page just composed; at the end, says of every finding on which page it stands. */
void recto_compose_check_page(RectoCompose *compose, const RectoVList *list, const RectoPlacedPage *placed,
                              gboolean first, gboolean last);
void recto_compose_check_end(RectoCompose *compose);

/* debug.c: what --debug asks for, below the boxes of a page whose text begins at `top`. */
void recto_compose_debug(RectoCompose *compose, RectoPage *page, const RectoVList *list, const RectoPlacedPage *placed,
                         RectoLength top);
