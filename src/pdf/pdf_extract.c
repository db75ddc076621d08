/* Whole PDFs through libqpdf: the child process that reads those of others, and what it sends. */
#include "pdf/pdf_extract.h"

#include "base/child.h"
#include "base/module.h"

#include <string.h>
#include <unistd.h>

static const RectoPdfTools *find_tools(GError **error)
{
    return recto_module_symbol(RECTO_PDF_TOOLS_MODULE, RECTO_PDF_TOOLS_SYMBOL, error);
}

/* ---- messages of the child: a kind, a length and that number of bytes ---- */

typedef enum {
    MESSAGE_BEGIN,   /* a file's name */
    MESSAGE_ADD,     /* bytes of it */
    MESSAGE_END,     /* empty */
    MESSAGE_PROBLEM, /* the file ends, and why it is not whole */
    MESSAGE_CUT,     /* file that is left out */
    MESSAGE_ERROR,   /* why the PDF can't be read; the last one */
    MESSAGE_DONE,    /* the last one; its text is the result, if there is one */
} MessageKind;

typedef struct {
    guint32 kind, length;
} Message;

/* Bytes of a message: more than the child ever sends at once is not from it. */
#define MAX_MESSAGE 65536

static gboolean send(int pipe, MessageKind kind, gconstpointer bytes, gsize length)
{
    Message message = {kind, (guint32)length};
    return recto_child_send(pipe, &message, sizeof message) && recto_child_send(pipe, bytes, length);
}

static gboolean send_text(int pipe, MessageKind kind, const char *text)
{
    return send(pipe, kind, text, MIN(strlen(text), MAX_MESSAGE));
}

static gboolean send_begin(const char *name, gpointer data)
{
    return send_text(*(int *)data, MESSAGE_BEGIN, name);
}

static gboolean send_bytes(gconstpointer bytes, gsize length, gpointer data)
{
    for (const char *at = bytes; length > 0;) {
        gsize n = MIN(length, MAX_MESSAGE);
        if (!send(*(int *)data, MESSAGE_ADD, at, n))
            return FALSE;
        at += n;
        length -= n;
    }
    return TRUE;
}

static gboolean send_end(const char *problem, gpointer data)
{
    return send_text(*(int *)data, problem ? MESSAGE_PROBLEM : MESSAGE_END, problem ? problem : "");
}

static gboolean send_cut(const char *problem, gpointer data)
{
    return send_text(*(int *)data, MESSAGE_CUT, problem);
}

/* ---- evaluation in the parent ---- */

typedef struct {
    const RectoPdfSink *sink;
    gboolean in_file, done, ended_by_sink;
    gsize file, total;
    guint n_files;
    GError **error;
} Receiver;

static gboolean set_broken(Receiver *receiver)
{
    g_set_error(receiver->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "reading the file fails");
    return FALSE;
}

/* The limits again: who breaks into the child does not get past them. */
static gboolean is_in_order(Receiver *receiver, const Message *message, const char *bytes)
{
    gboolean needs_file =
        message->kind == MESSAGE_ADD || message->kind == MESSAGE_END || message->kind == MESSAGE_PROBLEM;
    if (needs_file != receiver->in_file && message->kind != MESSAGE_ERROR)
        return FALSE;
    if (message->kind == MESSAGE_ADD) {
        receiver->file += message->length;
        receiver->total += message->length;
        return receiver->file <= RECTO_PDF_MAX_FILE && receiver->total <= RECTO_PDF_MAX_TOTAL;
    }
    if (message->kind == MESSAGE_BEGIN) {
        receiver->file = 0;
        if (++receiver->n_files > RECTO_PDF_MAX_NODES)
            return FALSE;
    }
    return g_utf8_validate(bytes, message->length, NULL);
}

/* FALSE: nothing more is wanted. */
static gboolean store_message(Receiver *receiver, const Message *message, const char *bytes)
{
    const RectoPdfSink *sink = receiver->sink;
    if (!is_in_order(receiver, message, bytes))
        return set_broken(receiver);
    gboolean more = TRUE;
    switch (message->kind) {
    case MESSAGE_BEGIN:
        receiver->in_file = TRUE;
        more = sink->begin(bytes, sink->data);
        break;
    case MESSAGE_ADD:
        more = sink->add(bytes, message->length, sink->data);
        break;
    case MESSAGE_END:
    case MESSAGE_PROBLEM:
        receiver->in_file = FALSE;
        more = sink->end(message->kind == MESSAGE_PROBLEM ? bytes : NULL, sink->data);
        break;
    case MESSAGE_CUT:
        more = sink->cut(bytes, sink->data);
        break;
    case MESSAGE_DONE:
        receiver->done = TRUE;
        return FALSE;
    case MESSAGE_ERROR:
        g_set_error(receiver->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", bytes);
        return FALSE;
    default:
        return set_broken(receiver);
    }
    receiver->ended_by_sink = !more;
    return more;
}

/* `bytes`: room for MAX_MESSAGE and a NUL. FALSE at the end of what the child sends. */
static gboolean receive(int pipe, Message *message, char *bytes)
{
    if (!recto_child_receive(pipe, message, sizeof *message) || message->length > MAX_MESSAGE ||
        !recto_child_receive(pipe, bytes, message->length))
        return FALSE;
    bytes[message->length] = '\0';
    return TRUE;
}

/* ---- the child ---- */

/* Processor time and memory for reading one PDF: as much as a large one needs, and little for a small one that pretends
 * to be large. */
static RectoChildLimits limits_for(gsize length)
{
    return (RectoChildLimits){.seconds = 60, .memory = ((gsize)256 << 20) + 8 * length, .no_files = TRUE};
}

static void read_and_send(const RectoPdfTools *tools, GBytes *pdf, int pipe)
{
    RectoPdfSink sender = {send_begin, send_bytes, send_end, send_cut, &pipe};
    g_autoptr(GError) error = NULL;
    if (tools->read_files(pdf, &sender, &error))
        send_text(pipe, MESSAGE_DONE, "");
    else
        send_text(pipe, MESSAGE_ERROR, error->message);
    _exit(0);
}

/* After the child was heard out: its end says more than a pipe that was closed too early. */
static gboolean end_reading(pid_t child, int pipe, const RectoChildLimits *limits, Receiver *receiver, GError **error)
{
    g_autoptr(GError) end = NULL;
    close(pipe);
    gboolean ended = recto_child_wait(child, limits, &end);
    if (receiver->done || receiver->ended_by_sink || (error && *error))
        return receiver->done || receiver->ended_by_sink;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "reading the file %s", ended ? "fails" : end->message);
    return FALSE;
}

