/* Hyphenation by patterns (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", Stanford 1983), read from the files that
 * libhyphen reads: the character set, then a pattern a line, digits between its letters. All patterns that are in a
 * word count, the greatest digit at each place; odd is a break.
 *
 * Reading is what most runs pay for, so the file stays as it is, mapped, and a table of its patterns by the hash of
 * their letters is all that is made. Patterns that change the spelling ("/…") forbid the break. A file may have two
 * levels (NEXTLEVEL): the first finds the parts of compounds, the second is for each part. */
#pragma once

#include <glib.h>

typedef struct RectoPatterns RectoPatterns;

/* NULL when the file can't be read, or not be understood. */
RectoPatterns *recto_patterns_load(const char *path);
void recto_patterns_free(RectoPatterns *patterns);

/* Sets ret_breaks[i] if a hyphen is possible before character i of the word (lower case, n_chars characters).
 * Respects the file's own minimum lengths. A character that is not a letter ends a word within the word. */
void recto_patterns_apply(const RectoPatterns *patterns, const char *word, gsize length, gboolean *ret_breaks,
                          guint n_chars);
