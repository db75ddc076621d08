/* Compares names for spelling suggestions. */
#include "base/spelling.h"

#include <string.h>

#define LONGEST 63

guint recto_spelling_distance(const char *one, const char *other)
{
    gsize n = MIN(strlen(one), LONGEST), m = MIN(strlen(other), LONGEST);
    guint cost[LONGEST + 1][LONGEST + 1];
    for (gsize i = 0; i <= n; i++)
        cost[i][0] = (guint)i;
    for (gsize j = 0; j <= m; j++)
        cost[0][j] = (guint)j;
    for (gsize i = 1; i <= n; i++) {
        for (gsize j = 1; j <= m; j++) {
            guint best = cost[i - 1][j - 1] + (one[i - 1] != other[j - 1]);
            best = MIN(best, cost[i - 1][j] + 1);
            best = MIN(best, cost[i][j - 1] + 1);
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                best = MIN(best, cost[i - 2][j - 2] + 1);
            cost[i][j] = best;
        }
    }
    return cost[n][m];
}

guint recto_spelling_limit(const char *name)
{
    return (guint)(strlen(name) / 3 + 2);
}

const char *recto_nearest(const char *name, const char *const *names)
{
    const char *nearest = NULL;
    guint least = recto_spelling_limit(name);
    for (guint i = 0; names[i]; i++) {
        guint edits = recto_spelling_distance(name, names[i]);
        if (edits < least) {
            least = edits;
            nearest = names[i];
        }
    }
    return nearest;
}
