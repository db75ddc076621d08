/* Names of output formats and variants, and lists of them for messages. */
#include "compile/compile.h"

static const struct {
    const char *name;
    gboolean image, dump;
} formats[] = {
#define PDF                    FALSE, FALSE
#define IMAGE                  TRUE, FALSE
#define DUMP                   FALSE, TRUE
#define FORMAT(id, name, kind) {name, kind},
#include "compile/formats.def"
#undef PDF
#undef IMAGE
#undef DUMP
};

static const char *const variants[] = {
#define VARIANT(id, name) name,
#include "compile/formats.def"
};

gboolean recto_format_find(const char *name, RectoFormat *ret_format)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (g_str_equal(name, formats[i].name)) {
            *ret_format = (RectoFormat)i;
            return TRUE;
        }
    }
    return FALSE;
}

const char *recto_format_name(RectoFormat format)
{
    return formats[format].name;
}

gboolean recto_format_is_image(RectoFormat format)
{
    return formats[format].image;
}

gboolean recto_format_is_dump(RectoFormat format)
{
    return formats[format].dump;
}

gboolean recto_variant_find(const char *name, RectoVariant *ret_variant)
{
    for (guint i = 0; i < G_N_ELEMENTS(variants); i++) {
        if (!name || g_str_equal(name, variants[i])) {
            *ret_variant = (RectoVariant)i;
            return TRUE;
        }
    }
    return FALSE;
}

const char *recto_variant_name(RectoVariant variant)
{
    return variants[variant];
}
