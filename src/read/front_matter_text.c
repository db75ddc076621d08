/* Splits and cleans texts of front matter, such as lists of names. */
#include "read/front_matter_parts.h"

#include <string.h>

/* ---- plain text of a value ---- */

/* How far a tag or an address may reach, and how many names there may be: enough for what people write. */
#define MARKUP_MAX 4096
#define NAMES_MAX  1000

typedef struct {
    const char *name, *text;
} Entity;

static gsize read_entity(const char *at, GString *out)
{
    static const Entity entities[] = {{"&amp;", "&"},      {"&lt;", "<"},    {"&gt;", ">"},    {"&quot;", "\""},
                                      {"&#39;", "'"},      {"&#039;", "'"},  {"&apos;", "'"},  {"&nbsp;", "\u00A0"},
                                      {"&shy;", "\u00AD"}, {"&ndash;", "–"}, {"&mdash;", "—"}, {"&rsquo;", "’"}};
    for (guint i = 0; i < G_N_ELEMENTS(entities); i++) {
        if (g_str_has_prefix(at, entities[i].name)) {
            g_string_append(out, entities[i].text);
            return strlen(entities[i].name);
        }
    }
    return 0;
}

static const char *find_close(const char *from, char close)
{
    return memchr(from, close, strnlen(from, MARKUP_MAX));
}

/* Only tags that are inline markup, since a title may say Vec<T>. */
static gsize read_tag(const char *at, GString *out)
{
    static const char tags[] = " a abbr b br code em i mark p small span strong sub sup u wbr ";
    const char *name = at + 1 + (at[1] == '/');
    gsize length = 0;
    char key[10] = " ";
    while (g_ascii_isalpha(name[length]) && length < 7) {
        key[length + 1] = g_ascii_tolower(name[length]);
        length++;
    }
    key[length + 1] = ' ';
    const char *close = find_close(name, '>');
    if (length == 0 || !close || !strchr(" \t\n/>", name[length]) || !strstr(tags, key))
        return 0;
    if (strcmp(key, " br ") == 0 || strcmp(key, " p ") == 0)
        g_string_append_c(out, ' ');
    return (gsize)(close + 1 - at);
}

/* [text](address) and ![text](address): *text is where the text is. */
static gsize read_link(const char *at, const char **text, gsize *text_length)
{
    const char *open = at + (*at == '!');
    if (*open != '[')
        return 0;
    const char *middle = open + 1 + strcspn(open + 1, "[]");
    if (middle[0] != ']' || middle[1] != '(')
        return 0;
    const char *close = find_close(middle, ')');
    if (!close)
        return 0;
    *text = open + 1;
    *text_length = (gsize)(middle - *text);
    return (gsize)(close + 1 - at);
}

static void strip_markup(const char *value, GString *out)
{
    for (const char *at = value; *at;) {
        const char *text = NULL;
        gsize length = 0, text_length = 0;
        if (*at == '&')
            length = read_entity(at, out);
        else if (*at == '<')
            length = read_tag(at, out);
        else if (*at == '[' || *at == '!')
            length = read_link(at, &text, &text_length);
        if (length == 0)
            g_string_append_c(out, *at);
        else if (text)
            g_string_append_len(out, text, (gssize)text_length);
        at += MAX(length, 1);
    }
}

