/* Finds and repairs double-encoded text (mojibake.h). */
#include "read/mojibake.h"

#include "read/code_ranges.h"
#include "read/findings.h"
#include "read/mojibake_sequence.h"

#include <string.h>

#define SHOWN_MAX 40 /* characters of a word that a message shows */
#define NEARBY    40 /* bytes within which a character on show has its right form */

typedef struct {
    const char *text;
    gsize length;
    GArray *places;                 /* of RectoMojibake, in order */
    guint n_strong;                 /* unguarded */
    guint64 explained, unexplained; /* characters beyond ASCII outside code: in strong places, in no place */
    gboolean consistent;            /* the whole document is double-encoded */
} Repair;

static RectoMojibake *place_at(const Repair *repair, guint index)
{
    return &g_array_index(repair->places, RectoMojibake, index);
}

/* ---- finding ---- */

/* Leads are U+00C2–U+00F4 and lone controls, which begin with these two bytes. */
static const char *next_lead(const char *from, const char *end)
{
    while (from < end && (guint8)*from != 0xC3 && (guint8)*from != 0xC2)
        from++;
    return from;
}

static void find_places(Repair *repair, guint max_level)
{
    g_array_set_size(repair->places, 0);
    const char *end = repair->text + repair->length;
    const char *at = next_lead(repair->text, end);
    while (at < end) {
        RectoMojibake place;
        if (recto_mojibake_read(repair->text, repair->length, (gsize)(at - repair->text), max_level, &place)) {
            g_array_append_val(repair->places, place);
            at += place.length;
        } else {
            at = g_utf8_next_char(at);
        }
        at = next_lead(at, end);
    }
}

/* ---- guarding ---- */

/* Follows the text and tells whether a place is inside an address: a link's destination or a bare URL, which end at a
 * space, a quotation mark, an angle bracket or the destination's closing bracket. */
typedef struct {
    gsize at;
    int brackets; /* open in a destination; 0: in none */
    gboolean bare;
} Addresses;

static gboolean in_address(Addresses *addresses, const char *text, gsize place)
{
    for (gsize i = addresses->at; i < place; i++) {
        char c = text[i];
        if (strchr(" \t\n<>\"", c)) {
            addresses->brackets = 0;
            addresses->bare = FALSE;
        } else if (addresses->brackets > 0) {
            addresses->brackets += c == '(' ? 1 : c == ')' ? -1 : 0;
        } else if (c == '(' && i > 0 && text[i - 1] == ']') {
            addresses->brackets = 1;
            addresses->bare = FALSE;
        } else if (c == '/' && i > 1 && text[i - 1] == '/' && text[i - 2] == ':') {
            addresses->bare = TRUE;
        }
    }
    addresses->at = place;
    return addresses->brackets > 0 || addresses->bare;
}

static gboolean is_quote(gunichar c)
{
    return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A ||
           (c >= 0x2018 && c <= 0x201F);
}

static gunichar character_before(const Repair *repair, gsize at)
{
    if (at == 0)
        return 0;
    gunichar c = g_utf8_get_char(g_utf8_prev_char(repair->text + at));
    return c == '\n' ? 0 : c;
}

static gunichar character_at(const Repair *repair, gsize at)
{
    gunichar c = at < repair->length ? g_utf8_get_char(repair->text + at) : 0;
    return c == '\n' ? 0 : c;
}

/* Returns TRUE if the right character appears nearby: "é became Ã©", or a table row of both. */
static gboolean has_right_form_nearby(const Repair *repair, const RectoMojibake *place)
{
    gsize from = place->start, to = place->start + place->length;
    while (from > 0 && place->start - from < NEARBY && repair->text[from - 1] != '\n')
        from--;
    while (to < repair->length && to - place->start < NEARBY && repair->text[to] != '\n')
        to++;
    char right[7] = {0};
    gsize size = (gsize)g_unichar_to_utf8(place->result, right);
    for (gsize at = from; at + size <= to; at++) {
        if (memcmp(repair->text + at, right, size) != 0)
            continue;
        gboolean alone =
            !g_unichar_isalpha(character_before(repair, at)) && !g_unichar_isalpha(character_at(repair, at + size));
        if (alone && (at + size <= place->start || at >= place->start + place->length))
            return TRUE;
    }
    return FALSE;
}

static gboolean ends_word(char c)
{
    return strchr(" \t\n\"`", c) != NULL;
}

