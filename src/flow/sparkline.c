/* Sparklines: small line charts in a line of text. */
#include "flow/sparkline.h"

RectoChartContext recto_chart_context(const RectoLayout *layout, const RectoStyle *style)
{
    return (RectoChartContext){
        .style = style,
        .strings = layout->strings,
        .engine = layout->engine,
        .pages = layout->pages,
        .arena = layout->pages->arena,
        .diagnostics = layout->diagnostics,
        .lang = layout->document->meta.lang,
    };
}

struct RectoSpark {
    double *values;
    guint n;
    const char *words;
    RectoLength height;
};

gboolean recto_state_spark(RectoState *state, RectoText *text, const char *code, RectoCharStyle characters,
                           RectoSpan span)
{
    RectoLayout *layout = state->layout;
    RectoChartContext context = recto_chart_context(layout, state->scope->style);
    struct RectoSpark spark = {0};
    if (!recto_spark_read(&context, code, &spark.values, &spark.n, &spark.words))
        return FALSE;
    spark.height = characters.size * state->scope->style->spark_height / 1000;
    RectoInline *tag = (RectoInline *)characters.tag;
    tag->spark = recto_arena_copy(layout->pages->arena, &spark, sizeof spark);
    /* digits reserve its room in the line; they are not drawn */
    characters.flags |= RECTO_CHAR_LITERAL | RECTO_CHAR_UNBROKEN;
    guint n = (guint)MAX(2 * state->scope->style->spark_width / MAX(characters.size, 1), 1);
    g_autofree char *room = g_strnfill(n, '0');
    recto_text_append(text, room, -1, &characters, span);
    return TRUE;
}

void recto_spark_place(RectoLayout *layout, const RectoStyle *style, RectoFragment *fragment, const RectoTextRun *run)
{
    RectoChartContext context = recto_chart_context(layout, style);
    const RectoInline *tag = run->tag;
    const struct RectoSpark *spark = tag->spark;
    g_autoptr(RectoFragment) line = recto_fragment_new();
    recto_chart_add_hidden_text(&context, line, spark->words, run->run.width / 2, 0, tag->colour,
                                (RectoOrigin){tag->slot, RECTO_ARTIFACT_LAYOUT, run->span});
    recto_spark_draw(&context, spark->values, spark->n, run->run.width, spark->height, line, run->span);
    recto_fragment_add_fragment(fragment, line, run->x, 0);
}
