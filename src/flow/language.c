/* Determines the language and the direction of a block. */
#include "flow/flow_state.h"

#include <string.h>

const char *recto_state_lang(const RectoState *state, const RectoNode *node)
{
    for (; state->has_languages && node; node = node->parent) {
        if (node->attributes && node->attributes->lang)
            return node->attributes->lang;
    }
    return state->layout->document->meta.lang;
}

/* Returns the direction given by `dir` on the block or on a node around it. */
static RectoDirection direction_of(const RectoState *state, const RectoNode *node)
{
    for (; state->has_languages && node; node = node->parent) {
        const char *dir = node->attributes ? recto_node_attribute(node, "dir") : NULL;
        if (dir && g_ascii_strcasecmp(dir, "rtl") == 0)
            return RECTO_DIRECTION_RTL;
        if (dir && g_ascii_strcasecmp(dir, "ltr") == 0)
            return RECTO_DIRECTION_LTR;
    }
    return RECTO_DIRECTION_AUTO;
}

RectoText *recto_state_text(RectoState *state, const RectoNode *node)
{
    RectoText *text = recto_text_new(state->layout->engine, recto_state_lang(state, node));
    recto_text_set_direction(text, direction_of(state, node));
    return text;
}

gboolean recto_state_is_rtl(RectoState *state, const RectoNode *node)
{
    if (state->scope->frames->len > 1)
        return recto_state_frame(state)->rtl;
    RectoDirection direction = direction_of(state, node);
    if (direction != RECTO_DIRECTION_AUTO)
        return direction == RECTO_DIRECTION_RTL;
    g_autofree char *words = recto_node_plain_text(node);
    return recto_direction_is_rtl(words, recto_state_lang(state, node));
}

/* Returns the language of the nearest element around that has one, or that of the document. */
static const char *inherited_lang(const RectoState *state, const RectoElement *element)
{
    for (element = element->parent; element; element = element->parent) {
        if (element->lang)
            return element->lang;
    }
    return state->layout->document->meta.lang;
}

void recto_state_mark_lang(RectoState *state, const RectoNode *node, RectoElement *element)
{
    RectoStructure *structure = state->layout->pages->structure;
    const char *lang = recto_state_lang(state, node);
    if (state->has_languages && !element->lang && strcmp(lang, inherited_lang(state, element)) != 0)
        recto_element_set_lang(structure, element, lang);
}

gboolean recto_node_has_languages(const RectoNode *root)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk)) {
        if (walk == RECTO_ENTER && node->attributes && (node->attributes->lang || recto_node_attribute(node, "dir")))
            return TRUE;
    }
    return FALSE;
}
