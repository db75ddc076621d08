/* Writes the outline (bookmarks) of a PDF. */
#include "pdf/pdf.h"

/* Position of an entry in the tree, by indices; NONE means no entry. The entry after the last one represents the
 * outline itself. */
typedef struct {
    guint parent, previous, next, first, last, count;
} OutlineNode;

#define NONE G_MAXUINT

static OutlineNode *outline_tree(const GArray *outline)
{
    guint n = outline->len;
    OutlineNode *nodes = g_new(OutlineNode, n + 1);
    for (guint i = 0; i <= n; i++)
        nodes[i] = (OutlineNode){NONE, NONE, NONE, NONE, NONE, 0};
    guint open = n; /* the entry that may contain the next one */
    for (guint i = 0; i < n; i++) {
        int level = g_array_index(outline, RectoOutlineEntry, i).level;
        while (open != n && g_array_index(outline, RectoOutlineEntry, open).level >= level)
            open = nodes[open].parent;
        nodes[i].parent = open;
        nodes[i].previous = nodes[open].last;
        if (nodes[open].last != NONE)
            nodes[nodes[open].last].next = i;
        else
            nodes[open].first = i;
        nodes[open].last = i;
        open = i;
    }
    for (guint i = n; i-- > 0;)
        nodes[nodes[i].parent].count += nodes[i].count + 1;
    return nodes;
}

static void put_relative(GString *out, const char *key, guint first_id, guint index)
{
    if (index != NONE)
        recto_pdf_append_entry(out, key, first_id + index);
}

void recto_pdf_add_outline(RectoPdf *pdf)
{
    const GArray *outline = pdf->pages->outline;
    guint n = outline->len;
    if (!n)
        return;
    g_autofree OutlineNode *nodes = outline_tree(outline);
    guint first_id = pdf->update->n_ids;
    for (guint i = 0; i <= n; i++) {
        GString *out = recto_pdf_update_begin(pdf->update, recto_pdf_update_new_id(pdf->update));
        if (i == n) {
            g_string_append(out, "<</Type/Outlines");
        } else {
            const RectoOutlineEntry *entry = &g_array_index(outline, RectoOutlineEntry, i);
            g_string_append(out, "<</Title");
            recto_pdf_append_text(out, entry->title ? entry->title : "");
            if (entry->dest && g_hash_table_contains(pdf->dests, entry->dest)) {
                g_string_append(out, "/Dest");
                recto_pdf_append_dest(out, pdf, entry->dest);
            }
        }
        put_relative(out, "/Parent", first_id, nodes[i].parent);
        put_relative(out, "/Prev", first_id, nodes[i].previous);
        put_relative(out, "/Next", first_id, nodes[i].next);
        put_relative(out, "/First", first_id, nodes[i].first);
        put_relative(out, "/Last", first_id, nodes[i].last);
        if (nodes[i].count)
            g_string_append_printf(out, "/Count %u", nodes[i].count);
        g_string_append(out, ">>");
        recto_pdf_update_end(pdf->update);
    }
    recto_pdf_append_entry(pdf->catalog, "/Outlines", first_id + n);
    g_string_append(pdf->catalog, "/PageMode/UseOutlines");
}

/* A folio in digits as a number; 0 for any other label. */
static guint label_number(const char *label)
{
    guint64 number = 0;
    if (!label || *label == '0' || !g_ascii_string_to_unsigned(label, 10, 1, 999999, &number, NULL))
        return 0;
    return (guint)number;
}

/* Ranges of labels: a page has an entry only where its label does not follow from the one before. */
void recto_pdf_add_page_labels(RectoPdf *pdf)
{
    const char *before = NULL;
    g_string_append(pdf->catalog, "/PageLabels<</Nums[");
    for (guint i = 0; i < pdf->n_pages; i++) {
        const char *label = recto_pages_page(pdf->pages, i)->label;
        guint number = label_number(label), number_before = i ? label_number(before) : 0;
        gboolean follows = number ? number_before && number == number_before + 1
                                  : i && !number_before && g_strcmp0(label, before) == 0;
        before = label;
        if (follows)
            continue;
        g_string_append_printf(pdf->catalog, "%u<<", i);
        if (number) {
            g_string_append_printf(pdf->catalog, "/S/D/St %u", number);
        } else if (label && *label) {
            g_string_append(pdf->catalog, "/P");
            recto_pdf_append_text(pdf->catalog, label);
        }
        g_string_append(pdf->catalog, ">>");
    }
    g_string_append(pdf->catalog, "]>>");
}
