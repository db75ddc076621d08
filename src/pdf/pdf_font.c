/* Removes hints from TrueType fonts (pdf_font.h). */
#include "pdf/pdf_font.h"

#include <string.h>

#define DIRECTORY_SIZE 12
#define ENTRY_SIZE     16
#define MOST_TABLES    64

/* Flags of a composite glyph's component */
enum { WORDS = 0x0001, SCALE = 0x0008, MORE = 0x0020, TWO_SCALES = 0x0040, MATRIX = 0x0080, INSTRUCTIONS = 0x0100 };

/* Offsets in tables */
enum { HEAD_CHECKSUM = 8, HEAD_LOCA_FORMAT = 50, HEAD_SIZE = 54, MAXP_GLYPHS = 4, MAXP_FUNCTIONS = 20, MAXP_SIZE = 32 };

typedef struct {
    const guint8 *data;
    gsize length;
} ByteBlock;

typedef struct {
    char tag[5];
    GByteArray *data;
} FontTable;

static guint read_u16(const guint8 *data)
{
    return (guint)data[0] << 8 | data[1];
}

static guint32 read_u32(const guint8 *data)
{
    return (guint32)read_u16(data) << 16 | read_u16(data + 2);
}

static void put_u16(GByteArray *out, guint value)
{
    const guint8 bytes[] = {(guint8)(value >> 8), (guint8)value};
    g_byte_array_append(out, bytes, sizeof bytes);
}

static void put_u32(GByteArray *out, guint32 value)
{
    put_u16(out, value >> 16);
    put_u16(out, value & 0xFFFF);
}

static void set_u32(guint8 *data, guint32 value)
{
    for (guint i = 0; i < 4; i++)
        data[i] = (guint8)(value >> (24 - 8 * i));
}

static void pad(GByteArray *out, guint to)
{
    while (out->len % to)
        g_byte_array_append(out, (const guint8 *)"", 1);
}

static gboolean is_hinting(const char *tag)
{
    return g_str_equal(tag, "cvt ") || g_str_equal(tag, "fpgm") || g_str_equal(tag, "prep");
}

static void table_clear(gpointer data)
{
    g_byte_array_unref(((FontTable *)data)->data);
}

/* All tables, copied; NULL when the font is damaged or no TrueType. */
static GArray *read_tables(const guint8 *font, gsize length)
{
    if (length < DIRECTORY_SIZE || read_u32(font) != 0x00010000)
        return NULL;
    guint n = read_u16(font + 4);
    if (n > MOST_TABLES || length < DIRECTORY_SIZE + n * (gsize)ENTRY_SIZE)
        return NULL;
    g_autoptr(GArray) tables = g_array_new(FALSE, TRUE, sizeof(FontTable));
    g_array_set_clear_func(tables, table_clear);
    for (guint i = 0; i < n; i++) {
        const guint8 *entry = font + DIRECTORY_SIZE + i * ENTRY_SIZE;
        gsize offset = read_u32(entry + 8), size = read_u32(entry + 12);
        if (offset > length || size > length - offset)
            return NULL;
        FontTable table = {{0}, g_byte_array_sized_new((guint)size)};
        memcpy(table.tag, entry, 4);
        g_byte_array_append(table.data, font + offset, (guint)size);
        g_array_append_val(tables, table);
    }
    return g_steal_pointer(&tables);
}

static GByteArray *find_table(const GArray *tables, const char *tag, guint least)
{
    for (guint i = 0; i < tables->len; i++) {
        const FontTable *table = &g_array_index(tables, FontTable, i);
        if (g_str_equal(table->tag, tag))
            return table->data->len >= least ? table->data : NULL;
    }
    return NULL;
}

/* Appends an outline without its instructions. FALSE: damaged. */
static gboolean put_simple(GByteArray *out, ByteBlock glyph, guint n_contours)
{
    gsize at = 10 + 2 * (gsize)n_contours;
    if (glyph.length < at + 2)
        return FALSE;
    gsize n = read_u16(glyph.data + at);
    if (glyph.length - at - 2 < n)
        return FALSE;
    g_byte_array_append(out, glyph.data, (guint)at);
    put_u16(out, 0);
    at += 2 + n;
    g_byte_array_append(out, glyph.data + at, (guint)(glyph.length - at));
    return TRUE;
}

static gboolean put_composite(GByteArray *out, ByteBlock glyph)
{
    guint start = out->len;
    gsize at = 10;
    guint flags = MORE;
    g_byte_array_append(out, glyph.data, (guint)glyph.length);
    while (flags & MORE) {
        if (glyph.length < at + 4)
            return FALSE;
        flags = read_u16(glyph.data + at);
        out->data[start + at] = (guint8)((flags & ~(guint)INSTRUCTIONS) >> 8);
        at += 4 + (flags & WORDS ? 4 : 2);
        at += flags & SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & MATRIX ? 8 : 0;
    }
    if (glyph.length < at)
        return FALSE;
    g_byte_array_set_size(out, start + (guint)at);
    return TRUE;
}