static gboolean is_space(gunichar c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gboolean is_end_space(gunichar c)
{
    return is_space(c) || c == 0xA0 || c == 0x200B || c == 0xFEFF || c == 0x202F;
}

char *recto_front_matter_plain(const char *value, RectoArena *arena)
{
    g_autoptr(GString) stripped = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    strip_markup(value, stripped);
    const char *from = stripped->str, *end = from + stripped->len;
    while (from < end && is_end_space(g_utf8_get_char(from)))
        from = g_utf8_next_char(from);
    while (end > from && is_end_space(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    for (; from < end; from++) {
        if (!is_space((guchar)*from))
            g_string_append_c(out, *from);
        else if (out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
    return out->len ? recto_arena_strndup(arena, out->str, (gssize)out->len) : NULL;
}

/* ---- names ---- */

/* Returns TRUE if the piece belongs to the name before the comma: "Foo, Inc.", "Jane Doe, PhD". */
static gboolean is_suffix(const char *piece)
{
    static const char *const suffixes[] = {"inc", "ltd", "llc", "gmbh", "co", "corp", "jr",  "sr",   "phd",
                                           "md",  "esq", "ii",  "iii",  "iv", "dr",   "msc", "ph.d", "s.a"};
    g_autofree char *lower = g_ascii_strdown(piece, -1);
    gsize length = strlen(lower);
    if (length > 0 && lower[length - 1] == '.')
        lower[length - 1] = '\0';
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (strcmp(lower, suffixes[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

/* "Research and Development Team" is one name, "Jane and the Kata Team" are two. */
static gboolean is_one_group(const char *before, gsize before_length, const char *after)
{
    static const char *const groups[] = {"team", "committee", "group", "foundation", "board", "community", "office"};
    if (memchr(before, ' ', before_length) || g_str_has_prefix(after, "the "))
        return FALSE;
    gsize length = strcspn(after, ",;\n");
    g_autofree char *lower = g_ascii_strdown(after, (gssize)length);
    g_strchomp(lower);
    for (guint i = 0; i < G_N_ELEMENTS(groups); i++) {
        if (g_str_has_suffix(lower, groups[i]))
            return TRUE;
    }
    return FALSE;
}

static void add_name(const char *from, gsize length, RectoArena *arena, GPtrArray *names)
{
    g_autofree char *piece = g_strstrip(g_strndup(from, length));
    char *start = piece;
    if (g_ascii_strncasecmp(start, "by ", 3) == 0 || g_ascii_strncasecmp(start, "and ", 4) == 0)
        start = strchr(start, ' ') + 1;
    start += strspn(start, " \t*-");
    char *mail = strchr(start, '<');
    if (mail && strchr(mail, '@'))
        *mail = '\0';
    char *name = recto_front_matter_plain(start, arena);
    if (!name)
        return;
    if (names->len > 0 && is_suffix(name)) {
        g_autofree char *joined = g_strconcat(g_ptr_array_index(names, names->len - 1), ", ", name, NULL);
        names->pdata[names->len - 1] = recto_arena_strndup(arena, joined, -1);
        return;
    }
    if (names->len < NAMES_MAX && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
        g_ptr_array_add(names, name);
}

/* Length of the separator at `at`, 0: none. `from` is where the name before it starts. */
static gsize separator_length(const char *from, const char *at)
{
    if (*at == ',' || *at == ';' || *at == '\n')
        return 1;
    static const char *const words[] = {" and ", " & ", " und ", " et "};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize length = strlen(words[i]);
        if (g_str_has_prefix(at, words[i]) && !is_one_group(from, (gsize)(at - from), at + length))
            return length;
    }
    return 0;
}

/* "Jane Doe, Head of Programmes": the second part is an office. */
static gboolean has_office(const char *value)
{
    static const char *const offices[] = {
        "head",        "chief",      "director", "chair",     "president", "secretary",  "treasurer",   "manager",
        "officer",     "editor",     "engineer", "developer", "founder",   "co-founder", "lead",        "leader",
        "coordinator", "member",     "fellow",   "professor", "phd",       "ceo",        "cto",         "cfo",
        "coo",         "of",         "at",       "for",       "chairman",  "chairwoman", "chairperson", "vice",
        "senior",      "designer",   "writer",   "gardener",  "curator",   "trustee",    "board",       "team",
        "maintainer",  "researcher", NULL};
    const char *comma = strchr(value, ',');
    if (!comma || strchr(comma + 1, ',') || strstr(comma, " and ") || strchr(comma, '&') || strchr(value, '\n'))
        return FALSE;
    g_autofree char *lower = g_ascii_strdown(comma + 1, -1);
    g_auto(GStrv) words = g_strsplit_set(lower, " -/.", -1);
    for (guint i = 0; words[i]; i++)
        if (g_strv_contains(offices, words[i]))
            return TRUE;
    return FALSE;
}

void recto_front_matter_split_names(const char *value, RectoArena *arena, GPtrArray *names)
{
    g_autoptr(GString) stripped = g_string_new(NULL);
    /* Links first: an address may hold a comma. */
    strip_markup(value, stripped);
    g_strstrip(stripped->str);
    const char *from = stripped->str, *at = from;
    if (has_office(stripped->str)) {
        add_name(from, strlen(from), arena, names);
        return;
    }
    int brackets = 0;
    while (*at) {
        brackets += *at == '(' ? 1 : *at == ')' && brackets > 0 ? -1 : 0;
        gsize length = brackets == 0 ? separator_length(from, at) : 0;
        if (length > 0) {
            add_name(from, (gsize)(at - from), arena, names);
            from = at + length;
        }
        at += MAX(length, 1);
    }
    add_name(from, (gsize)(at - from), arena, names);
}

/* ---- language ---- */

static gboolean is_subtag(const char *subtag)
{
    gsize length = strlen(subtag);
    for (gsize i = 0; i < length; i++) {
        if (!g_ascii_isalnum(subtag[i]))
            return FALSE;
    }
    return length >= 1 && length <= 8;
}

static void set_case(char *subtag, guint index)
{
    gsize length = strlen(subtag);
    for (gsize i = 0; i < length; i++) {
        gboolean upper = index > 0 && (length == 2 || (length == 4 && i == 0));
        subtag[i] = upper ? g_ascii_toupper(subtag[i]) : g_ascii_tolower(subtag[i]);
    }
}

char *recto_front_matter_language(const char *value, RectoArena *arena)
{
    g_autofree char *tag = g_strstrip(g_strdup(value));
    tag[strcspn(tag, ".@")] = '\0';
    g_strdelimit(tag, "_", '-');
    g_auto(GStrv) parts = g_strsplit(tag, "-", -1);
    for (guint i = 0; parts[i]; i++) {
        gboolean valid = is_subtag(parts[i]);
        if (i == 0)
            valid = valid && strlen(parts[0]) >= 2 && strlen(parts[0]) <= 3;
        if (!valid)
            return NULL;
        set_case(parts[i], i);
    }
    if (!parts[0] || strpbrk(parts[0], "0123456789"))
        return NULL;
    g_autofree char *joined = g_strjoinv("-", parts);
    return recto_arena_strndup(arena, joined, -1);
}
