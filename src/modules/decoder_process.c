/* Child processes for files (decoder_process.h). An answer is a serialised GVariant: a code of G_IO_ERROR or -1, a
 * message, and the result of the work. */
#include "modules/decoder_process.h"

#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Largest question or answer that is read. */
#define MAX_MESSAGE_BYTES (128u << 20)
/* Seconds by the clock after which a child that waits for something ends; a busy one meets its limit before. */
#define MOST_SECONDS 900
/* Seconds of processor time of a child for all its files. */
#define MOST_CPU 120
#define DONE     (-1)
#define ANSWER   G_VARIANT_TYPE("(isv)")

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
                        *message ? message : "the library returns no result");
    return NULL;
}

/* Returns TRUE if the work was done. */
static gboolean is_result(GBytes *bytes)
{
    g_autoptr(GVariant) packed = g_variant_ref_sink(g_variant_new_from_bytes(ANSWER, bytes, FALSE));
    gint32 code = 0;
    g_variant_get_child(packed, 0, "i", &code);
    return code == DONE;
}

/* ---- questions and answers in pipes ---- */

typedef struct {
    guint64 length; /* number of bytes that follow */
    RectoDecoderLimits limits;
    gint64 cpu;
} Header;

static GBytes *receive(int pipe, Header *header)
{
    if (!recto_child_receive(pipe, header, sizeof *header) || header->length > MAX_MESSAGE_BYTES)
        return NULL;
    g_autofree char *data = g_malloc(header->length + 1);
    if (!recto_child_receive(pipe, data, header->length))
        return NULL;
    return g_bytes_new_take(g_steal_pointer(&data), header->length);
}

static gboolean send_all(int pipe, Header header, GBytes *bytes)
{
    sigset_t broken_pipe, before, pending;
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    header.length = length;
    /* The other end may be gone: SIGPIPE is held back in this thread and taken away. Its action is the host's. */
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
    gboolean sent = recto_child_send(pipe, &header, sizeof header) && recto_child_send(pipe, data, length);
    const struct timespec at_once = {0, 0};
    if (!sent && !sigismember(&pending, SIGPIPE))
        while (sigtimedwait(&broken_pipe, NULL, &at_once) < 0 && errno == EINTR)
            continue;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return sent;
}

/* ---- in the child ---- */

static gint64 processor_time(const struct rusage *usage)
{
    return (gint64)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * G_USEC_PER_SEC + usage->ru_utime.tv_usec +
           usage->ru_stime.tv_usec;
}

static gint64 own_time(void)
{
    struct rusage usage = {0};
    getrusage(RUSAGE_SELF, &usage);
    return processor_time(&usage);
}

/* The limit of time for the next file, beyond what the files before took. */
static gint64 begin_file(gint64 cpu)
{
    struct rlimit limit;
    gint64 before = own_time();
    if (getrlimit(RLIMIT_CPU, &limit) == 0) {
        limit.rlim_cur = MIN((rlim_t)((before + MAX(cpu, 1) - 1) / G_USEC_PER_SEC + 1), limit.rlim_max);
        setrlimit(RLIMIT_CPU, &limit);
    }
    alarm(MOST_SECONDS);
    return before;
}

G_GNUC_NORETURN static void do_work(RectoDecoderWork work, int in, int out)
{
    for (;;) {
        Header header;
        g_autoptr(GBytes) input = receive(in, &header);
        g_autoptr(GError) error = NULL;
        if (!input)
            _exit(0);
        gint64 before = begin_file(header.limits.cpu);
        GVariant *done = work(input, &error);
        g_autoptr(GBytes) bytes = answer(error ? (gint32)error->code : DONE, error ? error->message : "", done);
        header.cpu = own_time() - before;
        alarm(0);
        if (!send_all(out, header, bytes))
            _exit(1);
    }
}

/* ---- a child, as its parent sees it ---- */

typedef struct {
    RectoDecoderWork work;
    pid_t pid;
    int in, out; /* the pipes to it and from it */
    guint files; /* that it was asked for */
    gint64 cpu;  /* processor time that the child reports to have used */
} Worker;

/* One child for each kind of work. */
static Worker workers[2];

static GBytes *start(Worker *worker, RectoDecoderWork work, guint64 memory)
{
    RectoChildLimits limits = {.seconds = MOST_CPU, .memory = memory, .no_writes = TRUE, .silent = TRUE};
    g_autoptr(GError) error = NULL;
    int questions[2], answers = -1;
    if (pipe2(questions, O_CLOEXEC) != 0)
        return answer_format(G_IO_ERROR_FAILED, "no pipe to another process: %s", g_strerror(errno));
    pid_t child = recto_child_fork(&limits, &answers, &error);
    if (child == 0) {
        close(questions[1]);
        do_work(work, questions[0], answers);
    }
    close(questions[0]);
    if (child < 0) {
        close(questions[1]);
        return answer(G_IO_ERROR_FAILED, error->message, NULL);
    }
    *worker = (Worker){.work = work, .pid = child, .in = questions[1], .out = answers};
    return NULL;
}

/* Returns how it ended; -1 when the system keeps no account of children (SIGCHLD is ignored). `*ret_cpu` grows by the
 * time that it took without saying so. */
