/* Draws QR codes of printed URLs. */
#include "assembly/compose.h"

#include "base/module.h"
#include "modules/qr.h"

/* Width of the quiet zone and of the smallest code, in modules. All codes have the same size, so that a list is
 * even. */
#define QUIET       4
#define LEAST_WIDTH 21

/* Adds a horizontal series of dark modules. */
static void add_run(GArray *steps, RectoLength left, RectoLength top, RectoLength right, RectoLength bottom)
{
    const RectoPathStep corners[] = {
        {'M', {left, top}}, {'L', {right, top}}, {'L', {right, bottom}}, {'L', {left, bottom}}, {'Z', {0}}};
    g_array_append_vals(steps, corners, G_N_ELEMENTS(corners));
}

static RectoLength edge(guint module, guint width, RectoLength size)
{
    return (RectoLength)((gint64)size * module / width);
}

/* Returns one path for all modules, so that no seams are visible between them. */
static GArray *trace(const guint8 *modules, guint width, RectoLength size)
{
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(RectoPathStep));
    for (guint y = 0; y < width; y++) {
        for (guint x = 0; x < width; x++) {
            guint first = x;
            while (x < width && modules[y * width + x])
                x++;
            if (x > first)
                add_run(steps, edge(first, width, size), edge(y, width, size), edge(x, width, size),
                        edge(y + 1, width, size));
        }
    }
    return steps;
}

RectoLength recto_compose_code(RectoCompose *compose, RectoPage *page, const char *text, RectoLength right,
                               RectoLength top)
{
    RectoLength size = compose->style->link_qr_size;
    RectoQrEncode encode = recto_module_symbol(RECTO_QR_MODULE, RECTO_QR_SYMBOL, NULL);
    guint width = 0;
    g_autofree guint8 *modules = encode && size > 0 ? encode(text, &width) : NULL;
    if (!modules)
        return 0;
    g_autoptr(GArray) steps = trace(modules, width, size);
    RectoItem item = {.kind = RECTO_ITEM_PATH, .x = right - size, .y = top};
    item.path.steps = recto_arena_copy(compose->layout->pages->arena, steps->data, sizeof(RectoPathStep) * steps->len);
    item.path.n_steps = steps->len;
    item.path.fill = compose->style->colour_ink;
    item.path.stroke.none = TRUE;
    if (page)
        g_array_append_val(page->items, item);
    return size + edge(QUIET, LEAST_WIDTH, size);
}
