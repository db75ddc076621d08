/* Profiles of printing conditions: the module "icc", by Little CMS. One table, RECTO_ICC_TOOLS_SYMBOL, holds its
 * functions. */
#pragma once

#include "base/colour.h"

typedef struct RectoIcc RectoIcc;

typedef struct {
    /* `data` is borrowed and must outlive the profile. NULL and error when it is no output profile for CMYK. */
    RectoIcc *(*open)(const void *data, gsize length, GError **error);
    void (*close)(RectoIcc *icc);
    /* What the profile calls itself. Caller frees. */
    char *(*name)(const RectoIcc *icc);
    /* The inks that look like the colour (relative colorimetric, black point compensated), with as much black as it
     * takes to leave one of the coloured inks out; in whole per cents. `data` is a RectoIcc. */
    RectoCmyk (*convert)(RectoColour colour, gpointer data);
    /* The most ink, per mille, that any colour of a picture becomes when it is converted through the profile. */
    guint (*most_ink)(RectoIcc *icc);
} RectoIccTools;

#define RECTO_ICC_TOOLS_MODULE "icc"
#define RECTO_ICC_TOOLS_SYMBOL "recto_icc_tools"
extern const RectoIccTools recto_icc_tools;
