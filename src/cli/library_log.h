/* Log messages of libraries. GLib, Pango and others log unusual conditions, and GLib prints the messages unescaped to
 * standard error, where a document must not be able to write. recto reports errors of a document itself, as
 * diagnostics. Therefore these messages are dropped or, with --verbose, printed as escaped notes. */
#pragma once

/* Redirects the messages of GLib, except those after which GLib aborts (recto_memory_guard()). Call once, first in
 * main(). */
void recto_library_log_guard(void);

/* From now on, prints messages as notes, at most 20. */
void recto_library_log_show(void);
