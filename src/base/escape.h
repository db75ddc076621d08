/* One escaper per output format. Titles and file names may hold any bytes; what comes out is valid in its format.
 *
 * All take `length` bytes (-1: up to NUL) that may be invalid UTF-8. A byte that is no UTF-8, and a character that the
 * format cannot hold in any form, becomes U+FFFD.
 *     XML       elements and attributes of XML 1.0 and HTML: & < > " ' as entities; no control characters or
 *               noncharacters (XML 1.0, 2.2; HTML, 13.2.3.5), which neither can hold even as references
 *     JSON      within quotation marks (RFC 8259, 7)
 *     YAML      within quotation marks (YAML 1.2, 7.3.1)
 *     NINJA     a path in a build line: $ for blank, colon and $; bytes stay as they are, apart from line ends
 *     MAKE      a path in a dependency file as make and Ninja read it; the same
 *     TERMINAL  what a person reads: C0 (line ends and tabs too), DEL, C1, bidi controls, line separators and
 *               noncharacters as \x1b or \u{202e}, other bytes as \xff
 *     DISPLAY   the same for an excerpt whose columns count: U+FFFD in place of each, tabs stay
 *
 * A path with a line end has no form in Ninja and make: recto_escape_is_line() tells. */
#pragma once

#include <glib.h>

typedef enum {
    RECTO_ESCAPE_XML,
    RECTO_ESCAPE_JSON,
    RECTO_ESCAPE_YAML,
    RECTO_ESCAPE_NINJA,
    RECTO_ESCAPE_MAKE,
    RECTO_ESCAPE_TERMINAL,
    RECTO_ESCAPE_DISPLAY,
} RectoEscape;

/* Appends `text`, escaped. */
void recto_escape(GString *out, RectoEscape escape, const char *text, gssize length);

/* The same as a new string, which the caller frees. */
char *recto_escape_dup(RectoEscape escape, const char *text);

/* Appends what printf() would make of the format, with every %s argument escaped. Knows the conversions d i u x X c s f
 * and %, with flags, width, precision (* too) and the lengths l, ll and z; no others. */
void recto_escape_printf(GString *out, RectoEscape escape, const char *format, ...) G_GNUC_PRINTF(3, 4);
void recto_escape_vprintf(GString *out, RectoEscape escape, const char *format, va_list arguments) G_GNUC_PRINTF(3, 0);

/* The same as a new string, which the caller frees. */
char *recto_escape_format(RectoEscape escape, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* FALSE for a character that no text of a document may hold: controls but tab and line feed, noncharacters. */
gboolean recto_is_text_character(gunichar character);

/* Replaces such characters by U+FFFD, in place of one that is as long or in a copy; *ret_first is the first of them.
 * NULL: there is none, `text` is fine as it is. `text` is UTF-8. Caller frees. */
char *recto_text_clean(const char *text, gunichar *ret_first);

/* What DISPLAY makes of a character. */
gunichar recto_escape_displayed(gunichar character);

/* TRUE when a name has no line end, so that formats of one line a name can hold it. */
gboolean recto_escape_is_line(const char *name);
