/* Reader for the file that Cairo wrote: its objects by number, as slices of the bytes. Supports cross-reference
 * tables, and the streams of cross-references and objects that Cairo 1.18 writes (ISO 32000-1, 7.5.4, 7.5.7, 7.5.8).
 * All generations are 0. It is not a reader for other PDFs, but it never reads beyond its bytes.
 *
 * A value is a RectoPdfToken that contains the whole value: "<</A 1>>", "[1 2]", "12 0 R". */
#pragma once

#include "pdf/pdf_token.h"

typedef struct RectoPdfFile RectoPdfFile;

typedef struct {
    RectoPdfToken value;  /* value of the object; for a stream, its dictionary */
    RectoPdfToken stream; /* data as stored; `text` is NULL unless the object is a stream */
} RectoPdfObject;

/* `data` is borrowed and must outlive the file. NULL and error when it is damaged. */
RectoPdfFile *recto_pdf_file_open(const char *data, gsize length, GError **error);
void recto_pdf_file_free(RectoPdfFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoPdfFile, recto_pdf_file_free)

/* Objects are numbered from 1 to one less. */
guint recto_pdf_file_n_ids(const RectoPdfFile *file);
guint recto_pdf_file_root(const RectoPdfFile *file);

/* FALSE when there is no such object. */
gboolean recto_pdf_file_object(const RectoPdfFile *file, guint id, RectoPdfObject *ret_object);

/* The value itself, or that of the object it refers to; text NULL when there is none. */
RectoPdfToken recto_pdf_file_resolve(const RectoPdfFile *file, RectoPdfToken value);

/* Data of a stream that has no filter or /FlateDecode; NULL for all others. Caller unrefs. */
GByteArray *recto_pdf_object_data(const RectoPdfObject *object);

/* Gets the value of a key ("/Type") in a dictionary. Returns FALSE if `dictionary` is not a dictionary or has no such
 * key. */
gboolean recto_pdf_get(RectoPdfToken dictionary, const char *key, RectoPdfToken *ret_value);

/* Returns the number of the object to which a value refers, or 0 if it is not a reference. */
guint recto_pdf_reference(RectoPdfToken value);

/* Reads the next value in the text at *position and moves *position after it. */
gboolean recto_pdf_next_value(RectoPdfToken text, gsize *position, RectoPdfToken *ret_value);
