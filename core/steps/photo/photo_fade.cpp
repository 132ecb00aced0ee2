#include "core/steps/photo/photo_fade.h"

#include "core/image/cv_bridge.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/portrait/face/face_traits.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;

constexpr std::int64_t kVersion = 1;
constexpr const char* kKeep = "keep";
constexpr const char* kNeutral = "neutral";

/// Where the darkest and brightest tones of a print lie.
struct Ends {
    float black = 0;
    float white = 1;
};

Ends ends_of(const cv::Mat& plane) {
    // Frames of scans and dirt reach further than the print: a small share is left out.
    constexpr double kLeftOut = 0.004;
    std::vector<float> values(plane.begin<float>(), plane.end<float>());
    const auto at = [&](double share) {
        const auto place = values.begin() + static_cast<std::ptrdiff_t>(
                                                share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    };
    return {at(kLeftOut), at(1 - kLeftOut)};
}

/// Which ends a healthy print has; one that reaches them already is not touched.
constexpr Ends kHealthy{0.05F, 0.93F};

/// The change that brings faded ends to healthy ones, `strength` of the way.
struct Stretch {
    float gain = 1;
    float offset = 0;
};

Stretch stretch_of(const Ends& ends, float strength) {
    constexpr float kMostGain = 2.2F; // beyond, grain and stains take over
    const float black = ends.black + strength * (std::min(ends.black, kHealthy.black) - ends.black);
    const float white = ends.white + strength * (std::max(ends.white, kHealthy.white) - ends.white);
    Stretch stretch;
    stretch.gain =
        std::clamp((white - black) / std::max(ends.white - ends.black, 0.01F), 1.0F, kMostGain);
    stretch.offset = black - stretch.gain * ends.black;
    return stretch;
}

cv::Mat small_of(const cv::Mat& picture) {
    constexpr int kSide = 400;
    const double factor =
        std::min(1.0, static_cast<double>(kSide) / std::max(picture.cols, picture.rows));
    cv::Mat small;
    cv::resize(picture, small, {}, factor, factor, cv::INTER_AREA);
    return small;
}

/// A toned or grey print: one stretch of the light; its tone stays or goes.
void mend_toned(cv::Mat& picture, float strength, bool neutral) {
    cv::Mat grey;
    cv::cvtColor(small_of(picture), grey, cv::COLOR_RGB2GRAY);
    const Stretch stretch = stretch_of(ends_of(grey), strength);
    for (int y = 0; y < picture.rows; ++y) {
        for (auto* pixel = picture.ptr<cv::Vec3f>(y);
             pixel != picture.ptr<cv::Vec3f>(y) + picture.cols; ++pixel) {
            constexpr float kRed = 0.299F, kGreen = 0.587F, kBlue = 0.114F;
            const float luma = kRed * (*pixel)[0] + kGreen * (*pixel)[1] + kBlue * (*pixel)[2];
            const float mended = stretch.gain * luma + stretch.offset;
            const cv::Vec3f tone =
                neutral ? cv::Vec3f(0, 0, 0) : *pixel - cv::Vec3f(luma, luma, luma);
            *pixel = cv::Vec3f(mended, mended, mended) + tone;
        }
    }
}

/// A colour print: each dye has faded by itself, yellowed paper shifts all whites.
void mend_colour(cv::Mat& picture, float strength) {
    std::array<cv::Mat, 3> planes;
    cv::split(small_of(picture), planes.data());
    std::array<Stretch, 3> stretches;
    // A scene may be warm without being faded: the channels follow their own ends only in part.
    constexpr float kOwn = 0.6F;
    Ends all{0, 0};
    std::array<Ends, 3> ends;
    for (std::size_t c = 0; c < planes.size(); ++c) {
        ends[c] = ends_of(planes[c]);
        all.black += ends[c].black / 3;
        all.white += ends[c].white / 3;
    }
    for (std::size_t c = 0; c < planes.size(); ++c) {
        const Ends mixed{all.black + kOwn * (ends[c].black - all.black),
                         all.white + kOwn * (ends[c].white - all.white)};
        stretches[c] = stretch_of(mixed, strength);
    }
    for (int y = 0; y < picture.rows; ++y) {
        auto* row = picture.ptr<cv::Vec3f>(y);
        for (int x = 0; x < picture.cols; ++x) {
            for (int c = 0; c < 3; ++c) {
                const Stretch& stretch = stretches[static_cast<std::size_t>(c)];
                row[x][c] = stretch.gain * row[x][c] + stretch.offset;
            }
        }
    }
}

Result<FramePtr> mended(const FramePtr& picture, const PhotoFadeOptions& options, bool grey) {
    auto result = std::make_shared<Frame>(*picture);
    cv::Mat pixels = mat_view(*result);
    const auto strength = static_cast<float>(options.strength);
    if (grey || portrait::is_monochrome(pixels)) {
        mend_toned(pixels, strength, options.tone == kNeutral);
    } else {
        mend_colour(pixels, strength);
    }
    return result;
}

Result<ClipPtr> apply(const PhotoFadeOptions& options, ClipPtr input) {
    if (options.strength == 0 && options.tone == kKeep) {
        return input;
    }
    pipeline::ClipInfo info = input->info();
    const bool grey = info.monochrome;
    info.key = step_key(info, "photo-fade", kVersion, options);
    return picture_clip(
        std::move(input), info, "photo-fade",
        [options, grey](const FramePtr& picture, std::int64_t /*n*/,
                        const pipeline::Pull& /*pull*/) { return mended(picture, options, grey); });
}

} // namespace

const FieldList<PhotoFadeOptions>& PhotoFadeOptions::fields() {
    static const FieldList<PhotoFadeOptions> list =
        FieldList<PhotoFadeOptions>()
            .add(&PhotoFadeOptions::strength,
                 {"strength", "Strength",
                  "How far faded blacks and yellowed whites go back to where they were. 0: off."},
                 {0, 1})
            .add_choice(
                &PhotoFadeOptions::tone,
                {"tone", "Tone", "Whether a sepia print keeps its tone or becomes neutral grey."},
                {kKeep, kNeutral});
    return list;
}

pipeline::StepType photo_fade_step_type() {
    return step_type<PhotoFadeOptions>(
        {.name = "photo-fade",
         .title = "Faded photo",
         .help = "Gives a faded photograph its blacks and whites back and takes out yellowing; "
                 "black-and-white stays so. Not for films: use relight there."},
        apply);
}

} // namespace kinovar::steps
