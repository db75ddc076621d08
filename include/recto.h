/* recto: typesets Markdown as PDF, PNG or SVG.
 *
 *     recto_options *options = recto_options_new();
 *     recto_options_set(options, "variant", "print");
 *     recto_result *result = recto_compile_file(options, "report.md");
 *     if (recto_result_status(result) == RECTO_STATUS_OK) {
 *         size_t size;
 *         const void *pdf = recto_result_output(result, 0, &size);
 *         fwrite(pdf, 1, size, file);
 *     }
 *     recto_result_free(result);
 *     recto_options_free(options);
 *
 * Build with `pkg-config --cflags --libs recto`. examples/ has this in C and in Python.
 *
 * Ownership. The caller owns each recto_options and recto_result and frees it once; NULL is allowed and ignored.
 * Everything that a function returns from one of them (strings, bytes, diagnostics) is borrowed: it is valid until that
 * object is freed, and, for options, until the next call with the same object. recto copies every string that it gets.
 * The bytes given to recto_compile_memory() must stay valid only during the call. A result does not refer to the
 * options that it was made with.
 *
 * Strings. All strings are UTF-8 and end with a zero byte; paths are bytes, as the system has them.
 *
 * Threads. An object may be used by one thread at a time. Any number of threads may call recto_compile_file() and
 * recto_compile_memory() with objects of their own: recto typesets one document after the other and lets the others
 * wait. To use several processors, use several processes.
 *
 * The host process. The library prints nothing, never ends the process, and installs no signal handler. It reads the
 * files that the document names, but only inside the project root (recto_options_set(), "root"), and never uses the
 * network. It writes no file: outputs are bytes in memory. It does not change the sandbox, the locale, the environment
 * or the working directory of the process. Images from outside are decoded in child processes, which recto forks and
 * waits for: the process must not ignore SIGCHLD nor wait for children that it did not start. The children hold no
 * more than a copy of the memory and call no other program. If memory is exhausted, GLib ends the process.
 *
 * Reproducible output. The same document, options, library versions and SOURCE_DATE_EPOCH (option
 * "source-date-epoch") give the same bytes. The environment variables PANGO_LANGUAGE and LANGUAGE influence Pango;
 * unset them for output that is the same on every machine.
 *
 * Errors. There are two kinds. A wrong document is reported as diagnostics, each at a line of it; recto continues with
 * a harmless substitute, so that one run reports all of them. A wrong world (a file that cannot be read, a damaged
 * installation) ends the compile with RECTO_STATUS_SYSTEM and a message. Functions that return a pointer never return
 * NULL unless their comment says so.
 *
 * Stability. Functions and enumerators keep their meaning within a major version of the library (its soversion). New
 * options, enumerators and diagnostic codes may be added: treat an unknown one as its severity says. Structs of this
 * header grow at their end only, and only recto allocates them. */
#ifndef RECTO_H
#define RECTO_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef RECTO_API
#if defined(__GNUC__)
#define RECTO_API __attribute__((visibility("default")))
#else
#define RECTO_API
#endif
#endif

/* Returns the version of the library, such as "0.1.0". */
RECTO_API const char *recto_version(void);

/* ---- options ---- */

typedef struct recto_options recto_options;

/* Creates options with the defaults of `recto build`. Free with recto_options_free(). */
RECTO_API recto_options *recto_options_new(void);
RECTO_API void recto_options_free(recto_options *options);

/* Sets an option. `name` is the long name of an option of `recto build`, without the dashes:
 *   format             pdf (default), png, svg, document, pages or tags
 *   variant            screen (default), print or newsletter
 *   style              a style's name, or the path of a style file
 *   set                KEY=VALUE of the style; may be set several times
 *   chapter            path of a further file of the same report; may be set several times
 *   root               project root; default: found from the path of the document
 *   site-root          directory of image paths that start with /
 *   pdf-standard       ua-1,a-3a (default), a-3b, a-2a, a-2b or none
 *   output-intent      print: path of the ICC profile of the printing condition
 *   impose             booklet
 *   max-size           newsletter: maximum size of the PDF, such as 500K or 2M
 *   stem               newsletter: name of its files without extension; default: that of the document
 *   url                newsletter: where the report can be read
 *   pages              png, svg: pages to draw, such as 1,3-5
 *   dpi                png: dots per inch, 10 to 1200 (default 80)
 *   cover-width        width of the cover image in pixels, 1 to 10000; default: no cover image (newsletter: 1200)
 *   deny, allow        a diagnostic code; may be set several times
 *   debug              grid, boxes, spaces, or several with commas
 *   source-date-epoch  seconds since 1970; the date of the file if the document has none
 *   no-repair, no-source, linearize, system-fonts, check
 *                      switches: `value` is NULL or "yes" (on), or "no" (off)
 * Returns 1, or 0 if there is no such option or the value is invalid; then the options are unchanged and
 * recto_options_error() describes why. A `value` of NULL restores the default of an option that is no switch. */
