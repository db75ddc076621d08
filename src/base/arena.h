/* A bump arena for many small blocks with the same lifetime, such as the nodes of a document or the items of its pages.
 * Create it with recto_arena_new() and free it with recto_arena_free(); single blocks are never freed. If memory runs
 * out, the process aborts, as in GLib. */
#pragma once

#include <glib.h>

typedef struct RectoArena RectoArena;

RectoArena *recto_arena_new(void);
void recto_arena_free(RectoArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoArena, recto_arena_free)

/* Returns a zeroed block of `size` bytes, aligned for any type; size 0 gives a valid pointer. */
gpointer recto_arena_alloc(RectoArena *arena, gsize size);

/* Returns a copy of `size` bytes. */
gpointer recto_arena_copy(RectoArena *arena, gconstpointer data, gsize size);

/* Returns a NUL-terminated copy of a string. `length` is −1 for a NUL-terminated string. NULL gives NULL. */
char *recto_arena_strndup(RectoArena *arena, const char *text, gssize length);

#define recto_arena_new0(arena, type)    ((type *)recto_arena_alloc((arena), sizeof(type)))
#define recto_arena_newn(arena, type, n) ((type *)recto_arena_alloc((arena), sizeof(type) * (gsize)(n)))
