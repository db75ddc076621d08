/* Writes XMP metadata, the document information and the output intent. */
#include "pdf/pdf.h"

#include "base/escape.h"

#include <string.h>

#define NAMESPACE(prefix, uri) " xmlns:" prefix "=\"" uri "\""
#define PDFX_URI               "http://www.npes.org/pdfx/ns/id/"
#define XMPMM_URI              "http://ns.adobe.com/xap/1.0/mm/"
#define PDFUA_URI              "http://www.aiim.org/pdfua/ns/id/"

/* "2025-01-15T00:00:00Z"? */
static gboolean is_date(const char *iso)
{
    static const char form[] = "0000-00-00T00:00:00Z";
    if (!iso || strlen(iso) != strlen(form))
        return FALSE;
    for (gsize i = 0; form[i]; i++)
        if (form[i] == '0' ? !g_ascii_isdigit(iso[i]) : iso[i] != form[i])
            return FALSE;
    return TRUE;
}

gboolean recto_pdf_append_date(GString *out, const char *iso)
{
    if (!is_date(iso))
        return FALSE;
    g_string_append(out, "D:");
    for (const char *p = iso; *p; p++)
        if (g_ascii_isdigit(*p) || *p == 'Z')
            g_string_append_c(out, *p);
    return TRUE;
}

static const char *title_of(const RectoPdf *pdf)
{
    const char *title = pdf->pages->info.title;
    return title && *title ? title : "Untitled";
}

gboolean recto_pdf_is_language(const char *lang)
{
    guint length = 0;
    for (const char *p = lang; p && *p; p++) {
        if (*p == '-' ? !length : !g_ascii_isalnum(*p))
            return FALSE;
        length = *p == '-' ? 0 : length + 1;
        if (length > 8)
            return FALSE;
    }
    return length && g_ascii_isalpha(*lang);
}

static const char *lang_of(const RectoPdf *pdf)
{
    const char *lang = pdf->pages->info.lang;
    return recto_pdf_is_language(lang) ? lang : "en";
}

static char *join(const char **words)
{
    return words && *words ? g_strjoinv(", ", (char **)words) : NULL;
}

/* ---- document information ---- */

static void put_info(GString *out, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append(out, key);
    recto_pdf_append_text(out, value);
}

static guint add_info(RectoPdf *pdf)
{
    const RectoInfo *info = &pdf->pages->info;
    g_autofree char *authors = join(info->authors);
    g_autofree char *keywords = join(info->keywords);
    g_autoptr(GString) date = g_string_new(NULL);
    guint id = recto_pdf_update_new_id(pdf->update);
    GString *out = recto_pdf_update_begin(pdf->update, id);
    g_string_append(out, "<<");
    put_info(out, "/Title", title_of(pdf));
    put_info(out, "/Author", authors);
    put_info(out, "/Subject", info->subject);
    put_info(out, "/Keywords", keywords);
    put_info(out, "/Creator", pdf->options->producer);
    put_info(out, "/Producer", pdf->options->producer);
    if (recto_pdf_append_date(date, info->date_iso))
        g_string_append_printf(out, "/CreationDate(%s)/ModDate(%s)", date->str, date->str);
    if (pdf->options->intent)
        g_string_append(out, "/Trapped/False");
    g_string_append(out, ">>");
    recto_pdf_update_end(pdf->update);
    return id;
}

/* ---- XMP ---- */

static void put_escaped(GString *out, const char *text)
{
    recto_escape(out, RECTO_ESCAPE_XML, text, -1);
}

static void put_simple(GString *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, "<%s>", name);
    put_escaped(out, value);
    g_string_append_printf(out, "</%s>\n", name);
}

static void put_alternative(GString *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    put_escaped(out, value);
    g_string_append_printf(out, "</rdf:li></rdf:Alt></%s>\n", name);
}

