#include "core/preview/light_difference.h"

#include "core/image/luma.h"
#include "core/image/resize.h"

#include <algorithm>
#include <cmath>

namespace kinovar::preview {

namespace {

constexpr float kWhite = 255;

Result<std::vector<float>> luma_at(const Frame& frame, int width, int height) {
    std::vector<float> luma(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    if (frame.width() == width && frame.height() == height) {
        luma_of(frame, luma);
        return luma;
    }
    KINOVAR_TRY_ASSIGN(const FramePtr sized, resize(frame, width, height, ResizeFilter::Area));
    luma_of(*sized, luma);
    return luma;
}

} // namespace

Result<LightDifference> light_difference(const Frame& a, const Frame& b) {
    const Frame& smaller = a.width() <= b.width() ? a : b;
    LightDifference difference;
    difference.width = smaller.width();
    difference.height = smaller.height();
    KINOVAR_TRY_ASSIGN(difference.levels, luma_at(a, difference.width, difference.height));
    KINOVAR_TRY_ASSIGN(const auto other, luma_at(b, difference.width, difference.height));
    for (std::size_t i = 0; i < other.size(); ++i) {
        difference.levels[i] = kWhite * std::abs(difference.levels[i] - other[i]);
        difference.largest = std::max(difference.largest, difference.levels[i]);
    }
    return difference;
}

PicturePtr picture_of(const LightDifference& difference, int gain) {
    auto picture = std::make_shared<Picture>();
    picture->width = difference.width;
    picture->height = difference.height;
    picture->pixels.reserve(difference.levels.size());
    for (const float level : difference.levels) {
        const auto grey = static_cast<std::uint32_t>(
            std::lround(std::min(static_cast<float>(gain) * level, kWhite)));
        picture->pixels.push_back(0xff000000U | grey << 16U | grey << 8U | grey);
    }
    return picture;
}

} // namespace kinovar::preview
