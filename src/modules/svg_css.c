/* The little of CSS that librsvg lacks or that leads out of a file: var(--name, fallback) and light-dark(a, b) get
 * their values, addresses of other files and @import go. Names count for the whole drawing, as programs that draw
 * charts and diagrams write them; of two values for one name the first counts. */
#include "modules/svg_decoder.h"

#include <string.h>

/* Values within values, and the length that they may grow to. */
#define MAX_CSS_ROUNDS 8
#define MAX_CSS_GROWTH 65536

#define CSS_SPACE " \t\r\n\f"

static gboolean is_name(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_' || (guchar)c >= 0x80;
}

void recto_svg_find_variables(RectoSvg *svg, const char *css)
{
    for (const char *at = strstr(css, "--"); at; at = strstr(at, "--")) {
        const char *end = at;
        while (is_name(*end))
            end++;
        const char *colon = end + strspn(end, CSS_SPACE);
        gboolean first = at == css || !is_name(at[-1]);
        if (first && *colon == ':' && end > at + 2) {
            g_autofree char *name = g_strndup(at, (gsize)(end - at));
            gsize length = strcspn(colon + 1, ";}");
            if (!g_hash_table_contains(svg->variables, name))
                g_hash_table_insert(svg->variables, g_steal_pointer(&name), g_strstrip(g_strndup(colon + 1, length)));
        }
        at = end > at ? end : at + 2;
    }
}

/* Finds the parenthesis that closes the one before `at`. Returns NULL if there is none. Sets `*comma` to the first
 * comma between, or to NULL. */
static const char *find_end(const char *at, const char **comma)
{
    guint depth = 1;
    *comma = NULL;
    for (; *at; at++) {
        if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            return at;
        else if (*at == ',' && depth == 1 && !*comma)
            *comma = at;
    }
    return NULL;
}

static void put_variable(RectoSvg *svg, GString *out, const char *start, const char *end, const char *comma)
{
    g_autofree char *name = g_strstrip(g_strndup(start, (gsize)((comma ? comma : end) - start)));
    const char *value = g_hash_table_lookup(svg->variables, name);
    if (value)
        g_string_append(out, value);
    else if (comma)
        g_string_append_len(out, comma + 1, end - comma - 1);
    else
        recto_svg_remark(svg, RECTO_REMARK_VARIABLE, "the variable “%s”, which has no value", name);
}

/* One round; FALSE: nothing to put in. */
static gboolean put_values(RectoSvg *svg, GString *css)
{
    static const char *const functions[] = {"var(", "light-dark("};
    g_autoptr(GString) out = g_string_new(NULL);
    gboolean any = FALSE;
    const char *at = css->str;
    while (*at) {
        gboolean starts = at == css->str || !is_name(at[-1]);
        guint i = 0;
        while (i < G_N_ELEMENTS(functions) && !(starts && g_str_has_prefix(at, functions[i])))
            i++;
        const char *comma = NULL, *start = i < G_N_ELEMENTS(functions) ? at + strlen(functions[i]) : NULL;
        const char *end = start ? find_end(start, &comma) : NULL;
        if (!end) {
            g_string_append_c(out, *at++);
            continue;
        }
        if (i == 0)
            put_variable(svg, out, start, end, comma);
        else
            g_string_append_len(out, start, (comma ? comma : end) - start);
        any = TRUE;
        at = end + 1;
    }
    g_string_assign(css, out->str);
    return any;
}

/* ---- addresses ---- */

static const char *find_url(const char *at)
{
    for (; *at; at++)
        if (g_ascii_strncasecmp(at, "url(", 4) == 0)
            return at;
    return NULL;
}

static const char *skip_to_address(const char *url)
{
    return url + 4 + strspn(url + 4, CSS_SPACE "\"'");
}

void recto_svg_each_reference(const char *value, void (*found)(gpointer data, const char *id), gpointer data)
{
    for (const char *url = find_url(value); url; url = find_url(url + 4)) {
        const char *address = skip_to_address(url);
        g_autofree char *id = *address == '#' ? g_strndup(address + 1, strcspn(address + 1, CSS_SPACE "\"')")) : NULL;
        if (id)
            found(data, id);
    }
}

/* url(x.png) → none; FALSE: there is no such address. */
static gboolean drop_addresses(RectoSvg *svg, GString *css)
{
    gboolean any = FALSE;
    for (const char *url = find_url(css->str); url;) {
        const char *address = skip_to_address(url);
        gsize start = (gsize)(url - css->str), length = strcspn(address, ")\"'");
        if (*address != '#') {
            gboolean inside = g_ascii_strncasecmp(address, "data:", 5) == 0;
            if (!inside)
                recto_svg_remark(svg, RECTO_REMARK_OUTSIDE, "“%.*s”", (int)MIN(length, 60), address);
            const char *close = strchr(address, ')');
            g_string_erase(css, (gssize)start, close ? close + 1 - url : -1);
            g_string_insert(css, (gssize)start, "none");
            any = TRUE;
        }
        url = find_url(css->str + start + 4);
    }
    return any;
}

static gboolean drop_imports(RectoSvg *svg, GString *css)
{
    gboolean any = FALSE;
    for (char *at = strchr(css->str, '@'); at; at = strchr(at + 1, '@')) {
        if (g_ascii_strncasecmp(at, "@import", 7) != 0)
            continue;
        /* A rule that is not known is passed over to its end. */
        memcpy(at, "@ignore", 7);
        recto_svg_remark(svg, RECTO_REMARK_OUTSIDE, "a style sheet (@import)");
        any = TRUE;
    }
    return any;
}

char *recto_svg_clean_css(RectoSvg *svg, const char *css)
{
    if (!strpbrk(css, "(@"))
        return NULL;
    g_autoptr(GString) text = g_string_new(css);
    gsize most = text->len + MAX_CSS_GROWTH;
    gboolean changed = FALSE;
    for (guint round = 0; round < MAX_CSS_ROUNDS && text->len < most && put_values(svg, text); round++)
        changed = TRUE;
    changed |= drop_imports(svg, text);
    changed |= drop_addresses(svg, text);
    return changed ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
