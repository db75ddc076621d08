/* Profiles of printing conditions: the module "icc", by Little CMS. One table, RECTO_ICC_TOOLS_SYMBOL, holds its
 * functions. */
#pragma once

#include "base/colour.h"

typedef struct RectoIcc RectoIcc;

typedef struct {
    /* Opens a profile. `data` is borrowed and must outlive the result. Returns NULL with `error` set unless it is a
     * CMYK output profile. */
    RectoIcc *(*open)(const void *data, gsize length, GError **error);
    void (*close)(RectoIcc *icc);
    /* Returns the name that the profile gives itself. Caller frees. */
    char *(*name)(const RectoIcc *icc);
    /* The inks that look like the colour (relative colorimetric, black point compensated), with as much black as it
     * takes to leave one of the coloured inks out; in whole per cents. `data` is a RectoIcc. */
    RectoCmyk (*convert)(RectoColour colour, gpointer data);
    /* Returns the maximum total ink, in thousandths, over all colours of an image that is converted through the
     * profile. */
    guint (*most_ink)(RectoIcc *icc);
} RectoIccTools;

#define RECTO_ICC_TOOLS_MODULE "icc"
#define RECTO_ICC_TOOLS_SYMBOL "recto_icc_tools"
extern const RectoIccTools recto_icc_tools;
