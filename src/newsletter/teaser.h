/* The content of a teaser, before it becomes text or HTML. */
#pragma once

#include "newsletter/newsletter.h"

typedef struct {
    const RectoNewsletter *letter;
    const char *lang;
    const char *title, *subtitle; /* the subtitle may be NULL, like all members below */
    char *standfirst;             /* the description, or the first paragraph */
    char *byline;                 /* date and authors */
    GPtrArray *contents;          /* of char*, headings of the first level; may be empty */
    const char *address;          /* http or https */
    char *cover_alt, *size;       /* never NULL */
    char *attached;               /* note that the document is attached; only in the message */
    char *cover_source;           /* URL of the cover image in the HTML */
    gboolean in_message;
} RectoTeaser;

void recto_teaser_init(RectoTeaser *teaser, const RectoNewsletter *letter, const char *cover_id);
void recto_teaser_clear(RectoTeaser *teaser);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoTeaser, recto_teaser_clear)

/* Returns the text of a string key, with {name} replaced. Caller frees. */
char *recto_teaser_words(const RectoTeaser *teaser, const char *key, const char *name, const char *value);

/* Caller frees. */
char *recto_teaser_text(const RectoTeaser *teaser);
char *recto_teaser_html(const RectoTeaser *teaser);
