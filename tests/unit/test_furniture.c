#include "furniture/parts.h"

/* Margin notes are written as "wanted:lines", places in lines of 12 pt from the top of the margin. */

#define LINE RECTO_PT(12)

static const RectoStyle style = {
    .page_unit = RECTO_PT(14),
    .note_gap = RECTO_PT(7),
    .note_max_page = 6,
    .note_max_shift = 8,
};

typedef struct {
    GArray *notes;
    GPtrArray *rest;
    RectoMarginNote *made;
} Margin;

static Margin settle(const char *code, RectoLength bottom)
{
    Margin margin = {g_array_new(FALSE, TRUE, sizeof(RectoStandingNote)), g_ptr_array_new(), NULL};
    g_auto(GStrv) parts = g_strsplit(code, " ", -1);
    RectoMarginNote *made = margin.made = g_new0(RectoMarginNote, g_strv_length(parts) + 1);
    for (guint i = 0; parts[i]; i++) {
        char *colon = NULL;
        gint64 wanted = g_ascii_strtoll(parts[i], &colon, 10), lines = g_ascii_strtoll(colon + 1, NULL, 10);
        made[i].ascent = RECTO_PT(8);
        made[i].descent = RECTO_PT(4) + (RectoLength)(lines - 1) * LINE;
        RectoStandingNote note = {&made[i], (RectoLength)wanted * LINE, 0};
        g_array_append_val(margin.notes, note);
    }
    recto_margin_settle(&style, 0, bottom, margin.notes, margin.rest);
    return margin;
}

/* Baselines that the notes got, in pt; then how many went to the list. */
static void assert_places(const char *code, RectoLength bottom, const char *expected)
{
    Margin margin = settle(code, bottom);
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < margin.notes->len; i++)
        g_string_append_printf(out, "%d ", g_array_index(margin.notes, RectoStandingNote, i).y / RECTO_POINT);
    g_string_append_printf(out, "+%u", margin.rest->len);
    g_assert_cmpstr(out->str, ==, expected);
    g_array_unref(margin.notes);
    g_ptr_array_unref(margin.rest);
    g_free(margin.made);
}

static void test_notes_stand_level_with_their_lines(void)
{
    assert_places("2:2 10:1", RECTO_PT(600), "24 120 +0");
}

static void test_notes_that_would_touch_move_down(void)
{
    /* 24 + 12 + 4 below the first baseline, 7 between, 8 above the next. */
    assert_places("2:2 3:1", RECTO_PT(600), "24 55 +0");
}

static void test_first_note_stays_below_the_top(void)
{
    assert_places("0:1", RECTO_PT(600), "8 +0");
}

static void test_no_more_than_six_a_page(void)
{
    assert_places("1:1 4:1 7:1 10:1 13:1 16:1 19:1 22:1", RECTO_PT(600), "12 48 84 120 156 192 +2");
}

static void test_note_that_would_stand_too_far_goes_to_the_list(void)
{
    assert_places("2:9 2:1 3:1", RECTO_PT(600), "24 139 +1");
}

static void test_notes_move_up_at_the_foot(void)
{
    assert_places("18:3 19:2", RECTO_PT(240), "181 224 +0");
}

static void test_notes_that_find_no_room_at_the_foot_go_to_the_list(void)
{
    assert_places("1:4 2:4", RECTO_PT(100), "12 +1");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/margin/notes-stand-level-with-their-lines", test_notes_stand_level_with_their_lines);
    g_test_add_func("/margin/notes-that-would-touch-move-down", test_notes_that_would_touch_move_down);
    g_test_add_func("/margin/first-note-stays-below-the-top", test_first_note_stays_below_the_top);
    g_test_add_func("/margin/no-more-than-six-a-page", test_no_more_than_six_a_page);
    g_test_add_func("/margin/note-that-would-stand-too-far-goes-to-the-list",
                    test_note_that_would_stand_too_far_goes_to_the_list);
    g_test_add_func("/margin/notes-move-up-at-the-foot", test_notes_move_up_at_the_foot);
    g_test_add_func("/margin/notes-that-find-no-room-at-the-foot-go-to-the-list",
                    test_notes_that_find_no_room_at_the_foot_go_to_the_list);
    return g_test_run();
}
