/* Writes a compact PDF with object streams and a cross-reference stream (pdf_write.h). */
#include "pdf/pdf_write.h"

#include "pdf/pdf_flate.h"

/* Number of objects in one object stream: a reader has to unpack all of them to get one. */
#define OBJECTS_A_STREAM 100
/* Bytes of a row of the cross-reference stream: kind, offset or stream, index. */
enum { ROW_KIND = 1, ROW_PLACE = 4, ROW_INDEX = 1, ROW = ROW_KIND + ROW_PLACE + ROW_INDEX };
enum { KIND_FREE, KIND_OFFSET, KIND_CONTAINED };

typedef struct {
    RectoPdfToken value, stream;
    gboolean wanted;
} WrittenObject;

typedef struct {
    guint8 kind;
    guint32 place; /* offset in the file, or number of the object stream */
    guint8 index;
} Row;

typedef struct {
    WrittenObject *objects; /* by number */
    guint n;
    GByteArray *out;
    GArray *rows; /* array of Row, by object number */
    guint root, info;
} PdfWriter;

/* ---- available objects ---- */

static void collect_file(PdfWriter *writer, const RectoPdfFile *file)
{
    for (guint id = 1; id < recto_pdf_file_n_ids(file) && id < writer->n; id++) {
        RectoPdfObject object;
        if (recto_pdf_file_object(file, id, &object))
            writer->objects[id] = (WrittenObject){object.value, object.stream, FALSE};
    }
}

static void collect_update(PdfWriter *writer, const RectoPdfUpdate *update)
{
    for (guint i = 0; i < update->entries->len; i++) {
        const RectoPdfEntry *entry = &g_array_index(update->entries, RectoPdfEntry, i);
        WrittenObject *object = &writer->objects[entry->id];
        *object = (WrittenObject){.value = {update->text->str + entry->start, entry->length}};
        if (entry->stream)
            object->stream =
                (RectoPdfToken){(const char *)update->streams->data + entry->stream_start, entry->stream_length};
    }
}

/* ---- referenced objects ---- */

/* Returns the position after the string whose "(" is at `at`. */
static const char *skip_string(const char *at, const char *end)
{
    int depth = 0;
    for (; at < end; at++) {
        if (*at == '\\')
            at++;
        else if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            return at + 1;
    }
    return end;
}

static void want(PdfWriter *writer, GArray *waiting, guint id)
{
    if (id >= writer->n || writer->objects[id].wanted || !writer->objects[id].value.text)
        return;
    writer->objects[id].wanted = TRUE;
    g_array_append_val(waiting, id);
}

/* Marks the target of every "12 0 R" in a value, except the length of a stream, which is written again. */
static void want_references(PdfWriter *writer, GArray *waiting, RectoPdfToken value)
{
    static const char length[] = "/Length ";
    const char *at = value.text, *end = at + value.length;
    while (at < end) {
        if (*at == '(') {
            at = skip_string(at, end);
        } else if (*at == '/' && (gsize)(end - at) > strlen(length) && !memcmp(at, length, strlen(length))) {
            at += strlen(length);
            while (at < end && g_ascii_isdigit(*at))
                at++;
            at += end - at >= 4 && !memcmp(at, " 0 R", 4) ? 4 : 0;
        } else if (g_ascii_isdigit(*at)) {
            guint id = 0;
            gboolean whole = at == value.text || !strchr(".-+#", at[-1]);
            for (; at < end && g_ascii_isdigit(*at); at++)
                id = id * 10 + (guint)(*at - '0');
            if (whole && end - at >= 4 && !memcmp(at, " 0 R", 4))
                want(writer, waiting, id);
        } else {
            at++;
        }
    }
}

static void find_wanted(PdfWriter *writer)
{
    g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(guint));
    want(writer, waiting, writer->root);
    want(writer, waiting, writer->info);
    for (guint i = 0; i < waiting->len; i++)
        want_references(writer, waiting, writer->objects[g_array_index(waiting, guint, i)].value);
}

/* ---- writing ---- */

static void put(GByteArray *out, const char *text, gsize length)
{
    g_byte_array_append(out, (const guint8 *)text, (guint)length);
}

G_GNUC_PRINTF(2, 3) static void put_format(GByteArray *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    put(out, text, strlen(text));
}

static void set_row(PdfWriter *writer, guint id, Row row)
{
    if (id >= writer->rows->len)
        g_array_set_size(writer->rows, id + 1);
    g_array_index(writer->rows, Row, id) = row;
}

/* The entries of a stream's dictionary, without its length. */
static void put_entries(GByteArray *out, RectoPdfToken value)
{
    RectoPdfToken name, entry, inner = value;
    gsize position = 0;
    if (value.length >= 4 && !memcmp(value.text, "<<", 2))
        inner = (RectoPdfToken){value.text + 2, value.length - 4};
    while (recto_pdf_next_value(inner, &position, &name) && recto_pdf_next_value(inner, &position, &entry)) {
        if (recto_pdf_token_is(&name, "/Length"))
            continue;
        put(out, name.text, name.length);
        if (!strchr("/<[(", *entry.text))
            put(out, " ", 1);
        put(out, entry.text, entry.length);
    }
}

static void put_stream(PdfWriter *writer, guint id, const WrittenObject *object)
{
    set_row(writer, id, (Row){KIND_OFFSET, writer->out->len, 0});
    put_format(writer->out, "%u 0 obj\n<<", id);
    put_entries(writer->out, object->value);
    put_format(writer->out, "/Length %" G_GSIZE_FORMAT ">>\nstream\n", object->stream.length);
    put(writer->out, object->stream.text, object->stream.length);
    put_format(writer->out, "\nendstream\nendobj\n");
}

