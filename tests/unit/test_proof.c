/* Tests of the proof: pages damaged in every possible way must be reported, at the line of the damage. */
#include "compile/compile.h"
#include "page/pages.h"

#include <glib/gstdio.h>
#include <string.h>

/* Line 3 of each document is the first of its text. */
#define HEAD "---\ntitle: Lamps\nlang: en\n---\n\n"

/* ---- documents ---- */

typedef void (*Damage)(RectoPages *pages, const char *words);

typedef struct {
    Damage damage;
    const char *words; /* text of the run to damage */
    gboolean done;
} Plan;

static void apply(gpointer pages, gpointer data)
{
    Plan *plan = data;
    if (plan->damage)
        plan->damage(pages, plan->words);
}

/* Returns the reports of the proof for a document with damaged pages: "code:line code:line …". Caller frees. */
static char *prove(const char *markdown, const char *set, Damage damage, const char *words)
{
    g_autofree char *folder = g_dir_make_tmp("recto-proof-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "a.md", NULL);
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoResult) result = NULL;
    Plan plan = {damage, words};
    const char *sets[] = {set ? set : "composition=sheet", NULL};
    RectoCompileOptions options = {
        .input = path,
        .root = folder,
        .sets = sets,
        .check = TRUE,
        .producer = "test",
        .inspect = apply,
        .inspect_data = &plan,
    };
    g_assert_true(g_file_set_contents(path, markdown, -1, NULL));
    g_assert_true(recto_compile(&options, diagnostics, &result, NULL));
    g_unlink(path);
    g_rmdir(folder);
    g_autoptr(GPtrArray) sorted = recto_diagnostics_sorted(diagnostics);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < sorted->len; i++) {
        const RectoDiagnostic *diagnostic = g_ptr_array_index(sorted, i);
        if (diagnostic->severity == RECTO_ERROR)
            g_string_append_printf(out, "%s%s:%u", out->len ? " " : "", recto_code_name(diagnostic->code),
                                   diagnostic->span.line);
    }
    return g_string_free(out, FALSE);
}

static void assert_proof(const char *body, Damage damage, const char *words, const char *expected)
{
    g_autofree char *markdown = g_strconcat(HEAD, body, NULL);
    g_autofree char *actual = prove(markdown, NULL, damage, words);
    g_assert_cmpstr(actual, ==, expected);
    /* Without the damage nothing is wrong. */
    g_autofree char *whole = prove(markdown, NULL, NULL, NULL);
    g_assert_cmpstr(whole, ==, "");
}

/* ---- damage ---- */

/* The first item whose run has these words; fails when there is none. */
static RectoItem *find_run(RectoPages *pages, const char *words, GArray **ret_items, guint *ret_index)
{
    for (guint i = 0; i < pages->pages->len; i++) {
        GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = 0; k < items->len; k++) {
            RectoItem *item = &g_array_index(items, RectoItem, k);
            if (item->kind != RECTO_ITEM_GLYPHS ||
                !g_strstr_len(item->glyphs.run->text, item->glyphs.run->n_bytes, words))
                continue;
            *ret_items = items;
            *ret_index = k;
            return item;
        }
    }
    g_assert_not_reached();
    return NULL;
}

static void lose(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    find_run(pages, words, &items, &index);
    g_array_remove_index(items, index);
}

/* As a colour that is not drawn. */
static void hide(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    find_run(pages, words, &items, &index)->glyphs.colour.none = TRUE;
}

/* On another part of the page, where nothing is. */
static void repeat(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    RectoItem copy = *find_run(pages, words, &items, &index);
    copy.y += RECTO_PT(300);
    g_array_append_val(items, copy);
}

static void move_up(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    find_run(pages, words, &items, &index)->y -= RECTO_PT(14);
}

static void move_off(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    find_run(pages, words, &items, &index)->x += RECTO_PT(500);
}

/* As a label of recto's own. */
static void disown(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    find_run(pages, words, &items, &index)->authored = FALSE;
}

/* Makes the run an artifact: visible, but not in the structure. */
static void take_out_of_structure(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    find_run(pages, words, &items, &index)->slot = RECTO_SLOT_NONE;
}

/* Into the slot of the run before it. */
static void move_in_structure(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    RectoItem *item = find_run(pages, words, &items, &index);
    g_assert_cmpuint(index, >, 0);
    find_run(pages, "Alpha", &items, &index);
    item->slot = g_array_index(items, RectoItem, index).slot;
}

/* A white rectangle over it. */
static void cover(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    RectoItem *item = find_run(pages, words, &items, &index);
    RectoItem rect = {.kind = RECTO_ITEM_RECT, .x = item->x, .y = item->y - RECTO_PT(10)};
    rect.rect.width = rect.rect.height = RECTO_PT(40);
    rect.rect.colour = (RectoColour){FALSE, 255, 255, 255};
    g_array_append_val(items, rect);
}

