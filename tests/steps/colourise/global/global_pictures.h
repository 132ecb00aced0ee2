#pragma once

#include "core/colour/transfer.h"
#include "core/image/cv_bridge.h"
#include "core/image/frame.h"
#include "core/image/luma.h"
#include "core/media/picture_file.h"
#include "core/pipeline/chain.h"
#include "core/steps/colourise/global/colour_table.h"
#include "core/steps/colourise/global/shot_figures.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/step_catalogue.h"
#include "tests/steps/memory_clip.h"
#include "tests/support/support.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

// Pictures and clips for the steps that change colours all over a picture.
namespace kinovar::steps::test {

using colourise::Rgb;

inline std::shared_ptr<Frame> blank(int width, int height,
                                    const ColourSpec& colour = ColourSpec::srgb()) {
    return std::make_shared<Frame>(width, height, colour);
}

inline FramePtr drawn(int width, int height, const std::function<Rgb(int x, int y)>& at,
                      const ColourSpec& colour = ColourSpec::srgb()) {
    const auto frame = blank(width, height, colour);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const Rgb pixel = at(x, y);
            std::copy(pixel.begin(), pixel.end(), frame->row(y) + 3 * x);
        }
    }
    return frame;
}

inline FramePtr mapped(const Frame& frame, const std::function<Rgb(const Rgb&)>& map) {
    return drawn(
        frame.width(), frame.height(),
        [&](int x, int y) {
            const float* pixel = frame.row(y) + 3 * x;
            return map({pixel[0], pixel[1], pixel[2]});
        },
        frame.colour());
}

inline Rgb pixel_of(const Frame& frame, int x, int y) {
    const float* pixel = frame.row(y) + 3 * x;
    return {pixel[0], pixel[1], pixel[2]};
}

/// A photograph of the shared ones, its longer side `side`.
inline FramePtr photograph(const std::filesystem::path& path, int side) {
    const auto read = media::read_picture(path);
    EXPECT_OK(read);
    const double factor = static_cast<double>(side) / std::max((*read)->width(), (*read)->height());
    const auto small =
        blank(cvRound((*read)->width() * factor), cvRound((*read)->height() * factor));
    cv::Mat view = mat_view(*small);
    cv::resize(mat_view(**read), view, view.size(), 0, 0, cv::INTER_AREA);
    return small;
}

/// Other pictures make another clip: what is measured is kept by its key.
inline std::shared_ptr<MemoryClip> clip_of(std::vector<FramePtr> frames, std::string_view name) {
    Hasher hasher;
    hasher.add(name);
    for (const FramePtr& frame : frames) {
        const auto bytes = std::as_bytes(frame->values());
        hasher.add({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    return std::make_shared<MemoryClip>(std::move(frames), hasher.finish().hex());
}

/// The same pictures, said to be black-and-white.
inline pipeline::ClipPtr as_monochrome(const pipeline::ClipPtr& clip) {
    pipeline::ClipInfo info = clip->info();
    info.monochrome = true;
    return picture_clip(clip, info, "monochrome",
                        [](const FramePtr& picture, std::int64_t /*n*/,
                           const pipeline::Pull& /*pull*/) -> Result<FramePtr> { return picture; });
}

/// The clip behind one step of the catalogue, given as on the command line.
inline Result<pipeline::ClipPtr> behind(const std::string& step, const pipeline::ClipPtr& clip) {
    KINOVAR_TRY_ASSIGN(const pipeline::StepSpec spec,
                       pipeline::step_from_text(step_catalogue(), step));
    KINOVAR_TRY_ASSIGN(const auto clips,
                       pipeline::build(step_catalogue(), pipeline::Chain{{spec}}, clip));
    return clips.back();
}

/// Frame n of it.
inline FramePtr frame_behind(const std::string& step, const pipeline::ClipPtr& clip,
                             std::int64_t n = 0) {
    const auto result = behind(step, clip);
    EXPECT_OK(result);
    if (!result) {
        return nullptr;
    }
    const auto frame = (*result)->frame(n, {});
    EXPECT_OK(frame);
    return frame ? *frame : nullptr;
}

/// CIE 1976, mean over all pixels.
inline double colour_distance(const Frame& a, const Frame& b) {
    const auto lab_of = [](const Frame& frame) {
        const cv::Mat clipped = cv::max(cv::min(mat_view(frame), 1), 0);
        cv::Mat lab;
        cv::cvtColor(clipped, lab, cv::COLOR_RGB2Lab);
        return lab;
    };
    const cv::Mat difference = lab_of(a) - lab_of(b);
    double sum = 0;
    for (int y = 0; y < difference.rows; ++y) {
        for (int x = 0; x < difference.cols; ++x) {
            sum += cv::norm(difference.at<cv::Vec3f>(y, x));
        }
    }
    return sum / static_cast<double>(difference.total());
}

inline double luma_difference(const Frame& a, const Frame& b) {
    const LumaWeights weights = luma_weights(a);
    double most = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            most = std::max<double>(most, std::abs(colourise::luma_of(pixel_of(a, x, y), weights) -
                                                   colourise::luma_of(pixel_of(b, x, y), weights)));
        }
    }
    return most;
}

/// Largest difference between a picture's channels: 0 for grey.
inline double most_colour(const Frame& frame) {
    double most = 0;
    for (int y = 0; y < frame.height(); ++y) {
        for (int x = 0; x < frame.width(); ++x) {
            const Rgb pixel = pixel_of(frame, x, y);
            const auto [low, high] = std::minmax_element(pixel.begin(), pixel.end());
            most = std::max<double>(most, *high - *low);
        }
    }
    return most;
}

/// An old print of a picture by other dyes than those that the step's model has: their densities
/// for red, green, blue light.
struct OldPrint {
    std::array<double, 3> kept{1, 1, 1};  ///< of cyan, magenta, yellow
    std::array<double, 3> stain{0, 0, 0}; ///< density of the base for R, G, B
    double black = 2.2;                   ///< density of the sound print's blacks
};

inline FramePtr faded(const Frame& frame, const OldPrint& print) {
    constexpr std::array<std::array<double, 3>, 3> kDyes{
        {{.90, .08, .02}, {.17, .77, .06}, {.07, .21, .72}}};
    cv::Matx33d dyes;
    for (int i = 0; i < 9; ++i) {
        dyes.val[i] = kDyes[static_cast<std::size_t>(i / 3)][static_cast<std::size_t>(i % 3)];
    }
    const cv::Matx33d inverse = dyes.inv();
    return mapped(frame, [&](const Rgb& colour) {
        cv::Vec3d density;
        for (int c = 0; c < 3; ++c) {
            const double light =
                linear_from_encoded(Transfer::Srgb, colour[static_cast<std::size_t>(c)]);
            density[c] = std::min(-std::log10(std::max(light, 1e-4)), print.black);
        }
        cv::Vec3d amounts = inverse * density;
        for (int i = 0; i < 3; ++i) {
            amounts[i] *= print.kept[static_cast<std::size_t>(i)];
        }
        density = dyes * amounts;
        Rgb result;
        for (int c = 0; c < 3; ++c) {
            const auto i = static_cast<std::size_t>(c);
            const double light = std::pow(10, -density[c] - print.stain[i]);
            result[i] =
                encoded_from_linear(Transfer::Srgb, static_cast<float>(std::min(light, 1.0)));
        }
        return result;
    });
}

} // namespace kinovar::steps::test
