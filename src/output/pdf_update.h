/* An incremental update (ISO 32000-1, 7.5.6): PDF objects written as text behind the file that Cairo made. libqpdf then
 * reads both as one file and writes it anew. Text is several times faster than making each object through its
 * interface, and the structure tree of a long report has tens of thousands of them.
 *
 *     guint id = recto_pdf_update_new_id(update);
 *     GString *out = recto_pdf_update_begin(update, id);
 *     g_string_append(out, "<</Type/Outlines>>");
 *     recto_pdf_update_end(update);
 *
 * An id of Cairo's file may be written too: it replaces that object. All generations are 0. */
#pragma once

#include "base/length.h"

typedef struct {
    GString *text;
    gsize base;     /* where it will stand: the length of Cairo's file */
    guint n_ids;    /* next free id */
    GArray *places; /* of each object written: id and offset */
} RectoPdfUpdate;

RectoPdfUpdate *recto_pdf_update_new(gsize base, guint first_id);
void recto_pdf_update_free(RectoPdfUpdate *update);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoPdfUpdate, recto_pdf_update_free)

guint recto_pdf_update_new_id(RectoPdfUpdate *update);

GString *recto_pdf_update_begin(RectoPdfUpdate *update, guint id);
void recto_pdf_update_end(RectoPdfUpdate *update);

/* A whole stream object; `entries` are those of its dictionary beside /Length ("/N 3", may be empty). */
void recto_pdf_update_stream(RectoPdfUpdate *update, guint id, const char *entries, gconstpointer data, gsize length);

/* Cross-reference table and trailer. `previous` is the offset of Cairo's own table. */
void recto_pdf_update_finish(RectoPdfUpdate *update, guint root_id, guint info_id, gsize previous);

/* ---- syntax ---- */

/* A text string: ASCII as it is, else UTF-16. */
void recto_pdf_put_text(GString *out, const char *utf8);
/* A byte string. */
void recto_pdf_put_bytes(GString *out, const char *bytes);
/* A name, its "/" included. */
void recto_pdf_put_name(GString *out, const char *name);
/* A number, two decimals at most. */
void recto_pdf_put_number(GString *out, double number);
/* "12 0 R" */
void recto_pdf_put_reference(GString *out, guint id);
/* "/Key 12 0 R" */
void recto_pdf_put_entry(GString *out, const char *key, guint id);
