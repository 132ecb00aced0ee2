#pragma once

#include "core/base/cache.h"
#include "core/pipeline/clip.h"

namespace kinovar::pipeline {

struct FrameKey {
    Hash128 clip;
    std::int64_t frame;
    friend bool operator==(const FrameKey&, const FrameKey&) = default;
};
struct FrameKeyHash {
    std::size_t operator()(const FrameKey& key) const noexcept {
        return std::hash<Hash128>{}(key.clip) ^
               (static_cast<std::size_t>(key.frame) * 0x9E3779B97F4A7C15ULL);
    }
};

/// Frames of any clips in one byte budget; single-flight. Thread-safe.
using FrameCache = BudgetCache<FrameKey, Frame, FrameKeyHash>;
[[nodiscard]] std::shared_ptr<FrameCache> make_frame_cache(std::size_t budget_bytes);

/// The same clip, remembered in the cache under its key. Put it where a frame is asked for more
/// than once.
[[nodiscard]] ClipPtr cached(ClipPtr clip, std::shared_ptr<FrameCache> cache);

} // namespace kinovar::pipeline
