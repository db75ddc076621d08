/* The meaning of HTML elements: a table by name, and parsers for their attributes. */
#pragma once

#include "document/document.h"

typedef enum {
    RECTO_TAG_UNKNOWN,   /* element of HTML that recto does not support: its text remains */
    RECTO_TAG_NOTHING,   /* has no effect in print */
    RECTO_TAG_DROP,      /* goes with all that is in it */
    RECTO_TAG_CONTAINER, /* a block that holds blocks */
    RECTO_TAG_DIVISION,  /* the same; a node only when it has attributes */
    RECTO_TAG_PARAGRAPH,
    RECTO_TAG_LABEL, /* a paragraph that is strong as a whole */
    RECTO_TAG_HEADING,
    RECTO_TAG_CAPTION,
    RECTO_TAG_PRE,
    RECTO_TAG_RULE,
    RECTO_TAG_SECTION, /* a section of a table */
    RECTO_TAG_ROW,
    RECTO_TAG_CELL,
    RECTO_TAG_INLINE,
    RECTO_TAG_SPAN, /* a node only when it has attributes */
    RECTO_TAG_ANCHOR,
    RECTO_TAG_CODE,
    RECTO_TAG_QUOTATION,
    RECTO_TAG_BREAK,
    RECTO_TAG_WORD_BREAK,
    RECTO_TAG_IMAGE,
    RECTO_TAG_INPUT,
    RECTO_TAG_EMBED,  /* replaced by its address */
    RECTO_TAG_OBJECT, /* replaced by its address, and its content remains */
    RECTO_TAG_SOURCE, /* an address of the EMBED around it */
    RECTO_TAG_DRAWING /* inline drawing: an image with its source in the text */
} RectoTagRole;

typedef struct {
    const char *name;
    RectoTagRole role;
    RectoNodeKind kind;
} RectoTag;

/* NULL: no such element. `name` in lower case. */
const RectoTag *recto_html_tag(const char *name);

/* Value of an attribute; "" when it has none; NULL when it is not there. `attributes` as in modules/html_parser.h. */
const char *recto_html_attribute(const char *const *attributes, const char *name);

/* Id, language, classes and direction; NULL when there is none of them. */
const RectoAttributes *recto_html_attributes(RectoArena *arena, const char *const *attributes);

/* Reads the attributes of a list, a cell or an image. */
void recto_html_read_list(RectoNode *node, const char *name, const char *const *attributes);
void recto_html_read_cell(RectoNode *node, const char *name, const char *const *attributes);
void recto_html_read_image(RectoArena *arena, RectoNode *node, const char *const *attributes);

/* Returns TRUE if a style attribute (page-break-before, break-after …) or a class of that name requires a new page
 * before the element, or after it. */
gboolean recto_html_breaks_page(const char *const *attributes, gboolean after);

/* Width in percent that a style attribute asks for; 0: none. */
int recto_html_percent(const char *const *attributes);

/* Returns the address of embedded content, in `arena`, or NULL if there is no address that a reader can visit. */
const char *recto_html_address(RectoArena *arena, const char *const *attributes);
