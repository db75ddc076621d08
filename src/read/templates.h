/* Replaces template syntax of site generators by Markdown of the same meaning: Hugo's and Zola's shortcodes, Liquid
 * and Nunjucks values and tags, comments of MDX.
 *
 * Meanings are fixed (docs/reference/site-notation.md lists them). No template is run. Syntax that depends on data,
 * conditions or loops remains unchanged and is counted, or is removed if the document sets `site-code: drop`. Code
 * remains unchanged. */
#pragma once

#include "base/yaml.h"
#include "read/source_text.h"
#include "site/website.h"

typedef struct {
    RectoWebsite *website;             /* or NULL */
    const char *path;                  /* absolute path of the document, or NULL */
    const RectoYamlNode *front_matter; /* for page.NAME; or NULL */
    guint32 file, first_line;          /* place spans: line 0 of the text is line first_line + 1 of the file */
    gboolean drop;                     /* drop unsupported syntax */
    RectoTally *tally;
} RectoTemplateContext;

/* Replaces supported syntax. Returns NULL if there was none: `source` remains valid. Caller frees the result. */
RectoSourceText *recto_templates_replace(const RectoSourceText *source, const RectoTemplateContext *context);
