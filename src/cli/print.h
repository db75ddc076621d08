/* The only functions that print (a house test checks this). Titles, names and messages may contain any bytes, but a
 * terminal must not receive their control characters: every %s is escaped (base/escape.h, TERMINAL), including line
 * breaks in names. */
#pragma once

#include <glib.h>

/* Print to standard output, or to standard error. */
void recto_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
void recto_print_error(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Flushes and closes standard output at the end. Returns 0, or the errno of the first output that was lost. */
int recto_print_end(void);

/* Print text of several lines: line breaks and tabs are unchanged, other control characters are escaped. */
void recto_print_lines(const char *text);
void recto_print_error_lines(const char *text);

/* Prints formatted diagnostics, which are already escaped and may be coloured. */
void recto_print_report(const char *report);