static void lose_kind(RectoPages *pages, RectoItemKind kind)
{
    for (guint i = 0; i < pages->pages->len; i++) {
        GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = items->len; k-- > 0;)
            if (g_array_index(items, RectoItem, k).kind == kind)
                g_array_remove_index(items, k);
    }
}

static void lose_areas(RectoPages *pages, const char *words)
{
    lose_kind(pages, RECTO_ITEM_LINK);
}

static void lose_dests(RectoPages *pages, const char *words)
{
    lose_kind(pages, RECTO_ITEM_DEST);
}

/* Every run of a note, as when its box is not placed. */
static void lose_note(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    RectoItem *item = find_run(pages, words, &items, &index);
    RectoElement *note = recto_slot_element(pages->structure, item->slot);
    while (note && note->role != RECTO_ROLE_NOTE)
        note = note->parent;
    g_assert_nonnull(note);
    for (guint k = items->len; k-- > 0;) {
        const RectoElement *element = recto_slot_element(pages->structure, g_array_index(items, RectoItem, k).slot);
        while (element && element != note)
            element = element->parent;
        if (element)
            g_array_remove_index(items, k);
    }
}

/* The run number `words`, counted over those that show text of the document. */
static RectoItem *find_number(RectoPages *pages, const char *words, GArray **ret_items, guint *ret_index)
{
    guint64 left = g_ascii_strtoull(words, NULL, 10);
    for (guint i = 0; i < pages->pages->len; i++) {
        GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = 0; k < items->len; k++) {
            RectoItem *item = &g_array_index(items, RectoItem, k);
            if (item->kind != RECTO_ITEM_GLYPHS || !item->authored || !item->glyphs.run->n_glyphs ||
                (item->glyphs.run->n_bytes == 1 && *item->glyphs.run->text == ' '))
                continue;
            if (left-- > 0)
                continue;
            *ret_items = items;
            *ret_index = k;
            return item;
        }
    }
    return NULL;
}

static gboolean damaged;

static void lose_number(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    const RectoItem *found = find_number(pages, words, &items, &index);
    damaged = found != NULL;
    if (damaged)
        g_array_remove_index(items, index);
}

static void repeat_number(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    const RectoItem *found = find_number(pages, words, &items, &index);
    damaged = found != NULL;
    if (!damaged)
        return;
    RectoItem copy = *found;
    copy.y += RECTO_PT(1);
    g_array_append_val(items, copy);
}

/* The page that the words are on. */
static void lose_page(RectoPages *pages, const char *words)
{
    GArray *items = NULL;
    guint index = 0;
    find_run(pages, words, &items, &index);
    g_array_set_size(items, 0);
}

/* The lower half of the glyphs of a broken word is left out, as when one piece of a line of code is. */
static void lose_piece(RectoPages *pages, const char *words)
{
    lose(pages, words);
}

/* ---- tests ---- */

static void test_lost_run(void)
{
    assert_proof("Alpha beta.\n\nGamma delta.\n", lose, "Gamma", "lost-text:8");
    assert_proof("Alpha beta.\n\nGamma delta.\n", hide, "Gamma", "lost-text:8");
    assert_proof("# Alpha\n\nGamma delta.\n", lose, "Alpha", "lost-text:6");
    assert_proof("- Alpha\n- Gamma *delta* end\n", lose, "delta", "lost-text:7");
    assert_proof("> Alpha\n\n> [!NOTE]\n> Gamma\n", lose, "Gamma", "lost-text:9");
    assert_proof("| a | b |\n|---|---|\n| Alpha | Gamma |\n", lose, "Gamma", "lost-text:8");
    assert_proof("    Alpha\n    Gamma\n", lose, "Gamma", "lost-text:6");
    assert_proof("Alpha[^1]\n\n[^1]: Gamma *delta* end\n", lose, "delta", "lost-text:8");
    assert_proof("Alpha `Gamma` **delta**\n", lose, "Gamma", "lost-text:6");
    assert_proof("Table: Alpha\n\n| a | b |\n|---|---|\n| c | d |\n", lose, "Alpha", "lost-text:6");
}

static void test_repeated_run(void)
{
    assert_proof("Alpha beta.\n\nGamma delta.\n", repeat, "Gamma", "extra-text:8");
    /* Side by side they are another word. */
    assert_proof("| a | b |\n|---|---|\n| Alpha | Gamma |\n", repeat, "Gamma", "lost-text:8");
}

static void test_moved_run(void)
{
    assert_proof("Alpha  \nGamma\n", move_up, "Gamma", "overprint:7");
    assert_proof("Alpha beta.\n\nGamma delta.\n", move_off, "Gamma", "off-page:8");
    assert_proof("Alpha beta.\n\nGamma delta.\n", cover, "Gamma", "overprint:8");
}

