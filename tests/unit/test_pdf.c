/* Tests of PDF output: structure, links, attachments, tokens and conformance (output/output.h, pdf/pdf.h). */
#include "output/output.h"
#include "pdf/pdf_content.h"
#include "pdf/pdf_token.h"
#include "pdf/pdf_update.h"
#include "pdf/pdf_uri.h"
#include "pdf/pdf_write.h"

#include <gio/gio.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#define INK  ((RectoColour){FALSE, 0x1a, 0x1a, 0x1a})
#define BLUE ((RectoColour){FALSE, 0x1f, 0x4e, 0x79})

/* ---- a small typesetter: words on a line, one after the other ---- */

typedef struct {
    RectoFonts *fonts;
    const RectoFace *body, *head;
    RectoPages *pages;
    RectoPage *page;
    RectoLength x, y;
} Sample;

static RectoGlyphRun *shape(Sample *sample, const RectoFace *face, const char *text)
{
    PangoContext *context = recto_fonts_context(sample->fonts);
    pango_context_set_font_description(context, recto_face_description(face));
    g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
    int length = (int)strlen(text);
    GList *items = pango_itemize(context, text, 0, length, attributes, NULL);
    PangoItem *item = items->data;
    g_assert_cmpint(item->length, ==, length);
    PangoGlyphString *glyphs = pango_glyph_string_new();
    pango_shape_full(text, length, text, length, &item->analysis, glyphs);

    RectoArena *arena = sample->pages->arena;
    RectoGlyphRun *run = recto_arena_new0(arena, RectoGlyphRun);
    RectoGlyph *placed = recto_arena_newn(arena, RectoGlyph, glyphs->num_glyphs);
    RectoCluster *clusters = recto_arena_newn(arena, RectoCluster, glyphs->num_glyphs);
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        placed[run->n_glyphs++] =
            (RectoGlyph){info->glyph, run->width + info->geometry.x_offset, info->geometry.y_offset};
        run->width += info->geometry.width;
        int end = i + 1 < glyphs->num_glyphs ? glyphs->log_clusters[i + 1] : length;
        if (info->attr.is_cluster_start)
            clusters[run->n_clusters++] = (RectoCluster){0, 0};
        clusters[run->n_clusters - 1].n_glyphs++;
        clusters[run->n_clusters - 1].n_bytes += (guint16)(end - glyphs->log_clusters[i]);
    }
    run->face = face;
    run->glyphs = placed;
    run->clusters = clusters;
    run->text = recto_arena_strndup(arena, text, length);
    run->n_bytes = (guint)length;
    pango_glyph_string_free(glyphs);
    pango_item_free(item);
    g_list_free(items);
    return run;
}

static void new_page(Sample *sample, const char *label)
{
    sample->page = recto_pages_add(sample->pages, label);
    sample->x = RECTO_PT(72);
    sample->y = RECTO_PT(72);
}

static void place_run(Sample *sample, const RectoGlyphRun *run, RectoColour colour, RectoSlot slot,
                      RectoArtifact artifact)
{
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    recto_fragment_add_run(fragment, run, 0, 0, colour, (RectoOrigin){slot, artifact, RECTO_NO_SPAN});
    recto_page_place(sample->page, fragment, sample->x, sample->y);
    sample->x += run->width;
}

static void put(Sample *sample, const RectoFace *face, const char *text, RectoSlot slot)
{
    place_run(sample, shape(sample, face, text), INK, slot, RECTO_ARTIFACT_LAYOUT);
}

static void new_line(Sample *sample)
{
    sample->x = RECTO_PT(72);
    sample->y += RECTO_PT(14);
}

static void put_actual(Sample *sample, const char *text, const char *actual, RectoSlot slot)
{
    RectoGlyphRun *run = shape(sample, sample->body, text);
    run->actual = actual;
    place_run(sample, run, INK, slot, RECTO_ARTIFACT_LAYOUT);
}

static void put_missing(Sample *sample, const char *text, RectoSlot slot)
{
    RectoGlyphRun *run = recto_arena_new0(sample->pages->arena, RectoGlyphRun);
    guint n = (guint)g_utf8_strlen(text, -1);
    RectoGlyph *glyphs = recto_arena_newn(sample->pages->arena, RectoGlyph, n);
    RectoCluster *clusters = recto_arena_newn(sample->pages->arena, RectoCluster, n);
    run->face = recto_fonts_boxes(sample->fonts, sample->body->size);
    run->text = text;
    run->n_bytes = (guint)strlen(text);
    for (guint i = 0; i < n; i++, text = g_utf8_next_char(text)) {
        glyphs[i] = (RectoGlyph){g_utf8_get_char(text), RECTO_PT(7) * (int)i, 0};
        clusters[i] = (RectoCluster){(guint16)(g_utf8_next_char(text) - text), 1};
    }
    run->n_glyphs = run->n_clusters = n;
    run->glyphs = glyphs;
    run->clusters = clusters;
    run->width = RECTO_PT(7) * (int)n;
    run->missing = TRUE;
    place_run(sample, run, INK, slot, RECTO_ARTIFACT_LAYOUT);
}

