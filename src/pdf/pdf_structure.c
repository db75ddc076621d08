/* Writes the structure tree of a PDF (recto_pdf_add_structure()). */
#include "pdf/pdf.h"

#include <string.h>

/* While the tree is written. Marks are counted as in RectoPdfDrawing, over all pages. */
typedef struct {
    RectoPdf *pdf;
    guint n_marks;
    guint *mark_page;
    guint *mark_owner;  /* object of the element that a mark's MCID belongs to: its slot's, or its own Span */
    guint *slot_start;  /* slot s has slot_marks[slot_start[s]] to slot_marks[slot_start[s + 1]] */
    guint *slot_marks;  /* in page order */
    guint *element_ids; /* objects; 0: left out */
    GHashTable *boxes;  /* Figure, Formula → ElementArea* */
    guint root_id;
} Tree;

/* Position of a figure. */
typedef struct {
    guint page;
    RectoBox box;
} ElementArea;

static const RectoPdfMark *mark_at(const Tree *tree, guint index)
{
    return &g_array_index(tree->pdf->drawing->marks, RectoPdfMark, index);
}

const char *recto_pdf_role(const RectoPdf *pdf, const RectoElement *element)
{
    /* A link that leads nowhere is plain words. */
    gboolean dead = element->role == RECTO_ROLE_LINK && (element->link < 0 || pdf->link_first[element->link] < 0);
    return dead ? "Span" : recto_role_name(element->role);
}

/* ---- which marks belong where ---- */

static void sort_marks(Tree *tree)
{
    const RectoPdfDrawing *drawing = tree->pdf->drawing;
    guint n_slots = recto_structure_n_slots(tree->pdf->pages->structure);
    for (guint page = 0; page < tree->pdf->n_pages; page++)
        for (guint i = drawing->first_mark[page]; i < drawing->first_mark[page + 1]; i++)
            tree->mark_page[i] = page;
    for (guint i = 0; i < tree->n_marks; i++)
        tree->slot_start[mark_at(tree, i)->slot + 1]++;
    for (guint slot = 0; slot <= n_slots; slot++)
        tree->slot_start[slot + 1] += tree->slot_start[slot];
    g_autofree guint *next = g_memdup2(tree->slot_start, sizeof(guint) * (n_slots + 1));
    for (guint i = 0; i < tree->n_marks; i++)
        tree->slot_marks[next[mark_at(tree, i)->slot]++] = i;
}

static void number_elements(Tree *tree)
{
    const RectoStructure *structure = tree->pdf->pages->structure;
    guint n = recto_structure_n_elements(structure);
    tree->root_id = recto_pdf_update_new_id(tree->pdf->update);
    for (guint i = 0; i < n; i++)
        if (tree->pdf->kept[i])
            tree->element_ids[i] = recto_pdf_update_new_id(tree->pdf->update);
    for (guint i = 0; i < tree->n_marks; i++) {
        const RectoPdfMark *mark = mark_at(tree, i);
        const RectoElement *element = recto_slot_element(structure, mark->slot);
        if (element)
            tree->mark_owner[i] =
                mark->actual ? recto_pdf_update_new_id(tree->pdf->update) : tree->element_ids[element->id];
    }
}

/* ---- the room that figures take ---- */

static const RectoElement *figure_of(const RectoElement *element)
{
    while (element && element->role != RECTO_ROLE_FIGURE && element->role != RECTO_ROLE_FORMULA)
        element = element->parent;
    return element;
}

static gboolean has_figures(const RectoStructure *structure)
{
    for (guint i = 0; i < recto_structure_n_elements(structure); i++) {
        RectoRole role = recto_structure_element(structure, i)->role;
        if (role == RECTO_ROLE_FIGURE || role == RECTO_ROLE_FORMULA)
            return TRUE;
    }
    return FALSE;
}

static void measure_figures(Tree *tree)
{
    const RectoPages *pages = tree->pdf->pages;
    if (!has_figures(pages->structure))
        return;
    for (guint page = 0; page < tree->pdf->n_pages; page++) {
        const GArray *items = recto_pages_page(pages, page)->items;
        for (guint i = 0; i < items->len; i++) {
            const RectoItem *item = &g_array_index(items, RectoItem, i);
            const RectoElement *figure =
                recto_item_draws(item) ? figure_of(recto_slot_element(pages->structure, item->slot)) : NULL;
            if (!figure)
                continue;
            RectoBox box = recto_item_box(item);
            ElementArea *area = g_hash_table_lookup(tree->boxes, figure);
            if (!area) {
                area = g_new(ElementArea, 1);
                *area = (ElementArea){page, box};
                g_hash_table_insert(tree->boxes, (gpointer)figure, area);
            } else if (area->page == page) {
                area->box.left = MIN(area->box.left, box.left);
                area->box.top = MIN(area->box.top, box.top);
                area->box.right = MAX(area->box.right, box.right);
                area->box.bottom = MAX(area->box.bottom, box.bottom);
            }
        }
    }
}

