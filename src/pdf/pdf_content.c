/* Rewrites the content streams of pages with marked-content operators (pdf_content.h). */
#include "pdf/pdf_content.h"

#include "pdf/pdf_token.h"
#include "pdf/pdf_update.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* Deepest nesting of Cairo's own marked content. */
#define MOST_NESTED 63

typedef struct {
    const RectoPdfContent *page;
    const char *content;
    gsize length, position;
    gsize copied;            /* content up to here is in `out`, or dropped */
    RectoPdfToken before[4]; /* the tokens read last, the latest at 3 */
    GString *out;
    guint n_marks, next; /* marks of the page, and which marker comes next */
    gboolean open, over;
    guint nested;
    guint64 dropped; /* bit n: the marked content of depth n is dropped */
    char font[32];   /* resource name in use */
} ContentRewriter;

static gboolean fail(const ContentRewriter *rewriter, GError **error, const char *what)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "page %u: mark %u of %u: %s (an error of recto's own)",
                rewriter->page->page + 1, rewriter->next, rewriter->n_marks, what);
    return FALSE;
}

static void copy_until(ContentRewriter *rewriter, const char *place)
{
    gsize offset = (gsize)(place - rewriter->content);
    if (offset > rewriter->copied)
        g_string_append_len(rewriter->out, rewriter->content + rewriter->copied, (gssize)(offset - rewriter->copied));
    rewriter->copied = MAX(offset, rewriter->copied);
}

static void drop_until_here(ContentRewriter *rewriter)
{
    gsize at = rewriter->position;
    if (at < rewriter->length && (rewriter->content[at] == '\n' || rewriter->content[at] == ' '))
        at++;
    rewriter->copied = at;
}

static void put_box(GString *out, const RectoPdfContent *page, const RectoBox *box)
{
    const RectoPdfDrawing *drawing = page->drawing;
    const double sides[] = {MAX(recto_pdf_x(drawing, box->left), 0),
                            MAX(recto_pdf_y(drawing, page->page, box->bottom), 0),
                            MIN(recto_pdf_x(drawing, box->right), drawing->widths[page->page]),
                            MIN(recto_pdf_y(drawing, page->page, box->top), drawing->heights[page->page])};
    g_string_append(out, "/BBox[");
    for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
        if (i)
            g_string_append_c(out, ' ');
        recto_pdf_append_number(out, sides[i]);
    }
    g_string_append_c(out, ']');
}

static void put_artifact(GString *out, const RectoPdfContent *page, const RectoPdfMark *mark)
{
    static const char *const kinds[] = {
        [RECTO_ARTIFACT_LAYOUT] = "/Type/Layout",
        [RECTO_ARTIFACT_FOOTER] = "/Type/Pagination/Subtype/Footer/Attached[/Bottom]",
        [RECTO_ARTIFACT_HEADER] = "/Type/Pagination/Subtype/Header/Attached[/Top]",
        [RECTO_ARTIFACT_PAGINATION] = "/Type/Pagination",
        [RECTO_ARTIFACT_BACKGROUND] = "/Type/Background",
        [RECTO_ARTIFACT_PAGE] = "/Type/Page",
    };
    g_string_append_printf(out, "/Artifact<<%s", kinds[mark->artifact]);
    if (mark->artifact == RECTO_ARTIFACT_BACKGROUND)
        put_box(out, page, &mark->box);
    g_string_append(out, ">>BDC\n");
}

static void put_mark(ContentRewriter *rewriter)
{
    const RectoPdfContent *page = rewriter->page;
    const RectoPdfMark *mark =
        &g_array_index(page->drawing->marks, RectoPdfMark, page->drawing->first_mark[page->page] + rewriter->next);
    if (mark->mcid < 0) {
        put_artifact(rewriter->out, page, mark);
        return;
    }
    const char *role = mark->actual ? "Span" : page->role(mark->slot, page->data);
    g_string_append_printf(rewriter->out, "/%s<</MCID %d", role, mark->mcid);
    if (mark->actual && !mark->heard) {
        g_string_append(rewriter->out, "/ActualText");
        recto_pdf_append_text(rewriter->out, mark->actual);
    }
    g_string_append(rewriter->out, ">>BDC\n");
}

static gboolean number_is(const RectoPdfToken *token, double number)
{
    char digits[24];
    if (!token->length || token->length >= sizeof digits)
        return FALSE;
    memcpy(digits, token->text, token->length);
    digits[token->length] = '\0';
    return fabs(g_ascii_strtod(digits, NULL) - number) < 0.01;
}

/* Whether the rectangle whose "re" was just read has a marker's size. */
static gboolean is_marker(const ContentRewriter *rewriter)
{
    return recto_pdf_token_is(&rewriter->before[2], "0.125") && recto_pdf_token_is(&rewriter->before[3], "0.125");
}

static gboolean consume_marker(ContentRewriter *rewriter, GError **error)
{
    RectoPdfToken fill;
    const RectoPdfToken *x = &rewriter->before[0], *y = &rewriter->before[1];
    gboolean last = rewriter->next == rewriter->n_marks;
    if (rewriter->over || !number_is(x, RECTO_PDF_MARKER_STEP * (rewriter->next % rewriter->page->drawing->wrap)) ||
        !number_is(y, last ? RECTO_PDF_MARKER_END : RECTO_PDF_MARKER_START))
        return fail(rewriter, error, "another marker is in its position");
    copy_until(rewriter, x->text);
    if (!recto_pdf_next_token(rewriter->content, rewriter->length, &rewriter->position, &fill) || *fill.text != 'f')
        return fail(rewriter, error, "its marker is not filled");
    drop_until_here(rewriter);
    if (rewriter->open)
        g_string_append(rewriter->out, "EMC\n");
    rewriter->open = !last;
    rewriter->over = last;
    if (!last) {
        put_mark(rewriter);
        rewriter->next++;
    }
    return TRUE;
}