gboolean recto_pdf_read_apart(GBytes *pdf, const RectoPdfSink *sink, GError **error)
{
    const RectoPdfTools *tools = find_tools(error);
    RectoChildLimits limits = limits_for(g_bytes_get_size(pdf));
    g_autoptr(GError) trouble = NULL;
    int pipe = -1;
    pid_t child = tools ? recto_child_fork(&limits, &pipe, error) : -1;
    if (child < 0)
        return FALSE;
    if (child == 0)
        read_and_send(tools, pdf, pipe);
    Receiver receiver = {.sink = sink, .error = &trouble};
    Message message = {0};
    g_autofree char *bytes = g_malloc(MAX_MESSAGE + 1);
    while (receive(pipe, &message, bytes) && store_message(&receiver, &message, bytes))
        continue;
    gboolean read = end_reading(child, pipe, &limits, &receiver, &trouble);
    if (!read)
        g_propagate_error(error, g_steal_pointer(&trouble));
    return read;
}

char *recto_pdf_first_difference(GBytes *one, GBytes *other)
{
    static const char unknown[] = "in an unknown position";
    const RectoPdfTools *tools = find_tools(NULL);
    RectoChildLimits limits = limits_for(g_bytes_get_size(one) + g_bytes_get_size(other));
    int pipe = -1;
    pid_t child = tools ? recto_child_fork(&limits, &pipe, NULL) : -1;
    if (child < 0)
        return g_strdup(unknown);
    if (child == 0) {
        char *place = tools->first_difference(one, other);
        send_text(pipe, MESSAGE_DONE, place ? place : unknown);
        _exit(0);
    }
    Message message = {0};
    g_autofree char *text = g_malloc(MAX_MESSAGE + 1);
    gboolean heard = receive(pipe, &message, text) && g_utf8_validate(text, message.length, NULL);
    close(pipe);
    recto_child_wait(child, &limits, NULL);
    return heard ? g_steal_pointer(&text) : g_strdup(unknown);
}

/* ---- in this process ---- */

typedef struct {
    GPtrArray *files;
    GByteArray *bytes;
    char *name;
} Collection;

static void embedded_file_free(RectoEmbeddedFile *file)
{
    g_free(file->name);
    g_bytes_unref(file->bytes);
    g_free(file);
}

static gboolean collect_begin(const char *name, gpointer data)
{
    Collection *collection = data;
    collection->name = g_strdup(name);
    collection->bytes = g_byte_array_new();
    return TRUE;
}

static gboolean collect_bytes(gconstpointer bytes, gsize length, gpointer data)
{
    g_byte_array_append(((Collection *)data)->bytes, bytes, (guint)length);
    return TRUE;
}

static gboolean collect_end(const char *problem, gpointer data)
{
    Collection *collection = data;
    RectoEmbeddedFile *file = g_new(RectoEmbeddedFile, 1);
    *file = (RectoEmbeddedFile){g_steal_pointer(&collection->name),
                                g_byte_array_free_to_bytes(g_steal_pointer(&collection->bytes))};
    if (problem)
        embedded_file_free(file);
    else
        g_ptr_array_add(collection->files, file);
    return TRUE;
}

static gboolean collect_cut(const char *problem, gpointer data)
{
    return FALSE;
}

GPtrArray *recto_pdf_embedded_files(GBytes *pdf, GError **error)
{
    const RectoPdfTools *tools = find_tools(error);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)embedded_file_free);
    Collection collection = {.files = files};
    RectoPdfSink sink = {collect_begin, collect_bytes, collect_end, collect_cut, &collection};
    gboolean read = tools && tools->read_files(pdf, &sink, error);
    /* A file that was begun when the rest could not be read. */
    g_free(collection.name);
    g_clear_pointer(&collection.bytes, g_byte_array_unref);
    return read ? g_steal_pointer(&files) : NULL;
}

GBytes *recto_pdf_linearize(GBytes *pdf, GError **error)
{
    const RectoPdfTools *tools = find_tools(error);
    return tools ? tools->linearize(pdf, error) : NULL;
}
