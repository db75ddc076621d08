/* plain: prints cmark-gfm's rendering as plain text of the documents on standard input. Each document and each
 * rendering ends with a NUL. The parser uses the same extensions as recto. */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST (1 << 24)

static char *render(const char *text, size_t length)
{
    static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, text, length);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    char *plain = cmark_render_plaintext(root, CMARK_OPT_DEFAULT, 0);
    cmark_node_free(root);
    return plain;
}

int main(void)
{
    char *input = malloc(MOST);
    size_t length = input ? fread(input, 1, MOST, stdin) : 0;
    cmark_gfm_core_extensions_ensure_registered();
    for (size_t start = 0; start < length;) {
        size_t end = start + strnlen(input + start, length - start);
        char *plain = render(input + start, end - start);
        fputs(plain, stdout);
        fputc('\0', stdout);
        free(plain);
        start = end + 1;
    }
    free(input);
    return 0;
}
