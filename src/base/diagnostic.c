#include "base/diagnostic.h"

#include <stdarg.h>
#include <string.h>

/* Longest stretch of a source line that an excerpt shows. */
#define EXCERPT_CHARACTERS 110

typedef struct {
    char *name;
    char *text;
    gsize length;
} Source;

struct RectoDiagnostics {
    GPtrArray *sources;
    GPtrArray *all;
    GHashTable *seen; /* of RectoDiagnostic*: the set that recto_diagnose() keeps free of repetition */
    gboolean denied[RECTO_CODE_MAX];
};

static const struct {
    const char *name;
    RectoSeverity severity;
    const char *remedy;
} codes[RECTO_CODE_MAX] = {
#define CODE(id, name, severity, remedy) {name, severity, remedy},
#include "base/diagnostic.def"
#undef CODE
};

static void source_free(Source *source)
{
    g_free(source->name);
    g_free(source->text);
    g_free(source);
}

static void diagnostic_free(RectoDiagnostic *diagnostic)
{
    g_free(diagnostic->text);
    g_free(diagnostic->page);
    g_free(diagnostic);
}

static guint diagnostic_hash(gconstpointer data)
{
    const RectoDiagnostic *diagnostic = data;
    return g_str_hash(diagnostic->text) ^ diagnostic->span.line * 31 ^ (guint)diagnostic->code << 20;
}

static gboolean diagnostic_equal(gconstpointer a, gconstpointer b)
{
    const RectoDiagnostic *one = a, *other = b;
    return one->code == other->code && one->span.file == other->span.file && one->span.line == other->span.line &&
           one->span.column == other->span.column && g_str_equal(one->text, other->text);
}

RectoDiagnostics *recto_diagnostics_new(void)
{
    RectoDiagnostics *diagnostics = g_new0(RectoDiagnostics, 1);
    diagnostics->sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_free);
    diagnostics->all = g_ptr_array_new_with_free_func((GDestroyNotify)diagnostic_free);
    diagnostics->seen = g_hash_table_new(diagnostic_hash, diagnostic_equal);
    return diagnostics;
}

void recto_diagnostics_free(RectoDiagnostics *diagnostics)
{
    if (!diagnostics)
        return;
    g_hash_table_unref(diagnostics->seen);
    g_ptr_array_unref(diagnostics->all);
    g_ptr_array_unref(diagnostics->sources);
    g_free(diagnostics);
}

guint32 recto_diagnostics_add_source(RectoDiagnostics *diagnostics, const char *name, const char *text, gsize length)
{
    Source *source = g_new0(Source, 1);
    source->name = g_strdup(name);
    source->text = g_malloc(length + 1);
    if (length)
        memcpy(source->text, text, length);
    source->text[length] = '\0';
    source->length = length;
    g_ptr_array_add(diagnostics->sources, source);
    return diagnostics->sources->len;
}

static const Source *source_of(const RectoDiagnostics *diagnostics, guint32 file)
{
    return file > 0 && file <= diagnostics->sources->len ? g_ptr_array_index(diagnostics->sources, file - 1) : NULL;
}

const char *recto_diagnostics_source_name(const RectoDiagnostics *diagnostics, guint32 file)
{
    const Source *source = source_of(diagnostics, file);
    return source ? source->name : NULL;
}

void recto_diagnose(RectoDiagnostics *diagnostics, RectoCode code, RectoSpan span, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    RectoDiagnostic *diagnostic = g_new0(RectoDiagnostic, 1);
    diagnostic->code = code;
    diagnostic->severity = codes[code].severity;
    diagnostic->span = span;
    diagnostic->text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (g_hash_table_contains(diagnostics->seen, diagnostic)) {
        diagnostic_free(diagnostic);
        return;
    }
    g_hash_table_add(diagnostics->seen, diagnostic);
    g_ptr_array_add(diagnostics->all, diagnostic);
}

gboolean recto_diagnostics_deny(RectoDiagnostics *diagnostics, const char *code_name)
{
    gboolean found = FALSE, all = g_str_equal(code_name, "warnings");
    for (int i = 0; i < RECTO_CODE_MAX; i++) {
        gboolean named = g_str_equal(code_name, codes[i].name);
        found |= named;
        if (named || (all && codes[i].severity == RECTO_WARNING))
            diagnostics->denied[i] = TRUE;
    }
    return found || all;
}

guint recto_diagnostics_count(const RectoDiagnostics *diagnostics, RectoSeverity severity)
{
    guint count = 0;
    for (guint i = 0; i < diagnostics->all->len; i++)
        count += ((RectoDiagnostic *)g_ptr_array_index(diagnostics->all, i))->severity == severity;
    return count;
}

guint recto_diagnostics_denied(const RectoDiagnostics *diagnostics)
{
    guint count = 0;
    for (guint i = 0; i < diagnostics->all->len; i++) {
        const RectoDiagnostic *diagnostic = g_ptr_array_index(diagnostics->all, i);
        count += diagnostic->severity != RECTO_ERROR && diagnostics->denied[diagnostic->code];
    }
    return count;
}

void recto_diagnostics_set_page(RectoDiagnostics *diagnostics, const RectoDiagnostic *diagnostic, const char *page)
{
    guint index = 0;
    if (!g_ptr_array_find(diagnostics->all, diagnostic, &index))
        return;
    RectoDiagnostic *own = g_ptr_array_index(diagnostics->all, index);
    g_free(own->page);
    own->page = g_strdup(page);
}

