/* Creates, reports and frees the text engine (engine.h). */
#include "text/engine.h"

RectoTextEngine *recto_text_engine_new(RectoFonts *fonts, RectoDiagnostics *diagnostics)
{
    RectoTextEngine *engine = g_new0(RectoTextEngine, 1);
    engine->fonts = fonts;
    engine->diagnostics = diagnostics;
    engine->hyphens = recto_hyphens_new(diagnostics);
    engine->arena = recto_arena_new();
    engine->shaped = g_hash_table_new(recto_shaped_hash, recto_shaped_equal);
    engine->missing = recto_missing_new();
    return engine;
}

char **recto_text_engine_patterns(RectoTextEngine *engine)
{
    return recto_hyphens_used(engine->hyphens);
}

void recto_text_engine_report(RectoTextEngine *engine)
{
    if (engine->diagnostics)
        recto_missing_report(engine->missing, engine->diagnostics);
}

void recto_text_engine_free(RectoTextEngine *engine)
{
    if (!engine)
        return;
    recto_hyphens_free(engine->hyphens);
    g_hash_table_unref(engine->shaped);
    recto_missing_free(engine->missing);
    recto_arena_free(engine->arena);
    g_free(engine);
}
