/* Runs the stages of one compile, from the input to the output files. */
#include "compile/compile_state.h"

#include "base/files.h"
#include "base/installed_files.h"
#include "newsletter/newsletter.h"
#include "output/output.h"
#include "page/images.h"
#include "read/page_links.h"
#include "compile/pdf_size_limit.h"
#include "style/composition.h"

#include <string.h>

void recto_compile_clear(RectoCompile *compile)
{
    g_clear_pointer(&compile->flow, recto_flow_free);
    g_clear_pointer(&compile->resources, recto_resources_free);
    g_clear_pointer(&compile->images, recto_images_free);
    g_clear_pointer(&compile->site, recto_image_lookup_free);
    g_clear_pointer(&compile->pages, recto_pages_free);
    g_clear_pointer(&compile->composed, recto_pages_free);
    recto_press_clear(&compile->press);
    g_clear_pointer(&compile->engine, recto_text_engine_free);
    g_clear_pointer(&compile->fonts, recto_fonts_free);
    g_clear_pointer(&compile->strings, recto_strings_free);
    g_clear_pointer(&compile->style, recto_style_free);
    g_clear_pointer(&compile->document, recto_document_free);
    g_clear_pointer(&compile->project, recto_project_free);
    g_clear_pointer(&compile->sources, g_ptr_array_unref);
}

void recto_compile_tick_at(RectoCompile *compile, const char *stage, gint64 now)
{
    RectoTiming timing = {stage, now - compile->started};
    g_array_append_val(compile->result->timings, timing);
    compile->started = now;
}

void recto_compile_tick(RectoCompile *compile, const char *stage)
{
    recto_compile_tick_at(compile, stage, g_get_monotonic_time());
}

gboolean recto_compile_is_print(const RectoCompile *compile)
{
    return compile->options->variant == RECTO_VARIANT_PRINT;
}

gboolean recto_compile_is_newsletter(const RectoCompile *compile)
{
    return compile->options->variant == RECTO_VARIANT_NEWSLETTER;
}

static void add_output(RectoCompile *compile, GBytes *bytes)
{
    g_ptr_array_add(compile->result->outputs, bytes);
}

static void add_text(RectoCompile *compile, char *text)
{
    add_output(compile, g_bytes_new_take(text, strlen(text)));
}

char *recto_compile_root(const char *input)
{
    return recto_project_bound(input);
}

gboolean recto_compile_read(RectoCompile *compile, GError **error)
{
    const RectoCompileOptions *options = compile->options;
    compile->project = options->root ? recto_project_at(options->root, options->input, compile->diagnostics)
                                     : recto_project_find(options->input, compile->diagnostics);
    const RectoYamlNode *config = compile->project->yaml ? compile->project->yaml->root : NULL;
    recto_website_set_address(compile->project->website, recto_yaml_text(recto_yaml_get(config, "url")));
    RectoReadOptions reading = {
        .no_repair = options->no_repair,
        .default_lang = recto_yaml_text(recto_yaml_get(config, "lang")),
        .site_code = recto_yaml_text(recto_yaml_get(config, "site-code")),
        .website = compile->project->website,
    };
    g_autoptr(GError) trouble = NULL;
    compile->sources = g_ptr_array_new_with_free_func((GDestroyNotify)recto_source_free);
    compile->document =
        recto_sources_read(options, compile->project, &reading, compile->diagnostics, compile->sources, &trouble);
    compile->result->website = recto_website_describe(compile->project->website);
    if (compile->document)
        recto_page_links_resolve(compile->document, compile->project->website, compile->diagnostics);
    recto_compile_tick(compile, "read");
    if (!trouble)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&trouble));
    return FALSE;
}

