/* HTML as events: the module "html", one push parser of libxml2. It repairs as browsers do: every start has its end,
 * and they nest. What is fed is complete, or waits: after a tag has been fed whole, its event has come.
 *
 *     const RectoHtmlModule *html = recto_module_symbol("html", RECTO_HTML_MODULE, &error);
 *     RectoHtmlParser *parser = html->parser_new(&events, data);
 *     html->feed(parser, "<p>One ", 7); …
 *     html->parser_free(parser);
 *
 * Nothing is fetched, nothing is printed. Text is UTF-8 throughout, whatever a <meta> says. */
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
    /* Bytes of what was fed that have become events; also to be asked from within an event. */
    gsize (*consumed)(const RectoHtmlParser *parser);
} RectoHtmlModule;
