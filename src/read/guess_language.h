/* The language of a text, by its script and its common words (languages.def).
 *
 * A wrong guess is worse than none: hyphenation, quotation marks and screen readers follow it. So the words of the best
 * language must be a share of the text that prose has, and exceed those of the second by a margin. */
#pragma once

#include <glib.h>

typedef struct {
    const char *lang;   /* BCP 47; NULL: no language is sure enough */
    gboolean by_script; /* the script alone decides */
    guint n_words;      /* that were looked at */
} RectoLanguageGuess;

/* Guesses from Markdown: code, URLs and HTML tags do not count. */
RectoLanguageGuess recto_language_guess(const char *markdown, gsize length);
