#pragma once

#include "core/base/result.h"
#include "core/media/encode_spec.h"

#include <QList>
#include <QString>
#include <optional>
#include <string>

namespace kinovar::ui {

/// How an export is to be written: the options of a project::RenderJob.
struct RenderWish {
    std::optional<media::Codec> codec; ///< none: by the output's name
    int crf = -1;                      ///< −1: the codec's own good default
    int depth = 0;                     ///< bits; 0: as the source
    std::string speed;                 ///< preset of x264 and x265; empty: ours
    std::string origin;                ///< folder for origin maps; empty: none
    bool drop = false;                 ///< streams that the container cannot hold are left out
};

[[nodiscard]] std::string to_json(const RenderWish& wish);
/// Untrusted: the text comes out of a project file.
[[nodiscard]] Result<RenderWish> wish_from_json(const std::string& json);

/// A container with a codec, as it is offered.
struct RenderFormat {
    QString title;
    media::Codec codec;
    QString ending; ///< of the output's name: ".mkv", or ".%06d.png" for one file a frame
};

/// What can be written, in the order in which it is offered; the first is proposed.
[[nodiscard]] QList<RenderFormat> render_formats();
/// Whether quality (crf) and speed mean something for that codec.
[[nodiscard]] bool has_quality(media::Codec codec);

} // namespace kinovar::ui