/* ---- kids ---- */

/* Kids as they are collected for /K; one of them needs no array. */
typedef struct {
    GString *text;
    guint n;
    gint page; /* page for /Pg, or −1 while unknown */
} Kids;

static void add_kid_element(Kids *kids, guint id)
{
    if (kids->n++)
        g_string_append_c(kids->text, ' ');
    recto_pdf_append_reference(kids->text, id);
}

/* TRUE when `page` is the element's own, so that a kid there need not name it. */
static gboolean on_page(Kids *kids, guint page)
{
    if (kids->page < 0)
        kids->page = (gint)page;
    return kids->page == (gint)page;
}

static void add_kid_mark(const Tree *tree, Kids *kids, guint index)
{
    const RectoPdfMark *mark = mark_at(tree, index);
    guint page = tree->mark_page[index];
    if (mark->actual) {
        add_kid_element(kids, tree->mark_owner[index]);
        return;
    }
    if (kids->n++)
        g_string_append_c(kids->text, ' ');
    if (on_page(kids, page)) {
        g_string_append_printf(kids->text, "%d", mark->mcid);
        return;
    }
    g_string_append(kids->text, "<</Type/MCR");
    recto_pdf_append_entry(kids->text, "/Pg", tree->pdf->page_ids[page]);
    g_string_append_printf(kids->text, "/MCID %d>>", mark->mcid);
}

static void add_kid_annotations(const Tree *tree, Kids *kids, const RectoElement *element)
{
    gint next = element->link < 0 ? -1 : tree->pdf->link_first[element->link];
    while (next >= 0) {
        const RectoPdfAnnotation *annotation = &g_array_index(tree->pdf->annotations, RectoPdfAnnotation, next);
        kids->n++;
        g_string_append(kids->text, "<</Type/OBJR");
        recto_pdf_append_entry(kids->text, "/Obj", annotation->id);
        if (!on_page(kids, annotation->page))
            recto_pdf_append_entry(kids->text, "/Pg", tree->pdf->page_ids[annotation->page]);
        g_string_append(kids->text, ">>");
        next = annotation->next;
    }
}

static void collect_kids(const Tree *tree, Kids *kids, const RectoElement *element)
{
    for (guint i = 0; i < element->kids->len; i++) {
        const RectoStructureChild *kid = &g_array_index(element->kids, RectoStructureChild, i);
        if (kid->element) {
            if (tree->element_ids[kid->element->id])
                add_kid_element(kids, tree->element_ids[kid->element->id]);
            continue;
        }
        for (guint k = tree->slot_start[kid->slot]; k < tree->slot_start[kid->slot + 1]; k++)
            add_kid_mark(tree, kids, tree->slot_marks[k]);
    }
    add_kid_annotations(tree, kids, element);
}

/* ---- attributes ---- */

static void put_table_attributes(GString *out, const RectoElement *element)
{
    static const char *const scopes[] = {"", "/Scope/Column", "/Scope/Row"};
    if (!element->scope && element->column_span < 2 && element->row_span < 2)
        return;
    g_string_append_printf(out, "/A<</O/Table%s", scopes[element->scope]);
    if (element->column_span > 1)
        g_string_append_printf(out, "/ColSpan %d", element->column_span);
    if (element->row_span > 1)
        g_string_append_printf(out, "/RowSpan %d", element->row_span);
    g_string_append(out, ">>");
}

static void put_figure_box(GString *out, const Tree *tree, const RectoElement *element)
{
    const ElementArea *area = g_hash_table_lookup(tree->boxes, element);
    if (!area)
        return;
    const RectoPdfDrawing *drawing = tree->pdf->drawing;
    const double sides[] = {recto_pdf_x(drawing, area->box.left), recto_pdf_y(drawing, area->page, area->box.bottom),
                            recto_pdf_x(drawing, area->box.right), recto_pdf_y(drawing, area->page, area->box.top)};
    g_string_append(out, "/A<</O/Layout/Placement/Block/BBox[");
    for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
        if (i)
            g_string_append_c(out, ' ');
        recto_pdf_append_number(out, sides[i]);
    }
    g_string_append(out, "]>>");
}

