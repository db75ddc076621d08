/* Breaks inside words: soft hyphens, hyphenation patterns, and, where nothing else helps, any cluster. */
#include "text/engine.h"

#include "text/breaker.h"

/* Costs in the breaker's unit: a hyphen is taken rather than a space that is off by its root in per mille. */
#define HYPHEN_COST     120000
#define SOFT_COST       20000  /* break at a soft hyphen of the author */
#define NAME_COST       80000  /* on top: a word with a capital is often a name */
#define SHORT_COST      40000  /* on top: only two letters on one side */
#define COMPOUND_COST   150000 /* on top: in a word that has a hyphen already, or is in capitals */
#define CAPITALS_MIN    8      /* letters; shorter ones are acronyms */
#define ANYWHERE_COST   (RECTO_BROKEN_WORD_COST + 50000000)
#define AFTER_MARK_COST RECTO_BROKEN_WORD_COST

/* Letters of the one word in a segment, without the punctuation around it. */
typedef struct {
    guint32 start, end; /* bytes in the string */
    guint n;
    guint n_capitals;
} Letters;

static gboolean is_letter(gunichar c)
{
    return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

static gboolean is_apostrophe(gunichar c)
{
    return c == '\'' || c == 0x2019;
}

/* FALSE unless there is one run of letters, of which only the first may be a capital; after an apostrophe more may
 * follow. */
static gboolean find_letters(const char *string, const RectoSegment *segment, Letters *ret)
{
    const char *p = string + segment->start, *end = string + segment->end;
    gboolean after = FALSE, tail = FALSE;
    *ret = (Letters){0};
    for (; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isdigit(c) || c == '_' || c == '@')
            return FALSE;
        if (!is_letter(c)) {
            tail |= ret->n > 0 && !after && is_apostrophe(c);
            after |= ret->n > 0;
            continue;
        }
        if (after && !tail)
            return FALSE;
        if (g_unichar_isupper(c) && (after || ret->n_capitals < ret->n))
            return FALSE;
        if (after)
            continue;
        if (ret->n == 0)
            ret->start = (guint32)(p - string);
        ret->n_capitals += g_unichar_isupper(c);
        ret->end = (guint32)(g_utf8_next_char(p) - string);
        ret->n++;
    }
    return ret->n > 0 && (ret->n_capitals <= 1 || ret->n_capitals == ret->n);
}

/* Returns TRUE if the word continues in an adjacent segment, so that no part of it is hyphenated alone. */
static gboolean is_torn(const RectoText *text, const RectoSegment *segment)
{
    const char *string = text->string->str;
    const char *start = string + segment->start, *end = string + segment->end;
    if (segment->start > 0 && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(start))))
        return TRUE;
    return *end && g_unichar_isalnum(g_utf8_get_char(end)) && segment->after == RECTO_BREAK_NEVER;
}

/* A part of a word with a hyphen of its own. */
static gboolean is_compound(const RectoText *text, const RectoSegment *segment)
{
    const char *string = text->string->str;
    if (segment->hyphen && segment->after != RECTO_BREAK_NEVER)
        return TRUE;
    return segment->start > 0 && recto_is_hyphen(g_utf8_get_char(g_utf8_prev_char(string + segment->start)));
}

