#include "press.h"

#include "base/files.h"
#include "base/module.h"

gboolean recto_press_open(RectoPress *press, const char *path, GError **error)
{
    gsize length = 0;
    press->profile = recto_file_read(path, error);
    press->tools = press->profile ? recto_module_symbol(RECTO_ICC_TOOLS_MODULE, RECTO_ICC_TOOLS_SYMBOL, error) : NULL;
    if (!press->tools)
        return FALSE;
    const void *data = g_bytes_get_data(press->profile, &length);
    press->icc = press->tools->open(data, length, error);
    if (!press->icc) {
        g_prefix_error(error, "%s: ", path);
        return FALSE;
    }
    press->condition = press->tools->name(press->icc);
    return TRUE;
}

void recto_press_clear(RectoPress *press)
{
    if (press->icc)
        press->tools->close(press->icc);
    g_clear_pointer(&press->profile, g_bytes_unref);
    g_clear_pointer(&press->condition, g_free);
    press->icc = NULL;
}

void recto_press_set_inks(RectoPress *press, RectoInks *inks)
{
    if (press->icc)
        recto_inks_set_profile(inks, press->tools->convert, press->icc);
}
