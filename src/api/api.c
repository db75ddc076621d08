/* Implements include/recto.h, the interface of the library, with the functions of compile/. */
#include "api/api_private.h"

#include <string.h>

/* Width of the cover image that accompanies a newsletter, in pixels. */
#define NEWSLETTER_COVER_WIDTH 1200

struct recto_options {
    RectoCompileOptions compile; /* strings: borrowed from `texts` */
    GHashTable *texts;           /* name → value, owned */
    GPtrArray *lists[4];         /* values of a list, NULL-terminated */
    char *error;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(recto_options, recto_options_free)

struct recto_result {
    recto_status status;
    char *message;
    RectoResult *compiled;
    RectoDiagnostics *found;
    GArray *diagnostics; /* recto_diagnostic, by value */
    GPtrArray *inputs;   /* char *, owned */
};

/* The process has one set of fonts, child processes and modules, so only one compile runs at a time. */
static GMutex compiling;

/* ---- options ---- */

typedef enum { LIST_SETS, LIST_CHAPTERS, LIST_DENY, LIST_ALLOW } ListOption;

typedef enum { OPTION_TEXT, OPTION_LIST, OPTION_SWITCH, OPTION_NUMBER } OptionKind;

/* Applies the further effects of a text option; NULL means the default. Returns FALSE if the text is invalid. */
typedef gboolean (*ApplyText)(recto_options *options, const char *text);

typedef struct {
    const char *name;
    OptionKind kind;
    gsize field;          /* offset in RectoCompileOptions; 0 if `apply` does everything */
    guint list;           /* for LIST: index in `lists` */
    ApplyText apply;      /* for TEXT; NULL if every text is valid */
    int least, greatest;  /* for NUMBER: range of valid values */
    const char *expected; /* description of valid values for the message, or NULL */
} OptionRow;

static gboolean apply_format(recto_options *options, const char *text)
{
    return recto_format_find(text ? text : recto_format_name(RECTO_FORMAT_PDF), &options->compile.format);
}

static gboolean apply_variant(recto_options *options, const char *text)
{
    return recto_variant_find(text, &options->compile.variant);
}

static gboolean apply_impose(recto_options *options, const char *text)
{
    options->compile.booklet = text != NULL;
    return !text || g_str_equal(text, "booklet");
}

static gboolean apply_max_size(recto_options *options, const char *text)
{
    options->compile.max_size = 0;
    return !text || recto_size_parse(text, &options->compile.max_size);
}

static gboolean check_standard(recto_options *options, const char *text)
{
    return recto_standard_is_known(text);
}

static gboolean check_debug(recto_options *options, const char *text)
{
    return recto_debug_is_known(text);
}

static gboolean check_deny(recto_options *options, const char *text)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    return recto_diagnostics_deny(diagnostics, text);
}

static gboolean check_allow(recto_options *options, const char *text)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    return recto_diagnostics_allow(diagnostics, text);
}

#define OPTION_FIELD(field) G_STRUCT_OFFSET(RectoCompileOptions, field)

