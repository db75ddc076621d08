/* Parses CSV. */
#include "base/csv.h"

#include <string.h>

typedef struct {
    RectoArena *arena;
    const char *at, *end;
    char separator;
    RectoSpan here; /* position of `at` */
    guint n_fields;
} CsvReader;

static void row_free(gpointer data)
{
    RectoCsvRow *row = data;
    g_array_unref(row->fields);
    g_free(row);
}

/* Returns the separator that is most frequent in the first line, or the comma if it contains none. */
static char find_separator(const char *text, gsize length)
{
    static const char separators[] = ",;\t";
    guint counts[3] = {0};
    gboolean quoted = FALSE;
    for (gsize i = 0; i < length && (quoted || text[i] != '\n'); i++) {
        quoted ^= text[i] == '"';
        for (guint k = 0; k < 3; k++)
            counts[k] += !quoted && text[i] == separators[k];
    }
    guint best = 0;
    for (guint k = 1; k < 3; k++)
        if (counts[k] > counts[best])
            best = k;
    return separators[best];
}

static char step(CsvReader *reader)
{
    char byte = *reader->at++;
    if (byte == '\n') {
        reader->here.line++;
        reader->here.column = 1;
    } else if (((guchar)byte & 0xC0) != 0x80) {
        reader->here.column++;
    }
    return byte;
}

static gboolean at_field_end(const CsvReader *reader)
{
    return reader->at == reader->end || *reader->at == reader->separator || *reader->at == '\n';
}

static void skip_blanks(CsvReader *reader)
{
    while (reader->at < reader->end && strchr(" \t\r", *reader->at) && *reader->at != reader->separator)
        step(reader);
}

/* Reads a quoted field. Returns FALSE if the quotation mark is never closed. */
static gboolean read_quoted(CsvReader *reader, GString *out)
{
    step(reader);
    while (reader->at < reader->end) {
        char byte = step(reader);
        if (byte != '"')
            g_string_append_c(out, byte);
        else if (reader->at < reader->end && *reader->at == '"')
            g_string_append_c(out, step(reader));
        else
            return TRUE;
    }
    return FALSE;
}

static RectoCsvField read_field(CsvReader *reader, RectoDiagnostics *diagnostics)
{
    g_autoptr(GString) out = g_string_new(NULL);
    skip_blanks(reader);
    RectoCsvField field = {.span = reader->here};
    if (reader->at < reader->end && *reader->at == '"' && !read_quoted(reader, out))
        recto_diagnose(diagnostics, RECTO_CODE_BAD_CSV, field.span, "quotation mark is never closed");
    while (!at_field_end(reader))
        g_string_append_c(out, step(reader));
    g_strchomp(out->str);
    field.text = recto_arena_strndup(reader->arena, out->str, -1);
    field.span.length = (guint32)g_utf8_strlen(field.text, -1);
    reader->n_fields++;
    return field;
}

static RectoCsvRow *read_row(CsvReader *reader, RectoDiagnostics *diagnostics)
{
    RectoCsvRow *row = g_new0(RectoCsvRow, 1);
    row->fields = g_array_new(FALSE, TRUE, sizeof(RectoCsvField));
    while (TRUE) {
        RectoCsvField field = read_field(reader, diagnostics);
        g_array_append_val(row->fields, field);
        if (reader->at == reader->end || step(reader) == '\n')
            return row;
    }
}

static gboolean is_blank(const RectoCsvRow *row)
{
    return row->fields->len == 1 && !*g_array_index(row->fields, RectoCsvField, 0).text;
}

GPtrArray *recto_csv_parse(RectoArena *arena, const char *text, gsize length, guint32 file, guint32 first_line,
                           RectoDiagnostics *diagnostics)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
    CsvReader reader = {arena, text, text + length, find_separator(text, length), {file, first_line, 1, 0}, 0};
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        reader.at += 3;
    while (reader.at < reader.end && reader.n_fields < RECTO_CSV_MAX_FIELDS) {
        RectoCsvRow *row = read_row(&reader, diagnostics);
        if (is_blank(row))
            row_free(row);
        else
            g_ptr_array_add(rows, row);
    }
    return rows;
}
