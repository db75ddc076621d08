/* Private declarations of the folder assembly/: the state of one composition, and functions that set a text at a
 * position. */
#pragma once

#include "assembly/assembly.h"
#include "paginate/paginate.h"

/* A URL that did not fit in the margin and is printed in the list on the back page. */
typedef struct {
    guint page;                  /* page of the link, from 1 */
    const char *words, *address; /* as printed */
    const char *uri;             /* link target */
} RectoAddress;

/* The page of a source location. */
typedef struct {
    RectoSpan span;
    guint page; /* page index, from 0 */
} RectoSourcePlace;

/* A row of the table of contents. */
typedef struct {
    guint heading; /* index in the flow */
    gboolean part, chapter;
    RectoFragment *title;
    guint lines;
    RectoElement *item, *link; /* TOCI, and the link in it */
    RectoSlot slot, numeral_slot;
    guint page; /* page of the table of contents, from 0; for the list of a part: index of the part's chapter in the
                   flow */
    RectoLength rule; /* y position of the rule above, or 0 for none */
    RectoLength y;    /* first baseline */
    RectoLength x;    /* x position of the number, from the page's left edge; page number and title are beside it (dense
                         contents) */
    gboolean dense, wide; /* dense: in the dense form; wide: over the whole width, not in one of two columns */
} RectoContentsRow;

/* A row of the list of figures and tables. */
typedef struct {
    guint listed; /* index in the flow */
    RectoFragment *title;
    RectoElement *link;
    RectoSlot slot;
    RectoSlot label_slot; /* slot of the label; only for the first row of each kind */
    guint page;           /* page of the table of contents, from 0 */
    RectoLength y;        /* first baseline */
    guint lines;
} RectoListedRow;

/* A text page: its boxes and their list. */
typedef struct {
    guint chapter;
    const RectoVList *list;
    const RectoPlacedPage *placed;
    gboolean turned;
    gboolean first, last; /* TRUE for the first, and for the last page of the list */
} RectoSheet;

/* The cover image, and the positions of the text that depend on it. */
typedef struct {
    const RectoImage *image; /* NULL if the cover has no image */
    RectoCoverForm form;
    RectoLength title_y; /* first baseline of the title */
    RectoLength rise;    /* distance by which content above the title moves down */
    RectoLength edge;    /* lower edge of the image, or upper edge of the background in it */
} RectoCoverImage;

/* The logos by place; NULL if there is none. */
typedef struct {
    const RectoImage *cover, *foot, *back;
    RectoSpan cover_span, foot_span; /* location of the image's path in the style */
} RectoLogos;

/* The afterword, if it is placed on the back page. */
typedef struct {
    RectoVList *list; /* list with the afterword; NULL if it is not on the back page */
    GPtrArray *pages; /* RectoPlacedPage *: exactly one */
    RectoLength bottom;
    gint heading;
} RectoAfterword;

/* State of one composition. recto_compose() owns the arrays and tables; the rest is borrowed. */
typedef struct {
    RectoLayout *layout;
    const RectoStyle *style;
    RectoFlow *flow;
    RectoCoverKind cover;
    RectoCoverImage picture;
    RectoLogos logos;
    gboolean figure; /* TRUE if the cover has a chart */
    RectoContentsPlace contents;
    GArray *rows; /* RectoContentsRow */
    RectoAfterword afterword;
    GArray *listed_rows;  /* RectoListedRow */
    GArray *part_rows;    /* RectoContentsRow: the chapters listed on the pages of their parts */
    guint contents_pages; /* number of pages of the table of contents */
    GPtrArray *broken;    /* GPtrArray of RectoPlacedPage *: own the pages that `sheets` refers to */
    GArray *sheets;       /* RectoSheet: the text pages, in order */
    guint *heading_pages; /* page of each heading, from 1; 0: none */
    guint *listed_pages;  /* page of each listed figure or table, from 1; 0: none */
    GHashTable *dests;    /* names of destinations that already exist */
    GArray *addresses;    /* RectoAddress */
    RectoLength
        text_end;       /* end of the text on its last page; 0 if there is no room below it or the page is landscape */
    guint address_page; /* first page of the list of URLs, from 1; 0: on the back page, or not placed yet */
    GArray *places;     /* RectoSourcePlace, for recto check */
    guint n_notes;      /* number of notes in the margin */
    RectoFragment *running_title, *running_head;
    gint running_chapter; /* heading shown by running_head; −1: none yet */
} RectoCompose;