static gboolean style_stage(RectoCompile *compile, GError **error)
{
    const RectoCompileOptions *options = compile->options;
    const RectoDocument *document = compile->document;
    g_autofree char *folder = g_str_equal(options->input, "-") ? g_strdup(".") : g_path_get_dirname(options->input);
    RectoStyleRequest request = {
        .style = options->style,
        .sets = options->sets,
        .config = compile->project->yaml ? compile->project->yaml->root : NULL,
        .front = document->meta.front_matter,
        .document_dir = folder,
        .config_dir = compile->project->config_path ? compile->project->root : NULL,
        .root = compile->project->root,
        .n_words = document->n_words,
        .n_headings = document->n_headings,
        .n_top_headings = document->n_top_headings,
        .chapter_words = document->chapter_words,
        .n_chapters = document->n_chapters,
    };
    compile->style = recto_style_resolve(&request, compile->diagnostics, error);
    if (!compile->style)
        return FALSE;
    compile->result->composition = recto_composition_reason(compile->style, &request, compile->diagnostics);
    compile->strings = recto_strings_new(document->meta.lang, compile->diagnostics, error);
    recto_compile_tick(compile, "style");
    return compile->strings != NULL;
}

static void add_family(GPtrArray *families, const char *family)
{
    if (family && *family && !g_ptr_array_find_with_equal_func(families, family, g_str_equal, NULL))
        g_ptr_array_add(families, (gpointer)family);
}

/* Returns the font families that the style uses, so that only their files are opened. */
static GPtrArray *style_families(const RectoStyle *style)
{
    GPtrArray *families = g_ptr_array_new();
#define TEXT(field, key, ...) add_family(families, style->field.font);
#define FONT(field, key, ...) add_family(families, style->field);
#include "style/style.def"
    g_ptr_array_add(families, NULL);
    return families;
}

static RectoSpan whole_source(RectoCompile *compile)
{
    return (RectoSpan){compile->document->root->span.file, 0, 0, 0};
}

/* Returns the directory that font_path names, or NULL, after a diagnostic, if it is not inside the project root. Caller
 * frees. */
static char *font_folder(RectoCompile *compile)
{
    const char *wanted = compile->style->font_path;
    g_autofree char *joined = g_build_filename(compile->project->root, wanted, NULL);
    g_autofree char *folder = recto_path_below(compile->project->root, joined);
    if (!folder)
        recto_diagnose(compile->diagnostics, RECTO_CODE_FONT_PATH, whole_source(compile),
                       "font_path: “%s” is not a directory in that of recto.yaml or the document", wanted);
    return g_steal_pointer(&folder);
}

static void add_fonts(RectoCompile *compile)
{
    if (!*compile->style->font_path)
        return;
    guint added = 0;
    g_autoptr(GError) error = NULL;
    g_autofree char *broken = NULL;
    g_autofree char *folder = font_folder(compile);
    if (!folder)
        return;
    if (!recto_fonts_add_folder(compile->fonts, folder, compile->project->root, &added, &broken, &error))
        recto_diagnose(compile->diagnostics, RECTO_CODE_FONT_PATH, whole_source(compile),
                       "font_path: “%s” is not a readable directory", compile->style->font_path);
    else if (broken)
        recto_diagnose(compile->diagnostics, RECTO_CODE_FONT_PATH, whole_source(compile), "font_path: %s is not a font",
                       broken);
    else if (added == 0)
        recto_diagnose(compile->diagnostics, RECTO_CODE_FONT_PATH, whole_source(compile),
                       "font_path: “%s” has no TTF or OTF file", compile->style->font_path);
}

static gboolean font_stage(RectoCompile *compile, GError **error)
{
    g_autoptr(GPtrArray) families = style_families(compile->style);
    compile->fonts = recto_fonts_new((const char *const *)families->pdata, compile->options->system_fonts, error);
    if (!compile->fonts)
        return FALSE;
    add_fonts(compile);
    compile->engine = recto_text_engine_new(compile->fonts, compile->diagnostics);
    recto_compile_tick(compile, "fonts");
    return TRUE;
}

/* Sets the date of the file if the document gives none; never from the clock. */
static void set_date(RectoCompile *compile)
{
    RectoInfo *info = &compile->pages->info;
    const char *epoch = compile->options->source_date_epoch;
    guint64 seconds = 0;
    if (info->date_iso || !epoch || !g_ascii_string_to_unsigned(epoch, 10, 0, G_MAXINT32, &seconds, NULL))
        return;
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc((gint64)seconds);
    g_autofree char *iso = g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ");
    info->date_iso = recto_arena_strndup(compile->pages->arena, iso, -1);
}

