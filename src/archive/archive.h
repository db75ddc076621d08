/* The archive: a folder of reports → a folder that can be put on the web or on a disk and read for ever: a PDF and a
 * cover a report, index.html, SHA256SUMS, archive.json, feed.xml.
 *
 * Every report is made by a process of its own (`recto build`), so that many run at once, and the same work can be done
 * by Ninja or a cluster. What a report was made from stands in SITE/.recto/NAME.d; SITE/.recto/NAME.state, written
 * last, holds a digest of all of it. A report whose digest is unchanged is left alone. Every file is replaced as a
 * whole, so a run that is killed leaves a site that the next run completes. */
#pragma once

#include <gio/gio.h>

typedef struct {
    const char *folder;                            /* reports, in any depth */
    const char *site;                              /* made when it is not there */
    const char *category;                          /* that a report must have; NULL: all documents are reports */
    const char *program;                           /* recto itself, for the Ninja file */
    int (*run)(char **arguments);                  /* does what the program would; in a process of its own */
    gboolean no_sandbox;                           /* the builds are to run without */
    const char *const *arguments;                  /* for each build: --style … --set …; NULL-terminated */
    const char *title;                             /* of the index and the feed, or NULL */
    const char *url;                               /* where the site will stand, or NULL */
    guint jobs;                                    /* processes at once, at least 1 */
    void (*tell)(const char *text, gpointer data); /* what there is to say, line by line; never NULL */
    gpointer data;
} RectoArchiveOptions;

typedef struct {
    guint n_reports, n_made, n_fresh, n_failed;
} RectoArchiveSummary;

/* Removes temporary files that a killed run left in the site; before the sandbox, which shows no other processes. */
void recto_archive_sweep(const char *site);

/* Ends the builds that run and waits for them, for a signal's handler; async-signal-safe. */
void recto_archive_end(void);

/* Makes what is not up to date, then the index and its companions. FALSE with error when the folder can't be read or
 * the site not be written; reports that fail are counted and told, and their old PDF stays. */
gboolean recto_archive_build(const RectoArchiveOptions *options, RectoArchiveSummary *ret_summary, GError **error);

/* Only the index and its companions, of the PDFs that are there (after Ninja or a cluster made them). */
gboolean recto_archive_index(const RectoArchiveOptions *options, RectoArchiveSummary *ret_summary, GError **error);

/* The same work as a Ninja file at `path`. */
gboolean recto_archive_ninja(const RectoArchiveOptions *options, const char *path, GError **error);

/* Whether each PDF of the site is the one of SHA256SUMS and what the source inside it says (`recto verify`); n_fresh
 * counts those that are. */
gboolean recto_archive_check(const RectoArchiveOptions *options, RectoArchiveSummary *ret_summary, GError **error);
