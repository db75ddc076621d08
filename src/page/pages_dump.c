/* Dumps finished pages as text, for tests (recto_pages_dump()). */
#include "page/format.h"
#include "page/pages.h"

#include <string.h>

/* Runs farther apart than this are two pieces of text, not one with a word space. */
#define JOIN_GAP(face) ((face)->size)

static const char *artifact_name(RectoArtifact artifact)
{
    switch (artifact) {
    case RECTO_ARTIFACT_LAYOUT:
        return "layout";
    case RECTO_ARTIFACT_FOOTER:
        return "footer";
    case RECTO_ARTIFACT_HEADER:
        return "header";
    case RECTO_ARTIFACT_PAGINATION:
        return "pagination";
    case RECTO_ARTIFACT_BACKGROUND:
        return "background";
    case RECTO_ARTIFACT_PAGE:
        return "page";
    }
    return "?";
}

static void put_position(GString *out, const char *what, const RectoItem *item)
{
    g_string_append(out, what);
    g_string_append_c(out, ' ');
    recto_format_length(out, item->x);
    g_string_append_c(out, ' ');
    recto_format_length(out, item->y);
}

static void put_size(GString *out, RectoLength width, RectoLength height)
{
    g_string_append_c(out, ' ');
    recto_format_length(out, width);
    g_string_append_c(out, 'x');
    recto_format_length(out, height);
}

static void put_clip(GString *out, const RectoItem *item)
{
    if (!item->clip)
        return;
    g_string_append(out, " in ");
    recto_format_length(out, item->x + item->clip->left);
    g_string_append_c(out, ' ');
    recto_format_length(out, item->y + item->clip->top);
    put_size(out, item->clip->right - item->clip->left, item->clip->bottom - item->clip->top);
}

static void put_owner(GString *out, const RectoPages *pages, const RectoItem *item)
{
    const RectoElement *element = recto_slot_element(pages->structure, item->slot);
    g_string_append_c(out, ' ');
    g_string_append(out, element ? recto_role_name(element->role) : item->slot ? "?" : artifact_name(item->artifact));
    if (item->slot) {
        g_string_append_c(out, '.');
        recto_format_number(out, item->slot);
    }
    recto_format_span(out, item->span);
}

static gboolean is_soft_hyphen(const char *actual)
{
    return actual && g_str_equal(actual, "\xC2\xAD");
}

static gboolean same_colour(RectoColour a, RectoColour b)
{
    return a.none == b.none && a.r == b.r && a.g == b.g && a.b == b.b;
}

static gboolean same_words(const char *a, const char *b)
{
    return g_strcmp0(a, b) == 0;
}

/* Returns TRUE if `next` continues `item`: same line, face, colour and owner. A break hyphen belongs to its word. */
static gboolean continues(const RectoItem *item, const RectoItem *next)
{
    if (item->kind != RECTO_ITEM_GLYPHS || next->kind != RECTO_ITEM_GLYPHS)
        return FALSE;
    const RectoGlyphRun *run = item->glyphs.run, *other = next->glyphs.run;
    gint64 gap = (gint64)next->x - item->x - run->width;
    return item->y == next->y && item->slot == next->slot && item->artifact == next->artifact &&
           run->face == other->face && run->expansion == other->expansion && run->rtl == other->rtl &&
           run->missing == other->missing && same_colour(item->glyphs.colour, next->glyphs.colour) &&
           !is_soft_hyphen(run->actual) && (is_soft_hyphen(other->actual) || same_words(run->actual, other->actual)) &&
           ABS(gap) <= JOIN_GAP(run->face);
}

static void put_run_end(GString *out, const RectoItem *item)
{
    const RectoGlyphRun *run = item->glyphs.run;
    g_string_append_c(out, ' ');
    g_string_append(out, run->face->family);
    g_string_append_c(out, ' ');
    recto_format_number(out, (guint64)run->face->weight);
    g_string_append(out, run->face->italic ? " italic " : " ");
    recto_format_length(out, run->face->size);
    g_string_append_c(out, ' ');
    recto_format_colour(out, item->glyphs.colour);
}

/* Words that the runs before it share are not said again. */
static void put_run_marks(GString *out, const RectoGlyphRun *run, const RectoItem *before)
{
    gboolean shared = before && before->kind == RECTO_ITEM_GLYPHS && before->glyphs.run->actual == run->actual;
    if (run->expansion)
        g_string_append_printf(out, " e%+d", run->expansion);
    if (run->rtl)
        g_string_append(out, " rtl");
    if (run->missing)
        g_string_append(out, " missing");
    /* From right to left, a run is heard as the text that it shows. */
    if (run->actual && !run->rtl && shared) {
        g_string_append(out, " actual …");
    } else if (run->actual && !run->rtl && !is_soft_hyphen(run->actual)) {
        g_string_append(out, " actual ");
        recto_format_quoted(out, run->actual, strlen(run->actual));
    }
}

/* Writes one line for the run at `from` and the runs that continue it. Returns the index after them. A break hyphen
 * is written "\-", which TeX uses for a place where a word may be divided. */
