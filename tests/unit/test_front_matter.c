/* Tests of front matter in YAML, TOML and JSON. */
#include "read/front_matter.h"

#include "read/front_matter_parts.h"
#include "read/read.h"

#include <string.h>

typedef struct {
    RectoDiagnostics *diagnostics;
    RectoDocument *document;
    GPtrArray *found;
    gsize skip;
    guint32 lines;
} Read;

static Read read_block(const char *text)
{
    Read read = {.diagnostics = recto_diagnostics_new(), .document = recto_document_new()};
    guint32 file = recto_diagnostics_add_source(read.diagnostics, "a.md", text, strlen(text));
    read.skip = recto_front_matter_read(read.document, text, strlen(text), file, read.diagnostics, &read.lines);
    read.found = recto_diagnostics_sorted(read.diagnostics);
    return read;
}

static void read_clear(Read *read)
{
    g_ptr_array_unref(read->found);
    recto_document_free(read->document);
    recto_diagnostics_free(read->diagnostics);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Read, read_clear)

static void assert_found(const Read *read, guint index, RectoCode code, guint32 line)
{
    g_assert_cmpuint(index, <, read->found->len);
    const RectoDiagnostic *d = g_ptr_array_index(read->found, index);
    g_assert_cmpstr(recto_code_name(d->code), ==, recto_code_name(code));
    g_assert_cmpuint(d->span.line, ==, line);
}

static void assert_list(const char **list, const char *expected)
{
    g_assert_nonnull(list);
    g_autofree char *joined = g_strjoinv("|", (char **)list);
    g_assert_cmpstr(joined, ==, expected);
}

static void test_post_of_a_blog(void)
{
    g_auto(Read) r = read_block("---\n"
                                "templateKey: blog-post\n"
                                "title: A  Year\n  in Figures \n"
                                "subTitle: What changed\n"
                                "author: Ada Byron\n"
                                "date: 2025-01-15T01:32:05.627Z\n"
                                "category:\n"
                                "  - value: category-x1\n"
                                "    label: Annual Report\n"
                                "seo:\n"
                                "  description: The year.\n"
                                "  url: https://example.org/year\n"
                                "---\n"
                                "Text\n");
    const RectoMeta *meta = &r.document->meta;
    g_assert_cmpuint(r.found->len, ==, 0);
    g_assert_cmpuint(r.lines, ==, 14);
    g_assert_cmpstr(meta->title, ==, "A Year in Figures");
    g_assert_true(meta->title_given);
    g_assert_cmpuint(meta->title_span.line, ==, 3);
    g_assert_cmpstr(meta->subtitle, ==, "What changed");
    assert_list(meta->authors, "Ada Byron");
    assert_list(meta->categories, "Annual Report");
    assert_list(meta->tags, "");
    g_assert_cmpint(meta->date.year, ==, 2025);
    g_assert_cmpint(meta->date.month, ==, 1);
    g_assert_cmpint(meta->date.day, ==, 15);
    g_assert_cmpstr(meta->date_iso, ==, "2025-01-15T01:32:05Z");
    g_assert_cmpstr(meta->description, ==, "The year.");
    g_assert_cmpstr(meta->source_url, ==, "https://example.org/year");
    g_assert_cmpstr(recto_yaml_text(recto_yaml_get(meta->front_matter, "templateKey")), ==, "blog-post");
}

static void check_authors(const char *value, const char *expected)
{
    g_autofree char *text = g_strdup_printf("---\ntitle: T\nauthor: %s\n---\n", value);
    g_auto(Read) r = read_block(text);
    g_assert_cmpuint(r.found->len, ==, 0);
    assert_list(r.document->meta.authors, expected);
}

static void test_authors_in_every_form(void)
{
    check_authors("Ada Byron", "Ada Byron");
    check_authors("Ada Byron, Alan Turing", "Ada Byron|Alan Turing");
    check_authors("Ada, Alan, and Grace", "Ada|Alan|Grace");
    check_authors("Ada and Alan", "Ada|Alan");
    check_authors("Ada & Alan; Grace", "Ada|Alan|Grace");
    check_authors("Ada and the Docs Team", "Ada|the Docs Team");
    check_authors("Research and Development Team", "Research and Development Team");
    check_authors("Foo Works, Inc., Jane Doe, PhD", "Foo Works, Inc.|Jane Doe, PhD");
    check_authors("Ada (Here, There and Co), Alan", "Ada (Here, There and Co)|Alan");
    check_authors("'[Ada](https://example.org/a,b), Alan <alan@example.org>'", "Ada|Alan");
    check_authors(">-\n  [Ada Byron](https://example.org) (Engine),\n  [Alan](https://example.org/t)",
                  "Ada Byron (Engine)|Alan");
    check_authors("|\n  Ada\n  Alan\n", "Ada|Alan");
    check_authors("[Ada, Alan, Ada]", "Ada|Alan");
    check_authors("\n  - name: Ada\n    url: x\n  - {given: Alan, family: Turing}\n  - Grace", "Ada|Alan Turing|Grace");
    check_authors("{name: Ada}", "Ada");
    check_authors("", "");
}

