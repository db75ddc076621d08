/* Tests of reading Markdown into a document: nodes, positions, headings and word counts. */
#include "read/read.h"

#include <string.h>

typedef struct {
    RectoDiagnostics *diagnostics;
    RectoDocument *document;
    char *dump;
} Read;

static Read read_text(const char *text)
{
    Read read = {recto_diagnostics_new(), NULL, NULL};
    RectoReadOptions options = {0};
    read.document = recto_read("name.md", text, strlen(text), &options, read.diagnostics);
    read.dump = recto_document_dump(read.document);
    return read;
}

static void read_clear(Read *read)
{
    g_free(read->dump);
    recto_document_free(read->document);
    recto_diagnostics_free(read->diagnostics);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Read, read_clear)

static void assert_has(const Read *read, const char *line)
{
    if (!strstr(read->dump, line))
        g_error("missing: %s\nin\n%s", line, read->dump);
}

static guint n_findings(const Read *read, RectoCode code)
{
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(read->diagnostics);
    guint n = 0;
    for (guint i = 0; i < all->len; i++)
        n += ((RectoDiagnostic *)g_ptr_array_index(all, i))->code == code;
    return n;
}

static void inlines_know_their_place(void)
{
    g_auto(Read) read = read_text("---\ntitle: T\n---\n\nOne *two\nthree* [four](a) `five`.\n");
    assert_has(&read, "text \"One \" @5:1\n");
    assert_has(&read, "text \"two\" @5:6\n");
    assert_has(&read, "text \"three\" @6:1\n");
    assert_has(&read, "link \"a\" @6:8\n");
    assert_has(&read, "text \"four\" @6:9\n");
    assert_has(&read, "code \"five\" @6:19\n");
}

static void places_hold_in_quotes_and_lists(void)
{
    g_auto(Read) read = read_text("---\ntitle: T\n---\n> - a\n>   b\n>   1. c\n");
    assert_has(&read, "text \"a\" @4:5\n");
    assert_has(&read, "text \"b\" @5:5\n");
    assert_has(&read, "text \"c\" @6:8\n");
    assert_has(&read, "list ordered from 1 tight");
}

static void extensions_are_read(void)
{
    g_auto(Read) read =
        read_text("---\ntitle: T\n---\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n~~gone~~ www.a.org "
                  "<x@y.org> note[^n].\n\n[^n]: The note.\n");
    assert_has(&read, "row head");
    assert_has(&read, "cell right");
    assert_has(&read, "item done");
    assert_has(&read, "item open");
    assert_has(&read, "strike");
    assert_has(&read, "link auto \"http://www.a.org\"");
    assert_has(&read, "link auto \"mailto:x@y.org\"");
    assert_has(&read, "note-mark \"1\"");
    assert_has(&read, "note \"1\"");
}

static void comments_go(void)
{
    g_auto(Read) read = read_text("---\ntitle: T\n---\n<!-- more -->\n\na<!-- b -->c<br>d\n");
    g_assert_null(strstr(read.dump, "more"));
    g_assert_null(strstr(read.dump, "-- b --"));
}

static void nesting_without_end_is_flattened_not_lost(void)
{
    g_autoptr(GString) text = g_string_new("---\ntitle: T\n---\n");
    for (int i = 0; i < 20000; i++)
        g_string_append_c(text, '>');
    g_string_append(text, "deep\n");
    g_auto(Read) read = read_text(text->str);
    assert_has(&read, "text \"deep\"");
    g_assert_cmpuint(n_findings(&read, RECTO_CODE_TOO_DEEP), ==, 1);
}

static void brackets_over_line_ends_keep_their_words(void)
{
    g_auto(Read) read = read_text("---\ntitle: T\n---\na [^one\ntwo [three]] `[^b\nc` [^d]\n\n    [^e\n\n"
                                  "[^\xE2\x80\x9E[\xE2\x84\xA2\n]{{{'>`]\n\n[^d]: note\n");
    g_assert_true(g_utf8_validate(read.dump, -1, NULL));
    assert_has(&read, "text \"a [^one\" @4:");
    assert_has(&read, "text \"two [three]] \" @5:1");
    assert_has(&read, "code \"[^b c\"");
    assert_has(&read, "note-mark");
    assert_has(&read, "code-block \"[^e\\n\"");
    assert_has(&read, "]{{{'>`]");
}

static void a_heading_that_repeats_the_title_goes(void)
{
    g_auto(Read) read = read_text("---\ntitle: The “Year”\n---\n# The \"year\"\n\n## One\n\nText.\n");
    g_assert_cmpuint(read.document->n_headings, ==, 1);
    assert_has(&read, "heading 1 #one");
    g_assert_cmpuint(n_findings(&read, RECTO_CODE_TITLE_REPEATED), ==, 1);
}

static void the_first_heading_is_the_title_of_need(void)
{
    g_auto(Read) read = read_text("# A *fine* year\n\n## Part\n\nText.\n");
    g_assert_cmpstr(read.document->meta.title, ==, "A fine year");
    g_assert_cmpuint(read.document->n_headings, ==, 1);
    g_auto(Read) bare = read_text("Text only.\n");
    g_assert_cmpstr(bare.document->meta.title, ==, "name");
}

static void levels_close_up(void)
{
    g_auto(Read) read = read_text("---\ntitle: T\n---\n#### A\n\n###### B\n\n#### C\n\n##### D\n");
    assert_has(&read, "heading 1 #a");
    assert_has(&read, "heading 2 #b");
    assert_has(&read, "heading 1 #c");
    assert_has(&read, "heading 2 #d");
    g_assert_cmpuint(n_findings(&read, RECTO_CODE_LEVEL_SKIPPED), ==, 1);
    g_assert_cmpuint(read.document->n_top_headings, ==, 2);
}

