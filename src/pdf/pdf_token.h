/* Tokens of a page's content (ISO 32000-1, 7.8.2): numbers, names, operators, and strings, dictionaries and inline
 * image data as a whole. */
#pragma once

#include <glib.h>
#include <string.h>

typedef struct {
    const char *text; /* in the content; not NUL-terminated */
    gsize length;
} RectoPdfToken;

/* Reads the next token at *position and moves *position after it. Returns FALSE at the end. The data of an inline
 * image form one token, "ID … EI". */
gboolean recto_pdf_next_token(const char *content, gsize length, gsize *position, RectoPdfToken *ret_token);

/* Inline, so that the length of a literal is known: it is asked for every token. */
static inline gboolean recto_pdf_token_is(const RectoPdfToken *token, const char *text)
{
    gsize length = strlen(text);
    return token->length == length && !memcmp(token->text, text, length);
}