static const OptionRow rows[] = {
    {"format", OPTION_TEXT, .apply = apply_format, .expected = "pdf, png, svg, document, pages, tags"},
    {"variant", OPTION_TEXT, .apply = apply_variant, .expected = "screen, print, newsletter"},
    {"impose", OPTION_TEXT, .apply = apply_impose, .expected = "booklet"},
    {"max-size", OPTION_TEXT, .apply = apply_max_size, .expected = "a size such as 500K or 2M"},
    {"style", OPTION_TEXT, OPTION_FIELD(style)},
    {"root", OPTION_TEXT, OPTION_FIELD(root)},
    {"site-root", OPTION_TEXT, OPTION_FIELD(site_root)},
    {"pdf-standard", OPTION_TEXT, OPTION_FIELD(pdf_standard), .apply = check_standard,
     .expected = "such as ua-1,a-3a or none"},
    {"output-intent", OPTION_TEXT, OPTION_FIELD(output_intent)},
    {"stem", OPTION_TEXT, OPTION_FIELD(stem)},
    {"url", OPTION_TEXT, OPTION_FIELD(address)},
    {"pages", OPTION_TEXT, OPTION_FIELD(pages)},
    {"debug", OPTION_TEXT, OPTION_FIELD(debug), .apply = check_debug, .expected = "grid, boxes, spaces"},
    {"source-date-epoch", OPTION_TEXT, OPTION_FIELD(source_date_epoch)},
    {"set", OPTION_LIST, OPTION_FIELD(sets), .list = LIST_SETS},
    {"chapter", OPTION_LIST, OPTION_FIELD(chapters), .list = LIST_CHAPTERS},
    {"deny", OPTION_LIST, .list = LIST_DENY, .apply = check_deny, .expected = "a diagnostic code, or warnings"},
    {"allow", OPTION_LIST, .list = LIST_ALLOW, .apply = check_allow, .expected = "a code of the verification"},
    {"no-repair", OPTION_SWITCH, OPTION_FIELD(no_repair)},
    {"no-source", OPTION_SWITCH, OPTION_FIELD(no_source)},
    {"linearize", OPTION_SWITCH, OPTION_FIELD(linearize)},
    {"system-fonts", OPTION_SWITCH, OPTION_FIELD(system_fonts)},
    {"check", OPTION_SWITCH, OPTION_FIELD(check)},
    {"dpi", OPTION_NUMBER, OPTION_FIELD(dpi), .least = 10, .greatest = 1200, .expected = "10 to 1200"},
    {"cover-width", OPTION_NUMBER, OPTION_FIELD(cover_width), .least = 1, .greatest = 10000, .expected = "1 to 10000"},
};

recto_options *recto_options_new(void)
{
    recto_options *options = g_new0(recto_options, 1);
    options->texts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    for (guint i = 0; i < G_N_ELEMENTS(options->lists); i++) {
        options->lists[i] = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(options->lists[i], NULL);
    }
    options->compile.producer = RECTO_PRODUCER;
    options->error = g_strdup("");
    return options;
}

void recto_options_free(recto_options *options)
{
    if (!options)
        return;
    g_hash_table_unref(options->texts);
    for (guint i = 0; i < G_N_ELEMENTS(options->lists); i++)
        g_ptr_array_unref(options->lists[i]);
    g_free(options->error);
    g_free(options);
}

static gboolean set_text(recto_options *options, const OptionRow *row, const char *value)
{
    const RectoCompileOptions before = options->compile;
    if (row->apply && !row->apply(options, value)) {
        options->compile = before;
        return FALSE;
    }
    char *text = g_strdup(value);
    g_hash_table_insert(options->texts, (gpointer)row->name, text);
    if (row->field)
        G_STRUCT_MEMBER(const char *, &options->compile, row->field) = text;
    return TRUE;
}

static gboolean add_value(recto_options *options, const OptionRow *row, const char *value)
{
    GPtrArray *list = options->lists[row->list];
    if (value && row->apply && !row->apply(options, value))
        return FALSE;
    if (value)
        g_ptr_array_insert(list, (gint)list->len - 1, g_strdup(value));
    else
        g_ptr_array_remove_range(list, 0, list->len - 1);
    if (row->field)
        G_STRUCT_MEMBER(gpointer *, &options->compile, row->field) = list->len > 1 ? list->pdata : NULL;
    return TRUE;
}

static gboolean set_switch(recto_options *options, const OptionRow *row, const char *value)
{
    gboolean on = !value || g_str_equal(value, "yes");
    if (!on && !g_str_equal(value, "no"))
        return FALSE;
    G_STRUCT_MEMBER(gboolean, &options->compile, row->field) = on;
    return TRUE;
}

static gboolean set_number(recto_options *options, const OptionRow *row, const char *value)
{
    gint64 number = 0;
    if (value && !g_ascii_string_to_signed(value, 10, row->least, row->greatest, &number, NULL))
        return FALSE;
    G_STRUCT_MEMBER(int, &options->compile, row->field) = (int)number;
    return TRUE;
}

