/* Makes untrusted names safe and unique. */
#include "compile/safe_names.h"

#include <string.h>

#define MAX_COMPONENTS 16
#define MAX_COMPONENT  200
#define MAX_PATH       1000
/* Maximum length, in bytes, of an extension that is kept when a name is cut. */
#define MAX_EXTENSION 16

struct RectoSafeNames {
    /* comparison key of a path → path as written; for files, and for their directories */
    GHashTable *files, *folders;
    GHashTable *numbers; /* comparison key of a path → number to try first for the next file of this name */
};

RectoSafeNames *recto_safe_names_new(void)
{
    RectoSafeNames *names = g_new(RectoSafeNames, 1);
    names->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    names->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    names->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return names;
}

void recto_safe_names_free(RectoSafeNames *names)
{
    if (!names)
        return;
    g_hash_table_unref(names->files);
    g_hash_table_unref(names->folders);
    g_hash_table_unref(names->numbers);
    g_free(names);
}

/* ---- one component ---- */

/* Returns TRUE if a character is displayed as itself: it is assigned, and is not a control character, a format
 * character (such as those that change the text direction), a line separator or a noncharacter. */
static gboolean is_visible(gunichar character)
{
    switch (g_unichar_type(character)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return FALSE;
    default:
        /* U+FFFD replaces bytes of the PDF's name that were not Unicode */
        return character != 0xFFFD;
    }
}

/* Returns TRUE for joiners, which are used in words of Arabic and Indic scripts, and in emoji. */
static gboolean is_joiner(gunichar character)
{
    return character == 0x200C || character == 0x200D;
}

static const char *clean_characters(const char *component, gsize length, GString *out)
{
    const char *reason = NULL;
    gunichar before = 0;
    for (const char *at = component; at < component + length; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        gboolean joins = is_joiner(character) && before > 0xFF && !is_joiner(before);
        before = character;
        if ((is_visible(character) && character != '\\') || joins) {
            g_string_append_unichar(out, character);
            continue;
        }
        g_string_append_c(out, '_');
        reason = character == '\\' ? "a backslash separates directories on Windows"
                                   : "a character in it is invalid, invisible or controls a terminal";
    }
    return reason;
}

static gboolean is_device(const char *component)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul", "conin$", "conout$"};
    gsize length = strcspn(component, ".");
    while (length && component[length - 1] == ' ')
        length--;
    g_autofree char *stem = g_ascii_strdown(component, (gssize)length);
    for (guint i = 0; i < G_N_ELEMENTS(devices); i++)
        if (g_str_equal(stem, devices[i]))
            return TRUE;
    /* COM1, and COM¹ to COM³, which Windows treats as equal */
    const char *number = stem + 3;
    return (g_str_has_prefix(stem, "com") || g_str_has_prefix(stem, "lpt")) &&
           ((length == 4 && g_ascii_isdigit(*number)) ||
            (length == 5 && (g_str_equal(number, "¹") || g_str_equal(number, "²") || g_str_equal(number, "³"))));
}

/* Returns the offset of the extension, or the length of the component. */
static gsize extension_at(const char *component)
{
    const char *dot = strrchr(component, '.');
    gsize length = strlen(component);
    return dot && dot > component && length - (gsize)(dot - component) <= MAX_EXTENSION ? (gsize)(dot - component)
                                                                                        : length;
}

static void cut(GString *component)
{
    gsize end = extension_at(component->str), size = MAX_COMPONENT - (component->len - end);
    const char *boundary = g_utf8_find_prev_char(component->str, component->str + size + 1);
    gsize kept = boundary ? (gsize)(boundary - component->str) : 0;
    g_string_erase(component, (gssize)kept, (gssize)(end - kept));
}

static const char *make_safe(GString *component)
{
    const char *reason = NULL;
    if (component->len > MAX_COMPONENT) {
        cut(component);
        reason = "it is longer than 200 bytes";
    }
    for (gsize i = component->len; i > 0 && (component->str[i - 1] == '.' || component->str[i - 1] == ' '); i--) {
        component->str[i - 1] = '_';
        reason = "it ends with a dot or a space";
    }
    if (*component->str == '.') {
        *component->str = '_';
        reason = "a leading dot hides it";
    }
    g_autofree char *lower = g_ascii_strdown(component->str, -1);
    gboolean short_name = g_str_has_prefix(lower, "git~") && g_ascii_isdigit(lower[4]);
    if (short_name || is_device(component->str)) {
        g_string_prepend_c(component, '_');
        reason = "the name is reserved";
    }
    return reason;
}

/* ---- one path ---- */

