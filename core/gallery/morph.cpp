#include "core/gallery/morph.h"

#include "core/gallery/morph_field.h"
#include "core/image/cv_bridge.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace kinovar::gallery {

namespace {

/// Rows of a picture at which the finest band is one octave; each doubling is one band more.
constexpr int kRowsOfOneBand = 270;
// Parts of the passage in which a band changes from one picture to the other.
constexpr double kSlowest = 1.0;
constexpr double kQuickest = 0.4;
/// Where one picture has the person and the other has not.
constexpr double kQuickAtOutline = 0.35;

double ease(double t) {
    t = std::clamp(t, 0.0, 1.0);
    return t * t * t * (t * (6 * t - 15) + 10);
}

int bands_of(int rows) {
    int bands = 1;
    for (; rows > kRowsOfOneBand; rows /= 2) {
        ++bands;
    }
    return bands;
}

cv::Mat matte_of(const portrait::Matte* matte, cv::Size size) {
    if (matte == nullptr || matte->values.empty()) {
        return cv::Mat(size, CV_32FC1, cv::Scalar(1));
    }
    const cv::Mat view(matte->height, matte->width, CV_32FC1,
                       const_cast<float*>(matte->values.data()));
    cv::Mat whole;
    cv::resize(view, whole, size, 0, 0, cv::INTER_LINEAR);
    return whole;
}

/// Where each pixel is read from: CV_32FC2.
cv::Mat places_of(const MorphField& field, cv::Size size) {
    const cv::Mat grid(field.rows, field.columns, CV_32FC2,
                       const_cast<portrait::Point2*>(field.vectors.data()));
    const double scale = 1.0 / field.step;
    const cv::Mat to_grid = (cv::Mat_<double>(2, 3) << scale, 0, 0, 0, scale, 0);
    cv::Mat places;
    cv::warpAffine(grid, places, to_grid, size, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    for (int y = 0; y < size.height; ++y) {
        auto* row = places.ptr<cv::Vec2f>(y);
        for (int x = 0; x < size.width; ++x) {
            row[x][0] += static_cast<float>(x);
            row[x][1] += static_cast<float>(y);
        }
    }
    return places;
}

struct Warped {
    cv::Mat picture;
    cv::Mat matte;
};

Warped warped(const MorphSide& side, const Shape& own, const Shape& shape,
              const ColourChange& change) {
    const cv::Mat picture = mat_view(*side.picture);
    const cv::Mat places =
        places_of(morph_field(own, shape, picture.cols, picture.rows), picture.size());
    Warped result;
    cv::remap(picture, result.picture, places, cv::noArray(), cv::INTER_CUBIC,
              cv::BORDER_REPLICATE);
    cv::transform(result.picture, result.picture,
                  cv::Mat(3, 4, CV_32FC1, const_cast<float*>(change.front().data())));
    cv::remap(matte_of(side.matte, picture.size()), result.matte, places, cv::noArray(),
              cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return result;
}

/// Share of b at each pixel, for a band that changes within `window` of the passage.
cv::Mat share_of_b(double progress, double window, const cv::Mat& disagreement) {
    const auto at = [&](double part) { return ease((progress - 0.5) / part + 0.5); };
    const double slow = at(window);
    const double quick = at(std::min(window, kQuickAtOutline));
    return disagreement * (quick - slow) + slow;
}

void blend_into(cv::Mat& result, const cv::Mat& a, const cv::Mat& b, const cv::Mat& share) {
    for (int y = 0; y < result.rows; ++y) {
        const auto* pa = a.ptr<cv::Vec3f>(y);
        const auto* pb = b.ptr<cv::Vec3f>(y);
        const auto* s = share.ptr<float>(y);
        auto* out = result.ptr<cv::Vec3f>(y);
        for (int x = 0; x < result.cols; ++x) {
            out[x] += pa[x] * (1 - s[x]) + pb[x] * s[x];
        }
    }
}

/// Blends a and b band by band; `band` counts from the finest.
cv::Mat dissolved(const cv::Mat& a, const cv::Mat& b, const cv::Mat& disagreement, double progress,
                  int band, int bands) {
    const double window = kQuickest + (kSlowest - kQuickest) * band / std::max(1, bands - 1);
    const cv::Mat share = share_of_b(progress, window, disagreement);
    if (band == bands - 1) {
        cv::Mat result = cv::Mat::zeros(a.size(), CV_32FC3);
        blend_into(result, a, b, share);
        return result;
    }
    cv::Mat coarse_a;
    cv::Mat coarse_b;
    cv::Mat coarse_disagreement;
    cv::pyrDown(a, coarse_a);
    cv::pyrDown(b, coarse_b);
    cv::pyrDown(disagreement, coarse_disagreement);
    cv::Mat result;
    cv::pyrUp(dissolved(coarse_a, coarse_b, coarse_disagreement, progress, band + 1, bands), result,
              a.size());
    cv::Mat detail_a;
    cv::Mat detail_b;
    cv::pyrUp(coarse_a, detail_a, a.size());
    cv::pyrUp(coarse_b, detail_b, a.size());
    detail_a = a - detail_a;
    detail_b = b - detail_b;
    blend_into(result, detail_a, detail_b, share);
    return result;
}

} // namespace

Result<FramePtr> morph(const MorphSide& a, const MorphSide& b, double progress) {
    if (progress <= 0 || progress >= 1) {
        return progress <= 0 ? a.picture : b.picture;
    }
    auto result =
        std::make_shared<Frame>(a.picture->width(), a.picture->height(), a.picture->colour());
    KINOVAR_TRY(guard_cv("morph two portraits", [&] {
        const auto way = static_cast<float>(ease(progress));
        Shape shape_a = a.shape;
        Shape shape_b = b.shape;
        pair_outlines(shape_a, shape_b);
        const Shape shape = between(shape_a, shape_b, way);
        const Warped from = warped(a, shape_a, shape, towards(a.tone, b.tone, way, *a.picture));
        const Warped to = warped(b, shape_b, shape, towards(b.tone, a.tone, 1 - way, *b.picture));
        cv::Mat disagreement;
        cv::absdiff(from.matte, to.matte, disagreement);
        cv::Mat target = mat_view(*result);
        dissolved(from.picture, to.picture, disagreement, progress, 0, bands_of(result->height()))
            .copyTo(target);
    }));
    return result;
}

} // namespace kinovar::gallery
