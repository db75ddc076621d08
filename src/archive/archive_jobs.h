/* Many processes, some at once. Each is this program again, forked, so that none needs another to be run, which the
 * sandbox refuses. */
#pragma once

#include <glib.h>

/* Told of each that has ended, in the order of their ends: its exit status (−1: it did not end by itself) and all it
 * printed, as valid UTF-8. */
typedef void (*RectoJobEnded)(guint index, int status, const char *printed, gpointer data);

/* Runs `n` commands, `at_once` at a time; command(i) gives the NULL-terminated arguments of the i-th, owned by the
 * caller of the function. In a process of its own run() is called with them and gives the exit status; what it prints
 * is gathered. They end when this process does, however that ends. One thread only: a fork takes no others along. */
void recto_jobs_run(guint n, guint at_once, char **(*command)(guint index, gpointer data), int (*run)(char **arguments),
                    RectoJobEnded ended, gpointer data);

/* Ends those that run and waits for them; async-signal-safe. */
void recto_jobs_end(void);
