/* Attaches the source, the other inputs and the manifest to the PDF. */
#include "compile/compile_state.h"

#include "base/files.h"
#include "compile/attachment_check.h"
#include "compile/manifest.h"

#include <string.h>

/* Returns the path of a file relative to the project root, or its last component if it is elsewhere. Caller frees. */
static char *name_inside(const RectoCompile *compile, const char *path)
{
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    const char *root = compile->project->root;
    gsize length = strlen(root);
    if (length && g_str_has_prefix(whole, root) && whole[length] == '/')
        return g_strdup(whole + length + 1);
    return g_path_get_basename(whole);
}

/* `path`: of the file, or NULL when recto read none for it. */
static void attach(RectoCompile *compile, const char *name, const char *path, const char *media_type,
                   const char *description, const char *relation, GBytes *bytes)
{
    RectoArena *arena = compile->pages->arena;
    RectoAttachment attachment = {
        .name = recto_arena_strndup(arena, name, -1),
        .media_type = media_type,
        .description = description,
        .relation = relation,
        .path = path ? recto_arena_strndup(arena, path, -1) : NULL,
        .bytes = g_bytes_ref(bytes),
    };
    g_array_append_val(compile->pages->attachments, attachment);
}

/* Attaches a settings file as it was read. */
static void attach_settings(RectoCompile *compile, const char *path, const char *description, GBytes *bytes)
{
    g_autofree char *name = name_inside(compile, path);
    attach(compile, name, path, "application/yaml", description, "Supplement", bytes);
}

/* Attaches the files of the website that were read, because they affect links and images. */
static void attach_website(RectoCompile *compile)
{
    const GPtrArray *files = compile->project->website->files;
    for (guint i = 0; i < files->len; i++) {
        const RectoWebsiteFile *file = g_ptr_array_index(files, i);
        g_autofree char *name = name_inside(compile, file->path);
        attach(compile, name, file->path, "text/plain", "Settings of the web site", "Supplement", file->bytes);
    }
}

/* Attaches custom styles; the manifest names the styles that come with recto. */
static void attach_styles(RectoCompile *compile)
{
    g_autofree char *shipped = g_build_filename(recto_data_dir(), "styles", NULL);
    const char *const *files = recto_style_files(compile->style);
    for (guint i = 0; files[i]; i++) {
        g_autofree char *folder = g_path_get_dirname(files[i]);
        if (!g_str_equal(folder, shipped))
            attach_settings(compile, files[i], "Style of the report", recto_style_file(compile->style, i));
    }
}

static const char *picture_type(const char *name)
{
    static const char *const types[][2] = {{".png", "image/png"},
                                           {".jpg", "image/jpeg"},
                                           {".jpeg", "image/jpeg"},
                                           {".webp", "image/webp"},
                                           {".svg", "image/svg+xml"}};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_has_suffix(lower, types[i][0]))
            return types[i][1];
    return "application/octet-stream";
}

static void attach_pictures(RectoCompile *compile)
{
    for (guint i = 0; i < compile->pages->sources->len; i++) {
        const RectoSourceFile *source = &g_array_index(compile->pages->sources, RectoSourceFile, i);
        const char *type = picture_type(source->name);
        /* a newsletter has no room for images twice, so its manifest only names them */
        if (!recto_compile_is_newsletter(compile) || !g_str_has_prefix(type, "image/"))
            attach(compile, source->name, source->path, type, "Picture of the report", "Source", source->bytes);
    }
}

/* Returns the name of a source inside the PDF. Caller frees. */
static char *source_name(const RectoCompile *compile, const RectoSource *source, guint number)
{
    const RectoCompileOptions *options = compile->options;
    if (number == 0 && options->source_name)
        return g_strdup(options->source_name);
    /* for standard input, the working directory is the directory of the document */
    return name_inside(compile, g_str_equal(source->path, "-") ? "report.md" : source->path);
}

