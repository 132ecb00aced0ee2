#pragma once

#include "core/steps/colourise/colourise.h"

#include <QColor>
#include <QPalette>

namespace kinovar::ui {

/// The timeline's colours, dark or light after the palette.
struct TimelineColours {
    explicit TimelineColours(const QPalette& palette);

    QColor ground;      ///< behind all
    QColor lane;        ///< of a lane
    QColor lane_beyond; ///< of a lane after the film's end
    QColor header;      ///< names of the lanes
    QColor line;        ///< ticks and edges
    QColor text;
    QColor faint;      ///< less important text, hatches
    QColor shot;       ///< title strip of a shot
    QColor other_shot; ///< of every second one, to tell them apart
    QColor current;    ///< of the one with the playhead
    QColor accent;     ///< playhead, what is dragged
    QColor selected;   ///< frame around selected shots
    QColor sound;
    QColor kept;        ///< cache bar: all there
    QColor partly_kept; ///< narrower than a pixel, some are there
    QColor failed;
    QColor fix;
    QColor hint;
    QColor marker;
    QColor shade; ///< over what lies outside the range

    /// Yellow for what hardly matters to red for the worst.
    [[nodiscard]] static QColor of_severity(double severity);
    /// Green for sure colours over amber to red for those that cannot be relied on.
    [[nodiscard]] static QColor of_confidence(const steps::ColourConfidence& confidence);
};

} // namespace kinovar::ui
