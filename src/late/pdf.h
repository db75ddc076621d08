/* What libqpdf does for recto: the module "pdf". Few runs need it (extract, verify, --linearize), and libqpdf brings
 * a dozen libraries along. One table, RECTO_PDF_TOOLS_SYMBOL, holds its functions. */
#pragma once

#include <glib.h>

typedef struct {
    char *name;     /* as the PDF names it; a path of its own making is never trusted */
    char *relation; /* AFRelationship without the slash ("Source"), or NULL */
    GBytes *bytes;
} RectoEmbeddedFile;

typedef struct {
    /* See output/pdf_extract.h. */
    GPtrArray *(*embedded_files)(GBytes *pdf, GError **error);
    char *(*first_difference)(GBytes *one, GBytes *other);
    /* The same file ordered for the web (ISO 32000-1, annex F); NULL and error when it can't be read. */
    GBytes *(*linearize)(GBytes *pdf, GError **error);
} RectoPdfTools;

#define RECTO_PDF_TOOLS_MODULE "pdf"
#define RECTO_PDF_TOOLS_SYMBOL "recto_pdf_tools"
extern const RectoPdfTools recto_pdf_tools;
