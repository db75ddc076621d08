/* Tests of HTML in Markdown, as trees of nodes. */
#include "read/html_elements.h"
#include "read/read.h"

#include <string.h>

/* The tree below the document's root as one line: `kind[child child]`, texts in quotes. */
static void write_node(GString *out, const RectoNode *node)
{
    switch (node->kind) {
    case RECTO_NODE_TEXT:
        g_string_append_printf(out, "'%s'", node->text);
        return;
    case RECTO_NODE_CODE:
        g_string_append_printf(out, "`%s`", node->text);
        return;
    case RECTO_NODE_HEADING:
        g_string_append_printf(out, "h%d", node->heading.source_level);
        break;
    default:
        g_string_append(out, recto_node_kind_name(node->kind));
    }
    if (node->attributes && node->attributes->id)
        g_string_append_printf(out, "#%s", node->attributes->id);
    if (node->kind == RECTO_NODE_LINK || node->kind == RECTO_NODE_IMAGE)
        g_string_append_printf(out, "(%s)", node->text);
}

static char *write_tree(RectoDocument *document)
{
    GString *out = g_string_new(NULL);
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        if (node == document->root)
            continue;
        if (walk == RECTO_ENTER && node->previous)
            g_string_append_c(out, ' ');
        if (walk == RECTO_ENTER)
            write_node(out, node);
        if (node->first)
            g_string_append_c(out, walk == RECTO_ENTER ? '[' : ']');
    }
    return g_string_free(out, FALSE);
}

typedef struct {
    RectoDiagnostics *diagnostics;
    RectoDocument *document;
    char *tree;
} Read;

static Read read_bytes(const char *body, gsize length)
{
    static const char head[] = "---\ntitle: T\nlang: en\n---\n";
    Read read = {recto_diagnostics_new(), NULL, NULL};
    RectoReadOptions options = {0};
    g_autoptr(GString) text = g_string_new(head);
    g_string_append_len(text, body, (gssize)length);
    read.document = recto_read("name.md", text->str, text->len, &options, read.diagnostics);
    read.tree = write_tree(read.document);
    return read;
}

static void read_clear(Read *read)
{
    g_free(read->tree);
    recto_document_free(read->document);
    recto_diagnostics_free(read->diagnostics);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Read, read_clear)

static guint n_findings(const Read *read, RectoCode code)
{
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(read->diagnostics);
    guint n = 0;
    for (guint i = 0; i < all->len; i++)
        n += ((RectoDiagnostic *)g_ptr_array_index(all, i))->code == code;
    return n;
}

typedef struct {
    const char *name, *markdown, *tree;
} Case;

static void compare(gconstpointer data)
{
    const Case *one = data;
    g_auto(Read) read = read_bytes(one->markdown, strlen(one->markdown));
    g_assert_cmpstr(read.tree, ==, one->tree);
}

