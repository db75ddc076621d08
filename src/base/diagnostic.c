/* Collects diagnostics and formats them for the terminal. */
#include "base/diagnostic.h"

#include "base/escape.h"

#include <stdarg.h>
#include <string.h>

/* Maximum length of the part of a source line that an excerpt shows. */
#define EXCERPT_CHARACTERS 110
/* Maximum number of diagnostics of one code in a report; the others are only counted. */
#define MAX_SHOWN_DIAGNOSTICS 500

typedef struct {
    char *name;
    char *text;
    gsize length;
} SourceText;

struct RectoDiagnostics {
    GPtrArray *sources;
    GPtrArray *all;
    GHashTable *seen; /* RectoDiagnostic *: set used by recto_diagnose() to skip repetitions */
    gboolean denied[RECTO_CODE_MAX], allowed[RECTO_CODE_MAX];
};

static const struct {
    const char *name;
    RectoSeverity severity;
    const char *help, *text, *example;
} codes[RECTO_CODE_MAX] = {
#define CODE(id, name, severity, help, text, example) {name, severity, help, text, example},
#include "base/diagnostic.def"
#undef CODE
};

static void source_free(SourceText *source)
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
    return g_str_hash(diagnostic->text) ^ diagnostic->span.line * 31 ^ diagnostic->span.column * 2654435761u ^
           (guint)diagnostic->code << 20;
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
    SourceText *source = g_new0(SourceText, 1);
    source->name = g_strdup(name);
    source->text = g_malloc(length + 1);
    if (length)
        memcpy(source->text, text, length);
    source->text[length] = '\0';
    source->length = length;
    g_ptr_array_add(diagnostics->sources, source);
    return diagnostics->sources->len;
}

static const SourceText *source_of(const RectoDiagnostics *diagnostics, guint32 file)
{
    return file > 0 && file <= diagnostics->sources->len ? g_ptr_array_index(diagnostics->sources, file - 1) : NULL;
}

const char *recto_diagnostics_source_name(const RectoDiagnostics *diagnostics, guint32 file)
{
    const SourceText *source = source_of(diagnostics, file);
    return source ? source->name : NULL;
}

