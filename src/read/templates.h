/* What site generators put into Markdown for their templates, replaced by Markdown of the same meaning: Hugo's and
 * Zola's shortcodes, Liquid and Nunjucks values and tags, comments of MDX.
 *
 * Meanings are fixed (docs/reference/site-notation.md lists them). No template is run: what depends on data, conditions or loops stays as
 * it is written and is counted, or goes when the document says `site-code: drop`. Code is left alone. */
#pragma once

#include "base/yaml.h"
#include "read/source_text.h"
#include "site/website.h"

typedef struct {
    RectoWebsite *website;             /* or NULL */
    const char *path;                  /* of the document, absolute; or NULL */
    const RectoYamlNode *front_matter; /* for page.NAME; or NULL */
    guint32 file, first_line;          /* place spans: line 0 of the text is line first_line + 1 of the file */
    gboolean drop;                     /* what is not read */
    RectoTally *tally;
} RectoTemplateContext;

/* Replaces what is read. NULL: nothing was, and `source` holds. The caller frees the result. */
RectoSourceText *recto_templates_replace(const RectoSourceText *source, const RectoTemplateContext *context);