static gboolean whole_number(const RectoPdfToken *token, int *ret_number)
{
    *ret_number = 0;
    for (gsize i = 0; i < token->length; i++) {
        if (!g_ascii_isdigit(token->text[i]) || *ret_number > 100000)
            return FALSE;
        *ret_number = *ret_number * 10 + (token->text[i] - '0');
    }
    return token->length > 0;
}

/* Cairo clips what reaches the page's right or lower edge to whole points, and a hair of the page stays white where its
 * size has a fraction: that clip becomes a point larger. "re" was just read. */
static void widen_clip(ContentRewriter *rewriter)
{
    const RectoPdfDrawing *drawing = rewriter->page->drawing;
    const double sizes[] = {drawing->widths[rewriter->page->page], drawing->heights[rewriter->page->page]};
    gsize ahead = rewriter->position;
    RectoPdfToken next;
    if (!recto_pdf_next_token(rewriter->content, rewriter->length, &ahead, &next) || !recto_pdf_token_is(&next, "W"))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        const RectoPdfToken *size = &rewriter->before[2 + i];
        int from = 0, length = 0;
        if (!whole_number(&rewriter->before[i], &from) || !whole_number(size, &length) || sizes[i] == floor(sizes[i]) ||
            from + length != (int)floor(sizes[i]))
            continue;
        copy_until(rewriter, size->text);
        g_string_append_printf(rewriter->out, "%d", length + 1);
        rewriter->copied += size->length;
    }
}

/* Cairo's own marked content: spans for ligatures, and tags that a drawing library asked for. */
static void begin_nested(ContentRewriter *rewriter, gboolean has_properties)
{
    const RectoPdfToken *properties = &rewriter->before[3], *tag = &rewriter->before[has_properties ? 2 : 3];
    gboolean drop = recto_pdf_token_is(tag, "/Artifact");
    if (has_properties && properties->length && memmem(properties->text, properties->length, "/MCID", 5))
        drop = TRUE;
    else if (has_properties && properties->length)
        drop = recto_pdf_ligatures_consume(rewriter->page->ligatures, rewriter->content, rewriter->length,
                                           rewriter->position, properties, rewriter->font, rewriter->page->page);
    if (rewriter->nested <= MOST_NESTED)
        rewriter->dropped =
            (rewriter->dropped & ~((guint64)1 << rewriter->nested)) | ((guint64)drop << rewriter->nested);
    rewriter->nested++;
    if (drop) {
        copy_until(rewriter, tag->text);
        drop_until_here(rewriter);
    }
}

static gboolean end_nested(ContentRewriter *rewriter, const RectoPdfToken *token, GError **error)
{
    if (!rewriter->nested)
        return fail(rewriter, error, "marked content ends that never began");
    rewriter->nested--;
    if (rewriter->nested <= MOST_NESTED && rewriter->dropped >> rewriter->nested & 1) {
        copy_until(rewriter, token->text);
        drop_until_here(rewriter);
    }
    return TRUE;
}

static void set_font(ContentRewriter *rewriter)
{
    const RectoPdfToken *name = &rewriter->before[2];
    gsize length = MIN(name->length - 1, sizeof rewriter->font - 1);
    memcpy(rewriter->font, name->text + 1, length);
    rewriter->font[length] = '\0';
}

static gboolean paints(const RectoPdfToken *token)
{
    static const char *const operators[] = {"Tj", "TJ", "'",  "\"", "f", "f*", "F",  "B",
                                            "B*", "b",  "b*", "S",  "s", "sh", "Do", "EI"};
    if (token->length > 2)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
        if (recto_pdf_token_is(token, operators[i]))
            return TRUE;
    return FALSE;
}

static gboolean apply_operator(ContentRewriter *rewriter, const RectoPdfToken *token, GError **error)
{
    if (recto_pdf_token_is(token, "re") && rewriter->before[0].length && is_marker(rewriter))
        return consume_marker(rewriter, error);
    if (recto_pdf_token_is(token, "re"))
        widen_clip(rewriter);
    if (recto_pdf_token_is(token, "EMC"))
        return end_nested(rewriter, token, error);
    if (recto_pdf_token_is(token, "BDC"))
        begin_nested(rewriter, TRUE);
    else if (recto_pdf_token_is(token, "BMC"))
        begin_nested(rewriter, FALSE);
    else if (recto_pdf_token_is(token, "Tf") && rewriter->before[2].length > 1)
        set_font(rewriter);
    else if (!rewriter->open && paints(token))
        return fail(rewriter, error, "something is painted outside every mark");
    return TRUE;
}

GString *recto_pdf_rewrite_content(const RectoPdfContent *page, const char *content, gsize length, GError **error)
{
    const guint *first = page->drawing->first_mark + page->page;
    g_autoptr(GString) out = g_string_sized_new(length + length / 8);
    ContentRewriter rewriter = {
        .page = page, .content = content, .length = length, .out = out, .n_marks = first[1] - first[0]};
    RectoPdfToken token;
    while (recto_pdf_next_token(content, length, &rewriter.position, &token)) {
        char c = *token.text;
        gboolean is_operator = g_ascii_isalpha(c) || c == '\'' || c == '"';
        if (is_operator && !apply_operator(&rewriter, &token, error))
            return NULL;
        memmove(rewriter.before, rewriter.before + 1, 3 * sizeof *rewriter.before);
        rewriter.before[3] = token;
    }
    copy_until(&rewriter, content + length);
    if (rewriter.open || rewriter.next != rewriter.n_marks) {
        fail(&rewriter, error, "its marker is missing");
        return NULL;
    }
    return g_steal_pointer(&out);
}