static gint compare_number(guint32 a, guint32 b)
{
    return (a > b) - (a < b);
}

static gint compare_places(gconstpointer a, gconstpointer b)
{
    const RectoDiagnostic *one = *(RectoDiagnostic *const *)a, *other = *(RectoDiagnostic *const *)b;
    gint order = compare_number(one->span.file, other->span.file);
    if (!order)
        order = compare_number(one->span.line, other->span.line);
    if (!order)
        order = compare_number(one->span.column, other->span.column);
    if (!order)
        order = compare_number(one->code, other->code);
    return order ? order : strcmp(one->text, other->text);
}

GPtrArray *recto_diagnostics_sorted(const RectoDiagnostics *diagnostics)
{
    GPtrArray *sorted = g_ptr_array_new();
    for (guint i = 0; i < diagnostics->all->len; i++)
        g_ptr_array_add(sorted, g_ptr_array_index(diagnostics->all, i));
    g_ptr_array_sort(sorted, compare_places);
    return sorted;
}

/* The source line `number`, without its end; NULL when the source has fewer. */
static const char *find_line(const Source *source, guint32 number, gsize *ret_length)
{
    const char *at = source->text, *end = source->text + source->length;
    for (guint32 line = 1; line < number; line++) {
        at = memchr(at, '\n', (gsize)(end - at));
        if (!at++)
            return NULL;
    }
    const char *stop = memchr(at, '\n', (gsize)(end - at));
    *ret_length = (gsize)((stop ? stop : end) - at);
    return at;
}

/* The line around the column and the caret below it; over-long lines are cut at both ends. */
static void print_excerpt(GString *out, const Source *source, RectoSpan span)
{
    gsize length = 0;
    const char *line = span.line ? find_line(source, span.line, &length) : NULL;
    if (!line || !length || !g_utf8_validate_len(line, length, NULL))
        return;
    glong n_characters = g_utf8_strlen(line, (gssize)length);
    glong column = span.column ? (glong)span.column - 1 : 0;
    glong from = MAX(0, MIN(column - EXCERPT_CHARACTERS / 2, n_characters - EXCERPT_CHARACTERS));
    glong to = MIN(n_characters, from + EXCERPT_CHARACTERS);
    const char *start = g_utf8_offset_to_pointer(line, from);
    const char *stop = g_utf8_offset_to_pointer(line, to);
    g_string_append(out, from > 0 ? "    …" : "    ");
    g_string_append_len(out, start, stop - start);
    g_string_append(out, to < n_characters ? "…\n" : "\n");
    if (!span.column || column > to)
        return;
    g_string_append(out, from > 0 ? "     " : "    ");
    const char *at = start;
    for (glong i = from; i < column; i++, at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        g_string_append(out, character == '\t'                  ? "\t"
                             : g_unichar_iszerowidth(character) ? ""
                             : g_unichar_iswide(character)      ? "  "
                                                                : " ");
    }
    g_string_append_c(out, '^');
    for (glong i = 1; i < (glong)span.length && column + i < to; i++)
        g_string_append_c(out, '~');
    g_string_append_c(out, '\n');
}

static void print_place(GString *out, const Source *source, RectoSpan span)
{
    g_string_append(out, source ? source->name : "recto");
    if (source && span.line) {
        g_string_append_printf(out, ":%u", span.line);
        if (span.column)
            g_string_append_printf(out, ":%u", span.column);
    }
    g_string_append(out, ": ");
}

static void print_one(GString *out, const RectoDiagnostics *diagnostics, const RectoDiagnostic *diagnostic,
                      gboolean colour)
{
    static const char *const words[] = {"note", "warning", "error"};
    static const char *const paint[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
    const Source *source = source_of(diagnostics, diagnostic->span.file);
    gboolean denied = diagnostic->severity != RECTO_ERROR && diagnostics->denied[diagnostic->code];
    print_place(out, source, diagnostic->span);
    if (colour)
        g_string_append(out, paint[diagnostic->severity]);
    g_string_append(out, words[diagnostic->severity]);
    if (colour)
        g_string_append(out, "\033[0m");
    g_string_append_printf(out, ": %s", diagnostic->text);
    if (diagnostic->page)
        g_string_append_printf(out, " (page %s)", diagnostic->page);
    g_string_append_printf(out, " [%s%s]\n", codes[diagnostic->code].name, denied ? ", denied" : "");
    if (source)
        print_excerpt(out, source, diagnostic->span);
    if (*codes[diagnostic->code].remedy)
        g_string_append_printf(out, "    help: %s\n", codes[diagnostic->code].remedy);
}

char *recto_diagnostics_print(const RectoDiagnostics *diagnostics, gboolean verbose, gboolean colour)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GPtrArray) sorted = recto_diagnostics_sorted(diagnostics);
    for (guint i = 0; i < sorted->len; i++) {
        const RectoDiagnostic *diagnostic = g_ptr_array_index(sorted, i);
        if (verbose || diagnostic->severity != RECTO_NOTE || diagnostics->denied[diagnostic->code])
            print_one(out, diagnostics, diagnostic, colour);
    }
    return g_string_free(out, FALSE);
}

const char *recto_code_name(RectoCode code)
{
    return codes[code].name;
}

const char *recto_code_remedy(RectoCode code)
{
    return codes[code].remedy;
}

RectoSeverity recto_code_severity(RectoCode code)
{
    return codes[code].severity;
}
