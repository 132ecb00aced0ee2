#pragma once

#include "core/pipeline/clip.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace kinovar::steps::test {

/// A film whose frames lie in memory; counts the pulls of each frame.
class MemoryClip final : public pipeline::Clip {
public:
    /// At least one frame, all of one size. `name` tells films apart (their keys).
    MemoryClip(std::vector<FramePtr> frames, std::string_view name)
        : frames_(std::move(frames)),
          pulls_(frames_.size()), info_{.frames = static_cast<std::int64_t>(frames_.size()),
                                        .width = frames_.front()->width(),
                                        .height = frames_.front()->height(),
                                        .colour = frames_.front()->colour()} {
        info_.key = Hasher().add("memory").add(name).add(info_.frames).finish();
    }

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& /*pull*/) const override {
        ++pulls_[static_cast<std::size_t>(n)];
        return frames_[static_cast<std::size_t>(n)];
    }

    void set_shots(std::shared_ptr<const pipeline::ShotFinder> shots) {
        info_.shots = std::move(shots);
    }
    void set_faithful(pipeline::ClipPtr faithful) { info_.faithful = std::move(faithful); }
    [[nodiscard]] int pulls(std::int64_t n) const { return pulls_[static_cast<std::size_t>(n)]; }

private:
    std::vector<FramePtr> frames_;
    mutable std::vector<std::atomic<int>> pulls_;
    pipeline::ClipInfo info_;
};

/// Frames first … last (inclusive) of a clip, read once into memory.
inline Result<std::shared_ptr<MemoryClip>> in_memory(const pipeline::Clip& clip, std::int64_t first,
                                                     std::int64_t last, std::string_view name) {
    std::vector<FramePtr> frames;
    for (std::int64_t n = first; n <= last; ++n) {
        KINOVAR_TRY_ASSIGN(FramePtr frame, clip.frame(n, {}));
        frames.push_back(std::move(frame));
    }
    return std::make_shared<MemoryClip>(std::move(frames), name);
}

} // namespace kinovar::steps::test
