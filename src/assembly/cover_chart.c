/* The chart of the cover: a row of bars. */
#include "chart/chart.h"
#include "assembly/compose.h"

#include <string.h>

/* Maximum number of bars; more would not be distinguishable. */
#define MAX_COVER_BARS 120

/* ---- the data ---- */

static void clear_words(gpointer words)
{
    g_free(*(char **)words);
}

/* Splits a text into words: its lines or, if it has only one line, the parts between spaces. A comma at the end of a
 * word is also a separator. */
static GArray *split_words(const char *text)
{
    const char *separators = text && strchr(text, '\n') ? "\n" : " \t";
    GArray *words = g_array_new(FALSE, FALSE, sizeof(char *));
    g_array_set_clear_func(words, clear_words);
    g_auto(GStrv) parts = g_strsplit_set(text ? text : "", separators, -1);
    for (guint i = 0; parts[i]; i++) {
        if (g_str_has_suffix(g_strstrip(parts[i]), ","))
            parts[i][strlen(parts[i]) - 1] = '\0';
        char *word = *parts[i] ? g_strdup(parts[i]) : NULL;
        if (word)
            g_array_append_val(words, word);
    }
    return words;
}

/* Returns the values as an array of double, or NULL if the text is not a list of numbers. */
static GArray *read_bars(const RectoCompose *compose)
{
    g_autoptr(GArray) words = split_words(compose->style->cover_figure);
    g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(double));
    double most = 0;
    for (guint i = 0; i < words->len; i++) {
        double number = 0;
        int decimals = 0;
        if (!recto_chart_number(compose->layout->strings, g_array_index(words, char *, i), &number, &decimals) ||
            number < 0)
            return NULL;
        most = MAX(most, number);
        g_array_append_val(bars, number);
    }
    return bars->len >= 2 && bars->len <= MAX_COVER_BARS && most > 0 ? g_steal_pointer(&bars) : NULL;
}

/* ---- measures ---- */

/* Returns the base line of the bars: the edge of the cover panel, or the rule that replaces it. */
static RectoLength ground_of(const RectoCompose *compose)
{
    return MIN(compose->style->cover_field_bottom, compose->style->page_text_bottom);
}

static RectoLength height_of(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    RectoLength room = ground_of(compose) - recto_cover_bottom(compose) - 3 * style->page_unit;
    return MIN(style->cover_figure_height, room);
}

RectoLength recto_compose_figure_bottom(const RectoCompose *compose)
{
    const char *labels = compose->style->cover_figure_labels;
    return ground_of(compose) + (labels && *labels ? compose->style->cover_figure_drop : 0);
}

gboolean recto_compose_find_figure(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    if (!style->cover_figure || !*style->cover_figure || compose->cover == RECTO_COVER_NONE || compose->picture.image)
        return FALSE;
    g_autoptr(GArray) bars = read_bars(compose);
    if (bars && height_of(compose) >= MAX(style->cover_figure_least, RECTO_POINT))
        return TRUE;
    recto_diagnose(compose->layout->diagnostics, RECTO_CODE_COVER_FIGURE, style->cover_figure_span,
                   bars ? "the title leaves no room for the cover chart"
                        : "cover.figure is not a row of at least two numbers from zero up");
    return FALSE;
}

/* ---- drawing ---- */

/* Returns the label that covers a bar. */
static guint part_of(guint bar, guint n_bars, guint n_labels)
{
    return n_labels ? bar * n_labels / n_bars : 0;
}

/* Returns the alternative text: the description, the labels and all values. */
static char *alternative(const RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    const char *words = style->cover_words && *style->cover_words ? style->cover_words : style->cover_credit;
    g_autoptr(GArray) values = split_words(style->cover_figure), labels = split_words(style->cover_figure_labels);
    GString *out = g_string_new(words && *words ? words : recto_strings_get(compose->layout->strings, "figure"));
    while (out->len && strchr(".: ", out->str[out->len - 1]))
        g_string_truncate(out, out->len - 1);
    for (guint i = 0; i < values->len; i++) {
        guint part = part_of(i, values->len, labels->len);
        gboolean first = i == 0 || part != part_of(i - 1, values->len, labels->len);
        if (first && labels->len)
            g_string_append_printf(out, "%s %s: ", i ? ";" : ".", g_array_index(labels, char *, part));
        else
            g_string_append(out, i ? ", " : ": ");
        g_string_append(out, g_array_index(values, char *, i));
    }
    return g_string_free(out, FALSE);
}

