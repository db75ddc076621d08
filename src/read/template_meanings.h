/* The meaning of shortcodes and template tags, as Markdown. */
#pragma once

#include "read/template_args.h"
#include "read/templates.h"

typedef enum {
    RECTO_TEMPLATE_SHORTCODE, /* {{< … >}}, {{% … %}} */
    RECTO_TEMPLATE_TAG,       /* {% … %} */
    RECTO_TEMPLATE_VALUE,     /* {{ … }} */
    RECTO_TEMPLATE_COMMENT,
} RectoTemplateKind;

/* A tag as it is used. */
typedef struct {
    const RectoTemplateContext *context;
    RectoTemplateKind kind;
    const RectoTemplateArgs *args; /* or NULL */
    const char *source;            /* between its delimiters */
    gsize length;
    gboolean alone;    /* on its line */
    gboolean pair;     /* an end follows */
    const char *inner; /* pair: text between the two tags */
    gsize inner_length;
} RectoTemplateUse;

/* The Markdown for it. */
typedef struct {
    GString *text;      /* in its place; of a pair, before the inner text */
    const char *prefix; /* pair: before each inner line; or NULL */
    char *tail;         /* pair: text after the inner text; or NULL */
    gboolean block;     /* blank lines around it */
    gboolean literal;   /* pair: the inner text is code, nothing in it is read */
    gboolean omit;      /* pair: the inner text goes */
    gboolean again;     /* `text` may hold templates itself */
} RectoTemplateMeaning;

static inline void recto_template_meaning_clear(RectoTemplateMeaning *meaning)
{
    g_string_free(meaning->text, TRUE);
    g_free(meaning->tail);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoTemplateMeaning, recto_template_meaning_clear)

/* Fills `meaning`, whose text is empty. FALSE: it has no fixed meaning. */
gboolean recto_template_meaning_find(const RectoTemplateUse *use, RectoTemplateMeaning *meaning);

/* The mark of a callout (NOTE, TIP …) for the name that some program gives it; FALSE: it is none. */
gboolean recto_notation_callout(const char *name, const char **ret_mark);

/* The value of a Liquid or Nunjucks expression ("site.title | upcase"); NULL: not known. Caller frees. */
char *recto_template_value(const RectoTemplateContext *context, const char *expression, gsize length);