static void put_link(Sample *sample, const char *text, RectoSlot slot, guint link)
{
    RectoGlyphRun *run = shape(sample, sample->body, text);
    g_autoptr(RectoFragment) area = recto_fragment_new();
    recto_fragment_add_link(area, link, 0, -RECTO_PT(10), run->width, RECTO_PT(14), RECTO_NO_SPAN);
    recto_page_place(sample->page, area, sample->x, sample->y);
    place_run(sample, run, BLUE, slot, RECTO_ARTIFACT_LAYOUT);
}

static RectoElement *element(Sample *sample, RectoElement *parent, RectoRole role)
{
    return recto_element_new(sample->pages->structure, parent, role, RECTO_NO_SPAN);
}

static RectoSlot slot(Sample *sample, RectoElement *parent)
{
    return recto_element_slot(sample->pages->structure, parent);
}

static RectoElement *root(Sample *sample)
{
    return recto_structure_root(sample->pages->structure);
}

/* ---- sample documents ---- */

static void put_heading(Sample *sample, RectoRole role, const char *text, const char *dest)
{
    recto_pages_add_dest(sample->pages, sample->page, dest, RECTO_PT(72), sample->y - RECTO_PT(20));
    recto_pages_add_outline(sample->pages, role - RECTO_ROLE_H1 + 1, text, dest);
    put(sample, sample->head, text, slot(sample, element(sample, root(sample), role)));
    new_line(sample);
}

static void put_foot(Sample *sample, const char *folio)
{
    sample->x = RECTO_PT(72);
    sample->y = RECTO_PT(800);
    place_run(sample, shape(sample, sample->body, folio), INK, RECTO_SLOT_NONE, RECTO_ARTIFACT_FOOTER);
}

static void put_field(Sample *sample)
{
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    recto_fragment_add_rect(fragment, 0, 0, sample->pages->width, RECTO_PT(40), BLUE,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_BACKGROUND, RECTO_NO_SPAN});
    recto_fragment_add_rect(fragment, RECTO_PT(72), RECTO_PT(50), RECTO_PT(400), RECTO_PT(0.75), INK,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN});
    recto_page_place(sample->page, fragment, 0, 0);
}

/* A paragraph over two lines and two pages, with a divided word and two links. */
static void put_paragraph(Sample *sample)
{
    RectoElement *p = element(sample, root(sample), RECTO_ROLE_P);
    RectoSlot before = slot(sample, p);
    RectoElement *link = element(sample, p, RECTO_ROLE_LINK);
    RectoSlot inside = slot(sample, link), after = slot(sample, p);
    guint away = recto_pages_add_link(sample->pages, "https://example.org/a b?q=(é)&r=50%", NULL, "two lines", link,
                                      RECTO_NO_SPAN);
    put(sample, sample->body, "An efficient office, 10\u00A0km away, sends “final” af", before);
    put_actual(sample, "-", "\u00AD", before);
    new_line(sample);
    put(sample, sample->body, "firmations – and ", before);
    put_link(sample, "a link ", inside, away);
    put_link(sample, "over ", inside, away);
    new_line(sample);
    put_link(sample, "two lines", inside, away);
    put(sample, sample->body, " then more ", after);
    put_foot(sample, "1");
    new_page(sample, "2");
    put(sample, sample->body, "on the next page; ", after);
    RectoElement *inner = element(sample, p, RECTO_ROLE_LINK);
    guint back = recto_pages_add_link(sample->pages, NULL, "top", "to the top", inner, RECTO_NO_SPAN);
    put_link(sample, "back to the top", slot(sample, inner), back);
    put(sample, sample->body, ".", slot(sample, p));
    new_line(sample);
}

static void put_list(Sample *sample)
{
    RectoElement *list = element(sample, root(sample), RECTO_ROLE_L);
    list->numbering = RECTO_LIST_DECIMAL;
    for (int i = 1; i <= 2; i++) {
        g_autofree char *number = g_strdup_printf("%d. ", i);
        RectoElement *item = element(sample, list, RECTO_ROLE_LI);
        put(sample, sample->body, number, slot(sample, element(sample, item, RECTO_ROLE_LBL)));
        RectoElement *body = element(sample, item, RECTO_ROLE_LBODY);
        put(sample, sample->body, "item", slot(sample, element(sample, body, RECTO_ROLE_P)));
        new_line(sample);
    }
}

