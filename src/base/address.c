/* Classifies the URLs of links and resolves relative ones. */
#include "base/address.h"

#include <gio/gio.h>
#include <string.h>

/* Returns the URL without spaces and control characters at the ends, and without tabs and line breaks. */
static char *tidy(const char *address)
{
    const guchar *from = (const guchar *)address, *end = from + strlen(address);
    while (from < end && *from <= 0x20)
        from++;
    while (end > from && end[-1] <= 0x20)
        end--;
    GString *out = g_string_sized_new((gsize)(end - from));
    for (; from < end; from++)
        if (!strchr("\t\n\r", *from))
            g_string_append_c(out, (char)*from);
    return g_string_free(out, FALSE);
}

/* Returns the length of the scheme in bytes, without its colon, or 0 if there is none. */
static gsize scheme_length(const char *address)
{
    gsize n = 0;
    if (!g_ascii_isalpha(*address))
        return 0;
    while (g_ascii_isalnum(address[n]) || (address[n] && strchr("+-.", address[n])))
        n++;
    return address[n] == ':' ? n : 0;
}

static gboolean has_scheme(const char *address, gsize length, const char *scheme)
{
    return strlen(scheme) == length && g_ascii_strncasecmp(address, scheme, length) == 0;
}

/* Returns the kind of a URL, which tidy() has cleaned. */
static RectoAddressKind judge(const char *address)
{
    gsize length = scheme_length(address);
    const char *rest = address + length + 1;
    if (!*address)
        return RECTO_ADDRESS_OTHER;
    if (*address == '#')
        return RECTO_ADDRESS_PLACE;
    if (!length)
        return RECTO_ADDRESS_RELATIVE;
    if (has_scheme(address, length, "http") || has_scheme(address, length, "https"))
        return g_str_has_prefix(rest, "//") && rest[2] && !strchr("/?#", rest[2]) ? RECTO_ADDRESS_WEB
                                                                                  : RECTO_ADDRESS_OTHER;
    if (has_scheme(address, length, "mailto") || has_scheme(address, length, "tel"))
        return *rest ? RECTO_ADDRESS_CONTACT : RECTO_ADDRESS_OTHER;
    return RECTO_ADDRESS_OTHER;
}

RectoAddressKind recto_address_judge(const char *address)
{
    g_autofree char *plain = tidy(address);
    return judge(plain);
}

gboolean recto_address_is_web(const char *address)
{
    return address && judge(address) == RECTO_ADDRESS_WEB;
}

/* Resolves a relative URL against that of a page. Caller frees. */
static char *resolve(const char *address, const char *base)
{
    g_autofree char *whole = NULL;
    if (base && recto_address_is_web(base))
        whole = g_uri_resolve_relative(base, address, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
    else if (g_str_has_prefix(address, "//"))
        whole = g_strconcat("https:", address, NULL);
    return recto_address_is_web(whole) ? g_steal_pointer(&whole) : NULL;
}

char *recto_address_action(const char *address, const char *base)
{
    g_autofree char *plain = tidy(address);
    switch (judge(plain)) {
    case RECTO_ADDRESS_WEB:
    case RECTO_ADDRESS_CONTACT:
        return g_steal_pointer(&plain);
    case RECTO_ADDRESS_RELATIVE:
        return resolve(plain, base);
    default:
        return NULL;
    }
}

const char *recto_address_printed(const char *address)
{
    RectoAddressKind kind = judge(address);
    if (kind != RECTO_ADDRESS_WEB && kind != RECTO_ADDRESS_CONTACT)
        return address;
    return address + scheme_length(address) + (kind == RECTO_ADDRESS_WEB ? strlen("://") : 1);
}

/* ---- URLs without scheme ---- */

static gboolean ends_in(const char *text, gsize length, const char *const *ends)
{
    for (guint i = 0; ends[i]; i++) {
        gsize n = strlen(ends[i]);
        if (length > n && g_ascii_strncasecmp(text + length - n, ends[i], n) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Returns TRUE for "www.example.org/a" and "example.org": a host name whose author omitted the scheme, not a file
 * name. */
static gboolean is_host(const char *address)
{
    static const char *const domains[] = {
        ".com", ".org", ".net", ".edu", ".gov", ".int",  ".eu",  ".de",  ".fr",         ".uk",      ".it", ".es", ".nl",
        ".ch",  ".at",  ".be",  ".se",  ".no",  ".dk",   ".fi",  ".cz",  ".ie",         ".us",      ".ca", ".au", ".jp",
        ".in",  ".br",  ".io",  ".dev", ".app", ".info", ".ngo", ".ong", ".foundation", ".example", NULL};
    gsize length = strcspn(address, "/?#:");
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isalnum(address[i]) && address[i] != '-' && address[i] != '.')
            return FALSE;
    return *address != '.' && (g_ascii_strncasecmp(address, "www.", 4) == 0 || ends_in(address, length, domains));
}

static gboolean is_mailbox(const char *address)
{
    return strchr(address, '@') &&
           g_regex_match_simple("^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$", address, 0, 0);
}

char *recto_address_complete(const char *address)
{
    if (is_mailbox(address))
        return g_strconcat("mailto:", address, NULL);
    return is_host(address) ? g_strconcat("https://", address, NULL) : NULL;
}
