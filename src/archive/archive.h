/* Builds an archive site from a directory of reports: one PDF and one cover image per report, index.html, SHA256SUMS,
 * archive.json and feed.xml.
 * Each report is built by its own process (`recto build`), so that several run in parallel, and Ninja or a cluster can
 * do the same work. SITE/.recto/NAME.d lists the inputs of a report; SITE/.recto/NAME.state, written last, holds a
 * digest of all of them. recto does not rebuild a report whose digest is unchanged. Every file is replaced as a whole,
 * so the next run can complete the site after a run was killed. */
#pragma once

#include <gio/gio.h>

typedef struct {
    const char *folder;           /* directory of the reports, searched recursively */
    const char *site;             /* output directory, created if missing */
    const char *category;         /* category that a report must have; NULL accepts all documents */
    const char *program;          /* path of the recto program, for the Ninja file */
    int (*run)(char **arguments); /* runs a recto command with these arguments; called in a child process */
    gboolean no_sandbox;          /* TRUE if the builds run without the sandbox */
    const char *const *arguments; /* further arguments for each build (--style …, --set …); NULL-terminated */
    const char *title;            /* title of the index and the feed, or NULL */
    const char *url;              /* public URL of the site, or NULL */
    guint jobs;                   /* maximum number of parallel processes, at least 1 */
    void (*tell)(const char *text, gpointer data); /* reports progress, one line per call; never NULL */
    gpointer data;
} RectoArchiveOptions;

typedef struct {
    guint n_reports, n_made, n_fresh, n_failed;
} RectoArchiveSummary;

/* Removes temporary files that a killed run left in the site. Call it before entering the sandbox, which hides other
 * processes. */
void recto_archive_sweep(const char *site);

/* Ends all running builds and waits for them. For a signal handler: async-signal-safe. */
void recto_archive_end(void);

/* Builds all reports that are out of date, then the index and the other site files. Returns FALSE with `error` set if
 * the directory cannot be read or the site cannot be written. Reports that fail are counted and reported, and their old
 * PDFs stay in place. */
gboolean recto_archive_build(const RectoArchiveOptions *options, RectoArchiveSummary *ret_summary, GError **error);

/* Writes only the index and the other site files, for the PDFs that exist (after Ninja or a cluster built them).
 * Returns FALSE with `error` set on failure. */
gboolean recto_archive_index(const RectoArchiveOptions *options, RectoArchiveSummary *ret_summary, GError **error);

/* Writes a Ninja file at `path` that does the same work. Returns FALSE with `error` set on failure. */
gboolean recto_archive_ninja(const RectoArchiveOptions *options, const char *path, GError **error);

/* Checks each PDF of the site against SHA256SUMS and against its embedded source (`recto verify`); n_fresh counts
 * the PDFs that pass. Returns FALSE with `error` set if the check is not possible. */
gboolean recto_archive_check(const RectoArchiveOptions *options, RectoArchiveSummary *ret_summary, GError **error);
