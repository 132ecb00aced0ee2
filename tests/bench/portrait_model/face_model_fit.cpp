#include "tests/bench/portrait_model/face_model_fit.h"

#include "core/steps/portrait/face/similarity.h"
#include "tests/bench/portrait_model/mode_fit.h"

#include <Eigen/Dense>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace kinovar::portrait {
namespace {

using MirrorMap = std::array<std::uint16_t, kLandmarks>;

constexpr int kLeftEar = 234;
constexpr int kRightEar = 454;
constexpr int kForehead = 10;
constexpr int kChin = 152;
constexpr int kAlignments = 8;

Eigen::Vector3d vector_of(const Point3& p) {
    return {p.x, p.y, p.z};
}

/// Origin between the ears, x from ear to ear, y down to the chin, width 1.
Points upright(const Points& points) {
    const Eigen::Vector3d left = vector_of(points[kLeftEar]);
    const Eigen::Vector3d right = vector_of(points[kRightEar]);
    const Eigen::Vector3d x = (right - left).normalized();
    Eigen::Vector3d y = vector_of(points[kChin]) - vector_of(points[kForehead]);
    y = (y - x * x.dot(y)).normalized();
    const Eigen::Vector3d z = x.cross(y);
    Points result;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Eigen::Vector3d p =
            (vector_of(points[i]) - (left + right) / 2) / (right - left).norm();
        result[i] = {static_cast<float>(x.dot(p)), static_cast<float>(y.dot(p)),
                     static_cast<float>(z.dot(p))};
    }
    return result;
}

Point3 mirrored(const Point3& p) {
    return {-p.x, p.y, p.z};
}

Points with_mirror_image(const Points& points, const MirrorMap& map) {
    Points result;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point3 other = mirrored(points[map[i]]);
        result[i] = {(points[i].x + other.x) / 2, (points[i].y + other.y) / 2,
                     (points[i].z + other.z) / 2};
    }
    return result;
}

Points mean_face(const std::vector<FaceMesh>& faces) {
    Points mean = upright(faces.front().points);
    for (int round = 0; round < kAlignments; ++round) {
        Points sum{};
        for (const FaceMesh& face : faces) {
            const Similarity fit = fit_similarity(face.points, mean);
            for (std::size_t i = 0; i < sum.size(); ++i) {
                const Point3 p = fit.apply(face.points[i]);
                sum[i] = {sum[i].x + p.x, sum[i].y + p.y, sum[i].z + p.z};
            }
        }
        const Points level = upright(sum);
        mean = upright(with_mirror_image(level, mirror_pairs(level)));
    }
    return mean;
}

/// Rolled off a cylinder about the head's axis, mouth and eyes opened a little, so that the network
/// of triangles has no folds and goes through them.
std::vector<cv::Point2f> unrolled(const Points& points, const ModeRows& modes) {
    constexpr float kAxis = 0.05F;
    constexpr float kOpened = 0.06F;
    std::vector<cv::Point2f> flat;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point3& open = modes[static_cast<std::size_t>(Mode::Open)][i];
        flat.emplace_back(std::atan2(points[i].x, kAxis - points[i].z),
                          points[i].y + kOpened * open.y);
    }
    return flat;
}

bool inside_oval(const std::vector<cv::Point2f>& flat, const Triangle& t) {
    std::vector<cv::Point2f> oval;
    for (const std::uint16_t i : face_oval()) {
        oval.push_back(flat[i]);
    }
    const cv::Point2f centre = (flat[t.a] + flat[t.b] + flat[t.c]) / 3;
    return cv::pointPolygonTest(oval, centre, false) > 0;
}

Triangle clockwise(const std::vector<cv::Point2f>& flat, int a, int b, int c) {
    const cv::Point2f u = flat[static_cast<std::size_t>(b)] - flat[static_cast<std::size_t>(a)];
    const cv::Point2f v = flat[static_cast<std::size_t>(c)] - flat[static_cast<std::size_t>(a)];
    if (u.cross(v) < 0) {
        std::swap(b, c);
    }
    const auto number = [](int i) { return static_cast<std::uint16_t>(i); };
    return {number(a), number(b), number(c)};
}

/// Delaunay triangles of the left half, and their mirror images.
std::vector<Triangle> triangles_of(const std::vector<cv::Point2f>& flat, const MirrorMap& map) {
    constexpr float kReach = 4;
    cv::Subdiv2D plane(cv::Rect(-4, -4, 8, 8));
    std::map<int, int> landmark_of;
    for (std::size_t i = 0; i < flat.size(); ++i) {
        if (flat[i].x < 0 || map[i] == static_cast<int>(i)) {
            landmark_of[plane.insert(flat[i])] = static_cast<int>(i);
        }
    }
    std::vector<cv::Vec6f> found;
    plane.getTriangleList(found);
    std::vector<Triangle> triangles;
    for (const cv::Vec6f& t : found) {
        int corners[3];
        bool real = true;
        for (int k = 0; k < 3; ++k) {
            const cv::Point2f at(t[2 * k], t[2 * k + 1]);
            real &= std::abs(at.x) < kReach && std::abs(at.y) < kReach;
            int edge = 0;
            int vertex = 0;
            if (real && plane.locate(at, edge, vertex) == cv::Subdiv2D::PTLOC_VERTEX) {
                corners[k] = landmark_of.at(vertex);
            } else {
                real = false;
            }
        }
        if (!real) {
            continue;
        }
        const Triangle triangle = clockwise(flat, corners[0], corners[1], corners[2]);
        if (inside_oval(flat, triangle)) {
            triangles.push_back(triangle);
            triangles.push_back(clockwise(flat, map[triangle.a], map[triangle.b], map[triangle.c]));
        }
    }
    return triangles;
}

void add(Points& points, const Points& mode, float amount) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].x += amount * mode[i].x;
        points[i].y += amount * mode[i].y;
        points[i].z += amount * mode[i].z;
    }
}

/// Closes the mouth and takes the smile away.
Points at_rest(Points points, const ModeRows& modes) {
    constexpr float kGap = 0.015F;
    constexpr float kWidth = 0.40F;
    const auto mode = [&](Mode m) { return modes[static_cast<std::size_t>(m)]; };
    add(points, mode(Mode::Open), kGap - (points[14].y - points[13].y));
    add(points, mode(Mode::Widen), kWidth - (points[291].x - points[61].x));
    const auto droop = [&] { return points[61].y - (points[13].y + points[14].y) / 2; };
    const Points& raise = mode(Mode::Raise);
    const float relative = raise[61].y - (raise[13].y + raise[14].y) / 2;
    add(points, raise, -droop() / relative);
    return points;
}

} // namespace

FittedModel fitted_model(const std::vector<FaceMesh>& faces) {
    const Points mean = mean_face(faces);
    const MirrorMap map = mirror_pairs(mean);
    const ModeRows nothing{};
    const ModeRows smiling = fitted_modes(mean, triangles_of(unrolled(mean, nothing), map));
    const Points rest = with_mirror_image(at_rest(mean, smiling), map);
    FittedModel model;
    model.triangles = triangles_of(unrolled(rest, smiling), map);
    const ModeRows modes = fitted_modes(rest, model.triangles);
    for (std::size_t i = 0; i < rest.size(); ++i) {
        auto& row = model.rows[i];
        std::size_t at = 0;
        const auto put = [&](const Point3& p) {
            row[at++] = p.x;
            row[at++] = p.y;
            row[at++] = p.z;
        };
        put(rest[i]);
        for (const Points& mode : modes) {
            put(mode[i]);
        }
    }
    return model;
}

} // namespace kinovar::portrait