/* `kind` is Seq or Bag. */
static void put_list(GString *out, const char *name, const char *kind, const char **values)
{
    if (!values || !*values)
        return;
    g_string_append_printf(out, "<%s><rdf:%s>", name, kind);
    for (guint i = 0; values[i]; i++) {
        g_string_append(out, "<rdf:li>");
        put_escaped(out, values[i]);
        g_string_append(out, "</rdf:li>");
    }
    g_string_append_printf(out, "</rdf:%s></%s>\n", kind, name);
}

static void put_properties(GString *out, const RectoPdf *pdf)
{
    const RectoInfo *info = &pdf->pages->info;
    const char *langs[] = {lang_of(pdf), NULL};
    g_autofree char *keywords = join(info->keywords);
    put_simple(out, "dc:format", "application/pdf");
    put_alternative(out, "dc:title", title_of(pdf));
    put_list(out, "dc:creator", "Seq", info->authors);
    put_alternative(out, "dc:description", info->subject);
    put_list(out, "dc:subject", "Bag", info->keywords);
    put_list(out, "dc:language", "Bag", langs);
    put_simple(out, "pdf:Keywords", keywords);
    put_simple(out, "pdf:Producer", pdf->options->producer);
    put_simple(out, "xmp:CreatorTool", pdf->options->producer);
    if (is_date(info->date_iso)) {
        put_simple(out, "xmp:CreateDate", info->date_iso);
        put_simple(out, "xmp:ModifyDate", info->date_iso);
    }
}

static void put_conformance(GString *out, const RectoPdfOptions *options)
{
    if (options->pdfa_part)
        g_string_append_printf(out, "<pdfaid:part>%d</pdfaid:part>\n<pdfaid:conformance>%c</pdfaid:conformance>\n",
                               options->pdfa_part, options->pdfa_level);
    if (options->pdfua)
        g_string_append(out, "<pdfuaid:part>1</pdfuaid:part>\n");
}

