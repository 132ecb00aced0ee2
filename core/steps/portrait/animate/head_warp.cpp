#include "core/steps/portrait/animate/head_warp.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::portrait {
namespace {

/// What Channel::Breath comes to at 1, in face widths.
constexpr float kBreath = 0.010F;
/// Of the chest's rise, what the head takes part in.
constexpr float kBreathOfHead = 0.35F;
/// Shift of the background at a turn of 10°, face widths.
constexpr float kParallax = 0.02F;
constexpr float kParallaxAngle = 10;

/// Where neighbouring places came nearer than this leaves them, the picture would fold: motions
/// that are too strong for a picture are made weaker as a whole.
constexpr float kSteepest = 0.85F;

/// The greatest change of a move from a node to the next.
float steepest(const cv::Mat2f& moves) {
    float slope = 0;
    const auto compare = [&](const cv::Vec2f& a, const cv::Vec2f& b) {
        slope = std::max({slope, std::abs(a[0] - b[0]), std::abs(a[1] - b[1])});
    };
    for (int row = 0; row < moves.rows; ++row) {
        for (int column = 0; column < moves.cols; ++column) {
            if (column > 0) {
                compare(moves(row, column), moves(row, column - 1));
            }
            if (row > 0) {
                compare(moves(row, column), moves(row - 1, column));
            }
        }
    }
    return slope;
}

using Matrix = cv::Matx33f;

Matrix matrix_of(const std::array<float, 9>& values) {
    return Matrix(values.data());
}

} // namespace

FaceMotion within_limits(FaceMotion motion) {
    for (std::size_t i = 0; i < motion.values.size(); ++i) {
        const ChannelLimits limits = limits_of(static_cast<Channel>(i));
        float& value = motion.values[i];
        value = std::isfinite(value) ? std::clamp(value, static_cast<float>(limits.least),
                                                  static_cast<float>(limits.greatest))
                                     : 0;
    }
    return motion;
}

HeadMotion::HeadMotion(const FaceMotion& motion)
    : yaw(motion[Channel::Yaw]), pitch(motion[Channel::Pitch]), roll(motion[Channel::Roll]),
      shift_x(motion[Channel::ShiftX]), shift_y(motion[Channel::ShiftY]),
      breath(kBreath * motion[Channel::Breath]) {
    const auto set = [&](Mode mode, float value) { modes[static_cast<std::size_t>(mode)] = value; };
    const float smile = motion[Channel::Smile];
    set(Mode::Widen, kSmileWiden * std::max(smile, 0.0F) + motion[Channel::Widen]);
    set(Mode::Raise, kSmileRaise * smile);
    set(Mode::Eye, kSmileEye * std::max(smile, 0.0F));
    set(Mode::Brow, kBrowRaise * motion[Channel::Brow]);
}

bool HeadMotion::nothing() const {
    const auto zero = [](float value) { return value == 0; };
    return zero(yaw) && zero(pitch) && zero(roll) && zero(shift_x) && zero(shift_y) &&
           zero(breath) && std::all_of(modes.begin(), modes.end(), zero);
}

std::array<float, 9> turn_in_picture(const HeadPose& pose, const HeadMotion& motion) {
    const Matrix facing = matrix_of(pose.rotation);
    const Matrix turn = facing * matrix_of(head_rotation(motion.yaw, motion.pitch, 0)) * facing.t();
    std::array<float, 9> values{};
    std::copy(std::begin(turn.val), std::end(turn.val), values.begin());
    return values;
}

cv::Mat2f forward_moves(const HeadFields& fields, const HeadPose& pose, const HeadMotion& motion,
                        double parallax) {
    const Matrix turn = matrix_of(turn_in_picture(pose, motion)) - Matrix::eye();
    const float tilt = motion.roll * std::numbers::pi_v<float> / 180;
    const float tilt_cos = std::cos(tilt) - 1;
    const float tilt_sin = std::sin(tilt);
    const float breath = motion.breath * pose.scale;
    const float shift_x = motion.shift_x * pose.scale;
    const float shift_y = motion.shift_y * pose.scale - kBreathOfHead * breath;
    const float behind = static_cast<float>(parallax) * kParallax * pose.scale / kParallaxAngle;
    const Point3& pivot = fields.turn_pivot;
    cv::Mat2f moves(fields.grid.size(), cv::Vec2f(0, 0));
    for (int row = 0; row < fields.grid.rows; ++row) {
        for (int column = 0; column < fields.grid.columns; ++column) {
            if (fields.active(row, column) == 0) {
                continue;
            }
            cv::Vec3f change(0, 0, 0);
            for (std::size_t m = 0; m < kModes; ++m) {
                if (motion.modes[m] != 0) {
                    change += motion.modes[m] * fields.modes[m](row, column);
                }
            }
            const Point2 place = fields.grid.place(column, row);
            const cv::Vec3f turned =
                turn * cv::Vec3f(place.x + change[0] - pivot.x, place.y + change[1] - pivot.y,
                                 fields.depth(row, column) + change[2]);
            const float dx = place.x - fields.tilt_pivot.x;
            const float dy = place.y - fields.tilt_pivot.y;
            const float follow = fields.follow(row, column);
            const float back = fields.behind(row, column) * behind;
            const float x = change[0] - back * motion.yaw +
                            follow * (turned[0] + tilt_cos * dx - tilt_sin * dy + shift_x);
            const float y = change[1] - back * motion.pitch +
                            follow * (turned[1] + tilt_sin * dx + tilt_cos * dy + shift_y) -
                            fields.chest(row, column) * breath;
            moves(row, column) = {x * fields.inside_x(row, column),
                                  y * fields.inside_y(row, column)};
        }
    }
    const float slope = steepest(moves) / fields.grid.step;
    return slope > kSteepest ? cv::Mat2f(moves * (kSteepest / slope)) : moves;
}

cv::Mat2f backward_moves(const HeadFields& fields, const cv::Mat2f& moves) {
    constexpr int kIterations = 8;
    const float nodes = 1 / fields.grid.step;
    cv::Mat2f back(fields.grid.size(), cv::Vec2f(0, 0));
    for (int row = 0; row < fields.grid.rows; ++row) {
        for (int column = 0; column < fields.grid.columns; ++column) {
            if (fields.active(row, column) == 0) {
                continue;
            }
            cv::Vec2f move = moves(row, column);
            for (int i = 1; i < kIterations; ++i) {
                move = between_nodes(moves, {static_cast<float>(column) - move[0] * nodes,
                                             static_cast<float>(row) - move[1] * nodes});
            }
            back(row, column) = -move;
        }
    }
    return back;
}

} // namespace kinovar::portrait
