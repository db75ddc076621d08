/* The sandbox restricts the process before it reads the first byte of a document. Documents, images and PDFs are
 * untrusted, and their decoders are written in C. If one of them is exploited, the process can do no more than typeset:
 *
 *     files  Landlock (Linux 5.13): only files allowed here can be opened, created or removed, by any name and through
 *            any link. recto_sandbox_new() allows recto's own data and modules, shared libraries, installed fonts and
 *            the files that the C library, fontconfig and the decoders read; the command allows the rest.
 *     calls  seccomp: no sockets, no other programs, no access to other processes, no namespaces …;
 *            sandbox_calls.def lists every call, and whether it is refused or ends the process.
 *
 * Both are irreversible, and apply to threads and children that are started later.
 *
 * Usage: new, allow_… as often as needed, enter, free, in one thread, before others are started. Entering again
 * restricts further. Paths are resolved when they are allowed, and symbolic links are followed; missing files are
 * skipped. A kernel without one of the features is not an error: recto_sandbox_missing() describes the missing parts.
 * Source: Documentation/userspace-api/landlock.rst and seccomp_filter.rst of the Linux kernel. */
#pragma once

#include <glib.h>

typedef struct RectoSandbox RectoSandbox;

/* Creates a sandbox that allows the files that every command reads. Caller frees. */
RectoSandbox *recto_sandbox_new(void);
void recto_sandbox_free(RectoSandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoSandbox, recto_sandbox_free)

/* Allows reading a file, or a directory with all its content. */
void recto_sandbox_allow_read(RectoSandbox *sandbox, const char *path);

/* Allows writing `path` by replacement: a new file in its directory is renamed to it. All files of the directory may
 * then be replaced, but they cannot be read, and directories cannot be created. A device or a pipe may be written
 * directly. */
void recto_sandbox_allow_write(RectoSandbox *sandbox, const char *path);

/* Allows reading, creating, replacing and removing everything inside a directory, including subdirectories. */
void recto_sandbox_allow_tree(RectoSandbox *sandbox, const char *folder);

/* Allows the removal of empty directories inside `folder`. */
void recto_sandbox_allow_removal(RectoSandbox *sandbox, const char *folder);

/* Creates a private directory for temporary files of this process and its children, and allows everything inside it.
 * g_get_tmp_dir() returns it from now on, so this must be called before g_get_tmp_dir(). There is one per process;
 * recto_sandbox_remove_temporary() removes it. Returns FALSE with `error` set if it cannot be created. Without a
 * sandbox (NULL), the directory is only created. */
gboolean recto_sandbox_allow_temporary(RectoSandbox *sandbox, GError **error);

/* Returns the path of that directory, or NULL if there is none. */
const char *recto_sandbox_temporary(void);

/* Removes that directory, which must be empty. Only the process that created it removes it; async-signal-safe. */
void recto_sandbox_remove_temporary(void);

/* Enters the sandbox. Returns FALSE with `error` set if the kernel supports it but refuses; nothing may be read
 * then. */
gboolean recto_sandbox_enter(RectoSandbox *sandbox, GError **error);

/* Returns which part of an entered sandbox this kernel (or this build) lacks, as a clause: "the kernel lacks Landlock
 * …"; or NULL. */
const char *recto_sandbox_missing(const RectoSandbox *sandbox);
