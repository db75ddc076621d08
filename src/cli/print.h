/* The one place that prints (a house test holds to it). Titles, names and messages may hold any bytes; a terminal gets
 * no control character from them: every %s is escaped (base/escape.h, TERMINAL), a line end in a name too. */
#pragma once

#include <glib.h>

/* To standard output, or to standard error. */
void recto_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
void recto_print_error(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Flushes and closes standard output, at the end. 0, or the errno of the first thing printed that was lost. */
int recto_print_end(void);

/* Text of several lines: line ends and tabs stay, all other controls are escaped. */
void recto_print_lines(const char *text);
void recto_print_error_lines(const char *text);

/* A report of diagnostics, which are escaped already and may be coloured. */
void recto_print_report(const char *report);
