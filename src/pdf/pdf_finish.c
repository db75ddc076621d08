/* Finishes Cairo's PDF: repairs its objects and adds structure, metadata and the other parts (pdf.h). */
#include "pdf/pdf.h"

#include "pdf/pdf_content.h"
#include "pdf/pdf_font.h"
#include "pdf/pdf_grid.h"
#include "pdf/pdf_inks.h"
#include "pdf/pdf_write.h"

#include <gio/gio.h>

static void fail(GError **error, const char *what)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s (an error of recto's own)", what);
}

static RectoPdfToken page_of(const RectoPdf *pdf, guint index)
{
    RectoPdfObject page = {0};
    recto_pdf_file_object(pdf->file, pdf->page_ids[index], &page);
    return page.value;
}

/* Follows a path of keys, including references on the way, but does not resolve the last value. */
static RectoPdfToken follow(const RectoPdf *pdf, RectoPdfToken value, const char *const *keys)
{
    for (guint i = 0; keys[i]; i++) {
        RectoPdfToken found = {0};
        recto_pdf_get(recto_pdf_file_resolve(pdf->file, value), keys[i], &found);
        value = found;
    }
    return value;
}

/* ---- Cairo's pages ---- */

static const char *role_of_slot(RectoSlot slot, gpointer data)
{
    const RectoPdf *pdf = data;
    return recto_pdf_role(pdf, recto_slot_element(pdf->pages->structure, slot));
}

static gboolean has_inks(const RectoPdf *pdf)
{
    return pdf->options->print && pdf->pages->inks;
}

static gboolean rewrite_content(RectoPdf *pdf, guint index, RectoPdfLigatures *ligatures, GError **error)
{
    RectoPdfToken value = {0};
    RectoPdfObject object = {0};
    recto_pdf_get(page_of(pdf, index), "/Contents", &value);
    guint id = recto_pdf_reference(value);
    g_autoptr(GByteArray) data = recto_pdf_file_object(pdf->file, id, &object) ? recto_pdf_object_data(&object) : NULL;
    if (!data) {
        fail(error, "the content of a page can't be read");
        return FALSE;
    }
    RectoPdfContent content = {pdf->drawing, index, role_of_slot, pdf, ligatures};
    GString *rewritten = recto_pdf_rewrite_content(&content, (const char *)data->data, data->len, error);
    if (!rewritten)
        return FALSE;
    if (has_inks(pdf)) {
        GString *inked = recto_pdf_inks_content(pdf->pages->inks, rewritten->str, rewritten->len);
        g_string_free(rewritten, TRUE);
        rewritten = inked;
    }
    recto_pdf_update_stream(pdf->update, id, "", rewritten->str, rewritten->len);
    g_string_free(rewritten, TRUE);
    return TRUE;
}

/* The dictionary again, each name once: Cairo lists an image that is drawn twice on a page twice among what the page
 * uses. FALSE: there is none such. */
static gboolean put_once(GString *out, RectoPdfToken dictionary)
{
    RectoPdfToken inner = {dictionary.text + 2, dictionary.length - 4}, name, value;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gboolean twice = FALSE;
    g_string_append(out, "<<");
    for (gsize position = 0;
         recto_pdf_next_value(inner, &position, &name) && recto_pdf_next_value(inner, &position, &value);) {
        if (!g_hash_table_add(seen, g_strndup(name.text, name.length))) {
            twice = TRUE;
            continue;
        }
        g_string_append_len(out, name.text, (gssize)name.length);
        g_string_append_c(out, ' ');
        g_string_append_len(out, value.text, (gssize)value.length);
    }
    g_string_append(out, ">>");
    return twice;
}

/* Returns TRUE if the resources of a page or of a drawing on it name something twice. */
static gboolean names_twice(const RectoPdfObject *object)
{
    g_autoptr(GString) once = g_string_new(NULL);
    RectoPdfToken used;
    return !object->stream.text && recto_pdf_get(object->value, "/XObject", &used) && used.length > 4 &&
           g_str_has_prefix(used.text, "<<") && put_once(once, used);
}

/* The dictionary again without some of its keys, still open. */
static void put_without(GString *out, RectoPdfToken dictionary, const char *const *keys)
{
    RectoPdfToken inner = {dictionary.text + 2, dictionary.length - 4}, name, value;
    gsize position = 0;
    g_string_append(out, "<<");
    while (recto_pdf_next_value(inner, &position, &name) && recto_pdf_next_value(inner, &position, &value)) {
        g_autofree char *key = g_strndup(name.text, name.length);
        if (g_strv_contains(keys, key))
            continue;
        g_string_append(out, key);
        if (g_str_equal(key, "/XObject") && *value.text == '<') {
            put_once(out, value);
            continue;
        }
        if (!strchr("/<[(", *value.text))
            g_string_append_c(out, ' ');
        g_string_append_len(out, value.text, (gssize)value.length);
    }
}

