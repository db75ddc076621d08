/* Joins several documents into one report. */
#include "document/join.h"

#include "document/join_links.h"
#include "document/levels.h"

#include <string.h>

/* ---- metadata of the report ---- */

static gboolean speaks_for_report(const RectoPart *part)
{
    return !part->document->root->first && part->document->meta.title_given;
}

/* Copies the whole metadata of a document. Its strings remain valid, because the report owns the document. */
static void adopt_meta(RectoDocument *report, const RectoDocument *part)
{
    report->meta = part->meta;
}

static void add_names(GPtrArray *names, const char **more)
{
    for (guint i = 0; more && more[i]; i++)
        if (!g_ptr_array_find_with_equal_func(names, more[i], g_str_equal, NULL))
            g_ptr_array_add(names, (gpointer)more[i]);
}

static void resolve_authors(RectoDocument *report, const RectoPart *parts, guint n)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    if (report->meta.authors && report->meta.authors[0])
        return;
    for (guint i = 0; i < n; i++)
        add_names(names, parts[i].document->meta.authors);
    const char **authors = recto_arena_newn(report->arena, const char *, names->len + 1);
    if (names->len)
        memcpy(authors, names->pdata, names->len * sizeof *authors);
    report->meta.authors = authors;
}

static int compare_dates(const RectoDate *one, const RectoDate *other)
{
    return one->year != other->year     ? one->year - other->year
           : one->month != other->month ? one->month - other->month
                                        : one->day - other->day;
}

static void resolve_date(RectoDocument *report, const RectoPart *parts, guint n)
{
    if (report->meta.date.year || report->meta.date_text)
        return;
    for (guint i = 0; i < n; i++) {
        const RectoMeta *meta = &parts[i].document->meta;
        if (compare_dates(&meta->date, &report->meta.date) > 0) {
            report->meta.date = meta->date;
            report->meta.date_iso = meta->date_iso;
        }
    }
}

static void resolve_meta(RectoDocument *report, const RectoPart *parts, guint n, const char *name)
{
    static const char *none[] = {NULL};
    RectoMeta *meta = &report->meta;
    const RectoMeta *first = &parts[0].document->meta;
    resolve_authors(report, parts, n);
    resolve_date(report, parts, n);
    if (!meta->title || !*meta->title)
        meta->title = recto_arena_strndup(report->arena, name, -1);
    if (!meta->lang)
        meta->lang = first->lang;
    if (!meta->front_matter)
        meta->front_matter = first->front_matter;
    if (!meta->style)
        meta->style = first->style;
    meta->categories = meta->categories ? meta->categories : none;
    meta->tags = meta->tags ? meta->tags : none;
}

/* ---- chapters ---- */

static RectoNode *words_of_title(RectoDocument *report, const RectoMeta *meta)
{
    RectoNode *heading = recto_node_new(report->arena, RECTO_NODE_HEADING, meta->title_span);
    RectoNode *text = recto_node_new(report->arena, RECTO_NODE_TEXT, meta->title_span);
    text->text = meta->title;
    recto_node_append(heading, text);
    return heading;
}

/* Returns the heading that a document's title becomes in the report, or NULL if the document has no title, or its title
 * is within the text. */
static RectoNode *make_heading(RectoDocument *report, const RectoPart *part)
{
    const RectoDocument *document = part->document;
    RectoNode *heading = document->title_heading;
    if (!heading && document->meta.title_given)
        heading = words_of_title(report, &document->meta);
    if (!heading)
        return NULL;
    const char *given = heading->attributes ? heading->attributes->id : NULL;
    g_autofree char *id = given ? g_strdup(given) : recto_slug(document->meta.title);
    heading->heading.level = heading->heading.source_level = 1;
    heading->heading.id = recto_arena_strndup(report->arena, id, -1);
    return heading;
}

static void lower_headings(RectoNode *root)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk))
        if (walk == RECTO_ENTER && node->kind == RECTO_NODE_HEADING && !node->heading.part && !node->heading.in_part)
            node->heading.level++;
}

/* Makes the labels of notes unique, because they are valid only in their own document. */
static void part_notes(RectoDocument *report, RectoNode *root, guint number)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk)) {
        if (walk != RECTO_ENTER || (node->kind != RECTO_NODE_NOTE && node->kind != RECTO_NODE_NOTE_MARK))
            continue;
        g_autofree char *label = g_strdup_printf("%u:%s", number, node->text);
        node->text = recto_arena_strndup(report->arena, label, -1);
    }
}

/* Wraps a chapter in a division if its language differs from that of the report. */
static RectoNode *holder_of(RectoDocument *report, const RectoDocument *part)
{
    if (g_strcmp0(part->meta.lang, report->meta.lang) == 0 || !part->meta.lang_given)
        return report->root;
    RectoAttributes *attributes = recto_arena_new0(report->arena, RectoAttributes);
    RectoNode *div = recto_node_new(report->arena, RECTO_NODE_DIV, part->root->span);
    attributes->lang = part->meta.lang;
    div->attributes = attributes;
    recto_node_append(report->root, div);
    return div;
}

static void move_children(RectoNode *from, RectoNode *to)
{
    for (RectoNode *child = from->first, *next; child; child = next) {
        next = child->next;
        recto_node_unlink(child);
        recto_node_append(to, child);
    }
}

static void join_part(RectoDocument *report, const RectoPart *part, guint number)
{
    RectoNode *root = part->document->root, *heading = make_heading(report, part);
    if (heading) {
        lower_headings(root);
        if (root->first)
            recto_node_insert_before(root->first, heading);
        else
            recto_node_append(root, heading);
    }
    part_notes(report, root, number);
}

void recto_document_join(RectoDocument *report, const RectoPart *parts, guint n, const char *name,
                         RectoDiagnostics *diagnostics)
{
    report->parts = g_ptr_array_new_with_free_func((GDestroyNotify)recto_document_free);
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(report->parts, parts[i].document);
    guint first = n > 1 && !report->meta.title_given && speaks_for_report(&parts[0]);
    if (first)
        adopt_meta(report, parts[0].document);
    resolve_meta(report, parts + first, n - first, name);
    gboolean in_part = FALSE;
    for (guint i = first; i < n; i++) {
        join_part(report, &parts[i], i + 1);
        in_part = recto_levels_carry(parts[i].document->root, in_part);
    }
    recto_join_links(report, parts + first, n - first, diagnostics);
    for (guint i = first; i < n; i++)
        move_children(parts[i].document->root, holder_of(report, parts[i].document));
    report->root->span = parts[first].document->root->span;
    recto_document_count(report);
}
