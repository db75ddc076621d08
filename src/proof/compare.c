/* Compares the two sides of the proof, and finds the words that differ.
 *
 * Equal texts cost one memcmp(). If two texts differ, their words are aligned greedily: at the first difference, the
 * search looks for the nearest position at which a few consecutive words are equal again. The result is not a
 * shortest edit script. But a fault of layout loses or doubles whole lines, and for these the result is exact. */
#include "proof/regions.h"

#include <string.h>

/* Words in a row that show that two texts are in step again. */
#define STEP 4
/* Words that are looked ahead for them, in either text. */
#define REACH 1500
/* Differences that are reported for one text. */
#define MOST_DIFFERENCES 12
/* Characters of the words that a message quotes. */
#define MAX_PROOF_QUOTE 32

/* A word of a normal text: a letter sequence, or another character. */
typedef struct {
    guint32 start, end, hash;
} ProofWord;

typedef struct {
    const RectoNormal *normal;
    GArray *words; /* array of ProofWord */
} WordList;

/* Words that differ: `from` … `to` of either side; one of them may be empty. */
typedef struct {
    guint from[2], to[2];
} Difference;

static gboolean is_letter(guchar c)
{
    return c >= 0x80 || g_ascii_isalnum(c);
}

static GArray *cut_words(const GString *text)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(ProofWord));
    for (gsize at = 0; at < text->len;) {
        gsize end = at + 1;
        if (text->str[at] == ' ') {
            at = end;
            continue;
        }
        while (is_letter((guchar)text->str[at]) && end < text->len && is_letter((guchar)text->str[end]))
            end++;
        ProofWord word = {(guint32)at, (guint32)end, 5381};
        for (gsize i = at; i < end; i++)
            word.hash = word.hash * 33 + (guchar)text->str[i];
        g_array_append_val(words, word);
        at = end;
    }
    return words;
}

static const ProofWord *word_at(const WordList *side, guint i)
{
    return &g_array_index(side->words, ProofWord, i);
}

static gboolean same_word(const WordList sides[2], guint i, guint k)
{
    return word_at(&sides[0], i)->hash == word_at(&sides[1], k)->hash;
}

/* Returns TRUE if the texts agree from these words on, for STEP words or to the end of both. */
static gboolean in_step(const WordList sides[2], guint i, guint k)
{
    guint n = 0, left = sides[0].words->len - i, right = sides[1].words->len - k;
    while (n < STEP && n < left && n < right && same_word(sides, i + n, k + n))
        n++;
    return n == STEP || (n == left && n == right);
}

/* The nearest words at which the texts are in step again; to the end of both when there are none. */
static Difference resynchronise(const WordList sides[2], guint i, guint k)
{
    guint n = sides[0].words->len, m = sides[1].words->len, best = 2 * REACH;
    Difference difference = {{i, k}, {n, m}};
    for (guint a = 0; a < best && i + a <= n; a++) {
        for (guint b = 0; a + b < best && k + b <= m; b++) {
            if (!in_step(sides, i + a, k + b))
                continue;
            best = a + b;
            difference.to[0] = i + a;
            difference.to[1] = k + b;
        }
    }
    return difference;
}

static GArray *find_differences(const WordList sides[2])
{
    GArray *differences = g_array_new(FALSE, FALSE, sizeof(Difference));
    guint i = 0, k = 0;
    while (differences->len < MOST_DIFFERENCES) {
        while (i < sides[0].words->len && k < sides[1].words->len && same_word(sides, i, k)) {
            i++;
            k++;
        }
        if (i == sides[0].words->len && k == sides[1].words->len)
            break;
        Difference difference = resynchronise(sides, i, k);
        g_array_append_val(differences, difference);
        i = difference.to[0];
        k = difference.to[1];
    }
    return differences;
}

/* The words of one side, as a message quotes them. Caller frees. */
static char *quote(const WordList *side, guint from, guint to)
{
    GString *out = g_string_new(NULL);
    const char *text = side->normal->text->str;
    gsize start = word_at(side, from)->start, end = word_at(side, to - 1)->end;
    glong n = 0;
    for (const char *at = text + start; at < text + end && n < MAX_PROOF_QUOTE; at = g_utf8_next_char(at), n++) {
        static const char *const marks[RECTO_NORMAL_MARKS] = {[RECTO_NORMAL_PICTURE] = "[image: ",
                                                              [RECTO_NORMAL_PICTURE_END] = "]",
                                                              [RECTO_NORMAL_REFERENCE] = "[footnote reference]",
                                                              [RECTO_NORMAL_DATA] = "[chart]"};
        if ((guchar)*at < RECTO_NORMAL_MARKS)
            g_string_append(out, marks[(guchar)*at] ? marks[(guchar)*at] : "");
        else
            g_string_append_unichar(out, g_utf8_get_char(at));
    }
    if (n == MAX_PROOF_QUOTE)
        g_string_append(out, "…");
    return g_string_free(out, FALSE);
}

