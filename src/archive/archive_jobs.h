/* Runs many jobs, several in parallel. Each job is a fork of this program, so that no other program has to be executed,
 * which the sandbox forbids. */
#pragma once

#include <glib.h>

/* Called once per finished job, in the order in which jobs finish. `status` is the exit status, or −1 if a signal ended
 * the job; `printed` is its whole output as valid UTF-8. */
typedef void (*RectoJobEnded)(guint index, int status, const char *printed, gpointer data);

/* Runs `n` commands, at most `at_once` in parallel. `command` returns the NULL-terminated arguments of job `index`; the
 * caller owns them. `run` is called with them in a child process and returns the exit status; its output is captured.
 * The children end when this process ends for any reason. The program must be single-threaded, because a fork copies
 * only the calling thread. */
void recto_jobs_run(guint n, guint at_once, char **(*command)(guint index, gpointer data), int (*run)(char **arguments),
                    RectoJobEnded ended, gpointer data);

/* Ends all running jobs and waits for them; async-signal-safe. */
void recto_jobs_end(void);
