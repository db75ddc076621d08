/* Ends the program when memory runs out. */
#include "cli/memory.h"

#include "base/files.h"
#include "cli/exit.h"

#include <errno.h>
#include <gmodule.h>
#include <malloc.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define PROGRAM_IS_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PROGRAM_IS_SANITIZED
#endif

/* Process ID of the program; a child has another. */
static pid_t own_process;

static void say(const char *text, size_t length)
{
    G_GNUC_UNUSED ssize_t written = write(STDERR_FILENO, text, length);
}

G_GNUC_NORETURN static void end_program(const char *what, size_t length)
{
    if (own_process == 0 || getpid() == own_process) {
        say(what, length);
        recto_file_abandon();
    }
    _exit(EXIT_SYSTEM);
}

/* Writes a message as printable ASCII only, because it may contain a part of the document. */
static void say_escaped(const char *text)
{
    for (; text && *text; text++)
        say(*text >= ' ' && *text <= '~' ? text : "?", 1);
}

/* allocates nothing, because the first message is usually about memory */
void recto_memory_end(const char *message)
{
    say("recto: ", strlen("recto: "));
    say_escaped(message);
    end_program("\n", 1);
}

void recto_memory_guard(void)
{
    own_process = getpid();
}

#if defined(__GLIBC__) && !defined(PROGRAM_IS_SANITIZED)

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

/* Checks the result of an allocation. A request for an impossible size is a bug in the caller or a test of limits, and
 * returns NULL as usual. */
static void *granted(void *block, size_t size)
{
    static const char message[] = "recto: out of memory; the output is unchanged\n";
    if (block || size == 0 || size > PTRDIFF_MAX)
        return block;
    end_program(message, sizeof message - 1);
}

G_MODULE_EXPORT void *malloc(size_t size)
{
    return granted(__libc_malloc(size), size);
}

G_MODULE_EXPORT void *calloc(size_t n, size_t size)
{
    size_t whole = 0;
    if (__builtin_mul_overflow(n, size, &whole))
        whole = SIZE_MAX;
    return granted(__libc_calloc(n, size), whole);
}

G_MODULE_EXPORT void *realloc(void *block, size_t size)
{
    return granted(__libc_realloc(block, size), size);
}

G_MODULE_EXPORT void *memalign(size_t alignment, size_t size)
{
    return granted(__libc_memalign(alignment, size), size);
}

G_MODULE_EXPORT void *aligned_alloc(size_t alignment, size_t size)
{
    return granted(__libc_memalign(alignment, size), size);
}

G_MODULE_EXPORT int posix_memalign(void **ret_block, size_t alignment, size_t size)
{
    if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0)
        return EINVAL;
    void *block = granted(__libc_memalign(alignment, size), size);
    if (!block && size)
        return ENOMEM;
    *ret_block = block;
    return 0;
}

G_MODULE_EXPORT void free(void *block)
{
    __libc_free(block);
}

#endif