static void put_note(Sample *sample, const char *id)
{
    RectoElement *p = element(sample, root(sample), RECTO_ROLE_P);
    put(sample, sample->body, "Noted", slot(sample, p));
    RectoElement *reference = element(sample, p, RECTO_ROLE_REFERENCE);
    put(sample, sample->body, "1", slot(sample, reference));
    RectoElement *note = element(sample, p, RECTO_ROLE_NOTE);
    recto_element_set_note_id(sample->pages->structure, note, id);
    RectoSlot text = slot(sample, element(sample, note, RECTO_ROLE_P)), after = slot(sample, p);
    put(sample, sample->body, " well.", after);
    new_line(sample);
    put(sample, sample->body, "The note.", text);
    new_line(sample);
}

static void put_table(Sample *sample)
{
    RectoElement *table = element(sample, root(sample), RECTO_ROLE_TABLE);
    put(sample, sample->body, "Figures", slot(sample, element(sample, table, RECTO_ROLE_CAPTION)));
    new_line(sample);
    RectoElement *groups[] = {element(sample, table, RECTO_ROLE_THEAD), element(sample, table, RECTO_ROLE_TBODY)};
    static const char *const words[] = {"Year", "Sum", "2024", NULL};
    for (int row = 0; row < 2; row++) {
        RectoElement *tr = element(sample, groups[row], RECTO_ROLE_TR);
        for (int column = 0; column < 2; column++) {
            RectoElement *cell = element(sample, tr, row ? RECTO_ROLE_TD : RECTO_ROLE_TH);
            cell->scope = row ? RECTO_SCOPE_NONE : RECTO_SCOPE_COLUMN;
            if (words[2 * row + column])
                put(sample, sample->body, words[2 * row + column], slot(sample, cell));
            sample->x += RECTO_PT(40);
        }
        new_line(sample);
    }
}

static void put_rest(Sample *sample)
{
    RectoElement *quote = element(sample, root(sample), RECTO_ROLE_BLOCK_QUOTE);
    RectoElement *p = element(sample, quote, RECTO_ROLE_P);
    RectoElement *german = element(sample, p, RECTO_ROLE_SPAN);
    recto_element_set_lang(sample->pages->structure, german, "de");
    put(sample, sample->body, "Straße ", slot(sample, german));
    put_missing(sample, "अब", slot(sample, p));
    put(sample, sample->body, " end", slot(sample, p));
    new_line(sample);
    RectoElement *dead = element(sample, p, RECTO_ROLE_LINK);
    guint gone = recto_pages_add_link(sample->pages, NULL, "gone", "gone", dead, RECTO_NO_SPAN);
    put_link(sample, "nowhere", slot(sample, dead), gone);
    RectoElement *vanished = element(sample, p, RECTO_ROLE_LINK);
    recto_pages_add_link(sample->pages, "https://example.org/vanished", NULL, "", vanished, RECTO_NO_SPAN);
    slot(sample, vanished);
    RectoElement *figure = element(sample, root(sample), RECTO_ROLE_FIGURE);
    recto_element_set_alt(sample->pages->structure, figure, "A bar");
    g_autoptr(RectoFragment) bar = recto_fragment_new();
    recto_fragment_add_rect(bar, 0, 0, RECTO_PT(60), RECTO_PT(8), BLUE,
                            (RectoOrigin){slot(sample, figure), 0, RECTO_NO_SPAN});
    recto_page_place(sample->page, bar, RECTO_PT(72), sample->y + RECTO_PT(6));
}

static void attach(Sample *sample, const char *name, const char *text)
{
    RectoAttachment attachment = {
        .name = recto_arena_strndup(sample->pages->arena, name, -1),
        .media_type = "text/markdown",
        .description = "What it was made from",
        .relation = "Source",
        .bytes = g_bytes_new(text, strlen(text)),
    };
    g_array_append_val(sample->pages->attachments, attachment);
}