static void put_attributes(GString *out, const Tree *tree, const RectoElement *element)
{
    static const char *const numberings[] = {"None", "Disc", "Decimal"};
    switch (element->role) {
    case RECTO_ROLE_L:
        g_string_append_printf(out, "/A<</O/List/ListNumbering/%s>>", numberings[element->numbering]);
        break;
    case RECTO_ROLE_TH:
    case RECTO_ROLE_TD:
        put_table_attributes(out, element);
        break;
    case RECTO_ROLE_FIGURE:
    case RECTO_ROLE_FORMULA:
        put_figure_box(out, tree, element);
        break;
    default:
        break;
    }
    if (recto_pdf_is_language(element->lang)) {
        g_string_append(out, "/Lang");
        recto_pdf_append_bytes(out, element->lang);
    }
    if (element->alt) {
        g_string_append(out, "/Alt");
        recto_pdf_append_text(out, element->alt);
    }
    if (element->actual) {
        g_string_append(out, "/ActualText");
        recto_pdf_append_text(out, element->actual);
    }
    if (element->expansion) {
        g_string_append(out, "/E");
        recto_pdf_append_text(out, element->expansion);
    }
}

/* ---- notes ---- */

typedef struct {
    char *name;
    guint id;
} NoteId;

static void note_id_clear(gpointer data)
{
    g_free(((NoteId *)data)->name);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(((const NoteId *)a)->name, ((const NoteId *)b)->name);
}

/* Every Note has an ID that no other has. */
static GArray *note_ids(const Tree *tree)
{
    const RectoStructure *structure = tree->pdf->pages->structure;
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(NoteId));
    g_array_set_clear_func(ids, note_id_clear);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < recto_structure_n_elements(structure); i++) {
        const RectoElement *element = recto_structure_element(structure, i);
        if (element->role != RECTO_ROLE_NOTE || !tree->element_ids[i])
            continue;
        NoteId note = {g_strdup(element->note_id ? element->note_id : "note"), tree->element_ids[i]};
        if (!element->note_id || g_hash_table_contains(seen, note.name)) {
            char *unique = g_strdup_printf("%s.%u", note.name, i);
            g_free(note.name);
            note.name = unique;
        }
        g_hash_table_add(seen, note.name);
        g_array_append_val(ids, note);
    }
    return ids;
}

/* ---- objects ---- */

static void write_element(Tree *tree, const RectoElement *element, const char *note_id)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Kids kids = {text, 0, -1};
    collect_kids(tree, &kids, element);
    GString *out = recto_pdf_update_begin(tree->pdf->update, tree->element_ids[element->id]);
    g_string_append_printf(out, "<</S/%s", recto_pdf_role(tree->pdf, element));
    recto_pdf_append_entry(out, "/P", element->parent ? tree->element_ids[element->parent->id] : tree->root_id);
    if (kids.page >= 0)
        recto_pdf_append_entry(out, "/Pg", tree->pdf->page_ids[kids.page]);
    if (kids.n == 1)
        g_string_append_printf(out, "/K %s", text->str);
    else if (kids.n)
        g_string_append_printf(out, "/K[%s]", text->str);
    put_attributes(out, tree, element);
    if (note_id) {
        g_string_append(out, "/ID");
        recto_pdf_append_bytes(out, note_id);
    }
    g_string_append(out, ">>");
    recto_pdf_update_end(tree->pdf->update);
}

/* Writes spans for marked content with replacement text. */
static void write_spans(Tree *tree)
{
    for (guint i = 0; i < tree->n_marks; i++) {
        const RectoPdfMark *mark = mark_at(tree, i);
        const RectoElement *element = recto_slot_element(tree->pdf->pages->structure, mark->slot);
        if (!mark->actual || !element)
            continue;
        GString *out = recto_pdf_update_begin(tree->pdf->update, tree->mark_owner[i]);
        g_string_append(out, "<</S/Span");
        recto_pdf_append_entry(out, "/P", tree->element_ids[element->id]);
        recto_pdf_append_entry(out, "/Pg", tree->pdf->page_ids[tree->mark_page[i]]);
        g_string_append_printf(out, "/K %d/ActualText", mark->mcid);
        recto_pdf_append_text(out, mark->actual);
        g_string_append(out, ">>");
        recto_pdf_update_end(tree->pdf->update);
    }
}

static void write_elements(Tree *tree, const GArray *notes)
{
    const RectoStructure *structure = tree->pdf->pages->structure;
    guint next_note = 0;
    for (guint i = 0; i < recto_structure_n_elements(structure); i++) {
        const NoteId *note = next_note < notes->len ? &g_array_index(notes, NoteId, next_note) : NULL;
        if (!tree->element_ids[i])
            continue;
        gboolean noted = note && note->id == tree->element_ids[i];
        next_note += noted;
        write_element(tree, recto_structure_element(structure, i), noted ? note->name : NULL);
    }
    write_spans(tree);
}

