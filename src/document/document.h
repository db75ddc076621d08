/* The document as its author meant it: metadata and a normalised tree.
 * recto_document_new() … recto_document_free(); nodes and strings live in its arena. */
#pragma once

#include "base/yaml.h"
#include "document/node.h"

/* A day as the document's own calendar has it; year 0: none. */
typedef struct {
    int year, month, day; /* month, day 0: not given */
} RectoDate;

typedef struct {
    const char *title;    /* never NULL or empty once read */
    gboolean title_given; /* in the front matter; else taken from the first heading or the file name */
    RectoSpan title_span;
    const char *subtitle;    /* or NULL, as all below */
    const char **authors;    /* NULL-terminated, may be empty */
    const char **categories; /* labels, NULL-terminated */
    const char **tags;       /* NULL-terminated */
    RectoDate date;
    const char *date_iso;  /* moment as ISO 8601 in UTC (YYYY-MM-DDTHH:MM:SSZ) for PDF metadata, or NULL */
    const char *date_text; /* as written, when it is no date we know, shown as it is; else NULL */
    const char *description;
    const char *lang; /* BCP 47; never NULL once read: "en" when nobody says */
    gboolean lang_given;
    const char *style;                 /* style: in the front matter */
    const char *source_url;            /* source, url, canonical or seo.url */
    const char *licence;               /* licence or license */
    const RectoYamlNode *front_matter; /* whole, for keys that styles or later stages read; NULL when none */
} RectoMeta;

typedef struct {
    RectoArena *arena;
    RectoMeta meta;
    RectoNodeLink root;          /* RECTO_NODE_DOCUMENT */
    RectoNodeLink title_heading; /* the first heading, when it was taken out of the tree as the title; or NULL */
    GPtrArray *parts;            /* of RectoDocument*: what was joined into this one, owned; or NULL */
    RectoYaml *yaml;             /* owner of meta.front_matter; or NULL */
    guint n_words;               /* printed words of the body */
    guint n_headings;
    guint n_top_headings;        /* of level 1 after normalisation */
    const guint *chapter_words;  /* of each chapter: a top heading that is a child of the root, and what follows it; as
                                    many words as its pictures and table rows take the room of are counted */
    guint n_chapters;
} RectoDocument;

RectoDocument *recto_document_new(void);
void recto_document_free(RectoDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoDocument, recto_document_free)

/* Normalises a freshly read tree: takes braces with attributes out of the text (attributes.h), makes callouts and
 * sources of quotes (quotes.h), drops a first body h1 that repeats the title (diagnosed as a note), closes up heading
 * levels so that the smallest used is 1 and none is skipped (a skip is a warning), gives every heading a unique id
 * (GitHub's rule for slugs), fills meta.title from the first heading or `file_name` when the front matter has none, and
 * counts words and headings. */
void recto_document_normalise(RectoDocument *document, const char *file_name, RectoDiagnostics *diagnostics);

/* Gives tables the captions beside them: a paragraph before or after, or a last row, that begins with "Table:" or a
 * colon, as Pandoc has it; and pictures the paragraph after them that is one. A part of normalising. */
void recto_document_adopt_captions(RectoDocument *document);

/* Whether a caption brings a label and number of its own: "Figure 1.3 …". */
gboolean recto_caption_is_numbered(const RectoNode *caption);

/* Words of the whole tree and its headings, into the document's fields. */
void recto_document_count(RectoDocument *document);

/* Words of a text; in scripts without spaces so many characters count as one as are as long to read. */
guint recto_count_words(const char *text);

/* A heading's id by GitHub's rule: lower case, spaces to hyphens, punctuation out. Caller frees. */
char *recto_slug(const char *text);

/* The tree as text, one node a line, indented, with line:column: the form of `-f document`. Caller frees. */
char *recto_document_dump(RectoDocument *document);