static void sample_open(Sample *sample)
{
    static const char *const families[] = {"Source Serif 4", NULL};
    static const char *authors[] = {"Ada Example", "B. <Tag> & Co", NULL};
    static const char *keywords[] = {"one", "two", NULL};
    g_autoptr(GError) error = NULL;
    sample->fonts = recto_fonts_new(families, FALSE, &error);
    g_assert_no_error(error);
    sample->body = recto_fonts_face(sample->fonts, "Source Serif 4", 400, FALSE, RECTO_PT(10.5), NULL);
    sample->head = recto_fonts_face(sample->fonts, "Source Serif 4", 600, FALSE, RECTO_PT(16), NULL);
    sample->pages = recto_pages_new(RECTO_PT(595.28), RECTO_PT(841.89));
    sample->pages->info = (RectoInfo){.title = "Bücher & <Zahlen>",
                                      .authors = authors,
                                      .subject = "A sample",
                                      .keywords = keywords,
                                      .lang = "en-GB",
                                      .date_iso = "2025-01-15T00:00:00Z"};
}

static void sample_close(Sample *sample)
{
    recto_pages_free(sample->pages);
    recto_fonts_free(sample->fonts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sample, sample_close)

static void sample_report(Sample *sample)
{
    sample_open(sample);
    new_page(sample, "Cover");
    put_field(sample);
    put_heading(sample, RECTO_ROLE_H1, "The whole report", "top");
    put_foot(sample, "Cover");
    new_page(sample, "1");
    put_heading(sample, RECTO_ROLE_H2, "Office", "office");
    put_paragraph(sample);
    put_list(sample);
    put_heading(sample, RECTO_ROLE_H3, "Detail", "detail");
    put_note(sample, "fn-1");
    put_note(sample, "fn-1");
    put_table(sample);
    put_heading(sample, RECTO_ROLE_H2, "Fin — été", "fin");
    put_rest(sample);
    put_foot(sample, "2");
    attach(sample, "report.md", "# The whole report\n");
    attach(sample, "données (1).csv", "a,b\n");
}

/* ---- looking into the file ---- */

static GBytes *make_pdf(const RectoPages *pages, const RectoPdfOptions *options)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = recto_output_pdf(pages, options, &error);
    g_assert_no_error(error);
    return bytes;
}

/* The whole file without compression, to look for strings in. */
static char *unpack(GBytes *bytes)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    qpdf_data document = qpdf_init();
    g_assert_cmpint(qpdf_read_memory(document, "sample", data, length, NULL), ==, QPDF_SUCCESS);
    qpdf_init_write_memory(document);
    qpdf_set_qdf_mode(document, QPDF_TRUE);
    qpdf_set_static_ID(document, QPDF_TRUE);
    g_assert_cmpint(qpdf_write(document), ==, QPDF_SUCCESS);
    GString *text = g_string_new_len((const char *)qpdf_get_buffer(document), (gssize)qpdf_get_buffer_length(document));
    qpdf_cleanup(&document);
    for (gsize i = 0; i < text->len; i++)
        if (!text->str[i])
            text->str[i] = '?';
    return g_string_free(text, FALSE);
}

static guint count(const char *text, const char *what)
{
    guint n = 0;
    for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

static void assert_has(const char *text, const char *what)
{
    if (!strstr(text, what))
        g_error("not in the PDF: %s", what);
}

static char *unpacked_report(void)
{
    g_auto(Sample) sample = {0};
    sample_report(&sample);
    g_autoptr(GBytes) bytes = make_pdf(sample.pages, NULL);
    const char *save = g_getenv("RECTO_TEST_PDF");
    if (save)
        g_file_set_contents(save, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), NULL);
    return unpack(bytes);
}

static void test_same_pages_give_the_same_bytes(void)
{
    g_auto(Sample) one = {0}, other = {0};
    sample_report(&one);
    sample_report(&other);
    g_autoptr(GBytes) first = make_pdf(one.pages, NULL), second = make_pdf(other.pages, NULL);
    g_assert_true(g_bytes_equal(first, second));
}

static void test_catalog_says_what_the_standards_want(void)
{
    g_autofree char *pdf = unpacked_report();
    assert_has(pdf, "/Marked true");
    assert_has(pdf, "/DisplayDocTitle true");
    assert_has(pdf, "/Lang (en-GB)");
    assert_has(pdf, "<pdfaid:part>3</pdfaid:part>");
    assert_has(pdf, "<pdfaid:conformance>A</pdfaid:conformance>");
    assert_has(pdf, "<pdfuaid:part>1</pdfuaid:part>");
    assert_has(pdf, "<rdf:li>B. &lt;Tag&gt; &amp; Co</rdf:li>");
    assert_has(pdf, "/CreationDate (D:20250115000000Z)");
    assert_has(pdf, "/GTS_PDFA1");
    assert_has(pdf, "/PageMode /UseOutlines");
}

