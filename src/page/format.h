/* Words of the text dumps: lengths, strings, colours, written the same on every machine. */
#pragma once

#include "base/length.h"
#include "page/item.h"

void recto_format_number(GString *out, guint64 number);

/* In points, two decimals at most. */
void recto_format_length(GString *out, RectoLength length);

/* Appends the text in double quotes. Invisible characters (control characters, no-break and zero-width spaces) appear
 * as \u{HEX}. */
void recto_format_quoted(GString *out, const char *text, gsize length);

/* "#rrggbb" or "none". */
void recto_format_colour(GString *out, RectoColour colour);

/* " @line:column", nothing for no place. */
void recto_format_span(GString *out, RectoSpan span);
