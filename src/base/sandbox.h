/* The sandbox: what the process gives up before it reads the first byte of a document.
 *
 * Documents, pictures and PDFs come from strangers, and what decodes them is C. Should one of them take recto over, it
 * finds a process that can do no more than typeset:
 *   files  Landlock (Linux 5.13): only what was allowed here can be opened, made or removed, by whatever name and
 *          through whatever link. Recto's own data and modules, shared libraries, installed fonts and the few files
 *          that the C library, fontconfig and the decoders read are allowed by recto_sandbox_new(); the rest is the
 *          command's to allow.
 *   calls  seccomp: no sockets, no other program, no look into other processes, no namespaces …; sandbox_calls.def
 *          lists every call, and says which are refused and which end the process.
 * Neither can be undone; both hold for threads and children that are started later.
 *
 * Life: new, allow_… as often as needed, enter, free, in one thread, before others are started. Entering again
 * narrows further. Paths are looked up when they are allowed, symbolic links followed; what is not there is passed
 * over. A kernel that lacks a part is no error: recto_sandbox_missing() says what there is to tell.
 *
 * Source: Documentation/userspace-api/landlock.rst and seccomp_filter.rst of the Linux kernel. */
#pragma once

#include <glib.h>

typedef struct RectoSandbox RectoSandbox;

/* With what every command reads. Caller frees. */
RectoSandbox *recto_sandbox_new(void);
void recto_sandbox_free(RectoSandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoSandbox, recto_sandbox_free)

/* A file, or a folder with all that is in it, may be read. */
void recto_sandbox_allow_read(RectoSandbox *sandbox, const char *path);

/* `path` may be written: as files are, by a new one in its folder that takes its place (so that all files of the folder
 * may be replaced, but none be read, nor a folder made); or, when it is a device or a pipe, as it is. */
void recto_sandbox_allow_write(RectoSandbox *sandbox, const char *path);

/* All below a folder may be read, made, replaced and removed, folders too. */
void recto_sandbox_allow_tree(RectoSandbox *sandbox, const char *folder);

/* Empty directories below `folder` may be removed. */
void recto_sandbox_allow_removal(RectoSandbox *sandbox, const char *folder);

/* A private folder of this process and its children for temporary files, whose tree is allowed; from now on
 * g_get_tmp_dir() gives it, so call this before that. One is made a process, recto_sandbox_remove_temporary() removes
 * it again. FALSE and error when it can't be made. Without a sandbox (NULL) it is only made. */
gboolean recto_sandbox_allow_temporary(RectoSandbox *sandbox, GError **error);

/* Path of that folder; NULL: there is none. */
const char *recto_sandbox_temporary(void);

/* Removes that folder, which must be empty by then. In the process that made it only; async-signal-safe. */
void recto_sandbox_remove_temporary(void);

/* Gives up everything else. FALSE with error when the kernel has what is needed and still refuses; then nothing may be
 * read. */
gboolean recto_sandbox_enter(RectoSandbox *sandbox, GError **error);

/* Which part of a sandbox that was entered this kernel (or this build) lacks, as half a sentence: "the kernel lacks
 * Landlock …"; NULL: none. */
const char *recto_sandbox_missing(const RectoSandbox *sandbox);
