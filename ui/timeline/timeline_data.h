#pragma once

#include "core/preview/picture_service.h"
#include "core/steps/colourise/colourise.h"
#include "core/steps/retouch/retouch.h"
#include "ui/timeline/peaks_pyramid.h"
#include "ui/timeline/span_list.h"

#include <QString>
#include <cstdint>
#include <memory>
#include <set>
#include <vector>

namespace kinovar::ui {

struct TimelineShot {
    project::Id id = 0;
    std::int64_t first = 0;
    std::int64_t last = 0; ///< inclusive
    QString title;         ///< name or number
    QString badge;         ///< the pick, where it has a chain of its own; else empty
};

struct TimelineMarker {
    project::Id id = 0;
    std::int64_t frame = 0;
    QString text;
};

/// All that the timeline shows, as plain values: the view knows neither project nor media.
struct TimelineData {
    std::int64_t frames = 0;
    double rate = 25;
    double aspect = 4.0 / 3;             ///< width by height of the thumbnails
    std::vector<TimelineShot> shots;     ///< in order, without gaps
    std::vector<TimelineMarker> markers; ///< by frame
    SpanList flags;
    SpanList fixes;
    SpanList hints;
    project::Id chosen_hint = 0;
    project::Id chosen_fix = 0;
    std::vector<std::int64_t> fix_keys; ///< frames of the chosen fix's keys; ascending
    /// How the chosen fix fits at frames of its life, ascending; empty: not measured.
    std::vector<steps::FixConfidence> fix_fit;
    /// How sure the colours of each frame are; empty: not measured.
    std::vector<steps::ColourConfidence> confidence;
    std::vector<preview::FrameSpan> kept;      ///< results that are there; ascending, apart
    std::vector<std::int64_t> failed;          ///< results that failed; ascending
    std::shared_ptr<const PeaksPyramid> sound; ///< null: none, or not read yet
    std::int64_t in = -1;
    std::int64_t out = -1;
    project::Id current_shot = 0;

    /// Index of the shot with a frame; −1: none.
    [[nodiscard]] int shot_index_at(std::int64_t frame) const;
    [[nodiscard]] int shot_index_of(project::Id id) const;
    [[nodiscard]] const TimelineMarker* marker(project::Id id) const;
    [[nodiscard]] const steps::FixConfidence* fit_at(std::int64_t frame) const; ///< null: none
    /// The first marker at or after a frame.
    [[nodiscard]] std::vector<TimelineMarker>::const_iterator marker_from(std::int64_t frame) const;
};

} // namespace kinovar::ui
