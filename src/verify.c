#include "verify.h"

#include "base/files.h"
#include "compile.h"
#include "manifest.h"
#include "output/pdf_extract.h"
#include "output/pdf_write.h"

#include <glib/gstdio.h>
#include <string.h>

/* A path below a folder: parts without "..", separators or control characters. */
static char *safe_path(const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; parts[i]; i++) {
        if (*parts[i] && !g_str_equal(parts[i], ".") && !g_str_equal(parts[i], ".."))
            g_ptr_array_add(kept, recto_pdf_safe_name(parts[i]));
    }
    if (!kept->len)
        return g_strdup("unnamed");
    g_ptr_array_add(kept, NULL);
    return g_strjoinv("/", (char **)kept->pdata);
}

static gboolean write_below(const char *folder, const char *name, GBytes *bytes, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    if (g_mkdir_with_parents(parent, 0777) != 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: the folder can't be made", parent);
        return FALSE;
    }
    return recto_file_write(path, bytes, error);
}

static GPtrArray *embedded_files(const char *pdf, GBytes **ret_bytes, GError **error)
{
    g_autoptr(GBytes) bytes = recto_file_read(pdf, error);
    GPtrArray *files = bytes ? recto_pdf_embedded_files(bytes, error) : NULL;
    if (files && ret_bytes)
        *ret_bytes = g_steal_pointer(&bytes);
    else if (bytes && !files)
        g_prefix_error(error, "%s: ", pdf);
    return files;
}

static gboolean write_all(GPtrArray *files, const char *folder, char ***ret_names, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < files->len; i++) {
        const RectoEmbeddedFile *file = g_ptr_array_index(files, i);
        g_autofree char *name = safe_path(file->name);
        if (!write_below(folder, name, file->bytes, error))
            return FALSE;
        g_ptr_array_add(names, g_steal_pointer(&name));
    }
    g_ptr_array_add(names, NULL);
    *ret_names = (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
    return TRUE;
}

gboolean recto_extract(const char *pdf, const char *folder, char ***ret_names, GError **error)
{
    g_autoptr(GPtrArray) files = embedded_files(pdf, NULL, error);
    return files && write_all(files, folder, ret_names, error);
}

/* ---- verify ---- */

static RectoManifest *find_manifest(GPtrArray *files)
{
    for (guint i = 0; i < files->len; i++) {
        const RectoEmbeddedFile *file = g_ptr_array_index(files, i);
        if (g_str_equal(file->name, RECTO_MANIFEST_NAME))
            return recto_manifest_read(g_bytes_get_data(file->bytes, NULL), g_bytes_get_size(file->bytes));
    }
    return NULL;
}

static void remove_tree(const char *folder, char **names)
{
    for (guint i = 0; names && names[i]; i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_unlink(path);
        /* Then the folders it stood in, as far as they are empty. */
        for (char *slash = strrchr(names[i], '/'); slash; slash = strrchr(names[i], '/')) {
            *slash = '\0';
            g_autofree char *parent = g_build_filename(folder, names[i], NULL);
            g_rmdir(parent);
        }
    }
    g_rmdir(folder);
}

