#include "core/steps/restore/dust_fill.h"

#include "core/image/cv_bridge.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::steps::dust {

namespace {

// Lengths in px of the plane.
constexpr double kFeather = 0.8;
constexpr double kSurroundings = 3;
constexpr double kOffsetStep = 2; // one value of brightness in so many px
constexpr int kMargin = 6;        // what a patch changes and looks at around its box

constexpr float kLeastAlpha = 0.04F;
// Brightness is matched this far, in parts of the range: flicker, not content.
constexpr double kLargestOffset = 0.12;
constexpr float kLeastWeight = 1e-3F;

/// A patch at the frame's own size.
struct Place {
    cv::Rect box;  ///< of the patch and its margin, in the frame
    cv::Mat alpha; ///< CV_32F, how much of the neighbour
    cv::Mat known; ///< CV_32F, 1 where the frame is clean
    double scale;  ///< of the frame to the plane
};

/// How a part of the plane lies in the frame.
struct Scales {
    double x, y; ///< frame px per plane px

    [[nodiscard]] cv::Rect box(const cv::Rect& part) const {
        return {cv::Point(static_cast<int>(std::floor(part.x * x)),
                          static_cast<int>(std::floor(part.y * y))),
                cv::Point(static_cast<int>(std::ceil(part.br().x * x)),
                          static_cast<int>(std::ceil(part.br().y * y)))};
    }
};

/// A mask of `part` of the plane, enlarged to `box` of the frame with smooth outlines.
cv::Mat enlarged(const cv::Mat& mask, const cv::Rect& part, const cv::Rect& box,
                 const Scales& scales) {
    if (box == part) {
        return mask;
    }
    const cv::Matx23d matrix(1 / scales.x, 0, (box.x + 0.5) / scales.x - 0.5 - part.x, 0,
                             1 / scales.y, (box.y + 0.5) / scales.y - 0.5 - part.y);
    cv::Mat large;
    cv::warpAffine(mask, large, matrix, box.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    constexpr int kInside = 100; // of 255: just outside the middle of the edge
    return large > kInside;
}

Place place_of(const Patch& patch, const cv::Mat& dirt, const cv::Size& frame,
               const cv::Mat& protect) {
    const Scales scales{static_cast<double>(frame.width) / dirt.cols,
                        static_cast<double>(frame.height) / dirt.rows};
    const cv::Rect part =
        (patch.box - cv::Point(kMargin, kMargin) + cv::Size(2 * kMargin, 2 * kMargin)) &
        cv::Rect(cv::Point(0, 0), dirt.size());
    Place place;
    place.scale = scales.y;
    place.box = scales.box(part) & cv::Rect(cv::Point(0, 0), frame);
    cv::Mat own = cv::Mat::zeros(part.size(), CV_8U);
    patch.mask.copyTo(own(patch.box - part.tl()));
    cv::Mat hard;
    enlarged(own, part, place.box, scales).convertTo(hard, CV_32F, 1.0 / 255);
    cv::GaussianBlur(hard, place.alpha, cv::Size(), kFeather * place.scale);
    place.alpha = cv::max(place.alpha, hard);
    place.alpha.setTo(0, place.alpha < kLeastAlpha);
    if (!protect.empty()) {
        place.alpha.setTo(0, protect(place.box));
    }
    const cv::Mat clean = dirt(part) == 0;
    enlarged(clean, part, place.box, scales).convertTo(place.known, CV_32F, 1.0 / 255);
    return place;
}

/// What to add to the neighbour's picture so that it fits the frame around the patch. Smooth: found
/// on a reduced picture.
cv::Mat offset_of(const cv::Mat& frame, const cv::Mat& neighbour, const Place& place) {
    cv::Mat difference = frame - neighbour;
    for (int y = 0; y < difference.rows; ++y) {
        auto* off = difference.ptr<cv::Vec3f>(y);
        const auto* known = place.known.ptr<float>(y);
        for (int x = 0; x < difference.cols; ++x) {
            off[x] *= known[x];
        }
    }
    const double factor = std::max(1.0, kOffsetStep * place.scale);
    const cv::Size reduced(std::max(1, cvRound(difference.cols / factor)),
                           std::max(1, cvRound(difference.rows / factor)));
    cv::Mat sum, weight;
    cv::resize(difference, sum, reduced, 0, 0, cv::INTER_AREA);
    cv::resize(place.known, weight, reduced, 0, 0, cv::INTER_AREA);
    const double reach = kSurroundings * place.scale / factor;
    cv::GaussianBlur(sum, sum, cv::Size(), reach);
    cv::GaussianBlur(weight, weight, cv::Size(), reach);
    const auto most = static_cast<float>(kLargestOffset);
    for (int y = 0; y < reduced.height; ++y) {
        auto* off = sum.ptr<cv::Vec3f>(y);
        const auto* known = weight.ptr<float>(y);
        for (int x = 0; x < reduced.width; ++x) {
            for (int channel = 0; channel < Frame::kChannels; ++channel) {
                off[x][channel] =
                    std::clamp(off[x][channel] / (known[x] + kLeastWeight), -most, most);
            }
        }
    }
    cv::Mat offset;
    cv::resize(sum, offset, difference.size(), 0, 0, cv::INTER_LINEAR);
    return offset;
}

void put(const cv::Mat& picture, const Place& place, cv::Mat target, OriginPlane& origin) {
    for (int y = 0; y < picture.rows; ++y) {
        const auto* alpha = place.alpha.ptr<float>(y);
        const auto* from = picture.ptr<cv::Vec3f>(y);
        auto* to = target.ptr<cv::Vec3f>(y);
        const std::size_t row =
            static_cast<std::size_t>(place.box.y + y) * static_cast<std::size_t>(origin.width) +
            static_cast<std::size_t>(place.box.x);
        for (int x = 0; x < picture.cols; ++x) {
            if (alpha[x] > 0) {
                to[x] += alpha[x] * (from[x] - to[x]);
                origin.pixels[row + static_cast<std::size_t>(x)] = Origin::Neighbour;
            }
        }
    }
}

OriginPlane origin_of(const Frame& frame) {
    if (frame.origin()) {
        return *frame.origin();
    }
    const auto count =
        static_cast<std::size_t>(frame.width()) * static_cast<std::size_t>(frame.height());
    return {frame.width(), frame.height(), std::vector<Origin>(count, Origin::Scan)};
}

} // namespace

std::shared_ptr<Frame> filled(const Frame& frame, const Findings& findings,
                              const std::vector<const FillSource*>& sources,
                              const cv::Mat& protect) {
    CV_Assert(sources.size() == findings.patches.size());
    auto result = std::make_shared<Frame>(frame);
    auto origin = std::make_shared<OriginPlane>(origin_of(frame));
    const cv::Mat scan = mat_view(frame);
    cv::Mat target = mat_view(*result);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Place place = place_of(findings.patches[i], findings.defects, scan.size(), protect);
        cv::Mat picture =
            compensate(mat_view(*sources[i]->frame), sources[i]->flow, place.box, cv::INTER_CUBIC);
        picture += offset_of(scan(place.box), picture, place);
        put(picture, place, target(place.box), *origin);
    }
    result->set_origin(std::move(origin));
    return result;
}

} // namespace kinovar::steps::dust