static void parts_stand_above_chapters(void)
{
    g_auto(Read) read =
        read_text("---\ntitle: T\n---\n# Preface\n\n# One {.part}\n\n## A\n\n### B\n\n# After\n\n## C\n");
    assert_has(&read, "heading 1 #preface");
    assert_has(&read, "heading part #one");
    assert_has(&read, "heading 1 #a");
    assert_has(&read, "heading 2 #b");
    assert_has(&read, "heading 1 #after");
    assert_has(&read, "heading 2 #c");
    g_assert_cmpuint(n_findings(&read, RECTO_CODE_LEVEL_SKIPPED), ==, 0);
    /* The count includes chapters at any position, without parts. */
    g_assert_cmpuint(read.document->n_top_headings, ==, 3);
}

static void parts_and_chapters_may_be_written_alike(void)
{
    g_auto(Read) read = read_text("---\ntitle: T\n---\n## One {.part}\n\n## A\n\n### B\n\n## Two {.part}\n\n## C\n");
    assert_has(&read, "heading part #one");
    assert_has(&read, "heading 1 #a");
    assert_has(&read, "heading 2 #b");
    assert_has(&read, "heading 1 #c");
    g_assert_true(read.document->root->last->heading.in_part);
}

static void levels_are_skipped_within_a_part_as_elsewhere(void)
{
    g_auto(Read) read = read_text("---\ntitle: T\n---\n# One {.part}\n\n### A\n\n##### B\n\n# Two {.part}\n\n### C\n");
    assert_has(&read, "heading 1 #a");
    assert_has(&read, "heading 2 #b");
    assert_has(&read, "heading 1 #c");
    g_assert_cmpuint(n_findings(&read, RECTO_CODE_LEVEL_SKIPPED), ==, 1);
}

/* Neither in a quote, nor as the title. */
static void a_part_stands_at_the_top_of_the_text(void)
{
    g_auto(Read) read = read_text("# One {.part}\n\n> ## Quoted {.part}\n\n## A\n");
    assert_has(&read, "heading part #one");
    assert_has(&read, "heading 1 #quoted");
    g_assert_null(read.document->title_heading);
}

static void headings_have_names_of_their_own(void)
{
    g_auto(Read) read =
        read_text("---\ntitle: T\n---\n# Änd & more!\n\n# Twice\n\n# Twice\n\n# Own {#mine}\n\n# **Bold**\n\n#\n");
    assert_has(&read, "#änd--more");
    assert_has(&read, "#twice @");
    assert_has(&read, "#twice-1");
    assert_has(&read, "#mine");
    g_assert_null(strstr(read.dump, "{#mine}"));
    g_assert_null(strstr(read.dump, "strong"));
    g_assert_cmpuint(n_findings(&read, RECTO_CODE_EMPTY_HEADING), ==, 1);
}

static void words_are_those_that_are_printed(void)
{
    g_auto(Read) read =
        read_text("---\ntitle: T\n---\nOne two\nthree [four five](https://x.org/six) `seven`.\n\n- eight\n");
    g_assert_cmpuint(read.document->n_words, ==, 7);
}

/* Words of scripts without spaces are estimated from their characters, so that they measure the same reading time. */
static void words_of_scripts_without_spaces_are_counted(void)
{
    static const struct {
        const char *text;
        guint words;
    } cases[] = {
        {"东风吹来，百花盛开。", 4}, {"日本語のテキスト、です。", 5}, {"ภาษาไทยสวย", 2},
        {"한국어 텍스트 입니다", 3}, {"东风 open source 吹来。", 4},  {"one – two, “three”", 4},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat("---\ntitle: T\n---\n", cases[i].text, "\n", NULL);
        g_auto(Read) read = read_text(text);
        g_assert_cmpuint(read.document->n_words, ==, cases[i].words);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markdown/inlines-know-their-place", inlines_know_their_place);
    g_test_add_func("/markdown/places-hold-in-quotes-and-lists", places_hold_in_quotes_and_lists);
    g_test_add_func("/markdown/extensions-are-read", extensions_are_read);
    g_test_add_func("/markdown/comments-go", comments_go);
    g_test_add_func("/markdown/nesting-without-end-is-flattened-not-lost", nesting_without_end_is_flattened_not_lost);
    g_test_add_func("/markdown/brackets-over-line-ends-keep-their-words", brackets_over_line_ends_keep_their_words);
    g_test_add_func("/markdown/a-heading-that-repeats-the-title-goes", a_heading_that_repeats_the_title_goes);
    g_test_add_func("/markdown/the-first-heading-is-the-title-of-need", the_first_heading_is_the_title_of_need);
    g_test_add_func("/markdown/levels-close-up", levels_close_up);
    g_test_add_func("/markdown/parts-stand-above-chapters", parts_stand_above_chapters);
    g_test_add_func("/markdown/parts-and-chapters-may-be-written-alike", parts_and_chapters_may_be_written_alike);
    g_test_add_func("/markdown/levels-are-skipped-within-a-part-as-elsewhere",
                    levels_are_skipped_within_a_part_as_elsewhere);
    g_test_add_func("/markdown/a-part-stands-at-the-top-of-the-text", a_part_stands_at_the_top_of_the_text);
    g_test_add_func("/markdown/headings-have-names-of-their-own", headings_have_names_of_their_own);
    g_test_add_func("/markdown/words-are-those-that-are-printed", words_are_those_that_are_printed);
    g_test_add_func("/markdown/words-of-scripts-without-spaces-are-counted",
                    words_of_scripts_without_spaces_are_counted);
    return g_test_run();
}
