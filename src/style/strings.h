/* Words that recto itself prints (Contents, Page, month names, labels of the back page) in the document's language:
 * data/strings.yaml, one map a language, English where a language lacks one.
 *
 * A tag is looked up from its whole to its first subtag: pt-BR, then pt, then en; each word comes from the first that
 * has it. Only the maps of those tags are read. */
#pragma once

#include "base/diagnostic.h"
#include <glib.h>

typedef struct RectoStrings RectoStrings;

/* `lang`: BCP 47, NULL for English. A language that nobody has put into words is a note, once. NULL and error when
 * data/strings.yaml can't be read. */
RectoStrings *recto_strings_new(const char *lang, RectoDiagnostics *diagnostics, GError **error);
void recto_strings_free(RectoStrings *strings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoStrings, recto_strings_free)

/* The word for `key` ("contents"); never NULL: the key itself when nobody knows it. Borrowed. */
const char *recto_strings_get(const RectoStrings *strings, const char *key);

/* The word for `key`, with `mark` ("{n}") replaced by `value`. Caller frees. */
char *recto_strings_form(const RectoStrings *strings, const char *key, const char *mark, const char *value);

/* A day as the language writes it ("15 January 2025"); month or day 0: left out. Caller frees. */
char *recto_strings_date(const RectoStrings *strings, int year, int month, int day);

/* The name of a month that stands alone, 1 … 12. Caller frees. */
char *recto_strings_month(const RectoStrings *strings, int month);

/* A number with `decimals` digits behind the mark, grouped, as the language writes it ("1,683", "33,3"), with a true
 * minus; and as a percentage. Caller frees. */
char *recto_strings_number(const RectoStrings *strings, double number, int decimals);
char *recto_strings_percent(const RectoStrings *strings, double number, int decimals);
