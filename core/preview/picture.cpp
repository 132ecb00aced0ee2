#include "core/preview/picture.h"

#include <algorithm>
#include <array>

namespace kinovar::preview {

namespace {

constexpr std::uint32_t kOpaque = 0xFF000000U;
constexpr unsigned kRedShift = 16;
constexpr unsigned kGreenShift = 8;

std::uint32_t word_of(std::uint32_t red, std::uint32_t green, std::uint32_t blue) {
    return kOpaque | red << kRedShift | green << kGreenShift | blue;
}

/// Two plain loops, each of which the compiler turns into vector code.
void quantise(const float* values, std::size_t count, std::uint8_t* levels) {
    constexpr float kHighest = 255.0F;
    for (std::size_t i = 0; i < count; ++i) {
        // Written so that NaN, which compares false, gives 0.
        const float positive = values[i] > 0.0F ? values[i] : 0.0F;
        const float clipped = positive < 1.0F ? positive : 1.0F;
        levels[i] = static_cast<std::uint8_t>(static_cast<int>(clipped * kHighest + 0.5F));
    }
}

void pack(const std::uint8_t* levels, int width, std::uint32_t* words) {
    for (int x = 0; x < width; ++x) {
        const std::uint8_t* pixel = levels + static_cast<std::ptrdiff_t>(x) * Frame::kChannels;
        words[x] = word_of(pixel[0], pixel[1], pixel[2]);
    }
}

std::shared_ptr<Picture> blank(int width, int height) {
    auto picture = std::make_shared<Picture>();
    picture->width = width;
    picture->height = height;
    picture->pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    return picture;
}

std::uint32_t* row_of(Picture& picture, int y) {
    return picture.pixels.data() +
           static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width);
}

std::uint32_t luma_of(std::uint32_t word) {
    constexpr std::uint32_t kByte = 0xFF;
    // Rec. 709 weights in 256ths.
    constexpr std::uint32_t kRed = 54;
    constexpr std::uint32_t kGreen = 183;
    constexpr std::uint32_t kBlue = 19;
    return (kRed * (word >> kRedShift & kByte) + kGreen * (word >> kGreenShift & kByte) +
            kBlue * (word & kByte)) >>
           8U;
}

struct Tint {
    std::uint32_t red, green, blue;
};
/// By Origin: none, blue, orange, green.
constexpr std::array<Tint, 4> kTints{{{0, 0, 0}, {60, 130, 246}, {245, 140, 30}, {50, 190, 90}}};

/// The picture shines through, so that one sees what the colours lie on.
std::uint32_t tinted(std::uint32_t grey, Origin origin) {
    const auto kind = static_cast<std::size_t>(origin);
    if (kind == 0 || kind >= kTints.size()) {
        const std::uint32_t dimmed = grey / 2;
        return word_of(dimmed, dimmed, dimmed);
    }
    const Tint& tint = kTints[kind];
    const auto mix = [grey](std::uint32_t colour) { return (3 * colour + grey) / 4; };
    return word_of(mix(tint.red), mix(tint.green), mix(tint.blue));
}

} // namespace

PicturePtr picture_of(const Frame& frame) {
    auto picture = blank(frame.width(), frame.height());
    const std::size_t count = static_cast<std::size_t>(frame.width()) * Frame::kChannels;
    std::vector<std::uint8_t> levels(count);
    for (int y = 0; y < frame.height(); ++y) {
        quantise(frame.row(y), count, levels.data());
        pack(levels.data(), frame.width(), row_of(*picture, y));
    }
    return picture;
}

PicturePtr origin_picture(const Frame& frame) {
    const PicturePtr plain = picture_of(frame);
    auto picture = blank(frame.width(), frame.height());
    const OriginPlane* plane = frame.origin().get();
    const bool fits =
        plane != nullptr && plane->width == frame.width() && plane->height == frame.height();
    for (std::size_t i = 0; i < plain->pixels.size(); ++i) {
        picture->pixels[i] =
            tinted(luma_of(plain->pixels[i]), fits ? plane->pixels[i] : Origin::Scan);
    }
    return picture;
}

} // namespace kinovar::preview