static gboolean set_row(recto_options *options, const OptionRow *row, const char *value)
{
    switch (row->kind) {
    case OPTION_TEXT:
        return set_text(options, row, value);
    case OPTION_LIST:
        return add_value(options, row, value);
    case OPTION_SWITCH:
        return set_switch(options, row, value);
    case OPTION_NUMBER:
        return set_number(options, row, value);
    }
    g_assert_not_reached();
}

static const OptionRow *find_row(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (g_str_equal(rows[i].name, name))
            return &rows[i];
    return NULL;
}

int recto_options_set(recto_options *options, const char *name, const char *value)
{
    const OptionRow *row = find_row(name);
    gboolean set = row && set_row(options, row, value);
    g_free(options->error);
    if (set)
        options->error = g_strdup("");
    else if (!row)
        options->error = g_strdup_printf("unknown option “%s”", name);
    else
        options->error = g_strdup_printf("invalid value “%s” for %s (expected: %s)", value ? value : "", name,
                                         row->expected ? row->expected : "yes, no");
    return set;
}

const char *recto_options_error(const recto_options *options)
{
    return options->error;
}

void recto_options_retain(recto_options *options)
{
    options->compile.retain = TRUE;
}

const char *recto_version(void)
{
    return RECTO_VERSION;
}

/* ---- compiling ---- */

static recto_severity severity_of(RectoSeverity severity)
{
    return severity == RECTO_ERROR     ? RECTO_SEVERITY_ERROR
           : severity == RECTO_WARNING ? RECTO_SEVERITY_WARNING
                                       : RECTO_SEVERITY_NOTE;
}

static void list_diagnostics(recto_result *result)
{
    g_autoptr(GPtrArray) sorted = recto_diagnostics_sorted(result->found);
    for (guint i = 0; i < sorted->len; i++) {
        const RectoDiagnostic *one = g_ptr_array_index(sorted, i);
        const char *help = recto_code_help(one->code);
        recto_diagnostic diagnostic = {
            .file = recto_diagnostics_source_name(result->found, one->span.file),
            .line = one->span.line,
            .column = one->span.column,
            .length = one->span.length,
            .severity = severity_of(one->severity),
            .code = recto_code_name(one->code),
            .message = one->text,
            .help = help ? help : "",
            .page = one->page,
        };
        g_array_append_val(result->diagnostics, diagnostic);
    }
}

/* Fills in what the options leave open for a newsletter: the names of its files and its cover image. */
static char *complete_options(RectoCompileOptions *compile)
{
    gboolean newsletter = compile->variant == RECTO_VARIANT_NEWSLETTER && compile->format == RECTO_FORMAT_PDF;
    char *stem = NULL;
    if (newsletter && !compile->stem) {
        stem = g_path_get_basename(compile->input);
        char *dot = strrchr(stem, '.');
        if (dot && dot != stem)
            *dot = '\0';
        compile->stem = stem;
    }
    if (newsletter && !compile->cover_width && !compile->check)
        compile->cover_width = NEWSLETTER_COVER_WIDTH;
    return stem;
}

static void apply_codes(const recto_options *options, RectoDiagnostics *diagnostics)
{
    const GPtrArray *deny = options->lists[LIST_DENY], *allow = options->lists[LIST_ALLOW];
    for (guint i = 0; i + 1 < deny->len; i++)
        recto_diagnostics_deny(diagnostics, g_ptr_array_index(deny, i));
    for (guint i = 0; i + 1 < allow->len; i++)
        recto_diagnostics_allow(diagnostics, g_ptr_array_index(allow, i));
}

static recto_status status_of(const recto_result *result)
{
    if (!result->compiled)
        return RECTO_STATUS_SYSTEM;
    if (recto_diagnostics_count(result->found, RECTO_ERROR))
        return RECTO_STATUS_DOCUMENT;
    return recto_diagnostics_denied(result->found) ? RECTO_STATUS_DENIED : RECTO_STATUS_OK;
}