/* Returns the path that a source was read from, or NULL if it came from standard input or from memory. */
static const char *file_of(const RectoCompile *compile, const RectoSource *source)
{
    return g_str_equal(source->path, "-") || source->bytes == compile->options->content ? NULL : source->path;
}

/* Attaches each source once, even if a chapter occurs twice. Returns the names; the caller frees them. */
static GPtrArray *attach_sources(RectoCompile *compile)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < compile->sources->len; i++) {
        const RectoSource *source = g_ptr_array_index(compile->sources, i);
        char *name = source_name(compile, source, i);
        gboolean yaml = g_str_equal(source->media_type, "application/yaml");
        if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
            attach(compile, name, file_of(compile, source), source->media_type,
                   yaml ? "What the report says of itself, and its chapters"
                        : "The Markdown that this report was made from",
                   "Source", source->bytes);
        g_ptr_array_add(names, name);
    }
    return names;
}

static void add_name(GPtrArray *list, const char *path)
{
    if (path)
        g_ptr_array_add(list, g_strdup(path));
}

/* Checks that all attached files are in the project, next to the style or in the site root that the user named, or are
 * documents that the user named. */
static gboolean check_attachments(RectoCompile *compile, GError **error)
{
    const RectoCompileOptions *options = compile->options;
    g_autoptr(GPtrArray) allowed = g_ptr_array_new_with_free_func(g_free);
    add_name(allowed, compile->project->bound);
    add_name(allowed, options->input);
    for (guint i = 0; options->chapters && options->chapters[i]; i++)
        add_name(allowed, options->chapters[i]);
    if (options->style && recto_style_is_path(options->style))
        g_ptr_array_add(allowed, g_path_get_dirname(options->style));
    add_name(allowed, options->site_root);
    g_ptr_array_add(allowed, NULL);
    return recto_attachments_check(compile->pages->attachments, (const char *const *)allowed->pdata, error);
}

gboolean recto_compile_attach(RectoCompile *compile, GError **error)
{
    const RectoCompileOptions *options = compile->options;
    g_autoptr(GPtrArray) names = attach_sources(compile);
    const char *name = g_ptr_array_index(names, 0);
    if (compile->project->config)
        attach_settings(compile, compile->project->config_path, "Settings of the project", compile->project->config);
    attach_website(compile);
    attach_styles(compile);
    attach_pictures(compile);
    /* the manifest contains no path of this machine */
    RectoCompileOptions named = *options;
    named.linearize |= recto_compile_is_newsletter(compile);
    gboolean is_path = options->style && recto_style_is_path(options->style);
    g_autofree char *style = is_path ? name_inside(compile, options->style) : NULL;
    if (style)
        named.style = style;
    g_ptr_array_add(names, NULL);
    named.chapters = options->chapters ? (const char *const *)names->pdata + 1 : NULL;
    g_autofree char *site_root = options->site_root ? recto_image_lookup_root_name(compile->site) : NULL;
    named.site_root = site_root;
    g_autofree char *manifest = recto_manifest_write(&named, name, compile->style, compile->fonts, compile->engine,
                                                     recto_resources_grammars(compile->resources), compile->pages);
    g_autoptr(GBytes) bytes = g_bytes_new(manifest, strlen(manifest));
    attach(compile, RECTO_MANIFEST_NAME, NULL, "application/yaml", "What this report was made of", "Supplement", bytes);
    return check_attachments(compile, error);
}

void recto_compile_list_attachments(RectoCompile *compile)
{
    for (guint i = 0; i < compile->pages->attachments->len; i++) {
        const RectoAttachment *attachment = &g_array_index(compile->pages->attachments, RectoAttachment, i);
        RectoAttached attached = {g_strdup(attachment->name), g_strdup(attachment->media_type),
                                  g_bytes_get_size(attachment->bytes)};
        g_array_append_val(compile->result->attached, attached);
    }
}