static void test_categories_and_tags_in_every_form(void)
{
    g_auto(Read) r = read_block("---\ncategories: [{label: News, id: 3}, Plain, 2024]\ntags: one, two\n---\n");
    assert_list(r.document->meta.categories, "News|Plain|2024");
    assert_list(r.document->meta.tags, "one|two");
    g_auto(Read) s = read_block("---\ncategory: News & More\nkeywords:\n- a\n- b, c\n---\n");
    assert_list(s.document->meta.categories, "News & More");
    assert_list(s.document->meta.tags, "a|b, c");
}

static void test_other_keys(void)
{
    g_auto(Read) r = read_block("---\nlanguage: pt_br\nlicense: {name: CC BY 4.0, url: x}\nstyle: kata\n"
                                "summary: See [this](https://example.org) &amp; <b>that</b>\n"
                                "source: posts/a.md\ncanonical_url: https://example.org/a\n---\n");
    const RectoMeta *meta = &r.document->meta;
    g_assert_cmpuint(r.found->len, ==, 0);
    g_assert_cmpstr(meta->lang, ==, "pt-BR");
    g_assert_true(meta->lang_given);
    g_assert_cmpstr(meta->licence, ==, "CC BY 4.0");
    g_assert_cmpstr(meta->style, ==, "kata");
    g_assert_cmpstr(meta->description, ==, "See this & that");
    g_assert_cmpstr(meta->source_url, ==, "https://example.org/a");
}

static void test_wrong_types_are_warnings_at_their_line(void)
{
    g_auto(Read) r =
        read_block("---\ntitle: [a]\nauthor:\n  - [b]\ndate: {x: 1}\nlang: English\ntags:\n  - {x: 1}\n---\n");
    g_assert_null(r.document->meta.title);
    g_assert_cmpuint(r.found->len, ==, 5);
    assert_found(&r, 0, RECTO_CODE_WRONG_TYPE, 2);
    assert_found(&r, 1, RECTO_CODE_WRONG_TYPE, 4);
    assert_found(&r, 2, RECTO_CODE_WRONG_TYPE, 5);
    assert_found(&r, 3, RECTO_CODE_BAD_LANGUAGE, 6);
    assert_found(&r, 4, RECTO_CODE_WRONG_TYPE, 8);
}

static void test_title_keeps_what_is_no_markup(void)
{
    g_auto(Read) r = read_block("---\ntitle: 'Vec<T> &amp; a < b,<br>R&D [draft]'\n---\n");
    g_assert_cmpstr(r.document->meta.title, ==, "Vec<T> & a < b, R&D [draft]");
    g_auto(Read) n = read_block("---\ntitle: 2024\nauthor: ~\n---\n");
    g_assert_cmpstr(n.document->meta.title, ==, "2024");
}

/* ---- dates ---- */

static void check_date(const char *text, const char *expected, const char *expected_iso)
{
    g_autoptr(RectoArena) arena = recto_arena_new();
    RectoDate date = {0};
    const char *iso = NULL;
    if (!recto_date_parse(text, arena, &date, &iso))
        g_error("not read as a date: %s", text);
    g_autofree char *found = g_strdup_printf("%04d-%02d-%02d", date.year, date.month, date.day);
    g_assert_cmpstr(found, ==, expected);
    if (expected_iso)
        g_assert_cmpstr(iso, ==, expected_iso);
}