/* clang-format off */
static const Case cases[] = {
    /* meaning of tags */
    {"marks", "a <b>b</b><i>i</i><u>u</u><s>s</s><sup>1</sup><sub>2</sub><small>m</small><kbd>K</kbd>\n",
     "paragraph['a ' strong['b'] emphasis['i'] underline['u'] strike['s'] superscript['1'] subscript['2'] small['m'] keyboard['K']]"},
    {"code-of-html", "a <code>x *y* <b>z</b></code> <samp>q</samp>\n",
     "paragraph['a ' `x ` emphasis[`y`] ` ` strong[`z`] ' ' `q`]"},
    {"quotations", "He said <q>yes</q>.\n", "paragraph['He said ' '\"' 'yes' '\"' '.']"},
    {"quotations-in-quotations", "<q>a <q>b</q> </q> c\n", "paragraph['\"' 'a ' ''' 'b' ''' ' ' '\"' ' c']"},
    {"links-and-anchors", "<a href=\"u\">one</a> <a name=\"here\"></a>two\n",
     "paragraph[link(u)['one'] ' ' span#here 'two']"},
    {"picture-in-link", "<a href=\"u\"><img src=\"p.png\" alt=\"A\"></a>\n",
     "paragraph[link(u)[image(p.png)['A']]]"},
    {"lists", "<ul><li>a<li>b<ol><li>c</ol></ul>\n",
     "list[item[paragraph['a']] item[paragraph['b'] list[item[paragraph['c']]]]]"},
    {"definitions", "<dl><dt>T</dt><dd>D</dd></dl>\n", "paragraph[strong['T']] paragraph['D']"},
    {"details", "<details>\n<summary>S</summary>\n\nText\n\n</details>\n", "paragraph[strong['S']] paragraph['Text']"},
    {"figure", "<figure><img src=\"p\"><figcaption>C</figcaption></figure>\n",
     "figure[paragraph[image(p)] caption['C']]"},
    {"preformatted", "<pre><code class=\"language-c\">\nint a;\n  b &lt; c;</code></pre>\n", "code-block"},
    {"table", "<table><tr><th>A<tr><td>1</table>\n", "table[row[cell['A']] row[cell['1']]]"},
    {"headings", "<h2>Two</h2>\n<h3>Three</h3>\n", "h2['Two'] h3['Three']"},
    {"rule", "a\n\n<hr>\n\nb\n", "paragraph['a'] rule paragraph['b']"},
    {"quote", "<blockquote>a<p>b</blockquote>\n", "quote[paragraph['a'] paragraph['b']]"},
    {"entities", "<p>a&nbsp;&lt;b&gt;&eacute;&#65;&#0;</p>\n", "paragraph['a\xC2\xA0<b>éA']"},

    /* HTML and Markdown in each other */
    {"opened-here-closed-there", "<div class=\"c\">\n\nOne *two*.\n\n</div>\n\nThree.\n",
     "div[paragraph['One ' emphasis['two'] '.']] paragraph['Three.']"},
    {"emphasis-over-paragraphs", "<b>\n\nOne\n\nTwo\n\n</b>\n\nThree\n",
     "paragraph[strong['One']] paragraph[strong['Two']] paragraph['Three']"},
    {"link-over-paragraphs", "<a href=\"u\">\n\nOne\n\n</a>\n", "paragraph[link(u)['One']]"},
    {"markdown-in-a-paragraph-of-html", "<p align=\"center\">\n\nOne\n\n</p>\n", "paragraph['One']"},
    {"list-in-an-item-of-html", "<ul><li>\n\n- a\n\n</li></ul>\n", "list[item[list[item[paragraph['a']]]]]"},
    {"unclosed-in-an-item", "- <div>a\n- b\n\nc\n", "list[item[paragraph['a']] item[paragraph['b']]] paragraph['c']"},
    {"closed-in-an-item", "<div class=\"c\">\n\n- a\n  </div>\n- b\n\nc\n",
     "div[list[item[paragraph['a']] item[paragraph['b']]]] paragraph['c']"},
    {"crossed", "*a <b>b* c</b> d\n", "paragraph[emphasis['a ' strong['b']] ' c' ' d']"},
    {"crossed-the-other-way", "<u>a *b</u> c* d\n", "paragraph[underline['a ' emphasis['b']] emphasis[' c'] ' d']"},
    {"block-in-a-paragraph", "a <div>b</div> c\n", "paragraph['a'] paragraph['b'] paragraph['c']"},
    {"list-in-a-cell", "| a |\n|---|\n| <ul><li>x</li><li>y</li></ul> |\n",
     "table[row[cell['a']] row[cell['• ' 'x' hard-break '• ' 'y']]]"},
    {"paragraphs-in-a-cell", "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>\n",
     "table[row[cell['a' hard-break 'b'] cell['c']]]"},
    {"note-behind-an-unclosed-division", "a[^1]\n\n<div class=\"c\">\n\n[^1]: n\n",
     "paragraph['a' note-mark] note[paragraph['n']]"},

    /* missing tags */
    {"item-without-list", "<li>a</li><li>b</li>\n", "list[item[paragraph['a']] item[paragraph['b']]]"},
    {"text-in-a-list", "<ul>a<li>b</ul>\n", "list[item[paragraph['a']] item[paragraph['b']]]"},
    {"list-in-a-list", "<ul><li>a</li><ul><li>b</li></ul></ul>\n",
     "list[item[paragraph['a'] list[item[paragraph['b']]]]]"},
    {"cell-without-table", "<td>a</td>\n", "paragraph['a']"},
    {"text-in-a-table", "<table>a<tr><td>b<td>c</table>\n", "table[row[cell['a']] row[cell['b'] cell['c']]]"},
    {"ends-without-starts", "a</b></div></td></html> b\n", "paragraph['a' ' b']"},
    {"cells-behind-a-heading-that-held-the-table", "<h5>a\n\n| b</h5> | c |\n|---|---|\n| d | e |\n",
     "h5['a' hard-break 'b'] paragraph['c'] paragraph['d'] paragraph['e']"},
    {"caption-without-figure", "<figcaption>a</figcaption>\n", "paragraph['a']"},

    /* no holes */
    {"breaks-between-blocks", "a\n\n<br />\n\n<br><br>\n\nb\n", "paragraph['a'] paragraph['b']"},
    {"breaks-at-ends", "<br>a<br>\n", "paragraph['a']"},
    {"one-break", "a<br>\nb\n", "paragraph['a' hard-break 'b']"},
    {"two-breaks", "a<br><br>\nb\\\n<br />c\n", "paragraph['a'] paragraph['b'] paragraph['c']"},
    {"empties", "a\n\n<div class=\"c\"></div>\n<p></p><ul></ul><b></b>\n\nb\n", "paragraph['a'] paragraph['b']"},
    {"anchors-alone", "<a id=\"x\"></a>\n\n## H\n", "h2[span#x 'H']"},
    {"white-space", "<p>\n  a\n  <b> b </b>\n  c\n</p>\n", "paragraph['a ' strong['b '] 'c']"},

    /* content that cannot be printed */
    {"programs", "a <script>b</script> c\n\n<style>\n.d {}\n\n.e {}\n</style>\n\nf\n", "paragraph['a ' ' c'] paragraph['f']"},
    {"programs-without-end", "a <script> b\n\nc\n", "paragraph['a ' ' b'] paragraph['c']"},
    {"templates-without-end", "<template>\n\na\n", "paragraph['a']"},
    {"videos", "<iframe src=\"//v.org/1\">no</iframe>\n", "paragraph[link(https://v.org/1)['https://v.org/1']]"},
    {"sources-of-videos", "<video><source src=\"v.mp4\"><source src=\"w\">no</video>\n", "paragraph[link(v.mp4)['v.mp4']]"},
    {"unknown-tags", "a <blink>b</blink> <Chart x={1}>c</Chart>\n", "paragraph['a ' 'b' ' ' 'c']"},
    {"words-in-angle-brackets", "kubectl get <Name> and <b><x>y</x></b>\n",
     "paragraph['kubectl get ' '<Name>' ' and ' strong['y']]"},
    {"drawings", "a <svg width=\"4\"><title>Arrow</title><path d=\"x\"/></svg> b\n\n<svg><g>\n\nc\n",
     "paragraph['a ' image(data:image/svg+xml;base64,"
     "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI0Ij48dGl0bGU+QXJyb3c8L3RpdGxlPjxwYXRoIGQ9IngiLz48L3N2Zz4=)"
     "['Arrow'] ' b'] paragraph['<g>'] paragraph['c']"},
    {"layout-tables", "<table><tr><td><h2>a</h2></td><td>b</td></tr></table>\n", "div[h2['a'] paragraph['b']]"},

    /* broken HTML */
    {"attribute-without-end", "<div title=\"a\n\nb\n", "paragraph['<div title=\"a'] paragraph['b']"},
    {"tag-without-end", "<div a=b\n\nc\n", "paragraph['<div a=b'] paragraph['c']"},
    {"comment-without-end", "a\n\n<div><!-- b\n\nc\n", "paragraph['a'] paragraph['<!-- b'] paragraph['c']"},
    {"forged-fences", "<div class=\"c\">\n\n- a <recto-fence>b</recto-fence></recto-fence>\n\n</div>\n\nc <recto-sync> d\n",
     "div[list[item[paragraph['a ' 'b']]]] paragraph['c ' '<recto-sync>' ' d']"},
    {"charset", "<meta charset=\"latin1\">\n\n<p>é</p>\n", "paragraph['é']"},
};
/* clang-format on */

