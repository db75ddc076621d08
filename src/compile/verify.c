/* recto verify: typesets the source embedded in a PDF again and compares the two PDFs. */
#include "compile/verify.h"

#include "base/files.h"
#include "base/folder.h"
#include "compile/compile.h"
#include "compile/manifest.h"
#include "pdf/pdf_extract.h"
#include "pdf/pdf_write.h"

#include <glib/gstdio.h>
#include <string.h>

/* Maximum size of a manifest in bytes. */
#define MAX_MANIFEST (16u << 20)

/* ---- attached files, and files next to the PDF ---- */

/* Receives the attached files. They are written under their own names, because the source refers to them by these
 * names. A name that is outside the directory, or that another file has, cannot be valid for the source. */
typedef struct {
    RectoFolder *folder;
    GByteArray *manifest; /* NULL until the manifest is found */
    char *name;           /* name of the current file */
    gboolean is_open, is_manifest;
    char *problem; /* reason why the files cannot be used, or NULL */
} Unpacking;

static gboolean begin_file(const char *name, gpointer data)
{
    Unpacking *unpacking = data;
    g_free(unpacking->name);
    unpacking->name = g_strdup(name);
    unpacking->is_manifest = !unpacking->manifest && g_str_equal(name, RECTO_MANIFEST_NAME);
    if (unpacking->is_manifest)
        unpacking->manifest = g_byte_array_new();
    unpacking->is_open = !unpacking->is_manifest && recto_folder_create(unpacking->folder, name, FALSE, NULL);
    return TRUE;
}

static gboolean stop(Unpacking *unpacking, const char *problem)
{
    recto_folder_discard(unpacking->folder);
    unpacking->problem = g_strdup_printf("the embedded file “%s” can't be used: %s", unpacking->name, problem);
    return FALSE;
}

static gboolean add_bytes(gconstpointer bytes, gsize length, gpointer data)
{
    Unpacking *unpacking = data;
    g_autoptr(GError) error = NULL;
    if (unpacking->is_manifest && unpacking->manifest->len + length > MAX_MANIFEST)
        return stop(unpacking, "larger than 16 MiB");
    if (unpacking->is_manifest)
        g_byte_array_append(unpacking->manifest, bytes, (guint)length);
    if (unpacking->is_open && !recto_folder_add(unpacking->folder, bytes, length, &error))
        return stop(unpacking, error->message);
    return TRUE;
}

static gboolean end_file(const char *problem, gpointer data)
{
    Unpacking *unpacking = data;
    g_autoptr(GError) error = NULL;
    if (problem && (unpacking->is_open || unpacking->is_manifest))
        return stop(unpacking, problem);
    if (unpacking->is_open && !recto_folder_finish(unpacking->folder, &error))
        return stop(unpacking, error->message);
    return TRUE;
}

static gboolean cut_files(const char *problem, gpointer data)
{
    ((Unpacking *)data)->problem = g_strdup(problem);
    return FALSE;
}

/* Writes the attached files into `folder`. `*ret_manifest` receives NULL if there is no valid manifest; `*ret_problem`
 * receives NULL, or the reason why the files cannot be used. */
static gboolean unpack(GBytes *pdf, const char *folder, RectoManifest **ret_manifest, char **ret_problem,
                       GError **error)
{
    g_autoptr(RectoFolder) open = recto_folder_open(folder, FALSE, error);
    if (!open)
        return FALSE;
    Unpacking unpacking = {.folder = open};
    RectoPdfSink sink = {begin_file, add_bytes, end_file, cut_files, &unpacking};
    gboolean read = recto_pdf_read_apart(pdf, &sink, error);
    if (read && unpacking.manifest && unpacking.manifest->len)
        *ret_manifest = recto_manifest_read((const char *)unpacking.manifest->data, unpacking.manifest->len);
    *ret_problem = unpacking.problem;
    g_free(unpacking.name);
    g_clear_pointer(&unpacking.manifest, g_byte_array_unref);
    return read;
}

/* Returns the content of an image of the manifest from a directory, if its digest matches; else NULL. */
static GBytes *picture_below(const RectoManifest *manifest, guint index, const char *folder)
{
    const char *name = manifest->pictures[index];
    g_autofree char *joined = g_build_filename(folder, name, NULL);
    g_autoptr(GBytes) bytes = recto_folder_is_name(name) ? recto_file_read_below(folder, joined, NULL) : NULL;
    g_autofree char *digest = bytes ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : NULL;
    return g_strcmp0(digest, manifest->picture_digests[index]) == 0 ? g_steal_pointer(&bytes) : NULL;
}