static void test_dates_in_every_form(void)
{
    check_date("2025-01-15T01:32:05.627Z", "2025-01-15", "2025-01-15T01:32:05Z");
    check_date("2025-01-15", "2025-01-15", "2025-01-15T00:00:00Z");
    check_date(" 2025-1-5 ", "2025-01-05", NULL);
    check_date("2025-01-15T01:32Z", "2025-01-15", "2025-01-15T01:32:00Z");
    /* The day is the one written, the moment is in UTC. */
    check_date("2025-01-15T00:30:00+02:00", "2025-01-15", "2025-01-14T22:30:00Z");
    check_date("2025-01-01 00:30:00+01:00", "2025-01-01", "2024-12-31T23:30:00Z");
    check_date("2024-12-31 23:30:00 -0800", "2024-12-31", "2025-01-01T07:30:00Z");
    check_date("2025-01-15 10:00:00 UTC", "2025-01-15", "2025-01-15T10:00:00Z");
    check_date("2025-01-15 10:00", "2025-01-15", "2025-01-15T10:00:00Z");
    check_date("2025/01/15", "2025-01-15", NULL);
    check_date("20250115", "2025-01-15", NULL);
    check_date("2025-01", "2025-01-00", "2025-01-01T00:00:00Z");
    check_date("2025", "2025-00-00", "2025-01-01T00:00:00Z");
    check_date("15-01-2025", "2025-01-15", NULL);
    check_date("01/15/2025", "2025-01-15", NULL);
    check_date("5.1.2025", "2025-01-05", NULL);
    check_date("15 January 2025", "2025-01-15", NULL);
    check_date("January 15, 2025", "2025-01-15", NULL);
    check_date("Jan. 15th, 2025", "2025-01-15", NULL);
    check_date("15-Jan-2025", "2025-01-15", NULL);
    check_date("the 1st of March 2025", "2025-03-01", NULL);
    check_date("January 2025", "2025-01-00", NULL);
    check_date("Wed, 15 Jan 2025 01:32:05 +0000", "2025-01-15", "2025-01-15T01:32:05Z");
    check_date("Wednesday, January 15, 2025 at 1:05 pm", "2025-01-15", "2025-01-15T13:05:00Z");
    check_date("Wed Jan 15 2025 10:00:00 GMT+0100 (CET)", "2025-01-15", "2025-01-15T09:00:00Z");
    check_date("15. März 2025", "2025-03-15", NULL);
    check_date("1er août 2025", "2025-08-01", NULL);
    check_date("15 de enero de 2025", "2025-01-15", NULL);
    check_date("2025年1月15日", "2025-01-15", NULL);
    check_date("2024-02-29", "2024-02-29", NULL);
}

static void test_what_is_no_date(void)
{
    static const char *const texts[] = {
        "2025-02-30", "2023-02-29",  "2025-13-01",        "32-01-2025",    "Spring 2025",  "soon",       "",
        "2025-00-10", "15 Foo 2025", "2025-01-15T25:00Z", "2025-01-15 it", "12345",        "0000-01-01", "15 January",
        "99-99-9999", "1-2-3",       "2025-1-5-6",        "9999999999",    "May be 2025 5"};
    g_autoptr(RectoArena) arena = recto_arena_new();
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        RectoDate date;
        const char *iso;
        if (recto_date_parse(texts[i], arena, &date, &iso))
            g_error("read as a date: %s", texts[i]);
    }
}

static void test_dates_that_need_a_word(void)
{
    g_auto(Read) r = read_block("---\ntitle: T\ndate: 2025-02-30\n---\n");
    assert_found(&r, 0, RECTO_CODE_BAD_DATE, 3);
    g_assert_cmpstr(r.document->meta.date_text, ==, "2025-02-30");
    g_assert_cmpint(r.document->meta.date.year, ==, 0);
    g_auto(Read) s = read_block("---\ndate: 05-04-2025\n---\n");
    assert_found(&s, 0, RECTO_CODE_AMBIGUOUS_DATE, 2);
    g_assert_cmpint(s.document->meta.date.day, ==, 5);
}

/* ---- blocks ---- */

static void check_none(const char *text, guint n_found)
{
    g_auto(Read) r = read_block(text);
    g_assert_cmpuint(r.skip, ==, 0);
    g_assert_cmpuint(r.lines, ==, 0);
    g_assert_cmpuint(r.found->len, ==, n_found);
    g_assert_null(r.document->meta.title);
}

static void test_thematic_breaks_are_left_to_markdown(void)
{
    check_none("---\n\nText after a rule.\n", 0);
    check_none("---\nText: of a page that is never closed\n", 0);
    check_none("---\n\n# Heading\n\nSome text: here.\n\n---\n", 0);
    check_none("---\n\nNote: this page moved.\n\n---\n", 0);
    check_none("---\n* a list\n---\n", 0);
    check_none("----\nSome words\n----\n", 0);
    check_none("----\nNote: this page moved.\n----\n", 0);
    check_none("Text\n---\ntitle: x\n---\n", 0);
    check_none("", 0);
    check_none("---", 0);
    check_none("{% include x %}\n", 0);
    check_none("{.class}\n", 0);
}

