#pragma once

#include "core/pipeline/clip.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <memory>
#include <string>

namespace kinovar::steps::test {

/// Grey value (0 … 1) of frame n at a place.
using Scene = std::function<double(std::int64_t n, double x, double y)>;

/// A black-and-white film of a scene.
class MovingClip final : public pipeline::Clip {
public:
    MovingClip(int width, int height, std::int64_t frames, Scene scene)
        : scene_(std::move(scene)), info_{.frames = frames,
                                          .width = width,
                                          .height = height,
                                          .colour = ColourSpec::bt601(),
                                          .monochrome = true,
                                          .key = key_of(width, height, frames)} {}

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        auto frame = std::make_shared<Frame>(info_.width, info_.height, info_.colour);
        for (int y = 0; y < info_.height; ++y) {
            for (int x = 0; x < info_.width; ++x) {
                std::fill_n(frame->row(y) + Frame::kChannels * x, Frame::kChannels,
                            static_cast<float>(scene_(n, x, y)));
            }
        }
        return frame;
    }

private:
    /// Another key for every clip: scenes cannot be compared.
    static Hash128 key_of(int width, int height, std::int64_t frames) {
        static std::int64_t count = 0;
        return Hasher()
            .add("moving clip")
            .add(static_cast<std::int64_t>(std::hash<std::string>{}(unique_run())))
            .add(++count)
            .add(static_cast<std::int64_t>(width) * height)
            .add(frames)
            .finish();
    }
    /// An address of this run, so that no analysis kept by another run is taken for this clip's.
    static std::string unique_run() {
        static const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
        return std::to_string(now);
    }

    Scene scene_;
    pipeline::ClipInfo info_;
};

/// Waves of many directions and lengths.
inline Scene textured_scene() {
    return [](std::int64_t, double x, double y) {
        double value = 0;
        for (int wave = 1; wave <= 12; ++wave) {
            const double angle = 2.4 * wave;
            const double number = 0.03 + 0.04 * wave;
            value += std::sin(number * (x * std::cos(angle) + y * std::sin(angle)) + wave);
        }
        return 0.5 + 0.3 * std::tanh(value / 4);
    };
}

/// The same with less contrast, as most pictures have.
inline Scene calm_scene() {
    return [ground = textured_scene()](std::int64_t n, double x, double y) {
        return 0.5 + 0.3 * (ground(n, x, y) - 0.5);
    };
}

/// A fence: thin upright poles, bright and dark, from top to bottom, before a textured ground.
inline Scene poles_scene() {
    return [ground = textured_scene()](std::int64_t n, double x, double y) {
        constexpr double kSpacing = 61;
        const double lean = 0.004 * (y - 240);
        const double number = std::floor((x + lean) / kSpacing);
        const double distance = x + lean - (number + 0.5) * kSpacing;
        const double width = 0.7 + 0.25 * std::fmod(std::abs(number), 4);
        const double height = std::fmod(std::abs(number), 2) < 1 ? 0.16 : -0.13;
        const double pole = height * std::exp(-distance * distance / (2 * width * width));
        return 0.5 + 0.35 * (ground(n, x, y) - 0.5) + pole;
    };
}

} // namespace kinovar::steps::test
