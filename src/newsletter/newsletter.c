/* Composes the files of a newsletter: the teaser as text and as HTML, and a draft message with the PDF. */
#include "newsletter/newsletter.h"

#include "base/module.h"
#include "modules/mail.h"
#include "newsletter/teaser.h"

#include <string.h>

const char *const recto_newsletter_suffixes[RECTO_NEWSLETTER_FILE_MAX] = {
#define COMPANION(id, suffix) suffix,
#include "newsletter/newsletter_files.def"
};

static GBytes *bytes_of(char *text)
{
    return g_bytes_new_take(text, strlen(text));
}

static GBytes *compose(const RectoNewsletter *letter, GError **error)
{
    const RectoMailTools *tools = recto_module_symbol(RECTO_MAIL_MODULE, RECTO_MAIL_SYMBOL, error);
    if (!tools)
        return NULL;
    g_autofree char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, letter->cover);
    g_autofree char *id = g_strdup_printf("%.24s@cover", digest);
    g_auto(RectoTeaser) teaser;
    recto_teaser_init(&teaser, letter, id);
    g_autofree char *text = recto_teaser_text(&teaser), *html = recto_teaser_html(&teaser);
    g_autofree char *picture = g_strconcat(letter->stem, recto_newsletter_suffixes[RECTO_NEWSLETTER_COVER], NULL);
    g_autofree char *attachment = g_strconcat(letter->stem, ".pdf", NULL);
    RectoMail mail = {
        .subject = teaser.title,
        .lang = teaser.lang,
        .text = text,
        .html = html,
        .picture = letter->cover,
        .picture_name = picture,
        .picture_id = id,
        .attachment = letter->pdf,
        .attachment_name = attachment,
    };
    return tools->compose(&mail, error);
}

gboolean recto_newsletter_build(const RectoNewsletter *letter, GBytes **ret_files, GError **error)
{
    g_autoptr(GBytes) message = compose(letter, error);
    if (!message)
        return FALSE;
    g_auto(RectoTeaser) teaser;
    recto_teaser_init(&teaser, letter, NULL);
    ret_files[RECTO_NEWSLETTER_COVER] = g_bytes_ref(letter->cover);
    ret_files[RECTO_NEWSLETTER_TEXT] = bytes_of(recto_teaser_text(&teaser));
    ret_files[RECTO_NEWSLETTER_HTML] = bytes_of(recto_teaser_html(&teaser));
    ret_files[RECTO_NEWSLETTER_MESSAGE] = g_steal_pointer(&message);
    return TRUE;
}