static void test_long_rules_and_definitions_are_front_matter(void)
{
    g_auto(Read) r = read_block("------\ntitle: The lamp\nauthor: Ada Wick\n------\nText\n");
    g_assert_cmpstr(r.document->meta.title, ==, "The lamp");
    g_assert_cmpuint(r.lines, ==, 4);
    g_auto(Read) s = read_block("@def title = \"The oil\"\n@def date = \"2024-02-03\"\n\nText\n");
    g_assert_cmpstr(s.document->meta.title, ==, "The oil");
    g_assert_cmpint(s.document->meta.date.month, ==, 2);
    g_assert_cmpuint(s.lines, ==, 3);
}

static void test_unclosed_block_is_text_with_a_warning(void)
{
    check_none("---\ntitle: x\n\nText\n", 1);
    check_none("+++\ntitle = \"x\"\n", 1);
}

static void test_odd_blocks(void)
{
    g_auto(Read) empty = read_block("---\n---\nText");
    g_assert_cmpuint(empty.skip, ==, 8);
    g_auto(Read) dots = read_block("--- \ntitle: x\n...\nText");
    g_assert_cmpstr(dots.document->meta.title, ==, "x");
    g_auto(Read) blank = read_block("\n\n---\ntitle: x\n---\nText");
    g_assert_cmpuint(blank.lines, ==, 5);
    g_assert_cmpuint(blank.document->meta.title_span.line, ==, 4);
    g_auto(Read) end = read_block("---\ntitle: x\n---");
    g_assert_cmpstr(end.document->meta.title, ==, "x");
    g_auto(Read) comment = read_block("---\n# about\n\"title\": x\n---\n");
    g_assert_cmpstr(comment.document->meta.title, ==, "x");
}

static void test_bad_yaml_gives_what_can_be_made_out(void)
{
    g_auto(Read) r = read_block("---\ntitle: Figures: a year\nauthor: \"Ada\"\ndate: 2025-01-15\n---\nText");
    g_assert_cmpuint(r.found->len, ==, 1);
    assert_found(&r, 0, RECTO_CODE_BAD_YAML, 2);
    g_assert_cmpstr(r.document->meta.title, ==, "Figures: a year");
    assert_list(r.document->meta.authors, "Ada");
    g_assert_cmpint(r.document->meta.date.day, ==, 15);
    g_assert_cmpuint(r.skip, >, 0);
}

static void test_hostile_yaml_ends(void)
{
    g_autoptr(GString) deep = g_string_new("---\ntitle: x\na: ");
    for (guint i = 0; i < 50000; i++)
        g_string_append_c(deep, '[');
    g_string_append(deep, "\n---\n");
    g_auto(Read) r = read_block(deep->str);
    g_assert_cmpuint(r.found->len, ==, 1);
    g_assert_cmpstr(r.document->meta.title, ==, "x");
    g_auto(Read) cycle = read_block("---\ntitle: x\nauthor: &a [*a]\n---\n");
    g_assert_cmpuint(cycle.found->len, >=, 1);
    g_auto(Read) twice = read_block("---\ntitle: x\ntitle: y\n---\n");
    assert_found(&twice, 0, RECTO_CODE_DUPLICATE_KEY, 3);
    g_assert_cmpstr(twice.document->meta.title, ==, "x");
}

static void test_toml_is_read_by_its_simple_lines(void)
{
    g_auto(Read) r = read_block("+++\n"
                                "title = \"A \\\"year\\\" \\u00e9\" # comment\n"
                                "date = 2025-01-15T01:32:05Z\n"
                                "draft = false\n"
                                "\n[taxonomies]\n"
                                "tags = [\n  \"one\", # first\n  'two',\n]\n"
                                "authors = [\"Ada\", \"Alan\"]\n"
                                "[extra]\n"
                                "description = '''Two\nlines'''\n"
                                "+++\nText");
    const RectoMeta *meta = &r.document->meta;
    g_assert_cmpuint(r.found->len, ==, 1);
    assert_found(&r, 0, RECTO_CODE_FOREIGN_FRONT_MATTER, 1);
    g_assert_cmpuint(r.lines, ==, 15);
    g_assert_cmpstr(meta->title, ==, "A \"year\" é");
    g_assert_cmpstr(meta->date_iso, ==, "2025-01-15T01:32:05Z");
    assert_list(meta->authors, "Ada|Alan");
    assert_list(meta->tags, "one|two");
    g_assert_cmpstr(meta->description, ==, "Two lines");
}

