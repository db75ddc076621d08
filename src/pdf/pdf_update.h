/* Additions to Cairo's file and replacements in it: PDF objects as text, by number. Text is several times faster than
 * a tree of objects, and the structure of a long report has tens of thousands of objects.
 *
 *     guint id = recto_pdf_update_new_id(update);
 *     GString *out = recto_pdf_update_begin(update, id);
 *     g_string_append(out, "<</Type/Outlines>>");
 *     recto_pdf_update_end(update);
 *
 * The number of an object in Cairo's file is valid too: the new object replaces it. All generations are 0. */
#pragma once

#include "base/length.h"
#include "pdf/pdf_file.h"

typedef struct {
    guint id;
    gsize start, length;               /* position of its value; for a stream, of its dictionary's entries */
    gsize stream_start, stream_length; /* position of the data as stored */
    gboolean stream;
} RectoPdfEntry;

typedef struct {
    GString *text;
    GByteArray *streams;
    guint n_ids;     /* next free number */
    GArray *entries; /* of RectoPdfEntry; of several with one number the last counts */
} RectoPdfUpdate;

RectoPdfUpdate *recto_pdf_update_new(guint first_id);
void recto_pdf_update_free(RectoPdfUpdate *update);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoPdfUpdate, recto_pdf_update_free)

guint recto_pdf_update_new_id(RectoPdfUpdate *update);

GString *recto_pdf_update_begin(RectoPdfUpdate *update, guint id);
void recto_pdf_update_end(RectoPdfUpdate *update);

/* A whole stream object, its data compressed here; `entries` are those of its dictionary beside /Length and /Filter
 * ("/N 3", may be empty). */
void recto_pdf_update_stream(RectoPdfUpdate *update, guint id, const char *entries, gconstpointer data, gsize length);

/* The same with the data as they are: `entries` name the filter, where there is one. */
void recto_pdf_update_stream_as_is(RectoPdfUpdate *update, guint id, const char *entries, gconstpointer data,
                                   gsize length);

/* ---- syntax ---- */

/* A text string: ASCII as it is, else UTF-16. */
void recto_pdf_append_text(GString *out, const char *utf8);
/* A byte string. */
void recto_pdf_append_bytes(GString *out, const char *bytes);
/* A name, its "/" included. */
void recto_pdf_append_name(GString *out, const char *name);
/* A number, two decimals at most. */
void recto_pdf_append_number(GString *out, double number);
/* "12 0 R" */
void recto_pdf_append_reference(GString *out, guint id);
/* "/Key 12 0 R" */
void recto_pdf_append_entry(GString *out, const char *key, guint id);