/* text_fragments.c */
/* Sets `text` with its first baseline at `at`. Returns the number of lines. Slot 0 makes it an artifact. */
guint recto_compose_words(RectoCompose *compose, RectoPage *page, const char *text, const RectoTextStyle *element,
                          RectoPosition at, RectoSlot slot, RectoArtifact artifact);
RectoFragment *recto_compose_fragment(RectoCompose *compose, const char *text, const RectoTextStyle *element,
                                      RectoLength width, RectoSlot slot, RectoArtifact artifact, guint *ret_lines);
/* Sets one line, at most `width` wide. A longer text is cut, at the end of a word if possible, and ends with "…". */
RectoFragment *recto_compose_line(RectoCompose *compose, const char *text, const RectoTextStyle *element,
                                  RectoLength width, RectoArtifact artifact);
void recto_compose_rect(RectoPage *page, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                        RectoColour colour, RectoArtifact artifact);
/* Creates an element below `parent`, with a slot for its text. */
RectoElement *recto_compose_element(RectoCompose *compose, RectoElement *parent, RectoRole role, RectoSlot *ret_slot);
/* Returns "a, b and c" in the document's language, or NULL if there are no words. Caller frees. */
char *recto_compose_series(RectoCompose *compose, const char *const *words);
/* Appends a page; its label is its number. */
RectoPage *recto_compose_page(RectoCompose *compose);
/* Appends blank pages until the total, including `more` further pages, is a multiple of the requested number. */
void recto_compose_blank(RectoCompose *compose, guint more);
/* Returns a length rounded up to whole grid units. */
RectoLength recto_compose_grid(const RectoCompose *compose, RectoLength length);

/* document_details.c: return a document detail as text, or NULL if it is not known. Caller frees. */
char *recto_facts_date(RectoCompose *compose);
char *recto_facts_authors(RectoCompose *compose);
char *recto_facts_categories(RectoCompose *compose);
void recto_facts_info(RectoCompose *compose);

/* cover_page.c */
void recto_compose_cover(RectoCompose *compose);
/* Draws the cover's ornament again on the back page, if the style has it, above details that begin at `y`. Other
 * content extends down to `taken`. */
void recto_compose_back_ornament(RectoCompose *compose, RectoPage *page, RectoLength y, RectoLength taken);
/* Draw the cover's two rules and its square. */
void recto_compose_rules(RectoCompose *compose, RectoPage *page);
void recto_compose_lower_rule(RectoCompose *compose, RectoPage *page);
void recto_compose_square(RectoCompose *compose, RectoPage *page);
/* Draws title and details above the text of a document without cover. Returns the y position below which the margin is
 * free. */
RectoLength recto_compose_title(RectoCompose *compose, RectoPage *page);
/* Returns the distance by which that title moves the text down. */
RectoLength recto_compose_title_extra(RectoCompose *compose);
/* Returns the number of lines of the authors' names on the cover; names that do not fit are replaced by "…". */
guint recto_compose_author_lines(RectoCompose *compose);

/* Returns the year in the title (its only four-digit year), if the style shows it, or NULL. Caller frees. */
char *recto_cover_year(RectoCompose *compose);
/* Returns TRUE if the names at the bottom of the cover grow upwards, away from the contents. */
static inline gboolean recto_cover_names_rise(const RectoStyle *style)
{
    return style->cover_author_at.y > style->cover_contents_at.y;
}

/* cover_chart.c: the chart of the cover. recto_compose_find_figure() measures it; returns TRUE if there is one. */
gboolean recto_compose_find_figure(RectoCompose *compose);
void recto_compose_figure(RectoCompose *compose, RectoPage *page);
/* Returns the baseline of the lowest bar or label. */
RectoLength recto_compose_figure_bottom(const RectoCompose *compose);

/* title.c: set the cover's title and subtitle in sizes that fit; `set` receives the style used. */
RectoFragment *recto_cover_title(RectoCompose *compose, RectoTextStyle *set, RectoSlot slot, guint *ret_lines);
/* `y` is its first baseline. Returns NULL if there is no subtitle. */
RectoFragment *recto_cover_subtitle(RectoCompose *compose, RectoTextStyle *set, RectoLength y, RectoSlot slot,
                                    guint *ret_lines);
/* Returns the height from the first baseline of a title in style `title` to the last baseline of the subtitle. */
RectoLength recto_cover_height(RectoCompose *compose, const RectoTextStyle *title, guint title_lines);
/* Returns the lowest baseline of title and subtitle on a cover without image. */
RectoLength recto_cover_bottom(RectoCompose *compose);
/* Returns the lowest baseline that title and subtitle may have. */
RectoLength recto_cover_lowest(const RectoCompose *compose);

