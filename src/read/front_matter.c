/* Finds the front matter of a document and parses it by its format (front_matter.h). */
#include "read/front_matter.h"
#include "read/front_matter_parts.h"

#include <string.h>

/* A block and the lines around it. */
typedef struct {
    gsize start, end;   /* range of the content */
    gsize after;        /* first byte after the closing line */
    guint32 first_line; /* in the file, of the content */
    guint32 lines;      /* up to `after` */
} MetadataBlock;

static gsize end_of_line(const char *text, gsize length, gsize from)
{
    const char *newline = from < length ? memchr(text + from, '\n', length - from) : NULL;
    return newline ? (gsize)(newline - text) : length;
}

static gsize trimmed_end(const char *text, gsize from, gsize to)
{
    while (to > from && (text[to - 1] == ' ' || text[to - 1] == '\t'))
        to--;
    return to;
}

static gboolean line_is(const char *text, gsize from, gsize to, const char *mark)
{
    to = trimmed_end(text, from, to);
    return to - from == strlen(mark) && memcmp(text + from, mark, to - from) == 0;
}

/* Start of the first line that is not blank; counts the blank ones. */
static gsize skip_blank_lines(const char *text, gsize length, guint32 *lines)
{
    gsize at = 0;
    while (at < length) {
        gsize end = end_of_line(text, length, at);
        if (trimmed_end(text, at, end) > at || end == length)
            break;
        at = end + 1;
        (*lines)++;
    }
    return at;
}

/* The block that a line `open` begins, up to a line `close` or `other_close`. FALSE: not closed. */
static gboolean find_block(const char *text, gsize length, const char *close, const char *other_close, gsize open,
                           guint32 lines, MetadataBlock *block)
{
    gsize at = end_of_line(text, length, open) + 1;
    lines++;
    *block = (MetadataBlock){.start = MIN(at, length), .first_line = lines + 1};
    while (at < length) {
        gsize end = end_of_line(text, length, at);
        lines++;
        if (line_is(text, at, end, close) || (other_close && line_is(text, at, end, other_close))) {
            block->end = at;
            block->after = MIN(end + 1, length);
            block->lines = lines;
            return TRUE;
        }
        at = end + 1;
    }
    return FALSE;
}

/* ---- YAML ---- */

/* Length of a key at the start of a line of YAML, with quotation marks; 0: none. */
static gsize key_length(const char *text, gsize from, gsize to)
{
    gsize at = from;
    if (at < to && (text[at] == '"' || text[at] == '\'')) {
        const char *close = memchr(text + at + 1, text[at], to - at - 1);
        at = close ? (gsize)(close + 1 - text) : from;
    } else {
        while (at < to && (g_ascii_isalnum(text[at]) || strchr("_-.", text[at]) || (guint8)text[at] >= 0x80))
            at++;
    }
    gsize length = at - from;
    while (at < to && text[at] == ' ')
        at++;
    return at < to && text[at] == ':' && (at + 1 == to || text[at + 1] == ' ' || text[at + 1] == '\t') ? length : 0;
}

typedef enum { NO_MAP, MAYBE_MAP, KNOWN_MAP } Looks;

