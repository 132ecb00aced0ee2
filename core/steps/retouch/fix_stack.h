#pragma once

#include "core/steps/retouch/canvas.h"
#include "core/steps/retouch/track/tracker.h"

#include <memory>
#include <vector>

namespace kinovar::retouch {

/// How a fix lies at a frame, for lists, flags and reports.
enum class Fit : std::uint8_t {
    Fits,
    Uncertain, ///< tracking lost it, or its filling wants a look
    Moved,     ///< the picture below it is another one than it was made for: left out
    Broken     ///< its source is not there any more: left out
};
[[nodiscard]] std::string_view to_string(Fit fit);
struct FixState {
    std::int64_t id = 0;
    Fit fit = Fit::Fits;
    double confidence = 1;
    std::string text; ///< one sentence; empty where there is nothing to say
};

/// Lays fixes upon frames, in order. What lies below the fix that is being edited is remembered, so
/// that the five-hundredth stroke costs no more than the first. Thread-safe.
class FixStack {
public:
    FixStack(std::vector<FixPtr> fixes, std::shared_ptr<const Pictures> pictures,
             std::shared_ptr<const Tracker> tracker, Hash128 input_key);

    /// The frame with all fixes that live there; the frame itself where there are none. `states`,
    /// if wanted, one a fix that lives there.
    [[nodiscard]] Result<FramePtr> render(const FramePtr& picture, std::int64_t frame,
                                          const pipeline::Pull& pull,
                                          std::vector<FixState>* states = nullptr) const;

private:
    struct State;
    std::shared_ptr<const State> state_;
};

/// A small picture of what lies below an area, for Fix::anchor. Throws cv::Exception.
[[nodiscard]] Anchor anchor_of(const cv::Mat& picture, const Area& area,
                               const Placement& placement);

} // namespace kinovar::retouch