static int end(Worker *worker, gint64 *ret_cpu)
{
    struct rusage usage = {0};
    int status = -1;
    close(worker->in);
    close(worker->out);
    while (wait4(worker->pid, &status, 0, &usage) < 0 && errno == EINTR)
        continue;
    *ret_cpu += MAX(processor_time(&usage) - worker->cpu, 0);
    *worker = (Worker){0};
    return status;
}

void recto_decoder_end(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(workers); i++) {
        gint64 cpu = 0;
        if (workers[i].work) {
            kill(workers[i].pid, SIGKILL);
            end(&workers[i], &cpu);
        }
    }
}

static gboolean is_late(int status)
{
    int number = status != -1 && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return number == SIGXCPU || number == SIGKILL || number == SIGALRM;
}

static GBytes *explain_end(int status, const RectoDecoderLimits *limits)
{
    if (is_late(status))
        return answer_format(G_IO_ERROR_NO_SPACE, "rendering takes more than %d s",
                             (int)MAX(limits->cpu / G_USEC_PER_SEC, 1));
    return answer_format(G_IO_ERROR_INVALID_DATA, "rendering crashes the library or needs more than %u MiB",
                         (guint)(limits->memory >> 20));
}

/* Asks a child that is alive. `*ret_final`: the answer would be the same in another child. */
static GBytes *ask(Worker *worker, GBytes *input, const RectoDecoderLimits *limits, gint64 *ret_cpu,
                   gboolean *ret_final)
{
    Header header = {.limits = *limits};
    gboolean first = worker->files++ == 0;
    GBytes *bytes = send_all(worker->in, header, input) ? receive(worker->out, &header) : NULL;
    if (bytes) {
        gint64 cpu = CLAMP(header.cpu, 0, MOST_CPU * G_USEC_PER_SEC);
        worker->cpu += cpu;
        *ret_cpu += cpu;
        *ret_final = first || is_result(bytes);
        return bytes;
    }
    kill(worker->pid, SIGKILL);
    int status = end(worker, ret_cpu);
    *ret_final = first || is_late(status);
    return explain_end(status, limits);
}

static Worker *find_worker(RectoDecoderWork work)
{
    guint i = 0;
    while (i + 1 < G_N_ELEMENTS(workers) && workers[i].work && workers[i].work != work)
        i++;
    return &workers[i];
}

/* Returns the answer, whatever happens. */
static GBytes *run(RectoDecoderWork work, GBytes *input, const RectoDecoderLimits *limits, gint64 *ret_cpu)
{
    Worker *worker = find_worker(work);
    g_autoptr(GBytes) bytes = NULL;
    gboolean final = FALSE;
    gint64 cpu = 0;
    *ret_cpu = 0;
    if (worker->work && worker->work != work) {
        kill(worker->pid, SIGKILL);
        end(worker, &cpu);
    }
    while (!final) {
        GBytes *trouble = worker->work ? NULL : start(worker, work, limits->memory);
        if (trouble)
            return trouble;
        g_clear_pointer(&bytes, g_bytes_unref);
        bytes = ask(worker, input, limits, ret_cpu, &final);
        if (!final && worker->work) {
            kill(worker->pid, SIGKILL);
            end(worker, &cpu);
        }
    }
    return g_steal_pointer(&bytes);
}

/* ---- the copy from which later children are forked ---- */

static RectoDecoderWork kept_work;
static int kept_in = -1, kept_out = -1; /* pipes to the copy and from it */

static void serve(int in, int out)
{
    for (;;) {
        Header header;
        g_autoptr(GBytes) input = receive(in, &header);
        g_autoptr(GBytes) bytes = input ? run(kept_work, input, &header.limits, &header.cpu) : NULL;
        if (!bytes || !send_all(out, header, bytes))
            break;
    }
    recto_decoder_end();
    _exit(0);
}

void recto_decoder_keep(RectoDecoderWork work)
{
    RectoChildLimits limits = {.silent = TRUE};
    int questions[2], answers = -1;
    recto_decoder_end();
    if (kept_work || pipe2(questions, O_CLOEXEC) != 0)
        return;
    kept_work = work;
    pid_t child = recto_child_fork(&limits, &answers, NULL);
    if (child == 0) {
        close(questions[1]);
        serve(questions[0], answers);
    }
    close(questions[0]);
    kept_in = questions[1];
    kept_out = answers;
}

gboolean recto_decoder_is_kept(RectoDecoderWork work)
{
    return kept_work == work;
}

static GBytes *ask_kept(GBytes *input, const RectoDecoderLimits *limits, gint64 *ret_cpu)
{
    Header header = {.limits = *limits};
    GBytes *bytes = kept_out >= 0 && send_all(kept_in, header, input) ? receive(kept_out, &header) : NULL;
    if (!bytes)
        return answer_format(G_IO_ERROR_FAILED, "the rendering process has ended");
    *ret_cpu = header.cpu;
    return bytes;
}

GVariant *recto_decoder_run(RectoDecoderWork work, GBytes *input, const GVariantType *type,
                            const RectoDecoderLimits *limits, gint64 *ret_cpu, GError **error)
{
    *ret_cpu = 0;
    g_autoptr(GBytes) bytes =
        recto_decoder_is_kept(work) ? ask_kept(input, limits, ret_cpu) : run(work, input, limits, ret_cpu);
    return unpack(bytes, type, error);
}
