/* A child process with limits. Untrusted data are decoded in a child, where an endless loop, excessive memory use or a
 * crash of a library ends only the child.
 *
 * The child is a copy of the program at the call of recto_child_fork(): it has the same memory, does not call exec, and
 * ends with _exit(). Fork before the program has threads, because only the calling thread exists in the child. The
 * child returns its results through a pipe; the parent validates them like a file. Units: seconds of processor time,
 * bytes. */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

typedef struct {
    guint seconds;      /* limit on processor time, or 0 for none */
    gsize memory;       /* address space that the child may use in addition to the program's, or 0 for no limit */
    gboolean no_files;  /* TRUE: the child cannot open files or sockets */
    gboolean no_writes; /* TRUE: the child cannot extend files; it can write to pipes */
    gboolean silent;    /* TRUE: the standard streams are closed (with a sanitizer, standard error stays open) */
} RectoChildLimits;

/* Forks. Returns 0 in the child, the process ID of the child in the parent, or −1 with `error` set if no process can be
 * created. The child has the default signal actions and the given limits, and is killed when its parent ends.
 * `ret_pipe`, unless NULL, receives the read end of a pipe in the parent and the write end in the child; each closes
 * its own end. */
pid_t recto_child_fork(const RectoChildLimits *limits, int *ret_pipe, GError **error);

/* Waits for the child. Returns TRUE if it ended with exit status 0. Otherwise returns FALSE with `error` set; the
 * message completes a sentence that begins with “reading it …”. */
gboolean recto_child_wait(pid_t child, const RectoChildLimits *limits, GError **error);

/* Describes the end of a child from the status of waitpid(), for example “took more than 60 s of processor time”.
 * Caller frees. */
char *recto_child_describe_end(int status, const RectoChildLimits *limits);

/* Write or read exactly `length` bytes. Return FALSE on an error or at the end of the pipe. */
gboolean recto_child_send(int pipe, gconstpointer bytes, gsize length);
gboolean recto_child_receive(int pipe, gpointer bytes, gsize length);
