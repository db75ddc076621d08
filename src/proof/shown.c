/* The pages' side of the proof: the text of their runs in the order of the structure. */
#include "proof/regions.h"

#include <string.h>

/* Smaller type can't be seen: the words of data that a chart only carries. */
#define MIN_SHOWN_SIZE RECTO_PT(2)

/* Items of each slot, in the order of the pages. */
typedef struct {
    const RectoItem **items;
    guint *first; /* by slot; the end of slot n is the first of n + 1 */
} Slots;

static gboolean counts(const RectoItem *item, guint n_slots)
{
    return item->slot && item->slot <= n_slots && recto_item_draws(item);
}

/* Counts, then places: a counting sort by slot, which keeps the order of the pages. */
static Slots sort_by_slot(const RectoPages *pages)
{
    guint n_slots = recto_structure_n_slots(pages->structure);
    Slots slots = {.first = g_new0(guint, n_slots + 2)};
    for (guint pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < pages->pages->len; i++) {
            const GArray *items = recto_pages_page(pages, i)->items;
            for (guint k = 0; k < items->len; k++) {
                const RectoItem *item = &g_array_index(items, RectoItem, k);
                if (!counts(item, n_slots))
                    continue;
                if (pass == 0)
                    slots.first[item->slot + 1]++;
                else
                    slots.items[slots.first[item->slot]++] = item;
            }
        }
        if (pass == 1)
            break;
        for (guint slot = 1; slot <= n_slots + 1; slot++)
            slots.first[slot] += slots.first[slot - 1];
        slots.items = g_new(const RectoItem *, slots.first[n_slots + 1] + 1);
    }
    /* Placing has moved each slot's first item to its end. */
    memmove(slots.first + 1, slots.first, sizeof *slots.first * (n_slots + 1));
    slots.first[0] = 0;
    return slots;
}

/* How the items of an element are read. */
typedef enum {
    READ_TEXT,
    READ_NOTHING, /* recto's own: contents, labels */
    READ_MARK,    /* a picture or reference: that it is drawn counts */
    READ_DATA
} Reading;

typedef struct {
    const RectoElement *element;
    guint next; /* kid */
    Reading reading;
    RectoRegion *region;
    RectoProofData *data;
    char mark;
    gboolean seen; /* something of it is drawn */
} ReadingFrame;

typedef struct {
    RectoProof *proof;
    Slots slots;
    GArray *frames;     /* array of ReadingFrame */
    const char *actual; /* replacement text of the current runs, or NULL */
    RectoNormal drawn;  /* text of the current runs */
    RectoSpan span;     /* location of the current runs' start */
} ShownReader;

static gboolean is_inline(RectoRole role)
{
    return role == RECTO_ROLE_SPAN || role == RECTO_ROLE_LINK || role == RECTO_ROLE_REFERENCE ||
           role == RECTO_ROLE_QUOTE || role == RECTO_ROLE_CODE || role == RECTO_ROLE_FIGURE;
}

/* A caption without a figure is a paragraph. */
static gboolean fits(const RectoRegion *region, RectoRole role)
{
    if (region->found || (region->kind == RECTO_REGION_NOTE) != (role == RECTO_ROLE_NOTE))
        return FALSE;
    return role != RECTO_ROLE_P || !region->optional;
}

/* The note or caption that an element is for; NULL: it is a part of the text around it. */
static RectoRegion *find_region(const RectoProof *proof, const RectoElement *element)
{
    gboolean fit =
        element->role == RECTO_ROLE_NOTE || element->role == RECTO_ROLE_CAPTION || element->role == RECTO_ROLE_P;
    RectoRegion *region = fit ? g_hash_table_lookup(proof->by_span, &element->span) : NULL;
    while (region && !fits(region, element->role))
        region = region->twin;
    return region;
}

static void finish_figure(const ShownReader *reader, ReadingFrame *frame)
{
    gboolean own = !g_hash_table_contains(reader->proof->pictures, &frame->element->span);
    frame->reading = own ? READ_NOTHING : READ_MARK;
    frame->mark = RECTO_NORMAL_PICTURE;
}

/* How an element within `around` is read. */
static ReadingFrame make_frame(const ShownReader *reader, const ReadingFrame *around, const RectoElement *element)
{
    ReadingFrame frame = *around;
    frame.element = element;
    frame.next = 0;
    frame.seen = FALSE;
    if (around->reading == READ_DATA || (around->reading == READ_MARK && around->mark == RECTO_NORMAL_REFERENCE))
        return frame;
    frame.data = element->span.line ? g_hash_table_lookup(reader->proof->data, &element->span) : NULL;
    RectoRegion *region = find_region(reader->proof, element);
    if (frame.data) {
        frame.reading = READ_DATA;
    } else if (region) {
        region->found = TRUE;
        frame.region = region;
        frame.reading = READ_TEXT;
    } else if (element->role == RECTO_ROLE_TOC || element->role == RECTO_ROLE_LBL) {
        frame.reading = READ_NOTHING;
    } else if (element->role == RECTO_ROLE_REFERENCE && around->reading == READ_TEXT) {
        frame.reading = READ_MARK;
        frame.mark = RECTO_NORMAL_REFERENCE;
    } else if (element->role == RECTO_ROLE_FIGURE && around->reading == READ_TEXT) {
        finish_figure(reader, &frame);
    }
    return frame;
}

static gboolean is_break_hyphen(const RectoGlyphRun *run)
{
    return run->actual && g_str_equal(run->actual, "\xC2\xAD");
}