RECTO_API int recto_options_set(recto_options *options, const char *name, const char *value);

/* Returns why the last recto_options_set() returned 0, in one sentence; "" if it did not. */
RECTO_API const char *recto_options_error(const recto_options *options);

/* ---- compiling ---- */

typedef struct recto_result recto_result;

/* The values are the exit codes of the program. */
typedef enum {
    RECTO_STATUS_OK = 0,       /* outputs are there; diagnostics may be, too */
    RECTO_STATUS_DOCUMENT = 1, /* the document has errors: no outputs, see the diagnostics */
    RECTO_STATUS_DENIED = 3,   /* as OK, but there are diagnostics that the option "deny" names */
    RECTO_STATUS_SYSTEM = 5,   /* a file cannot be read, or the installation is damaged: see recto_result_message() */
} recto_status;

/* Typesets a Markdown file, or a report.yaml that lists several. `options` may be NULL: the defaults. Free the result
 * with recto_result_free(). */
RECTO_API recto_result *recto_compile_file(const recto_options *options, const char *path);

/* Typesets `length` bytes as if they were the content of the file `path`, which need not exist. Diagnostics name the
 * document by `path`; images, data and recto.yaml are looked for from its directory. */
RECTO_API recto_result *recto_compile_memory(const recto_options *options, const void *bytes, size_t length,
                                             const char *path);

RECTO_API void recto_result_free(recto_result *result);

RECTO_API recto_status recto_result_status(const recto_result *result);

/* Returns what failed, if the status is RECTO_STATUS_SYSTEM; else "". */
RECTO_API const char *recto_result_message(const recto_result *result);

/* ---- outputs ---- */

/* Returns the number of outputs: 1, or for png and svg one per page; 0 if the status is neither OK nor DENIED, and with
 * the option "check". */
RECTO_API size_t recto_result_output_count(const recto_result *result);

/* Returns the bytes of an output and their number, or NULL and 0 if there is no output `index` (from 0). */
RECTO_API const void *recto_result_output(const recto_result *result, size_t index, size_t *ret_size);

/* Returns the page (from 1) that a png or svg output shows; 0: all pages, or no such output. */
RECTO_API unsigned recto_result_output_page(const recto_result *result, size_t index);

/* Returns the number of pages of the document. */
RECTO_API unsigned recto_result_page_count(const recto_result *result);

/* Returns the first page as a PNG image, or NULL and 0 if no cover image was asked for. */
RECTO_API const void *recto_result_cover(const recto_result *result, size_t *ret_size);

/* Files that accompany the PDF of a newsletter. Returns the bytes of one and, in *ret_suffix, what to append to the
 * stem of the PDF's name: "-cover.png", ".txt", ".html", ".eml". NULL and 0 if there is no companion `index` (from 0).
 */
RECTO_API size_t recto_result_companion_count(const recto_result *result);
RECTO_API const void *recto_result_companion(const recto_result *result, size_t index, const char **ret_suffix,
                                             size_t *ret_size);

/* Paths of the files that the compile looked for, read or missing, each once: what a build tool has to watch. NULL if
 * there is no input `index` (from 0). */
RECTO_API size_t recto_result_input_count(const recto_result *result);
RECTO_API const char *recto_result_input(const recto_result *result, size_t index);

/* ---- diagnostics ---- */

typedef enum {
    RECTO_SEVERITY_NOTE = 0,
    RECTO_SEVERITY_WARNING = 1, /* recto used a substitute; the output is written */
    RECTO_SEVERITY_ERROR = 2    /* content would be lost or damaged; there is no output */
} recto_severity;

typedef struct {
    const char *file; /* name of the source, or NULL: the diagnostic concerns no file */
    unsigned line;    /* from 1; 0: the file as a whole */
    unsigned column;  /* from 1, in characters; 0: the line as a whole */
    unsigned length;  /* in characters; 0: unknown */
    recto_severity severity;
    const char *code;    /* stable name, such as "picture-missing"; `recto explain CODE` describes it */
    const char *message; /* what happened */
    const char *help;    /* what to do, or "" */
    const char *page;    /* label of the page where it shows, or NULL */
} recto_diagnostic;

/* Diagnostics are ordered by file, line, column and code. Returns NULL if there is no diagnostic `index` (from 0). */
RECTO_API size_t recto_result_diagnostic_count(const recto_result *result);
RECTO_API const recto_diagnostic *recto_result_diagnostic(const recto_result *result, size_t index);

#ifdef __cplusplus
}
#endif

#endif
