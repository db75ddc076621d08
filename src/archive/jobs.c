#include "archive/jobs.h"

typedef struct {
    guint n, next, running, at_once;
    char **(*command)(guint index, gpointer data);
    RectoJobEnded ended;
    gpointer data;
    GMainLoop *loop;
} Jobs;

typedef struct {
    Jobs *jobs;
    guint index;
} Job;

static void start_more(Jobs *jobs);

static void finish(Jobs *jobs, guint index, int status, const char *printed)
{
    jobs->ended(index, status, printed ? printed : "", jobs->data);
    jobs->running--;
    start_more(jobs);
}

static void ended(GObject *source, GAsyncResult *result, gpointer data)
{
    GSubprocess *process = G_SUBPROCESS(source);
    Job *job = data;
    g_autoptr(GBytes) printed = NULL;
    g_autofree char *text = NULL;
    g_subprocess_communicate_finish(process, result, &printed, NULL, NULL);
    if (printed && g_bytes_get_size(printed))
        text = g_utf8_make_valid(g_bytes_get_data(printed, NULL), (gssize)g_bytes_get_size(printed));
    finish(job->jobs, job->index, g_subprocess_get_if_exited(process) ? g_subprocess_get_exit_status(process) : -1,
           text);
    g_free(job);
}

static void start(Jobs *jobs, guint index)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) arguments = jobs->command(index, jobs->data);
    g_autoptr(GSubprocess) process = g_subprocess_newv(
        (const char *const *)arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
    if (!process) {
        jobs->ended(index, -1, error->message, jobs->data);
        return;
    }
    jobs->running++;
    Job *job = g_new(Job, 1);
    *job = (Job){jobs, index};
    g_subprocess_communicate_async(process, NULL, NULL, ended, job);
}

static void start_more(Jobs *jobs)
{
    while (jobs->next < jobs->n && jobs->running < jobs->at_once)
        start(jobs, jobs->next++);
    if (!jobs->running)
        g_main_loop_quit(jobs->loop);
}

void recto_jobs_run(guint n, guint at_once, char **(*command)(guint index, gpointer data), RectoJobEnded ended_one,
                    gpointer data)
{
    Jobs jobs = {.n = n, .at_once = MAX(at_once, 1), .command = command, .ended = ended_one, .data = data};
    if (!n)
        return;
    jobs.loop = g_main_loop_new(NULL, FALSE);
    start_more(&jobs);
    if (jobs.running)
        g_main_loop_run(jobs.loop);
    g_main_loop_unref(jobs.loop);
}
