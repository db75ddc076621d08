/* Prints to standard output and standard error, escaped. */
#include "cli/print.h"

#include "base/escape.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* errno of the first failure on standard output, or 0. */
static int trouble;

static void put(FILE *stream, const GString *text)
{
    errno = 0;
    if (fwrite(text->str, 1, text->len, stream) != text->len && stream == stdout && !trouble)
        trouble = errno ? errno : EIO;
}

int recto_print_end(void)
{
    errno = 0;
    if ((fflush(stdout) != 0 || ferror(stdout)) && !trouble)
        trouble = errno ? errno : EIO;
    /* some file systems report errors only on close; a closed standard output is not an error */
    if (close(STDOUT_FILENO) != 0 && errno != EBADF && !trouble)
        trouble = errno;
    return trouble;
}

static void print(FILE *stream, const char *format, va_list arguments) G_GNUC_PRINTF(2, 0);

static void print(FILE *stream, const char *format, va_list arguments)
{
    g_autoptr(GString) text = g_string_new(NULL);
    recto_escape_vprintf(text, RECTO_ESCAPE_TERMINAL, format, arguments);
    put(stream, text);
}

void recto_print(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print(stdout, format, arguments);
    va_end(arguments);
}

void recto_print_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print(stderr, format, arguments);
    va_end(arguments);
}

static void print_lines(FILE *stream, const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *at = text; *at;) {
        gsize length = strcspn(at, "\n\t");
        recto_escape(out, RECTO_ESCAPE_TERMINAL, at, (gssize)length);
        at += length;
        if (*at)
            g_string_append_c(out, *at++);
    }
    put(stream, out);
}

void recto_print_lines(const char *text)
{
    print_lines(stdout, text);
}

void recto_print_error_lines(const char *text)
{
    print_lines(stderr, text);
}

void recto_print_report(const char *report)
{
    fputs(report, stderr);
}