/* Copies one image into the open directory. Returns FALSE if that fails. */
static gboolean copy_picture(const RectoManifest *manifest, guint index, const char *from, RectoFolder *to)
{
    g_autoptr(GBytes) bytes = picture_below(manifest, index, from);
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    const char *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;
    if (!bytes)
        return FALSE;
    if (!recto_folder_create(to, manifest->pictures[index], FALSE, &error))
        return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_EXISTS);
    return recto_folder_add(to, data, length, NULL) && recto_folder_finish(to, NULL);
}

/* Copies the images that are not attached, if all of them are in the directory `from`. */
static gboolean copy_pictures(const RectoManifest *manifest, const char *from, const char *to)
{
    if (!manifest->pictures[0])
        return TRUE;
    g_autoptr(RectoFolder) folder = recto_folder_open(to, FALSE, NULL);
    gboolean copied = folder && g_strv_length(manifest->pictures) == g_strv_length(manifest->picture_digests);
    for (guint i = 0; copied && manifest->pictures[i]; i++)
        copied = copy_picture(manifest, i, from, folder);
    return copied;
}

/* ---- second compile ---- */

/* Returns the path of a name in the manifest inside the directory, or NULL if it leads out of it. Caller frees. */
static char *path_inside(const char *folder, const char *name)
{
    return recto_folder_is_name(name) ? g_build_filename(folder, name, NULL) : NULL;
}

static RectoResult *compile_again(const RectoManifest *manifest, const char *folder, RectoDiagnostics *diagnostics,
                                  GError **error)
{
    g_autofree char *input = path_inside(folder, manifest->source);
    gboolean own_style = manifest->style && recto_style_is_path(manifest->style);
    g_autofree char *style = own_style ? path_inside(folder, manifest->style) : g_strdup(manifest->style);
    g_auto(GStrv) chapters = g_new0(char *, g_strv_length(manifest->chapters) + 1);
    for (guint i = 0; manifest->chapters[i]; i++)
        chapters[i] = path_inside(folder, manifest->chapters[i]);
    g_autofree char *site_root = g_strcmp0(manifest->site_root, ".") == 0 ? g_strdup(folder)
                                 : manifest->site_root                    ? path_inside(folder, manifest->site_root)
                                                                          : NULL;
    RectoCompileOptions options = {
        .input = input,
        .chapters = chapters[0] ? (const char *const *)chapters : NULL,
        .root = folder,
        .style = style,
        .sets = (const char *const *)manifest->sets,
        .site_root = site_root,
        .pdf_standard = manifest->standard,
        .no_repair = manifest->no_repair,
        .system_fonts = manifest->system_fonts,
        .linearize = manifest->linearize,
        .variant = manifest->newsletter ? RECTO_VARIANT_NEWSLETTER : RECTO_VARIANT_SCREEN,
        .max_size = manifest->max_size,
        .source_date_epoch = manifest->epoch,
        .producer = RECTO_PRODUCER,
        .source_name = manifest->source,
    };
    RectoResult *result = NULL;
    return recto_compile(&options, diagnostics, &result, error) ? result : NULL;
}

/* ---- comparison ---- */

static char *describe_difference(int where)
{
    if (where == -2)
        return g_strdup("the number of pages differs");
    if (where == -1)
        return g_strdup("the structure for screen readers differs");
    return g_strdup_printf("page %d differs", where);
}

static RectoManifest *manifest_inside(GBytes *pdf)
{
    g_autoptr(GPtrArray) files = recto_pdf_embedded_files(pdf, NULL);
    for (guint i = 0; files && i < files->len; i++) {
        const RectoEmbeddedFile *file = g_ptr_array_index(files, i);
        if (g_str_equal(file->name, RECTO_MANIFEST_NAME))
            return recto_manifest_read(g_bytes_get_data(file->bytes, NULL), g_bytes_get_size(file->bytes));
    }
    return NULL;
}

