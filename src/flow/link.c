/* Links: their elements, their areas, and their URLs in the margin. */
#include "flow/link.h"

#include "base/address.h"

#include <string.h>

/* Maximum length of a URL in a message, in bytes. */
#define MAX_SHOWN_ADDRESS 50

/* Returns the printed form of a URL: without scheme, with "www.", and without the final slash of a bare host. Caller
 * frees. */
static char *printed_address(const char *uri)
{
    uri = recto_address_printed(uri);
    g_autofree char *plain = g_uri_unescape_string(uri, NULL);
    if (plain && g_utf8_validate(plain, -1, NULL) && !strpbrk(plain, " \t\n"))
        return g_steal_pointer(&plain);
    return g_strdup(uri);
}

/* Sets the lines of a margin link: its label, then the URL, cut after note.max-lines lines. */
static void set_note(RectoState *state, RectoMarginNote *note)
{
    RectoLayout *layout = state->layout;
    const RectoStyle *style = state->scope->style;
    guint n_label = 0;
    note->fragment = recto_layout_text(layout, style, note->words, &style->note_label, style->page_note_width,
                                       (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN}, &n_label);
    g_autoptr(RectoText) text = recto_text_new(layout->engine, layout->document->meta.lang);
    RectoCharStyle characters = recto_layout_char_style(layout, &style->note, RECTO_SLOT_NONE, style->note.colour);
    characters.flags = RECTO_CHAR_LITERAL | RECTO_CHAR_ADDRESS;
    recto_text_append(text, note->address, -1, &characters, RECTO_NO_SPAN);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, style, &style->note, style->page_note_width);
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    guint n = MIN(lines->n_lines, (guint)MAX(style->note_max_lines, 1));
    note->cut = n < lines->n_lines;
    for (guint i = 0; i < n; i++) {
        RectoLength y = (RectoLength)n_label * style->note_label.leading + (RectoLength)i * style->note.leading;
        g_autoptr(RectoFragment) line = recto_layout_line(layout, style, &lines->lines[i], &style->note);
        recto_fragment_add_fragment(note->fragment, line, 0, y);
        if (note->cut && i + 1 == n) {
            g_autoptr(RectoFragment) dots =
                recto_layout_text(layout, style, "…", &style->note, style->page_note_width,
                                  (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN}, NULL);
            recto_fragment_add_fragment(note->fragment, dots, lines->lines[i].width, y);
        }
    }
    note->ascent = style->note.leading - RECTO_BASELINE_RISE / 2;
    note->descent = (RectoLength)(n_label - 1) * style->note_label.leading + (RectoLength)n * style->note.leading +
                    RECTO_BASELINE_RISE / 2;
}

static void want_note(RectoState *state, gint link, const char *words, const char *uri)
{
    RectoArena *arena = state->layout->pages->arena;
    g_autofree char *address = printed_address(uri);
    RectoMarginNote *note = g_new0(RectoMarginNote, 1);
    note->key = recto_arena_strndup(arena, uri, -1);
    note->words = recto_arena_strndup(arena, words, -1);
    note->address = recto_arena_strndup(arena, address, -1);
    set_note(state, note);
    g_ptr_array_add(state->scope->notes, note);
    g_array_append_val(state->scope->note_links, link);
}

/* Returns the destination that `#id` names, or NULL, with a warning, if there is none. */
const char *recto_link_dest(RectoState *state, const char *id, RectoSpan span)
{
    g_autofree char *plain = g_uri_unescape_string(id, NULL);
    const char *found = recto_state_anchor(state, plain ? plain : id);
    if (!found)
        recto_diagnose(state->layout->diagnostics, RECTO_CODE_DEAD_LINK, span, "target “#%s” does not exist", id);
    return found;
}

/* Returns the action of a link that leaves the document, or NULL, with a warning, if recto does not allow it. Caller
 * frees. */
static char *find_action(RectoState *state, const RectoNode *node)
{
    RectoLayout *layout = state->layout;
    char *action = recto_address_action(node->text, layout->document->meta.source_url);
    if (action || !*node->text)
        return action;
    gboolean relative = recto_address_judge(node->text) == RECTO_ADDRESS_RELATIVE;
    gsize shown = MIN(strlen(node->text), MAX_SHOWN_ADDRESS);
    while (((guchar)node->text[shown] & 0xC0) == 0x80) /* do not cut within a character */
        shown--;
    recto_diagnose(layout->diagnostics, relative ? RECTO_CODE_RELATIVE_LINK : RECTO_CODE_LINK_SCHEME, node->span,
                   relative ? "“%.*s” is relative to a web page that recto does not know"
                            : "“%.*s” is not a URL that recto links to",
                   (int)shown, node->text);
    return NULL;
}

gint recto_state_add_link(RectoState *state, const RectoNode *node, RectoElement *parent, const char *words,
                          RectoElement **ret_element)
{
    RectoLayout *layout = state->layout;
    gboolean internal = node->text[0] == '#', bare = node->link.autolink || !*words;
    const char *dest = internal ? recto_link_dest(state, node->text + 1, node->span) : NULL;
    g_autofree char *action = internal ? NULL : find_action(state, node);
    *ret_element = NULL;
    if (!action && !dest)
        return -1;
    *ret_element = recto_element_new(layout->pages->structure, parent, RECTO_ROLE_LINK, node->span);
    const char *contents = node->title ? node->title : *words ? words : node->text;
    gint link = (gint)recto_pages_add_link(layout->pages, action, dest, contents, *ret_element, node->span);
    if (node->attributes && node->attributes->lang)
        recto_element_set_lang(layout->pages->structure, *ret_element, node->attributes->lang);
    /* URLs that are listed at the end are collected in the same way; assembly/ decides where they are printed. */
    if (state->scope->style->link_addresses != RECTO_ADDRESSES_NONE && !internal && !bare)
        want_note(state, link, words, action);
    return link;
}
