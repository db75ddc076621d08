/* Private declarations of the folder: the two sides of the comparison. */
#pragma once

#include "proof/normal.h"
#include "proof/proof.h"

typedef enum { RECTO_REGION_BODY, RECTO_REGION_NOTE, RECTO_REGION_CAPTION } RectoRegionKind;

/* A text that is compared as a whole. */
typedef struct RectoRegion RectoRegion;
struct RectoRegion {
    RectoRegionKind kind;
    RectoSpan span; /* location of the note, of the caption, or of the image whose title is the caption */
    RectoNormal written, shown;
    gboolean found;    /* the structure has an element for it */
    gboolean optional; /* the title of a picture, which is printed only below a figure */
    RectoRegion *twin; /* the next with the same span, or NULL */
};

/* A block of data: something of it must be drawn. */
typedef struct {
    const RectoNode *node;
    gboolean drawn;
} RectoProofData;

struct RectoProof {
    const RectoDocument *document;
    const RectoPages *pages; /* NULL before the check */
    RectoDiagnostics *diagnostics;
    GPtrArray *regions;   /* of RectoRegion*; the body first */
    GHashTable *by_span;  /* const RectoSpan* → RectoRegion*: notes and captions */
    GHashTable *pictures; /* const RectoSpan*: pictures with an alternative text of the author's */
    GHashTable *sparks;   /* const RectoSpan* → const RectoNode*: code that may be drawn as a small line */
    GHashTable *data;     /* const RectoSpan* → RectoProofData* */
    GHashTable *anchors;  /* const char* → const RectoNode*: the first node of each name */
    GPtrArray *links;     /* of const RectoNode* */
};

/* Keys are spans by file, line and column. */
guint recto_span_hash(gconstpointer span);
gboolean recto_span_equal(gconstpointer a, gconstpointer b);

/* Fills the written side of all regions and the tables of spans. */
void recto_proof_write(RectoProof *proof);

/* Fills the shown side. */
void recto_proof_show(RectoProof *proof);

/* Reports what differs. */
void recto_proof_compare(RectoProof *proof);
void recto_proof_differ(RectoProof *proof, const RectoRegion *region);

/* Collects links and anchors of the document, then looks for them on the pages. */
void recto_proof_collect_targets(RectoProof *proof);
void recto_proof_check_targets(RectoProof *proof);

void recto_proof_check_ink(RectoProof *proof);
