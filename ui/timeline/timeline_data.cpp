#include "ui/timeline/timeline_data.h"

#include <algorithm>

namespace kinovar::ui {

int TimelineData::shot_index_at(std::int64_t frame) const {
    const auto after =
        std::upper_bound(shots.begin(), shots.end(), frame,
                         [](std::int64_t n, const TimelineShot& shot) { return n < shot.first; });
    if (after == shots.begin() || frame > std::prev(after)->last) {
        return -1;
    }
    return static_cast<int>(after - shots.begin()) - 1;
}

int TimelineData::shot_index_of(project::Id id) const {
    const auto at = std::find_if(shots.begin(), shots.end(),
                                 [id](const TimelineShot& shot) { return shot.id == id; });
    return at == shots.end() ? -1 : static_cast<int>(at - shots.begin());
}

const TimelineMarker* TimelineData::marker(project::Id id) const {
    const auto at = std::find_if(markers.begin(), markers.end(),
                                 [id](const TimelineMarker& marker) { return marker.id == id; });
    return at == markers.end() ? nullptr : &*at;
}

const steps::FixConfidence* TimelineData::fit_at(std::int64_t frame) const {
    const auto at = std::lower_bound(
        fix_fit.begin(), fix_fit.end(), frame,
        [](const steps::FixConfidence& one, std::int64_t n) { return one.frame < n; });
    return at == fix_fit.end() || at->frame != frame ? nullptr : &*at;
}

std::vector<TimelineMarker>::const_iterator TimelineData::marker_from(std::int64_t frame) const {
    return std::lower_bound(
        markers.begin(), markers.end(), frame,
        [](const TimelineMarker& marker, std::int64_t n) { return marker.frame < n; });
}

} // namespace kinovar::ui
