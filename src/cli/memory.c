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

/* Of the program itself; a child has another. */
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

/* A message may hold a part of the document: a terminal gets printable ASCII only. */
static void say_escaped(const char *text)
{
    for (; text && *text; text++)
        say(*text >= ' ' && *text <= '~' ? text : "?", 1);
}

/* The first message is most often about memory, so nothing is allocated. */
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

/* A size that no machine has is a caller's mistake or a test of the limits: it gets NULL, as always. */
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