/* "aoÃ»t" became "août": a word in quotation marks, and the right word on the same line. */
static gboolean has_right_word_nearby(const Repair *repair, const RectoMojibake *place)
{
    const char *text = repair->text;
    gsize from = place->start, to = place->start + place->length;
    while (from > 0 && place->start - from < NEARBY && !ends_word(text[from - 1]))
        from--;
    while (to < repair->length && to - place->start < NEARBY && !ends_word(text[to]))
        to++;
    gboolean quoted = from > 0 && to < repair->length && text[from - 1] == text[to] && strchr("\"`", text[to]);
    if (!quoted)
        return FALSE;
    g_autoptr(GString) right = g_string_new_len(text + from, (gssize)(place->start - from));
    g_string_append_unichar(right, place->result);
    const char *rest = text + place->start + place->length;
    g_string_append_len(right, rest, text + to - rest);
    gsize first = place->start > 3 * NEARBY ? place->start - 3 * NEARBY : 0;
    gsize size = MIN((gsize)6 * NEARBY, repair->length - first);
    const char *found = g_strstr_len(text + first, (gssize)size, right->str);
    return found && !memchr(MIN(found, text + from), '\n', (gsize)ABS(found - (text + from)));
}

/* Shown as such, not meant: between quotation marks, or beside what it stands for. */
static gboolean on_show(const Repair *repair, const RectoMojibake *place)
{
    gunichar before = character_before(repair, place->start);
    gunichar after = character_at(repair, place->start + place->length);
    if (has_right_word_nearby(repair, place))
        return TRUE;
    if (before >= 0x80 && before != 0xA0 && !is_quote(before))
        return FALSE;
    if (g_unichar_isalnum(before) || g_unichar_isalnum(after))
        return FALSE;
    if (is_quote(before) && is_quote(after))
        return TRUE;
    return has_right_form_nearby(repair, place);
}

/* One of a list of letters or quotation marks with nothing else: "look for Ã© Ã¨ â€™". */
static gboolean is_listed(const Repair *repair, guint index)
{
    const RectoMojibake *a = place_at(repair, index);
    if (index + 1 >= repair->places->len)
        return FALSE;
    const RectoMojibake *b = a + 1;
    gsize end = a->start + a->length;
    for (const RectoMojibake *place = a; place <= b; place++) {
        if (!g_unichar_isalpha(place->result) && !is_quote(place->result))
            return FALSE;
        if (g_unichar_isalnum(character_before(repair, place->start)) ||
            g_unichar_isalnum(character_at(repair, place->start + place->length)))
            return FALSE;
    }
    return b->start > end && b->start - end <= 2 && strchr(" ,|/", repair->text[end]) && a->level == 1;
}

static void guard_places(Repair *repair)
{
    g_autoptr(GArray) code = recto_code_ranges(repair->text, repair->length);
    Addresses addresses = {0};
    guint range = 0;
    for (guint i = 0; i < repair->places->len; i++) {
        RectoMojibake *place = place_at(repair, i);
        while (range < code->len && g_array_index(code, RectoCodeRange, range).end <= place->start)
            range++;
        gboolean in_code = range < code->len && g_array_index(code, RectoCodeRange, range).start <= place->start;
        if (in_code || in_address(&addresses, repair->text, place->start) || on_show(repair, place))
            place->guarded = TRUE;
        if (is_listed(repair, i))
            place->guarded = place_at(repair, i + 1)->guarded = TRUE;
    }
}

/* ---- judging ---- */

static gboolean adjoins(const RectoMojibake *a, const RectoMojibake *b)
{
    return a->start + a->length == b->start;
}

static void judge_run(Repair *repair, guint from, guint to)
{
    guint n_unnatural = 0, n_strong = 0, n_script = 0;
    for (guint i = from; i < to; i++) {
        const RectoMojibake *place = place_at(repair, i);
        n_unnatural += place->unnatural;
        n_strong += place->strength == RECTO_MOJIBAKE_STRONG;
        n_script += place->kind == RECTO_MOJIBAKE_SCRIPT;
    }
    if (n_strong == 0 && (to - from < 2 || n_unnatural == 0) && n_script < 3)
        return;
    for (guint i = from; i < to; i++) {
        if (place_at(repair, i)->loss != RECTO_MOJIBAKE_CUT)
            place_at(repair, i)->strength = RECTO_MOJIBAKE_STRONG;
    }
}

static void judge_places(Repair *repair)
{
    guint run = 0;
    for (guint i = 0; i < repair->places->len; i++) {
        RectoMojibake *place = place_at(repair, i);
        gsize end = place->start + place->length;
        gunichar before = character_before(repair, place->start), after = character_at(repair, end);
        gsize second = end < repair->length ? end + (gsize)g_unichar_to_utf8(after ? after : '\n', NULL) : end;
        gboolean goes_on = i + 1 < repair->places->len && adjoins(place, place + 1);
        if (i > 0 && adjoins(place - 1, place))
            before = (place - 1)->result;
        else
            run = i;
        if (goes_on)
            after = (place + 1)->result;
        recto_mojibake_judge(place, before, after, character_at(repair, second));
        if (!goes_on)
            judge_run(repair, run, i + 1);
    }
}

