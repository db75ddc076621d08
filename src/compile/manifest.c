/* Writes, reads and compares manifests. */
#include "compile/manifest.h"

#include "base/escape.h"
#include "base/files.h"
#include "base/yaml.h"

#include <cairo.h>
#include <cmark-gfm.h>
#include <hb.h>
#include <pango/pango.h>
#include <libdeflate.h>
#include <string.h>
#include <yaml.h>

/* ---- writing ---- */

static void add_quoted(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    recto_escape(out, RECTO_ESCAPE_YAML, text, -1);
    g_string_append_c(out, '"');
}

static void add_text(GString *out, const char *name, const char *value)
{
    if (!value)
        return;
    g_string_append_printf(out, "%s: ", name);
    add_quoted(out, value);
    g_string_append_c(out, '\n');
}

static void add_switch(GString *out, const char *name, gboolean value)
{
    if (value)
        g_string_append_printf(out, "%s: yes\n", name);
}

static void add_list(GString *out, const char *name, const char *const *values)
{
    if (!values || !values[0])
        return;
    g_string_append_printf(out, "%s:\n", name);
    for (guint i = 0; values[i]; i++) {
        g_string_append(out, "  - ");
        add_quoted(out, values[i]);
        g_string_append_c(out, '\n');
    }
}

static char *digest_of(const char *data, gsize length)
{
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)data, length);
}

static void add_file(GString *out, const char *name, GBytes *bytes)
{
    g_autofree char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    g_string_append(out, "  - {name: ");
    add_quoted(out, name);
    g_string_append_printf(out, ", sha256: %s}\n", digest);
}

static void add_attachments(GString *out, const RectoPages *pages)
{
    g_string_append(out, "files:\n");
    for (guint i = 0; i < pages->attachments->len; i++) {
        const RectoAttachment *attachment = &g_array_index(pages->attachments, RectoAttachment, i);
        add_file(out, attachment->name, attachment->bytes);
    }
}

static gboolean is_attached(const RectoPages *pages, const char *name)
{
    for (guint i = 0; i < pages->attachments->len; i++)
        if (g_str_equal(g_array_index(pages->attachments, RectoAttachment, i).name, name))
            return TRUE;
    return FALSE;
}

/* Lists the images of the document that are not attached. */
static void add_pictures(GString *out, const RectoPages *pages)
{
    gboolean begun = FALSE;
    for (guint i = 0; i < pages->sources->len; i++) {
        const RectoSourceFile *source = &g_array_index(pages->sources, RectoSourceFile, i);
        if (is_attached(pages, source->name))
            continue;
        if (!begun)
            g_string_append(out, "pictures:\n");
        begun = TRUE;
        add_file(out, source->name, source->bytes);
    }
}

/* Lists the styles that come with recto; custom styles are attached. */
static void add_styles(GString *out, const RectoStyle *style)
{
    const char *const *files = recto_style_files(style);
    g_autofree char *shipped = g_build_filename(recto_data_dir(), "styles", NULL);
    g_string_append(out, "styles:\n");
    for (guint i = 0; files[i]; i++) {
        g_autofree char *folder = g_path_get_dirname(files[i]);
        g_autofree char *name = g_path_get_basename(files[i]);
        if (g_str_equal(folder, shipped))
            add_file(out, name, recto_style_file(style, i));
    }
}

static void add_faces(GString *out, RectoFonts *fonts)
{
    g_auto(GStrv) faces = recto_fonts_checksums(fonts);
    g_string_append(out, "faces:\n");
    for (guint i = 0; faces[i]; i++)
        g_string_append_printf(out, "  - %s\n", faces[i]);
}

static void add_patterns(GString *out, RectoTextEngine *engine)
{
    g_auto(GStrv) patterns = recto_text_engine_patterns(engine);
    if (patterns[0])
        g_string_append(out, "patterns:\n");
    for (guint i = 0; patterns[i]; i++)
        g_string_append_printf(out, "  - %s\n", patterns[i]);
}

