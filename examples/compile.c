/* compile DOCUMENT OUTPUT.pdf: typesets a Markdown file with librecto.
 *
 *     cc compile.c $(pkg-config --cflags --libs recto) -o compile
 *
 * Exit status: that of `recto build` (0: written, 1: errors in the document, 5: system). */
#include <recto.h>

#include <stdio.h>

static void print_diagnostics(const recto_result *result)
{
    static const char *const severities[] = {"note", "warning", "error"};
    for (size_t i = 0; i < recto_result_diagnostic_count(result); i++) {
        const recto_diagnostic *diagnostic = recto_result_diagnostic(result, i);
        printf("%s:%u:%u: %s: %s [%s]\n", diagnostic->file ? diagnostic->file : "recto", diagnostic->line,
               diagnostic->column, severities[diagnostic->severity], diagnostic->message, diagnostic->code);
        if (*diagnostic->help)
            printf("    help: %s\n", diagnostic->help);
    }
}

static int write_output(const recto_result *result, const char *path)
{
    size_t size = 0;
    const void *pdf = recto_result_output(result, 0, &size);
    FILE *file = fopen(path, "wb");
    int written = file && fwrite(pdf, 1, size, file) == size;
    return file && fclose(file) == 0 && written;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s DOCUMENT OUTPUT.pdf\n", argv[0]);
        return 2;
    }
    recto_options *options = recto_options_new();
    if (!recto_options_set(options, "set", "page.size=letter"))
        fprintf(stderr, "%s\n", recto_options_error(options));
    recto_result *result = recto_compile_file(options, argv[1]);
    int status = recto_result_status(result);
    print_diagnostics(result);
    if (status == RECTO_STATUS_SYSTEM)
        fprintf(stderr, "%s\n", recto_result_message(result));
    if (status == RECTO_STATUS_OK && !write_output(result, argv[2]))
        status = RECTO_STATUS_SYSTEM;
    if (status == RECTO_STATUS_OK)
        printf("%s: %u pages\n", argv[2], recto_result_page_count(result));
    recto_result_free(result);
    recto_options_free(options);
    return status;
}
