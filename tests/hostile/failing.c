/* Preloaded: makes one call of a library function fail, or sends a signal instead. The environment sets the details:
 *
 *     RECTO_FAIL=write          the function: open, read, write, fsync, rename, malloc (with calloc and realloc)
 *     RECTO_FAIL_AT=3           the third call in this process fails; 0: none
 *     RECTO_FAIL_ERRNO=28       with this errno
 *     RECTO_FAIL_REST=1         and all calls after it, as on a full disk
 *     RECTO_FAIL_SIGNAL=15      the call does not fail: the process gets this signal just before it
 *     RECTO_FAIL_TO=7           writes a byte to this descriptor at that moment
 *
 * Only reads and writes of files fail, and writes to standard output. Pipes and event descriptors do not fail,
 * because no disk can be full there and messages must remain visible. A forked child continues its parent's count; an
 * executed program starts a new count. */
/* Both open() and open64() are defined here, each by its own name. */
#undef _FILE_OFFSET_BITS

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPEN, READ, WRITE, FSYNC, RENAME, MALLOC, N_FUNCTIONS };

static const char *const names[] = {"open", "read", "write", "fsync", "rename", "malloc"};
static int chosen = -1, at, number, rest, signal_number, logs, report = -1;
static long count;

static int number_in(const char *name)
{
    const char *text = getenv(name);
    return text ? atoi(text) : 0;
}

__attribute__((constructor)) static void read_environment(void)
{
    const char *function = getenv("RECTO_FAIL");
    number = number_in("RECTO_FAIL_ERRNO");
    rest = number_in("RECTO_FAIL_REST");
    signal_number = number_in("RECTO_FAIL_SIGNAL");
    logs = number_in("RECTO_FAIL_LOG");
    report = number_in("RECTO_FAIL_TO");
    at = number_in("RECTO_FAIL_AT");
    for (int i = 0; function && at && i < N_FUNCTIONS; i++)
        if (!strcmp(function, names[i]))
            chosen = i;
}

/* A warning by each of GLib's two ways, with what a terminal must not get. */
static void log_messages(void)
{
    enum { CRITICAL = 1 << 3, WARNING = 1 << 4 };
    void (*log)(const char *, int, const char *, ...) =
        (void (*)(const char *, int, const char *, ...))(uintptr_t)dlsym(RTLD_DEFAULT, "g_log");
    void (*structured)(const char *, int, ...) =
        (void (*)(const char *, int, ...))(uintptr_t)dlsym(RTLD_DEFAULT, "g_log_structured");
    if (log)
        log("Odd\033[1m", CRITICAL, "the first \033]0;title\007 odd\nmessage %c", 0x9b);
    if (structured)
        structured("Even", WARNING, "MESSAGE", "the second \033[2J \u202e message", (char *)0);
}

/* Whether this call is the one. */
static int fails(int function)
{
    if (function != chosen)
        return 0;
    long now = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
    if (now != at && !(rest && now > at))
        return 0;
    if (report > 0 && now == at)
        syscall(SYS_write, report, "!", 1);
    if (logs) {
        chosen = -1;
        log_messages();
        return 0;
    }
    if (signal_number) {
        raise(signal_number);
        return 0;
    }
    errno = number;
    return 1;
}

static int is_file(int descriptor)
{
    struct stat status;
    return !fstat(descriptor, &status) && S_ISREG(status.st_mode);
}

static int read_fails(int descriptor)
{
    return READ == chosen && is_file(descriptor) && fails(READ);
}

static int write_fails(int descriptor)
{
    return WRITE == chosen && descriptor != STDERR_FILENO && (descriptor == STDOUT_FILENO || is_file(descriptor)) &&
           fails(WRITE);
}

/* The library's own function. */
#define REAL(name) ((__typeof__(&name))(uintptr_t)dlsym(RTLD_NEXT, #name))

static mode_t mode_of(int flags, va_list arguments)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return fails(OPEN) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return fails(OPEN) ? -1 : REAL(open64)(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return fails(OPEN) ? -1 : REAL(openat)(folder, path, flags, mode);
}

FILE *fopen(const char *path, const char *mode)
{
    return fails(OPEN) ? NULL : REAL(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    return fails(OPEN) ? NULL : REAL(fopen64)(path, mode);
}

ssize_t read(int descriptor, void *buffer, size_t length)
{
    return read_fails(descriptor) ? -1 : REAL(read)(descriptor, buffer, length);
}

size_t fread(void *buffer, size_t size, size_t n, FILE *file)
{
    return read_fails(fileno(file)) ? 0 : REAL(fread)(buffer, size, n, file);
}

ssize_t write(int descriptor, const void *buffer, size_t length)
{
    return write_fails(descriptor) ? -1 : REAL(write)(descriptor, buffer, length);
}

size_t fwrite(const void *buffer, size_t size, size_t n, FILE *file)
{
    return write_fails(fileno(file)) ? 0 : REAL(fwrite)(buffer, size, n, file);
}

int fsync(int descriptor)
{
    return fails(FSYNC) ? -1 : REAL(fsync)(descriptor);
}

int rename(const char *from, const char *to)
{
    return fails(RENAME) ? -1 : REAL(rename)(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return fails(RENAME) ? -1 : REAL(renameat)(from_folder, from, to_folder, to);
}

#ifdef __GLIBC__
/* The program has a malloc() of its own, which asks these. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *block, size_t size);

void *__libc_malloc(size_t size)
{
    return fails(MALLOC) ? NULL : REAL(__libc_malloc)(size);
}

void *__libc_calloc(size_t n, size_t size)
{
    return fails(MALLOC) ? NULL : REAL(__libc_calloc)(n, size);
}

void *__libc_realloc(void *block, size_t size)
{
    return fails(MALLOC) ? NULL : REAL(__libc_realloc)(block, size);
}
#endif