/* Applies one word of a list of standards. Returns FALSE if it is unknown. */
static gboolean apply_standard(const char *word, RectoPdfOptions *pdf)
{
    if (g_str_equal(word, "none"))
        return TRUE;
    if (g_str_equal(word, "ua-1")) {
        pdf->pdfua = TRUE;
        return TRUE;
    }
    static const struct {
        const char *name;
        int part;
        char level;
    } archives[] = {{"a-3a", 3, 'A'}, {"a-3b", 3, 'B'}, {"a-2a", 2, 'A'}, {"a-2b", 2, 'B'}};
    for (guint i = 0; i < G_N_ELEMENTS(archives); i++) {
        if (g_str_equal(word, archives[i].name) && !pdf->pdfa_part) {
            pdf->pdfa_part = archives[i].part;
            pdf->pdfa_level = archives[i].level;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean apply_standards(const char *text, RectoPdfOptions *pdf)
{
    if (!text)
        return TRUE;
    pdf->pdfa_part = 0;
    pdf->pdfua = FALSE;
    g_auto(GStrv) words = g_strsplit(text, ",", -1);
    for (guint i = 0; words[i]; i++)
        if (!apply_standard(g_strstrip(words[i]), pdf))
            return FALSE;
    return words[0] != NULL;
}

gboolean recto_standard_is_known(const char *text)
{
    RectoPdfOptions pdf = RECTO_PDF_DEFAULTS;
    return apply_standards(text, &pdf);
}

/* Prepares the images in the resolution that the output needs. */
static gboolean prepare_pictures(RectoCompile *compile, RectoImagesUse use, guint dpi, GError **error)
{
    gboolean prepared = recto_images_prepare(compile->pages, use, dpi, 0, compile->diagnostics, error);
    if (compile->pages->images->len)
        recto_compile_tick(compile, "pictures");
    return prepared;
}

static GBytes *write_pdf(RectoCompile *compile, const RectoPdfOptions *pdf, GError **error)
{
    int wanted = recto_compile_is_print(compile) ? compile->style->image_print_dpi : compile->style->image_dpi;
    guint dpi = (guint)MAX(wanted, 1);
    gsize most = compile->options->max_size ? compile->options->max_size : RECTO_MAX_SIZE;
    if (recto_compile_is_newsletter(compile))
        return recto_squeeze(compile->pages, pdf, dpi, most, compile->diagnostics, whole_source(compile), error);
    return prepare_pictures(compile, RECTO_IMAGES_PDF, dpi, error) ? recto_output_pdf(compile->pages, pdf, error)
                                                                   : NULL;
}

static gboolean output_pdf(RectoCompile *compile, GError **error)
{
    RectoPdfOptions pdf = RECTO_PDF_DEFAULTS;
    gboolean for_press = recto_compile_is_print(compile) || compile->options->booklet;
    pdf.linearize = compile->options->linearize || recto_compile_is_newsletter(compile);
    if (compile->options->producer)
        pdf.producer = compile->options->producer;
    apply_standards(compile->options->pdf_standard, &pdf);
    set_date(compile);
    pdf.print = recto_compile_is_print(compile);
    if (for_press)
        recto_press_claim(&compile->press, compile->pages, &pdf, compile->diagnostics, whole_source(compile));
    /* PDF/A-2 does not allow attachments */
    if (compile->options->no_source || pdf.pdfa_part == 2 || for_press)
        g_array_set_size(compile->pages->attachments, 0);
    else if (!recto_compile_attach(compile, error))
        return FALSE;
    gint64 drawn = 0;
    pdf.ret_drawn = &drawn;
    GBytes *bytes = write_pdf(compile, &pdf, error);
    if (!bytes)
        return FALSE;
    recto_compile_tick_at(compile, "draw", drawn);
    add_output(compile, bytes);
    recto_compile_list_attachments(compile);
    return TRUE;
}

/* Returns TRUE if `page` (from 1) is in a list such as "1,3-5"; NULL means all pages. */
static gboolean page_is_picked(const char *list, guint page)
{
    if (!list)
        return TRUE;
    g_auto(GStrv) parts = g_strsplit(list, ",", -1);
    for (guint i = 0; parts[i]; i++) {
        char *end = NULL;
        guint64 from = g_ascii_strtoull(parts[i], &end, 10);
        guint64 to = *end == '-' ? (end[1] ? g_ascii_strtoull(end + 1, NULL, 10) : G_MAXUINT) : from;
        if (page >= from && page <= to)
            return TRUE;
    }
    return FALSE;
}

static gboolean output_pictures(RectoCompile *compile, GError **error)
{
    const RectoCompileOptions *options = compile->options;
    guint dpi = options->format == RECTO_FORMAT_PNG && options->dpi > 0 ? (guint)options->dpi
                                                                        : (guint)MAX(compile->style->image_dpi, 1);
    if (!prepare_pictures(compile, RECTO_IMAGES_PAINTED, dpi, error))
        return FALSE;
    for (guint i = 0; i < compile->pages->pages->len; i++) {
        guint number = i + 1;
        if (!page_is_picked(options->pages, number))
            continue;
        GBytes *bytes = options->format == RECTO_FORMAT_PNG
                            ? recto_output_png(compile->pages, i, options->dpi ? options->dpi : 80, error)
                            : recto_output_svg(compile->pages, i, error);
        if (!bytes)
            return FALSE;
        add_output(compile, bytes);
        g_array_append_val(compile->result->page_numbers, number);
    }
    return TRUE;
}

/* Writes the cover image that accompanies the PDF. */
static gboolean output_cover(RectoCompile *compile, GError **error)
{
    int width = compile->options->cover_width;
    if (width <= 0)
        return TRUE;
    /* for the PDF, the images were prepared as streams */
    if (compile->pages->images->len && compile->options->format == RECTO_FORMAT_PDF &&
        !prepare_pictures(compile, RECTO_IMAGES_PAINTED, (guint)MAX(compile->style->image_dpi, 1), error))
        return FALSE;
    double points = (double)(compile->pages->width + 2 * recto_pages_margin(compile->pages)) / RECTO_POINT;
    compile->result->cover = recto_output_png(compile->pages, 0, width * 72.0 / points, error);
    return compile->result->cover != NULL;
}

static void add_companion(RectoCompile *compile, const char *suffix, GBytes *bytes)
{
    RectoCompanion *companion = g_new0(RectoCompanion, 1);
    companion->suffix = suffix;
    companion->bytes = bytes;
    g_ptr_array_add(compile->result->companions, companion);
}

/* Creates the files that accompany the PDF of a newsletter. */
static gboolean output_newsletter(RectoCompile *compile, GError **error)
{
    RectoResult *result = compile->result;
    GBytes *files[RECTO_NEWSLETTER_FILE_MAX] = {NULL};
    RectoNewsletter letter = {
        .document = compile->document,
        .style = compile->style,
        .strings = compile->strings,
        .stem = compile->options->stem,
        .address = compile->options->address,
        .pdf = result->outputs->len ? g_ptr_array_index(result->outputs, 0) : NULL,
        .cover = result->cover,
    };
    if (!recto_compile_is_newsletter(compile) || !letter.stem || !letter.pdf || !letter.cover)
        return TRUE;
    if (!recto_newsletter_build(&letter, files, error))
        return FALSE;
    for (guint i = 0; i < RECTO_NEWSLETTER_FILE_MAX; i++)
        add_companion(compile, recto_newsletter_suffixes[i], files[i]);
    recto_compile_tick(compile, "message");
    return TRUE;
}

static gboolean output_stage(RectoCompile *compile, GError **error)
{
    gboolean written = TRUE;
    switch (compile->options->format) {
    case RECTO_FORMAT_PDF:
        written = output_pdf(compile, error);
        break;
    case RECTO_FORMAT_PNG:
    case RECTO_FORMAT_SVG:
        written = output_pictures(compile, error);
        break;
    case RECTO_FORMAT_PAGES:
        add_text(compile, recto_pages_dump(compile->pages));
        break;
    case RECTO_FORMAT_TAGS:
        add_text(compile, recto_tags_dump(compile->pages));
        break;
    case RECTO_FORMAT_DOCUMENT:
    case RECTO_FORMAT_MAX:
        break;
    }
    recto_compile_tick(compile, "output");
    return written && output_cover(compile, error) && output_newsletter(compile, error);
}

static gboolean has_errors(const RectoCompile *compile)
{
    return recto_diagnostics_count(compile->diagnostics, RECTO_ERROR) > 0;
}

gboolean recto_compile_prepare(RectoCompile *compile, GError **error)
{
    return style_stage(compile, error) && (has_errors(compile) || font_stage(compile, error));
}

static gboolean run(RectoCompile *compile, GError **error)
{
    if (!recto_compile_read(compile, error))
        return FALSE;
    if (!compile->document)
        return TRUE;
    if (compile->options->format == RECTO_FORMAT_DOCUMENT) {
        if (!has_errors(compile))
            add_text(compile, recto_document_dump(compile->document));
        return TRUE;
    }
    if (!recto_compile_prepare(compile, error))
        return FALSE;
    if (has_errors(compile))
        return TRUE;
    const char *intent = recto_compile_is_print(compile) ? compile->options->output_intent : NULL;
    if (intent && !recto_press_open(&compile->press, intent, error))
        return FALSE;
    recto_compile_gather(compile);
    recto_compile_layout(compile);
    gboolean written = has_errors(compile) || compile->options->check || output_stage(compile, error);
    if (written && recto_compile_is_print(compile))
        recto_press_check(&compile->press, compile->pages, compile->style, compile->diagnostics, whole_source(compile));
    return written;
}

static void companion_free(RectoCompanion *companion)
{
    g_bytes_unref(companion->bytes);
    g_free(companion);
}

static void attached_clear(gpointer data)
{
    RectoAttached *attached = data;
    g_free(attached->name);
    g_free(attached->media_type);
}

gboolean recto_compile(const RectoCompileOptions *options, RectoDiagnostics *diagnostics, RectoResult **ret_result,
                       GError **error)
{
    RectoResult *result = g_new0(RectoResult, 1);
    result->outputs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    result->companions = g_ptr_array_new_with_free_func((GDestroyNotify)companion_free);
    result->page_numbers = g_array_new(FALSE, FALSE, sizeof(guint));
    result->timings = g_array_new(FALSE, FALSE, sizeof(RectoTiming));
    result->attached = g_array_new(FALSE, FALSE, sizeof(RectoAttached));
    g_array_set_clear_func(result->attached, attached_clear);
    g_auto(RectoCompile)
        compile = {.options = options, .diagnostics = diagnostics, .result = result, .started = g_get_monotonic_time()};
    g_autoptr(GPtrArray) unasked = options->inputs ? NULL : g_ptr_array_new_with_free_func(g_free);
    recto_file_record(options->inputs ? options->inputs : unasked);
    gboolean done = run(&compile, error) && recto_installed_files_check(error);
    recto_file_record(NULL);
    /* freeing thousands of blocks takes a tenth of the time of a short document */
    if (options->retain && done) {
        result->retained = g_memdup2(&compile, sizeof compile);
        compile = (RectoCompile){0};
    }
    if (done)
        *ret_result = result;
    else
        recto_compile_result_free(result);
    return done;
}

void recto_compile_result_free(RectoResult *result)
{
    if (!result)
        return;
    g_ptr_array_unref(result->outputs);
    g_clear_pointer(&result->cover, g_bytes_unref);
    g_ptr_array_unref(result->companions);
    g_array_unref(result->page_numbers);
    g_free(result->composition);
    g_free(result->website);
    g_array_unref(result->timings);
    g_array_unref(result->attached);
    if (result->retained)
        recto_compile_clear(result->retained);
    g_free(result->retained);
    g_free(result);
}
