/* Percent-encodes URIs and converts host names to ASCII (pdf_uri.h). */
#include "pdf/pdf_uri.h"

#include <string.h>

static void put_encoded(GString *out, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        guchar c = (guchar)text[i];
        gboolean escape = c == '%' && i + 2 < length && g_ascii_isxdigit(text[i + 1]) && g_ascii_isxdigit(text[i + 2]);
        if (escape || (c > 0x20 && c < 0x7F && !strchr("\"<>\\^`{|}%", c)))
            g_string_append_c(out, (char)c);
        else
            g_string_append_printf(out, "%%%02X", c);
    }
}

/* Finds the host in "scheme://user@host:port/path". Returns FALSE if the URI has none. */
static gboolean find_host(const char *uri, gsize *ret_start, gsize *ret_end)
{
    const char *authority = strstr(uri, "://");
    if (!authority)
        return FALSE;
    authority += 3;
    const char *end = authority + strcspn(authority, "/?#");
    const char *user = memchr(authority, '@', (gsize)(end - authority));
    const char *host = user ? user + 1 : authority;
    const char *port = memchr(host, ':', (gsize)(end - host));
    *ret_start = (gsize)(host - uri);
    *ret_end = (gsize)((port ? port : end) - uri);
    return TRUE;
}

char *recto_pdf_uri(const char *uri)
{
    GString *out = g_string_new(NULL);
    gsize start = 0, end = 0;
    if (!g_str_is_ascii(uri) && find_host(uri, &start, &end)) {
        g_autofree char *host = g_strndup(uri + start, end - start);
        g_autofree char *ascii = g_hostname_to_ascii(host);
        put_encoded(out, uri, start);
        if (ascii)
            g_string_append(out, ascii);
        else
            put_encoded(out, host, strlen(host));
    }
    put_encoded(out, uri + end, strlen(uri + end));
    return g_string_free(out, FALSE);
}
