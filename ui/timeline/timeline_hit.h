#pragma once

#include "ui/timeline/timeline_painter.h"

#include <QPoint>
#include <span>

namespace kinovar::ui {

/// What of the timeline lies at a point.
struct TimelineHit {
    enum class Kind : std::uint8_t {
        Nothing,
        Cut,
        Shot,
        Marker,
        Flag,
        Fix,
        FixStart, ///< the edge of the chosen fix
        FixEnd,
        FixKey, ///< of the chosen fix, at `frame`
        Fit,
        Hint,
        HintStart, ///< the edge of the chosen hint
        HintEnd,
        Confidence,
        In,
        Out
    };
    Kind kind = Kind::Nothing;
    project::Id id = 0;     ///< of a cut: of the shot that begins there
    std::int64_t frame = 0; ///< below the point, clipped to the film
    QString text;           ///< of a mark
};

/// `position` in the view. Cuts can be taken where the shots at both sides are wide enough to
/// tell.
[[nodiscard]] TimelineHit timeline_hit(const TimelineLook& look, QPoint position);

/// The place among `targets` that is nearest to `position` and at most `reach` frames away; else
/// the place between frames nearest to it.
[[nodiscard]] std::int64_t snapped(double position, std::span<const std::int64_t> targets,
                                   double reach);

} // namespace kinovar::ui