static void put_page_box(GString *out, const RectoPdf *pdf, guint index, const char *name, RectoLength beyond)
{
    const RectoPage *page = recto_pages_page(pdf->pages, index);
    const double sides[] = {
        recto_pdf_x(pdf->drawing, -beyond),
        recto_pdf_y(pdf->drawing, index, page->height + beyond),
        recto_pdf_x(pdf->drawing, page->width + beyond),
        recto_pdf_y(pdf->drawing, index, -beyond),
    };
    g_string_append(out, name);
    for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
        g_string_append_c(out, i ? ' ' : '[');
        recto_pdf_append_number(out, sides[i]);
    }
    g_string_append_c(out, ']');
}

/* The page's dictionary again, with what the structure and the links need. */
static void extend_page(RectoPdf *pdf, guint index)
{
    static const char *const ours[] = {"/StructParents", "/Annots", "/Tabs", NULL}; /* Cairo may have written them */
    GString *out = recto_pdf_update_begin(pdf->update, pdf->page_ids[index]);
    put_without(out, page_of(pdf, index), ours);
    if (pdf->options->print) {
        put_page_box(out, pdf, index, "/TrimBox", 0);
        put_page_box(out, pdf, index, "/BleedBox", pdf->pages->bleed);
    }
    if (pdf->drawing->n_mcids[index])
        g_string_append_printf(out, "/StructParents %u", index);
    if (pdf->page_annotations[index])
        g_string_append_printf(out, "/Annots[%s]/Tabs/S", pdf->page_annotations[index]->str + 1);
    g_string_append(out, ">>");
    recto_pdf_update_end(pdf->update);
}

/* ---- fonts ---- */

static gboolean patch_font(RectoPdf *pdf, const RectoPdfLigatures *ligatures, const RectoPdfLigatureFont *font,
                           GError **error)
{
    g_autofree char *name = g_strconcat("/", font->name, NULL);
    const char *const path[] = {"/Resources", "/Font", name, "/ToUnicode", NULL};
    guint id = recto_pdf_reference(follow(pdf, page_of(pdf, font->page), path));
    RectoPdfObject map = {0};
    g_autoptr(GByteArray) data = recto_pdf_file_object(pdf->file, id, &map) ? recto_pdf_object_data(&map) : NULL;
    GString *patched =
        data ? recto_pdf_ligatures_patch(ligatures, font->name, (const char *)data->data, data->len) : NULL;
    if (!patched) {
        fail(error, "a font has no entry for a ligature");
        return FALSE;
    }
    recto_pdf_update_stream(pdf->update, id, "", patched->str, patched->len);
    g_string_free(patched, TRUE);
    return TRUE;
}

static gboolean patch_fonts(RectoPdf *pdf, const RectoPdfLigatures *ligatures, GError **error)
{
    g_autoptr(GArray) fonts = recto_pdf_ligatures_fonts(ligatures);
    for (guint i = 0; i < fonts->len; i++)
        if (!patch_font(pdf, ligatures, &g_array_index(fonts, RectoPdfLigatureFont, i), error))
            return FALSE;
    return TRUE;
}

/* The program of a TrueType font without its hints. */
static void strip_font(RectoPdf *pdf, guint id)
{
    RectoPdfObject program = {0};
    g_autoptr(GByteArray) data =
        recto_pdf_file_object(pdf->file, id, &program) ? recto_pdf_object_data(&program) : NULL;
    g_autoptr(GByteArray) stripped = data ? recto_pdf_font_without_hints(data->data, data->len) : NULL;
    if (!stripped)
        return;
    g_autofree char *entries = g_strdup_printf("/Length1 %u", stripped->len);
    recto_pdf_update_stream(pdf->update, id, entries, stripped->data, stripped->len);
}

/* The content of a drawing: only drawings become forms, since pages have no groups. */
static void round_form(RectoPdf *pdf, guint id, const RectoPdfObject *form)
{
    static const char *const ours[] = {"/Filter", "/Length", NULL};
    g_autoptr(GByteArray) data = recto_pdf_object_data(form);
    if (!data)
        return;
    g_autoptr(GString) entries = g_string_new(NULL);
    GString *rounded = recto_pdf_round_paths((const char *)data->data, data->len);
    put_without(entries, form->value, ours);
    recto_pdf_update_stream(pdf->update, id, entries->str + 2, rounded->str, rounded->len);
    g_string_free(rounded, TRUE);
}

static gboolean is_form(const RectoPdfObject *object)
{
    RectoPdfToken kind;
    return object->stream.text && recto_pdf_get(object->value, "/Subtype", &kind) && recto_pdf_token_is(&kind, "/Form");
}

/* Repairs an object that Cairo wrote: PDF/A forbids smoothed images, a TrueType font in a CID font needs a named
 * glyph map, and no font needs hints. */
