#include "ui/timeline/timeline_painter.h"

#include "ui/studio/fix_look.h"
#include "ui/studio/text.h"
#include "ui/timeline/ruler_ticks.h"
#include "ui/timeline/shots_painter.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr double kLinePixels = 6;
constexpr int kLabelRoom = 18;
constexpr int kNarrow = 2; // marks are drawn at least so wide
constexpr int kLoudest = 255;
constexpr int kSettledAlpha = 90;
constexpr int kMargin = 6;
constexpr int kBracket = 4;
constexpr int kFlattestRow = 4;
constexpr int kMark = 6; // half the width of a reference's mark

QString name_of(Lane lane) {
    switch (lane) {
    case Lane::Markers:
        return QCoreApplication::translate("Timeline", "Markers");
    case Lane::Shots:
        return QCoreApplication::translate("Timeline", "Shots");
    case Lane::Sound:
        return QCoreApplication::translate("Timeline", "Sound");
    case Lane::Flags:
        return QCoreApplication::translate("Timeline", "Flags");
    case Lane::Fixes:
        return QCoreApplication::translate("Timeline", "Fixes");
    case Lane::Hints:
        return QCoreApplication::translate("Timeline", "Hints");
    case Lane::Colours:
        return QCoreApplication::translate("Timeline", "Colours");
    case Lane::Fit:
        return QCoreApplication::translate("Timeline", "Fit");
    case Lane::Ruler:
    case Lane::Cache:
        break;
    }
    return {};
}

} // namespace

QRect row_of(const QRect& lane, const TimelineSpan& span, int rows) {
    const QRect inside = lane.adjusted(0, 1, 0, -1);
    // Where they would get too flat they share a row.
    const int shown = std::clamp(inside.height() / kFlattestRow, 1, std::max(rows, 1));
    const int row = span.row % shown;
    const int top = inside.top() + row * inside.height() / shown;
    const int bottom = inside.top() + (row + 1) * inside.height() / shown - 1;
    return {inside.left(), top, inside.width(), std::max(1, bottom - top + (shown > 1 ? 0 : 1))};
}

TimelinePainter::TimelinePainter(QPainter& painter, const TimelineLook& look,
                                 const TimelineColours& colours, ThumbnailPixmaps* thumbnails)
    : painter_(painter), look_(look), colours_(colours), thumbnails_(thumbnails) {}

int TimelinePainter::x_of(std::int64_t frame) const {
    // Far outside of the picture the numbers could leave the range of int.
    const double x = look_.scale.x_of(static_cast<double>(frame));
    const double width = look_.scale.width();
    return look_.layout.header_width() +
           static_cast<int>(std::floor(std::clamp(x, -width, 2 * width)));
}

void TimelinePainter::paint() {
    paint_lanes();
    if (look_.data.frames <= 0) {
        return;
    }
    painter_.save();
    painter_.setClipRect(look_.layout.lanes());
    paint_ruler();
    paint_cache();
    ShotsPainter(painter_, look_, colours_, thumbnails_).paint();
    paint_sound();
    paint_flags();
    paint_fixes();
    paint_fit();
    paint_hints();
    paint_confidence();
    paint_range();
    paint_markers();
    painter_.restore();
}

void TimelinePainter::paint_lanes() {
    const int end = look_.data.frames > 0 ? x_of(look_.data.frames) : 0;
    for (int i = 0; i < kLaneCount; ++i) {
        const auto lane = static_cast<Lane>(i);
        const QRect area = look_.layout.lane(lane);
        if (area.height() <= 0) {
            continue;
        }
        painter_.fillRect(area, colours_.lane_beyond);
        if (end > area.left()) {
            const QPoint corner(std::min(end - 1, area.right()), area.bottom());
            painter_.fillRect(QRect(area.topLeft(), corner),
                              lane == Lane::Ruler ? colours_.ground : colours_.lane);
        }
        const QString name = name_of(lane);
        if (!name.isEmpty()) {
            const QRect header = look_.layout.header(lane).adjusted(kMargin, 0, -kMargin, 0);
            painter_.setPen(colours_.header);
            painter_.drawText(
                header, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip,
                painter_.fontMetrics().elidedText(name, Qt::ElideRight, header.width()));
        }
    }
}

