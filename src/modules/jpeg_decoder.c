/* JPEG (ITU-T T.81), with libjpeg. A PDF contains baseline and progressive files of one or three colours unchanged,
 * except that segments without effect on the image are removed. */
#include <stdio.h>

#include "modules/image_codec.h"

#include <jpeglib.h>
#include <setjmp.h>
#include <string.h>

enum {
    MARKER_SOI = 0xD8,
    MARKER_EOI = 0xD9,
    MARKER_SOS = 0xDA,
    MARKER_APP0 = 0xE0,
    MARKER_APP1 = 0xE1,
    MARKER_APP2 = 0xE2,
    MARKER_APP14 = 0xEE,
    MARKER_APP15 = 0xEF,
    MARKER_COM = 0xFE,
};

#define EXIF_MARK "Exif\0"
#define ICC_MARK  "ICC_PROFILE"

/* ---- markers ---- */

typedef struct {
    guint code;
    gsize start;        /* offset of the marker itself */
    const guint8 *data; /* first byte after the length field */
    gsize length;       /* size of `data` in bytes */
    gsize end;          /* offset of the end of the segment; the segment of a scan includes its coded data */
} Segment;

static gboolean has_length(guint code)
{
    return code != MARKER_SOI && code != MARKER_EOI && code != 0x01 && (code < 0xD0 || code > 0xD7);
}

/* End of the coded data from `at` on: the next marker that is neither stuffing nor a restart. */
static gsize end_of_scan(const guint8 *file, gsize length, gsize at)
{
    for (; at + 1 < length; at++) {
        guint next = file[at + 1];
        if (file[at] == 0xFF && next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7))
            return at;
    }
    return length;
}

/* The next segment; FALSE when there is none, or it is cut off. */
static gboolean next_segment(const guint8 *file, gsize length, gsize *position, Segment *ret)
{
    gsize at = *position;
    while (at + 1 < length && file[at] == 0xFF && file[at + 1] == 0xFF)
        at++;
    if (at + 1 >= length || file[at] != 0xFF)
        return FALSE;
    *ret = (Segment){.code = file[at + 1], .start = at, .end = at + 2};
    if (has_length(ret->code)) {
        if (length - at < 4)
            return FALSE;
        gsize size = (gsize)file[at + 2] << 8 | file[at + 3];
        if (size < 2 || size > length - at - 2)
            return FALSE;
        ret->data = file + at + 4;
        ret->length = size - 2;
        ret->end = at + 2 + size;
    }
    if (ret->code == MARKER_SOS)
        ret->end = end_of_scan(file, length, ret->end);
    *position = ret->end;
    return TRUE;
}

static gboolean starts_with(const Segment *segment, const char *mark, gsize size)
{
    return segment->length >= size && memcmp(segment->data, mark, size) == 0;
}

static gboolean is_frame(guint code)
{
    return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
}

/* Facts about the image that its markers give. */
typedef struct {
    guint frame; /* code of the frame marker, or 0 if there is none */
    guint bits, components;
    guint width, height;
    guint dpi, orientation;
    gboolean whole;
    gboolean adobe, rgb_names;
    guint adobe_transform;
    GBytes *profile;
} MarkerScan;