static RectoResult *compile_again(const RectoManifest *manifest, const char *folder, RectoDiagnostics *diagnostics,
                                  GError **error)
{
    g_autofree char *source = safe_path(manifest->source);
    g_autofree char *input = g_build_filename(folder, source, NULL);
    g_autofree char *below = manifest->style ? safe_path(manifest->style) : NULL;
    g_autofree char *file =
        below && recto_style_is_path(manifest->style) ? g_build_filename(folder, below, NULL) : NULL;
    g_auto(GStrv) chapters = g_new0(char *, g_strv_length(manifest->chapters) + 1);
    for (guint i = 0; manifest->chapters[i]; i++) {
        g_autofree char *name = safe_path(manifest->chapters[i]);
        chapters[i] = g_build_filename(folder, name, NULL);
    }
    gboolean whole = g_strcmp0(manifest->site_root, ".") == 0;
    g_autofree char *below_root = manifest->site_root && !whole ? safe_path(manifest->site_root) : NULL;
    g_autofree char *site_root =
        below_root ? g_build_filename(folder, below_root, NULL) : g_strdup(whole ? folder : NULL);
    RectoCompileOptions options = {
        .input = input,
        .chapters = chapters[0] ? (const char *const *)chapters : NULL,
        .root = folder,
        .style = file ? file : manifest->style,
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

static char *describe_difference(int where)
{
    if (where == -2)
        return g_strdup("it has another number of pages");
    if (where == -1)
        return g_strdup("its structure for screen readers differs");
    return g_strdup_printf("page %d differs", where);
}

static RectoVerdict compare(GBytes *old, const RectoManifest *manifest, GBytes *new, char **ret_report)
{
    if (g_bytes_equal(old, new)) {
        *ret_report = g_strdup("the PDF is what its source says, byte for byte");
        return RECTO_VERIFIED_BYTES;
    }
    g_autoptr(GPtrArray) files = recto_pdf_embedded_files(new, NULL);
    g_autoptr(RectoManifest) again = files ? find_manifest(files) : NULL;
    int where = again ? recto_manifest_compare(manifest, again) : -2;
    if (where) {
        g_autofree char *difference = describe_difference(where);
        *ret_report = g_strdup_printf("the PDF is not what its source says: %s", difference);
        return RECTO_VERIFIED_NOT;
    }
    gboolean same_tools =
        again && g_str_equal(again->libraries, manifest->libraries) && g_str_equal(again->recto, manifest->recto);
    if (same_tools) {
        g_autofree char *place = recto_pdf_first_difference(old, new);
        *ret_report =
            g_strdup_printf("the PDF is not what its source says: it was changed after it was made, %s", place);
        return RECTO_VERIFIED_NOT;
    }
    /* Linearized, it was packed by libqpdf, which leaves no such trace. */
    if (!manifest->linearize && !recto_pdf_is_intact(g_bytes_get_data(old, NULL), g_bytes_get_size(old))) {
        *ret_report = g_strdup("the PDF is not what its source says: it was changed after it was made");
        return RECTO_VERIFIED_NOT;
    }
    *ret_report = g_strdup_printf("the pages and their structure are what the source says; the bytes differ, since "
                                  "other versions made them (%s; %s)",
                                  manifest->recto, manifest->libraries);
    return RECTO_VERIFIED_LAYOUT;
}

/* The picture of a manifest below a folder, when it is the very same; else NULL. */
static GBytes *picture_below(const RectoManifest *manifest, guint index, const char *folder)
{
    g_autofree char *name = safe_path(manifest->pictures[index]);
    g_autofree char *joined = g_build_filename(folder, name, NULL), *path = recto_path_below(folder, joined);
    g_autoptr(GBytes) bytes = path ? recto_file_read(path, NULL) : NULL;
    g_autofree char *digest = bytes ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : NULL;
    return g_strcmp0(digest, manifest->picture_digests[index]) == 0 ? g_steal_pointer(&bytes) : NULL;
}

/* All of them below one folder, of GBytes*; NULL when one is missing. */
static GPtrArray *pictures_below(const RectoManifest *manifest, const char *folder)
{
    g_autoptr(GPtrArray) pictures = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (guint i = 0; manifest->pictures[i]; i++) {
        GBytes *bytes = picture_below(manifest, i, folder);
        if (!bytes)
            return NULL;
        g_ptr_array_add(pictures, bytes);
    }
    return g_steal_pointer(&pictures);
}

/* Adds the pictures to the files, where they lie below the PDF's folder or one of those above it. FALSE: not all do. */
static gboolean add_pictures(const char *pdf, const RectoManifest *manifest, GPtrArray *files)
{
    enum { MOST_FOLDERS = 8 };
    if (!manifest->pictures[0])
        return TRUE;
    if (g_strv_length(manifest->pictures) != g_strv_length(manifest->picture_digests))
        return FALSE;
    g_autofree char *path = g_canonicalize_filename(pdf, NULL), *folder = g_path_get_dirname(path);
    g_autoptr(GPtrArray) pictures = pictures_below(manifest, folder);
    for (guint i = 1; !pictures && i < MOST_FOLDERS; i++) {
        char *above = g_path_get_dirname(folder);
        g_free(folder);
        folder = above;
        pictures = pictures_below(manifest, folder);
    }
    for (guint i = 0; pictures && i < pictures->len; i++) {
        RectoEmbeddedFile *file = g_new0(RectoEmbeddedFile, 1);
        file->name = g_strdup(manifest->pictures[i]);
        file->bytes = g_bytes_ref(g_ptr_array_index(pictures, i));
        g_ptr_array_add(files, file);
    }
    return pictures != NULL;
}

static char *say_pictures_are_missing(const RectoManifest *manifest)
{
    guint n = g_strv_length(manifest->pictures);
    return g_strdup_printf(
        "made for a newsletter, it holds its text, but not the %s it was made from (%s%s), and those beside "
        "it are missing or others, so it can't be typeset again; the manifest inside has their SHA-256",
        n == 1 ? "picture" : "pictures", manifest->pictures[0], n > 1 ? " …" : "");
}

gboolean recto_verify(const char *pdf, RectoDiagnostics *diagnostics, RectoVerdict *ret_verdict, char **ret_report,
                      GError **error)
{
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GPtrArray) files = embedded_files(pdf, &bytes, error);
    if (!files)
        return FALSE;
    g_autoptr(RectoManifest) manifest = find_manifest(files);
    if (!manifest) {
        *ret_verdict = RECTO_VERIFIED_UNKNOWN;
        *ret_report = g_strdup("there is no manifest of recto inside, so nothing can be said");
        return TRUE;
    }
    if (!add_pictures(pdf, manifest, files)) {
        *ret_verdict = RECTO_VERIFIED_UNKNOWN;
        *ret_report = say_pictures_are_missing(manifest);
        return TRUE;
    }
    g_autofree char *folder = g_dir_make_tmp("recto-verify-XXXXXX", error);
    if (!folder)
        return FALSE;
    g_auto(GStrv) names = NULL;
    g_autoptr(RectoResult) result = NULL;
    /* A recto.yaml above the temporary folder is none of the report's business. */
    g_autofree char *fence = g_build_filename(folder, ".git", NULL);
    gboolean written = write_all(files, folder, &names, error) && g_mkdir(fence, 0700) == 0;
    if (written)
        result = compile_again(manifest, folder, diagnostics, error);
    g_rmdir(fence);
    remove_tree(folder, names);
    if (!result)
        return FALSE;
    if (result->outputs->len == 0) {
        *ret_verdict = RECTO_VERIFIED_NOT;
        *ret_report = g_strdup("the source inside can't be typeset");
        return TRUE;
    }
    *ret_verdict = compare(bytes, manifest, g_ptr_array_index(result->outputs, 0), ret_report);
    return TRUE;
}