/* ---- the rest ---- */

static void places_are_those_of_tags(void)
{
    static const char text[] = "> <div>\n>   <b>x</b>\n>   <p>y</p></div>\n";
    g_auto(Read) read = read_bytes(text, strlen(text));
    const RectoNode *strong = read.document->root->first->first->first;
    g_assert_cmpint(strong->kind, ==, RECTO_NODE_STRONG);
    g_assert_cmpuint(strong->span.line, ==, 6);
    g_assert_cmpuint(strong->span.column, ==, 5);
    const RectoNode *second = read.document->root->first->last;
    g_assert_cmpuint(second->span.line, ==, 7);
    g_assert_cmpuint(second->span.column, ==, 5);
}

static void attributes_are_kept(void)
{
    static const char text[] =
        "<div id=a class=\"b  c\" lang=\"PT_br\">\n\nx\n\n</div>\n\n"
        "<img src=p width=\"40%\"> <img src=q width=200px alt=\"\"> <abbr title=\"Long\">L</abbr>\n";
    g_auto(Read) read = read_bytes(text, strlen(text));
    const RectoNode *division = read.document->root->first;
    g_assert_cmpstr(division->attributes->id, ==, "a");
    g_assert_cmpstr(division->attributes->lang, ==, "pt-BR");
    g_assert_true(recto_node_has_class(division, "b") && recto_node_has_class(division, "c"));
    const RectoNode *image = division->next->first;
    g_assert_cmpint(image->image.percent, ==, 40);
    g_assert_false(image->image.decorative);
    const RectoNode *other = image->next->next;
    g_assert_cmpint(other->image.width, ==, 200);
    g_assert_true(other->image.decorative);
    g_assert_cmpstr(other->next->next->title, ==, "Long");
}

