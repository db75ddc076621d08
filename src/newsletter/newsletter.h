/* Builds the files that accompany the PDF of a newsletter: a teaser as text and as HTML, and a draft message. The
 * message contains both, the cover and the PDF. The result depends only on the document and the PDF: the same input
 * gives the same bytes.
 *
 * The HTML is a page of one column with inline styles, because mail programs support nothing else. It has no scripts
 * and no external resources, a contrast of at least 4.5:1, and fits screens from 320 px of width. */
#pragma once

#include "document/document.h"
#include "style/strings.h"
#include "style/style.h"
#include <gio/gio.h>

typedef struct {
    const RectoDocument *document;
    const RectoStyle *style;
    const RectoStrings *strings;
    const char *stem;    /* names of the files: STEM.pdf, STEM-cover.png */
    const char *address; /* URL of the online version, or NULL if the document gives none */
    GBytes *pdf;
    GBytes *cover; /* PNG */
} RectoNewsletter;

/* The files that accompany the PDF. */
typedef enum {
#define COMPANION(id, suffix) RECTO_NEWSLETTER_##id,
#include "newsletter/newsletter_files.def"
    RECTO_NEWSLETTER_FILE_MAX
} RectoNewsletterFile;

/* Suffix of each file's name, appended to the stem of the PDF's name. */
extern const char *const recto_newsletter_suffixes[RECTO_NEWSLETTER_FILE_MAX];

/* Builds the files. Fills `ret_files` with RECTO_NEWSLETTER_FILE_MAX references that the caller owns. Returns FALSE
 * with `error` set if the module for mail cannot be loaded; then it sets no reference. */
gboolean recto_newsletter_build(const RectoNewsletter *letter, GBytes **ret_files, GError **error);
