/* Keeps log messages of libraries off the terminal. */
#include "cli/library_log.h"

#include "cli/memory.h"
#include "cli/print.h"

#include <glib.h>
#include <string.h>

#define MAX_SHOWN 20

static gint shown = MAX_SHOWN;

static void show(const char *domain, const char *message)
{
    if (g_atomic_int_add(&shown, 1) < MAX_SHOWN)
        recto_print_error("recto: note: %s logs: %s\n", domain ? domain : "a library", message ? message : "");
}

/* Handles messages of g_log(), g_warning() and others. */
static void on_message(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data)
{
    if (level & G_LOG_LEVEL_ERROR)
        recto_memory_end(message);
    show(domain, message);
}

static const char *find_field(const GLogField *fields, gsize n, const char *key)
{
    for (gsize i = 0; i < n; i++)
        if (g_str_equal(fields[i].key, key) && fields[i].length < 0)
            return fields[i].value;
    return NULL;
}

/* Handles messages of g_log_structured(), which does not call log handlers: passes them to the handlers of g_log(),
 * including a module's own. */
static GLogWriterOutput on_fields(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
    const char *domain = find_field(fields, n, "GLIB_DOMAIN"), *message = find_field(fields, n, "MESSAGE");
    if (level & G_LOG_LEVEL_ERROR)
        recto_memory_end(message);
    g_log(domain, level & G_LOG_LEVEL_MASK, "%s", message ? message : "");
    return G_LOG_WRITER_HANDLED;
}

void recto_library_log_guard(void)
{
    g_log_set_default_handler(on_message, NULL);
    g_log_set_writer_func(on_fields, NULL, NULL);
}

void recto_library_log_show(void)
{
    g_atomic_int_set(&shown, 0);
}