static void test_toml_says_what_it_did_not_understand(void)
{
    g_auto(Read) r =
        read_block("+++\ntitle = \"T\"\nmoment = {a.b = 1}\n[[x.y]]\ntitle = \"no\"\n[z\nbad\nn = @\n+++\nText");
    g_assert_cmpstr(r.document->meta.title, ==, "T");
    g_assert_cmpuint(r.found->len, ==, 2);
    assert_found(&r, 1, RECTO_CODE_FOREIGN_FRONT_MATTER, 3);
    const RectoDiagnostic *d = g_ptr_array_index(r.found, 1);
    g_assert_cmpstr(d->text, ==, "TOML front matter not understood: moment, [[x.y]], [z, bad, n");
}

static void test_toml_has_tables_within_lines_and_lists_of_them(void)
{
    g_auto(Read) r = read_block("+++\n"
                                "title = 'Lights'\n"
                                "params.description = \"What was\"\n"
                                "date = 2025-01-15 08:00:00\n"
                                "lang = \"pt-br\"\n"
                                "[[authors]]\n"
                                "name = \"Ada\"\n"
                                "[[authors]]\n"
                                "name = \"Alan\"\n"
                                "[taxonomies.more]\n"
                                "x = 1\n"
                                "[taxonomies]\n"
                                "categories = [ { label = \"Year\", id = 1 } ]\n"
                                "tags = [\"a\"]\n"
                                "+++\nText");
    const RectoMeta *meta = &r.document->meta;
    g_assert_cmpstr(meta->title, ==, "Lights");
    g_assert_cmpint(meta->date.day, ==, 15);
    g_assert_cmpstr(meta->lang, ==, "pt-BR");
    g_assert_cmpstr(meta->description, ==, "What was");
    assert_list(meta->authors, "Ada|Alan");
    assert_list(meta->tags, "a");
    assert_list(meta->categories, "Year");
    g_auto(Read) one = read_block("+++\ntitle = \"T\"\nauthor = { name = \"Ada\", email = \"a@b.org\" }\n"
                                  "recto.body.size = \"12pt\"\n+++\nText");
    assert_list(one.document->meta.authors, "Ada");
    const RectoYamlNode *style = recto_yaml_get(one.document->meta.front_matter, "recto");
    g_assert_cmpstr(recto_yaml_text(recto_yaml_get(style, "body.size")), ==, "12pt");
}

static void test_toml_without_end_ends(void)
{
    g_autoptr(GString) text = g_string_new("+++\n");
    for (guint i = 0; i < 20000; i++)
        g_string_append_printf(text, "[[a%u]]\nb = [[[[\n[c.d.e.f]\ng.h = {i = {\n", i % 700);
    g_string_append(text, "+++\nText");
    g_auto(Read) r = read_block(text->str);
    g_assert_cmpuint(r.lines, >, 70000);
}

static void test_json_is_read_as_yaml(void)
{
    g_auto(Read) r = read_block("{\n  \"title\": \"A } year\",\n  \"tags\": [\"a\"]\n}\n\nText");
    g_assert_cmpstr(r.document->meta.title, ==, "A } year");
    assert_list(r.document->meta.tags, "a");
    g_assert_cmpuint(r.lines, ==, 4);
    assert_found(&r, 0, RECTO_CODE_FOREIGN_FRONT_MATTER, 1);
    g_auto(Read) bad = read_block("{\n  \"title\": \"a\" : }\n\nText");
    g_assert_cmpuint(bad.lines, ==, 2);
    g_assert_cmpuint(bad.found->len, >=, 1);
    check_none("{\"unclosed\"\n\nText", 0);
}

/* ---- the whole ---- */

static RectoDocument *read_all(const char *name, const char *text, const char *lang, RectoDiagnostics *diagnostics)
{
    RectoReadOptions options = {.default_lang = lang};
    return recto_read(name, text, strlen(text), &options, diagnostics);
}