/* A small line is carried by its words, which can't be seen: the code that it is drawn from counts. */
static gboolean show_spark(ShownReader *reader, const RectoItem *item, RectoNormal *shown)
{
    const RectoNode *node =
        item->glyphs.run->face->size < MIN_SHOWN_SIZE ? g_hash_table_lookup(reader->proof->sparks, &item->span) : NULL;
    if (node)
        recto_normal_add(shown, node->text, strlen(node->text), item->span);
    return node != NULL;
}

/* Runs that share an ActualText must draw what it says: it is all that screen readers get. */
static void end_shared(ShownReader *reader)
{
    RectoNormal said;
    if (!reader->actual)
        return;
    recto_normal_init(&said);
    recto_normal_add(&said, reader->actual, strlen(reader->actual), reader->span);
    if (!g_string_equal(said.text, reader->drawn.text))
        recto_diagnose(reader->proof->diagnostics, RECTO_CODE_LOST_TEXT, reader->span,
                       "screen readers read other text than the page shows");
    recto_normal_clear(&said);
    recto_normal_clear(&reader->drawn);
    reader->actual = NULL;
}

static void share(ShownReader *reader, const RectoItem *item)
{
    const RectoGlyphRun *run = item->glyphs.run;
    if (run->actual == reader->actual && !run->rtl) {
        if (reader->actual)
            recto_normal_add(&reader->drawn, run->text, run->n_bytes, item->span);
        return;
    }
    end_shared(reader);
    if (!run->actual)
        return;
    reader->actual = run->actual;
    reader->span = item->span;
    recto_normal_init(&reader->drawn);
    recto_normal_add(&reader->drawn, run->text, run->n_bytes, item->span);
}

static void show_item(ShownReader *reader, ReadingFrame *frame, const RectoItem *item)
{
    const RectoGlyphRun *run = item->glyphs.run;
    RectoNormal *shown = &frame->region->shown;
    if (item->kind != RECTO_ITEM_GLYPHS || is_break_hyphen(run) || !item->span.line)
        return;
    if (item->authored) {
        recto_normal_add(shown, run->text, run->n_bytes, item->span);
        share(reader, item);
    } else if (g_hash_table_size(reader->proof->sparks)) {
        show_spark(reader, item, shown);
    }
}

static void show_mark(ReadingFrame *frame)
{
    RectoNormal *shown = &frame->region->shown;
    const RectoElement *element = frame->element;
    if (frame->seen)
        return;
    recto_normal_mark(shown, frame->mark, element->span);
    if (frame->mark != RECTO_NORMAL_PICTURE)
        return;
    if (element->alt)
        recto_normal_add(shown, element->alt, strlen(element->alt), element->span);
    recto_normal_mark(shown, RECTO_NORMAL_PICTURE_END, element->span);
}

static void show_data(ReadingFrame *frame)
{
    if (!frame->data->drawn)
        recto_normal_mark(&frame->region->shown, RECTO_NORMAL_DATA, frame->data->node->span);
    frame->data->drawn = TRUE;
}

/* The mark of a picture or reference belongs to the element that began it, however deep its items lie. */
static ReadingFrame *owner_of_mark(ShownReader *reader)
{
    guint i = reader->frames->len - 1;
    while (i > 0 && g_array_index(reader->frames, ReadingFrame, i - 1).reading == READ_MARK)
        i--;
    return &g_array_index(reader->frames, ReadingFrame, i);
}

static void read_slot(ShownReader *reader, ReadingFrame *frame, RectoSlot slot)
{
    for (guint i = reader->slots.first[slot]; i < reader->slots.first[slot + 1]; i++) {
        const RectoItem *item = reader->slots.items[i];
        if (frame->reading == READ_TEXT)
            show_item(reader, frame, item);
        else if (frame->reading == READ_DATA)
            show_data(frame);
        else if (frame->reading == READ_MARK) {
            show_mark(owner_of_mark(reader));
            owner_of_mark(reader)->seen = TRUE;
        }
    }
    end_shared(reader);
}

static void part(const ReadingFrame *frame)
{
    if (!is_inline(frame->element->role))
        recto_normal_space(&frame->region->shown);
}

static void open_element(ShownReader *reader, const RectoElement *element)
{
    ReadingFrame around = g_array_index(reader->frames, ReadingFrame, reader->frames->len - 1);
    ReadingFrame frame = make_frame(reader, &around, element);
    part(&frame);
    g_array_append_val(reader->frames, frame);
}

void recto_proof_show(RectoProof *proof)
{
    ShownReader reader = {.proof = proof, .slots = sort_by_slot(proof->pages)};
    reader.frames = g_array_new(FALSE, FALSE, sizeof(ReadingFrame));
    ReadingFrame root = {.element = recto_structure_root(proof->pages->structure)};
    root.region = g_ptr_array_index(proof->regions, 0);
    g_array_append_val(reader.frames, root);
    while (reader.frames->len) {
        ReadingFrame *frame = &g_array_index(reader.frames, ReadingFrame, reader.frames->len - 1);
        if (frame->next == frame->element->kids->len) {
            part(frame);
            g_array_set_size(reader.frames, reader.frames->len - 1);
            continue;
        }
        const RectoStructureChild *kid = &g_array_index(frame->element->kids, RectoStructureChild, frame->next++);
        if (kid->element)
            open_element(&reader, kid->element);
        else
            read_slot(&reader, frame, kid->slot);
    }
    g_array_unref(reader.frames);
    g_free(reader.slots.items);
    g_free(reader.slots.first);
}
