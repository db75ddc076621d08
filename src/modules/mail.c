/* Mail module: writes a draft message with alternatives and attachments through GMime (newsletter_mail.h). */
#include "modules/mail.h"

#include <gio/gio.h>
#include <gmime/gmime.h>
#include <gmodule.h>
#include <string.h>

static void add_to_digest(GChecksum *sum, GBytes *bytes)
{
    gsize length = 0;
    const guchar *data = g_bytes_get_data(bytes, &length);
    g_checksum_update(sum, data, (gssize)length);
}

/* Returns a digest of all text between boundaries, used as the boundary. It begins with "=_", which never occurs in a
 * line of base64 or quoted-printable. */
static char *digest_of(const RectoMail *mail)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)mail->subject, -1);
    g_checksum_update(sum, (const guchar *)mail->text, -1);
    g_checksum_update(sum, (const guchar *)mail->html, -1);
    add_to_digest(sum, mail->picture);
    add_to_digest(sum, mail->attachment);
    return g_strndup(g_checksum_get_string(sum), 24);
}

static void set_content(GMimePart *part, const char *data, gsize length, GMimeContentEncoding encoding)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(data, length);
    GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
    g_object_unref(content);
    g_object_unref(stream);
}

static GMimeObject *text_part(const char *subtype, const char *text, const char *lang)
{
    GMimePart *part = g_mime_part_new_with_type("text", subtype);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
    g_mime_object_set_header(GMIME_OBJECT(part), "Content-Language", lang, "utf-8");
    set_content(part, text, strlen(text), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return GMIME_OBJECT(part);
}

/* GMime would choose the name's character set by the locale. */
static void set_name(GMimeObject *part, const char *disposition, const char *name)
{
    g_mime_object_set_disposition(part, disposition);
    g_mime_object_set_content_disposition_parameter(part, "filename", name);
    GMimeParamList *list = g_mime_content_disposition_get_parameters(g_mime_object_get_content_disposition(part));
    g_mime_param_set_charset(g_mime_param_list_get_parameter(list, "filename"), "utf-8");
}

static GMimeObject *file_part(const char *type, const char *subtype, GBytes *bytes, const char *disposition,
                              const char *name)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    GMimePart *part = g_mime_part_new_with_type(type, subtype);
    set_name(GMIME_OBJECT(part), disposition, name);
    set_content(part, data, length, GMIME_CONTENT_ENCODING_BASE64);
    return GMIME_OBJECT(part);
}

/* Takes both parts. */
static GMimeObject *multipart(const char *subtype, const char *digest, GMimeObject *one, GMimeObject *other)
{
    GMimeMultipart *multipart = g_mime_multipart_new_with_subtype(subtype);
    g_autofree char *boundary = g_strdup_printf("=_%s-%s", subtype, digest);
    g_mime_multipart_set_boundary(multipart, boundary);
    g_mime_multipart_add(multipart, one);
    g_mime_multipart_add(multipart, other);
    g_object_unref(one);
    g_object_unref(other);
    return GMIME_OBJECT(multipart);
}

static GMimeMessage *message_of(const RectoMail *mail)
{
    g_autofree char *digest = digest_of(mail);
    GMimeObject *picture = file_part("image", "png", mail->picture, "inline", mail->picture_name);
    g_mime_object_set_content_id(picture, mail->picture_id);
    GMimeObject *related = multipart("related", digest, text_part("html", mail->html, mail->lang), picture);
    /* RFC 2387: what the picture is related to. */
    g_mime_object_set_content_type_parameter(related, "type", "text/html");
    GMimeObject *both = multipart("alternative", digest, text_part("plain", mail->text, mail->lang), related);
    GMimeObject *file = file_part("application", "pdf", mail->attachment, "attachment", mail->attachment_name);
    GMimeObject *mixed = multipart("mixed", digest, both, file);
    GMimeMessage *message = g_mime_message_new(TRUE);
    g_mime_message_set_subject(message, mail->subject, "utf-8");
    /* Programs that know it open the message to be finished and sent. */
    g_mime_object_set_header(GMIME_OBJECT(message), "X-Unsent", "1", "utf-8");
    g_mime_message_set_mime_part(message, mixed);
    g_object_unref(mixed);
    return message;
}

/* Every line ends with CRLF; there are no binary parts. */
static GBytes *with_line_ends(const GByteArray *in)
{
    g_autoptr(GByteArray) out = g_byte_array_sized_new(in->len + in->len / 40);
    guint start = 0;
    for (guint i = 0; i < in->len; i++) {
        if (in->data[i] != '\n' || (i > 0 && in->data[i - 1] == '\r'))
            continue;
        g_byte_array_append(out, in->data + start, i - start);
        g_byte_array_append(out, (const guint8 *)"\r\n", 2);
        start = i + 1;
    }
    g_byte_array_append(out, in->data + start, in->len - start);
    return g_byte_array_free_to_bytes(g_steal_pointer(&out));
}

static GBytes *compose(const RectoMail *mail, GError **error)
{
    g_mime_init();
    GMimeMessage *message = message_of(mail);
    GMimeFormatOptions *options = g_mime_format_options_new();
    g_mime_format_options_set_param_encoding_method(options, GMIME_PARAM_ENCODING_METHOD_RFC2231);
    GMimeStream *stream = g_mime_stream_mem_new();
    GBytes *bytes = NULL;
    if (g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream) > 0)
        bytes = with_line_ends(g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream)));
    else
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the message can't be composed");
    g_object_unref(stream);
    g_mime_format_options_free(options);
    g_object_unref(message);
    return bytes;
}

G_MODULE_EXPORT const RectoMailTools recto_mail_tools = {compose};