static void survey_clear(MarkerScan *survey)
{
    g_clear_pointer(&survey->profile, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MarkerScan, survey_clear)

static void survey_frame(MarkerScan *survey, const Segment *segment)
{
    const guint8 *data = segment->data;
    if (segment->length < 6 || survey->frame)
        return;
    survey->frame = segment->code;
    survey->bits = data[0];
    survey->height = (guint)data[1] << 8 | data[2];
    survey->width = (guint)data[3] << 8 | data[4];
    survey->components = data[5];
    survey->rgb_names = data[5] == 3 && segment->length >= 15 && data[6] == 'R' && data[9] == 'G' && data[12] == 'B';
}

static void survey_jfif(MarkerScan *survey, const Segment *segment)
{
    if (!starts_with(segment, "JFIF\0", 5) || segment->length < 12)
        return;
    guint unit = segment->data[7], x = (guint)segment->data[8] << 8 | segment->data[9];
    guint y = (guint)segment->data[10] << 8 | segment->data[11];
    if (x == y)
        survey->dpi = unit == 1 ? x : unit == 2 ? (x * 254 + 50) / 100 : 0;
}

static void survey_segment(MarkerScan *survey, const Segment *segment, GByteArray *profile)
{
    if (is_frame(segment->code))
        survey_frame(survey, segment);
    else if (segment->code == MARKER_APP0)
        survey_jfif(survey, segment);
    else if (segment->code == MARKER_APP1 && starts_with(segment, EXIF_MARK, 6))
        survey->orientation = recto_exif_orientation(segment->data + 6, segment->length - 6);
    else if (segment->code == MARKER_APP2 && starts_with(segment, ICC_MARK, 12) && segment->length > 14)
        g_byte_array_append(profile, segment->data + 14, (guint)(segment->length - 14));
    else if (segment->code == MARKER_APP14 && starts_with(segment, "Adobe", 5) && segment->length >= 12) {
        survey->adobe = TRUE;
        survey->adobe_transform = segment->data[11];
    }
}

static void survey_file(GBytes *file, MarkerScan *survey)
{
    gsize length = 0, position = 0;
    const guint8 *data = g_bytes_get_data(file, &length);
    g_autoptr(GByteArray) profile = g_byte_array_new();
    Segment segment;
    *survey = (MarkerScan){.orientation = 1};
    while (!survey->whole && next_segment(data, length, &position, &segment)) {
        survey_segment(survey, &segment, profile);
        survey->whole = segment.code == MARKER_EOI;
    }
    if (profile->len)
        survey->profile = g_bytes_new(profile->data, profile->len);
}

gboolean recto_jpeg_probe(GBytes *file, RectoImageInfo *ret_info, GError **error)
{
    g_auto(MarkerScan) survey;
    survey_file(file, &survey);
    if (!survey.frame || !survey.whole) {
        recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the JPEG file is damaged or truncated");
        return FALSE;
    }
    if (survey.bits != 8 || (survey.components != 1 && survey.components != 3 && survey.components != 4)) {
        recto_picture_fail(error, G_IO_ERROR_NOT_SUPPORTED, "JPEG files of %u channels with %u bits can't be read",
                           survey.components, survey.bits);
        return FALSE;
    }
    gboolean turned = survey.orientation > 4;
    *ret_info = (RectoImageInfo){
        .format = RECTO_PICTURE_JPEG,
        .width = turned ? survey.height : survey.width,
        .height = turned ? survey.width : survey.height,
        .orientation = survey.orientation,
        .dpi = survey.dpi,
    };
    return recto_picture_check_size(survey.width, survey.height, error);
}

/* ---- as it is ---- */

/* Baseline, extended or progressive, Huffman-coded, of colours that a PDF takes for what they are. */
static gboolean can_pass(const MarkerScan *survey)
{
    if (survey->frame < 0xC0 || survey->frame > 0xC2 || survey->bits != 8)
        return FALSE;
    if (survey->components == 1)
        return TRUE;
    return survey->components == 3 && (survey->adobe ? survey->adobe_transform == 1 : !survey->rgb_names);
}

/* Application data but JFIF's and Adobe's, and comments. */
static gboolean is_metadata(const Segment *segment)
{
    if (segment->code == MARKER_COM)
        return TRUE;
    if (segment->code == MARKER_APP0)
        return !starts_with(segment, "JFIF\0", 5);
    return segment->code > MARKER_APP0 && segment->code <= MARKER_APP15 && segment->code != MARKER_APP14;
}

gboolean recto_jpeg_pass(GBytes *file, RectoImageStream *ret_stream)
{
    g_auto(MarkerScan) survey;
    gsize length = 0, position = 0;
    const guint8 *data = g_bytes_get_data(file, &length);
    survey_file(file, &survey);
    if (!can_pass(&survey))
        return FALSE;
    g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)length);
    Segment segment = {0};
    while (segment.code != MARKER_EOI && next_segment(data, length, &position, &segment))
        if (!is_metadata(&segment))
            g_byte_array_append(out, data + segment.start, (guint)(segment.end - segment.start));
    *ret_stream = (RectoImageStream){
        .width = survey.width,
        .height = survey.height,
        .orientation = survey.orientation,
        .colours = survey.components,
        .bits = 8,
        .jpeg = TRUE,
        .data = g_bytes_new(out->data, out->len),
        .profile = recto_profile_worth_keeping(survey.profile, survey.components),
    };
    return TRUE;
}

/* ---- libjpeg, guarded ---- */

typedef struct {
    struct jpeg_error_mgr handler; /* first: libjpeg's pointer is ours */
    jmp_buf jump;
    char message[JMSG_LENGTH_MAX];
    struct jpeg_decompress_struct in;
    struct jpeg_compress_struct out;
    guint n_warnings;
    const guint8 *data;
    gsize length;
    guint width, height; /* wanted */
    guint quality;
    RectoRaster *raster;
    guint8 *row;
    gboolean inverted;
    gpointer transform;
    guint8 *written;
    unsigned long written_length;
} JpegErrorTrap;

static void on_error(j_common_ptr common)
{
    JpegErrorTrap *guard = (JpegErrorTrap *)common->err;
    common->err->format_message(common, guard->message);
    longjmp(guard->jump, 1);
}

static void on_message(j_common_ptr common, int level)
{
    JpegErrorTrap *guard = (JpegErrorTrap *)common->err;
    guard->n_warnings += level < 0;
    /* A file of warnings only would keep the decoder busy for ever. */
    if (guard->n_warnings > 1000)
        on_error(common);
}

static void on_output(j_common_ptr common)
{
}

static gboolean run(JpegErrorTrap *guard, void (*step)(JpegErrorTrap *))
{
    if (setjmp(guard->jump))
        return FALSE;
    step(guard);
    return TRUE;
}

