/* What goes out with a newsletter beside the PDF: a teaser as text and as HTML, and a draft message that holds both,
 * the cover and the PDF. All of it follows from the document and the PDF: the same ones give the same bytes.
 *
 * The HTML is a page of one column with its style in its elements, for mail programs take nothing else: no scripts,
 * nothing from elsewhere, contrast of at least 4.5:1, right from 320 px of width on. */
#pragma once

#include "document/document.h"
#include "style/strings.h"
#include "style/style.h"
#include <gio/gio.h>

typedef struct {
    const RectoDocument *document;
    const RectoStyle *style;
    const RectoStrings *strings;
    const char *stem;    /* of the files: STEM.pdf, STEM-cover.png */
    const char *address; /* where the report can be read, or NULL: what the document says, if anything */
    GBytes *pdf;
    GBytes *cover; /* PNG */
} RectoNewsletter;

/* The files that accompany the PDF. */
typedef enum {
#define COMPANION(id, suffix) RECTO_NEWSLETTER_##id,
#include "newsletter/newsletter_files.def"
    RECTO_NEWSLETTER_FILE_MAX
} RectoNewsletterFile;

/* What follows the stem of the PDF's name in that of each file. */
extern const char *const recto_newsletter_suffixes[RECTO_NEWSLETTER_FILE_MAX];

/* Builds the files: fills `ret_files`, RECTO_NEWSLETTER_FILE_MAX references that the caller owns. Returns FALSE with
 * error set if the module for mail can't be loaded; then none is set. */
gboolean recto_newsletter_build(const RectoNewsletter *letter, GBytes **ret_files, GError **error);
