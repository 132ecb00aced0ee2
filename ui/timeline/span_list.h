#pragma once

#include "core/project/nouns.h"

#include <QColor>
#include <QString>
#include <cstdint>
#include <span>
#include <vector>

namespace kinovar::ui {

/// A flag, fix or hint on the timeline.
struct TimelineSpan {
    project::Id id = 0;
    std::int64_t first = 0;
    std::int64_t last = 0; ///< inclusive
    double severity = 0;   ///< of a flag, 0 to 1
    bool settled = false;  ///< a flag that was decided on, a fix that is switched off
    QString text;          ///< for the tooltip
    QColor colour{};       ///< of a hint or a fix; not valid: that of its lane
    bool is_mark = false;  ///< a reference: one frame that others take after
    int row = 0;           ///< of several that overlap, from the top
    int ease_in = 0;       ///< of a fix: frames over which it comes and goes
    int ease_out = 0;
};

/// Ranges of frames that may overlap, found by frame in logarithmic time. Immutable.
class SpanList {
public:
    SpanList() = default;
    explicit SpanList(std::vector<TimelineSpan> spans);

    [[nodiscard]] const std::vector<TimelineSpan>& all() const { return spans_; } ///< by first
    /// Holds all that touch the frames first to last, in order; some of them may not.
    [[nodiscard]] std::span<const TimelineSpan> near(std::int64_t first, std::int64_t last) const;
    /// How many rows the spans need, so that none covers another: give_rows().
    [[nodiscard]] int rows() const;
    /// The first that begins after (before) the frame; null: none.
    [[nodiscard]] const TimelineSpan* next(std::int64_t frame) const;
    [[nodiscard]] const TimelineSpan* previous(std::int64_t frame) const;

private:
    std::vector<TimelineSpan> spans_;
    std::vector<std::int64_t> reach_; ///< the greatest `last` up to and with each
};

/// Puts spans that overlap into rows of their own, as few as that takes.
void give_rows(std::vector<TimelineSpan>& spans);

} // namespace kinovar::ui
