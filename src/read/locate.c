/* Finds the source positions of inlines (locate.h). */
#include "read/locate.h"

#include <string.h>

/* Lines further down in which a literal is looked for (code spans run over line ends). */
#define LINES_AHEAD 2

struct RectoLocator {
    const char *text;
    GArray *starts; /* of gsize: offset of each line, and of the end */
    RectoLinePlaces places;
    guint line, last; /* index of the cursor's line and of the block's last, from 0 */
    gsize at;         /* offset of the cursor in the text */
    struct {          /* a place whose column is known: long lines are not counted again for each of their words */
        gsize start, at;
        guint32 column;
    } * counted;
};

RectoLocator *recto_locator_new(const char *text, gsize length, const RectoLinePlaces *places)
{
    RectoLocator *locator = g_new0(RectoLocator, 1);
    gsize offset = 0;
    locator->text = text;
    locator->places = *places;
    locator->counted = g_malloc0(sizeof *locator->counted);
    locator->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    while (TRUE) {
        g_array_append_val(locator->starts, offset);
        const char *end = offset < length ? memchr(text + offset, '\n', length - offset) : NULL;
        if (!end)
            break;
        offset = (gsize)(end - text) + 1;
    }
    g_array_append_val(locator->starts, length);
    return locator;
}

void recto_locator_free(RectoLocator *locator)
{
    g_array_unref(locator->starts);
    g_free(locator->counted);
    g_free(locator);
}

static guint n_lines(const RectoLocator *locator)
{
    return locator->starts->len - 1;
}

static gsize start_of(const RectoLocator *locator, guint line)
{
    return g_array_index(locator->starts, gsize, MIN(line, n_lines(locator)));
}

/* Characters before `offset` in its line, which begins at `start`. */
static guint32 column_of(const RectoLocator *locator, gsize start, gsize offset)
{
    if (locator->counted->start != start || offset < locator->counted->at) {
        locator->counted->start = locator->counted->at = start;
        locator->counted->column = 0;
    }
    const char *from = locator->text + locator->counted->at;
    locator->counted->column += (guint32)g_utf8_strlen(from, (gssize)(offset - locator->counted->at));
    locator->counted->at = offset;
    return locator->counted->column;
}

static RectoSpan span_at(const RectoLocator *locator, guint line, gsize offset, gsize bytes)
{
    guint32 column = column_of(locator, start_of(locator, line), offset) + 1;
    guint32 length = (guint32)g_utf8_strlen(locator->text + offset, (gssize)bytes);
    return (RectoSpan){locator->places.file, recto_line_place(&locator->places, line), column, length};
}

static gsize offset_of(const RectoLocator *locator, guint line, guint column)
{
    gsize start = start_of(locator, line), end = start_of(locator, line + 1);
    return MIN(start + (column ? column - 1 : 0), end);
}

void recto_locator_enter(RectoLocator *locator, guint line, guint column, guint last_line)
{
    locator->line = line ? MIN(line - 1, n_lines(locator) - 1) : 0;
    locator->last = last_line ? MAX(locator->line, MIN(last_line - 1, n_lines(locator) - 1)) : locator->line;
    locator->at = offset_of(locator, locator->line, column);
}

RectoSpan recto_locator_block(const RectoLocator *locator, guint line, guint column)
{
    guint index = line ? MIN(line - 1, n_lines(locator) - 1) : 0;
    return span_at(locator, index, offset_of(locator, index, column), 0);
}

RectoSpan recto_locator_here(const RectoLocator *locator)
{
    return span_at(locator, locator->line, locator->at, 0);
}

/* Finds the offset of the literal at or after the cursor, and its line. Returns FALSE if it is not near. */
static gboolean seek(const RectoLocator *locator, const char *literal, guint *ret_line, gsize *ret_offset)
{
    gsize length = strlen(literal);
    for (guint line = locator->line; length && line <= MIN(locator->last, locator->line + LINES_AHEAD); line++) {
        gsize from = line == locator->line ? locator->at : start_of(locator, line);
        gsize to = start_of(locator, line + 1);
        const char *found = from < to ? memmem(locator->text + from, to - from, literal, length) : NULL;
        if (found) {
            *ret_line = line;
            *ret_offset = (gsize)(found - locator->text);
            return TRUE;
        }
    }
    return FALSE;
}

RectoSpan recto_locator_peek(const RectoLocator *locator, const char *literal)
{
    guint line = 0;
    gsize offset = 0;
    if (!seek(locator, literal, &line, &offset) || line != locator->line)
        return recto_locator_here(locator);
    return span_at(locator, line, offset, strlen(literal));
}

RectoSpan recto_locator_find(RectoLocator *locator, const char *literal)
{
    guint line = 0;
    gsize offset = 0;
    if (!seek(locator, literal, &line, &offset))
        return recto_locator_here(locator);
    locator->line = line;
    locator->at = offset + strlen(literal);
    return span_at(locator, line, offset, strlen(literal));
}

RectoSpan recto_locator_break(RectoLocator *locator)
{
    RectoSpan span = recto_locator_here(locator);
    if (locator->line < locator->last) {
        locator->line++;
        locator->at = start_of(locator, locator->line);
    }
    return span;
}

gboolean recto_locator_escaped(const RectoLocator *locator, gsize *at)
{
    gsize from = *at ? *at : locator->at, end = start_of(locator, locator->line + 1);
    const char *brace = from < end ? memchr(locator->text + from, '{', end - from) : NULL;
    *at = brace ? (gsize)(brace + 1 - locator->text) : end;
    return brace && brace > locator->text && brace[-1] == '\\';
}
