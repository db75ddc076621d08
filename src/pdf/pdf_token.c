/* Splits PDF content and objects into tokens (pdf_token.h). */
#include "pdf/pdf_token.h"

enum { SPACE = 1, DELIMITER };

static const guint8 classes[256] = {
    [0] = SPACE,       ['\t'] = SPACE,    ['\n'] = SPACE,    ['\f'] = SPACE,    ['\r'] = SPACE,    [' '] = SPACE,
    ['('] = DELIMITER, [')'] = DELIMITER, ['<'] = DELIMITER, ['>'] = DELIMITER, ['['] = DELIMITER, [']'] = DELIMITER,
    ['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER, ['%'] = DELIMITER,
};

static int class_of(char c)
{
    return classes[(guchar)c];
}

/* Returns the position after the string that starts at `at`. */
static gsize skip_string(const char *content, gsize length, gsize at)
{
    guint depth = 0;
    for (; at < length; at++) {
        char c = content[at];
        if (c == '\\')
            at++;
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            return at + 1;
    }
    return length;
}

static gsize skip_hex(const char *content, gsize length, gsize at)
{
    const char *end = memchr(content + at, '>', length - at);
    return end ? (gsize)(end - content) + 1 : length;
}

static gsize skip_dictionary(const char *content, gsize length, gsize at)
{
    guint depth = 0;
    while (at + 1 < length) {
        char c = content[at], next = content[at + 1];
        if (c == '<' && next == '<') {
            depth++;
            at += 2;
        } else if (c == '>' && next == '>') {
            at += 2;
            if (--depth == 0)
                return at;
        } else if (c == '(') {
            at = skip_string(content, length, at);
        } else if (c == '<') {
            at = skip_hex(content, length, at);
        } else {
            at++;
        }
    }
    return length;
}

/* Cairo ends inline data with EI on a line of its own. */
static gsize skip_image(const char *content, gsize length, gsize at)
{
    const char *end = memmem(content + at, length - at, "\nEI", 3);
    return end ? (gsize)(end - content) + 3 : length;
}

static gsize skip_blank(const char *content, gsize length, gsize at)
{
    while (at < length) {
        if (content[at] == '%')
            while (at < length && content[at] != '\n' && content[at] != '\r')
                at++;
        else if (class_of(content[at]) == SPACE)
            at++;
        else
            break;
    }
    return at;
}

gboolean recto_pdf_next_token(const char *content, gsize length, gsize *position, RectoPdfToken *ret_token)
{
    gsize start = skip_blank(content, length, *position), end = start + 1;
    if (start >= length) {
        *position = length;
        return FALSE;
    }
    char c = content[start];
    if (c == '(') {
        end = skip_string(content, length, start);
    } else if (c == '<') {
        gboolean dictionary = end < length && content[end] == '<';
        end = dictionary ? skip_dictionary(content, length, start) : skip_hex(content, length, start);
    } else if (class_of(c) != DELIMITER || c == '/') {
        while (end < length && !class_of(content[end]))
            end++;
        if (end - start == 2 && content[start] == 'I' && content[start + 1] == 'D')
            end = skip_image(content, length, end);
    }
    *ret_token = (RectoPdfToken){content + start, end - start};
    *position = end;
    return TRUE;
}
