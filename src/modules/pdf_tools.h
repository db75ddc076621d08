/* The module "pdf": what libqpdf does for recto. Few runs need it (extract, verify, --linearize), and libqpdf loads a
 * dozen libraries. One table, RECTO_PDF_TOOLS_SYMBOL, holds its functions.
 *
 * A PDF may come from anyone. Call what reads one in a child process (pdf/pdf_extract.h does): libqpdf inflates
 * object streams and cross-reference streams whole, so that only the limits of a process bound its time and memory. The
 * data of embedded files are counted while they are inflated. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Limits for reading one PDF: the size in bytes of an embedded file and of all files together, and the number of
 * nodes of the name tree, which is also the number of files. */
#define RECTO_PDF_MAX_FILE  ((gsize)256 << 20)
#define RECTO_PDF_MAX_TOTAL ((gsize)1 << 30)
#define RECTO_PDF_MAX_NODES 10000
/* Bytes of a file's name, before it is cut. */
#define RECTO_PDF_MAX_NAME 4096

/* Receives the embedded files of a PDF in the order of the name tree. A function that returns FALSE ends the reading.
 */
typedef struct {
    /* Called at the start of a file. `name` is valid UTF-8 and comes from the PDF; never trust it as a path. */
    gboolean (*begin)(const char *name, gpointer data);
    /* The next bytes of it. */
    gboolean (*add)(gconstpointer bytes, gsize length, gpointer data);
    /* The file ends. `problem`: NULL when it is whole, else why it is not (“larger than 256 MiB”). */
    gboolean (*end)(const char *problem, gpointer data);
    /* The PDF has more than the limits allow; `problem` says what is left out. Nothing follows. */
    gboolean (*cut)(const char *problem, gpointer data);
    gpointer data;
} RectoPdfSink;

typedef struct {
    /* Reads the embedded files (ISO 32000-1, 7.11.4: the catalog's name tree), each node of the tree once. FALSE and
     * error when the bytes can't be read as a PDF; TRUE also when the sink ended the reading. */
    gboolean (*read_files)(GBytes *pdf, const RectoPdfSink *sink, GError **error);
    /* Describes the first difference between two PDFs, see pdf/pdf_extract.h. Caller frees. */
    char *(*first_difference)(GBytes *one, GBytes *other);
    /* The same file ordered for the web (ISO 32000-1, annex F), of a PDF that recto made; NULL and error when it can't
     * be read. */
    GBytes *(*linearize)(GBytes *pdf, GError **error);
} RectoPdfTools;

#define RECTO_PDF_TOOLS_MODULE "pdf"
#define RECTO_PDF_TOOLS_SYMBOL "recto_pdf_tools"
extern const RectoPdfTools recto_pdf_tools;

/* Private to the module: its parts in C++. */
gboolean recto_pdf_read_files(GBytes *pdf, const RectoPdfSink *sink, GError **error);
char *recto_pdf_find_difference(GBytes *one, GBytes *other);

G_END_DECLS