static guint put_text(GString *out, const RectoPages *pages, const GArray *items, guint from)
{
    const RectoItem *first = &g_array_index(items, RectoItem, from), *last = first;
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean divided = FALSE;
    guint i = from;
    for (; i < items->len; i++) {
        const RectoItem *item = &g_array_index(items, RectoItem, i);
        if (i > from && !continues(last, item))
            break;
        last = item;
        divided = is_soft_hyphen(item->glyphs.run->actual);
        if (!divided)
            g_string_append_len(text, item->glyphs.run->text, item->glyphs.run->n_bytes);
    }
    put_position(out, "text", first);
    g_string_append(out, " w");
    recto_format_length(out, last->x + last->glyphs.run->width - first->x);
    g_string_append_c(out, ' ');
    recto_format_quoted(out, text->str, text->len);
    if (divided)
        g_string_insert(out, (gssize)out->len - 1, "\\-");
    put_run_end(out, first);
    put_owner(out, pages, first);
    put_run_marks(out, first->glyphs.run, from > 0 ? first - 1 : NULL);
    g_string_append_c(out, '\n');
    return i;
}

static void put_path(GString *out, const RectoItem *item)
{
    put_position(out, "path", item);
    for (guint i = 0; i < item->path.n_steps; i++) {
        const RectoPathStep *step = &item->path.steps[i];
        g_string_append_printf(out, " %c", step->op);
        guint n = step->op == 'Z' ? 0 : step->op == 'C' ? 6 : 2;
        for (guint k = 0; k < n; k++) {
            if (k)
                g_string_append_c(out, ' ');
            recto_format_length(out, step->p[k]);
        }
    }
    if (!item->path.fill.none) {
        g_string_append(out, " fill ");
        recto_format_colour(out, item->path.fill);
    }
    if (!item->path.stroke.none) {
        g_string_append(out, " stroke ");
        recto_format_colour(out, item->path.stroke);
        g_string_append_c(out, ' ');
        recto_format_length(out, item->path.line_width);
        if (item->path.dash) {
            g_string_append(out, " dash ");
            recto_format_length(out, item->path.dash);
            g_string_append_c(out, ' ');
            recto_format_length(out, item->path.gap);
        }
        if (item->path.round)
            g_string_append(out, " round");
    }
}

static void put_link(GString *out, const RectoPages *pages, const RectoItem *item)
{
    put_position(out, "link", item);
    put_size(out, item->link.width, item->link.height);
    if (item->link.link >= pages->links->len) {
        g_string_append(out, " ?");
        return;
    }
    const RectoLink *link = &g_array_index(pages->links, RectoLink, item->link.link);
    g_string_append_printf(out, " %s%s", link->uri ? "" : "#", link->uri ? link->uri : link->dest ? link->dest : "");
    recto_format_span(out, item->span);
}

/* The picture by its file, and the first figures of its digest, so that another picture is another dump. */
static void put_image(GString *out, const RectoImage *image)
{
    g_string_append_printf(out, " %ux%u ", image->info.width, image->info.height);
    const char *name = image->name ? image->name : "data:";
    recto_format_quoted(out, name, strlen(name));
    g_string_append_printf(out, " %.8s", image->digest);
}

static void put_item(GString *out, const RectoPages *pages, const RectoItem *item)
{
    switch (item->kind) {
    case RECTO_ITEM_RECT:
        put_position(out, "rect", item);
        put_size(out, item->rect.width, item->rect.height);
        g_string_append_c(out, ' ');
        recto_format_colour(out, item->rect.colour);
        put_owner(out, pages, item);
        break;
    case RECTO_ITEM_PATH:
        put_path(out, item);
        put_clip(out, item);
        put_owner(out, pages, item);
        break;
    case RECTO_ITEM_IMAGE:
        put_position(out, "image", item);
        put_size(out, item->image.width, item->image.height);
        put_image(out, item->image.image);
        put_clip(out, item);
        put_owner(out, pages, item);
        break;
    case RECTO_ITEM_LINK:
        put_link(out, pages, item);
        break;
    case RECTO_ITEM_DEST:
        put_position(out, "dest", item);
        g_string_append_printf(out, " %s", item->dest.name);
        break;
    case RECTO_ITEM_TURN:
        put_position(out, item->turn.ends ? "turned back" : "turned", item);
        break;
    case RECTO_ITEM_GLYPHS:
        break;
    }
    g_string_append_c(out, '\n');
}

/* Writes the area around the trimmed page: bleed, slug and fold. */
static void put_press(GString *out, const RectoPages *pages)
{
    if (!recto_pages_margin(pages))
        return;
    g_string_append(out, " bleed ");
    recto_format_length(out, pages->bleed);
    g_string_append(out, " slug ");
    recto_format_length(out, pages->slug);
}

char *recto_pages_dump(const RectoPages *pages)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < pages->pages->len; i++) {
        const RectoPage *page = recto_pages_page(pages, i);
        g_string_append_printf(out, "%spage %u ", i ? "\n" : "", i + 1);
        recto_format_quoted(out, page->label ? page->label : "", page->label ? strlen(page->label) : 0);
        put_size(out, page->width, page->height);
        put_press(out, pages);
        g_string_append_c(out, '\n');
        for (guint k = 0; k < page->items->len;) {
            const RectoItem *item = &g_array_index(page->items, RectoItem, k);
            if (item->kind == RECTO_ITEM_GLYPHS) {
                k = put_text(out, pages, page->items, k);
            } else {
                put_item(out, pages, item);
                k++;
            }
        }
    }
    for (guint i = 0; i < pages->outline->len; i++) {
        const RectoOutlineEntry *entry = &g_array_index(pages->outline, RectoOutlineEntry, i);
        g_string_append_printf(out, "%soutline %d ", i ? "" : "\n", entry->level);
        recto_format_quoted(out, entry->title, strlen(entry->title));
        g_string_append_printf(out, " #%s\n", entry->dest ? entry->dest : "");
    }
    return g_string_free(out, FALSE);
}