/* cover_type.c: the typographic cover. */
/* Draws the year in digits that fill the grid's width. Returns FALSE if there is no year, or no room for it. `page` may
 * be NULL to test only. */
gboolean recto_type_figures(RectoCompose *compose, RectoPage *page);
/* Draws the accent as a tab at the top of the page, for covers without a large year. */
void recto_type_tab(RectoCompose *compose, RectoPage *page);
/* Sets the title as large as possible, and changes `set` accordingly. Returns NULL if it would be no larger than on
 * other covers. */
RectoFragment *recto_type_title(RectoCompose *compose, RectoTextStyle *set, RectoSlot slot, guint *ret_lines);

/* logo.c */
/* Finds the files. Call it after the kind of cover is known. */
void recto_logo_find(RectoCompose *compose);
/* Returns FALSE if the cover has no logo image; the wordmark is then printed. */
gboolean recto_logo_cover(RectoCompose *compose, RectoPage *page);
void recto_logo_foot(RectoCompose *compose, RectoPage *page);
/* Draws the logo above details that begin at `y`, unless other content extends down to `taken`. Returns FALSE if there
 * is no logo. */
gboolean recto_logo_back(RectoCompose *compose, RectoPage *page, RectoLength y, RectoLength taken);

/* cover_image.c */
/* Returns the background colour of the text at the top of the cover. */
RectoColour recto_compose_ground(const RectoCompose *compose);
/* Finds the cover image and its largest possible form; stores them in compose->picture. */
void recto_compose_find_picture(RectoCompose *compose);
/* Draw the image and the background of the text, and tag the image. */
void recto_compose_picture(RectoCompose *compose, RectoPage *page);
void recto_compose_tag_picture(RectoCompose *compose, RectoPage *page);
/* Returns the position of a text of the cover. With an image, texts above the title move with it. */
RectoPosition recto_compose_cover_place(const RectoCompose *compose, RectoPosition at);

/* contents.c */
void recto_compose_plan_contents(RectoCompose *compose);
void recto_compose_contents(RectoCompose *compose);
void recto_compose_cover_contents(RectoCompose *compose, RectoPage *page);
void recto_contents_row_clear(gpointer row);
/* Returns a row for a heading below `toc`, with its title in the width of the text column. If the heading is numbered
 * and `numbered` is TRUE, the row has a slot for the number. */
RectoContentsRow recto_contents_row(RectoCompose *compose, RectoElement *toc, guint index, const RectoTextStyle *set,
                                    gboolean numbered);
/* dense_contents.c: sets all rows in a denser form, on one page if possible, down to the baseline `bottom`. Returns the
 * number of pages, or 0 if there is no denser form. */
guint recto_contents_dense(RectoCompose *compose, RectoLength bottom);
/* Call after the pages are numbered: draws number, page number and, from `x` on, the title. All of it is a link. */
void recto_contents_draw_row(RectoCompose *compose, RectoPage *page, const RectoContentsRow *row, RectoLength x,
                             const RectoTextStyle *numeral_set, const RectoTextStyle *number_set, RectoLength leading);

/* list_of_figures.c: create the rows for figures and tables; test whether they fit below contents whose last baseline
 * is `y`; and place them there, or on further pages. */
void recto_listed_figures_build(RectoCompose *compose);
gboolean recto_listed_figures_fit(const RectoCompose *compose, RectoLength y);
void recto_listed_figures_place(RectoCompose *compose, RectoLength y);
/* Call after the text pages are known: find the pages of the rows, and draw the rows on page `number` of the contents,
 * from 0. */
void recto_listed_figures_find(RectoCompose *compose);
void recto_listed_figures_draw(RectoCompose *compose, RectoPage *page, guint number);
void recto_listed_figure_clear(gpointer row);

/* chapter_opener.c: returns the lower end of its content in the margin, or 0 for none. `text_top` is the top of the
 * page's boxes; `baseline` is that of its first line of text. */
RectoLength recto_compose_opener(RectoCompose *compose, RectoPage *page, const RectoSheet *sheet, RectoLength text_top,
                                 RectoLength baseline);
RectoLength recto_compose_opener_top(const RectoCompose *compose, const RectoChapter *chapter);

