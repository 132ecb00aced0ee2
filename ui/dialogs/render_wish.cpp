#include "ui/dialogs/render_wish.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace kinovar::ui {

namespace {

using media::Codec;

struct RenderFormats {
    Q_DECLARE_TR_FUNCTIONS(RenderFormats)
};

std::string text_of(const QJsonObject& object, const char* key) {
    return object.value(QLatin1String(key)).toString().toStdString();
}

} // namespace

std::string to_json(const RenderWish& wish) {
    QJsonObject object;
    if (wish.codec) {
        object.insert(QStringLiteral("codec"),
                      QString::fromStdString(std::string(media::to_string(*wish.codec))));
    }
    object.insert(QStringLiteral("crf"), wish.crf);
    object.insert(QStringLiteral("depth"), wish.depth);
    object.insert(QStringLiteral("speed"), QString::fromStdString(wish.speed));
    object.insert(QStringLiteral("origin"), QString::fromStdString(wish.origin));
    object.insert(QStringLiteral("drop"), wish.drop);
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

Result<RenderWish> wish_from_json(const std::string& json) {
    RenderWish wish;
    if (json.empty()) {
        return wish;
    }
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    if (!document.isObject()) {
        return failure(ErrorCode::Corrupt, "the options of the render cannot be read",
                       "remove it from the queue and add it anew");
    }
    const QJsonObject object = document.object();
    if (const std::string codec = text_of(object, "codec"); !codec.empty()) {
        KINOVAR_TRY_ASSIGN(wish.codec, media::codec_from_text(codec));
    }
    wish.crf = object.value(QStringLiteral("crf")).toInt(wish.crf);
    wish.depth = object.value(QStringLiteral("depth")).toInt(wish.depth);
    wish.speed = text_of(object, "speed");
    wish.origin = text_of(object, "origin");
    wish.drop = object.value(QStringLiteral("drop")).toBool(wish.drop);
    return wish;
}

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
        {RenderFormats::tr("PNG, a picture a frame"), Codec::Png, QStringLiteral(".%06d.png")},
        {RenderFormats::tr("TIFF, a picture a frame"), Codec::Tiff, QStringLiteral(".%06d.tif")},
        {RenderFormats::tr("DPX, a picture a frame"), Codec::Dpx, QStringLiteral(".%06d.dpx")},
        {RenderFormats::tr("EXR, a picture a frame"), Codec::Exr, QStringLiteral(".%06d.exr")}};
}

bool has_quality(Codec codec) {
    return codec == Codec::H264 || codec == Codec::H265;
}

} // namespace kinovar::ui