static gboolean put_glyph(GByteArray *out, ByteBlock glyph)
{
    if (!glyph.length)
        return TRUE;
    if (glyph.length < 10)
        return FALSE;
    gint16 n_contours = (gint16)read_u16(glyph.data);
    return n_contours < 0 ? put_composite(out, glyph) : put_simple(out, glyph, (guint)n_contours);
}

static gboolean glyph_at(const GByteArray *glyf, const GByteArray *loca, gboolean wide, guint index,
                         ByteBlock *ret_glyph)
{
    guint size = wide ? 4 : 2;
    if (loca->len < (index + 2) * size)
        return FALSE;
    const guint8 *entry = loca->data + index * size;
    gsize start = wide ? read_u32(entry) : 2 * (gsize)read_u16(entry);
    gsize end = wide ? read_u32(entry + 4) : 2 * (gsize)read_u16(entry + 2);
    if (start > end || end > glyf->len)
        return FALSE;
    *ret_glyph = (ByteBlock){glyf->data + start, end - start};
    return TRUE;
}

/* Rewrites glyf and loca in place. */
static gboolean strip_glyphs(GArray *tables)
{
    GByteArray *glyf = find_table(tables, "glyf", 0), *loca = find_table(tables, "loca", 0);
    GByteArray *head = find_table(tables, "head", HEAD_SIZE), *maxp = find_table(tables, "maxp", MAXP_SIZE);
    if (!glyf || !loca || !head || !maxp)
        return FALSE;
    gboolean wide = read_u16(head->data + HEAD_LOCA_FORMAT) != 0;
    guint n = read_u16(maxp->data + MAXP_GLYPHS);
    g_autoptr(GByteArray) outlines = g_byte_array_sized_new(glyf->len);
    g_autoptr(GByteArray) places = g_byte_array_sized_new(loca->len);
    for (guint i = 0; i <= n; i++) {
        ByteBlock glyph;
        pad(outlines, 2);
        if (wide)
            put_u32(places, outlines->len);
        else
            put_u16(places, outlines->len / 2);
        if (i < n && (!glyph_at(glyf, loca, wide, i, &glyph) || !put_glyph(outlines, glyph)))
            return FALSE;
    }
    g_byte_array_set_size(glyf, 0);
    g_byte_array_append(glyf, outlines->data, outlines->len);
    g_byte_array_set_size(loca, 0);
    g_byte_array_append(loca, places->data, places->len);
    memset(maxp->data + MAXP_FUNCTIONS, 0, 8); /* functions, definitions, stack, instructions */
    return TRUE;
}

static guint32 checksum(const guint8 *data, gsize length)
{
    guint32 sum = 0;
    for (gsize i = 0; i + 4 <= length; i += 4)
        sum += read_u32(data + i);
    return sum;
}

static GByteArray *write_font(const GArray *tables)
{
    GByteArray *out = g_byte_array_new();
    guint n = tables->len, power = 1, log2 = 0;
    while (power * 2 <= n) {
        power *= 2;
        log2++;
    }
    put_u32(out, 0x00010000);
    put_u16(out, n);
    put_u16(out, power * 16);
    put_u16(out, log2);
    put_u16(out, (n - power) * 16);
    guint offset = DIRECTORY_SIZE + n * ENTRY_SIZE, head = 0;
    for (guint i = 0; i < n; i++) {
        const FontTable *table = &g_array_index(tables, FontTable, i);
        guint size = table->data->len;
        pad(table->data, 4);
        g_byte_array_append(out, (const guint8 *)table->tag, 4);
        put_u32(out, checksum(table->data->data, table->data->len));
        put_u32(out, offset);
        put_u32(out, size);
        if (g_str_equal(table->tag, "head"))
            head = offset;
        offset += table->data->len;
    }
    for (guint i = 0; i < n; i++) {
        const GByteArray *data = g_array_index(tables, FontTable, i).data;
        g_byte_array_append(out, data->data, data->len);
    }
    set_u32(out->data + head + HEAD_CHECKSUM, 0xB1B0AFBA - checksum(out->data, out->len));
    return out;
}

GByteArray *recto_pdf_font_without_hints(const guint8 *font, gsize length)
{
    g_autoptr(GArray) tables = read_tables(font, length);
    if (!tables || !strip_glyphs(tables))
        return NULL;
    for (guint i = tables->len; i-- > 0;)
        if (is_hinting(g_array_index(tables, FontTable, i).tag))
            g_array_remove_index(tables, i);
    set_u32(find_table(tables, "head", HEAD_SIZE)->data + HEAD_CHECKSUM, 0);
    GByteArray *stripped = write_font(tables);
    if (stripped->len < length)
        return stripped;
    g_byte_array_unref(stripped);
    return NULL;
}