void TimelinePainter::paint_ruler() {
    const QRect area = look_.layout.lane(Lane::Ruler);
    const double rate = look_.data.rate;
    const QString widest = timecode(look_.data.frames, rate);
    const int label = painter_.fontMetrics().horizontalAdvance(widest) + kLabelRoom;
    const RulerTicks ticks = ruler_ticks(look_.scale.zoom(), rate, label, kLinePixels);
    const std::int64_t last = look_.scale.last_shown();
    std::int64_t frame = look_.scale.first_shown() / ticks.labelled * ticks.labelled;
    const int text_height = painter_.fontMetrics().height();
    for (; frame <= last; frame += ticks.plain) {
        const int x = x_of(frame);
        const bool labelled = frame % ticks.labelled == 0;
        const int length = labelled ? area.height() : area.height() / 4;
        painter_.fillRect(x, area.bottom() + 1 - length, 1, length, colours_.line);
        if (labelled) {
            painter_.setPen(colours_.text);
            painter_.drawText(QRect(x + kBracket, area.top(), label, text_height), Qt::AlignLeft,
                              timecode(frame, rate));
        }
    }
}

void TimelinePainter::paint_cache() {
    const QRect area = look_.layout.lane(Lane::Cache);
    const auto& kept = look_.data.kept;
    const auto& failed = look_.data.failed;
    QColor run_colour;
    int run_from = area.left();
    // A column is green where all its frames are there, dim where some are, red where one failed.
    for (int x = area.left(); x <= area.right() + 1; ++x) {
        QColor colour;
        const double from = look_.scale.position_at(x - area.left());
        if (x <= area.right() && from < static_cast<double>(look_.data.frames)) {
            const auto first = static_cast<std::int64_t>(from);
            const auto last = std::max(first, static_cast<std::int64_t>(std::ceil(
                                                  look_.scale.position_at(x + 1 - area.left()))) -
                                                  1);
            const auto bad = std::lower_bound(failed.begin(), failed.end(), first);
            const auto span = std::partition_point(
                kept.begin(), kept.end(),
                [first](const preview::FrameSpan& s) { return s.last < first; });
            if (bad != failed.end() && *bad <= last) {
                colour = colours_.failed;
            } else if (span != kept.end() && span->first <= last) {
                const bool all =
                    span->first <= first && span->last >= std::min(last, look_.data.frames - 1);
                colour = all ? colours_.kept : colours_.partly_kept;
            }
        }
        if (colour != run_colour || x > area.right()) {
            if (run_colour.isValid()) {
                painter_.fillRect(run_from, area.top(), x - run_from, area.height(), run_colour);
            }
            run_colour = colour;
            run_from = x;
        }
    }
}

void TimelinePainter::paint_sound() {
    const QRect area = look_.layout.lane(Lane::Sound);
    const PeaksPyramid* sound = look_.data.sound.get();
    if (sound == nullptr || sound->empty()) {
        return;
    }
    const int middle = area.center().y();
    const double half = area.height() / 2.0;
    QList<QLine> columns;
    columns.reserve(area.width());
    for (int x = 0; x < area.width(); ++x) {
        const double from = look_.scale.position_at(x) / look_.data.rate;
        const double to = look_.scale.position_at(x + 1) / look_.data.rate;
        const int length = static_cast<int>(half * sound->loudest(from, to) / kLoudest);
        if (length > 0) {
            columns.append(
                QLine(area.left() + x, middle - length, area.left() + x, middle + length));
        }
    }
    painter_.fillRect(area.left(), middle, area.width(), 1, colours_.line);
    painter_.setPen(QPen(colours_.sound, 1));
    painter_.drawLines(columns);
}

QColor TimelinePainter::colour_of(const TimelineSpan& span, const QColor& colour) {
    QColor its = colour;
    if (span.settled) {
        its.setAlpha(kSettledAlpha);
    }
    return its;
}