static void guard_init(JpegErrorTrap *guard)
{
    *guard = (JpegErrorTrap){0};
    guard->in.err = guard->out.err = jpeg_std_error(&guard->handler);
    guard->handler.error_exit = on_error;
    guard->handler.emit_message = on_message;
    guard->handler.output_message = on_output;
}

/* An eighth, a quarter or a half, as far as that stays as large as wanted. */
static guint eighths(const JpegErrorTrap *guard)
{
    guint scale = 8;
    while (scale > 1 && guard->width && guard->in.image_width * (scale / 2) >= guard->width * 8 &&
           guard->in.image_height * (scale / 2) >= guard->height * 8)
        scale /= 2;
    return scale;
}

static void start_decoding(JpegErrorTrap *guard)
{
    jpeg_create_decompress(&guard->in);
    jpeg_mem_src(&guard->in, guard->data, (unsigned long)guard->length);
    jpeg_read_header(&guard->in, TRUE);
    guard->inverted = guard->in.saw_Adobe_marker;
    if (guard->in.num_components == 4)
        guard->in.out_color_space = JCS_CMYK;
    else
        guard->in.out_color_space = JCS_EXT_RGBA;
    guard->in.scale_num = eighths(guard);
    guard->in.scale_denom = 8;
    guard->in.dct_method = JDCT_ISLOW;
    jpeg_start_decompress(&guard->in);
}

static void decode_rows(JpegErrorTrap *guard)
{
    gsize stride = (gsize)guard->raster->width * 4;
    gboolean cmyk = guard->in.num_components == 4;
    while (guard->in.output_scanline < guard->in.output_height) {
        guint8 *target = guard->raster->pixels + guard->in.output_scanline * stride;
        guint8 *row = cmyk ? guard->row : target;
        jpeg_read_scanlines(&guard->in, &row, 1);
        if (cmyk)
            recto_cmyk_to_srgb(row, target, guard->raster->width, guard->inverted, guard->transform);
    }
    jpeg_finish_decompress(&guard->in);
}

gboolean recto_jpeg_decode(GBytes *file, guint width, guint height, RectoRaster *ret_raster, GError **error)
{
    g_auto(MarkerScan) survey;
    JpegErrorTrap guard;
    survey_file(file, &survey);
    guard_init(&guard);
    *ret_raster = (RectoRaster){0};
    guard.data = g_bytes_get_data(file, &guard.length);
    guard.width = width;
    guard.height = height;
    guard.raster = ret_raster;
    gboolean decoded = run(&guard, start_decoding) &&
                       recto_raster_init(ret_raster, guard.in.output_width, guard.in.output_height, error);
    if (decoded) {
        guard.row = g_malloc((gsize)ret_raster->width * 4);
        if (guard.in.num_components == 4)
            guard.transform = recto_cmyk_transform(survey.profile, guard.inverted);
        decoded = run(&guard, decode_rows);
    }
    if (decoded && guard.in.num_components == 3)
        recto_raster_to_srgb(ret_raster, survey.profile);
    if (!decoded) {
        recto_raster_clear(ret_raster);
        if (!error || !*error)
            recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the JPEG file is damaged (%s)", guard.message);
    }
    jpeg_destroy_decompress(&guard.in);
    recto_cmyk_transform_free(guard.transform);
    g_free(guard.row);
    return decoded;
}

/* ---- packing ---- */

static void encode(JpegErrorTrap *guard)
{
    const RectoRaster *raster = guard->raster;
    jpeg_create_compress(&guard->out);
    jpeg_mem_dest(&guard->out, &guard->written, &guard->written_length);
    guard->out.image_width = raster->width;
    guard->out.image_height = raster->height;
    guard->out.input_components = 4;
    guard->out.in_color_space = JCS_EXT_RGBX;
    jpeg_set_defaults(&guard->out);
    jpeg_set_quality(&guard->out, (int)guard->quality, TRUE);
    guard->out.dct_method = JDCT_ISLOW;
    guard->out.optimize_coding = TRUE;
    jpeg_start_compress(&guard->out, TRUE);
    while (guard->out.next_scanline < guard->out.image_height) {
        guint8 *row = raster->pixels + (gsize)guard->out.next_scanline * raster->width * 4;
        jpeg_write_scanlines(&guard->out, &row, 1);
    }
    jpeg_finish_compress(&guard->out);
}

gboolean recto_jpeg_pack(const RectoRaster *raster, guint quality, RectoImageStream *ret_stream, GError **error)
{
    JpegErrorTrap guard;
    guard_init(&guard);
    guard.raster = (RectoRaster *)raster;
    guard.quality = quality;
    *ret_stream = (RectoImageStream){
        .width = raster->width, .height = raster->height, .orientation = 1, .colours = 3, .bits = 8, .jpeg = TRUE};
    gboolean encoded = run(&guard, encode);
    if (encoded)
        ret_stream->data = g_bytes_new(guard.written, guard.written_length);
    else
        recto_picture_fail(error, G_IO_ERROR_FAILED, "the image can't be compressed (%s)", guard.message);
    jpeg_destroy_compress(&guard.out);
    free(guard.written);
    return encoded;
}
