/* Converts the colours of a finished PDF to inks for commercial printing. */
#include "pdf/pdf_inks.h"

#include <math.h>

/* Operands of a colour in RGB. */
#define MAX_INK_OPERANDS 3

static double number_of(RectoPdfToken token)
{
    char digits[24];
    gsize length = MIN(token.length, sizeof digits - 1);
    memcpy(digits, token.text, length);
    digits[length] = '\0';
    return g_ascii_strtod(digits, NULL);
}

static guint8 channel(RectoPdfToken token)
{
    return (guint8)lround(255 * CLAMP(number_of(token), 0, 1));
}

static gboolean is_registration(RectoColour colour)
{
    const RectoColour marks = RECTO_COLOUR_REGISTRATION;
    return colour.r == marks.r && colour.g == marks.g && colour.b == marks.b;
}

static void put_share(GString *out, guint per_mille)
{
    if (per_mille % 1000 == 0) {
        g_string_append_printf(out, "%u ", per_mille / 1000);
        return;
    }
    g_string_append_printf(out, "0.%03u", per_mille);
    while (out->str[out->len - 1] == '0')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, ' ');
}

static void put_colour(GString *out, RectoInks *inks, RectoColour colour, gboolean stroke)
{
    if (is_registration(colour)) {
        g_string_append(out, stroke ? "/RectoAll CS 1 SCN" : "/RectoAll cs 1 scn");
        return;
    }
    RectoCmyk cmyk = recto_inks_of(inks, colour);
    for (guint i = 0; i < RECTO_N_INKS; i++)
        put_share(out, cmyk.ink[i]);
    g_string_append_c(out, stroke ? 'K' : 'k');
}

/* How many operands an operator takes that sets a colour in RGB or grey; 0 for any other. */
static guint n_operands(const RectoPdfToken *operator)
{
    if (recto_pdf_token_is(operator, "rg") || recto_pdf_token_is(operator, "RG"))
        return 3;
    return recto_pdf_token_is(operator, "g") || recto_pdf_token_is(operator, "G") ? 1 : 0;
}

static RectoColour colour_of(const RectoPdfToken *operands, guint n)
{
    return (RectoColour){FALSE, channel(operands[0]), channel(operands[n / 2]), channel(operands[n - 1])};
}

GString *recto_pdf_inks_content(RectoInks *inks, const char *content, gsize length)
{
    GString *out = g_string_sized_new(length + length / 8);
    RectoPdfToken before[MAX_INK_OPERANDS] = {{content, 0}}, token;
    gsize position = 0, copied = 0;
    while (recto_pdf_next_token(content, length, &position, &token)) {
        guint n = n_operands(&token);
        const RectoPdfToken *operands = before + MAX_INK_OPERANDS - n;
        if (n && operands->text && operands->length) {
            gsize start = (gsize)(operands->text - content);
            g_string_append_len(out, content + copied, (gssize)(start - copied));
            put_colour(out, inks, colour_of(operands, n), g_ascii_isupper(*token.text));
            copied = position;
        }
        memmove(before, before + 1, (MAX_INK_OPERANDS - 1) * sizeof *before);
        before[MAX_INK_OPERANDS - 1] = token;
    }
    g_string_append_len(out, content + copied, (gssize)(length - copied));
    return out;
}

/* ---- objects ---- */

/* Current text of an object: the version of Cairo, or the one that a part of the finisher has written. */
typedef struct {
    GString *value; /* whole, of a stream its dictionary */
    RectoPdfToken stream;
    gboolean ours; /* not one of Cairo's, and no stream */
} InkObject;

static gboolean load_object(const RectoPdf *pdf, guint id, gint entry_index, InkObject *ret_object)
{
    RectoPdfObject object = {0};
    *ret_object = (InkObject){0};
    if (entry_index < 0) {
        if (!recto_pdf_file_object(pdf->file, id, &object))
            return FALSE;
        ret_object->value = g_string_new_len(object.value.text, (gssize)object.value.length);
        ret_object->stream = object.stream;
        return TRUE;
    }
    const RectoPdfEntry *entry = &g_array_index(pdf->update->entries, RectoPdfEntry, entry_index);
    ret_object->value = g_string_new_len(pdf->update->text->str + entry->start, (gssize)entry->length);
    ret_object->ours = id >= recto_pdf_file_n_ids(pdf->file) && !entry->stream;
    if (entry->stream) {
        if (!g_str_has_prefix(ret_object->value->str, "<<")) {
            g_string_prepend(ret_object->value, "<<");
            g_string_append(ret_object->value, ">>");
        }
        ret_object->stream =
            (RectoPdfToken){(const char *)pdf->update->streams->data + entry->stream_start, entry->stream_length};
    }
    return TRUE;
}

static gboolean is_before(const GString *value, gsize at, const char *key)
{
    gsize length = strlen(key);
    while (at && value->str[at - 1] == ' ')
        at--;
    return at >= length && !memcmp(value->str + at - length, key, length);
}

