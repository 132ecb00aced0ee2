#pragma once

// Private to core/media: when each frame of a film is shown and decoded.

#include "core/media/join.h"

#include <cstdint>

namespace kinovar::media {

/// View of a plan's times, in its time base. The plan must outlive it.
class FrameTimes {
public:
    explicit FrameTimes(const JoinPlan& plan) : plan_(plan) {}

    /// Times must ascend, and be there at all.
    [[nodiscard]] Status check() const;
    [[nodiscard]] std::int64_t count() const {
        return static_cast<std::int64_t>(plan_.times.size());
    }
    [[nodiscard]] std::int64_t start(std::int64_t frame) const {
        return plan_.times[static_cast<std::size_t>(frame)];
    }
    [[nodiscard]] std::int64_t duration(std::int64_t frame) const;
    /// Of the i-th packet, when a decoder may hold back `delay` of them: ascending, and never after
    /// the frame's own start as long as no packet is moved ahead by more than that.
    [[nodiscard]] std::int64_t decode_time(std::int64_t packet, int delay) const;
    /// Every frame within one tick of where a constant rate would put it.
    [[nodiscard]] bool is_constant_rate() const;

private:
    const JoinPlan& plan_;
};

} // namespace kinovar::media
