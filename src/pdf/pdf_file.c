/* Reads the PDF that Cairo wrote: cross-references and objects (pdf_file.h). */
#include "pdf/pdf_file.h"

#include "pdf/pdf_flate.h"

#include <gio/gio.h>

/* Location of an object: at `offset` in the file, or the object number `index` in an object stream. */
typedef struct {
    gsize offset;
    guint container; /* object stream's number, or 0 */
    guint index;
    gboolean used;
} ObjectLocation;

typedef struct {
    GByteArray *data;
    RectoPdfToken *values; /* values of its objects */
    guint n;
} Container;

struct RectoPdfFile {
    const char *data;
    gsize length;
    GArray *places; /* array of ObjectLocation, indexed by object number */
    guint root;
    GHashTable *containers; /* number → Container* */
};

/* ---- values ---- */

static RectoPdfToken from(RectoPdfToken text, gsize start, gsize end)
{
    return (RectoPdfToken){text.text + start, end - start};
}

/* Returns the position after the array whose "[" has just been read. */
static gboolean skip_array(RectoPdfToken text, gsize *position)
{
    RectoPdfToken token;
    for (guint depth = 1; depth > 0;) {
        if (!recto_pdf_next_token(text.text, text.length, position, &token))
            return FALSE;
        depth += *token.text == '[';
        depth -= *token.text == ']';
    }
    return TRUE;
}

static gboolean is_integer(RectoPdfToken token)
{
    for (gsize i = 0; i < token.length; i++)
        if (!g_ascii_isdigit(token.text[i]))
            return FALSE;
    return token.length > 0 && token.length < 10;
}

gboolean recto_pdf_next_value(RectoPdfToken text, gsize *position, RectoPdfToken *ret_value)
{
    RectoPdfToken token, second, third;
    if (!recto_pdf_next_token(text.text, text.length, position, &token))
        return FALSE;
    gsize start = (gsize)(token.text - text.text), ahead = *position;
    if (*token.text == '[' && !skip_array(text, position))
        return FALSE;
    if (is_integer(token) && recto_pdf_next_token(text.text, text.length, &ahead, &second) && is_integer(second) &&
        recto_pdf_next_token(text.text, text.length, &ahead, &third) && recto_pdf_token_is(&third, "R"))
        *position = ahead;
    *ret_value = from(text, start, *position);
    return TRUE;
}

gboolean recto_pdf_get(RectoPdfToken dictionary, const char *key, RectoPdfToken *ret_value)
{
    if (dictionary.length < 4 || memcmp(dictionary.text, "<<", 2))
        return FALSE;
    RectoPdfToken inner = from(dictionary, 2, dictionary.length - 2), name, value;
    gsize position = 0;
    while (recto_pdf_next_value(inner, &position, &name) && recto_pdf_next_value(inner, &position, &value)) {
        if (recto_pdf_token_is(&name, key)) {
            *ret_value = value;
            return TRUE;
        }
    }
    return FALSE;
}

static gsize number_of(RectoPdfToken value)
{
    gsize number = 0;
    for (gsize i = 0; i < value.length && g_ascii_isdigit(value.text[i]) && number < G_MAXUINT32; i++)
        number = 10 * number + (gsize)(value.text[i] - '0');
    return number;
}

guint recto_pdf_reference(RectoPdfToken value)
{
    return value.length > 4 && value.text[value.length - 1] == 'R' ? (guint)number_of(value) : 0;
}

/* ---- objects ---- */

static const ObjectLocation *place_of(const RectoPdfFile *file, guint id)
{
    const ObjectLocation *place = id < file->places->len ? &g_array_index(file->places, ObjectLocation, id) : NULL;
    return place && place->used ? place : NULL;
}

/* Length of a stream, which Cairo names in an object of its own. */
static gsize stream_length(const RectoPdfFile *file, RectoPdfToken dictionary)
{
    RectoPdfToken value = {0};
    if (!recto_pdf_get(dictionary, "/Length", &value))
        return 0;
    return number_of(recto_pdf_file_resolve(file, value));
}

/* The object at `offset`: "12 0 obj" and its value. */
static gboolean read_object(const RectoPdfFile *file, gsize offset, RectoPdfObject *ret_object)
{
    static const char mark[] = "stream";
    RectoPdfToken text = {file->data, file->length}, token;
    gsize position = offset;
    for (guint i = 0; i < 3; i++)
        if (offset >= file->length || !recto_pdf_next_token(text.text, text.length, &position, &token))
            return FALSE;
    if (!recto_pdf_token_is(&token, "obj") || !recto_pdf_next_value(text, &position, &ret_object->value))
        return FALSE;
    ret_object->stream = (RectoPdfToken){0};
    if (!recto_pdf_next_token(text.text, text.length, &position, &token) || !recto_pdf_token_is(&token, mark))
        return TRUE;
    position += position < file->length && file->data[position] == '\r';
    position += position < file->length && file->data[position] == '\n';
    gsize length = stream_length(file, ret_object->value);
    if (length > file->length - position)
        return FALSE;
    ret_object->stream = from(text, position, position + length);
    return TRUE;
}

