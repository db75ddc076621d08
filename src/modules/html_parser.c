/* HTML parser module: feeds libxml2's push parser and reports its events (html_parser.h). */
#include "modules/html_parser.h"

#include <gmodule.h>
#include <libxml/HTMLparser.h>

/* Nesting depth for the parser: high enough that it counts every </body> and </html> of the document as misplaced.
 * Otherwise such a tag ends the document. */
#define MISPLACED (1 << 30)
/* The parser takes its lengths as int. */
#define CHUNK (1 << 24)

struct RectoHtmlParser {
    htmlParserCtxtPtr context;
    htmlSAXHandler handler;
    const RectoHtmlEvents *events;
    gpointer data;
    gsize before; /* bytes that are not the caller's */
    gboolean open;
};

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes)
{
    RectoHtmlParser *parser = data;
    if (parser->open)
        parser->events->start(parser->data, (const char *)name, (const char *const *)attributes);
}

static void on_end(void *data, const xmlChar *name)
{
    RectoHtmlParser *parser = data;
    if (parser->open)
        parser->events->end(parser->data, (const char *)name);
}

static void on_text(void *data, const xmlChar *text, int length)
{
    RectoHtmlParser *parser = data;
    if (parser->open && length > 0)
        parser->events->text(parser->data, (const char *)text, (gsize)length);
}

/* Error callback of libxml2: discards the message, which libxml2 otherwise prints. */
static void ignore(void *data, const char *format, ...)
{
}

static gsize position(const RectoHtmlParser *parser)
{
    const xmlParserInput *input = parser->context->input;
    return input ? (gsize)input->consumed + (gsize)(input->cur - input->base) : 0;
}

static gsize consumed(const RectoHtmlParser *parser)
{
    gsize at = position(parser);
    return at > parser->before ? at - parser->before : 0;
}

static void feed(RectoHtmlParser *parser, const char *text, gsize length)
{
    while (length > 0) {
        gsize part = MIN(length, CHUNK);
        htmlParseChunk(parser->context, text, (int)part, 0);
        text += part;
        length -= part;
    }
}

static RectoHtmlParser *parser_new(const RectoHtmlEvents *events, gpointer data)
{
    static const char root[] = "<html><body>";
    RectoHtmlParser *parser = g_new0(RectoHtmlParser, 1);
    parser->events = events;
    parser->data = data;
    parser->handler.startElement = on_start;
    parser->handler.endElement = on_end;
    parser->handler.characters = parser->handler.ignorableWhitespace = on_text;
    parser->handler.cdataBlock = on_text;
    parser->handler.warning = parser->handler.error = parser->handler.fatalError = ignore;
    parser->context = htmlCreatePushParserCtxt(&parser->handler, parser, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!parser->context)
        g_error("no memory for an HTML parser");
    htmlCtxtUseOptions(parser->context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                            HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
    /* Pictures within an address may be larger than the ten megabytes that the parser allows otherwise. */
    parser->context->options |= XML_PARSE_HUGE;
    feed(parser, root, sizeof root - 1);
    parser->context->depth = MISPLACED;
    parser->before = position(parser);
    parser->open = TRUE;
    return parser;
}

static void parser_free(RectoHtmlParser *parser)
{
    parser->open = FALSE;
    htmlFreeParserCtxt(parser->context);
    g_free(parser);
}

G_MODULE_EXPORT const RectoHtmlModule recto_html_module = {
    .parser_new = parser_new,
    .parser_free = parser_free,
    .feed = feed,
    .consumed = consumed,
};