/* Returns the safe components of a name, at least one. */
static GPtrArray *split(const char *name, const char **ret_reason)
{
    GPtrArray *components = g_ptr_array_new_with_free_func(g_free);
    const char *reason = *name == '/' ? "it is an absolute path" : NULL;
    for (const char *at = name; *at;) {
        gsize length = strcspn(at, "/");
        gboolean dots = length <= 2 && strncmp(at, "..", length) == 0;
        if (!dots) {
            g_autoptr(GString) component = g_string_new(NULL);
            const char *first = clean_characters(at, length, component), *second = make_safe(component);
            reason = reason ? reason : first ? first : second;
            g_ptr_array_add(components, g_strdup(component->str));
        } else if (!reason) {
            reason = length == 2 ? "it points outside the directory" : "its path has empty components";
        }
        at += length + (at[length] == '/');
    }
    if (!components->len) {
        g_ptr_array_add(components, g_strdup("unnamed"));
        reason = *name ? reason : "it has no name";
    }
    *ret_reason = reason;
    return components;
}

static gsize bytes_of(const GPtrArray *components)
{
    gsize length = 0;
    for (guint i = 0; i < components->len; i++)
        length += strlen(g_ptr_array_index(components, i)) + 1;
    return length;
}

/* ---- comparison with other paths ---- */

/* Returns the comparison key of a path: file systems may ignore letter case, normalisation and joiners. Caller
 * frees. */
static char *folded(const char *path)
{
    g_autofree char *plain = g_utf8_normalize(path, -1, G_NORMALIZE_NFKC);
    g_autofree char *lower = g_utf8_casefold(plain ? plain : path, -1);
    g_autofree char *again = g_utf8_normalize(lower, -1, G_NORMALIZE_NFKC);
    GString *key = g_string_new(NULL);
    for (const char *at = again ? again : lower; *at; at = g_utf8_next_char(at))
        if (!is_joiner(g_utf8_get_char(at)))
            g_string_append_unichar(key, g_utf8_get_char(at));
    return g_string_free(key, FALSE);
}

static char *numbered(const char *path, guint number)
{
    const char *last = strrchr(path, '/');
    gsize start = last ? (gsize)(last + 1 - path) : 0, end = start + extension_at(path + start);
    return g_strdup_printf("%.*s-%u%s", (int)end, path, number, path + end);
}

static gboolean is_taken(const RectoSafeNames *names, const char *key, gboolean folder)
{
    return g_hash_table_contains(names->files, key) || (!folder && g_hash_table_contains(names->folders, key));
}

/* Returns an unused path: `path`, or `path` with a number. A directory may occur again. `*ret_key` receives its
 * comparison key. */
static char *find_free(RectoSafeNames *names, const char *path, gboolean folder, char **ret_key)
{
    g_autofree char *key = folded(path), *first = NULL, *candidate = g_strdup(path);
    /* so that ten thousand files of one name take linear time; a directory keeps its number */
    guint number = folder ? 2 : GPOINTER_TO_UINT(g_hash_table_lookup(names->numbers, key));
    while (is_taken(names, key, folder)) {
        first = first ? first : g_strdup(key);
        g_free(candidate);
        g_free(key);
        candidate = numbered(path, MAX(number, 2));
        key = folded(candidate);
        number = MAX(number, 2) + 1;
    }
    if (first && !folder)
        g_hash_table_insert(names->numbers, g_strdup(first), GUINT_TO_POINTER(number));
    *ret_key = g_steal_pointer(&key);
    return g_steal_pointer(&candidate);
}

/* Returns the path of a component's directory as it is written; another name may have used other letter case. */
static char *enter(RectoSafeNames *names, const char *above, const char *component)
{
    g_autofree char *path = above ? g_strconcat(above, "/", component, NULL) : g_strdup(component), *key = NULL;
    g_autofree char *free_path = find_free(names, path, TRUE, &key);
    const char *known = g_hash_table_lookup(names->folders, key);
    if (known)
        return g_strdup(known);
    g_hash_table_insert(names->folders, g_steal_pointer(&key), g_strdup(free_path));
    return g_steal_pointer(&free_path);
}

char *recto_safe_names_add(RectoSafeNames *names, const char *name, const char **ret_reason)
{
    g_autoptr(GPtrArray) components = split(name, ret_reason);
    if (components->len > MAX_COMPONENTS || bytes_of(components) > MAX_PATH) {
        g_ptr_array_remove_range(components, 0, components->len - 1);
        *ret_reason = "its path is too long";
    }
    g_autofree char *folder = NULL, *key = NULL;
    for (guint i = 0; i + 1 < components->len; i++) {
        char *inner = enter(names, folder, g_ptr_array_index(components, i));
        g_free(folder);
        folder = inner;
    }
    const char *last = g_ptr_array_index(components, components->len - 1);
    g_autofree char *path = folder ? g_strconcat(folder, "/", last, NULL) : g_strdup(last);
    char *result = find_free(names, path, FALSE, &key);
    g_hash_table_insert(names->files, g_steal_pointer(&key), g_strdup(result));
    if (!*ret_reason && !g_str_equal(result, name))
        *ret_reason = "another file has this name";
    return result;
}