static void mend_object(RectoPdf *pdf, guint id, const RectoPdfObject *object)
{
    static const char *const smooth[] = {"/Interpolate", NULL}, *const length[] = {"/Interpolate", "/Length", NULL};
    RectoPdfToken value;
    if (names_twice(object)) {
        static const char *const none[] = {NULL};
        GString *out = recto_pdf_update_begin(pdf->update, id);
        put_without(out, object->value, none);
        g_string_append(out, ">>");
        recto_pdf_update_end(pdf->update);
    } else if (is_form(object)) {
        round_form(pdf, id, object);
    } else if (recto_pdf_get(object->value, smooth[0], &value) && object->stream.text) {
        g_autoptr(GString) entries = g_string_new(NULL);
        put_without(entries, object->value, length);
        recto_pdf_update_stream_as_is(pdf->update, id, entries->str + 2, object->stream.text, object->stream.length);
    } else if (recto_pdf_get(object->value, "/FontFile2", &value)) {
        strip_font(pdf, recto_pdf_reference(value));
    } else if (recto_pdf_get(object->value, "/Subtype", &value) && recto_pdf_token_is(&value, "/CIDFontType2") &&
               !recto_pdf_get(object->value, "/CIDToGIDMap", &value)) {
        static const char *const none[] = {NULL};
        GString *out = recto_pdf_update_begin(pdf->update, id);
        put_without(out, object->value, none);
        g_string_append(out, "/CIDToGIDMap/Identity>>");
        recto_pdf_update_end(pdf->update);
    }
}

static void mend_objects(RectoPdf *pdf)
{
    for (guint id = 1; id < recto_pdf_file_n_ids(pdf->file); id++) {
        RectoPdfObject object;
        if (recto_pdf_file_object(pdf->file, id, &object) && object.value.length > 2 && *object.value.text == '<')
            mend_object(pdf, id, &object);
    }
}

/* ---- the file ---- */

static void add_catalog(RectoPdf *pdf, guint root, guint pages)
{
    GString *out = recto_pdf_update_begin(pdf->update, root);
    g_string_append(out, "<</Type/Catalog");
    recto_pdf_append_entry(out, "/Pages", pages);
    g_string_append_len(out, pdf->catalog->str, (gssize)pdf->catalog->len);
    g_string_append(out, ">>");
    recto_pdf_update_end(pdf->update);
}

static gboolean add_pages(RectoPdf *pdf, GError **error)
{
    g_autoptr(RectoPdfLigatures) ligatures = recto_pdf_ligatures_new();
    for (guint i = 0; i < pdf->n_pages; i++) {
        if (!rewrite_content(pdf, i, ligatures, error))
            return FALSE;
        extend_page(pdf, i);
    }
    return patch_fonts(pdf, ligatures, error);
}

/* Numbers of the page objects: Cairo's tree of pages is flat. *ret_pages is the tree's. */
static gboolean find_pages(RectoPdf *pdf, guint *ret_pages, GError **error)
{
    RectoPdfObject catalog = {0};
    RectoPdfToken pages = {0}, kids = {0}, kid;
    guint n = 0;
    recto_pdf_file_object(pdf->file, recto_pdf_file_root(pdf->file), &catalog);
    recto_pdf_get(catalog.value, "/Pages", &pages);
    *ret_pages = recto_pdf_reference(pages);
    recto_pdf_get(recto_pdf_file_resolve(pdf->file, pages), "/Kids", &kids);
    gsize position = 1;
    while (kids.length > 1 && recto_pdf_next_value(kids, &position, &kid) && recto_pdf_reference(kid)) {
        if (n < pdf->n_pages)
            pdf->page_ids[n] = recto_pdf_reference(kid);
        n++;
    }
    for (guint i = 0; i < pdf->n_pages; i++)
        if (n != pdf->n_pages || page_of(pdf, i).length < 4) {
            fail(error, "pages were lost in drawing");
            return FALSE;
        }
    return TRUE;
}

GBytes *recto_pdf_finish(RectoPdf *pdf, GError **error)
{
    const GByteArray *bytes = pdf->drawing->bytes;
    pdf->file = recto_pdf_file_open((const char *)bytes->data, bytes->len, error);
    if (!pdf->file)
        return NULL;
    guint pages = 0, root = recto_pdf_file_root(pdf->file);
    if (!find_pages(pdf, &pages, error))
        return NULL;
    pdf->update = recto_pdf_update_new(recto_pdf_file_n_ids(pdf->file));
    mend_objects(pdf);
    recto_pdf_add_pictures(pdf);
    recto_pdf_add_links(pdf);
    if (!pdf->pages->plain)
        recto_pdf_add_structure(pdf);
    if (!add_pages(pdf, error))
        return NULL;
    recto_pdf_add_outline(pdf);
    recto_pdf_add_page_labels(pdf);
    recto_pdf_add_attachments(pdf);
    guint info = recto_pdf_add_metadata(pdf);
    add_catalog(pdf, root, pages);
    if (has_inks(pdf))
        recto_pdf_inks_objects(pdf);
    return recto_pdf_write(pdf->file, pdf->update, root, info, pdf->options->print ? "1.6" : "1.7");
}