static void put_bar(RectoCompose *compose, RectoPage *page, const RectoBox *box, RectoColour colour, RectoSlot slot)
{
    g_autoptr(RectoFragment) bar = recto_fragment_new();
    recto_fragment_add_rect(bar, 0, 0, box->right - box->left, box->bottom - box->top, colour,
                            (RectoOrigin){slot, RECTO_ARTIFACT_LAYOUT, compose->style->cover_figure_span});
    recto_page_place(page, bar, box->left, box->top);
}

/* Returns the left edge of a bar, which is also the right edge of the previous bar plus the gap. */
static RectoLength bar_left(const RectoStyle *style, guint bar, guint n)
{
    RectoLength width = style->page_right - style->page_left + style->cover_figure_gap;
    return style->page_left + (RectoLength)((gint64)width * bar / n);
}

static void put_bars(RectoCompose *compose, RectoPage *page, const GArray *bars, guint n_labels, RectoSlot slot)
{
    const RectoStyle *style = compose->style;
    RectoLength ground = ground_of(compose), height = height_of(compose);
    RectoLength gap =
        CLAMP(style->cover_figure_gap, 0, (style->page_right - style->page_left) / (RectoLength)bars->len / 2);
    gboolean field = compose->cover == RECTO_COVER_FIELD;
    RectoColour strong = field ? style->accent_on_field : style->colour_accent;
    RectoColour faint = field ? style->context_on_field : style->chart_third_line;
    double most = 0;
    for (guint i = 0; i < bars->len; i++)
        most = MAX(most, g_array_index(bars, double, i));
    for (guint i = 0; i < bars->len; i++) {
        RectoLength tall = (RectoLength)(g_array_index(bars, double, i) / most * height);
        RectoBox box = {bar_left(style, i, bars->len), ground - tall, bar_left(style, i + 1, bars->len) - gap, ground};
        gboolean last = n_labels ? part_of(i, bars->len, n_labels) + 1 == n_labels : i + 1 == bars->len;
        put_bar(compose, page, &box, last ? strong : faint, slot);
    }
}

static void put_labels(RectoCompose *compose, RectoPage *page, const GArray *labels, guint n_bars, RectoSlot slot)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle set = style->cover_figure_label;
    RectoPosition at = {.y = ground_of(compose) + style->cover_figure_drop};
    for (guint i = 0; i < labels->len; i++) {
        guint bar = (i * n_bars + labels->len - 1) / labels->len;
        at.x = bar_left(style, bar, n_bars);
        at.width = MAX(style->page_right - at.x, style->page_note_width);
        if (i + 1 == labels->len) {
            set.weight = style->note_label.weight;
            set.colour = style->colour_link;
        }
        /* the space separates the labels for screen readers */
        g_autofree char *label = g_strconcat(g_array_index(labels, char *, i), " ", NULL);
        recto_compose_words(compose, page, label, &set, at, slot, RECTO_ARTIFACT_LAYOUT);
    }
}

void recto_compose_figure(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *style = compose->style;
    g_autoptr(GArray) bars = read_bars(compose), labels = split_words(style->cover_figure_labels);
    g_autofree char *words = alternative(compose);
    RectoSlot slot = 0;
    if (labels->len > bars->len)
        g_array_set_size(labels, bars->len);
    RectoElement *figure = recto_compose_element(compose, compose->flow->cover, RECTO_ROLE_FIGURE, &slot);
    recto_element_set_alt(compose->layout->pages->structure, figure, words);
    put_bars(compose, page, bars, labels->len, slot);
    put_labels(compose, page, labels, bars->len, slot);
    if (compose->cover != RECTO_COVER_FIELD)
        recto_compose_rect(page, style->page_left, ground_of(compose), style->page_right - style->page_left,
                           style->chart_axis, style->colour_head, RECTO_ARTIFACT_LAYOUT);
}
