#include "core/steps/colourise/reference_picture.h"

#include "core/base/file.h"
#include "core/base/log.h"
#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/image/resize.h"
#include "core/media/picture_file.h"
#include "core/steps/colourise/engine/lab.h"
#include "core/steps/measure/flow.h"
#include "core/steps/measure/likeness.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::colourise {

namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{512} << 20U;
constexpr double kSameShape = 0.02;    ///< of width over height
constexpr double kSamePicture = 0.5;   ///< likeness below which it shows something else
constexpr double kMuchAlike = 0.65;    ///< below it a user should look
constexpr float kStaysWithinPx = 0.7F; ///< of flow there and back
constexpr float kLeastChroma = 2;      ///< mean of a picture that has colours at all

bool same_shape(double one, double other) {
    return std::abs(one / other - 1) <= kSameShape;
}

cv::Mat luma_picture(const Frame& frame) {
    cv::Mat luma(frame.height(), frame.width(), CV_8U);
    luma_of(frame, std::span<std::uint8_t>(luma.data, luma.total()));
    return luma;
}

double alike(const cv::Mat& one, const cv::Mat& other) {
    const auto thumbnail = [](const cv::Mat& luma) {
        return steps::thumbnail_of({luma.data, luma.total()}, luma.cols, luma.rows);
    };
    return steps::likeness(thumbnail(one), thumbnail(other));
}

/// The picture's colours moved to where things lie in the frame. Where no way there and back is
/// found they stay where they are.
cv::Mat aligned(const cv::Mat& ab, const cv::Mat& frame_luma, const cv::Mat& picture_luma) {
    const steps::FlowFinder finder;
    const steps::FlowPicture here = finder.prepare(frame_luma);
    const steps::FlowPicture there = finder.prepare(picture_luma);
    const steps::Flow flow = finder.between(here, there);
    cv::Mat lost = steps::inconsistent(flow, finder.between(there, here), kStaysWithinPx);
    steps::Flow sure{flow.field.clone(), flow.size};
    sure.field.setTo(cv::Scalar::all(0), lost);
    return steps::compensate(ab, sure, cv::INTER_LINEAR);
}

Status check_light(const std::filesystem::path& file, std::int64_t n, const cv::Mat& frame_luma,
                   const cv::Mat& picture_luma) {
    const double likeness = alike(frame_luma, picture_luma);
    if (likeness < kSamePicture) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("{} does not show frame {}: only {:.0f} % of the frame is found in it",
                        file.string(), n, 100 * likeness),
            "give a coloured picture of that frame; frames count from 0");
    }
    if (likeness < kMuchAlike) {
        log(LogLevel::Warning,
            fmt::format("{} is not much like frame {}: look at its colours", file.string(), n));
    }
    return {};
}

} // namespace

Result<Hash128> checked_reference(const std::filesystem::path& file,
                                  const pipeline::ClipInfo& film) {
    KINOVAR_TRY_ASSIGN(const media::PictureInfo picture, media::probe_picture(file));
    const double shape = static_cast<double>(picture.width) / picture.height;
    const double stored = static_cast<double>(film.width) / film.height;
    const double shown = stored * film.pixel_aspect.value();
    if (!same_shape(shape, stored) && !same_shape(shape, shown)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} has {}×{}, another shape than the film's {}×{}",
                                   file.string(), picture.width, picture.height, film.width,
                                   film.height),
                       "a reference shows the whole frame, at any size");
    }
    KINOVAR_TRY_ASSIGN(const std::string bytes, read_file(file, kMostBytes));
    return Hasher().add(bytes).finish();
}

Result<Chroma> reference_colours(const std::filesystem::path& file, const Frame& frame,
                                 std::int64_t n, const cv::Size& size) {
    KINOVAR_TRY_ASSIGN(const FramePtr whole, media::read_picture(file));
    KINOVAR_TRY_ASSIGN(const FramePtr picture,
                       resize(*whole, size.width, size.height, ResizeFilter::Area));
    KINOVAR_TRY_ASSIGN(const FramePtr here,
                       resize(frame, size.width, size.height, ResizeFilter::Area));
    Chroma colours;
    Status light;
    KINOVAR_TRY(guard_cv(fmt::format("{}, frame {}", file.string(), n), [&] {
        const cv::Mat frame_luma = luma_picture(*here);
        const cv::Mat picture_luma = luma_picture(*picture);
        light = check_light(file, n, frame_luma, picture_luma);
        if (!light) {
            return;
        }
        const cv::Mat ab = chroma_of(*picture);
        if (cv::norm(ab, cv::NORM_L1) < kLeastChroma * static_cast<double>(ab.total())) {
            log(LogLevel::Warning, fmt::format("{} has hardly any colour", file.string()));
        }
        colours = {aligned(ab, frame_luma, picture_luma), cv::Mat(size, CV_32F, cv::Scalar(1))};
    }));
    KINOVAR_TRY(std::move(light));
    return colours;
}

} // namespace kinovar::colourise