void TimelinePainter::paint_flags() {
    const QRect area = look_.layout.lane(Lane::Flags).adjusted(0, 1, 0, -1);
    const TimelineSpan* pending = nullptr; // the worst of those that share their pixels
    int from = 0;
    int end = 0;
    const auto flush = [&] {
        if (pending != nullptr) {
            painter_.fillRect(from, area.top(), end - from, area.height(),
                              colour_of(*pending, TimelineColours::of_severity(pending->severity)));
        }
    };
    for (const TimelineSpan& span :
         look_.data.flags.near(look_.scale.first_shown(), look_.scale.last_shown())) {
        const int x = x_of(span.first);
        const int x_end = std::max(x_of(span.last + 1), x + kNarrow);
        if (pending != nullptr && x_end - from <= kNarrow) {
            const bool worse =
                !span.settled && (pending->settled || span.severity > pending->severity);
            pending = worse ? &span : pending;
            continue;
        }
        flush();
        pending = &span;
        from = x;
        end = x_end;
    }
    flush();
}

void TimelinePainter::paint_fixes() {
    const SpanList& fixes = look_.data.fixes;
    const QRect lane = look_.layout.lane(Lane::Fixes);
    const int rows = fixes.rows();
    QRect chosen_row;
    for (const TimelineSpan& span :
         fixes.near(look_.scale.first_shown(), look_.scale.last_shown())) {
        const QRect row = row_of(lane, span, rows);
        const int x = x_of(span.first);
        const int end = std::max(x_of(span.last + 1), x + kNarrow);
        // It comes and goes along its slopes.
        const int full = std::clamp(x_of(span.first + span.ease_in), x, end);
        const int fades = std::clamp(x_of(span.last + 1 - span.ease_out), full, end);
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(colour_of(span, span.colour.isValid() ? span.colour : colours_.fix));
        if (full == x && fades == end) {
            painter_.drawRect(x, row.top(), end - x, row.height());
        } else {
            const int below = row.bottom() + 1;
            painter_.drawPolygon(
                QPolygon({{x, below}, {full, row.top()}, {fades, row.top()}, {end, below}}));
        }
        if (span.id == look_.data.chosen_fix) {
            painter_.setPen(colours_.selected);
            painter_.setBrush(Qt::NoBrush);
            painter_.drawRect(x, row.top(), end - x - 1, row.height() - 1);
            chosen_row = row;
        }
    }
    if (!chosen_row.isNull()) {
        paint_fix_keys(chosen_row);
    }
}

void TimelinePainter::paint_fix_keys(const QRect& row) {
    const double half = std::min<double>(kMark, look_.layout.lane(Lane::Fixes).height() / 2.0);
    for (const std::int64_t frame : look_.data.fix_keys) {
        paint_diamond({x_of(frame) + look_.scale.zoom() / 2, row.center().y() + 0.5}, half,
                      colours_.selected);
    }
}

void TimelinePainter::paint_diamond(const QPointF& middle, double half, const QColor& colour) {
    painter_.setPen(colours_.ground);
    painter_.setBrush(colour);
    painter_.drawPolygon(QPolygonF({middle + QPointF(-half, 0), middle + QPointF(0, -half),
                                    middle + QPointF(half, 0), middle + QPointF(0, half)}));
}

void TimelinePainter::paint_fit() {
    const QRect area = look_.layout.lane(Lane::Fit).adjusted(0, 1, 0, -1);
    for (const steps::FixConfidence& one : look_.data.fix_fit) {
        const int x = x_of(one.frame);
        const int end = std::max(x_of(one.frame + 1), x + 1);
        if (end <= area.left() || x > area.right()) {
            continue;
        }
        painter_.fillRect(x, area.top(), end - x, area.height(), fix_look::colour(one));
    }
}

void TimelinePainter::paint_hints() {
    const SpanList& hints = look_.data.hints;
    const QRect lane = look_.layout.lane(Lane::Hints);
    const int rows = hints.rows();
    for (const TimelineSpan& span :
         hints.near(look_.scale.first_shown(), look_.scale.last_shown())) {
        const QRect row = row_of(lane, span, rows);
        const int x = x_of(span.first);
        const QColor colour = span.colour.isValid() ? span.colour : colours_.hint;
        const bool chosen = span.id == look_.data.chosen_hint;
        if (span.is_mark) {
            const QPointF middle(x, row.center().y());
            const double half = std::min<double>(kMark, lane.height() / 2.0);
            paint_diamond(middle, half, chosen ? colours_.selected : colours_.text);
            continue;
        }
        const QRect bar(x, row.top(), std::max(x_of(span.last + 1) - x, kNarrow), row.height());
        painter_.fillRect(bar, colour);
        if (chosen) {
            painter_.setPen(colours_.selected);
            painter_.setBrush(Qt::NoBrush);
            painter_.drawRect(bar.adjusted(0, 0, -1, -1));
        }
    }
}

