#include "core/train/luma_picture.h"

#include "core/image/resize.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace kinovar::train {

namespace {

constexpr float kPeak = 255;
/// 219 of 255 steps carry luma in the studio range.
constexpr double kStudioSpan = 219.0 / 255.0;

std::uint8_t rounded(float value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 1.0F) * kPeak + 0.5F);
}

} // namespace

std::vector<float> luma_values_of(const Frame& frame) {
    const LumaWeights weights = luma_weights(Matrix::Smpte170M);
    const auto red = static_cast<float>(weights.red);
    const auto green = static_cast<float>(weights.green);
    const auto blue = static_cast<float>(weights.blue);
    std::vector<float> luma(frame.values().size() / Frame::kChannels);
    const float* pixel = frame.values().data();
    for (float& value : luma) {
        value = red * pixel[0] + green * pixel[1] + blue * pixel[2];
        pixel += Frame::kChannels;
    }
    return luma;
}

LumaPicture luma_of(const Frame& frame) {
    const std::vector<float> luma = luma_values_of(frame);
    LumaPicture picture{frame.width(), frame.height(), std::vector<std::uint8_t>(luma.size())};
    std::transform(luma.begin(), luma.end(), picture.values.begin(), rounded);
    return picture;
}

LumaPicture cropped(const LumaPicture& picture, int width, int height) {
    assert(width <= picture.width && height <= picture.height);
    LumaPicture part{width, height, {}};
    part.values.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        part.values.insert(part.values.end(), picture.row(y), picture.row(y) + width);
    }
    return part;
}

Result<LumaPicture> resized(const LumaPicture& picture, int width, int height) {
    Frame frame(picture.width, picture.height, ColourSpec::srgb());
    float* pixel = frame.values().data();
    for (const std::uint8_t value : picture.values) {
        pixel = std::fill_n(pixel, Frame::kChannels, static_cast<float>(value) / kPeak);
    }
    KINOVAR_TRY_ASSIGN(const FramePtr small, resize(frame, width, height, ResizeFilter::Bicubic));
    LumaPicture result{width, height, {}};
    result.values.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const auto values = small->values();
    for (std::size_t i = 0; i < values.size(); i += Frame::kChannels) {
        result.values.push_back(rounded(values[i]));
    }
    return result;
}

double literature_psnr(std::span<const float> reference, std::span<const float> result, int width,
                       int height, int border) {
    double sum = 0;
    std::int64_t count = 0;
    for (int y = border; y < height - border; ++y) {
        for (int x = border; x < width - border; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                   static_cast<std::size_t>(x);
            const double stored = static_cast<double>(rounded(result[at])) / kPeak;
            const double error = kStudioSpan * (stored - static_cast<double>(reference[at]));
            sum += error * error;
            ++count;
        }
    }
    assert(count > 0);
    return sum > 0 ? -10 * std::log10(sum / static_cast<double>(count))
                   : std::numeric_limits<double>::infinity();
}

} // namespace kinovar::train