static gboolean is_known_key(const char *key, gsize length)
{
    static const char *const known[] = {"title",  "author",      "authors", "date",   "layout", "templatekey",
                                        "tags",   "category",    "slug",    "draft",  "lang",   "categories",
                                        "weight", "description", "style",   "summary"};
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strlen(known[i]) == length && g_ascii_strncasecmp(known[i], key, length) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Does it begin like a map of YAML? Prose between two rules may too ("Note: …"); a blank line first speaks for prose.
 */
static Looks look_at_block(const char *text, gsize start, gsize end)
{
    gboolean blank_first = FALSE, found = FALSE;
    for (gsize at = start; at < end;) {
        gsize line = MIN(end_of_line(text, end, at), end);
        gsize to = trimmed_end(text, at, line);
        gsize key = key_length(text, at, to);
        if (key > 0 && is_known_key(text + at, key))
            return KNOWN_MAP;
        if (key > 0)
            found = TRUE;
        else if (to == at)
            blank_first |= at == start;
        else if (text[at] != '#' && !found)
            return NO_MAP;
        at = line + 1;
    }
    return found && !blank_first ? MAYBE_MAP : NO_MAP;
}

static gboolean is_empty(const char *text, const MetadataBlock *block)
{
    for (gsize i = block->start; i < block->end; i++) {
        if (!g_ascii_isspace(text[i]))
            return FALSE;
    }
    return TRUE;
}

/* Parses a block that may turn out to be prose: its findings count only when it does not. */
static gboolean read_yaml(RectoDocument *document, const char *text, const MetadataBlock *block, guint32 file,
                          Looks looks, RectoDiagnostics *diagnostics)
{
    const char *content = text + block->start;
    gsize length = block->end - block->start;
    if (looks == MAYBE_MAP) {
        g_autoptr(RectoDiagnostics) unused = recto_diagnostics_new();
        g_autoptr(RectoYaml) trial = recto_yaml_parse(content, length, file, block->first_line, unused);
        if (!trial->root || trial->root->kind != RECTO_YAML_MAP)
            return FALSE;
    }
    document->yaml = recto_yaml_parse(content, length, file, block->first_line, diagnostics);
    const RectoYamlNode *root = document->yaml->root;
    if (!root || root->kind != RECTO_YAML_MAP)
        root = recto_front_matter_salvage(content, length, file, block->first_line, document->arena);
    if (root)
        recto_front_matter_apply(document, root, diagnostics);
    return TRUE;
}

/* A place in a text where front matter may begin: at byte `open`, after `lines` lines. */
typedef struct {
    const char *text;
    gsize length, open;
    guint32 lines, file;
} BlockStart;

static gsize yaml_block(RectoDocument *document, const BlockStart *start, RectoDiagnostics *diagnostics,
                        guint32 *ret_lines)
{
    const char *text = start->text;
    MetadataBlock block;
    if (!find_block(text, start->length, "---", "...", start->open, start->lines, &block)) {
        if (look_at_block(text, block.start, start->length) == KNOWN_MAP &&
            key_length(text, block.start, end_of_line(text, start->length, block.start)) > 0)
            recto_diagnose(diagnostics, RECTO_CODE_UNCLOSED_FRONT_MATTER,
                           (RectoSpan){start->file, start->lines + 1, 1, 3},
                           "front matter that starts here is never closed");
        return 0;
    }
    Looks looks = look_at_block(text, block.start, block.end);
    if (looks == NO_MAP ? !is_empty(text, &block) : !read_yaml(document, text, &block, start->file, looks, diagnostics))
        return 0;
    *ret_lines = block.lines;
    return block.after;
}

/* ---- others ---- */

static gsize toml_block(RectoDocument *document, const BlockStart *start, RectoDiagnostics *diagnostics,
                        guint32 *ret_lines)
{
    MetadataBlock block;
    RectoSpan span = {start->file, start->lines + 1, 1, 3};
    if (!find_block(start->text, start->length, "+++", NULL, start->open, start->lines, &block)) {
        recto_diagnose(diagnostics, RECTO_CODE_UNCLOSED_FRONT_MATTER, span,
                       "TOML front matter that starts here is never closed");
        return 0;
    }
    const RectoYamlNode *root = recto_front_matter_toml(start->text + block.start, block.end - block.start, start->file,
                                                        block.first_line, document->arena, diagnostics);
    if (root)
        recto_front_matter_apply(document, root, diagnostics);
    recto_diagnose(diagnostics, RECTO_CODE_FOREIGN_FRONT_MATTER, span,
                   "front matter is in TOML; recto reads its simple lines");
    *ret_lines = block.lines;
    return block.after;
}

/* Returns the position after the brace that closes the one at `open`, or 0 if there is none. Skips strings. */
static gsize find_closing_brace(const char *text, gsize length, gsize open, guint32 *lines)
{
    int depth = 0;
    gboolean in_string = FALSE;
    for (gsize i = open; i < MIN(length, open + RECTO_YAML_MAX_BYTES); i++) {
        char c = text[i];
        *lines += c == '\n';
        if (in_string) {
            if (c == '\\' && i + 1 < length && text[i + 1] != '\n')
                i++;
            else if (c == '"')
                in_string = FALSE;
        } else if (c == '"') {
            in_string = TRUE;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* `{`, then a key in quotation marks: not {% liquid %}, {{ template }}, {.class}. */
static gboolean is_json(const char *text, gsize length, gsize open)
{
    gsize at = open + 1;
    while (at < length && g_ascii_isspace(text[at]))
        at++;
    return at < length && text[at] == '"';
}

static gsize json_block(RectoDocument *document, const BlockStart *start, RectoDiagnostics *diagnostics,
                        guint32 *ret_lines)
{
    const char *text = start->text;
    gsize length = start->length, open = start->open;
    guint32 lines = start->lines, first = lines;
    gsize close = is_json(text, length, open) ? find_closing_brace(text, length, open, &lines) : 0;
    gsize end = end_of_line(text, length, close);
    if (close == 0 || trimmed_end(text, close, end) > close)
        return 0;
    RectoSpan span = {start->file, first + 1, 1, 1};
    document->yaml = recto_yaml_parse(text + open, close - open, start->file, first + 1, diagnostics);
    const RectoYamlNode *root = document->yaml->root;
    if (root && root->kind == RECTO_YAML_MAP) {
        recto_front_matter_apply(document, root, diagnostics);
        recto_diagnose(diagnostics, RECTO_CODE_FOREIGN_FRONT_MATTER, span,
                       "front matter is in JSON; recto reads it as YAML");
    } else {
        recto_diagnose(diagnostics, RECTO_CODE_SKIPPED_FRONT_MATTER, span, "front matter in JSON can't be read");
    }
    *ret_lines = lines + 1;
    return MIN(end + 1, length);
}

/* More than three hyphens: front matter when it is one without doubt, and closed by the same or by three. */
static gsize long_block(RectoDocument *document, const BlockStart *start, RectoDiagnostics *diagnostics,
                        guint32 *ret_lines)
{
    const char *text = start->text;
    gsize length = start->length, open = start->open;
    guint32 lines = start->lines, file = start->file;
    gsize end = trimmed_end(text, open, end_of_line(text, length, open));
    g_autofree char *rule = g_strndup(text + open, end - open);
    MetadataBlock block;
    if (strlen(rule) < 4 || strspn(rule, "-") != strlen(rule) ||
        !find_block(text, length, rule, "---", open, lines, &block) ||
        look_at_block(text, block.start, block.end) != KNOWN_MAP ||
        !read_yaml(document, text, &block, file, KNOWN_MAP, diagnostics))
        return 0;
    *ret_lines = block.lines;
    return block.after;
}

/* Reads Franklin's `@def key = value` lines, which are TOML except for their first word. */
static gsize def_block(RectoDocument *document, const BlockStart *start, RectoDiagnostics *diagnostics,
                       guint32 *ret_lines)
{
    const char *text = start->text;
    gsize length = start->length, open = start->open;
    guint32 lines = start->lines, file = start->file;
    g_autoptr(GString) toml = g_string_new(NULL);
    gsize at = open;
    guint32 first = lines;
    while (at < length) {
        gsize end = end_of_line(text, length, at);
        gboolean def = end - at > 5 && memcmp(text + at, "@def ", 5) == 0;
        if (!def && trimmed_end(text, at, end) > at)
            break;
        g_string_append_len(toml, text + at + (def ? 5 : 0), (gssize)(end - at - (def ? 5 : 0)));
        g_string_append_c(toml, '\n');
        lines++;
        at = MIN(end + 1, length);
    }
    const RectoYamlNode *root =
        recto_front_matter_toml(toml->str, toml->len, file, first + 1, document->arena, diagnostics);
    if (root)
        recto_front_matter_apply(document, root, diagnostics);
    *ret_lines = lines;
    return at;
}

gsize recto_front_matter_read(RectoDocument *document, const char *text, gsize length, guint32 file,
                              RectoDiagnostics *diagnostics, guint32 *ret_lines)
{
    guint32 lines = 0;
    gsize open = skip_blank_lines(text, length, &lines);
    gsize end = end_of_line(text, length, open);
    BlockStart start = {text, length, open, lines, file};
    *ret_lines = 0;
    if (line_is(text, open, end, "---"))
        return yaml_block(document, &start, diagnostics, ret_lines);
    if (line_is(text, open, end, "+++"))
        return toml_block(document, &start, diagnostics, ret_lines);
    if (end - open > 3 && memcmp(text + open, "----", 4) == 0)
        return long_block(document, &start, diagnostics, ret_lines);
    if (end - open > 5 && memcmp(text + open, "@def ", 5) == 0)
        return def_block(document, &start, diagnostics, ret_lines);
    if (open < length && text[open] == '{')
        return json_block(document, &start, diagnostics, ret_lines);
    return 0;
}
