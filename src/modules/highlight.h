/* Keywords, strings, comments and numbers in code: the module "highlight", which GNU Source-highlight does the work of
 * (libsource-highlight: a small C++ library that debuggers use too, with grammars as files; loaded for documents that
 * have code in a language it knows). Grammars are those of data/code and the library's own, by their file names. */
#pragma once

#include <glib.h>

typedef enum {
    RECTO_TOKEN_PLAIN,
    RECTO_TOKEN_KEYWORD,
    RECTO_TOKEN_STRING,
    RECTO_TOKEN_COMMENT,
    RECTO_TOKEN_NUMBER,
    RECTO_TOKEN_OUTPUT, /* output of a program in a transcript; no grammar emits it */
} RectoTokenKind;

/* Bytes of the text, whole characters. */
typedef struct {
    guint32 start, end;
    RectoTokenKind kind;
} RectoToken;

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    const char *folder; /* directory of the library's own grammars */
    /* Tokens of `text` (UTF-8) in order, none PLAIN, none over a line's end; of RectoToken, the caller's. NULL when the
     * grammar can't be read, or gives up. */
    GArray *(*tokens)(const char *folder, const char *grammar, const char *text, gsize length);
} RectoHighlighter;

#define RECTO_HIGHLIGHTER_MODULE "highlight"
#define RECTO_HIGHLIGHTER_SYMBOL "recto_highlighter"
extern const RectoHighlighter recto_highlighter;

#ifdef __cplusplus
}
#endif
