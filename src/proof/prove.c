/* The proof as a whole. */
#include "proof/regions.h"

guint recto_span_hash(gconstpointer data)
{
    const RectoSpan *span = data;
    return (span->file * 31 + span->line) * 1021 + span->column;
}

gboolean recto_span_equal(gconstpointer a, gconstpointer b)
{
    const RectoSpan *one = a, *other = b;
    return one->file == other->file && one->line == other->line && one->column == other->column;
}

static void region_free(gpointer data)
{
    RectoRegion *region = data;
    recto_normal_clear(&region->written);
    recto_normal_clear(&region->shown);
    g_free(region);
}

RectoProof *recto_proof_new(const RectoDocument *document)
{
    RectoProof *proof = g_new0(RectoProof, 1);
    proof->document = document;
    proof->regions = g_ptr_array_new_with_free_func(region_free);
    proof->by_span = g_hash_table_new(recto_span_hash, recto_span_equal);
    proof->pictures = g_hash_table_new(recto_span_hash, recto_span_equal);
    proof->sparks = g_hash_table_new(recto_span_hash, recto_span_equal);
    proof->data = g_hash_table_new_full(recto_span_hash, recto_span_equal, NULL, g_free);
    proof->anchors = g_hash_table_new(g_str_hash, g_str_equal);
    proof->links = g_ptr_array_new();
    recto_proof_write(proof);
    recto_proof_collect_targets(proof);
    return proof;
}

void recto_proof_free(RectoProof *proof)
{
    if (!proof)
        return;
    g_ptr_array_unref(proof->regions);
    g_hash_table_unref(proof->by_span);
    g_hash_table_unref(proof->pictures);
    g_hash_table_unref(proof->sparks);
    g_hash_table_unref(proof->data);
    g_hash_table_unref(proof->anchors);
    g_ptr_array_unref(proof->links);
    g_free(proof);
}

void recto_proof_check(RectoProof *proof, const RectoPages *pages, RectoDiagnostics *diagnostics)
{
    proof->pages = pages;
    proof->diagnostics = diagnostics;
    recto_proof_show(proof);
    recto_proof_compare(proof);
    recto_proof_check_ink(proof);
    recto_proof_check_targets(proof);
}
