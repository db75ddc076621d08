/* Keeps compiled regular expressions. */
#include "read/cached_regex.h"

gboolean recto_regex_matches(const char *pattern, const char *text, GRegexCompileFlags flags)
{
    static GHashTable *known; /* pattern (by its address) → GRegex* */
    if (!known)
        known = g_hash_table_new(NULL, NULL);
    GRegex *regex = g_hash_table_lookup(known, pattern);
    if (!regex) {
        regex = g_regex_new(pattern, flags | G_REGEX_OPTIMIZE, 0, NULL);
        g_hash_table_insert(known, (gpointer)pattern, regex);
    }
    return regex && g_regex_match(regex, text, 0, NULL);
}
