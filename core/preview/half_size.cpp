#include "core/preview/picture_service.h"

#include <algorithm>

namespace kinovar::preview {

namespace {

int halved(int side) {
    return (side + 1) / 2;
}

/// Mean of two rows and of two columns; an odd last one stands for itself.
void halve_row(const float* upper, const float* lower, int width, float* out) {
    constexpr int kChannels = Frame::kChannels;
    constexpr float kQuarter = 0.25F;
    const int pairs = width / 2;
    for (int x = 0; x < pairs; ++x) {
        const int from = 2 * x * kChannels;
        for (int c = 0; c < kChannels; ++c) {
            const int left = from + c;
            const int right = left + kChannels;
            out[x * kChannels + c] =
                kQuarter * ((upper[left] + upper[right]) + (lower[left] + lower[right]));
        }
    }
    if (width % 2 != 0) {
        for (int c = 0; c < kChannels; ++c) {
            const int last = (width - 1) * kChannels + c;
            out[pairs * kChannels + c] = (upper[last] + lower[last]) / 2;
        }
    }
}

std::shared_ptr<const OriginPlane> halved(const std::shared_ptr<const OriginPlane>& plane) {
    if (!plane) {
        return nullptr;
    }
    auto half = std::make_shared<OriginPlane>();
    half->width = halved(plane->width);
    half->height = halved(plane->height);
    half->pixels.reserve(static_cast<std::size_t>(half->width) *
                         static_cast<std::size_t>(half->height));
    for (int y = 0; y < half->height; ++y) {
        const std::size_t row =
            2 * static_cast<std::size_t>(y) * static_cast<std::size_t>(plane->width);
        for (int x = 0; x < half->width; ++x) {
            half->pixels.push_back(plane->pixels[row + 2 * static_cast<std::size_t>(x)]);
        }
    }
    return half;
}

FramePtr half_of(const Frame& frame) {
    auto half =
        std::make_shared<Frame>(halved(frame.width()), halved(frame.height()), frame.colour());
    for (int y = 0; y < half->height(); ++y) {
        const int lower = std::min(2 * y + 1, frame.height() - 1);
        halve_row(frame.row(2 * y), frame.row(lower), frame.width(), half->row(y));
    }
    half->set_origin(halved(frame.origin()));
    return half;
}

class HalfClip final : public pipeline::Clip {
public:
    HalfClip(pipeline::ClipPtr clip, std::shared_ptr<const pipeline::ShotFinder> shots)
        : clip_(std::move(clip)), info_(clip_->info()) {
        info_.width = halved(info_.width);
        info_.height = halved(info_.height);
        info_.key = Hasher().add("half size").add(info_.key).finish();
        info_.shots = info_.shots ? info_.shots : std::move(shots);
        info_.scan = info_.scan ? half_size(info_.scan) : nullptr;
        info_.faithful = info_.faithful ? half_size(info_.faithful) : nullptr;
    }

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr whole, clip_->frame(n, pull));
        return half_of(*whole);
    }

private:
    pipeline::ClipPtr clip_;
    pipeline::ClipInfo info_;
};

} // namespace

pipeline::ClipPtr half_size(pipeline::ClipPtr clip,
                            std::shared_ptr<const pipeline::ShotFinder> shots) {
    return std::make_shared<HalfClip>(std::move(clip), std::move(shots));
}

} // namespace kinovar::preview
