/* One escaping function for all output formats. Titles and file names may contain any bytes; the result is valid in its
 * format. All functions accept `length` bytes (−1: up to NUL) that may be invalid UTF-8. An invalid byte, and a
 * character that the format cannot represent, becomes U+FFFD.
 *
 *     XML       elements and attributes of XML 1.0 and HTML: & < > " ' as entities; no control characters or
 *               noncharacters (XML 1.0, 2.2; HTML, 13.2.3.5), which are invalid even as references
 *     JSON      content of a quoted string (RFC 8259, 7)
 *     YAML      content of a double-quoted scalar (YAML 1.2, 7.3.1)
 *     NINJA     a path in a build line: $ before space, colon and $; bytes are unchanged, except line breaks
 *     MAKE      a path in a dependency file in the syntax of make and Ninja; bytes as for NINJA
 *     TERMINAL  text for people: C0 (with line breaks and tabs), DEL, C1, bidi controls, line separators and
 *               noncharacters as \x1b or \u{202e}, other invalid bytes as \xff
 *     DISPLAY   the same for an excerpt with columns: U+FFFD for each such character; tabs are unchanged
 *
 * Ninja and make cannot represent a path with a line break: see recto_escape_is_line(). */
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

/* Appends the escaped text. */
void recto_escape(GString *out, RectoEscape escape, const char *text, gssize length);

/* Returns the escaped text as a new string. Caller frees. */
char *recto_escape_dup(RectoEscape escape, const char *text);

/* Appends text formatted like printf(), with every %s argument escaped. Supports the conversions d i u x X c s f and %,
 * with flags, width, precision (also *) and the lengths l, ll and z; no others. */
void recto_escape_printf(GString *out, RectoEscape escape, const char *format, ...) G_GNUC_PRINTF(3, 4);
void recto_escape_vprintf(GString *out, RectoEscape escape, const char *format, va_list arguments) G_GNUC_PRINTF(3, 0);

/* Returns the formatted text as a new string. Caller frees. */
char *recto_escape_format(RectoEscape escape, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Returns FALSE for characters that are invalid in a document: control characters other than tab and line feed, and
 * noncharacters. */
gboolean recto_is_text_character(gunichar character);

/* Returns a copy in which such characters are replaced by U+FFFD, or NULL if the text contains none. `*ret_first`
 * receives the first of them. `text` is UTF-8. Caller frees. */
char *recto_text_clean(const char *text, gunichar *ret_first);

/* Returns the character that replaces `character` in DISPLAY. */
gunichar recto_escape_displayed(gunichar character);

/* Returns TRUE if a name has no line break, so that formats with one line per name can represent it. */
gboolean recto_escape_is_line(const char *name);
