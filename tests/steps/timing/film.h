#pragma once

#include "core/pipeline/chain.h"
#include "core/steps/step_catalogue.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace kinovar::steps::test {

/// The shots of a film that is cut before each of these frames.
class FixedShots final : public pipeline::ShotFinder {
public:
    FixedShots(std::int64_t frames, std::vector<std::int64_t> cuts)
        : frames_(frames), cuts_(std::move(cuts)) {}
    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n,
                                                 const pipeline::Pull& /*pull*/) const override {
        pipeline::Shot shot{0, frames_ - 1};
        for (const std::int64_t cut : cuts_) {
            if (cut <= n) {
                shot.first = cut;
            } else {
                shot.last = cut - 1;
                break;
            }
        }
        return shot;
    }

private:
    std::int64_t frames_;
    std::vector<std::int64_t> cuts_;
};

/// A film whose frames a function makes.
class MadeClip final : public pipeline::Clip {
public:
    using Maker = std::function<FramePtr(std::int64_t)>;
    MadeClip(pipeline::ClipInfo info, Maker maker)
        : info_(std::move(info)), maker_(std::move(maker)) {}
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& /*pull*/) const override {
        return maker_(n);
    }

private:
    pipeline::ClipInfo info_;
    Maker maker_;
};

inline constexpr int kWidth = 96;
inline constexpr int kHeight = 64;

/// Picture at a moment, in frames: stripes that slide, waves, and a still, finely detailed band at
/// the bottom.
inline std::shared_ptr<Frame> picture_at(double moment) {
    auto frame = std::make_shared<Frame>(kWidth, kHeight, ColourSpec::bt709());
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const double at = x - 3.3 * moment;
            const bool still = y >= kHeight * 3 / 4;
            const double value = still ? (y % 2 == 0 ? 0.3 : 0.6) + 0.1 * std::sin(0.3 * x)
                                       : 0.5 + 0.3 * std::sin(0.21 * at + 0.05 * y) +
                                             0.1 * std::sin(0.13 * y - 0.4 * moment);
            for (int c = 0; c < Frame::kChannels; ++c) {
                frame->row(y)[Frame::kChannels * x + c] =
                    std::round(255.0F * static_cast<float>(value)) / 255.0F;
            }
        }
    }
    return frame;
}

inline pipeline::ClipInfo info_of(std::int64_t frames, Rational rate, std::int64_t salt) {
    pipeline::ClipInfo info{.frames = frames,
                            .width = kWidth,
                            .height = kHeight,
                            .rate = rate,
                            .colour = ColourSpec::bt709()};
    auto timeline = std::make_shared<pipeline::Timeline>();
    timeline->base = rate.inverse();
    for (std::int64_t n = 0; n < frames; ++n) {
        timeline->starts.push_back(n);
    }
    info.timeline = std::move(timeline);
    // Findings are kept from run to run by key: count up when the pictures change.
    constexpr std::int64_t kPictures = 1;
    info.key = Hasher()
                   .add("timing test")
                   .add(kPictures)
                   .add(salt)
                   .add(frames)
                   .add(rate.num)
                   .add(rate.den)
                   .finish();
    return info;
}

/// A film of picture_at(), frame n at the moment n.
inline pipeline::ClipPtr moving_film(std::int64_t frames, Rational rate = {24, 1}) {
    return std::make_shared<MadeClip>(info_of(frames, rate, 0), [](std::int64_t n) {
        return picture_at(static_cast<double>(n));
    });
}

/// The upper lines of one picture, the lower ones of another.
inline FramePtr woven(const Frame& upper, const Frame& lower) {
    auto frame = std::make_shared<Frame>(upper);
    for (int y = 1; y < frame->height(); y += 2) {
        std::copy_n(lower.row(y), Frame::kChannels * frame->width(), frame->row(y));
    }
    return frame;
}

inline Result<pipeline::ClipPtr> with_step(pipeline::ClipPtr clip, const std::string& text) {
    KINOVAR_TRY_ASSIGN(pipeline::StepSpec spec, pipeline::step_from_text(step_catalogue(), text));
    const pipeline::Chain chain{{std::move(spec)}};
    KINOVAR_TRY_ASSIGN(const auto clips, pipeline::build(step_catalogue(), chain, std::move(clip)));
    return clips.back();
}

inline bool same(const Frame& a, const Frame& b) {
    return std::equal(a.values().begin(), a.values().end(), b.values().begin(), b.values().end());
}

inline FramePtr frame_of(const pipeline::ClipPtr& clip, std::int64_t n) {
    auto frame = clip->frame(n, {});
    EXPECT_OK(frame);
    return frame.value();
}

inline double length_of(const pipeline::ClipInfo& info) {
    const pipeline::Timeline& timeline = *info.timeline;
    return static_cast<double>(timeline.starts.back() + timeline.last_duration -
                               timeline.starts.front()) *
           timeline.base.value();
}

} // namespace kinovar::steps::test