static gboolean same_words(const WordList sides[2], const Difference *lost, const Difference *extra)
{
    guint n = lost->to[0] - lost->from[0];
    if (n == 0 || n != extra->to[1] - extra->from[1])
        return FALSE;
    for (guint i = 0; i < n; i++)
        if (!same_word(sides, lost->from[0] + i, extra->from[1] + i))
            return FALSE;
    return TRUE;
}

/* Whether words that are missing in one place are in another. */
static gboolean is_moved(const WordList sides[2], const GArray *differences, const Difference *lost)
{
    for (guint i = 0; i < differences->len; i++)
        if (same_words(sides, lost, &g_array_index(differences, Difference, i)))
            return TRUE;
    return FALSE;
}

static gint compare_hashes(gconstpointer a, gconstpointer b)
{
    guint32 one = *(const guint32 *)a, other = *(const guint32 *)b;
    return one < other ? -1 : one > other;
}

static GArray *sorted_hashes(const WordList *side, guint from, guint to)
{
    GArray *hashes = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint i = from; i < to; i++)
        g_array_append_val(hashes, word_at(side, i)->hash);
    g_array_sort(hashes, compare_hashes);
    return hashes;
}

/* Whether both sides have the same words here, in another order. */
static gboolean is_permuted(const WordList sides[2], const Difference *difference)
{
    g_autoptr(GArray) written = sorted_hashes(&sides[0], difference->from[0], difference->to[0]);
    g_autoptr(GArray) shown = sorted_hashes(&sides[1], difference->from[1], difference->to[1]);
    return written->len == shown->len && memcmp(written->data, shown->data, written->len * sizeof(guint32)) == 0;
}

static gboolean is_taken(const WordList sides[2], const GArray *differences, const Difference *extra)
{
    for (guint i = 0; i < differences->len; i++)
        if (same_words(sides, &g_array_index(differences, Difference, i), extra))
            return TRUE;
    return FALSE;
}

/* Images within HTML may share a location. An image without alt text is then named by its file name, which is not
 * part of the document's text. */
static gboolean is_image(const WordList *side, guint from, guint to)
{
    const char *text = side->normal->text->str;
    gsize start = word_at(side, from)->start, end = word_at(side, to - 1)->end;
    return memchr(text + start, RECTO_NORMAL_PICTURE, end - start) != NULL;
}

static void report(RectoProof *proof, const WordList sides[2], const GArray *differences, const Difference *difference)
{
    const guint *from = difference->from, *to = difference->to;
    g_autofree char *lost = to[0] > from[0] ? quote(&sides[0], from[0], to[0]) : NULL;
    g_autofree char *extra = to[1] > from[1] ? quote(&sides[1], from[1], to[1]) : NULL;
    if (lost) {
        RectoSpan span = recto_normal_span(sides[0].normal, word_at(&sides[0], from[0])->start);
        if (is_permuted(sides, difference) || is_moved(sides, differences, difference))
            recto_diagnose(proof->diagnostics, RECTO_CODE_TEXT_ORDER, span, "“%s” is read in another position", lost);
        else if (extra)
            recto_diagnose(proof->diagnostics, RECTO_CODE_LOST_TEXT, span, "“%s” is missing; the page has “%s”", lost,
                           extra);
        else
            recto_diagnose(proof->diagnostics, RECTO_CODE_LOST_TEXT, span, "“%s” is missing from the pages", lost);
    } else if (extra && !is_taken(sides, differences, difference) && !is_image(&sides[1], from[1], to[1])) {
        RectoSpan span = recto_normal_span(sides[1].normal, word_at(&sides[1], from[1])->start);
        recto_diagnose(proof->diagnostics, RECTO_CODE_EXTRA_TEXT, span, "“%s” is printed once more than written",
                       extra);
    }
}

void recto_proof_differ(RectoProof *proof, const RectoRegion *region)
{
    const WordList sides[2] = {{&region->written, cut_words(region->written.text)},
                               {&region->shown, cut_words(region->shown.text)}};
    g_autoptr(GArray) differences = find_differences(sides);
    for (guint i = 0; i < differences->len; i++)
        report(proof, sides, differences, &g_array_index(differences, Difference, i));
    if (!differences->len) /* the words are the same; the space between some is not */
        recto_diagnose(proof->diagnostics, RECTO_CODE_LOST_TEXT, region->span, "a space between words is missing");
    g_array_unref(sides[0].words);
    g_array_unref(sides[1].words);
}

static gboolean is_equal(const RectoRegion *region)
{
    return g_string_equal(region->written.text, region->shown.text);
}

static void report_missing(RectoProof *proof, const RectoRegion *region)
{
    if (!region->written.text->len || (region->optional && !region->found))
        return;
    if (region->kind == RECTO_REGION_NOTE)
        recto_diagnose(proof->diagnostics, RECTO_CODE_LOST_NOTE, region->span, "footnote is missing from the pages");
    else
        recto_proof_differ(proof, region);
}

void recto_proof_compare(RectoProof *proof)
{
    for (guint i = 0; i < proof->regions->len; i++) {
        const RectoRegion *region = g_ptr_array_index(proof->regions, i);
        if (is_equal(region))
            continue;
        if (!region->found || !region->shown.text->len)
            report_missing(proof, region);
        else
            recto_proof_differ(proof, region);
    }
}
