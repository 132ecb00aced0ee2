#include "ui/dialogs/render_formats.h"

#include <QCoreApplication>

namespace kinovar::ui {

namespace {

using media::Codec;

struct RenderFormats {
    Q_DECLARE_TR_FUNCTIONS(RenderFormats)
};

} // namespace

QList<RenderFormat> render_formats() {
    return {
        {RenderFormats::tr("MKV, FFV1 – lossless, for the archive"), Codec::Ffv1,
         QStringLiteral(".mkv")},
        {RenderFormats::tr("MP4, H.264 – plays everywhere"), Codec::H264, QStringLiteral(".mp4")},
        {RenderFormats::tr("MP4, H.265 – smaller"), Codec::H265, QStringLiteral(".mp4")},
        {RenderFormats::tr("MKV, H.264"), Codec::H264, QStringLiteral(".mkv")},
        {RenderFormats::tr("MKV, H.265"), Codec::H265, QStringLiteral(".mkv")},
        {RenderFormats::tr("MOV, ProRes – for editing"), Codec::ProRes, QStringLiteral(".mov")},
        {RenderFormats::tr("MOV, DNxHR – for editing"), Codec::DnxHr, QStringLiteral(".mov")},
        {RenderFormats::tr("GIF – short loops"), Codec::Gif, QStringLiteral(".gif")},
        {RenderFormats::tr("WebP – short loops, small"), Codec::WebP, QStringLiteral(".webp")},
        {RenderFormats::tr("PNG, a picture a frame"), Codec::Png, QStringLiteral(".%06d.png")},
        {RenderFormats::tr("TIFF, a picture a frame"), Codec::Tiff, QStringLiteral(".%06d.tif")},
        {RenderFormats::tr("DPX, a picture a frame"), Codec::Dpx, QStringLiteral(".%06d.dpx")},
        {RenderFormats::tr("EXR, a picture a frame"), Codec::Exr, QStringLiteral(".%06d.exr")}};
}

bool has_quality(Codec codec) {
    return codec == Codec::H264 || codec == Codec::H265;
}

} // namespace kinovar::ui
