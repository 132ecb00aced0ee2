#include "core/steps/detect/hand_finder.h"

#include "core/nn/detect/ssd_decode.h"
#include "core/steps/portrait/face/search_tiles.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::detect {

namespace {

using portrait::SquareCrop;

constexpr const char* kPalmModel = "human-handdetect";
constexpr const char* kLandmarkModel = "human-handlandmark-full";
constexpr float kLeastPalm = 0.5F; // score
constexpr float kLeastCrop = 80;   // px: smaller ones say nothing
constexpr int kSmallestTile = 320; // of a smaller one all hands are below kLeastCrop
constexpr float kSameHand = 0.3F;  // overlap from which two finds are one

constexpr int kPalmNumbers = 19; // of a row: score, box, seven points
constexpr int kSide = 224;       // of the landmark network's picture
constexpr int kPointNumbers = 3;
constexpr std::size_t kWrist = 0, kMiddleBase = 9;
constexpr std::size_t kPalmWrist = 0, kPalmMiddleBase = 2;
// The crop of MediaPipe's graph around a palm: larger than it and moved towards the fingers.
constexpr float kPalmCrop = 2.6F;
constexpr float kPalmShift = 0.5F;
// And around the points of a hand that was found: all of them with a margin.
constexpr float kPointsCrop = 1.5F;

constexpr int kFingers = 5;
constexpr std::size_t kJoints = 4;

/// The crop whose upward direction is that from the wrist to the middle finger.
SquareCrop upright_crop(cv::Point2f centre, float side, cv::Point2f fingerwards) {
    return {centre, side, std::atan2(fingerwards.x, -fingerwards.y)};
}

SquareCrop crop_of_palm(const nn::Detection& palm, const portrait::Letterbox& letterbox) {
    const auto point = [&](const nn::Point2& p) { return letterbox.to_picture({p.x, p.y}); };
    const cv::Point2f low = letterbox.to_picture({palm.x0, palm.y0});
    const cv::Point2f high = letterbox.to_picture({palm.x1, palm.y1});
    const float size = std::max(high.x - low.x, high.y - low.y);
    cv::Point2f way = point(palm.points[kPalmMiddleBase]) - point(palm.points[kPalmWrist]);
    way /= std::max(std::hypot(way.x, way.y), 1e-3F);
    return upright_crop((low + high) / 2 + way * (kPalmShift * size), kPalmCrop * size, way);
}

SquareCrop crop_of_points(const HandPoints& points) {
    const cv::Rect2f box = box_of(points);
    return upright_crop((box.tl() + box.br()) / 2, kPointsCrop * std::max(box.width, box.height),
                        points[kMiddleBase] - points[kWrist]);
}

/// A small change of a crop under which the points of a hand should stay.
struct Change {
    float degrees = 0;
    float scale = 1;
    bool mirrored = false;
    float shift = 0; ///< along the crop's x axis, share of its side
};
constexpr float kTurn = 12;
constexpr float kShift = 10.0F / kSide;
constexpr std::array kChanges{Change{},
                              Change{kTurn},
                              Change{-kTurn},
                              Change{0, 0.88F},
                              Change{0, 1.12F},
                              Change{0, 1, true},
                              Change{0, 1, false, kShift},
                              Change{0, 1, false, -kShift}};

SquareCrop changed(SquareCrop crop, const Change& change) {
    const cv::Point2f along(std::cos(crop.angle), std::sin(crop.angle));
    crop.centre += along * (change.shift * crop.side);
    crop.side *= change.scale;
    crop.angle += change.degrees * static_cast<float>(CV_PI) / 180;
    return crop;
}

float median(std::array<float, kChanges.size()> values) {
    std::sort(values.begin(), values.end());
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

HandPoints median_of(const std::array<HandPoints, kChanges.size()>& looks) {
    HandPoints result;
    for (std::size_t i = 0; i < result.size(); ++i) {
        std::array<float, kChanges.size()> x{};
        std::array<float, kChanges.size()> y{};
        for (std::size_t k = 0; k < looks.size(); ++k) {
            x[k] = looks[k][i].x;
            y[k] = looks[k][i].y;
        }
        result[i] = {median(x), median(y)};
    }
    return result;
}

/// Mean distance of each finger's upper points.
std::array<float, kFingers> finger_distances(const HandPoints& a, const HandPoints& b) {
    std::array<float, kFingers> result{};
    for (std::size_t finger = 0; finger < result.size(); ++finger) {
        for (std::size_t joint = 1; joint < kJoints; ++joint) {
            const std::size_t i = 1 + finger * kJoints + joint;
            result[finger] += static_cast<float>(cv::norm(a[i] - b[i])) / (kJoints - 1);
        }
    }
    return result;
}

std::vector<SeenHand> each_once(std::vector<SeenHand> hands) {
    std::stable_sort(hands.begin(), hands.end(),
                     [](const SeenHand& a, const SeenHand& b) { return a.presence > b.presence; });
    std::vector<SeenHand> kept;
    for (const SeenHand& hand : hands) {
        if (std::none_of(kept.begin(), kept.end(), [&](const SeenHand& one) {
                return overlap(one.points, hand.points) > kSameHand;
            })) {
            kept.push_back(hand);
        }
    }
    return kept;
}

} // namespace

Result<HandFinder> HandFinder::installed() {
    KINOVAR_TRY_ASSIGN(auto palms, portrait::shared_network(kPalmModel));
    KINOVAR_TRY_ASSIGN(auto landmarks, portrait::shared_network(kLandmarkModel));
    return HandFinder(std::move(palms), std::move(landmarks));
}

Result<std::vector<SeenHand>> HandFinder::find(const cv::Mat& picture,
                                               const std::stop_token& stop) const {
    std::vector<SeenHand> all;
    for (const cv::Rect& tile : portrait::tiles_of(picture.size(), kSmallestTile)) {
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        KINOVAR_TRY_ASSIGN(const std::vector<SeenHand> found, palms_in(picture, tile));
        all.insert(all.end(), found.begin(), found.end());
    }
    return each_once(std::move(all));
}

Result<std::vector<SeenHand>> HandFinder::palms_in(const cv::Mat& picture,
                                                   const cv::Rect& tile) const {
    nn::SsdLayout layout = nn::palm_layout();
    layout.min_score = kLeastPalm;
    const portrait::Letterbox letterbox(tile, layout.side);
    KINOVAR_TRY_ASSIGN(
        const portrait::Outputs outputs,
        portrait::run_on_square(*palms_, letterbox.cut(picture), {2, -1}, {"Identity"}));
    const std::span<const float> rows = outputs[0];
    if (rows.empty()) {
        return failure(ErrorCode::Unsupported, palms_->info().id + " gives no numbers");
    }
    KINOVAR_TRY_ASSIGN(const std::vector<nn::Detection> palms,
                       nn::decode_ssd(layout, rows, kPalmNumbers, rows.subspan(1), kPalmNumbers));
    std::vector<SeenHand> hands;
    for (const nn::Detection& palm : palms) {
        const SquareCrop crop = crop_of_palm(palm, letterbox);
        if (crop.side < kLeastCrop) {
            continue;
        }
        KINOVAR_TRY_ASSIGN(SeenHand hand, look(picture, crop, false));
        if (hand.presence >= kHandPresence) {
            hands.push_back(std::move(hand));
        }
    }
    return hands;
}

Result<SeenHand> HandFinder::again(const cv::Mat& picture, const SeenHand& before) const {
    return look(picture, crop_of_points(before.points), false);
}

Result<SeenHand> HandFinder::look(const cv::Mat& picture, const SquareCrop& crop,
                                  bool mirrored) const {
    cv::Mat square = crop.cut(picture, kSide);
    if (mirrored) {
        cv::flip(square, square, 1);
    }
    KINOVAR_TRY_ASSIGN(
        const portrait::Outputs outputs,
        portrait::run_on_square(*landmarks_, square, {}, {"Identity", "Identity_1"}));
    if (outputs[0].size() != kHandPoints * kPointNumbers || outputs[1].empty()) {
        return failure(ErrorCode::Unsupported,
                       landmarks_->info().id + " gives other numbers than are known of it");
    }
    SeenHand hand;
    hand.crop = crop;
    hand.presence = outputs[1][0];
    for (std::size_t i = 0; i < hand.points.size(); ++i) {
        const float x = outputs[0][kPointNumbers * i];
        const float y = outputs[0][kPointNumbers * i + 1];
        hand.points[i] = crop.to_picture({mirrored ? kSide - x : x, y}, kSide);
    }
    return hand;
}

Result<double> HandFinder::jitter(const cv::Mat& picture, const SeenHand& hand) const {
    std::array<HandPoints, kChanges.size()> looks;
    for (std::size_t k = 0; k < kChanges.size(); ++k) {
        KINOVAR_TRY_ASSIGN(const SeenHand one,
                           look(picture, changed(hand.crop, kChanges[k]), kChanges[k].mirrored));
        looks[k] = one.points;
    }
    const HandPoints middle = median_of(looks);
    std::array<float, kFingers> fingers{};
    for (const HandPoints& one : looks) {
        const auto distances = finger_distances(one, middle);
        for (std::size_t i = 0; i < fingers.size(); ++i) {
            fingers[i] += distances[i] / static_cast<float>(looks.size());
        }
    }
    return *std::max_element(fingers.begin(), fingers.end()) / palm_length(middle);
}

float palm_length(const HandPoints& points) {
    return std::max(1.0F, static_cast<float>(cv::norm(points[kMiddleBase] - points[kWrist])));
}

cv::Rect2f box_of(const HandPoints& points) {
    cv::Point2f low = points[0];
    cv::Point2f high = points[0];
    for (const cv::Point2f& point : points) {
        low = {std::min(low.x, point.x), std::min(low.y, point.y)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
    return {low, high};
}

float overlap(const HandPoints& a, const HandPoints& b) {
    const cv::Rect2f one = box_of(a);
    const cv::Rect2f other = box_of(b);
    const float common = (one & other).area();
    return common / std::max(one.area() + other.area() - common, 1.0F);
}

float worst_finger(const HandPoints& a, const HandPoints& b) {
    const auto distances = finger_distances(a, b);
    return *std::max_element(distances.begin(), distances.end());
}

} // namespace kinovar::detect
