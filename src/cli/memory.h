/* Out of memory: prints a message and ends with exit status 5. The program never ends by a signal, and never writes an
 * incomplete page.
 *
 * Libraries handle a failed malloc() differently: GLib and Rust abort, C++ throws, HarfBuzz and Pango omit the text.
 * Therefore the program defines malloc(), which all libraries call: it calls the C library's function and ends the
 * program if that fails. This is safe at any point, with any lock held: only write(), unlink() and _exit() are called,
 * which neither allocate nor lock (signal-safety(7)), and no destructor runs. Incomplete files are removed, and old
 * files remain. A child process ends silently, because its parent reports it.
 *
 * This applies only to the GNU C library, whose allocator has a second name, and not to builds with a sanitizer, which
 * has an allocator of its own. Elsewhere, recto_memory_end() handles the failures that GLib reports. */
#pragma once

#include <glib.h>

/* Installs the handlers. Call it first in main(). */
void recto_memory_guard(void);

/* Ends the program with a message and exit status 5 where GLib would abort because it has no memory or cannot create a
 * thread. Allocates nothing. */
G_GNUC_NORETURN void recto_memory_end(const char *message);