static void test_links_have_areas_and_ascii_addresses(void)
{
    g_autofree char *pdf = unpacked_report();
    assert_has(pdf, "/URI (https://example.org/a%20b?q=\\(%C3%A9\\)&r=50%25)");
    g_assert_cmpuint(count(pdf, "/Subtype /Link"), ==, 2);
    g_assert_cmpuint(count(pdf, "/QuadPoints"), ==, 1);
    g_assert_cmpuint(count(pdf, "/Type /OBJR"), ==, 2);
    g_assert_cmpuint(count(pdf, "/S /Link"), ==, 2);
    g_assert_null(strstr(pdf, "vanished"));
}

static void test_break_hyphen_is_a_span(void)
{
    g_autofree char *pdf = unpacked_report();
    assert_has(pdf, "/ActualText <feff00ad>");
}

static void test_boxes_know_what_they_stand_for(void)
{
    g_autofree char *pdf = unpacked_report();
    assert_has(pdf, "/Subtype /Type3");
    assert_has(pdf, "<0905>");
    assert_has(pdf, "<092c>");
}

static void test_artifacts_say_what_they_are(void)
{
    g_autofree char *pdf = unpacked_report();
    assert_has(pdf, "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC");
    assert_has(pdf, "/Artifact<</Type/Layout>>BDC");
    assert_has(pdf, "/Artifact<</Type/Background/BBox[0 801.89 595.28 841.89]>>BDC");
}

static void test_no_marker_is_left(void)
{
    g_autofree char *pdf = unpacked_report();
    g_assert_null(strstr(pdf, "0.125 0.125 re"));
    g_assert_cmpuint(count(pdf, "BDC\n"), ==, count(pdf, "EMC\n"));
}

static void test_notes_have_ids_of_their_own(void)
{
    g_autofree char *pdf = unpacked_report();
    g_assert_cmpuint(count(pdf, "(fn-1)"), ==, 2);
    assert_has(pdf, "/IDTree");
}

static void test_attachments_are_inside_and_sorted(void)
{
    g_autofree char *pdf = unpacked_report();
    assert_has(pdf, "/Subtype /text#2fmarkdown");
    assert_has(pdf, "/AFRelationship /Source");
    assert_has(pdf, "/UF (report.md)");
    assert_has(pdf, "# The whole report\n");
}

static void test_part_2_has_no_attachment(void)
{
    g_auto(Sample) sample = {0};
    sample_report(&sample);
    RectoPdfOptions options = RECTO_PDF_DEFAULTS;
    options.pdfa_part = 2;
    options.pdfa_level = 'B';
    g_autoptr(GBytes) bytes = make_pdf(sample.pages, &options);
    g_autofree char *pdf = unpack(bytes);
    assert_has(pdf, "<pdfaid:part>2</pdfaid:part>");
    assert_has(pdf, "<pdfaid:conformance>B</pdfaid:conformance>");
    g_assert_null(strstr(pdf, "/EmbeddedFile"));
}

static void test_page_labels_follow_the_folios(void)
{
    g_auto(Sample) sample = {0};
    sample_open(&sample);
    static const char *const labels[] = {"Cover", "1", "2", "3", "Back"};
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++)
        recto_pages_add(sample.pages, labels[i]);
    g_autoptr(GBytes) bytes = make_pdf(sample.pages, NULL);
    g_autofree char *pdf = unpack(bytes);
    assert_has(pdf, "/P (Cover)");
    assert_has(pdf, "/P (Back)");
    g_assert_cmpuint(count(pdf, "/S /D\n"), ==, 1);
}

static void test_many_marks_on_a_narrow_page(void)
{
    g_auto(Sample) sample = {0};
    sample_open(&sample);
    sample.pages->width = RECTO_PT(100);
    new_page(&sample, "1");
    for (guint i = 0; i < 1500; i++) {
        RectoElement *p = element(&sample, root(&sample), RECTO_ROLE_P);
        sample.x = RECTO_PT(10);
        put(&sample, sample.body, "x", slot(&sample, p));
    }
    g_autoptr(GBytes) bytes = make_pdf(sample.pages, NULL);
    g_autofree char *pdf = unpack(bytes);
    g_assert_cmpuint(count(pdf, "/P<</MCID "), ==, 1500);
}

