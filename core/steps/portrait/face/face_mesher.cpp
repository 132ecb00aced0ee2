#include "core/steps/portrait/face/face_mesher.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace kinovar::portrait {

namespace {

constexpr const char* kModel = "human-facemesh-attention";
constexpr int kSide = 192;
constexpr std::size_t kIrisPoints = 5; // centre and four on the rim
constexpr std::size_t kOuterRight = 33, kInnerRight = 133, kInnerLeft = 362, kOuterLeft = 263;

// Which landmarks the finer outputs replace, in the order in which the network gives them.
constexpr std::array<std::uint16_t, 80> kLips{
    61,  146, 91, 181, 84, 17,  314, 405, 321, 375, 291, // lower, outer
    185, 40,  39, 37,  0,  267, 269, 270, 409,           // upper, outer
    78,  95,  88, 178, 87, 14,  317, 402, 318, 324, 308, // lower, inner
    191, 80,  81, 82,  13, 312, 311, 310, 415,           // upper, inner
    76,  77,  90, 180, 85, 16,  315, 404, 320, 307, 306, // lower, next to the outer
    184, 74,  73, 72,  11, 302, 303, 304, 408,           // upper
    62,  96,  89, 179, 86, 15,  316, 403, 319, 325, 292, // lower, next to the inner
    183, 42,  41, 38,  12, 268, 271, 272, 407};          // upper
constexpr std::array<std::uint16_t, 71> kRightEye{
    33,  7,   163, 144, 145, 153, 154, 155, 133, // lower lid
    246, 161, 160, 159, 158, 157, 173,           // upper lid
    130, 25,  110, 24,  23,  22,  26,  112, 243, // rings around them, from the lids outwards
    247, 30,  29,  27,  28,  56,  190,           //
    226, 31,  228, 229, 230, 231, 232, 233, 244, //
    113, 225, 224, 223, 222, 221, 189,           //
    35,  124, 46,  53,  52,  65,                 //
    143, 111, 117, 118, 119, 120, 121, 128, 245, //
    156, 70,  63,  105, 66,  107, 55,  193};     // brow
constexpr std::array<std::uint16_t, 71> kLeftEye{263, 249, 390, 373, 374, 380, 381, 382, 362, //
                                                 466, 388, 387, 386, 385, 384, 398,           //
                                                 359, 255, 339, 254, 253, 252, 256, 341, 463, //
                                                 467, 260, 259, 257, 258, 286, 414,           //
                                                 446, 261, 448, 449, 450, 451, 452, 453, 464, //
                                                 342, 445, 444, 443, 442, 441, 413,           //
                                                 265, 353, 276, 283, 282, 295,                //
                                                 372, 340, 346, 347, 348, 349, 350, 357, 465, //
                                                 383, 300, 293, 334, 296, 336, 285, 417};

cv::Point2f flat(const Point3& point) {
    return {point.x, point.y};
}

void refine(FaceMesh& mesh, std::span<const std::uint16_t> landmarks,
            std::span<const float> finer) {
    for (std::size_t i = 0; i < landmarks.size(); ++i) {
        mesh.points[landmarks[i]].x = finer[2 * i];
        mesh.points[landmarks[i]].y = finer[2 * i + 1];
    }
}

Iris iris_of(std::span<const float> points) {
    Iris iris{{points[0], points[1]}, 0};
    for (std::size_t i = 1; i < kIrisPoints; ++i) {
        iris.radius +=
            std::hypot(points[2 * i] - iris.centre.x, points[2 * i + 1] - iris.centre.y) /
            static_cast<float>(kIrisPoints - 1);
    }
    return iris;
}

/// Each iris goes to the eye whose middle is nearer.
std::array<Iris, 2> matched(const FaceMesh& mesh, const Iris& one, const Iris& other) {
    const cv::Point2f right = (flat(mesh.points[kOuterRight]) + flat(mesh.points[kInnerRight])) / 2;
    const cv::Point2f left = (flat(mesh.points[kOuterLeft]) + flat(mesh.points[kInnerLeft])) / 2;
    const auto distance = [](const Iris& iris, const cv::Point2f& eye) {
        return std::hypot(iris.centre.x - eye.x, iris.centre.y - eye.y);
    };
    const bool straight = distance(one, right) + distance(other, left) <=
                          distance(other, right) + distance(one, left);
    return straight ? std::array{one, other} : std::array{other, one};
}

FaceMesh mesh_from(const Outputs& outputs) {
    FaceMesh mesh;
    for (std::size_t i = 0; i < mesh.points.size(); ++i) {
        mesh.points[i] = {outputs[0][3 * i], outputs[0][3 * i + 1], outputs[0][3 * i + 2]};
    }
    mesh.presence = 1 / (1 + std::exp(-outputs[1][0]));
    refine(mesh, kLips, outputs[2]);
    refine(mesh, kRightEye, outputs[3]);
    refine(mesh, kLeftEye, outputs[4]);
    mesh.irises = matched(mesh, iris_of(outputs[5]), iris_of(outputs[6]));
    return mesh;
}

/// From pixels of the network's picture to those of the picture.
void bring_back(FaceMesh& mesh, const SquareCrop& crop) {
    const float scale = crop.side / static_cast<float>(kSide);
    for (Point3& point : mesh.points) {
        const cv::Point2f to = crop.to_picture(flat(point), kSide);
        point = {to.x, to.y, point.z * scale};
    }
    for (Iris& iris : mesh.irises) {
        const cv::Point2f to = crop.to_picture({iris.centre.x, iris.centre.y}, kSide);
        iris = {{to.x, to.y}, iris.radius * scale};
    }
}

} // namespace