static void each_kind_is_told_once(void)
{
    static const char text[] =
        "<blink>a</blink> <blink>b</blink> <x-y z>\n\n<script>x</script>\n\n<script>y</script>\n";
    g_auto(Read) read = read_bytes(text, strlen(text));
    g_assert_cmpuint(n_findings(&read, RECTO_CODE_UNKNOWN_TAG), ==, 2);
    g_assert_cmpuint(n_findings(&read, RECTO_CODE_HTML_DROPPED), ==, 1);
}

static void the_elements_are_in_order(void)
{
    static const char *const names[] = {
#define TAG(name, role, kind) name,
#include "read/html_elements.def"
#undef TAG
    };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_assert_true(i == 0 || strcmp(names[i - 1], names[i]) < 0);
        g_assert_nonnull(recto_html_tag(names[i]));
    }
    g_assert_null(recto_html_tag("blink"));
}

/* ---- hostile documents: they end, soon, and their text is there ---- */

static char *repeat(const char *part, guint times)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < times; i++)
        g_string_append(out, part);
    return g_string_free(out, FALSE);
}

static void hostile(gconstpointer data)
{
    const Case *one = data;
    g_autofree char *many = repeat(one->markdown, 90000);
    g_autofree char *text = g_strconcat(one->tree, many, "\n\nthe end\n", NULL);
    g_test_timer_start();
    g_auto(Read) read = read_bytes(text, strlen(text));
    g_assert_nonnull(strstr(read.tree, "the end"));
    g_test_message("%.2f s", g_test_timer_elapsed());
}

static const Case hostiles[] = {
    {"divisions", "<div class=c>", ""},
    {"divisions-in-blocks", "<div class=c>\n\n", ""},
    {"emphasis", "<b>", "a "},
    {"emphasis-over-blocks", "a\n\n", "<b><i><u><s><sup><small><span id=a class=b>\n\n"},
    {"crossed-ends", "<b></i>", "a "},
    {"tables", "<table><tr><td>", ""},
    {"lists", "<ul><li>", ""},
    {"quotes", "<blockquote>\n\n", ""},
    {"unclosed", "<div title=\"\n\n", ""},
    {"comments", "<div><!--\n\n", ""},
    {"programs", "<script>", "a "},
    {"programs-in-blocks", "a <script> <style>\n\n", ""},
    {"unknown", "<x-y>", "a "},
    {"entities", "&amp;&#x41;&bogus;", "<div>"},
    {"attribute", "x", "<div title=\""},
    {"attributes", " a=b", "<div"},
    {"plaintext", "<plaintext>", ""},
    {"fences", "</recto-fence></recto-sync>", "a "},
    {"inlines", "*<b>*", "a "},
    {"links", "<a href=x>", "a "},
    {"anchors", "<a id=x></a>", "a "},
    {"breaks", "<br>", "a "},
    {"documents", "</html>", "a "},
    {"doctypes", "<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]>", "a "},
    {"preformatted", "<pre>", "a "},
    {"items", "- <li>\n", ""},
    {"open-marks", "[^", "a "},
    {"escaped-braces", "\\{", "a "},
};

static void nul_is_no_end(void)
{
    static const char text[] = "<div>a\0b</div>\n\nc <b>d\0e</b> f\n";
    g_auto(Read) read = read_bytes(text, sizeof text - 1);
    g_assert_nonnull(strstr(read.tree, "b"));
    g_assert_nonnull(strstr(read.tree, "f"));
}

static void a_large_picture_may_stand_in_an_address(void)
{
    g_autofree char *data = g_strnfill(12 << 20, 'A');
    g_autofree char *text = g_strdup_printf("<p><img src=\"data:image/png;base64,%s\"> b</p>\n\nc\n", data);
    g_auto(Read) read = read_bytes(text, strlen(text));
    g_assert_true(g_str_has_suffix(read.tree, " b'] paragraph['c']"));
    g_assert_cmpuint(n_findings(&read, RECTO_CODE_BROKEN_HTML), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/html/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], compare);
    }
    for (guint i = 0; i < G_N_ELEMENTS(hostiles); i++) {
        g_autofree char *path = g_strdup_printf("/html/hostile/%s", hostiles[i].name);
        g_test_add_data_func(path, &hostiles[i], hostile);
    }
    g_test_add_func("/html/places-are-those-of-tags", places_are_those_of_tags);
    g_test_add_func("/html/attributes-are-kept", attributes_are_kept);
    g_test_add_func("/html/each-kind-is-told-once", each_kind_is_told_once);
    g_test_add_func("/html/the-elements-are-in-order", the_elements_are_in_order);
    g_test_add_func("/html/nul-is-no-end", nul_is_no_end);
    g_test_add_func("/html/a-large-picture-may-stand-in-an-address", a_large_picture_may_stand_in_an_address);
    return g_test_run();
}