gboolean recto_pdf_file_object(const RectoPdfFile *file, guint id, RectoPdfObject *ret_object)
{
    const ObjectLocation *place = place_of(file, id);
    if (!place)
        return FALSE;
    if (!place->container)
        return read_object(file, place->offset, ret_object);
    const Container *container = g_hash_table_lookup(file->containers, GUINT_TO_POINTER(place->container));
    if (!container || place->index >= container->n)
        return FALSE;
    *ret_object = (RectoPdfObject){.value = container->values[place->index]};
    return TRUE;
}

RectoPdfToken recto_pdf_file_resolve(const RectoPdfFile *file, RectoPdfToken value)
{
    guint id = recto_pdf_reference(value);
    RectoPdfObject object = {0};
    if (!id)
        return value;
    return recto_pdf_file_object(file, id, &object) ? object.value : (RectoPdfToken){0};
}

GByteArray *recto_pdf_object_data(const RectoPdfObject *object)
{
    RectoPdfToken filter = {0};
    if (!object->stream.text)
        return NULL;
    if (recto_pdf_get(object->value, "/Filter", &filter))
        return recto_pdf_token_is(&filter, "/FlateDecode")
                   ? recto_pdf_inflate(object->stream.text, object->stream.length)
                   : NULL;
    GByteArray *data = g_byte_array_sized_new((guint)object->stream.length);
    g_byte_array_append(data, (const guint8 *)object->stream.text, (guint)object->stream.length);
    return data;
}

/* ---- object streams ---- */

static void container_free(Container *container)
{
    g_byte_array_unref(container->data);
    g_free(container->values);
    g_free(container);
}

static Container *open_container(const RectoPdfFile *file, guint id)
{
    RectoPdfObject object;
    RectoPdfToken n = {0}, first = {0}, token;
    if (!recto_pdf_file_object(file, id, &object) || !recto_pdf_get(object.value, "/N", &n) ||
        !recto_pdf_get(object.value, "/First", &first))
        return NULL;
    GByteArray *data = recto_pdf_object_data(&object);
    if (!data)
        return NULL;
    Container *container = g_new0(Container, 1);
    container->data = data;
    container->n = (guint)MIN(number_of(n), data->len);
    container->values = g_new0(RectoPdfToken, container->n + 1);
    RectoPdfToken text = {(const char *)data->data, data->len};
    gsize position = 0;
    for (guint i = 0; i < container->n; i++) {
        if (!recto_pdf_next_token(text.text, text.length, &position, &token) ||
            !recto_pdf_next_token(text.text, text.length, &position, &token))
            break;
        gsize at = number_of(first) + number_of(token);
        if (at >= text.length || !recto_pdf_next_value(text, &at, &container->values[i]))
            break;
    }
    return container;
}

static void open_containers(RectoPdfFile *file)
{
    for (guint i = 0; i < file->places->len; i++) {
        const ObjectLocation *place = &g_array_index(file->places, ObjectLocation, i);
        gpointer key = GUINT_TO_POINTER(place->container);
        if (!place->used || !place->container || g_hash_table_contains(file->containers, key))
            continue;
        Container *container = open_container(file, place->container);
        if (container)
            g_hash_table_insert(file->containers, key, container);
    }
}

/* ---- cross-references ---- */

static void set_place(RectoPdfFile *file, guint id, ObjectLocation place)
{
    if (id >= file->places->len)
        g_array_set_size(file->places, id + 1);
    g_array_index(file->places, ObjectLocation, id) = place;
}

/* Maximum number of objects that a file may claim to have. */
#define MOST_OBJECTS 8388607

static gboolean read_table(RectoPdfFile *file, gsize position)
{
    RectoPdfToken text = {file->data, file->length}, token, second, third, trailer;
    while (recto_pdf_next_token(text.text, text.length, &position, &token) && is_integer(token)) {
        if (!recto_pdf_next_token(text.text, text.length, &position, &second))
            return FALSE;
        gsize first = number_of(token), n = number_of(second);
        for (gsize i = 0; i < n && first + i <= MOST_OBJECTS; i++) {
            if (!recto_pdf_next_token(text.text, text.length, &position, &token) ||
                !recto_pdf_next_token(text.text, text.length, &position, &second) ||
                !recto_pdf_next_token(text.text, text.length, &position, &third))
                return FALSE;
            if (recto_pdf_token_is(&third, "n"))
                set_place(file, (guint)(first + i), (ObjectLocation){.offset = number_of(token), .used = TRUE});
        }
    }
    RectoPdfToken root;
    if (!recto_pdf_next_value(text, &position, &trailer) || !recto_pdf_get(trailer, "/Root", &root))
        return FALSE;
    file->root = recto_pdf_reference(root);
    return TRUE;
}

