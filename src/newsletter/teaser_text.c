/* The teaser as plain text, its lines no longer than mail programs like. */
#include "newsletter/teaser.h"

#include <string.h>

#define MEASURE 72

static guint columns_of(const char *text, gsize length)
{
    guint columns = 0;
    for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        columns += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return columns;
}

/* Lines broken at spaces; those after the first begin with `indent` spaces. */
static void put_wrapped(GString *out, const char *text, guint indent)
{
    guint column = indent;
    for (const char *word = text; *word;) {
        gsize length = strcspn(word, " ");
        guint width = columns_of(word, length);
        if (word != text && column + 1 + width > MEASURE) {
            g_string_append_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (word != text) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append_len(out, word, (gssize)length);
        column += width;
        word += length;
        word += *word == ' ';
    }
    g_string_append_c(out, '\n');
}

static void put_contents(GString *out, const RectoTeaser *teaser)
{
    if (!teaser->contents->len)
        return;
    g_string_append_printf(out, "\n%s\n\n", recto_strings_get(teaser->letter->strings, "contents"));
    for (guint i = 0; i < teaser->contents->len; i++) {
        g_string_append(out, "- ");
        put_wrapped(out, g_ptr_array_index(teaser->contents, i), 2);
    }
}

char *recto_teaser_text(const RectoTeaser *teaser)
{
    const RectoNewsletter *letter = teaser->letter;
    GString *out = g_string_new(NULL);
    put_wrapped(out, teaser->title, 0);
    if (teaser->subtitle)
        put_wrapped(out, teaser->subtitle, 0);
    if (teaser->byline) {
        g_string_append_c(out, '\n');
        put_wrapped(out, teaser->byline, 0);
    }
    if (teaser->standfirst) {
        g_string_append_c(out, '\n');
        put_wrapped(out, teaser->standfirst, 0);
    }
    put_contents(out, teaser);
    g_string_append_c(out, '\n');
    /* An address is never broken. */
    if (teaser->address)
        g_string_append_printf(out, "%s:\n%s\n", recto_strings_get(letter->strings, "read-report"), teaser->address);
    g_autofree char *files = g_strdup_printf("%s.pdf (PDF, %s)", letter->stem, teaser->size);
    g_autofree char *cover = g_strdup_printf("%s%s (%s)", letter->stem,
                                             recto_newsletter_suffixes[RECTO_NEWSLETTER_COVER], teaser->cover_alt);
    if (teaser->address)
        g_string_append_c(out, '\n');
    put_wrapped(out, teaser->attached ? teaser->attached : files, 0);
    if (!teaser->attached)
        put_wrapped(out, cover, 0);
    return g_string_free(out, FALSE);
}