/* How often a document was encoded too often is one number: a level that only doubtful places reach is one too deep,
 * where right text would be taken for damage (a quoted letter, „Ä“, that was encoded once too often). */
static gboolean is_sure_of_level(const Repair *repair, guint level)
{
    for (guint i = 0; i < repair->places->len; i++) {
        const RectoMojibake *place = place_at(repair, i);
        if (place->level == level && place->sure)
            return TRUE;
    }
    return level == 1;
}

/* ---- evidence ---- */

static guint count_beyond_ascii(const char *from, const char *to)
{
    guint n = 0;
    for (; from < to; from++)
        n += (guint8)*from >= 0xC0;
    return n;
}

/* Accepts the strong places of one line, and the weak ones that nothing on it speaks against. */
static void weigh_line(Repair *repair, gsize start, gsize end, guint from, guint to)
{
    guint strong = 0, outside = 0;
    gsize at = start;
    for (guint i = from; i < to; i++) {
        const RectoMojibake *place = place_at(repair, i);
        outside += count_beyond_ascii(repair->text + at, repair->text + place->start);
        at = place->start + place->length;
        if (place->guarded)
            continue;
        if (place->strength == RECTO_MOJIBAKE_STRONG) {
            strong++;
            repair->explained += count_beyond_ascii(repair->text + place->start, repair->text + at);
        }
    }
    outside += count_beyond_ascii(repair->text + at, repair->text + end);
    repair->unexplained += outside;
    repair->n_strong += strong;
    for (guint i = from; strong > 0 && outside == 0 && i < to; i++) {
        RectoMojibake *place = place_at(repair, i);
        if (place->loss != RECTO_MOJIBAKE_CUT && !place->guarded)
            place->strength = RECTO_MOJIBAKE_STRONG;
    }
}

static void weigh_evidence(Repair *repair)
{
    guint index = 0;
    for (gsize line = 0; line < repair->length;) {
        const char *newline = memchr(repair->text + line, '\n', repair->length - line);
        gsize end = newline ? (gsize)(newline - repair->text) : repair->length;
        guint from = index;
        while (index < repair->places->len && place_at(repair, index)->start < end)
            index++;
        weigh_line(repair, line, end, from, index);
        line = end + 1;
    }
    repair->consistent = repair->n_strong >= 2 && repair->unexplained * 20 <= repair->explained;
}

static gboolean is_accepted(const Repair *repair, const RectoMojibake *place)
{
    if (place->loss == RECTO_MOJIBAKE_CUT)
        return FALSE;
    return repair->consistent || (place->strength == RECTO_MOJIBAKE_STRONG && !place->guarded);
}

/* ---- rewriting ---- */

typedef struct {
    Repair *repair;
    GString *text;
    RectoFindings repaired, lost;
    /* position in the source */
    gsize at;
    guint32 line, column;
    gsize open_quote; /* an opening “ on this line that was repaired and not closed yet: its line's number */
    /* the word or run that is being repaired */
    gboolean pending;
    gsize group_start, group_end;
    gsize group_text; /* where it starts in the new text */
    guint32 group_column;
} TextRewriter;

