#pragma once

#include "core/steps/colourise/hints.h"

#include <QColor>
#include <QIcon>

namespace kinovar::ui {

/// Luma at which a chroma is shown where no picture says how light it is.
inline constexpr float kSwatchLuma = 0.5F;

/// A field of that colour with a rim, so that it is seen on every ground.
[[nodiscard]] QIcon swatch_icon(const QColor& colour);
/// The colour of a hint with the sign of its shape, and a tick where it is documented.
[[nodiscard]] QIcon hint_icon(const colourise::ColourHint& hint);
/// "Point", "Stroke", "Region".
[[nodiscard]] QString shape_text(colourise::HintShape shape);

} // namespace kinovar::ui
