/* The reports of a directory: the metadata that the index shows, and the names of the output files. */
#pragma once

#include "archive/archive.h"

typedef struct {
    char *source; /* path relative to the directory */
    char *path;   /* complete path */
    char *name;   /* YEAR-slug: base name of the output files, unique in the site */
    char *title, *authors, *description, *date,
        *lang;    /* metadata; the date is formatted for the report's language, "" if missing */
    char *moment; /* publication time in ISO 8601, for the feed */
    int year;     /* year from the title, else from the date; 0 if neither has one */
} RectoArchiveEntry;

/* Returns the reports, newest first, then by title: an array of RectoArchiveEntry * that owns its elements. Returns
 * NULL with `error` set if the directory cannot be read. */
GPtrArray *recto_archive_scan(const RectoArchiveOptions *options, GError **error);

/* Returns SITE/FOLDER/NAME.EXTENSION; `folder` may be NULL. Caller frees. */
char *recto_archive_path(const RectoArchiveOptions *options, const RectoArchiveEntry *entry, const char *folder,
                         const char *extension);

/* Directories in the site for the covers and for the state that the next run needs. */
#define RECTO_ARCHIVE_COVERS "covers"
#define RECTO_ARCHIVE_STATE  ".recto"
