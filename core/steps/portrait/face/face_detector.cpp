#include "core/steps/portrait/face/face_detector.h"

#include "core/image/cv_bridge.h"
#include "core/nn/detect/ssd_decode.h"
#include "core/steps/portrait/face/face_mesher.h"
#include "core/steps/portrait/face/search_tiles.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::portrait {

namespace {

constexpr const char* kModel = "human-blazeface-back";
constexpr int kBoxNumbers = 16;      // of a row: box and six points
constexpr float kLeastScore = 0.35F; // of a single large face
constexpr float kLeastTileScore = 0.5F;
constexpr float kSameFace = 0.3F;  // overlap from which two finds are one
constexpr int kSmallestTile = 400; // a face of a smaller one is too small to use
// Turned pictures are searched at this size: a face that is smaller in them is too small to use.
constexpr int kTurnedSide = 1024;
constexpr std::array kTurns{90.0, -90.0, 45.0, -45.0, 180.0};

FoundFace to_picture(const nn::Detection& one, const Letterbox& letterbox) {
    FoundFace face;
    const cv::Point2f low = letterbox.to_picture({one.x0, one.y0});
    const cv::Point2f high = letterbox.to_picture({one.x1, one.y1});
    face.box = {low.x, low.y, high.x, high.y, one.score};
    const cv::Point2f right = letterbox.to_picture({one.points[0].x, one.points[0].y});
    const cv::Point2f left = letterbox.to_picture({one.points[1].x, one.points[1].y});
    face.right_eye = {right.x, right.y};
    face.left_eye = {left.x, left.y};
    return face;
}

Result<std::vector<FoundFace>> find_in(const nn::Model& model, const cv::Mat& picture,
                                       const cv::Rect& part) {
    nn::SsdLayout layout = nn::blazeface_back_layout();
    layout.min_score = kLeastScore;
    const Letterbox letterbox(part, layout.side);
    KINOVAR_TRY_ASSIGN(const Outputs outputs,
                       run_on_square(model, letterbox.cut(picture), {2, -1},
                                     {"Identity", "Identity_1", "Identity_2", "Identity_3"}));
    std::vector<float> logits = outputs[0];
    logits.insert(logits.end(), outputs[1].begin(), outputs[1].end());
    std::vector<float> boxes = outputs[2];
    boxes.insert(boxes.end(), outputs[3].begin(), outputs[3].end());
    KINOVAR_TRY_ASSIGN(
        const std::vector<nn::Detection> found,
        nn::decode_ssd(layout, logits, 1, boxes, kBoxNumbers, nn::Suppression::Blend));
    std::vector<FoundFace> faces;
    for (const nn::Detection& one : found) {
        faces.push_back(to_picture(one, letterbox));
    }
    return faces;
}

/// Keeps the strongest of those that overlap.
std::vector<FoundFace> each_once(std::vector<FoundFace> faces) {
    std::stable_sort(faces.begin(), faces.end(), [](const FoundFace& a, const FoundFace& b) {
        return a.box.score > b.box.score;
    });
    std::vector<FoundFace> kept;
    for (const FoundFace& face : faces) {
        if (std::none_of(kept.begin(), kept.end(), [&](const FoundFace& one) {
                return overlap(one.box, face.box) > kSameFace;
            })) {
            kept.push_back(face);
        }
    }
    return kept;
}

Result<std::vector<FoundFace>> find_in_tiles(const nn::Model& model, const cv::Mat& picture,
                                             const std::stop_token& stop) {
    std::vector<FoundFace> all;
    for (const cv::Rect& tile : tiles_of(picture.size(), kSmallestTile)) {
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        KINOVAR_TRY_ASSIGN(const auto found, find_in(model, picture, tile));
        std::copy_if(found.begin(), found.end(), std::back_inserter(all),
                     [](const FoundFace& face) { return face.box.score >= kLeastTileScore; });
    }
    return each_once(std::move(all));
}

/// The picture turned about its middle, whole and not larger than kTurnedSide; `back` brings points
/// of it to the picture.
cv::Mat turned(const cv::Mat& picture, double degrees, cv::Matx23f& back) {
    const double radians = degrees * CV_PI / 180;
    const double c = std::abs(std::cos(radians));
    const double s = std::abs(std::sin(radians));
    const double width = picture.cols * c + picture.rows * s;
    const double height = picture.cols * s + picture.rows * c;
    const double factor = std::min(1.0, kTurnedSide / std::max(width, height));
    cv::Mat small;
    cv::resize(picture, small, {}, factor, factor, cv::INTER_AREA);
    const cv::Size size(std::max(1, cvRound(width * factor)),
                        std::max(1, cvRound(height * factor)));
    cv::Mat there = cv::getRotationMatrix2D(
        {static_cast<float>(small.cols - 1) / 2, static_cast<float>(small.rows - 1) / 2}, degrees,
        1);
    there.at<double>(0, 2) += (size.width - small.cols) / 2.0;
    there.at<double>(1, 2) += (size.height - small.rows) / 2.0;
    constexpr double kGrey = 0.5;
    cv::Mat result;
    cv::warpAffine(small, result, there, size, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                   cv::Scalar::all(kGrey));
    cv::Mat inverse;
    cv::invertAffineTransform(there, inverse);
    inverse /= factor;
    inverse.convertTo(inverse, CV_32F);
    back = cv::Matx23f(inverse.ptr<float>());
    return result;
}

Point2 moved(const cv::Matx23f& map, Point2 point) {
    const cv::Vec2f to = map * cv::Vec3f(point.x, point.y, 1);
    return {to[0], to[1]};
}

FoundFace turned_back(const FoundFace& face, const cv::Matx23f& back) {
    FoundFace result;
    const Point2 centre =
        moved(back, {(face.box.x0 + face.box.x1) / 2, (face.box.y0 + face.box.y1) / 2});
    const float half = std::max(face.box.x1 - face.box.x0, face.box.y1 - face.box.y0) / 2 *
                       std::hypot(back(0, 0), back(1, 0));
    result.box = {centre.x - half, centre.y - half, centre.x + half, centre.y + half,
                  face.box.score};
    result.right_eye = moved(back, face.right_eye);
    result.left_eye = moved(back, face.left_eye);
    return result;
}

} // namespace

