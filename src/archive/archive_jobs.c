/* Runs the builds of the archive, each in its own process. */
#include "archive/archive_jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

typedef struct {
    pid_t process;
    int output; /* read end of the child's output pipe */
    guint index;
    GByteArray *printed;
} ArchiveJob;

typedef struct {
    guint n, next, at_once;
    char **(*command)(guint index, gpointer data);
    int (*run)(char **arguments);
    RectoJobEnded ended;
    gpointer data;
    GArray *running; /* ArchiveJob, by value */
} Jobs;

/* IDs of the running processes, for the signal handler: `places` entries, 0 if free. Signals are blocked while they
 * change. */
static pid_t *processes;
static guint places;

void recto_jobs_end(void)
{
    for (guint i = 0; i < places; i++)
        if (processes[i])
            kill(processes[i], SIGTERM);
    for (guint i = 0; i < places; i++)
        while (processes[i] && waitpid(processes[i], NULL, 0) < 0 && errno == EINTR)
            ;
}

static void note(pid_t old, pid_t new)
{
    for (guint i = 0; i < places; i++) {
        if (processes[i] == old) {
            processes[i] = new;
            return;
        }
    }
}

/* Sets up the child process: its output goes into the pipe, and the kernel ends it when the parent ends. */
static void be_child(Jobs *jobs, const int *ends, pid_t parent, const sigset_t *mask, guint index)
{
    places = 0;
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    gboolean led =
        dup2(nothing, STDIN_FILENO) >= 0 && dup2(ends[1], STDOUT_FILENO) >= 0 && dup2(ends[1], STDERR_FILENO) >= 0;
    sigprocmask(SIG_SETMASK, mask, NULL);
    if (!led || getppid() != parent)
        _exit(1);
    for (guint i = 0; i < jobs->running->len; i++)
        close(g_array_index(jobs->running, ArchiveJob, i).output);
    close(ends[0]);
    close(ends[1]);
    int status = jobs->run(jobs->command(index, jobs->data));
    fflush(NULL);
    _exit(status);
}

/* Starts a job. Returns 0, or the errno of the failure. */
static int start(Jobs *jobs, guint index)
{
    int ends[2];
    if (pipe(ends) != 0)
        return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fflush(NULL);
    sigset_t all, mask;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &mask);
    pid_t parent = getpid(), child = fork();
    int number = child < 0 ? errno : 0;
    if (child == 0)
        be_child(jobs, ends, parent, &mask, index);
    if (child > 0)
        note(0, child);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    close(ends[1]);
    if (number) {
        close(ends[0]);
        return number;
    }
    ArchiveJob job = {child, ends[0], index, g_byte_array_new()};
    g_array_append_val(jobs->running, job);
    return 0;
}

static void start_more(Jobs *jobs)
{
    while (jobs->next < jobs->n && jobs->running->len < jobs->at_once) {
        guint index = jobs->next++;
        int number = start(jobs, index);
        if (number)
            jobs->ended(index, -1, g_strerror(number), jobs->data);
    }
}

/* Ends a job after the child has closed its output. */
static void finish(Jobs *jobs, guint place)
{
    ArchiveJob job = g_array_index(jobs->running, ArchiveJob, place);
    sigset_t all, mask;
    int status = 0;
    close(job.output);
    while (waitpid(job.process, &status, 0) < 0 && errno == EINTR)
        ;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &mask);
    note(job.process, 0);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    g_array_remove_index(jobs->running, place);
    g_byte_array_append(job.printed, (const guint8 *)"", 1);
    g_autofree char *text = g_utf8_make_valid((const char *)job.printed->data, (gssize)job.printed->len - 1);
    jobs->ended(job.index, WIFEXITED(status) ? WEXITSTATUS(status) : -1, text, jobs->data);
    g_byte_array_unref(job.printed);
}

/* Returns FALSE at the end of the output. */
static gboolean read_some(ArchiveJob *job)
{
    guint8 buffer[4096];
    ssize_t n = read(job->output, buffer, sizeof buffer);
    if (n > 0)
        g_byte_array_append(job->printed, buffer, (guint)n);
    return n > 0 || (n < 0 && errno == EINTR);
}

static void wait_for_some(Jobs *jobs)
{
    guint n = jobs->running->len;
    g_autofree struct pollfd *waiting = g_new(struct pollfd, n);
    for (guint i = 0; i < n; i++)
        waiting[i] = (struct pollfd){.fd = g_array_index(jobs->running, ArchiveJob, i).output, .events = POLLIN};
    if (poll(waiting, n, -1) < 0)
        return;
    for (guint i = n; i-- > 0;)
        if (waiting[i].revents && !read_some(&g_array_index(jobs->running, ArchiveJob, i)))
            finish(jobs, i);
}

void recto_jobs_run(guint n, guint at_once, char **(*command)(guint index, gpointer data), int (*run)(char **arguments),
                    RectoJobEnded ended, gpointer data)
{
    Jobs jobs = {.n = n, .at_once = MAX(at_once, 1), .command = command, .run = run, .ended = ended, .data = data};
    processes = g_new0(pid_t, jobs.at_once);
    places = jobs.at_once;
    jobs.running = g_array_new(FALSE, FALSE, sizeof(ArchiveJob));
    start_more(&jobs);
    while (jobs.running->len) {
        wait_for_some(&jobs);
        start_more(&jobs);
    }
    g_array_unref(jobs.running);
    places = 0;
    g_clear_pointer(&processes, g_free);
}
