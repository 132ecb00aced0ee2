#pragma once

#include "core/steps/simulate/age.h"
#include "tests/support/support.h"

#include <cmath>
#include <functional>
#include <memory>

namespace kinovar::steps::simulate::test {

/// A film whose every frame is the same picture.
class StillClip final : public pipeline::Clip {
public:
    using Colour = std::array<float, 3>;

    StillClip(int width, int height, std::int64_t frames,
              const std::function<Colour(int, int)>& colour_at)
        : info_{.frames = frames,
                .width = width,
                .height = height,
                .colour = ColourSpec::bt601(),
                .key = {1, 2}} {
        auto frame = std::make_shared<Frame>(width, height, info_.colour);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const Colour colour = colour_at(x, y);
                std::copy(colour.begin(), colour.end(), frame->row(y) + Frame::kChannels * x);
            }
        }
        frame_ = std::move(frame);
    }

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t, const pipeline::Pull&) const override {
        return frame_;
    }

private:
    pipeline::ClipInfo info_;
    FramePtr frame_;
};

inline pipeline::ClipPtr flat(int width, int height, float grey, std::int64_t frames = 1000) {
    return std::make_shared<StillClip>(width, height, frames, [=](int, int) {
        return StillClip::Colour{grey, grey, grey};
    });
}

/// Waves of many directions and lengths, between 0.2 and 0.8, another in each channel.
inline pipeline::ClipPtr textured(int width, int height, std::int64_t frames = 1000) {
    return std::make_shared<StillClip>(width, height, frames, [](int x, int y) {
        StillClip::Colour colour{};
        for (int c = 0; c < Frame::kChannels; ++c) {
            double value = 0;
            for (int wave = 1; wave <= 12; ++wave) {
                const double angle = 2.4 * wave + c;
                const double number = 0.05 + 0.055 * wave;
                value += std::sin(number * (x * std::cos(angle) + y * std::sin(angle)) + wave);
            }
            colour[static_cast<std::size_t>(c)] =
                static_cast<float>(0.5 + 0.3 * std::tanh(value / 4));
        }
        return colour;
    });
}

/// All effects off, colour kept.
inline AgeOptions nothing() {
    AgeOptions options;
    options.dust = options.scratch = options.flicker = options.weave = options.grain =
        options.blur = options.splice = false;
    options.keep_colour = true;
    return options;
}

/// One effect alone, colour kept.
inline AgeOptions only(bool AgeOptions::*effect) {
    AgeOptions options = nothing();
    options.*effect = true;
    return options;
}

inline std::shared_ptr<const AgeClip> aged(pipeline::ClipPtr clip, const AgeOptions& options) {
    auto result = AgeClip::make(std::move(clip), options);
    EXPECT_OK(result);
    return result.value();
}

inline AgeClip::Aged take(const AgeClip& clip, std::int64_t n) {
    auto result = clip.aged(n, {});
    EXPECT_OK(result);
    return result.value();
}

inline double mean_of(const Frame& frame) {
    double sum = 0;
    for (const float value : frame.values()) {
        sum += value;
    }
    return sum / static_cast<double>(frame.values().size());
}

inline bool same_pixels(const Frame& a, const Frame& b) {
    return std::equal(a.values().begin(), a.values().end(), b.values().begin(), b.values().end());
}

} // namespace kinovar::steps::simulate::test
