#pragma once

#include "core/pipeline/clip.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

namespace kinovar::test {

/// A clip whose frames are made when the test says so; notes in which order they were asked for.
class GatedClip final : public pipeline::Clip {
public:
    explicit GatedClip(std::string_view name, bool open = true, int width = 16, int height = 8)
        : info_{.frames = 1000, .width = width, .height = height, .colour = ColourSpec::srgb()},
          open_(open) {
        info_.key = Hasher().add("gated").add(name).finish();
    }

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        std::unique_lock lock(mutex_);
        asked_.push_back(n);
        changed_.notify_all();
        if (!changed_.wait(lock, pull.stop, [&] { return open_ || released_.count(n) != 0; })) {
            ++given_up_;
            changed_.notify_all();
            return failure(ErrorCode::Cancelled, "given up");
        }
        if (failing_.count(n) != 0) {
            return failure(ErrorCode::Corrupt, "frame " + std::to_string(n) + " is broken");
        }
        auto frame = std::make_shared<Frame>(info_.width, info_.height, info_.colour);
        for (float& value : frame->values()) {
            value = static_cast<float>(n % 256) / 255.0F;
        }
        return frame;
    }

    void release(std::int64_t n) {
        const std::lock_guard lock(mutex_);
        released_.insert(n);
        changed_.notify_all();
    }
    void set_failing(std::int64_t n, bool fails) {
        const std::lock_guard lock(mutex_);
        fails ? void(failing_.insert(n)) : void(failing_.erase(n));
    }
    [[nodiscard]] std::vector<std::int64_t> asked() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }
    void wait_until_asked(std::size_t times) const {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return asked_.size() >= times; });
    }
    void wait_until_given_up(int times) const {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return given_up_ >= times; });
    }

private:
    pipeline::ClipInfo info_;
    mutable std::mutex mutex_;
    mutable std::condition_variable_any changed_;
    mutable std::vector<std::int64_t> asked_;
    mutable int given_up_ = 0;
    bool open_;
    std::set<std::int64_t> released_;
    std::set<std::int64_t> failing_;
};

} // namespace kinovar::test
