#include "core/gallery/placement.h"

#include "core/gallery/matte_sample.h"
#include "core/image/cv_bridge.h"
#include "core/image/resize.h"
#include "core/steps/portrait/face/face_geometry.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::gallery {

namespace {

using portrait::Point2;

// Of the frame's height, but for the first, of its width.
constexpr double kEyesX = 0.5;
constexpr double kEyesY = 0.42;
constexpr double kFaceWidth = 0.34;
/// A head that leans further keeps the rest of its lean.
constexpr double kMostLevelled = 12 * std::numbers::pi / 180;

constexpr double kFeather = 0.09;     ///< inwards from the picture's edge
constexpr double kFillBlur = 0.03;    ///< σ of the continuation
constexpr double kDarkeningAt = 0.45; ///< away from the picture
constexpr float kDarkest = 0.38F;     ///< factor there

constexpr int kMatteWidth = 256;

// Corners of the eyes.
constexpr std::array<int, 2> kLeftEye{33, 133};
constexpr std::array<int, 2> kRightEye{362, 263};

Point2 middle(const portrait::FaceMesh& mesh, const std::array<int, 2>& corners) {
    const portrait::Point3& p = mesh.points[static_cast<std::size_t>(corners[0])];
    const portrait::Point3& q = mesh.points[static_cast<std::size_t>(corners[1])];
    return {(p.x + q.x) / 2, (p.y + q.y) / 2};
}

cv::Mat smooth_step(const cv::Mat& distance, double reach) {
    cv::Mat t;
    cv::min(distance / reach, 1.0, t);
    return t.mul(t).mul(3.0 - 2.0 * t);
}

/// Smooth colours for all pixels out of those that `weight` (0–1) knows: averages over ever larger
/// surroundings fill what smaller ones leave open (push-pull: S. Gortler et al., "The Lumigraph",
/// 1996).
cv::Mat continued(const cv::Mat& weighted, const cv::Mat& weight) {
    constexpr int kSmallest = 4;
    constexpr float kEnough = 0.02F;
    cv::Mat coarse;
    if (std::min(weight.rows, weight.cols) > kSmallest) {
        cv::Mat small_weighted;
        cv::Mat small_weight;
        cv::pyrDown(weighted, small_weighted);
        cv::pyrDown(weight, small_weight);
        cv::pyrUp(continued(small_weighted, small_weight), coarse, weight.size());
    } else {
        coarse = cv::Mat(weight.size(), CV_32FC3,
                         cv::sum(weighted) / std::max(1e-6, cv::sum(weight)[0]));
    }
    cv::Mat known;
    cv::min(weight / kEnough, 1.0, known);
    cv::Mat result(weight.size(), CV_32FC3);
    for (int y = 0; y < weight.rows; ++y) {
        for (int x = 0; x < weight.cols; ++x) {
            const float w = weight.at<float>(y, x);
            const float k = known.at<float>(y, x);
            result.at<cv::Vec3f>(y, x) =
                (w > 0 ? weighted.at<cv::Vec3f>(y, x) * (k / w) : cv::Vec3f()) +
                coarse.at<cv::Vec3f>(y, x) * (1 - k);
        }
    }
    return result;
}

/// Alpha of the picture on the frame, and how bright its continuation is.
struct Edges {
    cv::Mat alpha;
    cv::Mat light;
};

Edges edges_of(const cv::Mat& inside, int height) {
    cv::Mat from_outside;
    cv::Mat from_inside;
    const bool full = cv::countNonZero(inside) == static_cast<int>(inside.total());
    if (full) {
        return {cv::Mat::ones(inside.size(), CV_32FC1), cv::Mat::ones(inside.size(), CV_32FC1)};
    }
    cv::distanceTransform(inside, from_outside, cv::DIST_L2, cv::DIST_MASK_5);
    cv::distanceTransform(255 - inside, from_inside, cv::DIST_L2, cv::DIST_MASK_5);
    Edges edges;
    edges.alpha = smooth_step(from_outside, kFeather * height);
    edges.light = 1.0 - (1.0 - kDarkest) * smooth_step(from_inside, kDarkeningAt * height);
    return edges;
}

cv::Mat affine(const Similarity& s) {
    return (cv::Mat_<double>(2, 3) << s.a, -s.b, s.tx, s.b, s.a, s.ty);
}

void compose(Frame& target, const cv::Mat& picture, const Similarity& placement) {
    cv::Mat result = mat_view(target);
    const cv::Size size = result.size();
    const cv::Mat matrix = affine(placement);
    cv::Mat placed;
    cv::warpAffine(picture, placed, matrix, size, cv::INTER_LANCZOS4, cv::BORDER_REPLICATE);
    cv::Mat inside;
    cv::warpAffine(cv::Mat(picture.size(), CV_8UC1, cv::Scalar(255)), inside, matrix, size,
                   cv::INTER_NEAREST, cv::BORDER_CONSTANT);
    const Edges edges = edges_of(inside, size.height);
    cv::Mat weight;
    cv::erode(inside, inside, cv::Mat());
    inside.convertTo(weight, CV_32F, 1.0 / 255);
    cv::Mat weights;
    cv::merge(std::vector<cv::Mat>{weight, weight, weight}, weights);
    cv::Mat fill = continued(placed.mul(weights), weight);
    cv::GaussianBlur(fill, fill, {}, kFillBlur * size.height);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const float alpha = edges.alpha.at<float>(y, x);
            result.at<cv::Vec3f>(y, x) =
                placed.at<cv::Vec3f>(y, x) * alpha +
                fill.at<cv::Vec3f>(y, x) * (edges.light.at<float>(y, x) * (1 - alpha));
        }
    }
    // Lanczos may overshoot at hard edges.
    cv::min(cv::max(result, 0.0), 1.0, result);
}

