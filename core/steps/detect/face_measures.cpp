#include "core/steps/detect/face_measures.h"

#include "core/image/cv_bridge.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/face/face_mesher.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::detect {

namespace {

constexpr int kSide = 320;      // px of the crop; flow is found at half of it
constexpr float kAround = 1.1F; // of the crop: the face's box with a little edge
constexpr int kRounds = 3;      // of the affine fit, each without what the last left over
constexpr double kKept = 0.7;   // share that is kept for the next round
constexpr double kWhite = 255;

cv::Mat luma_in(const Frame& picture, const portrait::SquareCrop& crop) {
    cv::Mat luma;
    cv::cvtColor(crop.cut(mat_view(picture), kSide), luma, cv::COLOR_RGB2GRAY);
    luma.convertTo(luma, CV_8U, kWhite);
    return luma;
}

/// Movement at a place of the face, both in crop pixels.
struct Arrow {
    cv::Point2d from;
    cv::Point2d move;
    double rest = 0; ///< beside the affine movement
};

/// The oval of the face in the crop. CV_8U of `size`.
cv::Mat oval_of(const portrait::FaceMesh& mesh, const portrait::SquareCrop& crop,
                const cv::Size& size) {
    const float scale = static_cast<float>(size.width) / crop.side;
    const float middle = static_cast<float>(size.width) / 2;
    const float c = std::cos(crop.angle);
    const float s = std::sin(crop.angle);
    std::vector<cv::Point> outline;
    for (const std::uint16_t i : portrait::face_oval()) {
        const float x = mesh.points[i].x - crop.centre.x;
        const float y = mesh.points[i].y - crop.centre.y;
        outline.emplace_back(cvRound((c * x + s * y) * scale + middle),
                             cvRound((c * y - s * x) * scale + middle));
    }
    cv::Mat oval = cv::Mat::zeros(size, CV_8U);
    cv::fillPoly(oval, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar::all(kWhite));
    return oval;
}

std::vector<Arrow> arrows_in(const steps::Flow& flow, const cv::Mat& oval) {
    std::vector<Arrow> arrows;
    for (int y = 0; y < flow.field.rows; ++y) {
        const auto* moves = flow.field.ptr<cv::Vec2f>(y);
        const auto* inside = oval.ptr<std::uint8_t>(y);
        for (int x = 0; x < flow.field.cols; ++x) {
            if (inside[x] != 0) {
                arrows.push_back(
                    {{static_cast<double>(x), static_cast<double>(y)}, {moves[x][0], moves[x][1]}});
            }
        }
    }
    return arrows;
}

/// The affine movement of the first `count` arrows by least squares; 3×2.
cv::Mat affine_of(const std::vector<Arrow>& arrows, std::size_t count) {
    cv::Matx33d normal = cv::Matx33d::zeros();
    cv::Matx<double, 3, 2> right = cv::Matx<double, 3, 2>::zeros();
    for (std::size_t i = 0; i < count; ++i) {
        const cv::Vec3d place(arrows[i].from.x, arrows[i].from.y, 1);
        normal += place * place.t();
        right += place * cv::Matx12d(arrows[i].move.x, arrows[i].move.y);
    }
    cv::Mat solution;
    cv::solve(cv::Mat(normal), cv::Mat(right), solution, cv::DECOMP_SVD);
    return solution;
}

/// Root mean square of what an affine movement leaves of the arrows. Where few move (lips, lids)
/// the movement is that of the others.
double rest_of(std::vector<Arrow> arrows) {
    std::size_t count = arrows.size();
    double squares = 0;
    for (int round = 0; round < kRounds; ++round) {
        const cv::Mat affine = affine_of(arrows, count);
        squares = 0;
        for (Arrow& arrow : arrows) {
            const cv::Matx13d place(arrow.from.x, arrow.from.y, 1);
            const cv::Mat expected = cv::Mat(place) * affine;
            arrow.rest = std::hypot(arrow.move.x - expected.at<double>(0),
                                    arrow.move.y - expected.at<double>(1));
            squares += arrow.rest * arrow.rest;
        }
        count = std::max<std::size_t>(
            1, static_cast<std::size_t>(kKept * static_cast<double>(arrows.size())));
        std::nth_element(arrows.begin(), arrows.begin() + static_cast<std::ptrdiff_t>(count - 1),
                         arrows.end(),
                         [](const Arrow& a, const Arrow& b) { return a.rest < b.rest; });
    }
    return std::sqrt(squares / static_cast<double>(arrows.size()));
}

/// A landmark as it lies in a face that looks straight ahead, face widths.
portrait::Point3 canonical(const portrait::HeadPose& pose, const portrait::Point3& point) {
    const float x = (point.x - pose.translation.x) / pose.scale;
    const float y = (point.y - pose.translation.y) / pose.scale;
    const float z = (point.z - pose.translation.z) / pose.scale;
    const auto& r = pose.rotation;
    return {r[0] * x + r[3] * y + r[6] * z, r[1] * x + r[4] * y + r[7] * z,
            r[2] * x + r[5] * y + r[8] * z};
}

} // namespace

double MicroMotion::between(const Frame& picture, const portrait::FaceMesh& mesh,
                            const Frame& next) const {
    const portrait::SquareCrop crop = portrait::crop_around(mesh, kAround);
    const steps::Flow flow =
        flow_.between(flow_.prepare(luma_in(picture, crop)), flow_.prepare(luma_in(next, crop)));
    std::vector<Arrow> arrows = arrows_in(flow, oval_of(mesh, crop, flow.field.size()));
    constexpr double kFaceWidth = kSide / kAround;
    return arrows.empty() ? 0 : rest_of(std::move(arrows)) / kFaceWidth;
}

double asymmetry_of(const portrait::FaceMesh& mesh) {
    const portrait::HeadPose pose = portrait::fit_pose(mesh, true);
    const auto place = [&](std::uint16_t i) { return canonical(pose, mesh.points[i]); };
    const auto opening = [&](int eye) {
        const auto upper = portrait::upper_lid(eye);
        const auto lower = portrait::lower_lid(eye);
        const std::size_t middle = upper.size() / 2;
        return place(lower[middle]).y - place(upper[middle]).y;
    };
    const auto lip = portrait::inner_upper_lip();
    const portrait::Point3 left = place(lip.front());
    const portrait::Point3 right = place(lip.back());
    const double eyes = opening(0) - opening(1);
    const double corners = std::hypot(left.y - right.y, left.x + right.x);
    return std::hypot(eyes, corners);
}

std::vector<float> median_descriptor(const std::vector<std::vector<float>>& all) {
    std::vector<float> median(all.front().size());
    std::vector<float> values(all.size());
    double squares = 0;
    for (std::size_t i = 0; i < median.size(); ++i) {
        std::transform(all.begin(), all.end(), values.begin(),
                       [i](const auto& one) { return one[i]; });
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        median[i] = *middle;
        squares += static_cast<double>(*middle) * *middle;
    }
    for (float& value : median) {
        value /= static_cast<float>(std::max(std::sqrt(squares), 1e-6));
    }
    return median;
}

} // namespace kinovar::detect
