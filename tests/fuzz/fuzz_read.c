/* Bytes → document: encoding, front matter, Markdown. Options: repair, default language, front matter alone. */
#include "fuzz.h"

#include "read/encoding.h"
#include "read/front_matter.h"
#include "read/read.h"

#include <string.h>

static guint count_newlines(const char *text, gsize length)
{
    guint n = 0;
    for (gsize i = 0; i < length; i++)
        n += text[i] == '\n';
    return n;
}

/* The decoded text is UTF-8, free of control characters, and the front matter ends at a line of it. */
static void check_parts(const FuzzInput *input, gboolean no_repair)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    guint32 file = 0, lines = 0;
    g_autoptr(GString) text = recto_decode("report.md", input->text, input->length, no_repair, diagnostics, &file);
    fuzz_assert(g_utf8_validate(text->str, (gssize)text->len, NULL));
    fuzz_assert(!memchr(text->str, '\0', text->len) && !memchr(text->str, '\r', text->len));
    RectoDocument *document = recto_document_new();
    gsize skipped = recto_front_matter_read(document, text->str, text->len, file, diagnostics, &lines);
    fuzz_assert(skipped <= text->len && lines <= count_newlines(text->str, text->len) + 1);
    fuzz_check_diagnostics(diagnostics);
    recto_document_free(document);
}

static void check_whole(const FuzzInput *input, const RectoReadOptions *options)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    RectoDocument *document = recto_read("report.md", input->text, input->length, options, diagnostics);
    g_autofree char *dump = recto_document_dump(document);
    fuzz_assert(g_utf8_validate(dump, -1, NULL));
    fuzz_check_diagnostics(diagnostics);
    recto_document_free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = {NULL, "en", "de", "ar", "x-nonsense"};
    g_auto(FuzzInput) input = fuzz_input_new(data, size);
    RectoReadOptions options = {
        .no_repair = (gboolean)fuzz_option(&input, 2),
        .default_lang = langs[fuzz_option(&input, G_N_ELEMENTS(langs))],
    };
    check_parts(&input, options.no_repair);
    check_whole(&input, &options);
    return 0;
}
