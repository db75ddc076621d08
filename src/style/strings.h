/* Texts that recto itself prints (Contents, Page, month names, labels of the back page) in the document's language.
 * data/strings.yaml has one map per language; English fills the gaps.
 *
 * The lookup of a tag goes from the whole tag to its first subtag: pt-BR, then pt, then en. Each text comes from the
 * first of these languages that has it. Only the maps of those tags are read. */
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

/* Returns the name of a month without a day, 1 … 12. Caller frees. */
char *recto_strings_month(const RectoStrings *strings, int month);

/* Formats a number with `decimals` digits after the decimal mark, grouped as usual in the language ("1,683", "33,3"),
 * with a true minus sign. The other function formats a percentage. Caller frees. */
char *recto_strings_number(const RectoStrings *strings, double number, int decimals);
char *recto_strings_percent(const RectoStrings *strings, double number, int decimals);
