/* Log messages of libraries. GLib, Pango and others log what they find odd, and GLib prints it raw on standard error; a
 * document must not be able to write there. recto reports faults of a document itself, as diagnostics, so these
 * messages are dropped, or printed as notes with --verbose, escaped. */
#pragma once

/* Takes the messages over from GLib, those that GLib aborts after excepted (recto_memory_guard()). Call once, first in
 * main(). */
void recto_library_log_guard(void);

/* From now on messages are printed as notes, at most 20. */
void recto_library_log_show(void);