static void add_grammars(GString *out, const GPtrArray *grammars)
{
    if (grammars->len)
        g_string_append(out, "grammars:\n");
    for (guint i = 0; i < grammars->len; i++)
        g_string_append_printf(out, "  - %s\n", (const char *)g_ptr_array_index(grammars, i));
}

/* Writes one digest of 16 hexadecimal digits per page: of the dump of pages, split before each "page " line. */
static void add_page_digests(GString *out, const RectoPages *pages)
{
    g_autofree char *dump = recto_pages_dump(pages);
    g_string_append(out, "pages:\n");
    for (const char *at = dump; at && *at;) {
        const char *next = strstr(at, "\npage ");
        gsize length = next ? (gsize)(next + 1 - at) : strlen(at);
        g_autofree char *digest = digest_of(at, length);
        g_string_append_printf(out, "  - %.16s\n", digest);
        at = next ? next + 1 : NULL;
    }
}

char *recto_manifest_libraries(gboolean pictures)
{
    const RectoImageDecoder *api = pictures ? recto_image_decoder(NULL) : NULL;
    return g_strdup_printf(
        "cairo %s, pango %s, harfbuzz %s, libdeflate %s, cmark-gfm %s, libyaml %s, glib %u.%u.%u%s%s",
        cairo_version_string(), pango_version_string(), hb_version_string(), LIBDEFLATE_VERSION_STRING,
        cmark_version_string(), yaml_get_version_string(), glib_major_version, glib_minor_version, glib_micro_version,
        api ? ", " : "", api ? api->libraries() : "");
}

char *recto_manifest_write(const RectoCompileOptions *options, const char *source_name, const RectoStyle *style,
                           RectoFonts *fonts, RectoTextEngine *engine, const GPtrArray *grammars,
                           const RectoPages *pages)
{
    GString *out = g_string_new("# What this report was made of; `recto verify` reads it.\n");
    g_autofree char *libraries = recto_manifest_libraries(pages->images->len > 0);
    g_autofree char *tags = recto_tags_dump(pages);
    g_autofree char *tags_digest = digest_of(tags, strlen(tags));
    add_text(out, "recto", options->producer);
    add_text(out, "libraries", libraries);
    add_text(out, "source", source_name);
    add_list(out, "chapters", options->chapters);
    add_text(out, "style", options->style);
    add_list(out, "set", options->sets);
    add_text(out, "standard", options->pdf_standard);
    add_text(out, "source-date-epoch", options->source_date_epoch);
    add_text(out, "site-root", options->site_root);
    add_switch(out, "no-repair", options->no_repair);
    add_switch(out, "system-fonts", options->system_fonts);
    add_switch(out, "linearize", options->linearize);
    if (options->variant == RECTO_VARIANT_NEWSLETTER) {
        add_text(out, "variant", recto_variant_name(options->variant));
        g_string_append_printf(out, "max-size: %" G_GSIZE_FORMAT "\n", options->max_size);
    }
    add_attachments(out, pages);
    add_pictures(out, pages);
    add_styles(out, style);
    add_faces(out, fonts);
    add_patterns(out, engine);
    add_grammars(out, grammars);
    add_page_digests(out, pages);
    g_string_append_printf(out, "tags: %.16s\n", tags_digest);
    return g_string_free(out, FALSE);
}

/* ---- reading ---- */

static char *text_of(const RectoYamlNode *root, const char *key)
{
    return g_strdup(recto_yaml_text(recto_yaml_get(root, key)));
}

static gboolean switch_of(const RectoYamlNode *root, const char *key)
{
    return g_strcmp0(recto_yaml_text(recto_yaml_get(root, key)), "yes") == 0;
}

static char **list_of(const RectoYamlNode *root, const char *key)
{
    const RectoYamlNode *list = recto_yaml_get(root, key);
    GPtrArray *texts = g_ptr_array_new();
    for (guint i = 0; list && list->kind == RECTO_YAML_LIST && i < list->n_items; i++) {
        const char *text = recto_yaml_text(list->items[i]);
        g_ptr_array_add(texts, g_strdup(text ? text : "?"));
    }
    g_ptr_array_add(texts, NULL);
    return (char **)g_ptr_array_free(texts, FALSE);
}

