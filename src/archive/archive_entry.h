/* The reports of a folder: what the index says of each, and the names of its files. */
#pragma once

#include "archive/archive.h"

typedef struct {
    char *source;                                      /* path below the folder */
    char *path;                                        /* the whole path */
    char *name;                                        /* YEAR-slug, unique in the site: its files' stem */
    char *title, *authors, *description, *date, *lang; /* date: as its language writes it; "" when there is none */
    char *moment;                                      /* ISO 8601, for the feed */
    int year;                                          /* that the title names, else of the date; 0: none */
} RectoArchiveEntry;

/* Newest first, then by title; of RectoArchiveEntry*, owned by the array. NULL and error when the folder can't be read.
 */
GPtrArray *recto_archive_scan(const RectoArchiveOptions *options, GError **error);

/* SITE/FOLDER/NAME.EXTENSION; folder may be NULL. Caller frees. */
char *recto_archive_path(const RectoArchiveOptions *options, const RectoArchiveEntry *entry, const char *folder,
                         const char *extension);

/* Folder of covers and of what the next run must know, below the site. */
#define RECTO_ARCHIVE_COVERS "covers"
#define RECTO_ARCHIVE_STATE  ".recto"
