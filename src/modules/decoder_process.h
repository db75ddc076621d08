/* Runs a decoder in a child process with limits of processor time and memory, so that a file that crashes a library, or
 * keeps it busy for ever, does no harm to the report.
 *
 *     RectoDecoderLimits limits = {.cpu = 4 * G_USEC_PER_SEC, .memory = 512 << 20};
 *     g_autoptr(GVariant) result = recto_decoder_run(work, input, G_VARIANT_TYPE("(uu)"), &limits, &taken, &error);
 *
 * The child is a fork of recto (base/child.h): it inherits the sandbox, the loaded libraries and the faces, and can
 * write nothing but its result. One child does the same work for many files, one after another, since a new one costs
 * several milliseconds of a font map. Each file has the limit of time to itself. A file that fails in a child that has
 * done others is tried again in a new one, so that no file spoils the next, unless it failed for want of time.
 *
 * A child has none of its parent's threads. A library that keeps threads (librsvg for filters) can therefore be used in
 * the parent only after recto_decoder_keep(), which leaves a process without them, from which later children are forked.
 * Call these functions from the only busy thread of the process. */
#pragma once

#include <gio/gio.h>

typedef struct {
    gint64 cpu;     /* microseconds for a file; the kernel counts whole seconds, rounded up */
    guint64 memory; /* bytes beyond those that the parent has when the child begins */
} RectoDecoderLimits;

/* Runs in the child. Returns the result (floating or owned), or NULL with error set (G_IO_ERROR). */
typedef GVariant *(*RectoDecoderWork)(GBytes *input, GError **error);

/* Returns the result, whose type is `type` and whose content is as untrusted as the input; the caller unrefs it.
 * `*ret_cpu` is the processor time that the child took, in microseconds. NULL with error set (G_IO_ERROR): what the
 * work reported; NO_SPACE when the child exceeded a limit; INVALID_DATA when it died; FAILED when no child can be
 * started. */
GVariant *recto_decoder_run(RectoDecoderWork work, GBytes *input, const GVariantType *type,
                            const RectoDecoderLimits *limits, gint64 *ret_cpu, GError **error);

/* Ends the children: the next file gets one that inherits the present state of this process, its faces for example. */
void recto_decoder_end(void);

/* Ends the children. From now on those that do this work are forked from a copy of the process as it is now, which ends
 * with it. Does nothing when called again. */
void recto_decoder_keep(RectoDecoderWork work);
gboolean recto_decoder_is_kept(RectoDecoderWork work);