static guint write_parent_tree(Tree *tree)
{
    const RectoPdf *pdf = tree->pdf;
    guint id = recto_pdf_update_new_id(pdf->update);
    GString *out = recto_pdf_update_begin(pdf->update, id);
    g_string_append(out, "<</Nums[");
    for (guint page = 0; page < pdf->n_pages; page++) {
        if (!pdf->drawing->n_mcids[page])
            continue;
        g_string_append_printf(out, "%u[", page);
        for (guint i = pdf->drawing->first_mark[page]; i < pdf->drawing->first_mark[page + 1]; i++) {
            if (mark_at(tree, i)->mcid < 0)
                continue;
            recto_pdf_append_reference(out, tree->mark_owner[i]);
            g_string_append_c(out, ' ');
        }
        g_string_append(out, "]\n");
    }
    for (guint i = 0; i < pdf->annotations->len; i++) {
        const RectoPdfAnnotation *annotation = &g_array_index(pdf->annotations, RectoPdfAnnotation, i);
        const RectoLink *link = &g_array_index(pdf->pages->links, RectoLink, annotation->link);
        g_string_append_printf(out, "%u ", annotation->struct_parent);
        recto_pdf_append_reference(out, tree->element_ids[link->element->id]);
        g_string_append_c(out, '\n');
    }
    g_string_append(out, "]>>");
    recto_pdf_update_end(pdf->update);
    return id;
}

static guint write_id_tree(Tree *tree, GArray *notes)
{
    guint id = recto_pdf_update_new_id(tree->pdf->update);
    GString *out = recto_pdf_update_begin(tree->pdf->update, id);
    g_array_sort(notes, by_name);
    g_string_append(out, "<</Names[");
    for (guint i = 0; i < notes->len; i++) {
        const NoteId *note = &g_array_index(notes, NoteId, i);
        recto_pdf_append_bytes(out, note->name);
        g_string_append_c(out, ' ');
        recto_pdf_append_reference(out, note->id);
    }
    g_string_append(out, "]>>");
    recto_pdf_update_end(tree->pdf->update);
    return id;
}

static void write_root(Tree *tree, guint parent_tree, guint id_tree)
{
    const RectoPdf *pdf = tree->pdf;
    GString *out = recto_pdf_update_begin(pdf->update, tree->root_id);
    g_string_append(out, "<</Type/StructTreeRoot");
    recto_pdf_append_entry(out, "/K", tree->element_ids[0]);
    recto_pdf_append_entry(out, "/ParentTree", parent_tree);
    g_string_append_printf(out, "/ParentTreeNextKey %u", pdf->n_pages + pdf->annotations->len);
    if (id_tree)
        recto_pdf_append_entry(out, "/IDTree", id_tree);
    g_string_append(out, ">>");
    recto_pdf_update_end(pdf->update);
    recto_pdf_append_entry(pdf->catalog, "/StructTreeRoot", tree->root_id);
    g_string_append(pdf->catalog, "/MarkInfo<</Marked true>>");
}

void recto_pdf_add_structure(RectoPdf *pdf)
{
    guint n_marks = pdf->drawing->marks->len, n_slots = recto_structure_n_slots(pdf->pages->structure);
    Tree tree = {
        .pdf = pdf,
        .n_marks = n_marks,
        .mark_page = g_new0(guint, n_marks + 1),
        .mark_owner = g_new0(guint, n_marks + 1),
        .slot_start = g_new0(guint, n_slots + 2),
        .slot_marks = g_new0(guint, n_marks + 1),
        .element_ids = g_new0(guint, recto_structure_n_elements(pdf->pages->structure)),
        .boxes = g_hash_table_new_full(NULL, NULL, NULL, g_free),
    };
    sort_marks(&tree);
    number_elements(&tree);
    measure_figures(&tree);
    g_autoptr(GArray) notes = note_ids(&tree);
    write_elements(&tree, notes);
    guint parent_tree = write_parent_tree(&tree);
    guint id_tree = notes->len ? write_id_tree(&tree, notes) : 0;
    write_root(&tree, parent_tree, id_tree);
    g_hash_table_unref(tree.boxes);
    g_free(tree.element_ids);
    g_free(tree.slot_marks);
    g_free(tree.slot_start);
    g_free(tree.mark_owner);
    g_free(tree.mark_page);
}
