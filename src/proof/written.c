/* The document's side of the proof: its text, read from the tree in reading order. */
#include "proof/regions.h"

#include <string.h>

typedef struct {
    RectoProof *proof;
    GPtrArray *open; /* of RectoRegion*: regions within each other */
    RectoRegion *region;
    const RectoNode *picture; /* whose alternative text is read, or NULL */
} TextWriter;

static RectoRegion *add_region(RectoProof *proof, RectoRegionKind kind, RectoSpan span)
{
    RectoRegion *region = g_new0(RectoRegion, 1);
    region->kind = kind;
    region->span = span;
    recto_normal_init(&region->written);
    recto_normal_init(&region->shown);
    g_ptr_array_add(proof->regions, region);
    return region;
}

static RectoRegion *add_part(RectoProof *proof, RectoRegionKind kind, RectoSpan span)
{
    RectoRegion *region = add_region(proof, kind, span);
    RectoRegion *twin = g_hash_table_lookup(proof->by_span, &region->span);
    while (twin && twin->twin)
        twin = twin->twin;
    if (twin)
        twin->twin = region;
    else
        g_hash_table_insert(proof->by_span, &region->span, region);
    return region;
}

static gboolean is_blank(const char *text)
{
    return !text || !text[strspn(text, " \t\r\n")];
}

/* Whether a node has text below it; `pictures`: alternative texts count. */
static gboolean has_text(const RectoNode *root, gboolean pictures)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk)) {
        if (walk == RECTO_LEAVE)
            continue;
        if ((node->kind == RECTO_NODE_TEXT || node->kind == RECTO_NODE_CODE) && !is_blank(node->text))
            return TRUE;
        if (pictures && node != root && node->kind == RECTO_NODE_IMAGE)
            return TRUE;
    }
    return FALSE;
}

/* A code block whose info string begins with the word chart or figures. */
static gboolean is_data(const RectoNode *node)
{
    static const char *const words[] = {"chart", "figures"};
    const char *info = node->title ? node->title : "";
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize length = strlen(words[i]);
        if (strncmp(info, words[i], length) == 0 && !g_ascii_isalnum(info[length]) && info[length] != '-')
            return TRUE;
    }
    return FALSE;
}

static void write_text(TextWriter *writer, const RectoNode *node)
{
    if (node->text && node->span.line)
        recto_normal_add(&writer->region->written, node->text, strlen(node->text), node->span);
}

static void write_code(TextWriter *writer, const RectoNode *node)
{
    if (!writer->picture && node->text && g_str_has_prefix(node->text, "spark:"))
        g_hash_table_insert(writer->proof->sparks, (gpointer)&node->span, (gpointer)node);
    write_text(writer, node);
}

static void write_block(TextWriter *writer, const RectoNode *node)
{
    if (is_blank(node->text))
        return;
    if (!is_data(node)) {
        write_text(writer, node);
        return;
    }
    RectoProofData *data = g_new0(RectoProofData, 1);
    data->node = node;
    g_hash_table_insert(writer->proof->data, (gpointer)&node->span, data);
    recto_normal_mark(&writer->region->written, RECTO_NORMAL_DATA, node->span);
}

/* The title of a picture is the caption of a figure. */
static void write_title(RectoProof *proof, const RectoNode *image)
{
    if (is_blank(image->title))
        return;
    RectoRegion *region = add_part(proof, RECTO_REGION_CAPTION, image->span);
    region->optional = TRUE;
    recto_normal_add(&region->written, image->title, strlen(image->title), image->span);
}

static void enter_picture(TextWriter *writer, const RectoNode *node)
{
    write_title(writer->proof, node);
    writer->picture = node;
    if (node->image.decorative || !has_text(node, FALSE) || !node->span.line)
        return;
    g_hash_table_add(writer->proof->pictures, (gpointer)&node->span);
    recto_normal_mark(&writer->region->written, RECTO_NORMAL_PICTURE, node->span);
}

static void leave_picture(TextWriter *writer, const RectoNode *node)
{
    writer->picture = NULL;
    if (g_hash_table_lookup(writer->proof->pictures, &node->span))
        recto_normal_mark(&writer->region->written, RECTO_NORMAL_PICTURE_END, node->span);
}

static void enter_region(TextWriter *writer, RectoRegionKind kind, const RectoNode *node)
{
    g_ptr_array_add(writer->open, writer->region);
    writer->region = add_part(writer->proof, kind, node->span);
}

static void leave_region(TextWriter *writer)
{
    writer->region = g_ptr_array_steal_index(writer->open, writer->open->len - 1);
}

/* In the alternative text of a picture only words count. */
static gboolean is_unread(const TextWriter *writer, const RectoNode *node)
{
    if (!writer->picture || node == writer->picture)
        return FALSE;
    gboolean blank = node->kind == RECTO_NODE_SOFT_BREAK || node->kind == RECTO_NODE_HARD_BREAK;
    gboolean words = node->kind == RECTO_NODE_TEXT || node->kind == RECTO_NODE_CODE;
    return !blank && (!words || !g_hash_table_contains(writer->proof->pictures, &writer->picture->span));
}

static void enter(TextWriter *writer, const RectoNode *node)
{
    if (recto_node_is_block(node))
        recto_normal_space(&writer->region->written);
    switch (node->kind) {
    case RECTO_NODE_TEXT:
        write_text(writer, node);
        break;
    case RECTO_NODE_CODE:
        write_code(writer, node);
        break;
    case RECTO_NODE_CODE_BLOCK:
        write_block(writer, node);
        break;
    case RECTO_NODE_SOFT_BREAK:
    case RECTO_NODE_HARD_BREAK:
        recto_normal_space(&writer->region->written);
        break;
    case RECTO_NODE_NOTE_MARK:
        recto_normal_mark(&writer->region->written, RECTO_NORMAL_REFERENCE, node->span);
        break;
    case RECTO_NODE_LINK:
        if (!has_text(node, TRUE))
            write_text(writer, node);
        break;
    case RECTO_NODE_IMAGE:
        enter_picture(writer, node);
        break;
    case RECTO_NODE_NOTE:
        enter_region(writer, RECTO_REGION_NOTE, node);
        break;
    case RECTO_NODE_CAPTION:
        enter_region(writer, RECTO_REGION_CAPTION, node);
        break;
    default:
        break;
    }
}

static void leave(TextWriter *writer, const RectoNode *node)
{
    if (node->kind == RECTO_NODE_NOTE || node->kind == RECTO_NODE_CAPTION)
        leave_region(writer);
    if (node->kind == RECTO_NODE_IMAGE)
        leave_picture(writer, node);
    if (recto_node_is_block(node))
        recto_normal_space(&writer->region->written);
}

void recto_proof_write(RectoProof *proof)
{
    TextWriter writer = {.proof = proof, .open = g_ptr_array_new()};
    writer.region = add_region(proof, RECTO_REGION_BODY, proof->document->root->span);
    writer.region->found = TRUE;
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(proof->document->root, &node, &walk)) {
        if (is_unread(&writer, node))
            continue;
        if (walk == RECTO_ENTER)
            enter(&writer, node);
        else
            leave(&writer, node);
    }
    g_ptr_array_unref(writer.open);
}
