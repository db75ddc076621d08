/* Values of Liquid and Nunjucks, and files that are included. */
#pragma once

#include "read/template_meanings.h"

/* The value of an expression such as `site.title` or `"/a.png" | relative_url`; NULL: not known. Caller frees. Declared
 * in template_meanings.h: recto_template_value(). */

/* Replaces each {{ … }} in a text; NULL: one of them is not known, or there is none. Caller frees. */
char *recto_template_values_fill(const RectoTemplateContext *context, const char *text);

/* {% include file.html key="…" %} of Jekyll: an image when the arguments are of one, else the file's own text where it
 * needs no program. */
gboolean recto_template_include(const RectoTemplateUse *use, RectoTemplateMeaning *meaning);
