/* HTML as events: the module "html", a push parser based on libxml2. It repairs HTML like a browser: every start tag
 * has its end tag, and elements are nested. The parser may hold back incomplete input: the event of a tag arrives
 * once the whole tag has been fed.
 *
 *     const RectoHtmlModule *html = recto_module_symbol("html", RECTO_HTML_MODULE, &error);
 *     RectoHtmlParser *parser = html->parser_new(&events, data);
 *     html->feed(parser, "<p>One ", 7); …
 *     html->parser_free(parser);
 *
 * The parser loads no external resources and prints nothing. Text is always UTF-8, even if a <meta> names another
 * encoding. */
#pragma once

#include <glib.h>

#define RECTO_HTML_MODULE "recto_html_module"

typedef struct RectoHtmlParser RectoHtmlParser;

typedef struct {
    /* `attributes`: names and values in turn, NULL-terminated; NULL for none; a value may be NULL. Names are lower
     * case. */
    void (*start)(gpointer data, const char *name, const char *const *attributes);
    void (*end)(gpointer data, const char *name);
    /* Entities are resolved. Comes in pieces. */
    void (*text)(gpointer data, const char *text, gsize length);
} RectoHtmlEvents;

typedef struct {
    RectoHtmlParser *(*parser_new)(const RectoHtmlEvents *events, gpointer data); /* both borrowed */
    void (*parser_free)(RectoHtmlParser *parser);
    void (*feed)(RectoHtmlParser *parser, const char *text, gsize length);
    /* Returns the number of fed bytes that have become events. May also be called from within an event. */
    gsize (*consumed)(const RectoHtmlParser *parser);
} RectoHtmlModule;