static void test_language_falls_back(void)
{
    g_autoptr(RectoDiagnostics) quiet = recto_diagnostics_new();
    g_autoptr(RectoDocument) front = read_all("a.md", "---\nlang: de\n---\nText", "fr", quiet);
    g_assert_cmpstr(front->meta.lang, ==, "de");
    g_autoptr(RectoDocument) config = read_all("a.md", "Text", "fr", quiet);
    g_assert_cmpstr(config->meta.lang, ==, "fr");
    g_assert_false(config->meta.lang_given);
    g_assert_cmpuint(recto_diagnostics_count(quiet, RECTO_NOTE), ==, 0);
    g_autoptr(RectoDiagnostics) noted = recto_diagnostics_new();
    g_autoptr(RectoDocument) none = read_all("a.md", "# Title\n", NULL, noted);
    g_assert_cmpstr(none->meta.lang, ==, "en");
    g_assert_cmpuint(recto_diagnostics_count(noted, RECTO_NOTE), >=, 1);
    g_assert_cmpuint(recto_diagnostics_count(noted, RECTO_WARNING), ==, 0);
}

/* libyaml refuses the control in a double-encoded right quotation mark, so repair comes first. */
static void test_title_is_repaired_before_yaml_sees_it(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoDocument) document =
        read_all("a.md", "\xEF\xBB\xBF---\r\ntitle: The â€œyearâ€\xC2\x9D\r\n---\r\n\r\nText\r\n", "en", diagnostics);
    g_assert_cmpstr(document->meta.title, ==, "The “year”");
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_WARNING), ==, 1);
}

static void test_body_spans_count_from_the_file(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoDocument) document = read_all("a.md", "---\ntitle: x\n---\n\nText\n", "en", diagnostics);
    g_assert_nonnull(document->root->first);
    g_assert_cmpuint(document->root->first->span.line, ==, 5);
}

static void test_date_of_a_jekyll_post_is_in_its_name(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoDocument) post = read_all("d/2025-01-15-year.md", "---\ntitle: x\n---\nText", "en", diagnostics);
    g_assert_cmpint(post->meta.date.day, ==, 15);
    g_autoptr(RectoDocument) plain = read_all("2025-01-15-year.md", "Text", "en", diagnostics);
    g_assert_cmpint(plain->meta.date.year, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/front-matter/post-of-a-blog", test_post_of_a_blog);
    g_test_add_func("/front-matter/authors-in-every-form", test_authors_in_every_form);
    g_test_add_func("/front-matter/categories-and-tags-in-every-form", test_categories_and_tags_in_every_form);
    g_test_add_func("/front-matter/other-keys", test_other_keys);
    g_test_add_func("/front-matter/wrong-types-are-warnings-at-their-line",
                    test_wrong_types_are_warnings_at_their_line);
    g_test_add_func("/front-matter/title-keeps-what-is-no-markup", test_title_keeps_what_is_no_markup);
    g_test_add_func("/front-matter/dates-in-every-form", test_dates_in_every_form);
    g_test_add_func("/front-matter/what-is-no-date", test_what_is_no_date);
    g_test_add_func("/front-matter/dates-that-need-a-word", test_dates_that_need_a_word);
    g_test_add_func("/front-matter/thematic-breaks-are-left-to-markdown", test_thematic_breaks_are_left_to_markdown);
    g_test_add_func("/front-matter/long-rules-and-definitions", test_long_rules_and_definitions_are_front_matter);
    g_test_add_func("/front-matter/unclosed-block-is-text-with-a-warning", test_unclosed_block_is_text_with_a_warning);
    g_test_add_func("/front-matter/odd-blocks", test_odd_blocks);
    g_test_add_func("/front-matter/bad-yaml-gives-what-can-be-made-out", test_bad_yaml_gives_what_can_be_made_out);
    g_test_add_func("/front-matter/hostile-yaml-ends", test_hostile_yaml_ends);
    g_test_add_func("/front-matter/toml-is-read-by-its-simple-lines", test_toml_is_read_by_its_simple_lines);
    g_test_add_func("/front-matter/toml-tables", test_toml_has_tables_within_lines_and_lists_of_them);
    g_test_add_func("/front-matter/toml-without-end", test_toml_without_end_ends);
    g_test_add_func("/front-matter/toml-says-what-it-did-not-understand", test_toml_says_what_it_did_not_understand);
    g_test_add_func("/front-matter/json-is-read-as-yaml", test_json_is_read_as_yaml);
    g_test_add_func("/read/language-falls-back", test_language_falls_back);
    g_test_add_func("/read/title-is-repaired-before-yaml-sees-it", test_title_is_repaired_before_yaml_sees_it);
    g_test_add_func("/read/body-spans-count-from-the-file", test_body_spans_count_from_the_file);
    g_test_add_func("/read/date-of-a-jekyll-post-is-in-its-name", test_date_of_a_jekyll_post_is_in_its_name);
    return g_test_run();
}