/* Formats text for a message: invisible characters by number, at most SHOWN_MAX characters. */
static char *shown(const char *from, const char *to)
{
    GString *out = g_string_new(NULL);
    guint n = 0;
    for (const char *at = from; at < to; at = g_utf8_next_char(at), n++) {
        gunichar c = g_utf8_get_char(at);
        if (n == SHOWN_MAX) {
            g_string_append(out, "…");
            break;
        }
        if (!g_unichar_isprint(c) || c == 0xAD || (c != ' ' && g_unichar_isspace(c)))
            g_string_append_printf(out, "<U+%04X>", c);
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

static gboolean is_word_end(char c)
{
    return strchr(" \t\n[]()<>\"*_|", c) != NULL;
}

static void end_group(TextRewriter *rewriter)
{
    if (!rewriter->pending)
        return;
    rewriter->pending = FALSE;
    const Repair *repair = rewriter->repair;
    const char *new_start = rewriter->text->str + rewriter->group_text;
    const char *new_end = rewriter->text->str + rewriter->text->len;
    /* The pending end may be before the text that was copied since. */
    new_end -= rewriter->at - rewriter->group_end;
    g_autofree char *before = shown(repair->text + rewriter->group_start, repair->text + rewriter->group_end);
    g_autofree char *after = shown(new_start, new_end);
    const char *word = new_start;
    const char *limit = MAX(rewriter->text->str, new_start - 2 * SHOWN_MAX);
    while (word > limit && !is_word_end(word[-1]))
        word--;
    while ((*word & 0xC0) == 0x80)
        word++;
    const char *rest = repair->text + rewriter->group_end, *rest_end = rest;
    while (rest_end < repair->text + repair->length && rest_end - rest < 2 * SHOWN_MAX && !is_word_end(*rest_end) &&
           (guint8)*rest_end < 0x80)
        rest_end++;
    guint32 length = (guint32)g_utf8_strlen(repair->text + rewriter->group_start,
                                            (gssize)(rewriter->group_end - rewriter->group_start));
    RectoSpan span = {0, rewriter->line, rewriter->group_column, length};
    if (word == new_start && rest_end == rest) {
        recto_findings_add(&rewriter->repaired, span, "double-encoded text: “%s” → “%s”", before, after);
        return;
    }
    g_autoptr(GString) whole = g_string_new_len(word, new_end - word);
    g_string_append_len(whole, rest, rest_end - rest);
    g_autofree char *in = shown(whole->str, whole->str + whole->len);
    recto_findings_add(&rewriter->repaired, span, "double-encoded text: “%s” → “%s” in “%s”", before, after, in);
}

/* Copies the source up to `to` and keeps count of lines. */
static void copy_up_to(TextRewriter *rewriter, gsize to)
{
    const char *text = rewriter->repair->text;
    for (gsize i = rewriter->at; i < to; i++) {
        if (text[i] == '\n' || text[i] == ' ') {
            g_string_append_len(rewriter->text, text + rewriter->at, (gssize)(i - rewriter->at));
            rewriter->at = i;
            end_group(rewriter);
        }
        if (text[i] == '\n') {
            rewriter->line++;
            rewriter->column = 1;
            rewriter->open_quote = 0;
        } else if ((text[i] & 0xC0) != 0x80) {
            rewriter->column++;
        }
    }
    g_string_append_len(rewriter->text, text + rewriter->at, (gssize)(to - rewriter->at));
    rewriter->at = to;
}

static void rewrite_place(TextRewriter *rewriter, const RectoMojibake *place)
{
    if (!rewriter->pending) {
        rewriter->pending = TRUE;
        rewriter->group_start = place->start;
        rewriter->group_text = rewriter->text->len;
        rewriter->group_column = rewriter->column;
    }
    g_string_append_unichar(rewriter->text, place->result);
    rewriter->at = place->start + place->length;
    rewriter->group_end = rewriter->at;
    rewriter->column += (guint32)g_utf8_strlen(rewriter->repair->text + place->start, (gssize)place->length);
    if (place->result == 0x201C)
        rewriter->open_quote = rewriter->line;
    else if (place->result == 0x201D)
        rewriter->open_quote = 0;
}

static void report_lost(TextRewriter *rewriter, const RectoMojibake *place)
{
    RectoSpan span = {0, rewriter->line, rewriter->column, 2};
    recto_findings_add(&rewriter->lost, span, "“â€” is the rest of a double-encoded character without its last byte");
}

static GString *rewrite(Repair *repair, guint32 file, RectoDiagnostics *diagnostics)
{
    TextRewriter rewriter = {.repair = repair, .text = g_string_sized_new(repair->length), .line = 1, .column = 1};
    rewriter.repaired.code = RECTO_CODE_DOUBLE_ENCODED;
    rewriter.lost.code = RECTO_CODE_LOST_CHARACTER;
    gboolean changed = FALSE;
    for (guint i = 0; i < repair->places->len; i++) {
        const RectoMojibake *place = place_at(repair, i);
        copy_up_to(&rewriter, place->start);
        if (is_accepted(repair, place) ||
            (place->loss == RECTO_MOJIBAKE_CUT && !place->guarded && rewriter.open_quote > 0)) {
            rewrite_place(&rewriter, place);
            changed = TRUE;
        } else if (place->loss == RECTO_MOJIBAKE_CUT && !place->guarded) {
            report_lost(&rewriter, place);
        }
    }
    copy_up_to(&rewriter, repair->length);
    end_group(&rewriter);
    recto_findings_end(&rewriter.repaired, file, "were repaired in the same way", diagnostics);
    recto_findings_end(&rewriter.lost, file, "have damaged characters", diagnostics);
    if (changed)
        return rewriter.text;
    g_string_free(rewriter.text, TRUE);
    return NULL;
}

GString *recto_mojibake_repair(const char *text, gsize length, guint32 file, RectoDiagnostics *diagnostics)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(RectoMojibake));
    Repair repair = {.text = text, .length = length, .places = places};
    for (guint level = RECTO_MOJIBAKE_LEVELS; level > 0; level--) {
        find_places(&repair, level);
        if (places->len == 0)
            return NULL;
        judge_places(&repair);
        if (is_sure_of_level(&repair, level))
            break;
    }
    guard_places(&repair);
    weigh_evidence(&repair);
    return rewrite(&repair, file, diagnostics);
}
