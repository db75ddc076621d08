/* Classification of link targets. This is the only place that decides about links (a house test ensures this). Only
 * http, https, mailto and tel URLs, and places in the document itself, become actions. Everything else (javascript:,
 * data:, file:, vbscript:, a path) becomes text without a link. URLs are read as browsers read them (WHATWG URL, basic
 * URL parser): spaces and control characters at the ends are ignored, as are tabs and line breaks inside, so that
 * `java&#10;script:` is recognised as a script. */
#pragma once

#include <glib.h>

typedef enum {
    RECTO_ADDRESS_WEB,      /* http or https, with a host */
    RECTO_ADDRESS_CONTACT,  /* mailto or tel */
    RECTO_ADDRESS_PLACE,    /* #id: a place in the document itself */
    RECTO_ADDRESS_RELATIVE, /* no scheme: relative to the URL at which the document is published */
    RECTO_ADDRESS_OTHER,    /* any other target, or an empty one; not linked */
} RectoAddressKind;

RectoAddressKind recto_address_judge(const char *address);

/* Returns the URL in the form for an action, without characters that browsers ignore. Returns NULL if the URL is
 * neither a web nor a contact URL. A relative URL is resolved against `base`, the URL of a page, or NULL. Caller
 * frees. */
char *recto_address_action(const char *address, const char *base);

/* Returns the URL that a target without scheme most likely means: "example.org/a", "a@example.org". Returns NULL if the
 * target is a path. Caller frees. */
char *recto_address_complete(const char *address);

/* Returns TRUE for an http or https URL that needs no correction. */
gboolean recto_address_is_web(const char *address);

/* Returns the printed part of an action URL, which starts after its scheme and slashes. Borrowed. */
const char *recto_address_printed(const char *address);
