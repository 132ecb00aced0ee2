#pragma once

#include "core/image/frame.h"
#include "core/nn/model.h"
#include "core/steps/portrait/face/face_network.h"

#include <array>
#include <memory>
#include <stop_token>
#include <vector>

namespace kinovar::detect {

inline constexpr int kHandPoints = 21; ///< wrist, then thumb to little finger, base to tip, 4 each
using HandPoints = std::array<cv::Point2f, kHandPoints>;

/// A hand as the landmark network draws it, in pixels of the picture.
struct SeenHand {
    HandPoints points{};
    float presence = 0; ///< 0 to 1
    portrait::SquareCrop crop;
};

/// Finds hands in a picture with the palm detector and the hand landmarks of MediaPipe (F. Zhang et
/// al. 2020, "MediaPipe Hands: On-device Real-time Hand Tracking", arXiv:2006.10214). The detector
/// alone is flooded with wrong finds, so a hand is what the landmark network is sure of as well.
/// That network draws five fingers on anything: nothing here counts them. Thread-safe; may throw
/// what OpenCV throws.
class HandFinder {
public:
    /// Loaded once and shared. MissingModel where a network is not installed.
    [[nodiscard]] static Result<HandFinder> installed();
    HandFinder(std::shared_ptr<const nn::Model> palms, std::shared_ptr<const nn::Model> landmarks)
        : palms_(std::move(palms)), landmarks_(std::move(landmarks)) {}

    /// Every hand that is large and sure enough, each once, surest first: in the whole picture, and
    /// small ones in tiles of it.
    [[nodiscard]] Result<std::vector<SeenHand>> find(const cv::Mat& picture,
                                                     const std::stop_token& stop) const;
    /// The same hand a moment later, looked for where it was. presence < kHandPresence: lost.
    [[nodiscard]] Result<SeenHand> again(const cv::Mat& picture, const SeenHand& before) const;

    /// How much the worst finger's points jump when the crop is turned, scaled, mirrored or shifted
    /// a little: mean distance from their median in palm lengths (wrist to base of the middle
    /// finger).
    [[nodiscard]] Result<double> jitter(const cv::Mat& picture, const SeenHand& hand) const;

private:
    [[nodiscard]] Result<std::vector<SeenHand>> palms_in(const cv::Mat& picture,
                                                         const cv::Rect& tile) const;
    [[nodiscard]] Result<SeenHand> look(const cv::Mat& picture, const portrait::SquareCrop& crop,
                                        bool mirrored) const;

    std::shared_ptr<const nn::Model> palms_;
    std::shared_ptr<const nn::Model> landmarks_;
};

inline constexpr float kHandPresence = 0.85F;

/// Wrist to the base of the middle finger, px.
[[nodiscard]] float palm_length(const HandPoints& points);
/// The upright box around the points.
[[nodiscard]] cv::Rect2f box_of(const HandPoints& points);
/// Intersection over union of the boxes around two hands.
[[nodiscard]] float overlap(const HandPoints& a, const HandPoints& b);
/// The largest of the fingers' mean distances between two hands, px, the base joints (which hardly
/// move) left out.
[[nodiscard]] float worst_finger(const HandPoints& a, const HandPoints& b);

} // namespace kinovar::detect
