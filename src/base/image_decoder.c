/* Loads the module that decodes images. */
#include "base/image_decoder.h"

#include "base/module.h"

void recto_image_stream_clear(RectoImageStream *stream)
{
    g_clear_pointer(&stream->data, g_bytes_unref);
    g_clear_pointer(&stream->palette, g_bytes_unref);
    g_clear_pointer(&stream->alpha, g_bytes_unref);
    g_clear_pointer(&stream->profile, g_bytes_unref);
}

void recto_picture_remark_free(gpointer data)
{
    RectoImageRemark *remark = data;
    g_free(remark->text);
    g_free(remark);
}

void recto_drawing_init(RectoDrawing *drawing, gint64 time)
{
    *drawing = (RectoDrawing){.time = time, .remarks = g_ptr_array_new_with_free_func(recto_picture_remark_free)};
}

void recto_drawing_clear(RectoDrawing *drawing)
{
    g_clear_pointer(&drawing->file, g_bytes_unref);
    g_clear_pointer(&drawing->remarks, g_ptr_array_unref);
}

gsize recto_picture_stream_size(const RectoImageStream *stream)
{
    return g_bytes_get_size(stream->data) + (stream->alpha ? g_bytes_get_size(stream->alpha) : 0);
}

const RectoImageDecoder *recto_image_decoder(GError **error)
{
    static const RectoImageDecoder *api = NULL;
    if (!api)
        api = recto_module_symbol(RECTO_PICTURE_MODULE, RECTO_PICTURE_SYMBOL, error);
    return api;
}
