#include "tests/nn_conv/picture.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace kinovar::nn::conv::test {
namespace {

constexpr int kMargin = 1; ///< pixels around the picture

/// A NaN: read by mistake, it spoils the result.
const float kGuard = std::numeric_limits<float>::quiet_NaN();

} // namespace

GuardedPicture::GuardedPicture(int height, int width, int channels, int before, int pixel)
    : height_(height), width_(width), channels_(channels), before_(before), pixel_(pixel),
      memory_(static_cast<std::size_t>(height + 2 * kMargin) *
                  static_cast<std::size_t>(width + 2 * kMargin) * static_cast<std::size_t>(pixel),
              kGuard) {}

std::size_t GuardedPicture::index(int y, int x, int channel) const {
    const auto row = static_cast<std::size_t>(width_ + 2 * kMargin);
    return (static_cast<std::size_t>(y + kMargin) * row + static_cast<std::size_t>(x + kMargin)) *
               static_cast<std::size_t>(pixel_) +
           static_cast<std::size_t>(before_ + channel);
}

void GuardedPicture::fill_randomly(std::mt19937& random) {
    std::uniform_real_distribution<float> values(-1, 1);
    for (int y = 0; y < height_; ++y) {
        for (int x = 0; x < width_; ++x) {
            for (int c = 0; c < channels_; ++c) {
                memory_[index(y, x, c)] = values(random);
            }
        }
    }
}

View GuardedPicture::view() {
    return {memory_.data() + index(0, 0, 0),
            height_,
            width_,
            channels_,
            static_cast<std::ptrdiff_t>(width_ + 2 * kMargin) * pixel_,
            pixel_};
}

ConstView GuardedPicture::view() const {
    return {memory_.data() + index(0, 0, 0),
            height_,
            width_,
            channels_,
            static_cast<std::ptrdiff_t>(width_ + 2 * kMargin) * pixel_,
            pixel_};
}

float GuardedPicture::at(int y, int x, int channel) const {
    return memory_[index(y, x, channel)];
}

bool GuardedPicture::guards_are_intact() const {
    std::vector<bool> inside(memory_.size());
    for (int y = 0; y < height_; ++y) {
        for (int x = 0; x < width_; ++x) {
            std::fill_n(inside.begin() + static_cast<std::ptrdiff_t>(index(y, x, 0)), channels_,
                        true);
        }
    }
    for (std::size_t i = 0; i < memory_.size(); ++i) {
        if (!inside[i] && memory_[i] == memory_[i]) { // a NaN is unequal to itself
            return false;
        }
    }
    return true;
}

GuardedPicture random_picture(std::mt19937& random, int height, int width, int channels) {
    std::uniform_int_distribution<int> room(0, 20);
    const int before = room(random);
    GuardedPicture picture(height, width, channels, before, before + channels + room(random));
    picture.fill_randomly(random);
    return picture;
}

std::vector<float> random_values(std::mt19937& random, std::size_t count) {
    std::uniform_real_distribution<float> values(-1, 1);
    std::vector<float> list(count);
    std::generate(list.begin(), list.end(), [&] { return values(random); });
    return list;
}

} // namespace kinovar::nn::conv::test
