/* The parsed command line: the options listed in options.def, and the arguments. */
#pragma once

#include <glib.h>

typedef char *RectoOptionTEXT;
typedef char *RectoOptionONCE;
typedef char **RectoOptionLIST;
typedef gboolean RectoOptionSWITCH;

typedef struct {
#define OPTION(field, kind, name, letter, argument, values, commands, help, details) RectoOption##kind field;
#include "cli/options.def"
#undef OPTION
    guint64 given; /* one bit per row of options.def */
    char **files;  /* NULL-terminated; never NULL */
} RectoOptions;

/* Parses the command line; GOption removes the options from a copy of argv. Returns FALSE with `error` set to a message
 * for the user. */
gboolean recto_options_parse(RectoOptions *options, int argc, char **argv, GError **error);
void recto_options_clear(RectoOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoOptions, recto_options_clear)
