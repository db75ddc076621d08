/* The files of an archive site other than the PDFs (index.html, feed.xml, archive.json, SHA256SUMS), and the command
 * that builds a report. */
#pragma once

#include "archive/archive_entry.h"

/* Returns the command that builds a report's PDF, cover and list of inputs. Free with g_strfreev(). */
char **recto_archive_command(const RectoArchiveOptions *options, const RectoArchiveEntry *entry);

/* An existing PDF of the site. */
typedef struct {
    const RectoArchiveEntry *entry;
    char *file;   /* NAME.pdf */
    char *digest; /* SHA-256 */
    gsize size;
} RectoArchiveFile;

/* Writes all four files for the entries whose PDFs exist. Returns FALSE with `error` set on failure. */
gboolean recto_archive_write_site(const RectoArchiveOptions *options, const GPtrArray *entries, GError **error);

/* Return the content of one file each, from an array of RectoArchiveFile. Caller frees. */
char *recto_archive_html(const RectoArchiveOptions *options, const GArray *files);
char *recto_archive_feed(const RectoArchiveOptions *options, const GArray *files);
char *recto_archive_json(const RectoArchiveOptions *options, const GArray *files);
char *recto_archive_sums(const GArray *files);

/* Default title of the site. */
#define RECTO_ARCHIVE_TITLE "Annual reports"

#define RECTO_ARCHIVE_SUMS "SHA256SUMS"
