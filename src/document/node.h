/* The document tree: what the author wrote, as nodes with positions, free of any syntax of Markdown.
 *
 * Nodes live in the document's arena. Links (parent, children, siblings) are plain fields to be read; build with
 * recto_node_new() and recto_node_append(). Walk with recto_node_next(): hostile input nests 100,000 deep, so nothing
 * may recurse over a tree. */
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
    RECTO_NODE_CALLOUT, /* > [!NOTE] and its sisters */
    RECTO_NODE_FIGURE,  /* picture or table with its caption; in it a CAPTION */
    RECTO_NODE_DIV,     /* a stretch of blocks with attributes of its own */
    RECTO_NODE_TABLE,
    RECTO_NODE_ROW,
    /* blocks that hold inlines */
    RECTO_NODE_PARAGRAPH,
    RECTO_NODE_HEADING,
    RECTO_NODE_CELL,
    RECTO_NODE_CAPTION, /* of the FIGURE or TABLE that it stands in, first or last */
    /* leaf blocks */
    RECTO_NODE_CODE_BLOCK,
    RECTO_NODE_RULE,
    RECTO_NODE_HTML_BLOCK,
    RECTO_NODE_PAGE_BREAK,
    /* inlines that hold inlines */
    RECTO_NODE_EMPHASIS,
    RECTO_NODE_STRONG,
    RECTO_NODE_STRIKE,
    RECTO_NODE_UNDERLINE,
    RECTO_NODE_SUPERSCRIPT,
    RECTO_NODE_SUBSCRIPT,
    RECTO_NODE_SMALL,
    RECTO_NODE_KEYBOARD,
    RECTO_NODE_SPAN, /* nothing but its attributes: a language, a class */
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

/* What `{#id .class key=value}` says after a block or a span of Markdown, and what HTML's attributes say. In the
 * document's arena; what is not given is NULL, lists are NULL-terminated. */
typedef struct {
    const char *id;
    const char *lang; /* BCP 47 */
    const char **classes;
    const char **keys, **values; /* all others, in pairs */
} RectoAttributes;

typedef struct RectoNode RectoNode;

/* A relative of a node. Only the folders that make the tree, read/ and document/, are compiled with
 * RECTO_DOCUMENT_WRITABLE. To all others every node is const, however it is reached, and the functions that change a
 * tree are not declared: layout runs several times over one document, so it must find it each time as it was. */
#ifdef RECTO_DOCUMENT_WRITABLE
typedef RectoNode *RectoNodeLink;
#else
typedef const RectoNode *RectoNodeLink;
#endif

struct RectoNode {
    RectoNodeKind kind;
    RectoSpan span;
    RectoNodeLink parent, first, last, previous, next;
    const char *text;  /* TEXT, CODE, CODE_BLOCK, HTML_*: content; LINK, IMAGE: address; NOTE, NOTE_MARK: label */
    const char *title; /* LINK, IMAGE: title or NULL; CODE_BLOCK: info string or NULL */
    const RectoAttributes *attributes; /* or NULL */
    union {
        struct {
            int level;        /* 1… after normalisation: 1 is the smallest level used in the body; 0: of a part */
            int source_level; /* as written */
            gboolean part;    /* it stands above chapters */
            gboolean in_part; /* it stands below one that does */
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
            gboolean head;             /* also TH amid a row */
            int column_span, row_span; /* 0 as 1 */
        } cell;
        struct {
            RectoCalloutKind kind;
        } callout;
        struct {
            int width;           /* wanted by the author, in px; 0: none */
            int percent;         /* of the measure; 0: none */
            int height;          /* requested height in px, where no width is; 0: none */
            int max_width;       /* in px; 0: none */
            gboolean decorative; /* {.decorative}, or role=presentation */
        } image;
        struct {
            gboolean autolink; /* the text is the address */
        } link;
    };
};

#ifdef RECTO_DOCUMENT_WRITABLE
/* A new node without relatives; strings it is given later must live in the same arena. */
RectoNode *recto_node_new(RectoArena *arena, RectoNodeKind kind, RectoSpan span);

/* Appends `child`, which has no parent, as the last child. */
void recto_node_append(RectoNode *parent, RectoNode *child);

/* The same, right behind or before `sibling`. */
void recto_node_insert_after(RectoNode *sibling, RectoNode *child);
void recto_node_insert_before(RectoNode *sibling, RectoNode *child);

/* Takes a node out of its parent; its own children stay with it. */
void recto_node_unlink(RectoNode *node);
#endif

typedef enum { RECTO_ENTER, RECTO_LEAVE } RectoWalk;

/* Iterates over the tree below and including `root`, depth first, ENTER and LEAVE for every node (leaves too).
 * Start with *node = NULL; FALSE at the end. Only a node just left may be unlinked.
 *     const RectoNode *n = NULL; RectoWalk w;
 *     while (recto_node_next(root, &n, &w)) … */
gboolean recto_node_next(RectoNodeLink root, RectoNodeLink *node, RectoWalk *walk);

/* The same, but after ENTER of a node goes straight to its LEAVE. Set by the caller between two calls. */
void recto_node_skip(const RectoNode *node, RectoWalk *walk);

gboolean recto_node_is_block(const RectoNode *node);
gboolean recto_node_has_class(const RectoNode *node, const char *name);
/* Value of a key of the node's attributes, or NULL. */
const char *recto_node_attribute(const RectoNode *node, const char *key);
const char *recto_node_kind_name(RectoNodeKind kind);

/* All text below `node` as a reader would say it: text and code, breaks as spaces, image descriptions. Caller frees. */
char *recto_node_plain_text(const RectoNode *node);
