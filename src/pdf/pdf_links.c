/* Writes link annotations and their areas (recto_pdf_add_links()). */
#include "pdf/pdf.h"

#include "pdf/pdf_uri.h"

/* One line's part of a link, in PDF's coordinates. */
typedef struct {
    double left, bottom, right, top;
} LinkArea;

/* All areas of one link on one page. */
typedef struct {
    guint link;
    GArray *areas; /* array of LinkArea */
} Areas;

static void areas_free(gpointer data)
{
    Areas *areas = data;
    g_array_unref(areas->areas);
    g_free(areas);
}

static const char *target_of(const RectoLink *link)
{
    return link->uri && *link->uri ? link->uri : NULL;
}

/* Only a link with a target and with words in the structure gets annotations. */
static gboolean is_live(const RectoPdf *pdf, guint index)
{
    if (index >= pdf->pages->links->len)
        return FALSE;
    const RectoLink *link = &g_array_index(pdf->pages->links, RectoLink, index);
    if (!link->element || !pdf->kept[link->element->id] || link->element->link != (gint)index)
        return FALSE;
    return target_of(link) || (link->dest && g_hash_table_contains(pdf->dests, link->dest));
}

/* Runs of one line give one area: they share top and bottom and are a word space apart at most. */
static void add_area(GArray *areas, LinkArea area)
{
    if (areas->len) {
        LinkArea *last = &g_array_index(areas, LinkArea, areas->len - 1);
        double height = area.top - area.bottom;
        if (last->top == area.top && last->bottom == area.bottom && area.left - last->right < height &&
            last->left - area.right < height) {
            last->left = MIN(last->left, area.left);
            last->right = MAX(last->right, area.right);
            return;
        }
    }
    g_array_append_val(areas, area);
}

static GPtrArray *find_areas(const RectoPdf *pdf, guint page)
{
    GPtrArray *found = g_ptr_array_new_with_free_func(areas_free);
    const GArray *items = recto_pages_page(pdf->pages, page)->items;
    for (guint i = 0; i < items->len; i++) {
        const RectoItem *item = &g_array_index(items, RectoItem, i);
        if (item->kind != RECTO_ITEM_LINK || !is_live(pdf, item->link.link))
            continue;
        Areas *areas = NULL;
        for (guint k = found->len; k-- > 0 && !areas;) {
            Areas *other = g_ptr_array_index(found, k);
            areas = other->link == item->link.link ? other : NULL;
        }
        if (!areas) {
            areas = g_new0(Areas, 1);
            areas->link = item->link.link;
            areas->areas = g_array_new(FALSE, FALSE, sizeof(LinkArea));
            g_ptr_array_add(found, areas);
        }
        RectoBox box = recto_item_box(item);
        LinkArea area = {recto_pdf_x(pdf->drawing, box.left), recto_pdf_y(pdf->drawing, page, box.bottom),
                         recto_pdf_x(pdf->drawing, box.right), recto_pdf_y(pdf->drawing, page, box.top)};
        add_area(areas->areas, area);
    }
    return found;
}

static void put_numbers(GString *out, const char *key, const double *numbers, guint n)
{
    g_string_append(out, key);
    for (guint i = 0; i < n; i++) {
        g_string_append_c(out, i ? ' ' : '[');
        recto_pdf_append_number(out, numbers[i]);
    }
    g_string_append_c(out, ']');
}

static void put_rectangles(GString *out, const GArray *areas)
{
    LinkArea whole = g_array_index(areas, LinkArea, 0);
    g_autoptr(GArray) corners = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < areas->len; i++) {
        const LinkArea *a = &g_array_index(areas, LinkArea, i);
        /* upper left, upper right, lower left, lower right: as readers do it, whatever the standard's figure says */
        const double quad[] = {a->left, a->top, a->right, a->top, a->left, a->bottom, a->right, a->bottom};
        g_array_append_vals(corners, quad, G_N_ELEMENTS(quad));
        whole.left = MIN(whole.left, a->left);
        whole.bottom = MIN(whole.bottom, a->bottom);
        whole.right = MAX(whole.right, a->right);
        whole.top = MAX(whole.top, a->top);
    }
    const double sides[] = {whole.left, whole.bottom, whole.right, whole.top};
    put_numbers(out, "/Rect", sides, G_N_ELEMENTS(sides));
    if (areas->len > 1)
        put_numbers(out, "/QuadPoints", (const double *)corners->data, corners->len);
}

static void put_target(GString *out, const RectoPdf *pdf, const RectoLink *link)
{
    if (target_of(link)) {
        g_autofree char *uri = recto_pdf_uri(link->uri);
        g_string_append(out, "/A<</S/URI/URI");
        recto_pdf_append_bytes(out, uri);
        g_string_append(out, ">>");
    } else {
        g_string_append(out, "/Dest");
        recto_pdf_append_dest(out, pdf, link->dest);
    }
}

static void add_annotation(RectoPdf *pdf, guint page, const Areas *areas, gint *link_last)
{
    const RectoLink *link = &g_array_index(pdf->pages->links, RectoLink, areas->link);
    guint index = pdf->annotations->len;
    RectoPdfAnnotation annotation = {areas->link, page, recto_pdf_update_new_id(pdf->update), pdf->n_pages + index, -1};
    GString *out = recto_pdf_update_begin(pdf->update, annotation.id);
    g_string_append(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]");
    put_rectangles(out, areas->areas);
    put_target(out, pdf, link);
    g_string_append(out, "/Contents");
    recto_pdf_append_text(out, link->contents && *link->contents ? link->contents
                               : target_of(link)                 ? link->uri
                                                                 : link->dest);
    g_string_append_printf(out, "/StructParent %u>>", annotation.struct_parent);
    recto_pdf_update_end(pdf->update);

    gint *last = &link_last[areas->link];
    if (*last < 0)
        pdf->link_first[areas->link] = (gint)index;
    else
        g_array_index(pdf->annotations, RectoPdfAnnotation, *last).next = (gint)index;
    *last = (gint)index;
    g_array_append_val(pdf->annotations, annotation);

    if (!pdf->page_annotations[page])
        pdf->page_annotations[page] = g_string_new(NULL);
    g_string_append_c(pdf->page_annotations[page], ' ');
    recto_pdf_append_reference(pdf->page_annotations[page], annotation.id);
}

void recto_pdf_add_links(RectoPdf *pdf)
{
    guint n = pdf->pages->links->len;
    g_autofree gint *link_last = g_new(gint, n + 1);
    for (guint i = 0; i < n; i++)
        pdf->link_first[i] = link_last[i] = -1;
    /* Paper can't be clicked, and no annotation may lie on a page for the press. */
    for (guint page = 0; n && !pdf->options->print && page < pdf->n_pages; page++) {
        g_autoptr(GPtrArray) found = find_areas(pdf, page);
        for (guint i = 0; i < found->len; i++)
            add_annotation(pdf, page, g_ptr_array_index(found, i), link_last);
    }
}
