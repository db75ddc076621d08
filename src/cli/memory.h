/* No memory: a message and exit status 5, never a signal and never a page with something missing.
 *
 * Libraries differ in what they do when malloc() fails: GLib and Rust abort, C++ throws, HarfBuzz and Pango go on
 * without the text. So the program has malloc() of its own, which every library calls: it passes the request on to the
 * C library and ends the program where that has nothing left. This is safe at any place, with any lock held: the end is
 * write(), unlink() and _exit() alone, which allocate nothing and take no lock (signal-safety(7)), and no destructor
 * runs. What was being written is removed; the old file stays. In a child process the end is silent, since its parent
 * reports it.
 *
 * Only with the GNU C library, whose allocator can be called by another name, and not under a sanitizer, which has its
 * own. Elsewhere recto_memory_end() covers what GLib asks for. */
#pragma once

#include <glib.h>

/* Call first in main(). */
void recto_memory_guard(void);

/* Ends the program with a message and exit status 5 where GLib would abort: no memory, no thread. Allocates nothing. */
G_GNUC_NORETURN void recto_memory_end(const char *message);