Result<FaceMesher> FaceMesher::installed() {
    KINOVAR_TRY_ASSIGN(auto model, shared_network(kModel));
    return FaceMesher(std::move(model));
}

Result<FaceMesh> FaceMesher::mesh_in(const cv::Mat& picture, const SquareCrop& crop) const {
    KINOVAR_TRY_ASSIGN(
        const Outputs outputs,
        run_on_square(*model_, crop.cut(picture, kSide), {},
                      {"output_mesh_identity", "conv_faceflag", "output_lips", "output_left_eye",
                       "output_right_eye", "output_left_iris", "output_right_iris"}));
    constexpr std::array<std::size_t, 7> kNumbers{3 * kLandmarks,      1,
                                                  2 * kLips.size(),    2 * kRightEye.size(),
                                                  2 * kLeftEye.size(), 2 * kIrisPoints,
                                                  2 * kIrisPoints};
    for (std::size_t i = 0; i < kNumbers.size(); ++i) {
        if (outputs[i].size() != kNumbers[i]) {
            return failure(ErrorCode::Unsupported,
                           model().id + " gives other numbers than are known of it");
        }
    }
    FaceMesh mesh = mesh_from(outputs);
    bring_back(mesh, crop);
    return mesh;
}

Result<FaceMesh> FaceMesher::mesh_of(const cv::Mat& picture, const FoundFace& face) const {
    const FaceBox& box = face.box;
    const SquareCrop first{
        {(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2},
        std::max(box.x1 - box.x0, box.y1 - box.y0) * kMeshCrop,
        std::atan2(face.left_eye.y - face.right_eye.y, face.left_eye.x - face.right_eye.x)};
    KINOVAR_TRY_ASSIGN(const FaceMesh rough, mesh_in(picture, first));
    return mesh_in(picture, crop_around(rough, kMeshCrop));
}

SquareCrop crop_around(const FaceMesh& mesh, float factor) {
    const cv::Point2f eyes = flat(mesh.points[kOuterLeft]) - flat(mesh.points[kOuterRight]);
    SquareCrop crop;
    crop.angle = std::atan2(eyes.y, eyes.x);
    const float c = std::cos(crop.angle);
    const float s = std::sin(crop.angle);
    // The box in the turned axes.
    cv::Point2f low(1e9F, 1e9F);
    cv::Point2f high = -low;
    for (const Point3& point : mesh.points) {
        const cv::Point2f level(c * point.x + s * point.y, c * point.y - s * point.x);
        low = {std::min(low.x, level.x), std::min(low.y, level.y)};
        high = {std::max(high.x, level.x), std::max(high.y, level.y)};
    }
    const cv::Point2f middle = (low + high) / 2;
    crop.centre = {c * middle.x - s * middle.y, s * middle.x + c * middle.y};
    crop.side = std::max({high.x - low.x, high.y - low.y, 1.0F}) * factor;
    return crop;
}

FaceBox box_around(const FaceMesh& mesh) {
    const auto& points = mesh.points;
    const auto [left, right] = std::minmax_element(
        points.begin(), points.end(), [](const Point3& a, const Point3& b) { return a.x < b.x; });
    const auto [top, bottom] = std::minmax_element(
        points.begin(), points.end(), [](const Point3& a, const Point3& b) { return a.y < b.y; });
    return {left->x, top->y, right->x, bottom->y, mesh.presence};
}

} // namespace kinovar::portrait
