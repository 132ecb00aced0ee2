#pragma once

#include "core/preview/picture_service.h"

#include <map>
#include <vector>

namespace kinovar::ui {

/// What the viewer shows.
struct Shown {
    std::vector<preview::View> views;
    std::vector<preview::Layer> layers; ///< one a view
};

/// Which frames to ask for, in order of urgency. While it stands: the playhead's, then those around
/// it. While it plays: those that can be ready when they are due; where the chain is too slow for
/// all, every second, third … frame, far enough ahead, so that some are always shown in time.
class ReadAhead {
public:
    /// A frame took so long to make.
    void learn(const preview::Arrival& arrival, const Shown& shown);
    void forget() { seconds_.clear(); }

    struct Place {
        const pipeline::ClipInfo* reel = nullptr; ///< whose frame numbers count
        std::int64_t frame = 0;
        double fraction = 0;
        double speed = 0;
        preview::FrameSpan range;
        bool loops = false;
        bool every_frame = false;
    };
    [[nodiscard]] std::vector<preview::Wanted> wanted(const Shown& shown, const Place& place) const;

private:
    struct Pace {
        std::int64_t lead = 0;   ///< frames to the first that can be ready
        std::int64_t stride = 1; ///< from one that is asked for to the next
    };
    [[nodiscard]] Pace pace(const Shown& shown, const Place& place) const;
    [[nodiscard]] std::vector<std::int64_t> frames(const Shown& shown, const Place& place) const;

    std::map<std::uint64_t, double> seconds_; ///< a frame, by clip (low half of its key)
};

} // namespace kinovar::ui
