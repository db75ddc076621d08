/* What is not typeset yet: it appears as plain text, with a warning at its line, so that nothing is lost in silence. */
#include "flow/state.h"

#include <string.h>

void recto_flow_rule(RectoState *state, RectoNode *node)
{
    const RectoStyle *style = state->style;
    RectoFragment *fragment = recto_fragment_new();
    recto_flow_flush_run_in(state);
    recto_fragment_add_rect(fragment, 0, style->break_space - style->break_weight / 2, style->break_width,
                            style->break_weight, style->colour_head, RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT,
                            node->span);
    recto_vlist_add_penalty(state->list, RECTO_PENALTY_NEVER);
    recto_state_add_box(state, fragment, 2 * style->break_space, style->break_space, FALSE, node->span);
    recto_state_penalty(state, 0);
}

char *recto_flow_html_text(const char *html)
{
    GString *text = g_string_new(NULL);
    const char *at = html;
    while (*at) {
        const char *end = NULL;
        if (g_str_has_prefix(at, "<!--"))
            end = strstr(at, "-->") ? strstr(at, "-->") + 2 : NULL;
        else if (*at == '<' && (g_ascii_isalpha(at[1]) || at[1] == '/' || at[1] == '!' || at[1] == '?'))
            end = strchr(at, '>');
        if (end) {
            if (text->len && !g_ascii_isspace(text->str[text->len - 1]))
                g_string_append_c(text, ' ');
            at = end + 1;
        } else {
            g_string_append_c(text, *at++);
        }
    }
    g_strstrip(text->str);
    text->len = strlen(text->str);
    return g_string_free(text, FALSE);
}

void recto_flow_html(RectoState *state, RectoNode *node)
{
    recto_diagnose(state->layout->diagnostics, RECTO_CODE_HTML_AS_TEXT, node->span,
                   "HTML is not typeset yet; its text stays");
    g_autofree char *text = recto_flow_html_text(node->text);
    recto_flow_plain(state, text, node->span);
}
