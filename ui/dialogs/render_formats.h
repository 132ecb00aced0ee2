#pragma once

#include "core/media/encode_spec.h"

#include <QList>
#include <QString>

namespace kinovar::ui {

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
