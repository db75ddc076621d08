/* What an address in a document leads to: the one judge of links (a house test holds to it).
 *
 * Only http, https, mailto and tel become actions, and places in the document itself. Everything else (javascript:,
 * data:, file:, vbscript:, a path) is words without a link. Addresses are read as browsers read them (WHATWG URL, basic
 * URL parser): blanks and control characters at the ends do not count, nor do tabs and line ends within, so that
 * `java&#10;script:` is what it seems. */
#pragma once

#include <glib.h>

typedef enum {
    RECTO_ADDRESS_WEB,      /* http or https, with a host */
    RECTO_ADDRESS_CONTACT,  /* mailto or tel */
    RECTO_ADDRESS_PLACE,    /* #id, in the document itself */
    RECTO_ADDRESS_RELATIVE, /* no scheme: it counts from where the document is published */
    RECTO_ADDRESS_OTHER,    /* nothing that recto links to; empty ones too */
} RectoAddressKind;

RectoAddressKind recto_address_judge(const char *address);

/* The address as an action may hold it, without what browsers skip; NULL when it leads neither to the web nor to a
 * person. A relative one counts from `base`, which is the address of a page, or NULL. Caller frees. */
char *recto_address_action(const char *address, const char *base);

/* The address that a relative one is meant to be when its author left out the scheme: "example.org/a", "a@example.org".
 * NULL: it is a path. Caller frees. */
char *recto_address_complete(const char *address);

/* TRUE for http and https, in the form that needs no repair. */
gboolean recto_address_is_web(const char *address);

/* Behind the scheme of an address that may be an action, and behind its slashes: what is printed. Borrowed. */
const char *recto_address_printed(const char *address);
