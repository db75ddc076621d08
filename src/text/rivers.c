/* Finds rivers: spaces of successive lines that form a channel. */
#include "text/rivers.h"

void recto_gaps_init(RectoGaps *gaps)
{
    gaps->gaps = g_array_new(FALSE, FALSE, sizeof(RectoGap));
    gaps->ends = g_array_new(FALSE, FALSE, sizeof(guint));
}

void recto_gaps_clear(RectoGaps *gaps)
{
    g_clear_pointer(&gaps->gaps, g_array_unref);
    g_clear_pointer(&gaps->ends, g_array_unref);
}

static gboolean runs_on(const RectoGap *above, const RectoGap *below)
{
    RectoLength shared = MIN(above->right, below->right) - MAX(above->left, below->left);
    RectoLength narrower = MIN(above->right - above->left, below->right - below->left);
    return shared > 0 && 2 * shared >= narrower;
}

guint recto_longest_river(const RectoGaps *gaps, guint *ret_first)
{
    const RectoGap *all = (const RectoGap *)gaps->gaps->data;
    g_autofree guint *lengths = g_new0(guint, gaps->gaps->len + 1);
    guint longest = 0, above = 0, start = 0;
    for (guint line = 0; line < gaps->ends->len; line++) {
        guint end = g_array_index(gaps->ends, guint, line), first = above;
        for (guint i = start; i < end; i++) {
            lengths[i] = 1;
            while (first < start && all[first].right <= all[i].left)
                first++;
            for (guint k = first; k < start && all[k].left < all[i].right; k++) {
                if (runs_on(&all[k], &all[i]))
                    lengths[i] = MAX(lengths[i], lengths[k] + 1);
            }
            if (lengths[i] > longest) {
                longest = lengths[i];
                *ret_first = line + 1 - longest;
            }
        }
        above = start;
        start = end;
    }
    return longest;
}
