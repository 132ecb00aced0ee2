#pragma once

#include "core/pipeline/clip.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace kinovar::test {

/// A clip of small flat frames whose value is the frame number; counts and can delay or fail pulls.
class RampClip final : public pipeline::Clip {
public:
    explicit RampClip(std::int64_t frames, std::int64_t failing = -1)
        : info_{.frames = frames, .width = 4, .height = 3, .colour = ColourSpec::srgb()},
          failing_(failing) {
        info_.key = Hasher().add("ramp").add(frames).finish();
    }

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& /*pull*/) const override {
        ++pulls;
        const int now = ++running;
        int seen = most_running;
        while (now > seen && !most_running.compare_exchange_weak(seen, now)) {
        }
        // Later frames are quicker, so that they overtake.
        std::this_thread::sleep_for(std::chrono::microseconds(500 * (3 - n % 4)));
        --running;
        if (n == failing_) {
            return failure(ErrorCode::Corrupt, "frame " + std::to_string(n) + " is broken");
        }
        auto frame = std::make_shared<Frame>(info_.width, info_.height, info_.colour);
        for (float& value : frame->values()) {
            value = static_cast<float>(n);
        }
        return frame;
    }

    mutable std::atomic<int> pulls = 0;
    mutable std::atomic<int> running = 0;
    mutable std::atomic<int> most_running = 0;

private:
    pipeline::ClipInfo info_;
    std::int64_t failing_;
};

} // namespace kinovar::test