static void test_expansions_share_one_subset(void)
{
    g_auto(Sample) sample = {0};
    sample_open(&sample);
    new_page(&sample, "1");
    RectoSlot text = slot(&sample, element(&sample, root(&sample), RECTO_ROLE_P));
    for (int expansion = -20; expansion <= 20; expansion += 5) {
        RectoGlyphRun *run = shape(&sample, sample.body, "stretched");
        run->expansion = expansion;
        place_run(&sample, run, INK, text, 0);
        new_line(&sample);
    }
    g_autoptr(GBytes) bytes = make_pdf(sample.pages, NULL);
    g_autofree char *pdf = unpack(bytes);
    g_assert_cmpuint(count(pdf, "/FontFile2"), ==, 1);
}

static void test_wrong_languages_are_left_out(void)
{
    g_auto(Sample) sample = {0};
    sample_open(&sample);
    sample.pages->info.lang = "plain english";
    new_page(&sample, "1");
    RectoElement *p = element(&sample, root(&sample), RECTO_ROLE_P);
    recto_element_set_lang(sample.pages->structure, p, "d e");
    put(&sample, sample.body, "text", slot(&sample, p));
    g_autoptr(GBytes) bytes = make_pdf(sample.pages, NULL);
    g_autofree char *pdf = unpack(bytes);
    assert_has(pdf, "/Lang (en)");
    g_assert_null(strstr(pdf, "(d e)"));
}

static void test_item_in_unknown_slot_is_an_artifact(void)
{
    g_auto(Sample) sample = {0};
    sample_open(&sample);
    new_page(&sample, "1");
    put(&sample, sample.body, "lost", 77);
    g_autoptr(GBytes) bytes = make_pdf(sample.pages, NULL);
    g_autofree char *pdf = unpack(bytes);
    assert_has(pdf, "/Artifact<</Type/Layout>>BDC");
}

static void test_addresses_are_ascii(void)
{
    static const char *const cases[][2] = {
        {"https://example.org/a(b)?c=d#e", "https://example.org/a(b)?c=d#e"},
        {"https://example.org/über ", "https://example.org/%C3%BCber%20"},
        {"https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"},
        {"https://me@bücher.example:80/", "https://me@xn--bcher-kva.example:80/"},
        {"mailto:a@example.org", "mailto:a@example.org"},
        {"/path/100%/a%20b", "/path/100%25/a%20b"},
        {"page.html#ä", "page.html#%C3%A4"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *uri = recto_pdf_uri(cases[i][0]);
        g_assert_cmpstr(uri, ==, cases[i][1]);
    }
}

static void test_tokens_keep_strings_whole(void)
{
    static const char content[] =
        "% note\n[(a\\)b(c))-12<0041>]TJ /P<</MCID 3/A(>>)/B<</C 1>>>>BDC\nBI /W 1 ID x\nEI Q";
    static const char *const expected[] = {
        "[",   "(a\\)b(c))", "-12", "<0041>", "]",        "TJ", "/P", "<</MCID 3/A(>>)/B<</C 1>>>>",
        "BDC", "BI",         "/W",  "1",      "ID x\nEI", "Q"};
    gsize position = 0;
    RectoPdfToken token;
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_true(recto_pdf_next_token(content, strlen(content), &position, &token));
        g_autofree char *text = g_strndup(token.text, token.length);
        g_assert_cmpstr(text, ==, expected[i]);
    }
    g_assert_false(recto_pdf_next_token(content, strlen(content), &position, &token));
}

static void test_broken_tokens_end_with_the_content(void)
{
    static const char *const contents[] = {"(open", "<4", "<<(", "ID", "(\\", "/", "%", "<", "<<<"};
    for (guint i = 0; i < G_N_ELEMENTS(contents); i++) {
        gsize position = 0, length = strlen(contents[i]);
        RectoPdfToken token;
        while (recto_pdf_next_token(contents[i], length, &position, &token))
            g_assert_cmpuint((gsize)(token.text - contents[i]) + token.length, <=, length);
    }
}

static const char *paragraph_role(RectoSlot slot, gpointer data)
{
    return "P";
}

/* One page with an artifact and a paragraph, as Cairo would mark it. */
static GString *rewrite(const char *content, GError **error)
{
    RectoPdfMark marks[] = {{0, RECTO_ARTIFACT_LAYOUT, NULL, -1, {0}}, {1, RECTO_ARTIFACT_LAYOUT, NULL, 0, {0}}};
    guint first_mark[] = {0, 2};
    g_autoptr(GArray) array = g_array_new(FALSE, FALSE, sizeof(RectoPdfMark));
    g_array_append_vals(array, marks, 2);
    double sizes[] = {100};
    RectoPdfDrawing drawing = {
        .marks = array, .first_mark = first_mark, .widths = sizes, .heights = sizes, .wrap = 396};
    g_autoptr(RectoPdfLigatures) ligatures = recto_pdf_ligatures_new();
    RectoPdfContent page = {&drawing, 0, paragraph_role, NULL, ligatures};
    return recto_pdf_rewrite_content(&page, content, strlen(content), error);
}

