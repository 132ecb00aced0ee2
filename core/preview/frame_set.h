#pragma once

// Private to core/preview.

#include "core/preview/picture_service.h"

#include <map>

namespace kinovar::preview {

/// A set of frame numbers as spans, so that a film that is kept whole costs one entry.
class FrameSet {
public:
    void add(std::int64_t frame);
    void remove(std::int64_t frame);
    [[nodiscard]] bool has(std::int64_t frame) const;
    [[nodiscard]] bool empty() const { return spans_.empty(); }
    /// Ascending, with gaps between.
    [[nodiscard]] std::vector<FrameSpan> spans() const;

private:
    std::map<std::int64_t, std::int64_t> spans_; ///< first → last
};

/// The frames that are in one or the other, ascending.
[[nodiscard]] std::vector<FrameSpan> united(const std::vector<FrameSpan>& a,
                                            const std::vector<FrameSpan>& b);

} // namespace kinovar::preview
