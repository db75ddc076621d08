/* What a compile needs for the press besides its pages: the profile of the printing condition. */
#pragma once

#include "late/icc.h"
#include "page/pages.h"

typedef struct {
    GBytes *profile; /* its file; NULL: there is none */
    const RectoIccTools *tools;
    RectoIcc *icc;
    char *condition; /* what the profile calls it */
} RectoPress;

/* Reads the profile. FALSE and error when it can't be, or is none for CMYK. */
gboolean recto_press_open(RectoPress *press, const char *path, GError **error);
void recto_press_clear(RectoPress *press);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoPress, recto_press_clear)

/* Lets the inks be found through the profile, where there is one. */
void recto_press_set_inks(RectoPress *press, RectoInks *inks);
