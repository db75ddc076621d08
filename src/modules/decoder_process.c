/* A child process for one file (decoder_process.h). Its answer is a serialised GVariant: a code of G_IO_ERROR or -1, a
 * message, and what the work returned. */
#include "modules/decoder_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Largest question or answer that is read. */
#define MAX_MESSAGE_BYTES (128u << 20)
/* Seconds by the clock after which a child that waits for something ends; a busy one meets its limit before. */
#define MOST_SECONDS 900
/* Address space of the parent, where the system does not say it. */
#define USUAL_SPACE ((rlim_t)1 << 30)
#define DONE        (-1)
#define ANSWER      G_VARIANT_TYPE("(isv)")

#if defined(__SANITIZE_ADDRESS__)
#define DECODER_IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DECODER_IS_SANITIZED 1
#endif
#endif
#ifndef DECODER_IS_SANITIZED
#define DECODER_IS_SANITIZED 0
#endif

/* ---- in the child ---- */

/* Address space and private writable memory of this process, in bytes. */
static void measure(rlim_t *space, rlim_t *data)
{
    char text[256] = "";
    unsigned long all = 0, written = 0;
    int descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t n = descriptor >= 0 ? read(descriptor, text, sizeof text - 1) : 0;
    if (descriptor >= 0)
        close(descriptor);
    rlim_t page = (rlim_t)sysconf(_SC_PAGESIZE);
    gboolean known = n > 0 && sscanf(text, "%lu %*u %*u %*u %*u %lu", &all, &written) == 2;
    *space = known ? all * page : USUAL_SPACE;
    *data = known ? written * page : USUAL_SPACE;
}

static void limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit old;
    if (getrlimit((__rlimit_resource_t)resource, &old) != 0)
        return;
    struct rlimit new = {MIN(soft, old.rlim_max), MIN(hard, old.rlim_max)};
    setrlimit((__rlimit_resource_t)resource, &new);
}

/* libxml, librsvg and the C library complain on standard error; a sanitizer's report is kept. */
static void silence(void)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int i = 0; i < (DECODER_IS_SANITIZED ? STDERR_FILENO : STDERR_FILENO + 1); i++)
        if (nothing < 0 || dup2(nothing, i) < 0)
            close(i);
}

