/* Many processes, some at once. */
#pragma once

#include <gio/gio.h>

/* Told of each that has ended, in the order of their ends: its exit status (−1: it did not end by itself) and all it
 * printed. */
typedef void (*RectoJobEnded)(guint index, int status, const char *printed, gpointer data);

/* Runs `n` commands, `at_once` at a time; command(i) gives the NULL-terminated arguments of the i-th, owned by the
 * caller of the function. */
void recto_jobs_run(guint n, guint at_once, char **(*command)(guint index, gpointer data), RectoJobEnded ended,
                    gpointer data);
