#include "core/preview/frame_set.h"

#include <algorithm>
#include <iterator>

namespace kinovar::preview {

bool FrameSet::has(std::int64_t frame) const {
    const auto after = spans_.upper_bound(frame);
    return after != spans_.begin() && std::prev(after)->second >= frame;
}

void FrameSet::add(std::int64_t frame) {
    if (has(frame)) {
        return;
    }
    std::int64_t first = frame;
    std::int64_t last = frame;
    const auto after = spans_.upper_bound(frame);
    if (after != spans_.begin() && std::prev(after)->second == frame - 1) {
        first = std::prev(after)->first;
    }
    if (after != spans_.end() && after->first == frame + 1) {
        last = after->second;
        spans_.erase(after);
    }
    spans_[first] = last;
}

void FrameSet::remove(std::int64_t frame) {
    if (!has(frame)) {
        return;
    }
    const auto span = std::prev(spans_.upper_bound(frame));
    const auto [first, last] = *span;
    spans_.erase(span);
    if (first < frame) {
        spans_[first] = frame - 1;
    }
    if (frame < last) {
        spans_[frame + 1] = last;
    }
}

std::vector<FrameSpan> FrameSet::spans() const {
    std::vector<FrameSpan> list;
    list.reserve(spans_.size());
    for (const auto& [first, last] : spans_) {
        list.push_back({first, last});
    }
    return list;
}

std::vector<FrameSpan> united(const std::vector<FrameSpan>& a, const std::vector<FrameSpan>& b) {
    std::vector<FrameSpan> all;
    std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all),
               [](const FrameSpan& x, const FrameSpan& y) { return x.first < y.first; });
    std::vector<FrameSpan> joined;
    for (const FrameSpan& span : all) {
        if (!joined.empty() && span.first <= joined.back().last + 1) {
            joined.back().last = std::max(joined.back().last, span.last);
        } else {
            joined.push_back(span);
        }
    }
    return joined;
}

} // namespace kinovar::preview
