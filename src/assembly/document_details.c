/* Document details as text: date, authors, categories and others. */
#include "assembly/compose.h"

char *recto_facts_date(RectoCompose *compose)
{
    const RectoMeta *meta = &compose->layout->document->meta;
    if (meta->date.year)
        return recto_strings_date(compose->layout->strings, meta->date.year, meta->date.month, meta->date.day);
    return meta->date_text && *meta->date_text ? g_strdup(meta->date_text) : NULL;
}

char *recto_facts_authors(RectoCompose *compose)
{
    return recto_compose_series(compose, compose->layout->document->meta.authors);
}

char *recto_facts_categories(RectoCompose *compose)
{
    const char **categories = compose->layout->document->meta.categories;
    return categories && categories[0] ? g_strjoinv(", ", (char **)categories) : NULL;
}

static const char **copy_words(RectoArena *arena, const char *const *one, const char *const *other)
{
    guint n = 0, n_one = one ? g_strv_length((char **)one) : 0, n_other = other ? g_strv_length((char **)other) : 0;
    const char **all = recto_arena_newn(arena, const char *, n_one + n_other + 1);
    for (guint i = 0; i < n_one + n_other; i++) {
        const char *word = i < n_one ? one[i] : other[i - n_one];
        if (!g_strv_contains(all, word))
            all[n++] = recto_arena_strndup(arena, word, -1);
    }
    return all;
}

void recto_facts_info(RectoCompose *compose)
{
    const RectoMeta *meta = &compose->layout->document->meta;
    RectoArena *arena = compose->layout->pages->arena;
    compose->layout->pages->info = (RectoInfo){
        .title = recto_arena_strndup(arena, meta->title, -1),
        .authors = copy_words(arena, meta->authors, NULL),
        .subject = recto_arena_strndup(arena, meta->description, -1),
        .keywords = copy_words(arena, meta->tags, meta->categories),
        .lang = recto_arena_strndup(arena, meta->lang, -1),
        .date_iso = recto_arena_strndup(arena, meta->date_iso, -1),
    };
}