static void enter(const RectoDecoderLimits *limits)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU, SIGALRM};
    rlim_t seconds = (rlim_t)((limits->cpu + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC), space = 0, data = 0;
    for (guint i = 0; i < G_N_ELEMENTS(ending); i++)
        signal(ending[i], SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    measure(&space, &data);
    limit(RLIMIT_CPU, MAX(seconds, 1), MAX(seconds, 1) + 1);
    limit(RLIMIT_AS, space + limits->memory, space + limits->memory);
    limit(RLIMIT_DATA, data + limits->memory, data + limits->memory);
    limit(RLIMIT_CORE, 0, 0);
    if (!DECODER_IS_SANITIZED)
        limit(RLIMIT_FSIZE, 0, 0);
    alarm(MOST_SECONDS);
    silence();
}

static gboolean write_all(int descriptor, const char *at, gsize left)
{
    while (left > 0) {
        ssize_t n = write(descriptor, at, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return FALSE;
        at += n;
        left -= (gsize)n;
    }
    return TRUE;
}

/* ---- answers ---- */

static GBytes *answer(gint32 code, const char *message, GVariant *done)
{
    g_autoptr(GVariant) packed =
        g_variant_ref_sink(g_variant_new("(isv)", code, message, done ? done : g_variant_new("()")));
    return g_variant_get_data_as_bytes(packed);
}

static GBytes *answer_format(gint32 code, const char *format, ...) G_GNUC_PRINTF(2, 3);
static GBytes *answer_format(gint32 code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    return answer(code, message, NULL);
}

static GVariant *unpack(GBytes *bytes, const GVariantType *type, GError **error)
{
    g_autoptr(GVariant) packed = g_variant_ref_sink(g_variant_new_from_bytes(ANSWER, bytes, FALSE));
    g_autoptr(GVariant) done = NULL;
    const char *message = NULL;
    gint32 code = 0;
    g_variant_get(packed, "(i&sv)", &code, &message, &done);
    if (code == DONE && g_variant_is_normal_form(packed) && g_variant_is_of_type(done, type))
        return g_steal_pointer(&done);
    g_set_error_literal(error, G_IO_ERROR, code == DONE ? G_IO_ERROR_INVALID_DATA : code,
                        *message ? message : "the library gives no result");
    return NULL;
}

/* ---- one child ---- */

/* As few clean-ups as possible: what the parent shares with the child must stay as it is. */
static void run_in_child(RectoDecoderWork work, GBytes *input, const RectoDecoderLimits *limits, int out)
{
    enter(limits);
    GError *error = NULL;
    GVariant *done = work(input, &error);
    gsize length = 0;
    GBytes *bytes = answer(error ? (gint32)error->code : DONE, error ? error->message : "", done);
    const char *data = g_bytes_get_data(bytes, &length);
    _exit(write_all(out, data, length) ? 0 : 1);
}

/* All that comes; NULL: the pipe broke, or gave too much. */
static GBytes *read_all(int descriptor)
{
    GByteArray *result = g_byte_array_new();
    guint8 buffer[65536];
    ssize_t n = 0;
    while ((n = read(descriptor, buffer, sizeof buffer)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || result->len + (gsize)n > MAX_MESSAGE_BYTES) {
            g_byte_array_unref(result);
            return NULL;
        }
        g_byte_array_append(result, buffer, (guint)n);
    }
    return g_byte_array_free_to_bytes(result);
}

/* How the child ended; -1 when the system keeps no account of children (SIGCHLD is ignored). */
static int wait_for(pid_t child, gint64 *ret_cpu)
{
    int status = -1;
    struct rusage usage = {0};
    while (wait4(child, &status, 0, &usage) < 0) {
        if (errno != EINTR)
            return -1;
    }
    *ret_cpu = (gint64)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec +
               usage.ru_stime.tv_usec;
    return status;
}

static GBytes *explain_end(int status, const RectoDecoderLimits *limits)
{
    int number = status != -1 && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (number == SIGXCPU || number == SIGKILL || number == SIGALRM)
        return answer_format(G_IO_ERROR_NO_SPACE, "drawing it takes more than %d s",
                             (int)MAX(limits->cpu / G_USEC_PER_SEC, 1));
    return answer_format(G_IO_ERROR_INVALID_DATA, "drawing it crashes the library or takes more than %u MiB",
                         (guint)(limits->memory >> 20));
}

/* Forks, and returns the answer, whatever happens. */
static GBytes *run(RectoDecoderWork work, GBytes *input, const RectoDecoderLimits *limits, gint64 *ret_cpu)
{
    int ends[2];
    *ret_cpu = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return answer_format(G_IO_ERROR_FAILED, "no pipe to another process: %s", g_strerror(errno));
    pid_t child = fork();
    if (child == 0)
        run_in_child(work, input, limits, ends[1]);
    int number = errno;
    close(ends[1]);
    g_autoptr(GBytes) bytes = child > 0 ? read_all(ends[0]) : NULL;
    close(ends[0]);
    if (child < 0)
        return answer_format(G_IO_ERROR_FAILED, "no process can be started to draw it: %s", g_strerror(number));
    int status = wait_for(child, ret_cpu);
    gboolean whole = bytes && g_bytes_get_size(bytes) > 0 && (status == 0 || status == -1);
    return whole ? g_steal_pointer(&bytes) : explain_end(status, limits);
}

/* ---- the copy from which later children are forked ---- */

typedef struct {
    guint64 length; /* of what follows */
    RectoDecoderLimits limits;
    gint64 cpu;
} Header;

static RectoDecoderWork kept_work;
static int kept_in = -1, kept_out = -1; /* pipes to the copy and from it */

static gboolean read_exactly(int descriptor, void *to, gsize length)
{
    char *at = to;
    while (length > 0) {
        ssize_t n = read(descriptor, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return FALSE;
        at += n;
        length -= (gsize)n;
    }
    return TRUE;
}

static GBytes *receive(int descriptor, Header *header)
{
    if (!read_exactly(descriptor, header, sizeof *header) || header->length > MAX_MESSAGE_BYTES)
        return NULL;
    g_autofree char *data = g_malloc(header->length + 1);
    if (!read_exactly(descriptor, data, header->length))
        return NULL;
    return g_bytes_new_take(g_steal_pointer(&data), header->length);
}

static gboolean send_all(int descriptor, Header header, GBytes *bytes)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    header.length = length;
    return write_all(descriptor, (const char *)&header, sizeof header) && write_all(descriptor, data, length);
}

static void serve(int in, int out)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD};
    for (guint i = 0; i < G_N_ELEMENTS(ending); i++)
        signal(ending[i], SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    silence();
    for (;;) {
        Header header;
        g_autoptr(GBytes) input = receive(in, &header);
        g_autoptr(GBytes) bytes = input ? run(kept_work, input, &header.limits, &header.cpu) : NULL;
        if (!bytes || !send_all(out, header, bytes))
            _exit(0);
    }
}

void recto_decoder_store(RectoDecoderWork work)
{
    int questions[2], answers[2];
    if (kept_work || pipe2(questions, O_CLOEXEC) != 0)
        return;
    kept_work = work;
    pid_t child = pipe2(answers, O_CLOEXEC) == 0 ? fork() : -2;
    if (child == 0) {
        close(questions[1]);
        close(answers[0]);
        serve(questions[0], answers[1]);
    }
    close(questions[0]);
    if (child != -2)
        close(answers[1]);
    kept_in = questions[1];
    kept_out = child > 0 ? answers[0] : -1;
}

gboolean recto_trial_is_kept(RectoDecoderWork work)
{
    return kept_work == work;
}

static GBytes *ask_kept(GBytes *input, const RectoDecoderLimits *limits, gint64 *ret_cpu)
{
    Header header = {.limits = *limits};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
    sigaction(SIGPIPE, &ignore, &old);
    GBytes *bytes = kept_out >= 0 && send_all(kept_in, header, input) ? receive(kept_out, &header) : NULL;
    sigaction(SIGPIPE, &old, NULL);
    if (!bytes)
        return answer_format(G_IO_ERROR_FAILED, "the process that tries drawings has ended");
    *ret_cpu = header.cpu;
    return bytes;
}

GVariant *recto_decoder_run(RectoDecoderWork work, GBytes *input, const GVariantType *type,
                            const RectoDecoderLimits *limits, gint64 *ret_cpu, GError **error)
{
    *ret_cpu = 0;
    g_autoptr(GBytes) bytes =
        recto_trial_is_kept(work) ? ask_kept(input, limits, ret_cpu) : run(work, input, limits, ret_cpu);
    return unpack(bytes, type, error);
}