static void test_structure(void)
{
    assert_proof("Alpha beta.\n\nGamma delta.\n", take_out_of_structure, "Gamma", "lost-text:8");
    assert_proof("Alpha beta.\n\nGamma delta.\n", disown, "Gamma", "lost-text:8");
    assert_proof("Alpha beta.\n\nEpsilon zeta.\n\nGamma delta.\n", move_in_structure, "Gamma", "text-order:8");
}

static void test_targets(void)
{
    assert_proof("Alpha [beta](https://example.org/) gamma.\n", lose_areas, NULL, "lost-link:6");
    assert_proof("# Alpha\n\nGamma.\n", lose_dests, NULL, "lost-anchor:6");
    assert_proof("Alpha.[^1]\n\n[^1]: Gamma delta.\n", lose_note, "Gamma", "lost-note:8");
    assert_proof("Alpha.[^1]\n\n[^1]: Gamma delta.\n", lose, "1", "lost-text:6");
}

/* A line of code that had to be broken says all of its words in each of its pieces. */
static void test_piece_of_broken_code(void)
{
    assert_proof("```\nAlphaAlphaAlphaAlphaAlphaAlphaAlphaAlphaAlpha BetaBetaBetaBetaBetaBetaBetaBeta "
                 "GammaGammaGammaGammaGamma\n```\n",
                 lose_piece, "Gamma", "lost-text:6 lost-text:6");
}

static void test_lost_page(void)
{
    g_autoptr(GString) body = g_string_new(HEAD);
    for (guint i = 0; i < 80; i++)
        g_string_append_printf(body, "Paragraph number%u of this text.\n\n", i);
    g_autofree char *actual = prove(body->str, "composition=paper", lose_page, "number60");
    g_assert_true(g_str_has_prefix(actual, "lost-text:"));
}

/* One document of every kind of block; whichever of its runs is lost or doubled is missed. */
static void test_every_run(void)
{
    static const char markdown[] =
        "# Alpha *beta*\n\nA paragraph with **strong**, `code`, a [link](https://example.org/x) and a note.[^n]\n\n"
        "## Second\n\n- one\n- two\n  1. inner\n- [x] done\n\n> A quote with *stress*.\n>\n> — Its source\n\n"
        "> [!TIP]\n> Advice in words.\n\n| head | other |\n|---|---:|\n| cell | 12 |\n| more | 7.5 |\n\n"
        "Table: What the table shows\n\n```sh\necho \"words\" # comment\nls\n```\n\n### Third {.unnumbered}\n\n"
        "Press <kbd>Ctrl</kbd>, write H~2~O and x^2^, strike ~~this~~.\n\nTerm one. {.side}\n\n"
        "***\n\nשלום עולם and **more** words.\n\n[^n]: The note has *two* runs and `code`.\n";
    static const Damage damages[] = {lose_number, repeat_number};
    for (guint d = 0; d < G_N_ELEMENTS(damages); d++) {
        damaged = TRUE;
        for (guint n = 0; damaged; n++) {
            g_autofree char *whole = g_strconcat(HEAD, markdown, NULL);
            g_autofree char *number = g_strdup_printf("%u", n);
            g_autofree char *actual = prove(whole, "composition=paper", damages[d], number);
            if (!*actual && damaged)
                g_test_message("run %u of damage %u is missed", n, d);
            g_assert_cmpint(*actual != '\0', ==, damaged);
            g_assert_true(damaged || n > 40);
        }
    }
}

static void test_allowed(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_assert_true(recto_diagnostics_allow(diagnostics, "lost-text,overprint"));
    g_assert_false(recto_diagnostics_allow(diagnostics, "lost-text,dead-link"));
    g_assert_false(recto_diagnostics_allow(diagnostics, ""));
    recto_diagnose(diagnostics, RECTO_CODE_LOST_TEXT, RECTO_NO_SPAN, "a");
    recto_diagnose(diagnostics, RECTO_CODE_OFF_PAGE, RECTO_NO_SPAN, "b");
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_WARNING), ==, 1);
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_ERROR), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/proof/lost-run-is-reported-at-its-line", test_lost_run);
    g_test_add_func("/proof/repeated-run-is-reported-at-its-line", test_repeated_run);
    g_test_add_func("/proof/moved-run-is-reported-at-its-line", test_moved_run);
    g_test_add_func("/proof/run-outside-its-element-is-reported", test_structure);
    g_test_add_func("/proof/lost-target-is-reported-at-its-line", test_targets);
    g_test_add_func("/proof/lost-piece-of-broken-code-is-reported", test_piece_of_broken_code);
    g_test_add_func("/proof/lost-page-is-reported", test_lost_page);
    g_test_add_func("/proof/no-run-can-be-lost-or-doubled", test_every_run);
    g_test_add_func("/proof/allowed-codes-become-warnings", test_allowed);
    return g_test_run();
}
