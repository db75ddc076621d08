/* Where a line may end, beyond what Unicode says (UAX 14, by Pango): code and addresses, hyphens, strokes and dashes.
 */
#include "text/engine.h"

#include "text/breaker.h"

#include <string.h>

/* Costs in the breaker's unit. */
#define AFTER_HYPHEN  30000 /* the author's own: nearly as good as a space, but it shows */
#define AFTER_STROKE  60000
#define AFTER_DASH    5000
#define IN_ADDRESS    40000
#define IN_CODE       90000
#define AT_HUMP       60000
#define SHORT_ADDRESS 4 /* characters that are not cut off an address */

gboolean recto_is_space(gunichar c)
{
    return c == ' ' || c == 0xA0 || c == 0x3000;
}

gboolean recto_is_fixed_space(gunichar c)
{
    return (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F;
}

gboolean recto_is_hyphen(gunichar c)
{
    return c == '-' || c == 0x2010;
}

gboolean recto_is_ideographic(gunichar c)
{
    return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Letters and digits that touch position `i` on its left, or right; counts to `most`. */
static guint count_before(const RectoCharacters *characters, guint i, guint most)
{
    guint n = 0;
    while (n < most && n < i && g_unichar_isalnum(characters->chars[i - 1 - n]))
        n++;
    return n;
}

static guint count_after(const RectoCharacters *characters, guint i, guint most)
{
    guint n = 0;
    while (n < most && i + n < characters->n_chars && g_unichar_isalnum(characters->chars[i + n]))
        n++;
    return n;
}

static gboolean is_address_mark(gunichar c)
{
    return c < 128 && c != 0 && strchr("/_-.=?&#%+", (char)c) != NULL;
}

/* So near to either end that little would be cut off. */
static gboolean is_scrap(const RectoCharacters *characters, guint i)
{
    for (guint n = 0; n < SHORT_ADDRESS; n++) {
        if (i < n + 1 || recto_is_space(characters->chars[i - 1 - n]))
            return TRUE;
        if (i + n >= characters->n_chars || recto_is_space(characters->chars[i + n]))
            return TRUE;
    }
    return FALSE;
}

/* Cost of a break in a URL: after a punctuation mark, not before one, and never so that a tiny part is cut off. */
static gint32 address_cost(const RectoCharacters *characters, guint i)
{
    gunichar before = characters->chars[i - 1], after = characters->chars[i];
    if (!is_address_mark(before) || is_address_mark(after) || recto_is_space(after) || is_scrap(characters, i))
        return RECTO_BREAK_NEVER;
    return IN_ADDRESS;
}

/* Returns TRUE if a new word begins inside a name of code (camel case). */
static gboolean is_hump(gunichar before, gunichar after)
{
    return g_unichar_islower(before) && g_unichar_isupper(after);
}

static gboolean is_code_mark(gunichar c)
{
    return c < 128 && c != 0 && strchr("([{,;:", (char)c) != NULL;
}

static gint32 hump_cost(const RectoCharacters *characters, guint i)
{
    gunichar before = characters->chars[i - 1], after = characters->chars[i];
    gboolean hump = is_hump(before, after);
    if (!hump && (!is_code_mark(before) || is_code_mark(after) || is_address_mark(after) || after == ')'))
        return RECTO_BREAK_NEVER;
    return is_scrap(characters, i) ? RECTO_BREAK_NEVER : hump ? AT_HUMP : IN_ADDRESS;
}

static gboolean is_gap(gunichar c)
{
    return recto_is_space(c) || recto_is_fixed_space(c) || c == RECTO_FORCED_BREAK;
}

static gboolean is_punctuation(gunichar c)
{
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
        return TRUE;
    default:
        return FALSE;
    }
}

/* Returns TRUE if the word that begins at `i` is punctuation alone: the “!” of a French sentence, a closing bracket. */
static gboolean is_bare_sign(const RectoCharacters *characters, guint i)
{
    while (i < characters->n_chars && is_punctuation(characters->chars[i]))
        i++;
    return i >= characters->n_chars || is_gap(characters->chars[i]);
}

/* Returns TRUE if the word that ends at `i` is an opening bracket or quotation mark alone. */
static gboolean is_bare_opening(const RectoCharacters *characters, guint i)
{
    guint start = i;
    while (start > 0 && !is_gap(characters->chars[start - 1])) {
        GUnicodeType type = g_unichar_type(characters->chars[start - 1]);
        if (type != G_UNICODE_OPEN_PUNCTUATION && type != G_UNICODE_INITIAL_PUNCTUATION)
            return FALSE;
        start--;
    }
    return start < i;
}

/* Returns TRUE if a line may end at the space before `i`. Unicode (LB13) keeps closing signs on the line of the text
 * before them, even after a space. That turns the paths, dotfiles and keywords of a list into one endless line. As in
 * browsers, a space is a break unless the sign is a word of its own. */
static gboolean breaks_at_space(const RectoCharacters *characters, guint i)
{
    guint before = i - 1;
    if (characters->chars[before] != ' ' || is_gap(characters->chars[i]) || !is_punctuation(characters->chars[i]))
        return FALSE;
    while (before > 0 && characters->chars[before - 1] == ' ')
        before--;
    return before > 0 && !is_bare_sign(characters, i) && !is_bare_opening(characters, before);
}

/* Returns TRUE if all of the word before `i` is punctuation, so that a break would cut off a sign: "!|important". */
static gboolean cuts_off_sign(const RectoCharacters *characters, guint i)
{
    guint start = i;
    while (start > 0 && is_punctuation(characters->chars[start - 1]))
        start--;
    return start < i && (start == 0 || is_gap(characters->chars[start - 1]));
}

static gint32 word_cost(const RectoCharacters *characters, guint i, gboolean literal)
{
    gunichar before = characters->chars[i - 1], after = characters->chars[i];
    if (recto_is_hyphen(before)) {
        guint n = count_before(characters, i - 1, 2);
        return n >= 2 && count_after(characters, i, 2) >= 2 ? AFTER_HYPHEN : RECTO_BREAK_NEVER;
    }
    if (after == 0x2014 || after == 0x2013)
        return RECTO_BREAK_NEVER;
    if (before == 0x2014 || before == 0x2013)
        return AFTER_DASH;
    if (before == '/')
        return count_before(characters, i - 1, 4) >= 4 && count_after(characters, i, 4) >= 4 ? AFTER_STROKE
                                                                                             : RECTO_BREAK_NEVER;
    return literal ? IN_CODE : 0;
}

gint32 recto_opportunity(const RectoCharacters *characters, guint i, const RectoTextSpan *before,
                         const RectoTextSpan *after)
{
    gunichar last = characters->chars[i - 1], next = characters->chars[i];
    guint both = before->style.flags & after->style.flags;
    if (last == RECTO_FORCED_BREAK || next == RECTO_FORCED_BREAK)
        return RECTO_BREAK_NEVER;
    if (before != after && (after->style.flags & RECTO_CHAR_JOINED) && !recto_is_space(last))
        return RECTO_BREAK_NEVER;
    if (before == after && (both & RECTO_CHAR_UNBROKEN))
        return RECTO_BREAK_NEVER;
    if ((both & RECTO_CHAR_ADDRESS) && !recto_is_space(last)) {
        gint32 cost = address_cost(characters, i);
        return cost == RECTO_BREAK_NEVER && (both & RECTO_CHAR_HUMPS) ? hump_cost(characters, i) : cost;
    }
    if (!characters->attrs[i].is_line_break)
        return breaks_at_space(characters, i) ? 0 : RECTO_BREAK_NEVER;
    if (recto_is_space(last) || recto_is_fixed_space(last))
        return 0;
    if (cuts_off_sign(characters, i))
        return RECTO_BREAK_NEVER;
    return word_cost(characters, i, (both & RECTO_CHAR_LITERAL) != 0);
}
