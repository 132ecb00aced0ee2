#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/head_fields.h"
#include "core/steps/portrait/motion/motion.h"

namespace kinovar::portrait {

/// Each channel within limits_of(); what is no number becomes 0.
[[nodiscard]] FaceMotion within_limits(FaceMotion motion);

/// What a motion within the limits comes to for the head as a whole.
struct HeadMotion {
    explicit HeadMotion(const FaceMotion& motion);

    float yaw = 0, pitch = 0, roll = 0; ///< degrees
    float shift_x = 0, shift_y = 0;     ///< face widths
    float breath = 0;                   ///< face widths
    std::array<float, kModes> modes{};  ///< face widths

    [[nodiscard]] bool nothing() const;
};

/// The turn of a head by yaw and pitch as seen in the picture, row-major.
[[nodiscard]] std::array<float, 9> turn_in_picture(const HeadPose& pose, const HeadMotion& motion);

/// Where each node's content goes to, px; (0, 0) where nothing is active.
[[nodiscard]] cv::Mat2f forward_moves(const HeadFields& fields, const HeadPose& pose,
                                      const HeadMotion& motion, double parallax);

/// Where what is seen at each node comes from: the `moves` undone by fixed-point iteration, px
/// relative to the node.
[[nodiscard]] cv::Mat2f backward_moves(const HeadFields& fields, const cv::Mat2f& moves);

} // namespace kinovar::portrait
