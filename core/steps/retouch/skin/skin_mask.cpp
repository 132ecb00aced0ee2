#include "core/steps/retouch/skin/skin_mask.h"

#include "core/steps/portrait/face/face_geometry.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <span>

namespace kinovar::retouch {

namespace {

using Landmarks = std::span<const std::uint16_t>;

// Outlines by MediaPipe's numbers.
constexpr std::uint16_t kLips[] = {61,  146, 91,  181, 84,  17, 314, 405, 321, 375,
                                   291, 409, 270, 269, 267, 0,  37,  39,  40,  185};
constexpr std::uint16_t kEyes[2][16] = {
    {33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246},
    {263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466}};
constexpr std::uint16_t kBrows[2][10] = {{70, 63, 105, 66, 107, 55, 65, 52, 53, 46},
                                         {300, 293, 334, 296, 336, 285, 295, 282, 283, 276}};
constexpr std::uint16_t kNostrils[] = {48, 115, 220, 45, 4, 275, 440, 344, 278, 327, 2, 98};

constexpr int kLeftCheek = 234;
constexpr int kRightCheek = 454;

constexpr double kNear = 0.045; // face widths around features that are no plain skin
constexpr double kRim = 0.035;  // face widths along the outline where hair and background begin

constexpr int kSubPixels = 4; // bits of a fraction of a pixel

void fill(cv::Mat& mask, const std::vector<cv::Point2f>& outline) {
    std::vector<cv::Point> points;
    for (const cv::Point2f& one : outline) {
        constexpr float kUnit = 1 << kSubPixels;
        points.emplace_back(cvRound(one.x * kUnit), cvRound(one.y * kUnit));
    }
    cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(255), cv::LINE_8,
                 kSubPixels);
}

cv::Mat disc(double radius) {
    const int side = 2 * std::max(1, cvRound(radius)) + 1;
    return cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side});
}

} // namespace

std::vector<cv::Point2f> oval_of(const portrait::FaceMesh& mesh) {
    std::vector<cv::Point2f> points;
    for (const std::uint16_t i : portrait::face_oval()) {
        points.emplace_back(mesh.points[i].x, mesh.points[i].y);
    }
    return points;
}

double face_width(const portrait::FaceMesh& mesh) {
    const auto& left = mesh.points[kLeftCheek];
    const auto& right = mesh.points[kRightCheek];
    const auto& top = mesh.points[portrait::face_oval().front()];
    const auto& chin = mesh.points[portrait::face_oval()[portrait::face_oval().size() / 2]];
    // A face seen from the side is narrow, not small.
    constexpr double kUsualShape = 0.8;
    return std::max<double>(std::hypot(right.x - left.x, right.y - left.y),
                            kUsualShape * std::hypot(chin.x - top.x, chin.y - top.y));
}

FaceMasks face_masks(const cv::Size& size, const portrait::FaceMesh& mesh,
                     const cv::Matx23d& to_masks) {
    const double width = face_width(mesh) * std::hypot(to_masks(0, 0), to_masks(1, 0));
    const auto outline = [&](Landmarks landmarks) {
        std::vector<cv::Point2f> points;
        for (const std::uint16_t i : landmarks) {
            points.emplace_back(mesh.points[i].x, mesh.points[i].y);
        }
        cv::transform(points, points, to_masks);
        return points;
    };
    FaceMasks masks;
    masks.oval = cv::Mat::zeros(size, CV_8U);
    masks.features = cv::Mat::zeros(size, CV_8U);
    fill(masks.oval, outline(portrait::face_oval()));
    fill(masks.features, outline(kLips));
    for (const std::size_t eye : {0U, 1U}) {
        fill(masks.features, outline(kEyes[eye]));
        fill(masks.features, outline(kBrows[eye]));
    }
    cv::Mat taken = masks.features.clone();
    fill(taken, outline(kNostrils));
    cv::dilate(taken, taken, disc(kNear * width));
    cv::erode(masks.oval, masks.skin, disc(kRim * width), {-1, -1}, 1, cv::BORDER_CONSTANT, 0);
    masks.skin.setTo(0, taken);
    return masks;
}

} // namespace kinovar::retouch