static guint first_soft(const RectoText *text, guint32 start)
{
    guint low = 0, high = text->soft->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (g_array_index(text->soft, guint32, middle) <= start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static gboolean add_soft(const RectoText *text, const RectoSegment *segment, GArray *breaks)
{
    gboolean found = FALSE;
    for (guint i = first_soft(text, segment->start); i < text->soft->len; i++) {
        guint32 at = g_array_index(text->soft, guint32, i);
        if (at >= segment->end)
            break;
        RectoWordBreak one = {at - segment->start, SOFT_COST, TRUE};
        if (breaks->len == 0 || g_array_index(breaks, RectoWordBreak, breaks->len - 1).offset < one.offset)
            g_array_append_val(breaks, one);
        found = TRUE;
    }
    return found;
}

/* Returns TRUE for languages in which a capital does not indicate a name. */
static gboolean writes_nouns_so(const char *lang)
{
    return g_ascii_strncasecmp(lang, "de", 2) == 0 || g_ascii_strncasecmp(lang, "lb", 2) == 0;
}

static void add_patterns(const RectoText *text, const RectoSegment *segment, const RectoParagraphStyle *set,
                         gboolean desperate, GArray *breaks)
{
    Letters letters;
    const char *string = text->string->str;
    if (!find_letters(string, segment, &letters) || (int)letters.n < set->hyphen_word)
        return;
    if (letters.n_capitals > 1 && (!desperate || letters.n < CAPITALS_MIN))
        return;
    g_autofree gboolean *allowed = g_new0(gboolean, letters.n);
    const char *lang = recto_text_lang(text, recto_text_span_at(text, segment->stretch));
    if (!recto_hyphens_find(text->engine->hyphens, lang, string + letters.start, letters.end - letters.start, allowed,
                            letters.n))
        return;
    int before = MAX(set->hyphen_before, 1), after = MAX(set->hyphen_after, 1), n = (int)letters.n;
    gint32 whole = HYPHEN_COST + (letters.n_capitals == 1 && !writes_nouns_so(lang) ? NAME_COST : 0) +
                   (letters.n_capitals > 1 || is_compound(text, segment) ? COMPOUND_COST : 0);
    const char *p = string + letters.start;
    for (int i = 0; i < n; i++, p = g_utf8_next_char(p)) {
        if (!allowed[i] || i < before || n - i < after)
            continue;
        gint32 cost = whole + (i < 3 || n - i < 3 ? SHORT_COST : 0);
        RectoWordBreak one = {(guint32)(p - string) - segment->start, cost, TRUE};
        g_array_append_val(breaks, one);
    }
}

/* Cost of a break after a character if only an overfull line permits it: lower after a mark than after a letter. */
static gint32 need_cost(const char *string, guint32 at)
{
    return g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(string + at))) ? ANYWHERE_COST : AFTER_MARK_COST;
}

/* Returns TRUE if a character belongs to the one before it: never a break between them. */
static gboolean clings(gunichar c)
{
    return g_unichar_ismark(c) || c == 0x200C || c == 0x200D || c == 0x2060;
}

/* Between any two clusters. Where the word may be hyphenated, the hyphen stays. */
static void add_anywhere(const RectoText *text, const RectoSegment *segment, GArray *breaks)
{
    const char *string = text->string->str;
    guint32 at = segment->start;
    guint next = 0, n_known = breaks->len;
    g_autoptr(GArray) known = g_array_copy(breaks);
    g_array_set_size(breaks, 0);
    for (guint i = 0; segment->shaped && i + 1 < segment->shaped->n_clusters; i++) {
        at += segment->shaped->clusters[i].n_bytes;
        guint32 offset = at - segment->start;
        while (next < n_known && g_array_index(known, RectoWordBreak, next).offset <= offset)
            g_array_append_val(breaks, g_array_index(known, RectoWordBreak, next++));
        gboolean has_one = breaks->len && g_array_index(breaks, RectoWordBreak, breaks->len - 1).offset == offset;
        RectoWordBreak one = {offset, need_cost(string, at), FALSE};
        if (!has_one && !clings(g_utf8_get_char(string + at)))
            g_array_append_val(breaks, one);
    }
    g_array_append_vals(breaks, &g_array_index(known, RectoWordBreak, next), n_known - next);
}

gint32 recto_need_after(const RectoText *text, guint i)
{
    const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
    const char *string = text->string->str;
    if (segment->kind == RECTO_SEGMENT_SPACE)
        return RECTO_BROKEN_SPACE_COST;
    return string[segment->end] && !clings(g_utf8_get_char(string + segment->end)) ? need_cost(string, segment->end)
                                                                                   : RECTO_BREAK_NEVER;
}

/* Where hyphens may be: the author's, else the patterns'. */
static void add_hyphens(const RectoText *text, const RectoSegment *segment, const RectoParagraphStyle *set,
                        RectoBreaksLevel level, gboolean wanted, GArray *breaks)
{
    guint flags = recto_text_span_at(text, segment->stretch)->style.flags;
    gboolean desperate = level >= RECTO_BREAKS_DESPERATE;
    if (flags & RECTO_CHAR_UNBROKEN)
        return;
    if (add_soft(text, segment, breaks) || level == RECTO_BREAKS_PLAIN || !wanted ||
        (flags & (RECTO_CHAR_LITERAL | RECTO_CHAR_ADDRESS)) || is_torn(text, segment))
        return;
    if (desperate || !is_compound(text, segment))
        add_patterns(text, segment, set, desperate, breaks);
}

void recto_word_breaks(const RectoText *text, guint i, const RectoParagraphStyle *set, RectoBreaksLevel level,
                       gboolean anywhere, GArray *breaks)
{
    const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
    g_array_set_size(breaks, 0);
    if (segment->kind != RECTO_SEGMENT_WORD || segment->missing)
        return;
    add_hyphens(text, segment, set, level, set->hyphenate || anywhere, breaks);
    if (anywhere)
        add_anywhere(text, segment, breaks);
}
