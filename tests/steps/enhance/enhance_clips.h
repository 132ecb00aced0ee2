#pragma once

#include "core/image/test_picture.h"
#include "core/pipeline/step.h"
#include "core/steps/step_catalogue.h"
#include "tests/support/support.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <memory>

namespace kinovar::steps::test {

/// Analyses of these tests go into a folder of their own, so that none is taken from an earlier
/// run.
struct OwnCache : testing::Environment {
    kinovar::test::TemporaryFolder folder;
    void SetUp() override { ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1); }
};

/// A film whose frames are made by a function.
class MadeClip final : public pipeline::Clip {
public:
    using Make = std::function<FramePtr(std::int64_t)>;

    MadeClip(std::int64_t frames, Make make) : make_(std::move(make)) {
        static std::atomic<std::uint64_t> count = 0;
        const FramePtr first = make_(0);
        info_.frames = frames;
        info_.width = first->width();
        info_.height = first->height();
        info_.colour = first->colour();
        info_.key = {17, ++count};
    }
    /// To set what a test needs, before the clip is shared.
    [[nodiscard]] pipeline::ClipInfo& info_to_set() { return info_; }
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const pipeline::Pull&) const override {
        return make_(n);
    }

private:
    Make make_;
    pipeline::ClipInfo info_{.colour = ColourSpec::bt709()};
};

inline pipeline::ClipPtr made(std::int64_t frames, MadeClip::Make make) {
    return std::make_shared<MadeClip>(frames, std::move(make));
}

/// A new picture: every value of every pixel by a function of x, y and channel.
inline std::shared_ptr<Frame> painted(int width, int height,
                                      const std::function<float(int, int, int)>& value) {
    auto frame = std::make_shared<Frame>(width, height, ColourSpec::bt709());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < Frame::kChannels; ++c) {
                frame->row(y)[Frame::kChannels * x + c] = value(x, y, c);
            }
        }
    }
    return frame;
}

/// The picture with every value changed by a function of value and channel.
inline std::shared_ptr<Frame> changed(const Frame& frame,
                                      const std::function<float(float, int)>& change) {
    auto result = std::make_shared<Frame>(frame);
    int i = 0;
    for (float& value : result->values()) {
        value = change(value, i++ % Frame::kChannels);
    }
    return result;
}

inline std::shared_ptr<Frame> grey_of(const Frame& frame) {
    auto result = std::make_shared<Frame>(frame);
    const std::span<float> values = result->values();
    for (std::size_t i = 0; i < values.size(); i += Frame::kChannels) {
        values[i] = values[i + 2] = values[i + 1];
    }
    return result;
}

inline pipeline::ClipPtr moving(int width = 160, int height = 120, std::int64_t frames = 24) {
    return made(frames,
                [=](std::int64_t n) { return test_picture(width, height, static_cast<int>(n)); });
}

inline pipeline::ClipPtr moving_grey(int width = 160, int height = 120, std::int64_t frames = 24) {
    auto clip = std::make_shared<MadeClip>(frames, [=](std::int64_t n) -> FramePtr {
        return grey_of(*test_picture(width, height, static_cast<int>(n)));
    });
    clip->info_to_set().monochrome = true;
    return clip;
}

/// The clip behind a step of the catalogue with its parameters as on the command line.
inline Result<pipeline::ClipPtr> stepped(std::string_view name, std::string_view values,
                                         pipeline::ClipPtr clip) {
    for (const pipeline::StepType& type : step_catalogue()) {
        if (type.name == name) {
            KINOVAR_TRY_ASSIGN(const FieldValues parsed, values_from_text(type.fields, values));
            KINOVAR_TRY_ASSIGN(const auto step, type.make(parsed));
            return step->apply(std::move(clip));
        }
    }
    return failure(ErrorCode::NotFound, "no such step");
}

inline FramePtr frame_of(const pipeline::Clip& clip, std::int64_t n) {
    auto frame = clip.frame(n, {});
    EXPECT_OK(frame);
    return frame ? *frame : nullptr;
}

inline bool same_values(const Frame& a, const Frame& b) {
    return a.width() == b.width() && a.height() == b.height() &&
           std::equal(a.values().begin(), a.values().end(), b.values().begin());
}

inline bool is_grey(const Frame& frame) {
    const std::span<const float> values = frame.values();
    for (std::size_t i = 0; i < values.size(); i += Frame::kChannels) {
        if (values[i] != values[i + 1] || values[i] != values[i + 2]) {
            return false;
        }
    }
    return true;
}

/// Mean of a channel within a rectangle.
inline double mean_in(const Frame& frame, int left, int top, int width, int height,
                      int channel = 1) {
    double sum = 0;
    for (int y = top; y < top + height; ++y) {
        for (int x = left; x < left + width; ++x) {
            sum += frame.row(y)[Frame::kChannels * x + channel];
        }
    }
    return sum / (static_cast<double>(width) * height);
}

inline double deviation_in(const Frame& frame, int left, int top, int width, int height) {
    const double mean = mean_in(frame, left, top, width, height);
    double sum = 0;
    for (int y = top; y < top + height; ++y) {
        for (int x = left; x < left + width; ++x) {
            const double apart = frame.row(y)[Frame::kChannels * x + 1] - mean;
            sum += apart * apart;
        }
    }
    return std::sqrt(sum / (static_cast<double>(width) * height));
}

/// Fails with what is wrong with an error: the code, or words that its line does not hold.
template <class Outcome>
testing::AssertionResult fails_with(const Outcome& outcome, ErrorCode code,
                                    std::string_view words) {
    if (outcome) {
        return testing::AssertionFailure() << "no error";
    }
    const std::string line = outcome.error().one_line();
    if (outcome.error().code != code || line.find(words) == std::string::npos) {
        return testing::AssertionFailure() << to_string(outcome.error().code) << ": " << line;
    }
    return testing::AssertionSuccess();
}

/// Frames read backwards, and each twice, are those read in order.
inline void expect_any_order(const std::function<pipeline::ClipPtr()>& make, std::int64_t frames) {
    const pipeline::ClipPtr forwards = make();
    const pipeline::ClipPtr backwards = make();
    std::vector<FramePtr> found(static_cast<std::size_t>(frames));
    for (std::int64_t n = frames - 1; n >= 0; --n) {
        found[static_cast<std::size_t>(n)] = frame_of(*backwards, n);
    }
    for (std::int64_t n = 0; n < frames; ++n) {
        EXPECT_TRUE(same_values(*frame_of(*forwards, n), *found[static_cast<std::size_t>(n)])) << n;
        EXPECT_TRUE(same_values(*frame_of(*backwards, n), *found[static_cast<std::size_t>(n)]))
            << n;
    }
}

} // namespace kinovar::steps::test
