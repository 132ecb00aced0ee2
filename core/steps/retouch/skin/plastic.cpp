#include "core/steps/retouch/skin/plastic.h"

#include "core/image/cv_bridge.h"
#include "core/steps/retouch/skin/bands.h"
#include "core/steps/retouch/skin/skin_mask.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kMeasuredWidth = 200; // px; wider faces are made smaller
constexpr double kLeastWidth = 60;     // px
constexpr int kLeastSkin = 500;        // px of skin to measure
constexpr int kLeastFeatures = 80;
constexpr double kMargin = 0.08;  // face widths around the mesh
constexpr double kCalmest = 0.70; // share of the skin that is measured: the least gradient
constexpr double kDark = 40;      // 8-bit levels between which texture can be seen
constexpr double kBright = 240;
constexpr double kLeastBand = 0.02; // levels: what cannot be told from nothing

/// A face cut out and reduced.
struct Cut {
    cv::Mat luma;
    FaceMasks masks;
};

std::optional<Cut> cut_face(const Frame& picture, const portrait::FaceMesh& mesh) {
    const double width = face_width(mesh);
    const cv::Rect2f hull = cv::boundingRect(oval_of(mesh));
    const auto margin = static_cast<float>(kMargin * width);
    const cv::Rect box =
        cv::Rect(cvFloor(hull.x - margin), cvFloor(hull.y - margin),
                 cvCeil(hull.width + 2 * margin), cvCeil(hull.height + 2 * margin)) &
        cv::Rect(0, 0, picture.width(), picture.height());
    if (width < kLeastWidth || box.empty()) {
        return std::nullopt;
    }
    const double scale = std::min(1.0, kMeasuredWidth / width);
    Cut cut;
    cut.luma = luma_levels(mat_view(picture)(box));
    if (scale < 1) {
        cv::resize(cut.luma, cut.luma, {}, scale, scale, cv::INTER_AREA);
    }
    constexpr double kHalf = 0.5; // centres of pixels
    cut.masks = face_masks(cut.luma.size(), mesh,
                           {scale, 0, (kHalf - box.x) * scale - kHalf, //
                            0, scale, (kHalf - box.y) * scale - kHalf});
    return cut;
}

/// Skin that is neither dark nor burnt out, where the picture is as good as flat.
cv::Mat seen_skin(const Cut& cut) {
    cv::Mat seen;
    cv::inRange(cut.luma, kDark, kBright, seen);
    return seen & cut.masks.skin;
}

cv::Mat calm_skin(const Cut& cut) {
    cv::Mat seen;
    cv::inRange(cut.luma, kDark, kBright, seen);
    seen &= cut.masks.skin;
    const cv::Mat smooth = blurred(cut.luma, 2);
    cv::Mat along_x;
    cv::Mat along_y;
    cv::Mat gradient;
    cv::Sobel(smooth, along_x, CV_32F, 1, 0);
    cv::Sobel(smooth, along_y, CV_32F, 0, 1);
    cv::magnitude(along_x, along_y, gradient);
    const double limit = percentile(gradient, seen, kCalmest);
    seen.setTo(0, gradient > limit);
    return seen;
}

double kurtosis(const cv::Mat& values, const cv::Mat& mask) {
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(values, mean, deviation, mask);
    cv::Mat normal = (values - mean[0]) / std::max(deviation[0], kLeastBand);
    normal = normal.mul(normal);
    return cv::mean(normal.mul(normal), mask)[0];
}

double ratio(double a, double b) {
    return std::log(std::max(a, kLeastBand) / std::max(b, kLeastBand));
}

std::optional<PlasticScore> measured(const Cut& cut) {
    const cv::Mat skin = calm_skin(cut);
    if (cv::countNonZero(skin) < kLeastSkin ||
        cv::countNonZero(cut.masks.features) < kLeastFeatures) {
        return std::nullopt;
    }
    const cv::Mat fine = bands_of(cut.luma).fine;
    constexpr double kCoarse = 4; // px
    const cv::Mat coarse = blurred(cut.luma, 2) - blurred(cut.luma, kCoarse);
    const double texture = robust_deviation(fine, skin);
    constexpr double kStrongest = 0.9;
    PlasticScore score;
    score.r1 = ratio(texture, robust_deviation(coarse, skin));
    score.r2 = ratio(texture, percentile(cv::abs(fine), cut.masks.features, kStrongest));
    score.kurtosis = std::log(std::max(kurtosis(fine, seen_skin(cut)), 1.0));
    // A logistic fit to real faces and smoothed ones (tests/bench/retouch_skin.cpp).
    score.score = 0.41 - 1.36 * (score.r1 + 0.87) / 0.48 - 1.36 * (score.r2 + 2.56) / 0.73 +
                  1.14 * (score.kurtosis - 3.13) / 1.14;
    return score;
}

} // namespace

Result<std::optional<PlasticScore>> plastic_score(const Frame& picture,
                                                  const portrait::FaceMesh& mesh) {
    std::optional<PlasticScore> score;
    KINOVAR_TRY(guard_cv("texture of a face", [&] {
        if (const auto cut = cut_face(picture, mesh)) {
            score = measured(*cut);
        }
    }));
    return score;
}

} // namespace kinovar::retouch
