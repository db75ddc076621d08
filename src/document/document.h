/* A document: its metadata and its normalised tree. Create it with recto_document_new() and free it with
 * recto_document_free(); nodes and strings live in its arena. */
#pragma once

#include "base/yaml.h"
#include "document/node.h"

/* A date in the document's own calendar; year 0: no date. */
typedef struct {
    int year, month, day; /* month and day are 0 if not given */
} RectoDate;

typedef struct {
    const char *title;    /* never NULL or empty after reading */
    gboolean title_given; /* TRUE if the front matter gives it; else it is the first heading or the file name */
    RectoSpan title_span;
    const char *subtitle;    /* NULL if not given, like all strings below */
    const char **authors;    /* NULL-terminated, may be empty */
    const char **categories; /* labels, NULL-terminated */
    const char **tags;       /* NULL-terminated */
    RectoDate date;
    const char *date_iso;  /* date and time in ISO 8601, UTC (YYYY-MM-DDTHH:MM:SSZ), for PDF metadata, or NULL */
    const char *date_text; /* text of a date that recto cannot parse, which is printed as written; else NULL */
    const char *description;
    const char *lang; /* BCP 47; never NULL after reading; "en" by default */
    gboolean lang_given;
    const char *style;                 /* style given in the front matter */
    const char *source_url;            /* source, url, canonical or seo.url */
    const char *licence;               /* licence or license */
    const RectoYamlNode *front_matter; /* the whole front matter, for keys that styles or later stages read, or NULL */
} RectoMeta;

typedef struct {
    RectoArena *arena;
    RectoMeta meta;
    RectoNodeLink root;          /* RECTO_NODE_DOCUMENT */
    RectoNodeLink title_heading; /* the first heading, if it was removed from the tree as the title; or NULL */
    GPtrArray *parts;            /* RectoDocument *, owned: the documents that were joined into this one, or NULL */
    RectoYaml *yaml;             /* owner of meta.front_matter, or NULL */
    guint n_words;               /* number of printed words in the body */
    guint n_headings;
    guint n_top_headings;       /* number of headings of level 1 after normalisation */
    const guint *chapter_words; /* words per top-level chapter; images and table rows count by their size */
    guint n_chapters;
} RectoDocument;

RectoDocument *recto_document_new(void);
void recto_document_free(RectoDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoDocument, recto_document_free)

/* Normalises a newly parsed tree:
 * - applies attributes in braces and removes them from the text (attributes.h)
 * - creates callouts and the attributions of quotes (quotes.h)
 * - removes a first h1 in the body that repeats the title (reported as a note)
 * - adjusts heading levels so that the smallest is 1 and none is skipped (a skip is a warning)
 * - gives every heading a unique ID (GitHub's rule for slugs)
 * - takes meta.title from the first heading or `file_name` if the front matter has none
 * - counts words and headings */
void recto_document_normalise(RectoDocument *document, const char *file_name, RectoDiagnostics *diagnostics);

/* Finds the captions of tables: a paragraph before or after, or a last row, that begins with "Table:" or a colon, in
 * the syntax of Pandoc; and the captions of images in the paragraph after them. A part of normalisation. */
void recto_document_adopt_captions(RectoDocument *document);

/* Returns TRUE if a caption contains a label and a number: "Figure 1.3 …". */
gboolean recto_caption_is_numbered(const RectoNode *caption);

/* Counts the words and headings of the whole tree; stores the counts in the document. */
void recto_document_count(RectoDocument *document);

/* Returns the number of words in a text. In scripts without spaces, the number of characters that takes the reading
 * time of a word counts as one. */
guint recto_count_words(const char *text);

/* Returns the ID of a heading by GitHub's rule: lower case, spaces become hyphens, punctuation is removed. Caller
 * frees. */
char *recto_slug(const char *text);

/* Returns the tree as text, one node per line, indented, with line:column: the output of `-f document`. Caller
 * frees. */
char *recto_document_dump(RectoDocument *document);