#define START_0 "0 0.25 0.125 0.125 re f\n"
#define START_1 "0.25 0.25 0.125 0.125 re f\n"
#define END_2   "0.5 0.75 0.125 0.125 re f\n"

static void test_markers_become_marked_content(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = rewrite("q\n0 g\n" START_0 "0 0 9 9 re f\n" START_1 "BT (x) Tj ET\n" END_2 "Q\n", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(
        text->str, ==,
        "q\n0 g\n/Artifact<</Type/Layout>>BDC\n0 0 9 9 re f\nEMC\n/P<</MCID 0>>BDC\nBT (x) Tj ET\nEMC\nQ\n");
}

static void test_lost_marks_are_an_error(void)
{
    static const char *const contents[] = {
        "",
        START_0 START_1,
        START_1 START_0 END_2,
        START_0 END_2,
        "0 0 9 9 re f\n" START_0 START_1 END_2,
        START_0 START_1 END_2 "0 0 9 9 re f",
        START_0 START_1 END_2 START_0,
        START_0 START_1 "EMC\n" END_2,
        "0 0.25 0.125 0.125 re W\n" START_1 END_2,
    };
    for (guint i = 0; i < G_N_ELEMENTS(contents); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(rewrite(contents[i], &error));
        g_assert_error(error, G_IO_ERROR, G_IO_ERROR_FAILED);
    }
}

static void test_ligatures_lose_their_spans(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text =
        rewrite(START_0 START_1 "BT /f-0-1 1 Tf /Span << /ActualText <feff00660069> >> BDC\n<0001>Tj\nEMC\n"
                                "/Span << /ActualText <feff0020> >> BDC\n<0002>Tj\nEMC\nET\n" END_2,
                &error);
    g_assert_no_error(error);
    g_assert_cmpuint(count(text->str, "/Span"), ==, 1);
    g_assert_cmpuint(count(text->str, "EMC"), ==, 3);
}

static void test_ligature_map_holds_the_letters(void)
{
    static const char content[] = "<0001>Tj EMC", dictionary[] = "<< /ActualText <feff00660069> >>";
    static const char map[] = "2 beginbfchar\n<0001> <fb01>\n<0002> <0041>\nendbfchar\n";
    g_autoptr(RectoPdfLigatures) ligatures = recto_pdf_ligatures_new();
    g_assert_true(recto_pdf_ligatures_consume(ligatures, content, strlen(content), 0,
                                              &(RectoPdfToken){dictionary, strlen(dictionary)}, "f-0-1", 0));
    static const char other[] = "<< /ActualText <feff00780078> >>";
    g_assert_false(recto_pdf_ligatures_consume(ligatures, content, strlen(content), 0,
                                               &(RectoPdfToken){other, strlen(other)}, "f-0-1", 0));
    GString *patched = recto_pdf_ligatures_patch(ligatures, "f-0-1", map, strlen(map));
    g_assert_cmpstr(patched->str, ==, "2 beginbfchar\n<0001> <00660069>\n<0002> <0041>\nendbfchar\n");
    g_string_free(patched, TRUE);
    g_assert_null(recto_pdf_ligatures_patch(ligatures, "f-0-1", "", 0));
}

static void test_syntax_of_strings_and_numbers(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    recto_pdf_append_text(out, "a(b)\\");
    recto_pdf_append_text(out, "é𝄞");
    recto_pdf_append_bytes(out, "é");
    recto_pdf_append_name(out, "text/x y");
    g_assert_cmpstr(out->str, ==, "(a\\(b\\)\\\\)<FEFF00E9D834DD1E>(\\303\\251)/text#2Fx#20y");
    g_string_truncate(out, 0);
    static const double numbers[] = {1, -0.0001, 0.5, -12.3456, 1000};
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        recto_pdf_append_number(out, numbers[i]);
        g_string_append_c(out, ' ');
    }
    g_assert_cmpstr(out->str, ==, "1 0 0.5 -12.35 1000 ");
}

static void test_linearized_file_is_one(void)
{
    g_auto(Sample) sample = {0};
    sample_report(&sample);
    RectoPdfOptions options = RECTO_PDF_DEFAULTS;
    options.linearize = TRUE;
    g_autoptr(GBytes) bytes = make_pdf(sample.pages, &options);
    g_assert_nonnull(memmem(g_bytes_get_data(bytes, NULL), 1024, "/Linearized", 11));
}

