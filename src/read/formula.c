/* Writes simple formulas of TeX as HTML. */
#include "read/formula.h"

#include <string.h>

/* Bytes of a formula that is set. */
#define MAX_FORMULA 200

static const struct {
    const char *name, *text;
} commands[] = {
    {"times", " × "}, {"cdot", " · "}, {"div", " ÷ "}, {"pm", " ± "},  {"leq", " ≤ "},    {"le", " ≤ "},
    {"geq", " ≥ "},   {"ge", " ≥ "},   {"neq", " ≠ "}, {"ne", " ≠ "},  {"approx", " ≈ "}, {"sim", " ∼ "},
    {"to", " → "},    {"in", " ∈ "},   {"infty", "∞"}, {"ldots", "…"}, {"dots", "…"},     {"circ", "°"},
    {"alpha", "α"},   {"beta", "β"},   {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"},  {"zeta", "ζ"},
    {"eta", "η"},     {"theta", "θ"},  {"iota", "ι"},  {"kappa", "κ"}, {"lambda", "λ"},   {"mu", "μ"},
    {"nu", "ν"},      {"xi", "ξ"},     {"pi", "π"},    {"rho", "ρ"},   {"sigma", "σ"},    {"tau", "τ"},
    {"phi", "φ"},     {"chi", "χ"},    {"psi", "ψ"},   {"omega", "ω"}, {"Delta", "Δ"},    {"Sigma", "Σ"},
    {"Omega", "Ω"},   {"Gamma", "Γ"},  {"Phi", "Φ"},   {"Pi", "Π"},    {"Theta", "Θ"},    {"Lambda", "Λ"},
    {"%", "%"},       {",", " "},      {"$", "$"},     {"&", "&amp;"},
};

typedef struct {
    const char *at, *end;
    GString *out;
} Formula;

/* Parses a command: a name after a backslash. */
static gboolean command(Formula *formula)
{
    const char *name = formula->at + 1;
    gsize n = 0;
    while (name + n < formula->end && g_ascii_isalpha(name[n]))
        n++;
    n = n || name >= formula->end ? n : 1;
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (strlen(commands[i].name) != n || strncmp(commands[i].name, name, n) != 0)
            continue;
        const char *text = commands[i].text;
        gboolean spaced = formula->out->len && formula->out->str[formula->out->len - 1] == ' ';
        g_string_append(formula->out, text + (spaced && *text == ' '));
        formula->at = name + n;
        while (*text == ' ' && formula->at < formula->end && *formula->at == ' ')
            formula->at++;
        return TRUE;
    }
    return FALSE;
}

static gboolean write_terms(Formula *formula, gboolean inner);

/* x^2, x_{i+1}. */
static gboolean script(Formula *formula, gboolean inner)
{
    const char *tag = *formula->at == '^' ? "sup" : "sub";
    const char *start = ++formula->at;
    if (inner || start >= formula->end)
        return FALSE;
    const char *close = *start == '{' ? memchr(start, '}', (gsize)(formula->end - start)) : start + 1;
    if (!close || (*start != '{' && !g_ascii_isalnum(*start)))
        return FALSE;
    Formula part = {start + (*start == '{'), close, formula->out};
    g_string_append_printf(formula->out, "<%s>", tag);
    gboolean written = write_terms(&part, TRUE);
    g_string_append_printf(formula->out, "</%s>", tag);
    formula->at = close + (*start == '{');
    return written;
}

static void letters(Formula *formula)
{
    const char *start = formula->at;
    while (formula->at < formula->end && g_ascii_isalpha(*formula->at))
        formula->at++;
    g_string_append_printf(formula->out, "<em>%.*s</em>", (int)(formula->at - start), start);
}

static gboolean sign(Formula *formula)
{
    char c = *formula->at++;
    if (c == '-')
        g_string_append(formula->out, "\xE2\x88\x92");
    else if (c == '<')
        g_string_append(formula->out, "&lt;");
    else if (c == '>')
        g_string_append(formula->out, "&gt;");
    else if (g_ascii_isdigit(c) || strchr(" +=,.()/:;!|'", c))
        g_string_append_c(formula->out, c);
    else if (c == '*')
        g_string_append(formula->out, "&#42;");
    else if (c == '\n')
        g_string_append_c(formula->out, ' ');
    else
        return FALSE;
    return TRUE;
}

static gboolean write_terms(Formula *formula, gboolean inner)
{
    while (formula->at < formula->end) {
        char c = *formula->at;
        gboolean written = TRUE;
        if (g_ascii_isalpha(c))
            letters(formula);
        else
            written = c == '\\' ? command(formula) : c == '^' || c == '_' ? script(formula, inner) : sign(formula);
        if (!written)
            return FALSE;
    }
    return TRUE;
}

gboolean recto_formula_write(const char *tex, gsize length, GString *out)
{
    g_autoptr(GString) written = g_string_new(NULL);
    Formula formula = {tex, tex + length, written};
    if (length > MAX_FORMULA || !write_terms(&formula, FALSE))
        return FALSE;
    g_string_append(out, g_strstrip(written->str));
    return TRUE;
}

gboolean recto_formula_is(const char *tex, gsize length)
{
    gboolean letters_only = length <= 2;
    for (gsize i = 0; i < length; i++) {
        if (strchr("\\^_=", tex[i]))
            return TRUE;
        letters_only &= g_ascii_isalpha(tex[i]);
    }
    return letters_only && length;
}