void recto_diagnose(RectoDiagnostics *diagnostics, RectoCode code, RectoSpan span, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    RectoDiagnostic *diagnostic = g_new0(RectoDiagnostic, 1);
    diagnostic->code = code;
    diagnostic->severity = diagnostics->allowed[code] ? RECTO_WARNING : codes[code].severity;
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

static gboolean allow_one(RectoDiagnostics *diagnostics, const char *name)
{
    for (int i = 0; i < RECTO_CODE_MAX; i++) {
        if (!recto_code_is_allowable((RectoCode)i) || !g_str_equal(name, codes[i].name))
            continue;
        diagnostics->allowed[i] = TRUE;
        return TRUE;
    }
    return FALSE;
}

gboolean recto_diagnostics_allow(RectoDiagnostics *diagnostics, const char *code_names)
{
    g_auto(GStrv) names = g_strsplit(code_names, ",", -1);
    for (guint i = 0; names[i]; i++)
        if (!allow_one(diagnostics, names[i]))
            return FALSE;
    return names[0] != NULL;
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

/* The current position of the excerpts. Diagnostics are printed in source order, so each source is scanned only
 * once. */
typedef struct {
    const SourceText *source;
    guint32 number;          /* line number, from 1 */
    const char *line, *stop; /* start and end of the line; NULL if the source has no such line */
    glong n_characters;      /* length of the line; 0: nothing to show */
    glong column;            /* column of `at`, from 0 */
    const char *at;
} Excerpts;

static void consume_line(Excerpts *excerpts)
{
    const char *end = excerpts->source->text + excerpts->source->length;
    const char *stop = memchr(excerpts->line, '\n', (gsize)(end - excerpts->line));
    excerpts->stop = stop ? stop : end;
    gsize length = (gsize)(excerpts->stop - excerpts->line);
    gboolean valid = g_utf8_validate_len(excerpts->line, length, NULL);
    excerpts->n_characters = valid ? g_utf8_strlen(excerpts->line, (gssize)length) : 0;
    excerpts->column = 0;
    excerpts->at = excerpts->line;
}

/* Moves to line `number` of the source. Returns FALSE if there is nothing to show. */
static gboolean go_to_line(Excerpts *excerpts, const SourceText *source, guint32 number)
{
    if (excerpts->source != source || excerpts->number > number || !excerpts->number) {
        *excerpts = (Excerpts){.source = source, .number = 1, .line = source->text};
        consume_line(excerpts);
    }
    const char *end = source->text + source->length;
    guint32 before = excerpts->number;
    while (excerpts->line && excerpts->number < number) {
        const char *stop = memchr(excerpts->line, '\n', (gsize)(end - excerpts->line));
        excerpts->line = stop ? stop + 1 : NULL;
        excerpts->number++;
    }
    if (excerpts->line && excerpts->number != before)
        consume_line(excerpts);
    return excerpts->line && excerpts->n_characters > 0;
}

/* Returns the byte position of character `column` of the line. */
static const char *go_to_column(Excerpts *excerpts, glong column)
{
    if (column < excerpts->column) {
        excerpts->column = 0;
        excerpts->at = excerpts->line;
    }
    excerpts->at = g_utf8_offset_to_pointer(excerpts->at, column - excerpts->column);
    excerpts->column = column;
    return excerpts->at;
}

static void print_caret(GString *out, const char *at, glong before, glong length)
{
    for (glong i = 0; i < before; i++, at = g_utf8_next_char(at)) {
        gunichar character = recto_escape_displayed(g_utf8_get_char(at));
        g_string_append(out, character == '\t'                  ? "\t"
                             : g_unichar_iszerowidth(character) ? ""
                             : g_unichar_iswide(character)      ? "  "
                                                                : " ");
    }
    g_string_append_c(out, '^');
    for (glong i = 1; i < length; i++)
        g_string_append_c(out, '~');
    g_string_append_c(out, '\n');
}

/* Prints the line around the column and the caret below it; long lines are cut at both ends. */
static void print_excerpt(GString *out, Excerpts *excerpts, const SourceText *source, RectoSpan span)
{
    if (!span.line || !go_to_line(excerpts, source, span.line))
        return;
    glong n_characters = excerpts->n_characters;
    glong column = span.column ? (glong)span.column - 1 : 0;
    glong from = MAX(0, MIN(column - EXCERPT_CHARACTERS / 2, n_characters - EXCERPT_CHARACTERS));
    glong to = MIN(n_characters, from + EXCERPT_CHARACTERS);
    const char *start = go_to_column(excerpts, from);
    const char *stop = g_utf8_offset_to_pointer(start, to - from);
    g_string_append(out, from > 0 ? "    …" : "    ");
    recto_escape(out, RECTO_ESCAPE_DISPLAY, start, stop - start);
    g_string_append(out, to < n_characters ? "…\n" : "\n");
    if (!span.column || column > to)
        return;
    g_string_append(out, from > 0 ? "     " : "    ");
    print_caret(out, start, column - from, MIN((glong)span.length, to - column));
}

static void print_place(GString *out, const SourceText *source, RectoSpan span)
{
    recto_escape(out, RECTO_ESCAPE_TERMINAL, source ? source->name : "recto", -1);
    if (source && span.line) {
        g_string_append_printf(out, ":%u", span.line);
        if (span.column)
            g_string_append_printf(out, ":%u", span.column);
    }
    g_string_append(out, ": ");
}

static void print_one(GString *out, Excerpts *excerpts, const RectoDiagnostics *diagnostics,
                      const RectoDiagnostic *diagnostic, gboolean colour)
{
    static const char *const words[] = {"note", "warning", "error"};
    static const char *const paint[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
    const SourceText *source = source_of(diagnostics, diagnostic->span.file);
    gboolean denied = diagnostic->severity != RECTO_ERROR && diagnostics->denied[diagnostic->code];
    print_place(out, source, diagnostic->span);
    if (colour)
        g_string_append(out, paint[diagnostic->severity]);
    g_string_append(out, words[diagnostic->severity]);
    if (colour)
        g_string_append(out, "\033[0m");
    recto_escape_printf(out, RECTO_ESCAPE_TERMINAL, ": %s", diagnostic->text);
    if (diagnostic->page)
        recto_escape_printf(out, RECTO_ESCAPE_TERMINAL, " (page %s)", diagnostic->page);
    g_string_append_printf(out, " [%s%s]\n", codes[diagnostic->code].name, denied ? ", denied" : "");
    if (source)
        print_excerpt(out, excerpts, source, diagnostic->span);
    if (*codes[diagnostic->code].help)
        g_string_append_printf(out, "    help: %s\n", codes[diagnostic->code].help);
}

static gboolean is_shown(const RectoDiagnostics *diagnostics, const RectoDiagnostic *diagnostic, gboolean verbose)
{
    return verbose || diagnostic->severity != RECTO_NOTE || diagnostics->denied[diagnostic->code];
}

/* ---- repeated diagnostics ---- */

/* The minimum number of diagnostics of one code in one file that are grouped into one message, and the maximum number
 * of lines that it lists. */
#define MIN_REPEATED 4
#define LISTED_LINES 8

/* Returns TRUE for codes whose help text is the same for all diagnostics. */
static gboolean may_be_grouped(RectoCode code)
{
    switch (code) {
    case RECTO_CODE_LEVEL_SKIPPED:
    case RECTO_CODE_PICTURE_REMOTE:
    case RECTO_CODE_PICTURE_WITHOUT_WORDS:
    case RECTO_CODE_PICTURE_COARSE:
    case RECTO_CODE_RELATIVE_LINK:
    case RECTO_CODE_DEAD_LINK:
    case RECTO_CODE_EMPTY_LINK:
    case RECTO_CODE_UNKNOWN_TAG:
    case RECTO_CODE_SURPLUS_CELLS:
        return TRUE;
    default:
        return FALSE;
    }
}

static gint64 group_of(const RectoDiagnostic *diagnostic)
{
    return (gint64)diagnostic->span.file << 32 | diagnostic->code;
}

/* Returns a map: code and file → GPtrArray of the diagnostics, if there are several. */
static GHashTable *collect_groups(const GPtrArray *sorted)
{
    GHashTable *groups = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    for (guint i = 0; i < sorted->len; i++) {
        RectoDiagnostic *diagnostic = g_ptr_array_index(sorted, i);
        gint64 key = group_of(diagnostic);
        GPtrArray *group = g_hash_table_lookup(groups, &key);
        if (!may_be_grouped(diagnostic->code))
            continue;
        if (!group) {
            group = g_ptr_array_new();
            g_hash_table_insert(groups, g_memdup2(&key, sizeof key), group);
        }
        g_ptr_array_add(group, diagnostic);
    }
    return groups;
}

static char *describe_rest(const GPtrArray *group)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "; %u more like it, lines ", group->len - 1);
    guint listed = 0, last = 0;
    for (guint i = 1; i < group->len && listed < LISTED_LINES; i++) {
        const RectoDiagnostic *diagnostic = g_ptr_array_index(group, i);
        if (diagnostic->span.line == last)
            continue;
        last = diagnostic->span.line;
        g_string_append_printf(out, "%s%u", listed++ ? ", " : "", last);
    }
    if (listed == LISTED_LINES)
        g_string_append(out, " …");
    return g_string_free(out, FALSE);
}

/* Returns TRUE if the diagnostic is printed as a part of a group, by the first diagnostic of that group. */
static gboolean print_group(GString *out, Excerpts *excerpts, const RectoDiagnostics *diagnostics, GHashTable *groups,
                            const RectoDiagnostic *diagnostic, gboolean colour)
{
    gint64 key = group_of(diagnostic);
    const GPtrArray *group = groups ? g_hash_table_lookup(groups, &key) : NULL;
    if (!group || group->len < MIN_REPEATED)
        return FALSE;
    if (g_ptr_array_index(group, 0) != diagnostic)
        return TRUE;
    RectoDiagnostic first = *diagnostic;
    g_autofree char *rest = describe_rest(group);
    g_autofree char *text = g_strconcat(diagnostic->text, rest, NULL);
    first.text = text;
    print_one(out, excerpts, diagnostics, &first, colour);
    return TRUE;
}

char *recto_diagnostics_print(const RectoDiagnostics *diagnostics, gboolean verbose, gboolean colour)
{
    GString *out = g_string_new(NULL);
    Excerpts excerpts = {0};
    guint shown[RECTO_CODE_MAX] = {0};
    g_autoptr(GPtrArray) sorted = recto_diagnostics_sorted(diagnostics);
    GHashTable *groups = verbose ? NULL : collect_groups(sorted);
    for (guint i = 0; i < sorted->len; i++) {
        const RectoDiagnostic *diagnostic = g_ptr_array_index(sorted, i);
        if (is_shown(diagnostics, diagnostic, verbose) &&
            !print_group(out, &excerpts, diagnostics, groups, diagnostic, colour) &&
            shown[diagnostic->code]++ < MAX_SHOWN_DIAGNOSTICS)
            print_one(out, &excerpts, diagnostics, diagnostic, colour);
    }
    g_clear_pointer(&groups, g_hash_table_unref);
    for (guint code = 0; code < RECTO_CODE_MAX; code++)
        if (shown[code] > MAX_SHOWN_DIAGNOSTICS)
            g_string_append_printf(out, "recto: %u more like the first %d are not listed [%s]\n",
                                   shown[code] - MAX_SHOWN_DIAGNOSTICS, MAX_SHOWN_DIAGNOSTICS, codes[code].name);
    return g_string_free(out, FALSE);
}

const char *recto_code_name(RectoCode code)
{
    return codes[code].name;
}

const char *recto_code_help(RectoCode code)
{
    return codes[code].help;
}

const char *recto_code_text(RectoCode code)
{
    return codes[code].text;
}

const char *recto_code_example(RectoCode code)
{
    return codes[code].example;
}

RectoSeverity recto_code_severity(RectoCode code)
{
    return codes[code].severity;
}

gboolean recto_code_is_allowable(RectoCode code)
{
    return code >= RECTO_CODE_LOST_TEXT && code <= RECTO_CODE_OFF_PAGE;
}
