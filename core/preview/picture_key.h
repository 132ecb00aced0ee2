#pragma once

// Private to core/preview.

#include "core/preview/picture_service.h"

namespace kinovar::preview {

/// Names one picture.
struct PictureKey {
    Hash128 clip; ///< of the full clip, also for half quality
    std::int64_t frame = 0;
    Layer layer = Layer::Picture;
    Quality quality = Quality::Full;
    friend bool operator==(const PictureKey&, const PictureKey&) = default;

    [[nodiscard]] PictureKey with(Quality other) const { return {clip, frame, layer, other}; }
    [[nodiscard]] PictureKey with(Layer other) const { return {clip, frame, other, quality}; }
    /// Both layers come of one frame.
    [[nodiscard]] bool same_frame(const PictureKey& other) const {
        return clip == other.clip && frame == other.frame && quality == other.quality;
    }
};

struct PictureKeyHash {
    std::size_t operator()(const PictureKey& key) const noexcept {
        constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ULL;
        const std::uint64_t kind =
            static_cast<std::uint64_t>(key.layer) * 2 + static_cast<std::uint64_t>(key.quality);
        return std::hash<Hash128>{}(key.clip) ^
               static_cast<std::size_t>((static_cast<std::uint64_t>(key.frame) * 4 + kind) * kMix);
    }
};

} // namespace kinovar::preview