Result<std::shared_ptr<const FaceDetector>> FaceDetector::installed() {
    KINOVAR_TRY_ASSIGN(auto model, shared_network(kModel));
    return std::make_shared<const FaceDetector>(std::move(model));
}

FaceDetector::FaceDetector(std::shared_ptr<const nn::Model> model) : model_(std::move(model)) {}

Result<std::vector<FoundFace>> FaceDetector::find_large(const Frame& picture) const {
    return find_in(*model_, mat_view(picture), {0, 0, picture.width(), picture.height()});
}

Result<std::vector<FoundFace>> FaceDetector::find_all(const Frame& picture,
                                                      const std::stop_token& stop) const {
    return find_in_tiles(*model_, mat_view(picture), stop);
}

Result<std::vector<FoundFace>> FaceDetector::find_turned(const Frame& picture,
                                                         const std::stop_token& stop) const {
    std::vector<FoundFace> all;
    for (const double degrees : kTurns) {
        cv::Matx23f back;
        const cv::Mat search = turned(mat_view(picture), degrees, back);
        KINOVAR_TRY_ASSIGN(const auto found, find_in_tiles(*model_, search, stop));
        for (const FoundFace& face : found) {
            all.push_back(turned_back(face, back));
        }
    }
    return each_once(std::move(all));
}

Result<float> FaceDetector::second_look(const Frame& picture, const FaceMesh& mesh) const {
    constexpr float kAround = 2.2F;
    constexpr float kLeastOverlap = 0.4F;
    const int side = nn::blazeface_back_layout().side;
    const cv::Mat square = crop_around(mesh, kAround).cut(mat_view(picture), side);
    KINOVAR_TRY_ASSIGN(const auto found, find_in(*model_, square, {0, 0, side, side}));
    const float middle = static_cast<float>(side) / 2;
    const float half = middle / kAround;
    const FaceBox expected{middle - half, middle - half, middle + half, middle + half, 0};
    float best = 0;
    for (const FoundFace& face : found) {
        if (overlap(face.box, expected) > kLeastOverlap) {
            best = std::max(best, face.box.score);
        }
    }
    return best;
}

float overlap(const FaceBox& a, const FaceBox& b) {
    const float width = std::min(a.x1, b.x1) - std::max(a.x0, b.x0);
    const float height = std::min(a.y1, b.y1) - std::max(a.y0, b.y0);
    if (width <= 0 || height <= 0) {
        return 0;
    }
    const float common = width * height;
    return common / ((a.x1 - a.x0) * (a.y1 - a.y0) + (b.x1 - b.x0) * (b.y1 - b.y0) - common);
}

} // namespace kinovar::portrait