portrait::Matte place_matte(const portrait::Matte& matte, double picture_width,
                            double picture_height, const Similarity& from_frame, int width,
                            int height) {
    portrait::Matte placed;
    if (matte.values.empty()) {
        return placed;
    }
    placed.width = std::min(kMatteWidth, width);
    placed.height = std::max(1, placed.width * height / width);
    placed.values.reserve(static_cast<std::size_t>(placed.width * placed.height));
    const double step_x = static_cast<double>(width) / placed.width;
    const double step_y = static_cast<double>(height) / placed.height;
    for (int y = 0; y < placed.height; ++y) {
        for (int x = 0; x < placed.width; ++x) {
            const Point2 p = from_frame({static_cast<float>((x + 0.5) * step_x - 0.5),
                                         static_cast<float>((y + 0.5) * step_y - 0.5)});
            // Shoulders, say, go on beyond the edge.
            placed.values.push_back(matte_at(matte, p.x, p.y, picture_width, picture_height));
        }
    }
    return placed;
}

} // namespace

double Similarity::scale() const {
    return std::hypot(a, b);
}

Point2 Similarity::operator()(Point2 point) const {
    return {static_cast<float>(a * point.x - b * point.y + tx),
            static_cast<float>(b * point.x + a * point.y + ty)};
}

Similarity Similarity::inverse() const {
    const double n = a * a + b * b;
    Similarity back{a / n, -b / n, 0, 0};
    back.tx = -(back.a * tx - back.b * ty);
    back.ty = -(back.b * tx + back.a * ty);
    return back;
}

Similarity place_face(const portrait::Face& face, int width, int height) {
    const Point2 left = middle(face.mesh, kLeftEye);
    const Point2 right = middle(face.mesh, kRightEye);
    const double lean = std::atan2(right.y - left.y, right.x - left.x);
    const double turn = -std::clamp(lean, -kMostLevelled, kMostLevelled);
    const double scale = std::min(kFaceWidth * height / face.width(), kMostEnlarged);
    Similarity placement{scale * std::cos(turn), scale * std::sin(turn), 0, 0};
    const Point2 eyes = placement({(left.x + right.x) / 2, (left.y + right.y) / 2});
    placement.tx = kEyesX * width - eyes.x;
    placement.ty = kEyesY * height - eyes.y;
    return placement;
}

Result<FramePtr> place_picture(const Frame& picture, const Similarity& placement, int width,
                               int height) {
    auto target = std::make_shared<Frame>(width, height, picture.colour());
    const double scale = placement.scale();
    if (scale >= 1) {
        KINOVAR_TRY(guard_cv("place the portrait",
                             [&] { compose(*target, mat_view(picture), placement); }));
        return target;
    }
    // Made smaller first, with a filter that knows how; then only turned and moved.
    const int small_width = std::max(1, static_cast<int>(std::lround(picture.width() * scale)));
    const int small_height = std::max(1, static_cast<int>(std::lround(picture.height() * scale)));
    KINOVAR_TRY_ASSIGN(const FramePtr small,
                       resize(picture, small_width, small_height, ResizeFilter::Lanczos));
    const double shrink = static_cast<double>(small_width) / picture.width();
    Similarity rest{placement.a / shrink, placement.b / shrink, placement.tx, placement.ty};
    // Pixel centres lie at whole numbers: (x + ½)·shrink − ½.
    const double shift = (1 - 1 / shrink) / 2;
    rest.tx -= (placement.a - placement.b) * shift;
    rest.ty -= (placement.b + placement.a) * shift;
    KINOVAR_TRY(guard_cv("place the portrait", [&] { compose(*target, mat_view(*small), rest); }));
    return target;
}

portrait::PortraitAnalysis place_analysis(const portrait::PortraitAnalysis& analysis, int face,
                                          const Similarity& placement, int width, int height) {
    portrait::PortraitAnalysis placed;
    placed.width = width;
    placed.height = height;
    placed.monochrome = analysis.monochrome;
    placed.matte = place_matte(analysis.matte, analysis.width, analysis.height, placement.inverse(),
                               width, height);
    portrait::Face moved = analysis.faces[static_cast<std::size_t>(face)];
    const auto scale = static_cast<float>(placement.scale());
    for (portrait::Point3& point : moved.mesh.points) {
        const Point2 p = placement({point.x, point.y});
        point = {p.x, p.y, point.z * scale};
    }
    for (portrait::Iris& iris : moved.mesh.irises) {
        iris = {placement(iris.centre), iris.radius * scale};
    }
    moved.pose = portrait::fit_pose(moved.mesh);
    const Point2 middle_of_box =
        placement({(moved.box.x0 + moved.box.x1) / 2, (moved.box.y0 + moved.box.y1) / 2});
    const float half_width = (moved.box.x1 - moved.box.x0) / 2 * scale;
    const float half_height = (moved.box.y1 - moved.box.y0) / 2 * scale;
    moved.box = {middle_of_box.x - half_width, middle_of_box.y - half_height,
                 middle_of_box.x + half_width, middle_of_box.y + half_height, moved.box.score};
    placed.faces.push_back(std::move(moved));
    return placed;
}

} // namespace kinovar::gallery