/* Up to OBJECTS_A_STREAM of `ids` as the object stream `id`. */
static void put_container(PdfWriter *writer, guint id, const guint *ids, guint n)
{
    g_autoptr(GString) head = g_string_new(NULL);
    g_autoptr(GString) body = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        const WrittenObject *object = &writer->objects[ids[i]];
        g_string_append_printf(head, "%u %" G_GSIZE_FORMAT " ", ids[i], body->len);
        g_string_append_len(body, object->value.text, (gssize)object->value.length);
        g_string_append_c(body, '\n');
        set_row(writer, ids[i], (Row){KIND_CONTAINED, id, (guint8)i});
    }
    gsize first = head->len;
    g_string_append_len(head, body->str, (gssize)body->len);
    g_autoptr(GByteArray) data = g_byte_array_new();
    recto_pdf_deflate(data, head->str, head->len);
    g_autofree char *entries =
        g_strdup_printf("/Type/ObjStm/N %u/First %" G_GSIZE_FORMAT "/Filter/FlateDecode", n, first);
    WrittenObject object = {{entries, strlen(entries)}, {(const char *)data->data, data->len}, TRUE};
    put_stream(writer, id, &object);
}

static guint put_containers(PdfWriter *writer)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(guint));
    guint next = writer->n;
    for (guint id = 1; id < writer->n; id++)
        if (writer->objects[id].wanted && !writer->objects[id].stream.text)
            g_array_append_val(ids, id);
    for (guint i = 0; i < ids->len; i += OBJECTS_A_STREAM)
        put_container(writer, next++, &g_array_index(ids, guint, i), MIN(ids->len - i, OBJECTS_A_STREAM));
    return next;
}

/* Rows as differences from the row above (PNG's predictor "up"), which pack far better. */
static GByteArray *pack_rows(const PdfWriter *writer)
{
    g_autoptr(GByteArray) rows = g_byte_array_new();
    guint8 above[ROW] = {0};
    for (guint id = 0; id < writer->rows->len; id++) {
        const Row *row = &g_array_index(writer->rows, Row, id);
        const guint8 bytes[ROW] = {row->kind,
                                   (guint8)(row->place >> 24),
                                   (guint8)(row->place >> 16),
                                   (guint8)(row->place >> 8),
                                   (guint8)row->place,
                                   row->index};
        guint8 line[ROW + 1] = {2};
        for (guint i = 0; i < ROW; i++)
            line[i + 1] = (guint8)(bytes[i] - above[i]);
        memcpy(above, bytes, ROW);
        g_byte_array_append(rows, line, sizeof line);
    }
    GByteArray *packed = g_byte_array_new();
    recto_pdf_deflate(packed, rows->data, rows->len);
    return packed;
}

/* The file identifier: a digest of all before the cross-references. */
static char *identify(const guint8 *data, gsize length)
{
    return g_compute_checksum_for_data(G_CHECKSUM_MD5, data, length);
}

static void put_cross_references(PdfWriter *writer, guint id)
{
    g_autofree char *digest = identify(writer->out->data, writer->out->len);
    guint start = writer->out->len;
    set_row(writer, id, (Row){KIND_OFFSET, start, 0});
    g_autoptr(GByteArray) data = pack_rows(writer);
    g_autofree char *entries =
        g_strdup_printf("/Type/XRef/Size %u/W[%d %d %d]/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]/Filter/FlateDecode"
                        "/DecodeParms<</Predictor 12/Columns %d>>",
                        id + 1, ROW_KIND, ROW_PLACE, ROW_INDEX, writer->root, writer->info, digest, digest, ROW);
    WrittenObject object = {{entries, strlen(entries)}, {(const char *)data->data, data->len}, TRUE};
    put_stream(writer, id, &object);
    put_format(writer->out, "startxref\n%u\n%%%%EOF\n", start);
}

GBytes *recto_pdf_write(const RectoPdfFile *file, const RectoPdfUpdate *update, guint root, guint info,
                        const char *version)
{
    /* Four bytes above 127 say that the file is not text. */
    static const char binary[] = "%\xC2\xB5\xC2\xB6\n";
    PdfWriter writer = {.n = update->n_ids, .out = g_byte_array_new(), .root = root, .info = info};
    writer.objects = g_new0(WrittenObject, writer.n);
    writer.rows = g_array_new(FALSE, TRUE, sizeof(Row));
    collect_file(&writer, file);
    collect_update(&writer, update);
    find_wanted(&writer);
    put_format(writer.out, "%%PDF-%s\n", version);
    put(writer.out, binary, strlen(binary));
    for (guint id = 1; id < writer.n; id++)
        if (writer.objects[id].wanted && writer.objects[id].stream.text)
            put_stream(&writer, id, &writer.objects[id]);
    put_cross_references(&writer, put_containers(&writer));
    g_free(writer.objects);
    g_array_unref(writer.rows);
    return g_byte_array_free_to_bytes(writer.out);
}

/* Bytes at the end of a file that hold "startxref", its number and "%%EOF". */
#define TAIL 32

gboolean recto_pdf_is_intact(const char *data, gsize length)
{
    static const char start_mark[] = "startxref\n", id_mark[] = "/ID[<";
    const char *found = length > TAIL ? memmem(data + length - TAIL, TAIL, start_mark, strlen(start_mark)) : NULL;
    gsize start = found ? g_ascii_strtoull(found + strlen(start_mark), NULL, 10) : 0;
    if (start == 0 || start >= length)
        return FALSE;
    g_autofree char *digest = identify((const guint8 *)data, start);
    const char *id = memmem(data + start, length - start, id_mark, strlen(id_mark));
    return id && (gsize)(data + length - id) > strlen(id_mark) + strlen(digest) &&
           !memcmp(id + strlen(id_mark), digest, strlen(digest));
}
