#include "core/steps/portrait/animate/relight.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"

#include <Eigen/Dense>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

constexpr float kLeastGain = 0.8F;
constexpr float kGreatestGain = 1.2F;

using Normals = std::vector<cv::Vec3f>;

/// Of the landmarks, towards the viewer (z < 0), length 1.
Normals normals_of(const std::array<cv::Vec3f, kLandmarks>& points) {
    Normals normals(kLandmarks, cv::Vec3f(0, 0, 0));
    for (const Triangle& t : face_triangles()) {
        // Clockwise with y down and z away: this points to the viewer.
        const cv::Vec3f normal = (points[t.c] - points[t.a]).cross(points[t.b] - points[t.a]);
        normals[t.a] += normal;
        normals[t.b] += normal;
        normals[t.c] += normal;
    }
    for (cv::Vec3f& normal : normals) {
        const auto length = static_cast<float>(cv::norm(normal));
        normal = length > 0 ? normal * (1 / length) : cv::Vec3f(0, 0, -1);
    }
    return normals;
}

std::array<cv::Vec3f, kLandmarks> points_of(const FaceMesh& mesh) {
    std::array<cv::Vec3f, kLandmarks> points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i] = {mesh.points[i].x, mesh.points[i].y, mesh.points[i].z};
    }
    return points;
}

/// Brightness about each landmark.
std::vector<float> brightness_at(const Frame& still, const Face& face) {
    constexpr float kAround = 0.03F; // face widths
    const LumaWeights weights = luma_weights(still);
    const int reach = std::max(1, static_cast<int>(std::lround(kAround * face.width())));
    std::vector<float> levels;
    for (const Point3& p : face.mesh.points) {
        const int x = std::clamp(static_cast<int>(std::lround(p.x)), 0, still.width() - 1);
        const int y = std::clamp(static_cast<int>(std::lround(p.y)), 0, still.height() - 1);
        const cv::Rect place = cv::Rect(x - reach, y - reach, 2 * reach + 1, 2 * reach + 1) &
                               cv::Rect(0, 0, still.width(), still.height());
        const cv::Scalar mean = cv::mean(mat_view(still)(place));
        levels.push_back(static_cast<float>(weights.red * mean[0] + weights.green * mean[1] +
                                            weights.blue * mean[2]));
    }
    return levels;
}

float lit(const std::array<float, 4>& light, const cv::Vec3f& normal) {
    return light[0] + light[1] * normal[0] + light[2] * normal[1] + light[3] * normal[2];
}

/// Least squares, weighed anew by how well each landmark fits (beards, glasses, spots do not).
std::array<float, 4> fitted_light(const Normals& normals, const std::vector<float>& levels) {
    constexpr int kRounds = 6;
    constexpr float kFacing = -0.25F;
    constexpr double kRidge = 0.5;
    std::vector<double> weights(levels.size());
    for (std::size_t i = 0; i < levels.size(); ++i) {
        weights[i] = normals[i][2] < kFacing ? 1 : 0;
    }
    Eigen::Vector4d fit = Eigen::Vector4d::Zero();
    for (int round = 0; round < kRounds; ++round) {
        Eigen::Matrix4d matrix = kRidge * Eigen::Matrix4d::Identity();
        Eigen::Vector4d right = Eigen::Vector4d::Zero();
        for (std::size_t i = 0; i < levels.size(); ++i) {
            const Eigen::Vector4d row(1, normals[i][0], normals[i][1], normals[i][2]);
            matrix += weights[i] * row * row.transpose();
            right += weights[i] * levels[i] * row;
        }
        fit = matrix.ldlt().solve(right);
        std::vector<double> errors;
        for (std::size_t i = 0; i < levels.size(); ++i) {
            errors.push_back(
                std::abs(fit.dot(Eigen::Vector4d(1, normals[i][0], normals[i][1], normals[i][2])) -
                         levels[i]));
        }
        std::vector<double> sorted = errors;
        std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
        const double usual = 1.5 * sorted[sorted.size() / 2] + 1e-4;
        for (std::size_t i = 0; i < levels.size(); ++i) {
            const double relative = errors[i] / usual;
            weights[i] = normals[i][2] < kFacing ? 1 / (1 + relative * relative) : 0;
        }
    }
    return {static_cast<float>(fit(0)), static_cast<float>(fit(1)), static_cast<float>(fit(2)),
            static_cast<float>(fit(3))};
}

} // namespace

Relight::Relight(const Frame& still, const Face& face, const HeadFields& fields) {
    constexpr float kShadow = 0.25F; // of the mean brightness
    constexpr double kRim = 0.06;    // face widths
    const Normals normals = normals_of(points_of(face.mesh));
    const std::vector<float> levels = brightness_at(still, face);
    light_ = fitted_light(normals, levels);
    float mean = 0;
    for (const float level : levels) {
        mean += level / kLandmarks;
    }
    least_ = std::max(kShadow * std::abs(mean), 1e-3F);
    for (const cv::Vec3f& normal : normals) {
        before_.push_back(std::max(lit(light_, normal), least_));
    }
    cv::Mat1f distance;
    cv::distanceTransform(fields.raster.mask(), distance, cv::DIST_L2, 5);
    inside_ = cv::Mat1f(fields.grid.size());
    const auto rim = static_cast<float>(kRim * face.width() / fields.grid.step);
    std::transform(distance.begin(), distance.end(), inside_.begin(),
                   [&](float d) { return smooth_step((d - 1) / rim); });
}

cv::Mat1f Relight::gains(const Face& face, const HeadFields& fields,
                         const HeadMotion& motion) const {
    auto points = points_of(face.mesh);
    HeadPose turned = face.pose;
    turned.translation = {};
    for (std::size_t m = 0; m < kModes; ++m) {
        if (motion.modes[m] == 0) {
            continue;
        }
        const auto& mode = expression_mode(static_cast<Mode>(m));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const Point3 move = to_picture(turned, mode[i]);
            points[i] += motion.modes[m] * cv::Vec3f(move.x, move.y, move.z);
        }
    }
    const cv::Matx33f turn = cv::Matx33f(head_rotation(0, 0, motion.roll).data()) *
                             cv::Matx33f(turn_in_picture(face.pose, motion).data());
    const Normals normals = normals_of(points);
    std::vector<float> change(kLandmarks);
    for (std::size_t i = 0; i < change.size(); ++i) {
        const float level = std::max(lit(light_, turn * normals[i]), least_);
        change[i] = std::clamp(level / before_[i], kLeastGain, kGreatestGain) - 1;
    }
    cv::Mat1f gains = fields.raster.spread(change);
    cv::GaussianBlur(gains, gains, {}, 1.2);
    return 1 + gains.mul(inside_);
}

} // namespace kinovar::portrait