static void test_a_changed_byte_shows(void)
{
    g_auto(Sample) sample = {0};
    sample_report(&sample);
    g_autoptr(GBytes) bytes = make_pdf(sample.pages, NULL);
    gsize length = g_bytes_get_size(bytes);
    g_autofree char *copy = g_memdup2(g_bytes_get_data(bytes, NULL), length);
    g_assert_true(recto_pdf_is_intact(copy, length));
    for (gsize at = 100; at + 2000 < length; at += 997) {
        copy[at] ^= 1;
        g_assert_false(recto_pdf_is_intact(copy, length));
        copy[at] ^= 1;
    }
    g_assert_false(recto_pdf_is_intact(copy, 40));
    g_assert_false(recto_pdf_is_intact(copy, length / 2));
}

static void test_pictures_of_a_page(void)
{
    g_auto(Sample) sample = {0};
    sample_report(&sample);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) png = recto_output_png(sample.pages, 0, 72, &error);
    g_assert_no_error(error);
    const guint8 *data = g_bytes_get_data(png, NULL);
    g_assert_cmpmem(data, 4, "\x89PNG", 4);
    g_assert_cmpuint(data[18] << 8 | data[19], ==, 596);
    g_autoptr(GBytes) svg = recto_output_svg(sample.pages, 1, &error);
    g_assert_no_error(error);
    g_assert_nonnull(g_strstr_len(g_bytes_get_data(svg, NULL), (gssize)g_bytes_get_size(svg), "<svg"));
}

static void test_picture_beyond_all_bounds_is_an_error(void)
{
    g_auto(Sample) sample = {0};
    sample_report(&sample);
    g_autoptr(GError) error = NULL;
    g_assert_null(recto_output_png(sample.pages, 0, 100000, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/same-pages-give-the-same-bytes", test_same_pages_give_the_same_bytes);
    g_test_add_func("/pdf/catalog", test_catalog_says_what_the_standards_want);
    g_test_add_func("/pdf/links", test_links_have_areas_and_ascii_addresses);
    g_test_add_func("/pdf/spans", test_break_hyphen_is_a_span);
    g_test_add_func("/pdf/boxes-know-what-they-stand-for", test_boxes_know_what_they_stand_for);
    g_test_add_func("/pdf/artifacts", test_artifacts_say_what_they_are);
    g_test_add_func("/pdf/no-marker-is-left", test_no_marker_is_left);
    g_test_add_func("/pdf/notes-have-ids-of-their-own", test_notes_have_ids_of_their_own);
    g_test_add_func("/pdf/attachments", test_attachments_are_inside_and_sorted);
    g_test_add_func("/pdf/part-2-has-no-attachment", test_part_2_has_no_attachment);
    g_test_add_func("/pdf/page-labels-follow-the-folios", test_page_labels_follow_the_folios);
    g_test_add_func("/pdf/many-marks-on-a-narrow-page", test_many_marks_on_a_narrow_page);
    g_test_add_func("/pdf/expansions-share-one-subset", test_expansions_share_one_subset);
    g_test_add_func("/pdf/wrong-languages-are-left-out", test_wrong_languages_are_left_out);
    g_test_add_func("/pdf/unknown-slot-is-an-artifact", test_item_in_unknown_slot_is_an_artifact);
    g_test_add_func("/pdf/addresses-are-ascii", test_addresses_are_ascii);
    g_test_add_func("/pdf/tokens-keep-strings-whole", test_tokens_keep_strings_whole);
    g_test_add_func("/pdf/broken-tokens-end-with-the-content", test_broken_tokens_end_with_the_content);
    g_test_add_func("/pdf/markers-become-marked-content", test_markers_become_marked_content);
    g_test_add_func("/pdf/lost-marks-are-an-error", test_lost_marks_are_an_error);
    g_test_add_func("/pdf/ligatures-lose-their-spans", test_ligatures_lose_their_spans);
    g_test_add_func("/pdf/ligature-map-holds-the-letters", test_ligature_map_holds_the_letters);
    g_test_add_func("/pdf/syntax-of-strings-and-numbers", test_syntax_of_strings_and_numbers);
    g_test_add_func("/pdf/a-changed-byte-shows", test_a_changed_byte_shows);
    g_test_add_func("/pdf/linearized-file-is-one", test_linearized_file_is_one);
    g_test_add_func("/pdf/pictures-of-a-page", test_pictures_of_a_page);
    g_test_add_func("/pdf/picture-beyond-all-bounds", test_picture_beyond_all_bounds_is_an_error);
    return g_test_run();
}