/* PDF/A requires a description of every property outside its own list, such as PDF/UA's. */
static void put_extension(GString *out)
{
    static const char *const schema[][2] = {
        {"pdfaSchema:schema", "PDF/UA identification"},
        {"pdfaSchema:namespaceURI", PDFUA_URI},
        {"pdfaSchema:prefix", "pdfuaid"},
    };
    static const char *const property[][2] = {
        {"pdfaProperty:name", "part"},
        {"pdfaProperty:valueType", "Integer"},
        {"pdfaProperty:category", "internal"},
        {"pdfaProperty:description", "Part of ISO 14289 that the file conforms to"},
    };
    g_string_append(
        out, "<rdf:Description rdf:about=\"\"" NAMESPACE("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/")
                 NAMESPACE("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#")
                     NAMESPACE("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#") ">\n");
    g_string_append(out, "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n");
    for (guint i = 0; i < G_N_ELEMENTS(schema); i++)
        put_simple(out, schema[i][0], schema[i][1]);
    g_string_append(out, "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n");
    for (guint i = 0; i < G_N_ELEMENTS(property); i++)
        put_simple(out, property[i][0], property[i][1]);
    g_string_append(out, "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
                         "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

/* Writes the PDF/X-4 properties (ISO 15930-7, 6.3): the version, that nothing is trapped, and a document ID derived
 * from the drawn content. */
static void put_press(GString *out, const RectoPdf *pdf)
{
    const GByteArray *drawn = pdf->drawing->bytes;
    g_autofree char *digest = g_compute_checksum_for_data(G_CHECKSUM_MD5, drawn->data, drawn->len);
    g_autofree char *id =
        g_strdup_printf("uuid:%.8s-%.4s-%.4s-%.4s-%.12s", digest, digest + 8, digest + 12, digest + 16, digest + 20);
    g_string_append(out, "<rdf:Description rdf:about=\"\"" NAMESPACE("pdfxid", PDFX_URI) NAMESPACE("xmpMM", XMPMM_URI)
                             NAMESPACE("xmp", "http://ns.adobe.com/xap/1.0/")
                                 NAMESPACE("pdf", "http://ns.adobe.com/pdf/1.3/") ">\n");
    put_simple(out, "pdfxid:GTS_PDFXVersion", "PDF/X-4");
    put_simple(out, "pdf:Trapped", "False");
    put_simple(out, "xmp:MetadataDate", pdf->pages->info.date_iso);
    put_simple(out, "xmpMM:DocumentID", id);
    put_simple(out, "xmpMM:InstanceID", id);
    put_simple(out, "xmpMM:VersionID", "1");
    put_simple(out, "xmpMM:RenditionClass", "default");
    g_string_append(out, "</rdf:Description>\n");
}

static GString *make_xmp(const RectoPdf *pdf)
{
    GString *out = g_string_new("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                                "<x:xmpmeta" NAMESPACE("x", "adobe:ns:meta/") ">\n<rdf:RDF" NAMESPACE(
                                    "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#") ">\n");
    g_string_append(
        out, "<rdf:Description rdf:about=\"\"" NAMESPACE("dc", "http://purl.org/dc/elements/1.1/")
                 NAMESPACE("xmp", "http://ns.adobe.com/xap/1.0/") NAMESPACE("pdf", "http://ns.adobe.com/pdf/1.3/")
                     NAMESPACE("pdfaid", "http://www.aiim.org/pdfa/ns/id/") NAMESPACE("pdfuaid", PDFUA_URI) ">\n");
    put_conformance(out, pdf->options);
    put_properties(out, pdf);
    g_string_append(out, "</rdf:Description>\n");
    if (pdf->options->pdfa_part && pdf->options->pdfua)
        put_extension(out);
    if (pdf->options->intent)
        put_press(out, pdf);
    g_string_append(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    return out;
}

/* ---- catalog ---- */

static void add_output_intent(RectoPdf *pdf)
{
    g_autoptr(GByteArray) profile = recto_pdf_icc_srgb();
    guint id = recto_pdf_update_new_id(pdf->update);
    recto_pdf_update_stream(pdf->update, id, "/N 3", profile->data, profile->len);
    g_string_append(pdf->catalog, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                                  "/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)");
    recto_pdf_append_entry(pdf->catalog, "/DestOutputProfile", id);
    g_string_append(pdf->catalog, ">>]");
}

/* The printing condition that the inks are meant for. */
static void add_press_intent(RectoPdf *pdf)
{
    const char *condition = pdf->options->condition && *pdf->options->condition ? pdf->options->condition : "Custom";
    gsize length = 0;
    const void *profile = g_bytes_get_data(pdf->options->intent, &length);
    guint id = recto_pdf_update_new_id(pdf->update);
    recto_pdf_update_stream(pdf->update, id, "/N 4", profile, length);
    g_string_append(pdf->catalog, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier");
    recto_pdf_append_text(pdf->catalog, condition);
    g_string_append(pdf->catalog, "/Info");
    recto_pdf_append_text(pdf->catalog, condition);
    recto_pdf_append_entry(pdf->catalog, "/DestOutputProfile", id);
    g_string_append(pdf->catalog, ">>]");
}

guint recto_pdf_add_metadata(RectoPdf *pdf)
{
    g_autoptr(GString) xmp = make_xmp(pdf);
    guint id = recto_pdf_update_new_id(pdf->update);
    /* Uncompressed, so that archives find it without reading PDF. */
    recto_pdf_update_stream_as_is(pdf->update, id, "/Type/Metadata/Subtype/XML", xmp->str, xmp->len);
    recto_pdf_append_entry(pdf->catalog, "/Metadata", id);
    if (pdf->options->pdfa_part)
        add_output_intent(pdf);
    if (pdf->options->intent)
        add_press_intent(pdf);
    g_string_append(pdf->catalog, "/ViewerPreferences<</DisplayDocTitle true>>/Lang");
    recto_pdf_append_bytes(pdf->catalog, lang_of(pdf));
    return add_info(pdf);
}
