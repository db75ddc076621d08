/* Bump allocation in large blocks. */
#include "base/arena.h"

#include <stddef.h>
#include <string.h>

#define BLOCK_BYTES 65536
#define ALIGNMENT   (sizeof(max_align_t) > 16 ? sizeof(max_align_t) : 16)

struct RectoArena {
    GPtrArray *blocks;
    char *at;
    gsize left;
};

RectoArena *recto_arena_new(void)
{
    RectoArena *arena = g_new0(RectoArena, 1);
    arena->blocks = g_ptr_array_new_with_free_func(g_free);
    return arena;
}

void recto_arena_free(RectoArena *arena)
{
    if (!arena)
        return;
    g_ptr_array_unref(arena->blocks);
    g_free(arena);
}

/* Returns uninitialised memory. */
static gpointer allocate(RectoArena *arena, gsize size)
{
    gsize rounded = (MAX(size, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    /* a large allocation gets a block of its own, so that it does not waste the rest of the current one */
    if (rounded > BLOCK_BYTES / 4) {
        gpointer block = g_malloc(rounded);
        g_ptr_array_add(arena->blocks, block);
        return block;
    }
    if (rounded > arena->left) {
        arena->at = g_malloc(BLOCK_BYTES);
        arena->left = BLOCK_BYTES;
        g_ptr_array_add(arena->blocks, arena->at);
    }
    gpointer block = arena->at;
    arena->at += rounded;
    arena->left -= rounded;
    return block;
}

/* Memory is zeroed on allocation, so that unused memory is never touched. */
gpointer recto_arena_alloc(RectoArena *arena, gsize size)
{
    return memset(allocate(arena, size), 0, size);
}

gpointer recto_arena_copy(RectoArena *arena, gconstpointer data, gsize size)
{
    gpointer copy = allocate(arena, size);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

char *recto_arena_strndup(RectoArena *arena, const char *text, gssize length)
{
    if (!text)
        return NULL;
    gsize n = length < 0 ? strlen(text) : (gsize)length;
    char *copy = allocate(arena, n + 1);
    memcpy(copy, text, n);
    copy[n] = '\0';
    return copy;
}
