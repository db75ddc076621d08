#include "output/pdf_extract.h"

#include "base/module.h"

static const RectoPdfTools *find_tools(GError **error)
{
    return recto_module_symbol(RECTO_PDF_TOOLS_MODULE, RECTO_PDF_TOOLS_SYMBOL, error);
}

GPtrArray *recto_pdf_embedded_files(GBytes *pdf, GError **error)
{
    const RectoPdfTools *tools = find_tools(error);
    return tools ? tools->embedded_files(pdf, error) : NULL;
}

char *recto_pdf_first_difference(GBytes *one, GBytes *other)
{
    const RectoPdfTools *tools = find_tools(NULL);
    return tools ? tools->first_difference(one, other) : g_strdup("in a place that can't be told");
}

GBytes *recto_pdf_linearize(GBytes *pdf, GError **error)
{
    const RectoPdfTools *tools = find_tools(error);
    return tools ? tools->linearize(pdf, error) : NULL;
}

char *recto_pdf_safe_name(const char *name)
{
    const char *last = name;
    for (const char *at = name; *at; at++)
        if (*at == '/' || *at == '\\')
            last = at + 1;
    GString *safe = g_string_new(NULL);
    for (const char *at = last; *at; at++)
        if ((guchar)*at >= 0x20 && *at != 0x7f)
            g_string_append_c(safe, *at);
    if (safe->len == 0 || g_str_equal(safe->str, ".") || g_str_equal(safe->str, ".."))
        g_string_assign(safe, "unnamed");
    return g_string_free(safe, FALSE);
}