/* part_page.c: the pages of parts. Creates rows for the chapters that they list, with their positions. */
void recto_part_plan(RectoCompose *compose);
/* Return the top of a text about the part, and its lowest position on the part's first page. */
RectoLength recto_part_top(const RectoCompose *compose, const RectoChapter *chapter);
RectoLength recto_part_bottom(const RectoCompose *compose, guint index);
void recto_compose_part(RectoCompose *compose, RectoPage *page, guint index);
/* Returns a number in Roman numerals up to 3,999, and in digits beyond. Caller frees. */
char *recto_roman(int number);

/* compose.c: draws the boxes of a page of a list. Of `notes`, the sidenotes (margin_notes.c) are drawn directly after
 * their paragraph. */
void recto_compose_boxes(RectoCompose *compose, RectoPage *page, const RectoVList *list, const RectoPlacedPage *placed,
                         RectoLength top, GArray *notes);

/* afterword.c: moves the last section out of the text, if it is an afterword and fits on the back page; and draws it
 * there. Returns its end. */
void recto_afterword_extract(RectoCompose *compose);
RectoLength recto_afterword_draw(RectoCompose *compose, RectoPage *page);
void recto_afterword_clear(RectoAfterword *afterword);

/* back_page.c: returns the free height of the back page, or 0 if there is no back page. */
RectoLength recto_back_room(RectoCompose *compose);

/* footer.c: `chapter` is the chapter of the page, or NULL. */
void recto_compose_foot(RectoCompose *compose, RectoPage *page, const RectoChapter *chapter);

/* margin_notes.c: a note with its position on the page. */
typedef struct {
    const RectoMarginNote *note;
    RectoLength wanted; /* preferred baseline on the page */
    RectoLength y;      /* final baseline on the page */
    gboolean aside;     /* TRUE if it has no margin, because its text is in two columns or spans them */
    guint box;          /* index of its box on the page; an index equal to the number of boxes means a footnote */
} RectoStandingNote;

/* The free part of the margin: from `top` to `bottom`, except for the ranges in `taken` (RectoMarginTaken, from top to
 * bottom; NULL: none). */
typedef struct {
    RectoLength top, bottom;
} RectoMarginTaken;

typedef struct {
    RectoLength top, bottom;
    const GArray *taken;
} RectoMarginRoom;

/* Chooses positions in the margin. `candidates` (RectoStandingNote, sorted by `wanted`) retains the notes that fit,
 * with `y` filled in; the others are appended to `rest` (const RectoMarginNote *). */
void recto_margin_place(const RectoStyle *style, const RectoMarginRoom *room, GArray *candidates, GPtrArray *rest);
/* Returns the notes that fit in the margin of a page, from top to bottom: a GArray of RectoStandingNote that the caller
 * unrefs. The other notes are moved to the list of URLs or to the next pass. */
GArray *recto_compose_margin(RectoCompose *compose, const RectoVList *list, const RectoPlacedPage *placed,
                             RectoLength text_top, RectoLength margin_top);
/* Draws the sidenotes of boxes before `end` that are not drawn yet, so that they are read after their paragraph. */
void recto_compose_notes_before(RectoCompose *compose, RectoPage *page, GArray *notes, guint end);
/* Draws all remaining notes: footnotes and margin links. */
void recto_compose_notes_rest(RectoCompose *compose, RectoPage *page, GArray *notes);

/* page_references.c: replaces placeholders in the text by the page numbers. */
void recto_compose_resolve_page_references(RectoCompose *compose);

/* destinations.c */
void recto_compose_resolve_destinations(RectoCompose *compose);

/* back_page.c */
void recto_compose_back(RectoCompose *compose);

/* qr_code.c: draws a QR code of `text` with its top right corner at (right, top) on `page` (NULL: measures only).
 * Returns its width, with the quiet zone on one side, or 0 if it cannot be encoded. */
RectoLength recto_compose_code(RectoCompose *compose, RectoPage *page, const char *text, RectoLength right,
                               RectoLength top);

/* layout_check.c: checks the page that was just composed; at the end, adds the page to every diagnostic. */
void recto_compose_check_page(RectoCompose *compose, const RectoVList *list, const RectoPlacedPage *placed,
                              gboolean first, gboolean last);
void recto_compose_check_end(RectoCompose *compose);

/* debug.c: draws the --debug output below the boxes of a page whose text begins at `top`. */
void recto_compose_debug(RectoCompose *compose, RectoPage *page, const RectoVList *list, const RectoPlacedPage *placed,
                         RectoLength top);
