/* The document tree: the author's content as nodes with source positions, independent of Markdown syntax.
 *
 * Nodes live in the document's arena. Links (parent, children, siblings) are plain fields for reading; use
 * recto_node_new() and recto_node_append() to build a tree. Walk with recto_node_next(), never recursively: hostile
 * input is nested 100,000 levels deep. */
#pragma once

#include "base/arena.h"
#include "base/diagnostic.h"

typedef enum {
    /* containers of blocks */
    RECTO_NODE_DOCUMENT,
    RECTO_NODE_QUOTE,
    RECTO_NODE_LIST,
    RECTO_NODE_ITEM,
    RECTO_NODE_NOTE,    /* footnote definition */
    RECTO_NODE_CALLOUT, /* > [!NOTE] and similar */
    RECTO_NODE_FIGURE,  /* image or table with its CAPTION */
    RECTO_NODE_DIV,     /* a series of blocks with attributes of their own */
    RECTO_NODE_TABLE,
    RECTO_NODE_ROW,
    /* blocks that contain inlines */
    RECTO_NODE_PARAGRAPH,
    RECTO_NODE_HEADING,
    RECTO_NODE_CELL,
    RECTO_NODE_CAPTION, /* caption of the FIGURE or TABLE that contains it; first or last child */
    /* leaf blocks */
    RECTO_NODE_CODE_BLOCK,
    RECTO_NODE_RULE,
    RECTO_NODE_HTML_BLOCK,
    RECTO_NODE_PAGE_BREAK,
    /* inlines that contain inlines */
    RECTO_NODE_EMPHASIS,
    RECTO_NODE_STRONG,
    RECTO_NODE_STRIKE,
    RECTO_NODE_UNDERLINE,
    RECTO_NODE_SUPERSCRIPT,
    RECTO_NODE_SUBSCRIPT,
    RECTO_NODE_SMALL,
    RECTO_NODE_KEYBOARD,
    RECTO_NODE_SPAN, /* only carries attributes: a language, a class */
    RECTO_NODE_LINK,
    RECTO_NODE_IMAGE,
    /* leaf inlines */
    RECTO_NODE_TEXT,
    RECTO_NODE_CODE,
    RECTO_NODE_SOFT_BREAK,
    RECTO_NODE_HARD_BREAK,
    RECTO_NODE_HTML_INLINE,
    RECTO_NODE_NOTE_MARK, /* footnote reference */
    RECTO_NODE_KIND_MAX
} RectoNodeKind;

typedef enum { RECTO_TASK_NONE, RECTO_TASK_OPEN, RECTO_TASK_DONE } RectoTask;
typedef enum { RECTO_CELL_NONE, RECTO_CELL_LEFT, RECTO_CELL_CENTRE, RECTO_CELL_RIGHT } RectoCellAlign;

typedef enum {
    RECTO_CALLOUT_NOTE,
    RECTO_CALLOUT_TIP,
    RECTO_CALLOUT_IMPORTANT,
    RECTO_CALLOUT_WARNING,
    RECTO_CALLOUT_CAUTION
} RectoCalloutKind;

/* Attributes from `{#id .class key=value}` after a Markdown block or span, and from HTML. Allocated in the document's
 * arena. Missing values are NULL; lists are NULL-terminated. */
typedef struct {
    const char *id;
    const char *lang; /* BCP 47 */
    const char **classes;
    const char **keys, **values; /* all other attributes, as pairs */
} RectoAttributes;

typedef struct RectoNode RectoNode;

/* Pointer to a related node. Only the folders that create the tree, read/ and document/, are compiled with
 * RECTO_DOCUMENT_WRITABLE. In all others every node is const, however it is reached, and functions that change a tree
 * are not declared. Layout makes several passes over one document, which must not change it. */
#ifdef RECTO_DOCUMENT_WRITABLE
typedef RectoNode *RectoNodeLink;
#else
typedef const RectoNode *RectoNodeLink;
#endif

struct RectoNode {
    RectoNodeKind kind;
    RectoSpan span;
    RectoNodeLink parent, first, last, previous, next;
    const char *text;  /* TEXT, CODE, CODE_BLOCK, HTML_*: content; LINK, IMAGE: URL; NOTE, NOTE_MARK: label */
    const char *title; /* LINK, IMAGE: title or NULL; CODE_BLOCK: info string or NULL */
    const RectoAttributes *attributes; /* attributes or NULL */
    union {
        struct {
            int level;        /* level after normalisation: 1 is the smallest level in the body; 0 for a part */
            int source_level; /* level in the source */
            gboolean part;    /* TRUE for a part */
            gboolean in_part; /* TRUE for a heading inside a part */
            const char *id;   /* anchor, unique in the document */
        } heading;
        struct {
            gboolean ordered, tight;
            int start;
        } list;
        struct {
            RectoTask task;
        } item;
        struct {
            gboolean head;
        } row;
        struct {
            RectoCellAlign align;
            gboolean head;             /* TRUE for a header cell, also a TH within a row */
            int column_span, row_span; /* 0 means 1 */
        } cell;
        struct {
            RectoCalloutKind kind;
        } callout;
        struct {
            int width;           /* requested width in px, or 0 */
            int percent;         /* requested width as a percentage of the line length, or 0 */
            int height;          /* requested height in px if no width is given, or 0 */
            int max_width;       /* maximum width in px, or 0 */
            gboolean decorative; /* {.decorative}, or role=presentation */
        } image;
        struct {
            gboolean autolink; /* TRUE if the text is the URL */
        } link;
    };
};

#ifdef RECTO_DOCUMENT_WRITABLE
/* Creates a node without relatives. Strings assigned to it must live in the same arena. */
RectoNode *recto_node_new(RectoArena *arena, RectoNodeKind kind, RectoSpan span);

/* Appends `child`, which has no parent, as the last child. */
void recto_node_append(RectoNode *parent, RectoNode *child);

/* Insert `child` directly after or before `sibling`. */
void recto_node_insert_after(RectoNode *sibling, RectoNode *child);
void recto_node_insert_before(RectoNode *sibling, RectoNode *child);

/* Removes a node from its parent; it keeps its children. */
void recto_node_unlink(RectoNode *node);
#endif

typedef enum { RECTO_ENTER, RECTO_LEAVE } RectoWalk;

/* Iterates depth first over the tree below and including `root`, with ENTER and LEAVE for every node (also for leaves).
 * Start with *node = NULL. Returns FALSE at the end. Only a node that was just left may be unlinked.
 *
 *     const RectoNode *n = NULL;
 *     RectoWalk w;
 *     while (recto_node_next(root, &n, &w))
 *         … */
gboolean recto_node_next(RectoNodeLink root, RectoNodeLink *node, RectoWalk *walk);

/* Skips the children of a node after its ENTER: the next step is its LEAVE. Call between two calls of
 * recto_node_next(). */
void recto_node_skip(const RectoNode *node, RectoWalk *walk);

gboolean recto_node_is_block(const RectoNode *node);
gboolean recto_node_has_class(const RectoNode *node, const char *name);
/* Returns the value of a key in the node's attributes, or NULL. */
const char *recto_node_attribute(const RectoNode *node, const char *key);
const char *recto_node_kind_name(RectoNodeKind kind);

/* Returns all text below `node`: text and code, breaks as spaces, alternative texts of images. Caller frees. */
char *recto_node_plain_text(const RectoNode *node);
