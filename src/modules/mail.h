/* A draft message as a mail program opens it (RFC 5322, MIME), by GMime: the module "mail". Only newsletters need it.
 */
#pragma once

#include <glib.h>

typedef struct {
    const char *subject, *lang;
    const char *text, *html; /* UTF-8, lines end with LF; the HTML shows the picture as "cid:" and its id */
    GBytes *picture;         /* PNG, shown in the HTML */
    const char *picture_name, *picture_id;
    GBytes *attachment; /* PDF */
    const char *attachment_name;
} RectoMail;

typedef struct {
    /* The message: mixed (alternative (text, related (HTML, picture)), attachment). No sender, no date and no
     * identifier: the program that sends it adds them. Boundaries are digests of the content, so that the same mail
     * gives the same bytes. NULL and error when there is no room for it. */
    GBytes *(*compose)(const RectoMail *mail, GError **error);
} RectoMailTools;

#define RECTO_MAIL_MODULE "mail"
#define RECTO_MAIL_SYMBOL "recto_mail_tools"
extern const RectoMailTools recto_mail_tools;
