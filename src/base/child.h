/* A child process with limits: untrusted bytes are decoded where an endless loop, too much memory or a crash of a
 * library ends the child only.
 *
 * The child is a copy of the program at the call of recto_child_fork(): it has the same memory, calls no exec and ends
 * with _exit(). Fork before the program has threads, since only the calling one exists in the child. What the child
 * finds out goes through a pipe; the parent checks what arrives as it checks a file.
 *
 * Units: seconds of processor time, bytes. */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

typedef struct {
    guint seconds;      /* processor time; 0: no limit */
    gsize memory;       /* address space that the child may add to what the program has; 0: no limit */
    gboolean no_files;  /* TRUE: the child can open no file and no socket */
    gboolean no_writes; /* TRUE: no file that the child writes can grow; pipes can */
    gboolean silent;    /* TRUE: its standard streams lead nowhere (with a sanitizer, standard error stays) */
} RectoChildLimits;

/* Forks. Returns 0 in the child, the child's process id in the parent, and −1 with error when there is no process to be
 * had. The child has the default signal actions, is killed when its parent ends, and obeys `limits`. `ret_pipe`, when
 * it is not NULL: the parent's end is for reading, the child's for writing; each closes its own. */
pid_t recto_child_fork(const RectoChildLimits *limits, int *ret_pipe, GError **error);

/* Waits for the child. Returns TRUE when it ended with exit status 0, else FALSE and error, which says what ended it
 * in words that complete “reading it …”. */
gboolean recto_child_wait(pid_t child, const RectoChildLimits *limits, GError **error);

/* Says what ended a child, from the status of waitpid(): “took more than 60 s of processor time”. Caller frees. */
char *recto_child_describe_end(int status, const RectoChildLimits *limits);

/* Writes or reads exactly `length` bytes. FALSE at an error or the end of the pipe. */
gboolean recto_child_send(int pipe, gconstpointer bytes, gsize length);
gboolean recto_child_receive(int pipe, gpointer bytes, gsize length);