static RectoVerdict compare(GBytes *old, const RectoManifest *manifest, GBytes *new, char **ret_report)
{
    if (g_bytes_equal(old, new)) {
        *ret_report = g_strdup("the PDF matches its source, byte for byte");
        return RECTO_VERIFIED_BYTES;
    }
    g_autoptr(RectoManifest) again = manifest_inside(new);
    int where = again ? recto_manifest_compare(manifest, again) : -2;
    const char *font = where && again ? recto_manifest_missing_font(manifest, again) : NULL;
    if (font) {
        *ret_report = g_strdup_printf("the PDF can't be verified: the font “%s” is not available", font);
        return RECTO_VERIFIED_UNKNOWN;
    }
    if (where) {
        g_autofree char *difference = describe_difference(where);
        *ret_report = g_strdup_printf("the PDF differs from its source: %s", difference);
        return RECTO_VERIFIED_NOT;
    }
    gboolean same_tools =
        again && g_str_equal(again->libraries, manifest->libraries) && g_str_equal(again->recto, manifest->recto);
    if (same_tools) {
        g_autofree char *place = recto_pdf_first_difference(old, new);
        *ret_report = g_strdup_printf("the PDF was changed after it was written, %s", place);
        return RECTO_VERIFIED_NOT;
    }
    /* a linearized PDF was written by libqpdf, which leaves no such trace */
    if (!manifest->linearize && !recto_pdf_is_intact(g_bytes_get_data(old, NULL), g_bytes_get_size(old))) {
        *ret_report = g_strdup("the PDF was changed after it was written");
        return RECTO_VERIFIED_NOT;
    }
    *ret_report = g_strdup_printf("the pages and their structure match the source; the bytes differ, because other "
                                  "versions wrote the PDF (%s; %s)",
                                  manifest->recto, manifest->libraries);
    return RECTO_VERIFIED_LAYOUT;
}

static char *say_pictures_are_missing(const RectoManifest *manifest)
{
    guint n = g_strv_length(manifest->pictures);
    return g_strdup_printf("the PDF can't be verified: it is a newsletter, and the %s it was made from (%s%s) are "
                           "missing or changed (-d names their directory); the embedded manifest has their SHA-256",
                           n == 1 ? "picture" : "pictures", manifest->pictures[0], n > 1 ? " …" : "");
}

/* ---- verification ---- */

/* Returns the directory with the images and fonts that are not attached. Caller frees. */
static char *find_beside(const RectoVerifyOptions *options)
{
    return options->beside ? g_strdup(options->beside) : g_path_get_dirname(options->pdf);
}

/* Returns the first file of the document that is not attached, by its name in the manifest (borrowed), or NULL. */
static const char *find_missing_source(const RectoVerifyOptions *options, const RectoManifest *manifest)
{
    const char *name = manifest->source;
    for (guint i = 0; name; name = manifest->chapters[i++]) {
        g_autofree char *path = path_inside(options->folder, name);
        if (!path || !g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return name;
    }
    return NULL;
}

/* Returns the reason why the source cannot be typeset again, or NULL. Caller frees. */
static char *find_gap(const RectoVerifyOptions *options, const RectoManifest *manifest)
{
    if (!manifest)
        return g_strdup("the PDF can't be verified: it has no manifest of recto");
    const char *missing = find_missing_source(options, manifest);
    if (missing)
        return g_strdup_printf("the PDF can't be verified: its source “%s” is not embedded", missing);
    if (!recto_standard_is_known(manifest->standard))
        return g_strdup_printf("the PDF can't be verified: this version of recto does not know its standard “%s”",
                               manifest->standard);
    g_autofree char *beside = find_beside(options);
    return copy_pictures(manifest, beside, options->folder) ? NULL : say_pictures_are_missing(manifest);
}

gboolean recto_verify(const RectoVerifyOptions *options, RectoDiagnostics *diagnostics, RectoVerdict *ret_verdict,
                      char **ret_report, GError **error)
{
    g_autoptr(GBytes) bytes = recto_file_read(options->pdf, error);
    g_autoptr(RectoManifest) manifest = NULL;
    *ret_report = NULL;
    if (!bytes)
        return FALSE;
    /* so that recto finds no recto.yaml above the working directory */
    g_autofree char *fence = g_build_filename(options->folder, ".git", NULL);
    g_mkdir(fence, 0700);
    *ret_verdict = RECTO_VERIFIED_UNKNOWN;
    if (!unpack(bytes, options->folder, &manifest, ret_report, error)) {
        g_prefix_error(error, "%s: ", options->pdf);
        return FALSE;
    }
    if (!*ret_report)
        *ret_report = find_gap(options, manifest);
    if (*ret_report)
        return TRUE;
    g_autoptr(RectoResult) result = compile_again(manifest, options->folder, diagnostics, error);
    if (!result)
        return FALSE;
    if (result->outputs->len == 0) {
        *ret_verdict = RECTO_VERIFIED_NOT;
        *ret_report = g_strdup("the embedded source can't be typeset");
        return TRUE;
    }
    *ret_verdict = compare(bytes, manifest, g_ptr_array_index(result->outputs, 0), ret_report);
    return TRUE;
}
