/* The normal form of texts that are compared. */
#include "proof/normal.h"

/* Class of a character in the normal form. */
typedef enum {
    CLASS_WORD,  /* a letter or digit, or what else keeps its place between spaces */
    CLASS_OTHER, /* kept, but spaces beside it do not count */
    CLASS_SPACE,
    CLASS_QUOTE,
    CLASS_HYPHEN,
    CLASS_EN_DASH,
    CLASS_EM_DASH,
    CLASS_ELLIPSIS,
    CLASS_NONE /* left out */
} Class;

void recto_normal_init(RectoNormal *normal)
{
    *normal = (RectoNormal){g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(RectoNormalPiece)), FALSE};
}

void recto_normal_clear(RectoNormal *normal)
{
    g_string_free(normal->text, TRUE);
    g_array_unref(normal->pieces);
}

static Class class_of_ascii(guchar c)
{
    static const guint8 classes[128] = {
        [0 ... ' '] = CLASS_SPACE,   ['!'] = CLASS_OTHER,         ['"'] = CLASS_QUOTE,
        ['#' ... '&'] = CLASS_OTHER, ['\''] = CLASS_QUOTE,        ['(' ... '/'] = CLASS_OTHER,
        [':' ... '@'] = CLASS_OTHER, ['[' ... '`'] = CLASS_OTHER, ['{' ... '~'] = CLASS_OTHER,
        [127] = CLASS_SPACE,
    };
    return (Class)classes[c];
}

static gboolean is_ignored(gunichar c)
{
    return c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c == 0xFFFC ||
           (c >= 0xE0000 && c <= 0xE0FFF);
}

static gboolean is_quote(gunichar c)
{
    return c == 0xAB || c == 0xBB || c == 0x2BC || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A ||
           (c >= 0x300C && c <= 0x300F);
}

static gboolean is_space(gunichar c)
{
    return (c >= 0x80 && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

static Class class_of(gunichar c)
{
    if (c < 0x80)
        return class_of_ascii((guchar)c);
    /* Almost all letters of the Latin, Greek and Cyrillic scripts. */
    if (c >= 0xC0 && c < 0x2B0)
        return CLASS_WORD;
    if (is_ignored(c))
        return CLASS_NONE;
    if (is_space(c))
        return CLASS_SPACE;
    if (is_quote(c))
        return CLASS_QUOTE;
    if (c == 0x2010 || c == 0x2011 || c == 0x2212)
        return CLASS_HYPHEN;
    if (c == 0x2013)
        return CLASS_EN_DASH;
    if (c == 0x2014)
        return CLASS_EM_DASH;
    if (c == 0x2026)
        return CLASS_ELLIPSIS;
    return g_unichar_iswide(c) || g_unichar_ispunct(c) ? CLASS_OTHER : CLASS_WORD;
}

/* Whether the text ends in a letter, so that a space after it counts. */
static gboolean ends_in_word(const GString *text)
{
    if (!text->len)
        return FALSE;
    guchar last = (guchar)text->str[text->len - 1];
    if (last < 0x80)
        return last >= RECTO_NORMAL_MARKS && class_of_ascii(last) == CLASS_WORD;
    return class_of(g_utf8_get_char(g_utf8_find_prev_char(text->str, text->str + text->len))) == CLASS_WORD;
}

static void put(RectoNormal *normal, Class class, const char *bytes, gsize n)
{
    GString *text = normal->text;
    switch (class) {
    case CLASS_WORD:
        if (normal->space && ends_in_word(text))
            g_string_append_c(text, ' ');
        g_string_append_len(text, bytes, (gssize)n);
        break;
    case CLASS_OTHER:
        g_string_append_len(text, bytes, (gssize)n);
        break;
    case CLASS_QUOTE:
        g_string_append_c(text, '"');
        break;
    case CLASS_HYPHEN:
        g_string_append_c(text, '-');
        break;
    case CLASS_EN_DASH:
        g_string_append_len(text, "--", 2);
        break;
    case CLASS_EM_DASH:
        g_string_append_len(text, "---", 3);
        break;
    case CLASS_ELLIPSIS:
        g_string_append_len(text, "...", 3);
        break;
    case CLASS_SPACE:
        normal->space = TRUE;
        return;
    case CLASS_NONE:
        return;
    }
    normal->space = FALSE;
}

static void add_piece(RectoNormal *normal, RectoSpan span)
{
    RectoNormalPiece piece = {(guint32)normal->text->len, span};
    g_array_append_val(normal->pieces, piece);
}

/* End of the letters and digits of ASCII from `at` on. */
static const char *word_end(const char *at, const char *end)
{
    while (at < end && (guchar)*at < 0x80 && class_of_ascii((guchar)*at) == CLASS_WORD)
        at++;
    return at;
}

void recto_normal_add(RectoNormal *normal, const char *utf8, gsize n_bytes, RectoSpan span)
{
    const char *end = utf8 + n_bytes;
    add_piece(normal, span);
    for (const char *at = utf8; at < end;) {
        const char *next = word_end(at, end);
        if (next > at) {
            put(normal, CLASS_WORD, at, (gsize)(next - at));
        } else if ((guchar)*at < 0x80) {
            next = at + 1;
            put(normal, class_of_ascii((guchar)*at), at, 1);
        } else {
            gunichar c = g_utf8_get_char_validated(at, end - at);
            gboolean valid = c < (gunichar)-2;
            next = valid ? g_utf8_next_char(at) : at + 1;
            put(normal, valid ? class_of(c) : CLASS_NONE, at, (gsize)(next - at));
        }
        at = next;
    }
}

void recto_normal_mark(RectoNormal *normal, char mark, RectoSpan span)
{
    add_piece(normal, span);
    g_string_append_c(normal->text, mark);
    normal->space = FALSE;
}

RectoSpan recto_normal_span(const RectoNormal *normal, gsize byte)
{
    guint low = 0, high = normal->pieces->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(normal->pieces, RectoNormalPiece, middle).byte <= byte)
            low = middle;
        else
            high = middle;
    }
    return high ? g_array_index(normal->pieces, RectoNormalPiece, low).span : RECTO_NO_SPAN;
}
