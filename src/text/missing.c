/* Collects characters without a glyph in any font, by script (missing.h). */
#include "text/missing.h"

#include <string.h>

/* A script, or a group of them that one face covers. */
typedef struct {
    const char *name;
    GHashTable *places; /* of gint64* */
    guint n_placed, n_unplaced;
    RectoSpan first;
    gunichar character; /* at `first` */
} Script;

struct RectoMissing {
    GPtrArray *scripts; /* array of Script* */
};

static void script_free(gpointer data)
{
    Script *script = data;
    g_hash_table_unref(script->places);
    g_free(script);
}

RectoMissing *recto_missing_new(void)
{
    RectoMissing *missing = g_new0(RectoMissing, 1);
    missing->scripts = g_ptr_array_new_with_free_func(script_free);
    return missing;
}

void recto_missing_free(RectoMissing *missing)
{
    g_ptr_array_unref(missing->scripts);
    g_free(missing);
}

/* Characters that belong to no script, by their block; NULL: to none of these. */
static const char *name_of_block(gunichar c)
{
    static const struct {
        gunichar first, last;
        const char *name;
    } blocks[] = {
        {0x2000, 0x206F, "punctuation"},
        {0x2190, 0x21FF, "arrows"},
        {0x2200, 0x22FF, "mathematical signs"},
        {0x2300, 0x23FF, "technical signs"},
        {0x2500, 0x25FF, "box drawings and shapes"},
        {0x2600, 0x27BF, "symbols"},
        {0x27C0, 0x2AFF, "mathematical signs"},
        {0x2B00, 0x2BFF, "symbols"},
        {0x3000, 0x303F, "East Asian punctuation"},
        {0xFE10, 0xFE6F, "East Asian punctuation"},
        {0xFF00, 0xFFEF, "full-width characters"},
        {0xFFF0, 0xFFFF, "special characters"},
        {0x1D400, 0x1D7FF, "mathematical letters"},
        {0x1F000, 0x1FAFF, "symbols"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(blocks); i++)
        if (c >= blocks[i].first && c <= blocks[i].last)
            return blocks[i].name;
    return NULL;
}

/* Chinese and Japanese mix three scripts, and a face that has one has all. */
static const char *name_of(gunichar c, GUnicodeScript around)
{
    GUnicodeScript script = g_unichar_get_script(c);
    gboolean common = script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED;
    const char *block = common ? name_of_block(c) : NULL;
    if (common)
        script = around;
    gboolean western = script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_GREEK ||
                       script == G_UNICODE_SCRIPT_CYRILLIC || script == G_UNICODE_SCRIPT_COMMON;
    if (block && western)
        return block;
    switch (script) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
        return "Chinese and Japanese";
    default:
        return g_unichar_type(c) == G_UNICODE_PRIVATE_USE ? "private characters" : recto_script_name(script);
    }
}

static Script *find_script(RectoMissing *missing, const char *name)
{
    for (guint i = 0; i < missing->scripts->len; i++) {
        Script *script = g_ptr_array_index(missing->scripts, i);
        if (g_str_equal(script->name, name))
            return script;
    }
    Script *script = g_new0(Script, 1);
    script->name = name;
    script->places = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_ptr_array_add(missing->scripts, script);
    return script;
}

static gint64 number_of(RectoSpan place)
{
    return (gint64)place.file << 48 | (gint64)(place.line & 0xFFFFFFF) << 20 | MIN(place.column, 0xFFFFF);
}

void recto_missing_add(RectoMissing *missing, gunichar c, GUnicodeScript around, RectoSpan place, guint n)
{
    Script *script = find_script(missing, name_of(c, around));
    gint64 number = number_of(place);
    if (place.line == 0) {
        script->n_unplaced += n;
        script->character = script->character ? script->character : c;
        return;
    }
    if (!g_hash_table_add(script->places, g_memdup2(&number, sizeof number)))
        return;
    if (script->n_placed == 0 || number < number_of(script->first)) {
        script->first = place;
        script->character = c;
    }
    script->n_placed += n;
}

static gint by_name(gconstpointer one, gconstpointer other)
{
    return strcmp((*(const Script *const *)one)->name, (*(const Script *const *)other)->name);
}

void recto_missing_report(RectoMissing *missing, RectoDiagnostics *diagnostics)
{
    g_ptr_array_sort(missing->scripts, by_name);
    for (guint i = 0; i < missing->scripts->len; i++) {
        const Script *script = g_ptr_array_index(missing->scripts, i);
        guint n = script->n_placed ? script->n_placed : script->n_unplaced;
        if (n == 1)
            recto_diagnose(diagnostics, RECTO_CODE_MISSING_GLYPH, script->first,
                           "no available font has %s (one character, U+%04X)", script->name, script->character);
        else
            recto_diagnose(diagnostics, RECTO_CODE_MISSING_GLYPH, script->first,
                           "no available font has %s (%u characters, the first is U+%04X)", script->name, n,
                           script->character);
    }
    g_ptr_array_set_size(missing->scripts, 0);
}