/* Returns one field of each file in a list. */
static char **fields_of(const RectoYamlNode *root, const char *key, const char *field)
{
    const RectoYamlNode *list = recto_yaml_get(root, key);
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; list && list->kind == RECTO_YAML_LIST && i < list->n_items; i++) {
        const char *name = recto_yaml_text(recto_yaml_get(list->items[i], field));
        g_ptr_array_add(names, g_strdup(name ? name : "?"));
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

RectoManifest *recto_manifest_read(const char *text, gsize length)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoYaml) yaml = recto_yaml_parse(text, length, 0, 1, diagnostics);
    g_autoptr(RectoManifest) manifest = g_new0(RectoManifest, 1);
    manifest->recto = text_of(yaml->root, "recto");
    manifest->libraries = text_of(yaml->root, "libraries");
    manifest->source = text_of(yaml->root, "source");
    manifest->style = text_of(yaml->root, "style");
    manifest->standard = text_of(yaml->root, "standard");
    manifest->site_root = text_of(yaml->root, "site-root");
    manifest->epoch = text_of(yaml->root, "source-date-epoch");
    manifest->chapters = list_of(yaml->root, "chapters");
    manifest->sets = list_of(yaml->root, "set");
    manifest->no_repair = switch_of(yaml->root, "no-repair");
    manifest->system_fonts = switch_of(yaml->root, "system-fonts");
    manifest->linearize = switch_of(yaml->root, "linearize");
    g_autofree char *variant = text_of(yaml->root, "variant"), *max_size = text_of(yaml->root, "max-size");
    manifest->newsletter = g_strcmp0(variant, recto_variant_name(RECTO_VARIANT_NEWSLETTER)) == 0;
    manifest->max_size = max_size ? (gsize)g_ascii_strtoull(max_size, NULL, 10) : 0;
    manifest->pictures = fields_of(yaml->root, "pictures", "name");
    manifest->picture_digests = fields_of(yaml->root, "pictures", "sha256");
    manifest->fonts = fields_of(yaml->root, "faces", "file");
    manifest->font_digests = fields_of(yaml->root, "faces", "sha256");
    manifest->pages = list_of(yaml->root, "pages");
    manifest->tags = text_of(yaml->root, "tags");
    if (!manifest->recto || !manifest->source || !manifest->libraries || !manifest->tags)
        return NULL;
    return g_steal_pointer(&manifest);
}

void recto_manifest_free(RectoManifest *manifest)
{
    if (!manifest)
        return;
    g_free(manifest->recto);
    g_free(manifest->libraries);
    g_free(manifest->source);
    g_free(manifest->style);
    g_free(manifest->standard);
    g_free(manifest->epoch);
    g_strfreev(manifest->chapters);
    g_free(manifest->site_root);
    g_strfreev(manifest->sets);
    g_strfreev(manifest->pages);
    g_strfreev(manifest->pictures);
    g_strfreev(manifest->picture_digests);
    g_strfreev(manifest->fonts);
    g_strfreev(manifest->font_digests);
    g_free(manifest->tags);
    g_free(manifest);
}

const char *recto_manifest_missing_font(const RectoManifest *one, const RectoManifest *other)
{
    for (guint i = 0; one->fonts[i] && one->font_digests[i]; i++)
        if (!g_strv_contains((const char *const *)other->font_digests, one->font_digests[i]))
            return one->fonts[i];
    return NULL;
}

int recto_manifest_compare(const RectoManifest *one, const RectoManifest *other)
{
    if (g_strv_length(one->pages) != g_strv_length(other->pages))
        return -2;
    for (int i = 0; one->pages[i]; i++)
        if (!g_str_equal(one->pages[i], other->pages[i]))
            return i + 1;
    return g_str_equal(one->tags, other->tags) ? 0 : -1;
}
