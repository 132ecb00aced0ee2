#pragma once

#include "core/steps/retouch/canvas.h"
#include "core/steps/retouch/track/tracker.h"

#include <memory>
#include <string_view>
#include <vector>

namespace kinovar::retouch {

/// How a fix lies at a frame, for lists, flags and reports.
enum class Fit : std::uint8_t {
    Fits,
    Uncertain, ///< tracking is not sure of it, or its filling wants a look
    Hidden,    ///< tracking lost it: not drawn at this frame
    Moved,     ///< the picture below it is another one than it was made for: left out
    Broken     ///< what it takes pixels from is not there any more: left out
};
struct FixState {
    std::int64_t id = 0;
    Fit fit = Fit::Fits;
    double confidence = 1;
    std::string text; ///< one sentence; empty where there is nothing to say
    [[nodiscard]] bool drawn() const { return fit == Fit::Fits || fit == Fit::Uncertain; }
};

/// Lays fixes upon frames, in order. Finished pictures, and what lies below the last fix, are
/// remembered within a budget of the whole program, so that the five-hundredth stroke costs no more
/// than the first. Thread-safe.
class FixStack {
public:
    /// `key` names all that the pictures depend on besides the fixes: the step's input, other
    /// stages and takes.
    FixStack(std::vector<FixPtr> fixes, std::shared_ptr<const Pictures> pictures,
             std::shared_ptr<const Tracker> tracker, const Hash128& key);
    ~FixStack();

    /// The frame with all fixes that live there; the frame itself where there are none.
    [[nodiscard]] Result<FramePtr> render(const FramePtr& picture, std::int64_t frame,
                                          const pipeline::Pull& pull) const;
    /// How one of the fixes lies at a frame: it is drawn for that, on the bare picture, where only
    /// its filling can tell.
    [[nodiscard]] Result<FixState> state_of(const Fix& fix, std::int64_t frame,
                                            const pipeline::Pull& pull) const;

private:
    struct State;
    std::unique_ptr<const State> state_;
};

} // namespace kinovar::retouch
