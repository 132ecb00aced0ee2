#include "ui/timeline/span_list.h"

#include <algorithm>

namespace kinovar::ui {

SpanList::SpanList(std::vector<TimelineSpan> spans) : spans_(std::move(spans)) {
    std::stable_sort(
        spans_.begin(), spans_.end(),
        [](const TimelineSpan& a, const TimelineSpan& b) { return a.first < b.first; });
    reach_.reserve(spans_.size());
    for (const TimelineSpan& span : spans_) {
        reach_.push_back(reach_.empty() ? span.last : std::max(reach_.back(), span.last));
    }
}

std::span<const TimelineSpan> SpanList::near(std::int64_t first, std::int64_t last) const {
    // reach_ never falls, so what lies before the first that reaches `first` ends earlier.
    const auto from = std::lower_bound(reach_.begin(), reach_.end(), first) - reach_.begin();
    const auto to = std::upper_bound(
        spans_.begin(), spans_.end(), last,
        [](std::int64_t frame, const TimelineSpan& span) { return frame < span.first; });
    const auto begin = spans_.begin() + from;
    return begin < to ? std::span<const TimelineSpan>(begin, to) : std::span<const TimelineSpan>();
}

int SpanList::rows() const {
    int rows = 0;
    for (const TimelineSpan& span : spans_) {
        rows = std::max(rows, span.row + 1);
    }
    return rows;
}

void give_rows(std::vector<TimelineSpan>& spans) {
    std::stable_sort(spans.begin(), spans.end(), [](const TimelineSpan& a, const TimelineSpan& b) {
        return a.first < b.first;
    });
    std::vector<std::int64_t> ends; // of the last span in each row
    for (TimelineSpan& span : spans) {
        const auto free = std::find_if(ends.begin(), ends.end(),
                                       [&](std::int64_t end) { return end < span.first; });
        span.row = static_cast<int>(free - ends.begin());
        if (free == ends.end()) {
            ends.push_back(span.last);
        } else {
            *free = span.last;
        }
    }
}

const TimelineSpan* SpanList::next(std::int64_t frame) const {
    const auto at =
        std::upper_bound(spans_.begin(), spans_.end(), frame,
                         [](std::int64_t n, const TimelineSpan& span) { return n < span.first; });
    return at == spans_.end() ? nullptr : &*at;
}

const TimelineSpan* SpanList::previous(std::int64_t frame) const {
    const auto at =
        std::lower_bound(spans_.begin(), spans_.end(), frame,
                         [](const TimelineSpan& span, std::int64_t n) { return span.first < n; });
    return at == spans_.begin() ? nullptr : &*std::prev(at);
}

} // namespace kinovar::ui
