/* Runs child processes with limits on processor time and memory. */
#include "base/child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* The address sanitizer reserves terabytes of address space, so a limit on it would end the child at once. */
#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER 0
#endif

/* Returns TRUE if one more page of address space is allowed. */
static gboolean has_room(gsize page)
{
    void *room = mmap(NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return room != MAP_FAILED && munmap(room, page) == 0;
}

/* Returns the size of the process's address space, in bytes. It searches for the smallest limit that still allows one
 * more page, because /proc is not available in the sandbox (base/sandbox.h). */
static gsize find_address_space(void)
{
    struct rlimit old, tried;
    gsize page = (gsize)sysconf(_SC_PAGESIZE), low = 0, high = (gsize)1 << 40;
    if (getrlimit(RLIMIT_AS, &old) != 0)
        return high;
    high = MIN(high, (gsize)old.rlim_cur);
    while (high - low > page) {
        gsize middle = low + (high - low) / 2;
        tried = (struct rlimit){middle, old.rlim_max};
        if (setrlimit(RLIMIT_AS, &tried) == 0 && has_room(page))
            high = middle;
        else
            low = middle;
    }
    setrlimit(RLIMIT_AS, &old);
    return high;
}

/* Returns the size of the process's address space, in bytes. */
static gsize address_space(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    gboolean known = file && fscanf(file, "%lu", &pages) == 1;
    if (file)
        fclose(file);
    return known ? (gsize)pages * (gsize)sysconf(_SC_PAGESIZE) : find_address_space();
}

/* Sets a resource limit. The kernel warns at `soft` and kills at `hard`. */
static void limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit now;
    if (getrlimit(resource, &now) != 0)
        return;
    struct rlimit wanted = {MIN(soft, now.rlim_max), MIN(hard, now.rlim_max)};
    setrlimit(resource, &wanted);
}

/* Redirects the standard streams, because libraries print warnings on standard error. */
static void silence(void)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int i = 0; i < (HAS_SANITIZER ? STDERR_FILENO : STDERR_FILENO + 1); i++)
        if (nothing < 0 || dup2(nothing, i) < 0)
            close(i);
    if (nothing > STDERR_FILENO)
        close(nothing);
}

static void apply_limits(const RectoChildLimits *limits)
{
    limit(RLIMIT_CORE, 0, 0);
    if (limits->seconds)
        limit(RLIMIT_CPU, limits->seconds, limits->seconds + 1);
    if (limits->memory && !HAS_SANITIZER) {
        rlim_t most = address_space() + limits->memory;
        limit(RLIMIT_AS, most, most);
    }
    /* the sanitizer needs /proc for its error messages */
    if (limits->no_files && !HAS_SANITIZER)
        limit(RLIMIT_NOFILE, 0, 0);
    if (limits->no_writes && !HAS_SANITIZER)
        limit(RLIMIT_FSIZE, 0, 0);
}

/* Restores the default signal actions: only the parent handles signals. */
static void reset_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGCHLD, SIGXCPU, SIGALRM};
    sigset_t set;
    sigemptyset(&set);
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        struct sigaction old;
        sigaddset(&set, numbers[i]);
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            signal(numbers[i], SIG_DFL);
    }
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void begin_child(const RectoChildLimits *limits, pid_t parent)
{
    reset_signals();
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != parent)
        _exit(1);
    if (limits->silent)
        silence();
    apply_limits(limits);
}

/* After a fork, the allocator of the C library is usable in the child, even if other threads were running. The
 * allocators of sanitizers (GCC up to 13, Clang up to 16) are not: a lock held by another thread stays locked in the
 * child. Builds with a sanitizer have no sandbox, so /proc shows whether the other threads are asleep. */
#if HAS_SANITIZER
static gboolean others_sleep(void)
{
    DIR *threads = opendir("/proc/self/task");
    gboolean sleep = TRUE;
    for (struct dirent *entry; threads && sleep && (entry = readdir(threads));) {
        g_autofree char *path = g_strdup_printf("/proc/self/task/%s/stat", entry->d_name);
        FILE *file = atoi(entry->d_name) > 0 && atoi(entry->d_name) != getpid() ? fopen(path, "re") : NULL;
        char state = 'S';
        if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
            state = 'S';
        if (file)
            fclose(file);
        sleep = strchr("SZX", state) != NULL;
    }
    if (threads)
        closedir(threads);
    return sleep;
}

static void settle_threads(void)
{
    for (guint i = 0; i < 5000 && !others_sleep(); i++)
        g_usleep(1000);
}
#else
static void settle_threads(void)
{
}
#endif

pid_t recto_child_fork(const RectoChildLimits *limits, int *ret_pipe, GError **error)
{
    int ends[2] = {-1, -1};
    pid_t parent = getpid();
    /* otherwise, both processes would write the buffered output of stdio */
    fflush(NULL);
    settle_threads();
    pid_t child = !ret_pipe || pipe2(ends, O_CLOEXEC) == 0 ? fork() : -1;
    if (child < 0) {
        int number = errno;
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(number), "a child process can't be started: %s",
                    g_strerror(number));
    } else if (child == 0) {
        begin_child(limits, parent);
    }
    if (!ret_pipe)
        return child;
    int kept = child == 0 ? 1 : 0;
    if (ends[1 - kept] >= 0)
        close(ends[1 - kept]);
    if (child < 0 && ends[kept] >= 0)
        close(ends[kept]);
    *ret_pipe = child < 0 ? -1 : ends[kept];
    return child;
}

char *recto_child_describe_end(int status, const RectoChildLimits *limits)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return g_strdup_printf("took more than %u s of processor time", limits->seconds);
    if (WIFSIGNALED(status))
        return g_strdup_printf("ended by signal %d (%s)", WTERMSIG(status), g_strsignal(WTERMSIG(status)));
    return g_strdup_printf("ended with status %d", WEXITSTATUS(status));
}

gboolean recto_child_wait(pid_t child, const RectoChildLimits *limits, GError **error)
{
    int status = 0;
    pid_t ended;
    while ((ended = waitpid(child, &status, 0)) < 0 && errno == EINTR)
        continue;
    if (ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return TRUE;
    g_autofree char *what = ended == child ? recto_child_describe_end(status, limits) : g_strdup("was not waited for");
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", what);
    return FALSE;
}

gboolean recto_child_send(int pipe, gconstpointer bytes, gsize length)
{
    for (const char *at = bytes; length > 0;) {
        ssize_t n = write(pipe, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return FALSE;
        at += n;
        length -= (gsize)n;
    }
    return TRUE;
}

gboolean recto_child_receive(int pipe, gpointer bytes, gsize length)
{
    for (char *at = bytes; length > 0;) {
        ssize_t n = read(pipe, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return FALSE;
        at += n;
        length -= (gsize)n;
    }
    return TRUE;
}