static gsize read_field(const guint8 *bytes, guint width)
{
    gsize value = 0;
    for (guint i = 0; i < width; i++)
        value = value << 8 | bytes[i];
    return value;
}

static gboolean read_widths(RectoPdfToken dictionary, guint *ret_widths)
{
    RectoPdfToken array, token;
    gsize position = 1;
    if (!recto_pdf_get(dictionary, "/W", &array))
        return FALSE;
    for (guint i = 0; i < 3; i++) {
        if (!recto_pdf_next_token(array.text, array.length, &position, &token) || !is_integer(token))
            return FALSE;
        ret_widths[i] = (guint)MIN(number_of(token), sizeof(gsize));
    }
    return ret_widths[0] + ret_widths[1] + ret_widths[2] > 0;
}

/* Rows as our own writer stores them: PNG's predictor "up", a byte before each (ISO 32000-1, 7.4.4.4). FALSE: another.
 */
static gboolean undo_predictor(RectoPdfToken dictionary, GByteArray *data, guint row)
{
    RectoPdfToken parameters, predictor;
    if (!recto_pdf_get(dictionary, "/DecodeParms", &parameters))
        return TRUE;
    if (!recto_pdf_get(parameters, "/Predictor", &predictor) || number_of(predictor) != 12)
        return FALSE;
    guint n = data->len / (row + 1);
    for (guint i = 0; i < n; i++)
        for (guint k = 0; k < row; k++) {
            guint8 above = i ? data->data[(i - 1) * row + k] : 0;
            data->data[i * row + k] = (guint8)(data->data[i * (row + 1) + 1 + k] + above);
        }
    g_byte_array_set_size(data, n * row);
    return TRUE;
}

static gboolean read_stream(RectoPdfFile *file, gsize offset)
{
    RectoPdfObject object;
    RectoPdfToken root, unwanted;
    guint widths[3];
    if (!read_object(file, offset, &object) || !recto_pdf_get(object.value, "/Root", &root) ||
        !read_widths(object.value, widths) || recto_pdf_get(object.value, "/Index", &unwanted))
        return FALSE;
    g_autoptr(GByteArray) data = recto_pdf_object_data(&object);
    guint row = widths[0] + widths[1] + widths[2];
    if (!data || row == 0 || !undo_predictor(object.value, data, row))
        return FALSE;
    for (guint i = 0; (i + 1) * row <= data->len; i++) {
        const guint8 *at = data->data + i * row;
        gsize type = widths[0] ? read_field(at, widths[0]) : 1;
        gsize second = read_field(at + widths[0], widths[1]), third = read_field(at + widths[0] + widths[1], widths[2]);
        if (type == 1)
            set_place(file, i, (ObjectLocation){.offset = second, .used = TRUE});
        else if (type == 2)
            set_place(file, i, (ObjectLocation){.container = (guint)second, .index = (guint)third, .used = TRUE});
    }
    file->root = recto_pdf_reference(root);
    return TRUE;
}

/* Returns the offset after startxref at the end of the file. */
static gsize find_start(const RectoPdfFile *file)
{
    static const char mark[] = "startxref";
    gsize size = strlen(mark);
    for (gsize at = file->length > size ? file->length - size : 0; at > 0; at--)
        if (!memcmp(file->data + at, mark, size))
            return at + size < file->length
                       ? number_of((RectoPdfToken){file->data + at + size + 1, file->length - at - size - 1})
                       : 0;
    return 0;
}

RectoPdfFile *recto_pdf_file_open(const char *data, gsize length, GError **error)
{
    g_autoptr(RectoPdfFile) file = g_new0(RectoPdfFile, 1);
    file->data = data;
    file->length = length;
    file->places = g_array_new(FALSE, TRUE, sizeof(ObjectLocation));
    file->containers = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)container_free);
    gsize start = find_start(file), position = start;
    RectoPdfToken token;
    gboolean read = start > 0 && start < length && recto_pdf_next_token(data, length, &position, &token) &&
                    (recto_pdf_token_is(&token, "xref") ? read_table(file, position) : read_stream(file, start));
    if (!read || !file->root) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the drawn pages can't be read (an error of recto's own)");
        return NULL;
    }
    open_containers(file);
    return g_steal_pointer(&file);
}

void recto_pdf_file_free(RectoPdfFile *file)
{
    if (!file)
        return;
    g_array_unref(file->places);
    g_hash_table_unref(file->containers);
    g_free(file);
}

guint recto_pdf_file_n_ids(const RectoPdfFile *file)
{
    return MAX(file->places->len, 1);
}

guint recto_pdf_file_root(const RectoPdfFile *file)
{
    return file->root;
}