void TimelinePainter::paint_confidence() {
    const auto& frames = look_.data.confidence;
    const QRect area = look_.layout.lane(Lane::Colours).adjusted(0, 1, 0, -1);
    for (int x = area.left(); !frames.empty() && x <= area.right(); ++x) {
        const double from = look_.scale.position_at(x - area.left());
        const double to = look_.scale.position_at(x + 1 - area.left());
        const auto first = static_cast<std::size_t>(std::max(0.0, from));
        if (first >= frames.size()) {
            break;
        }
        const auto last =
            std::clamp(static_cast<std::size_t>(std::ceil(to)), first + 1, frames.size());
        // The worst of those that share the pixel.
        steps::ColourConfidence worst = frames[first];
        for (std::size_t i = first + 1; i < last; ++i) {
            worst.mean = std::min(worst.mean, frames[i].mean);
            worst.below = std::max(worst.below, frames[i].below);
        }
        painter_.fillRect(x, area.top(), 1, area.height(), TimelineColours::of_confidence(worst));
    }
}

void TimelinePainter::paint_range() {
    const auto& data = look_.data;
    if (data.in < 0 && data.out < 0) {
        return;
    }
    const QRect all = look_.layout.lanes();
    const QRect ruler = look_.layout.lane(Lane::Ruler);
    const int from = x_of(std::max<std::int64_t>(data.in, 0));
    const int end = x_of(data.out < 0 ? data.frames : data.out + 1);
    const int film_end = x_of(data.frames);
    painter_.fillRect(QRect(QPoint(all.left(), all.top()), QPoint(from - 1, all.bottom())),
                      colours_.shade);
    painter_.fillRect(QRect(QPoint(end, all.top()), QPoint(film_end - 1, all.bottom())),
                      colours_.shade);
    painter_.fillRect(QRect(QPoint(from, ruler.bottom() - 1), QPoint(end - 1, ruler.bottom())),
                      colours_.selected);
    if (data.in >= 0) {
        painter_.fillRect(from, ruler.top(), 2, ruler.height(), colours_.selected);
        painter_.fillRect(from, ruler.top(), kBracket + 2, 2, colours_.selected);
    }
    if (data.out >= 0) {
        painter_.fillRect(end - 2, ruler.top(), 2, ruler.height(), colours_.selected);
        painter_.fillRect(end - kBracket - 2, ruler.top(), kBracket + 2, 2, colours_.selected);
    }
}

void TimelinePainter::paint_markers() {
    const QRect area = look_.layout.lane(Lane::Markers);
    const int half = std::max(3, area.height() / 3);
    const auto& markers = look_.data.markers;
    auto at = look_.data.marker_from(look_.scale.first_shown() -
                                     static_cast<std::int64_t>(area.width() / look_.scale.zoom()));
    const std::int64_t last = look_.scale.last_shown();
    int free_from = area.left() - area.width(); // left of this the flag of a marker is covered
    painter_.setBrush(colours_.marker);
    for (; at != markers.end() && at->frame <= last; ++at) {
        const int x = x_of(at->frame);
        const bool selected = at->id == look_.selected_marker;
        if (x < free_from && !selected) {
            continue;
        }
        const QColor colour = selected ? colours_.selected : colours_.marker;
        painter_.fillRect(x, area.top(), 1, area.height(), colour);
        painter_.fillRect(x, area.top() + 1, half + 1, area.height() - half, colour);
        free_from = x + half;
        const auto next = std::next(at);
        const int next_x = next == markers.end() ? area.right() : x_of(next->frame);
        const int room = std::min(next_x, area.right()) - x - half - 2 * kBracket;
        if (!at->text.isEmpty() && room > 3 * half) {
            const QRect label(x + half + kBracket, area.top(), room, area.height());
            painter_.setPen(colours_.text);
            painter_.drawText(label, Qt::AlignVCenter | Qt::AlignLeft,
                              painter_.fontMetrics().elidedText(at->text, Qt::ElideRight, room));
        }
    }
}

} // namespace kinovar::ui
