/* Arguments of shortcodes and template tags: `name "a" key="b" key=c`, `name(key="b", c)`. */
#pragma once

#include <glib.h>

typedef struct {
    char *name;        /* "figure"; never NULL */
    GPtrArray *keys;   /* of char*: NULL for a positional one */
    GPtrArray *values; /* array of char*, with the same length */
} RectoTemplateArgs;

/* Parses the text between the delimiters of a tag. Returns NULL if it does not begin with a name. Free with
 * recto_template_args_free(). */
RectoTemplateArgs *recto_template_args_parse(const char *text, gsize length);
void recto_template_args_free(RectoTemplateArgs *args);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoTemplateArgs, recto_template_args_free)

/* Value of the first of `keys` (separated by spaces) that is given; NULL: none. Borrowed. */
const char *recto_template_arg(const RectoTemplateArgs *args, const char *keys);

/* Value of positional argument `index`, from 0; NULL: there is none. Borrowed. */
const char *recto_template_arg_at(const RectoTemplateArgs *args, guint index);
