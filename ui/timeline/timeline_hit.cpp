#include "ui/timeline/timeline_hit.h"

#include <cmath>

namespace kinovar::ui {

namespace {

using Kind = TimelineHit::Kind;

constexpr int kReach = 5;              // pixels beside an edge
constexpr double kLeastShotWidth = 12; // whose edge can be taken

/// The shot whose first frame begins near x; −1: none.
int cut_near(const TimelineLook& look, double x, std::int64_t frame) {
    const auto& shots = look.data.shots;
    const auto wide = [&](int i) {
        const TimelineShot& shot = shots[static_cast<std::size_t>(i)];
        return static_cast<double>(shot.last - shot.first + 1) * look.scale.zoom() >=
               kLeastShotWidth;
    };
    const int at = look.data.shot_index_at(frame);
    for (const int i : {at, at + 1}) {
        if (i < 1 || i >= static_cast<int>(shots.size()) || !wide(i) || !wide(i - 1)) {
            continue;
        }
        const auto first = static_cast<double>(shots[static_cast<std::size_t>(i)].first);
        if (std::abs(look.scale.x_of(first) - x) <= kReach) {
            return i;
        }
    }
    return -1;
}

void find_shot(const TimelineLook& look, double x, TimelineHit& hit) {
    const int cut = cut_near(look, x, hit.frame);
    const int shot = look.data.shot_index_at(hit.frame);
    if (cut >= 0) {
        hit.kind = Kind::Cut;
        hit.id = look.data.shots[static_cast<std::size_t>(cut)].id;
    } else if (shot >= 0) {
        hit.kind = Kind::Shot;
        hit.id = look.data.shots[static_cast<std::size_t>(shot)].id;
    }
}

void find_marker(const TimelineLook& look, double x, int handle, TimelineHit& hit) {
    // The handle of a marker lies right of its line.
    const auto room = static_cast<std::int64_t>(std::ceil(handle / look.scale.zoom()));
    const auto end = look.data.markers.end();
    for (auto at = look.data.marker_from(hit.frame - room); at != end; ++at) {
        const double marker_x = look.scale.x_of(static_cast<double>(at->frame));
        if (marker_x - kReach > x) {
            break;
        }
        if (x <= marker_x + handle) {
            hit.kind = Kind::Marker;
            hit.id = at->id;
            hit.text = at->text;
        }
    }
}

void find_flag(const TimelineLook& look, double x, TimelineHit& hit) {
    const auto room = static_cast<std::int64_t>(std::ceil(kReach / look.scale.zoom()));
    double nearest = kReach;
    double worst = -1;
    for (const TimelineSpan& span : look.data.flags.near(hit.frame - room, hit.frame + room)) {
        const double from = look.scale.x_of(static_cast<double>(span.first));
        const double end = look.scale.x_of(static_cast<double>(span.last + 1));
        const double away = x < from ? from - x : (x > end ? x - end : 0);
        if (away < nearest || (away <= nearest && span.severity > worst)) {
            nearest = away;
            worst = span.severity;
            hit.kind = Kind::Flag;
            hit.id = span.id;
            hit.text = span.text;
        }
    }
}

/// What the parts of spans that lie above one another are to a hit.
struct RowKinds {
    Kind span, start, end;
};

/// The one in the row below the mouse; of the chosen one its edges too.
void find_in_rows(const TimelineLook& look, Lane lane, const SpanList& spans, project::Id chosen,
                  const RowKinds& kinds, QPoint position, double x, TimelineHit& hit) {
    const QRect area = look.layout.lane(lane);
    const auto room = static_cast<std::int64_t>(std::ceil(kReach / look.scale.zoom()));
    double nearest = kReach * kReach;
    for (const TimelineSpan& span : spans.near(hit.frame - room, hit.frame + room)) {
        const QRect row = row_of(area, span, spans.rows());
        const double from = look.scale.x_of(static_cast<double>(span.first));
        const double end = look.scale.x_of(static_cast<double>(span.last + 1));
        const double across = x < from ? from - x : std::max(0.0, x - end);
        const int down = position.y() < row.top() ? row.top() - position.y()
                                                  : std::max(0, position.y() - row.bottom());
        const double away = across * across + down * down;
        if (away >= nearest) {
            continue;
        }
        nearest = away;
        const bool movable = span.id == chosen && !span.is_mark;
        hit.kind = movable && std::abs(x - from) <= kReach  ? kinds.start
                   : movable && std::abs(x - end) <= kReach ? kinds.end
                                                            : kinds.span;
        hit.id = span.id;
        hit.text = span.text;
        if (span.is_mark) {
            hit.frame = span.first;
        }
    }
}

/// A key lies over the edges of its fix.
void find_fix_key(const TimelineLook& look, double x, TimelineHit& hit) {
    for (const std::int64_t frame : look.data.fix_keys) {
        if (std::abs(look.scale.x_of(static_cast<double>(frame) + 0.5) - x) <= kReach) {
            hit.kind = Kind::FixKey;
            hit.id = look.data.chosen_fix;
            hit.frame = frame;
            return;
        }
    }
}

void find_fix(const TimelineLook& look, QPoint position, double x, TimelineHit& hit) {
    find_in_rows(look, Lane::Fixes, look.data.fixes, look.data.chosen_fix,
                 {Kind::Fix, Kind::FixStart, Kind::FixEnd}, position, x, hit);
    if (hit.id == look.data.chosen_fix && hit.kind != Kind::Nothing) {
        find_fix_key(look, x, hit);
    }
}

void find_range(const TimelineLook& look, double x, TimelineHit& hit) {
    const auto near = [&](std::int64_t edge) {
        return std::abs(look.scale.x_of(static_cast<double>(edge)) - x) <= kReach;
    };
    if (look.data.in >= 0 && near(look.data.in)) {
        hit.kind = Kind::In;
    } else if (look.data.out >= 0 && near(look.data.out + 1)) {
        hit.kind = Kind::Out;
    }
}

} // namespace

TimelineHit timeline_hit(const TimelineLook& look, QPoint position) {
    TimelineHit hit;
    const double x = position.x() - look.layout.header_width();
    hit.frame = look.scale.frame_at(x);
    if (look.data.frames <= 0 || x < -kReach ||
        x > look.scale.x_of(static_cast<double>(look.data.frames)) + kReach) {
        return hit;
    }
    const Lane lane = look.layout.lane_at(position.y());
    switch (lane) {
    case Lane::Ruler:
        find_range(look, x, hit);
        break;
    case Lane::Shots:
        find_shot(look, x, hit);
        break;
    case Lane::Markers:
        find_marker(look, x, look.layout.lane(lane).height() / 2, hit);
        break;
    case Lane::Flags:
        find_flag(look, x, hit);
        break;
    case Lane::Fixes:
        find_fix(look, position, x, hit);
        break;
    case Lane::Hints:
        find_in_rows(look, Lane::Hints, look.data.hints, look.data.chosen_hint,
                     {Kind::Hint, Kind::HintStart, Kind::HintEnd}, position, x, hit);
        break;
    case Lane::Fit:
        if (look.data.fit_at(hit.frame) != nullptr) {
            hit.kind = Kind::Fit;
        }
        break;
    case Lane::Colours:
        if (hit.frame < static_cast<std::int64_t>(look.data.confidence.size())) {
            hit.kind = Kind::Confidence;
        }
        break;
    case Lane::Cache:
    case Lane::Sound:
        break;
    }
    return hit;
}

std::int64_t snapped(double position, std::span<const std::int64_t> targets, double reach) {
    std::int64_t best = std::llround(position);
    double nearest = reach;
    for (const std::int64_t target : targets) {
        const double away = std::abs(static_cast<double>(target) - position);
        if (away <= nearest) {
            nearest = away;
            best = target;
        }
    }
    return best;
}

} // namespace kinovar::ui
