/* What a teaser says, before it is text or HTML. */
#pragma once

#include "newsletter/newsletter.h"

typedef struct {
    const RectoNewsletter *letter;
    const char *lang;
    const char *title, *subtitle; /* subtitle or NULL, as all below */
    char *standfirst;             /* the description, or the first paragraph */
    char *byline;                 /* date and authors */
    GPtrArray *contents;          /* of char*, headings of the first level; may be empty */
    const char *address;          /* http or https */
    char *cover_alt, *size;       /* never NULL */
    char *attached;               /* that the report is attached; only in the message */
    char *cover_source;           /* where the HTML finds the cover */
    gboolean in_message;
} RectoTeaser;

void recto_teaser_init(RectoTeaser *teaser, const RectoNewsletter *letter, const char *cover_id);
void recto_teaser_clear(RectoTeaser *teaser);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoTeaser, recto_teaser_clear)

/* The words of a key with {name} replaced. Caller frees. */
char *recto_teaser_words(const RectoTeaser *teaser, const char *key, const char *name, const char *value);

/* Caller frees. */
char *recto_teaser_text(const RectoTeaser *teaser);
char *recto_teaser_html(const RectoTeaser *teaser);
