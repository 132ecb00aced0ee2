#include "core/steps/retouch/skin/face_texture.h"

#include "core/image/cv_bridge.h"
#include "core/steps/retouch/skin/bands.h"
#include "core/steps/retouch/skin/skin_mask.h"

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kMargin = 0.1;     // face widths about the mesh that filters may look at
constexpr double kSoftEdge = 0.015; // face widths over which the mended skin fades
constexpr double kFullNoise = 120;  // px: in narrower faces noise as coarse as a pixel is less
constexpr double kLeastNoise = 0.6; // of what it is in wide ones
constexpr double kMislaid = 10;     // levels: where blurred pictures differ by more, nothing fits
constexpr float kWhite = 255;
constexpr double kChanged = 0.5; // cover from which a pixel counts as another one

std::vector<cv::Point2f> points_of(const portrait::FaceMesh& mesh) {
    std::vector<cv::Point2f> points;
    for (const auto& one : mesh.points) {
        points.emplace_back(one.x, one.y);
    }
    return points;
}

/// Moves and turns with the face; the points say the rest.
Surface surface_between(const portrait::FaceMesh& then, const portrait::FaceMesh& now) {
    Surface surface{{}, points_of(now), points_of(then)};
    const cv::Mat found = cv::estimateAffinePartial2D(surface.then, surface.now);
    surface.to_now = found.empty() ? cv::Matx23d(1, 0, 0, 0, 1, 0) : cv::Matx23d(found);
    return surface;
}

/// The shares of a mask, soft towards the inside: nothing beyond it.
cv::Mat soft_inside(const cv::Mat& mask, double width) {
    const double sigma = std::max(1.0, kSoftEdge * width);
    const int side = 2 * cvCeil(2 * sigma) + 1;
    cv::Mat less;
    cv::erode(mask, less, cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side}), {-1, -1}, 1,
              cv::BORDER_CONSTANT, 0);
    less.convertTo(less, CV_32F, 1.0 / kWhite);
    cv::Mat soft = blurred(less, sigma);
    soft.setTo(0, mask == 0);
    return soft;
}

/// The part of a picture about a face, and how it lies.
struct FacePart {
    cv::Rect box;
    double width;
    FaceMasks masks;
};

cv::Mat synthetic(const FollowedFace& face, std::int64_t n, const FacePart& part,
                  const cv::Mat& luma, double strength) {
    const cv::Mat map = surface_map(part.box, surface_between(face.meshes.front(), face.mesh(n)));
    const double size = std::clamp(part.width / kFullNoise, kLeastNoise, 1.0);
    return noise_to_add(luma,
                        noise_on(map, part.box.tl(), n, static_cast<std::uint64_t>(face.first)),
                        noise_wanted(kMostNoise, strength * size));
}

/// What is added, and how far it is real (CV_32F).
struct Skin {
    cv::Mat added;
    cv::Mat real;
};

Skin skin_for(const FollowedFace& face, std::int64_t n, const RealSkin* real, const FacePart& part,
              const cv::Mat& luma, double strength) {
    Skin skin{synthetic(face, n, part, luma, strength), cv::Mat::zeros(part.box.size(), CV_32F)};
    if (real == nullptr) {
        return skin;
    }
    const cv::Mat map = surface_map(part.box, surface_between(real->mesh, face.mesh(n)));
    cv::Mat there;
    cv::remap(luma_levels(mat_view(*real->picture)), there, map, {}, cv::INTER_LANCZOS4,
              cv::BORDER_REFLECT_101);
    // Light may have changed as a whole; what is left tells other things from the same ones.
    constexpr double kLarge = 8; // px
    const cv::Mat light = blurred(luma - there, kLarge);
    cv::Mat wrong = cv::abs(blurred(luma - there, 2) - light) > kMislaid;
    wrong.convertTo(wrong, CV_32F, 1.0 / kWhite);
    skin.real = cv::max(1 - 2 * blurred(wrong, 3), 0);
    const cv::Mat own = real_to_add(luma, finest_of(there)) * strength;
    skin.added = own.mul(skin.real) + skin.added.mul(1 - skin.real);
    return skin;
}

void mark(const cv::Mat& cover, const Skin& skin, Origin real, cv::Mat& origins) {
    for (int y = 0; y < cover.rows; ++y) {
        auto* row = origins.ptr<std::uint8_t>(y);
        for (int x = 0; x < cover.cols; ++x) {
            const bool scan = row[x] == static_cast<std::uint8_t>(Origin::Scan);
            if (scan && cover.at<float>(y, x) > kChanged) {
                row[x] = static_cast<std::uint8_t>(
                    skin.real.at<float>(y, x) > kChanged ? real : Origin::Hand);
            }
        }
    }
}

} // namespace

void mend_face(const FollowedFace& face, std::int64_t n, const RealSkin* real,
               const FaceRepair& repair, cv::Mat& pixels, cv::Mat& origins) {
    const portrait::FaceMesh& mesh = face.mesh(n);
    const double width = face_width(mesh);
    const cv::Rect hull = cv::boundingRect(oval_of(mesh));
    const int margin = cvCeil(kMargin * width);
    const cv::Rect box = cv::Rect(hull.x - margin, hull.y - margin, hull.width + 2 * margin,
                                  hull.height + 2 * margin) &
                         cv::Rect({0, 0}, pixels.size());
    if (box.empty()) {
        return;
    }
    const FacePart part{
        box, width,
        face_masks(box.size(), mesh,
                   {1, 0, static_cast<double>(-box.x), 0, 1, static_cast<double>(-box.y)})};
    cv::Mat luma = luma_levels(pixels(box));
    const cv::Mat before = luma.clone();
    if (repair.soften > 0 && face.over_sharp > 0) {
        const cv::Mat finest = bands_of(luma).fine;
        luma -= finest.mul(soft_inside(part.masks.oval, width)) * (repair.soften * face.over_sharp);
    }
    const cv::Mat cover = soft_inside(part.masks.skin, width);
    if (repair.texture > 0) {
        const Skin skin = skin_for(face, n, real, part, luma, repair.texture);
        luma += skin.added.mul(cover);
        cv::Mat part_of_origins = origins(box);
        mark(cover, skin, real != nullptr ? real->origin : Origin::Hand, part_of_origins);
    }
    cv::Mat three;
    cv::merge(std::vector<cv::Mat>(3, (luma - before) / kWhite), three);
    cv::Mat target = pixels(box);
    target += three;
}

} // namespace kinovar::retouch