/* Every /DeviceRGB becomes the profile, but that of a group the press's space. FALSE: there is none. */
static gboolean set_spaces(GString *value, guint profile)
{
    static const char space[] = "/DeviceRGB";
    gboolean found = FALSE;
    for (const char *at = strstr(value->str, space); at; at = strstr(value->str, space)) {
        gsize place = (gsize)(at - value->str);
        g_autofree char *other =
            is_before(value, place, "/CS") ? g_strdup("/DeviceCMYK") : g_strdup_printf("[/ICCBased %u 0 R]", profile);
        g_string_erase(value, (gssize)place, strlen(space));
        g_string_insert(value, (gssize)place, other);
        found = TRUE;
    }
    return found;
}

/* Returns TRUE for a drawing within pages. The luminance of a mask is not such a drawing and gets no ink. */
static gboolean is_drawing(RectoPdfToken value)
{
    RectoPdfToken kind = {0}, group = {0}, space = {0};
    if (recto_pdf_get(value, "/PaintType", &kind))
        return recto_pdf_token_is(&kind, "1");
    if (!recto_pdf_get(value, "/Subtype", &kind) || !recto_pdf_token_is(&kind, "/Form"))
        return FALSE;
    return !recto_pdf_get(value, "/Group", &group) || !recto_pdf_get(group, "/CS", &space) ||
           !recto_pdf_token_is(&space, "/DeviceGray");
}

/* Returns the dictionary's entries without brackets. If `anew`, leaves out the filter, because the data are
 * compressed again. */
static GString *entries_of(RectoPdfToken dictionary, gboolean anew)
{
    RectoPdfToken inner = {dictionary.text + 2, dictionary.length - 4}, name, value;
    GString *out = g_string_new(NULL);
    gsize position = 0;
    while (recto_pdf_next_value(inner, &position, &name) && recto_pdf_next_value(inner, &position, &value)) {
        if (recto_pdf_token_is(&name, "/Length") || (anew && recto_pdf_token_is(&name, "/Filter")))
            continue;
        g_string_append_len(out, name.text, (gssize)name.length);
        g_string_append_c(out, ' ');
        g_string_append_len(out, value.text, (gssize)value.length);
    }
    return out;
}

static void replace_stream(RectoPdf *pdf, guint id, RectoPdfObject object)
{
    g_autoptr(GByteArray) data = is_drawing(object.value) ? recto_pdf_object_data(&object) : NULL;
    g_autoptr(GString) entries = entries_of(object.value, data != NULL);
    if (data) {
        GString *inked = recto_pdf_inks_content(pdf->pages->inks, (const char *)data->data, data->len);
        recto_pdf_update_stream(pdf->update, id, entries->str, inked->str, inked->len);
        g_string_free(inked, TRUE);
        return;
    }
    /* The data may be the update's own, which grow. */
    g_autofree char *copy = g_memdup2(object.stream.text, object.stream.length);
    recto_pdf_update_stream_as_is(pdf->update, id, entries->str, copy, object.stream.length);
}

/* The space of the marks of registration, for the content of a page. */
static void add_marks_space(GString *resources)
{
    g_string_truncate(resources, resources->len - strlen(">>"));
    g_string_append(resources, "/ColorSpace<</RectoAll[/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]"
                               "/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]>>>>");
}

static void ink_object(RectoPdf *pdf, guint id, gint entry_index, guint profile, gboolean resources)
{
    InkObject object;
    if (!load_object(pdf, id, entry_index, &object))
        return;
    gboolean changed = !object.ours && set_spaces(object.value, profile);
    if (resources && object.value->len >= 4) {
        add_marks_space(object.value);
        changed = TRUE;
    }
    RectoPdfToken value = {object.value->str, object.value->len};
    if (object.stream.text && (changed || is_drawing(value))) {
        replace_stream(pdf, id, (RectoPdfObject){value, object.stream});
    } else if (changed) {
        g_string_append_len(recto_pdf_update_begin(pdf->update, id), value.text, (gssize)value.length);
        recto_pdf_update_end(pdf->update);
    }
    g_string_free(object.value, TRUE);
}

/* TRUE by number for the resources of pages: Cairo writes them as objects of their own. */
static gboolean *find_resources(const RectoPdf *pdf, guint n)
{
    gboolean *found = g_new0(gboolean, n);
    for (guint i = 0; i < pdf->n_pages; i++) {
        RectoPdfObject page = {0};
        RectoPdfToken resources = {0};
        recto_pdf_file_object(pdf->file, pdf->page_ids[i], &page);
        recto_pdf_get(page.value, "/Resources", &resources);
        guint id = recto_pdf_reference(resources);
        if (id && id < n)
            found[id] = TRUE;
    }
    return found;
}

void recto_pdf_inks_objects(RectoPdf *pdf)
{
    guint n = pdf->update->n_ids, profile = recto_pdf_update_new_id(pdf->update);
    g_autofree gint *entries = g_new(gint, n);
    for (guint id = 0; id < n; id++)
        entries[id] = -1;
    for (guint i = 0; i < pdf->update->entries->len; i++)
        entries[g_array_index(pdf->update->entries, RectoPdfEntry, i).id] = (gint)i;
    g_autofree gboolean *resources = find_resources(pdf, n);
    for (guint id = 1; id < n; id++)
        ink_object(pdf, id, entries[id], profile, resources[id]);
    g_autoptr(GByteArray) srgb = recto_pdf_icc_srgb();
    recto_pdf_update_stream(pdf->update, profile, "/N 3/Alternate/DeviceRGB", srgb->data, srgb->len);
}
