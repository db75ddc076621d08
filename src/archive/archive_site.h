/* What stands around the PDFs of an archive: index.html, feed.xml, archive.json, SHA256SUMS; and what makes them. */
#pragma once

#include "archive/archive_entry.h"

/* The command that makes a report's PDF, cover and list of inputs. g_strfreev(). */
char **recto_archive_command(const RectoArchiveOptions *options, const RectoArchiveEntry *entry);

/* What is known of a PDF that is there. */
typedef struct {
    const RectoArchiveEntry *entry;
    char *file;   /* NAME.pdf */
    char *digest; /* SHA-256 */
    gsize size;
} RectoArchiveFile;

/* Writes all four from the entries whose PDFs are there. */
gboolean recto_archive_write_site(const RectoArchiveOptions *options, const GPtrArray *entries, GError **error);

/* Each as text, of RectoArchiveFile; caller frees. */
char *recto_archive_html(const RectoArchiveOptions *options, const GArray *files);
char *recto_archive_feed(const RectoArchiveOptions *options, const GArray *files);
char *recto_archive_json(const RectoArchiveOptions *options, const GArray *files);
char *recto_archive_sums(const GArray *files);

/* What the site is called when nobody says. */
#define RECTO_ARCHIVE_TITLE "Annual reports"

#define RECTO_ARCHIVE_SUMS "SHA256SUMS"
