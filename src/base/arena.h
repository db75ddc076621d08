/* A bump arena: many small blocks that live and die together (the nodes of a document, the items of its pages).
 * recto_arena_new() … recto_arena_free(); single blocks are never freed. Out of memory aborts, as in GLib. */
#pragma once

#include <glib.h>

typedef struct RectoArena RectoArena;

RectoArena *recto_arena_new(void);
void recto_arena_free(RectoArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoArena, recto_arena_free)

/* Zeroed block of `size` bytes, aligned for any type; size 0 gives a valid pointer. */
gpointer recto_arena_alloc(RectoArena *arena, gsize size);

/* Copy of `size` bytes. */
gpointer recto_arena_copy(RectoArena *arena, gconstpointer data, gsize size);

/* Copy of a string; `length` -1 for NUL-terminated; NULL gives NULL. Always NUL-terminated. */
char *recto_arena_strndup(RectoArena *arena, const char *text, gssize length);

#define recto_arena_new0(arena, type)    ((type *)recto_arena_alloc((arena), sizeof(type)))
#define recto_arena_newn(arena, type, n) ((type *)recto_arena_alloc((arena), sizeof(type) * (gsize)(n)))
