/* The logical structure of the document: the tree of PDF structure elements (ISO 32000-1, 14.8.4). The layout creates
 * it together with the content, in the order of the source.
 *
 * Reading order never depends on the position of drawing. The children of an element are elements and *slots*. A slot
 * is a place for content in its element. Every item on a page names its slot, or none (then it is an artifact). When
 * pages are written, the content of a slot replaces it, in page order. The paragraph "a [link] b" is P { slot, Link {
 * slot }, slot }. The order is the same however its lines are distributed over pages, and no style can change it. */
#pragma once

#include "base/diagnostic.h"
#include <glib.h>

/* Standard structure types, in ISO 32000-1's spelling (recto_role_name()). */
typedef enum {
#define ROLE(id, name) RECTO_ROLE_##id,
#include "page/roles.def"
#undef ROLE
    RECTO_ROLE_MAX
} RectoRole;

typedef guint32 RectoSlot; /* 0: none, an artifact */
#define RECTO_SLOT_NONE 0u

typedef struct RectoElement RectoElement;
typedef struct RectoStructure RectoStructure;

typedef enum { RECTO_LIST_NONE, RECTO_LIST_DISC, RECTO_LIST_DECIMAL } RectoListNumbering;
typedef enum { RECTO_SCOPE_NONE, RECTO_SCOPE_COLUMN, RECTO_SCOPE_ROW } RectoHeaderScope;

typedef struct {
    RectoElement *element; /* or NULL: a slot */
    RectoSlot slot;
} RectoStructureChild;

struct RectoElement {
    RectoRole role;
    RectoElement *parent; /* NULL for the Document element */
    guint id;             /* index in the structure, creation order */
    GArray *kids;         /* of RectoStructureChild */
    RectoSpan span;
    const char *lang, *alt, *actual; /* attributes, or NULL; copied by the setters */
    const char *expansion;           /* Span: expansion of an abbreviation, or NULL; copied */
    const char *note_id;             /* Note: unique ID */
    RectoListNumbering numbering;    /* L */
    RectoHeaderScope scope;          /* TH */
    int column_span, row_span;       /* TD, TH; 0 as 1 */
    gint link;                       /* Link: index of its link in RectoPages, else -1 */
};

RectoStructure *recto_structure_new(void); /* with its Document element */
void recto_structure_free(RectoStructure *structure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoStructure, recto_structure_free)

RectoElement *recto_structure_root(RectoStructure *structure);
guint recto_structure_n_elements(const RectoStructure *structure);
RectoElement *recto_structure_element(const RectoStructure *structure, guint id);

/* A new element as the last kid of `parent`. */
RectoElement *recto_element_new(RectoStructure *structure, RectoElement *parent, RectoRole role, RectoSpan span);
void recto_element_set_alt(RectoStructure *structure, RectoElement *element, const char *alt);
void recto_element_set_actual(RectoStructure *structure, RectoElement *element, const char *actual);
void recto_element_set_expansion(RectoStructure *structure, RectoElement *element, const char *expansion);
void recto_element_set_lang(RectoStructure *structure, RectoElement *element, const char *lang);
void recto_element_set_note_id(RectoStructure *structure, RectoElement *element, const char *note_id);

/* A new slot as the last kid of `element`; if the last kid is a slot already, that one. */
RectoSlot recto_element_slot(RectoStructure *structure, RectoElement *element);

/* Returns the element that owns the slot. */
RectoElement *recto_slot_element(const RectoStructure *structure, RectoSlot slot);
guint recto_structure_n_slots(const RectoStructure *structure); /* slots are 1 … n */

const char *recto_role_name(RectoRole role);
RectoRole recto_role_heading(int level); /* H1…H6; deeper stays H6 */
