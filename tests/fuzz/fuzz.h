/* Shared parts of the fuzz targets. A target defines LLVMFuzzerTestOneInput(); it is linked with libFuzzer
 * (-Dfuzz=true) or with replay.c, which runs the files of a corpus.
 *
 * An input begins with a line of letters that choose options (fuzz_options()); the rest is the data to parse. A
 * finding is a crash: a sanitizer's report, a critical message of GLib, or a fuzz_assert() that does not hold. A
 * target keeps no state from one run to the next, except constant data (fonts, shipped styles). */
#pragma once

#include "base/diagnostic.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The options and the text after them; borrowed. The text ends with a NUL. */
typedef struct {
    const char *options, *options_end;
    char *text; /* owned: a block of exactly `length` + 1 bytes, so that AddressSanitizer sees any byte beyond it */
    gsize length;
} FuzzInput;

/* Takes the options (up to the first newline among the first 16 bytes; none: no options). */
FuzzInput fuzz_input_new(const uint8_t *data, size_t size);
void fuzz_input_clear(FuzzInput *input);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FuzzInput, fuzz_input_clear)

/* The next option, as a number below `n`; 0 when the options have ended. */
guint fuzz_option(FuzzInput *input, guint n);

/* Ends the program with a message. */
#define fuzz_assert(condition)                                                                                         \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            fuzz_fail(#condition, __FILE__, __LINE__);                                                                 \
    } while (0)
G_NORETURN void fuzz_fail(const char *condition, const char *file, int line);

/* Prints the diagnostics as the program does, and asserts that the report is UTF-8 without control characters. */
void fuzz_check_diagnostics(const RectoDiagnostics *diagnostics);

/* A folder of this process, in memory where the system has such a place; removed at exit. Borrowed. */
const char *fuzz_folder(void);

/* Writes a file into that folder, over an older one. Returns its path, borrowed until the next call with this name. */
const char *fuzz_write(const char *name, const char *bytes, gsize length);