static recto_result *compile(const recto_options *options, const char *path, GBytes *content)
{
    g_autoptr(recto_options) defaults = options ? NULL : recto_options_new();
    g_autoptr(GError) error = NULL;
    recto_result *result = g_new0(recto_result, 1);
    options = options ? options : defaults;
    result->found = recto_diagnostics_new();
    result->diagnostics = g_array_new(FALSE, FALSE, sizeof(recto_diagnostic));
    result->inputs = g_ptr_array_new_with_free_func(g_free);
    apply_codes(options, result->found);
    RectoCompileOptions request = options->compile;
    request.input = path;
    request.content = content;
    request.inputs = result->inputs;
    g_autofree char *stem = complete_options(&request);
    g_mutex_lock(&compiling);
    if (!recto_compile(&request, result->found, &result->compiled, &error))
        result->compiled = NULL;
    g_mutex_unlock(&compiling);
    result->message = g_strdup(error ? error->message : "");
    result->status = status_of(result);
    list_diagnostics(result);
    return result;
}

recto_result *recto_compile_file(const recto_options *options, const char *path)
{
    return compile(options, path, NULL);
}

recto_result *recto_compile_memory(const recto_options *options, const void *bytes, size_t length, const char *path)
{
    g_autoptr(GBytes) content = g_bytes_new(bytes, length);
    return compile(options, path, content);
}

void recto_result_free(recto_result *result)
{
    if (!result)
        return;
    recto_compile_result_free(result->compiled);
    g_array_unref(result->diagnostics);
    recto_diagnostics_free(result->found);
    g_ptr_array_unref(result->inputs);
    g_free(result->message);
    g_free(result);
}

const RectoResult *recto_result_compiled(const recto_result *result)
{
    return result->compiled;
}

const RectoDiagnostics *recto_result_diagnostics(const recto_result *result)
{
    return result->found;
}

recto_status recto_result_status(const recto_result *result)
{
    return result->status;
}

const char *recto_result_message(const recto_result *result)
{
    return result->message;
}

/* ---- outputs ---- */

static const void *bytes_of(GBytes *bytes, size_t *ret_size)
{
    gsize size = 0;
    const void *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;
    if (ret_size)
        *ret_size = size;
    return data;
}

size_t recto_result_output_count(const recto_result *result)
{
    return result->compiled ? result->compiled->outputs->len : 0;
}

const void *recto_result_output(const recto_result *result, size_t index, size_t *ret_size)
{
    gboolean there = index < recto_result_output_count(result);
    return bytes_of(there ? g_ptr_array_index(result->compiled->outputs, index) : NULL, ret_size);
}

unsigned recto_result_output_page(const recto_result *result, size_t index)
{
    gboolean there = result->compiled && index < result->compiled->page_numbers->len;
    return there ? g_array_index(result->compiled->page_numbers, guint, index) : 0;
}

unsigned recto_result_page_count(const recto_result *result)
{
    return result->compiled ? result->compiled->n_pages : 0;
}

const void *recto_result_cover(const recto_result *result, size_t *ret_size)
{
    return bytes_of(result->compiled ? result->compiled->cover : NULL, ret_size);
}

size_t recto_result_companion_count(const recto_result *result)
{
    return result->compiled ? result->compiled->companions->len : 0;
}

const void *recto_result_companion(const recto_result *result, size_t index, const char **ret_suffix, size_t *ret_size)
{
    const RectoCompanion *companion =
        index < recto_result_companion_count(result) ? g_ptr_array_index(result->compiled->companions, index) : NULL;
    if (ret_suffix)
        *ret_suffix = companion ? companion->suffix : NULL;
    return bytes_of(companion ? companion->bytes : NULL, ret_size);
}

size_t recto_result_input_count(const recto_result *result)
{
    return result->inputs->len;
}

const char *recto_result_input(const recto_result *result, size_t index)
{
    return index < result->inputs->len ? g_ptr_array_index(result->inputs, index) : NULL;
}

/* ---- diagnostics ---- */

size_t recto_result_diagnostic_count(const recto_result *result)
{
    return result->diagnostics->len;
}

const recto_diagnostic *recto_result_diagnostic(const recto_result *result, size_t index)
{
    return index < result->diagnostics->len ? &g_array_index(result->diagnostics, recto_diagnostic, index) : NULL;
}
