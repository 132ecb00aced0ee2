#include "core/steps/portrait/animate/eye_operator.h"

#include "core/steps/portrait/face/face_geometry.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

constexpr float kAside = .02F;       // beyond the corners, in widths of the eye
constexpr float kEdge = .04F;        // over which the map fades in from there
constexpr float kLeastAspect = .08F; // of an eye that has something to close
constexpr float kFullAspect = .12F;
constexpr float kLeastClosure = 1e-3F;
constexpr float kLidFollowsGaze = .5F; // share of the iris' way down

PixelRect eye_surroundings(const Face& face, int eye) {
    std::vector<Point2> points;
    for (const auto row : {upper_lid(eye), lower_lid(eye), brow(eye)}) {
        for (const std::uint16_t number : row) {
            points.push_back(landmark(face.mesh, number));
        }
    }
    const auto lid = upper_lid(eye);
    const float width =
        FeatureAxes(landmark(face.mesh, lid.front()), landmark(face.mesh, lid.back())).width();
    return rect_around(points, .5F * width);
}

bool finite_landmarks(const Face& face, int eye) {
    for (const auto row : {upper_lid(eye), lower_lid(eye), brow(eye)}) {
        for (const std::uint16_t number : row) {
            const Point2 p = landmark(face.mesh, number);
            if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

EyeOperator::EyeOperator(const Frame& still, const Face& face, int eye) : eye_(eye) {
    if (!finite_landmarks(face, eye)) {
        return;
    }
    patch_ = StillPatch(still, eye_surroundings(face, eye));
    shape_ = lid_shape(still, face, eye, patch_);
    if (!shape_.sound()) {
        return;
    }
    gaze_ = Gaze(shape_, face.mesh.irises[static_cast<std::size_t>(eye)], patch_);
    closable_ = smooth_step((shape_.aspect - kLeastAspect) / (kFullAspect - kLeastAspect));
}

Point2 EyeOperator::gaze(const FaceMotion& motion) const {
    return gaze_.displacement(motion[Channel::GazeX], motion[Channel::GazeY]);
}

float EyeOperator::closure(const FaceMotion& motion, Point2 gaze) const {
    const Channel channel = eye_ == 0 ? Channel::BlinkLeft : Channel::BlinkRight;
    const float blink = std::clamp(motion[channel], 0.F, 1.F);
    const float down = std::max(shape_.axes.local_vector(gaze).y, 0.F);
    const float lowered = std::clamp(kLidFollowsGaze * down / shape_.aspect, 0.F, .4F);
    return closable_ * (1 - (1 - blink) * (1 - lowered));
}

PixelRect EyeOperator::reach() const {
    if (!shape_.sound()) {
        return {};
    }
    std::vector<Point2> corners;
    for (const float u : {-kAside, 1 + kAside}) {
        for (const float v : {shape_.fixed.least(), shape_.below.greatest()}) {
            corners.push_back(shape_.axes.picture({u, v}));
        }
    }
    return rect_around(corners, 1);
}

bool EyeOperator::acts(const FaceMotion& motion) const {
    if (!shape_.sound()) {
        return false;
    }
    const Point2 moved = gaze(motion);
    return closure(motion, moved) > kLeastClosure || moved != Point2{};
}

void EyeOperator::apply(const FaceMotion& motion, LocalPixels& pixels) const {
    if (!acts(motion)) {
        return;
    }
    const Point2 moved = gaze(motion);
    const LidClosure lids(shape_, patch_, closure(motion, moved));
    const PixelRect place = reach();
    const auto x0 = static_cast<float>(place.x);
    const auto y0 = static_cast<float>(place.y);
    const float x1 = x0 + static_cast<float>(place.width);
    const float y1 = y0 + static_cast<float>(place.height);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const float x = pixels.sx[i];
        const float y = pixels.sy[i];
        if (x > x0 && x < x1 && y > y0 && y < y1) {
            move(lids, moved, pixels, i);
        }
    }
}

void EyeOperator::move(const LidClosure& lids, Point2 gaze, LocalPixels& pixels,
                       std::size_t i) const {
    const Point2 here{pixels.sx[i], pixels.sy[i]};
    const Point2 local = shape_.axes.local(here);
    const float fade =
        smooth_step((local.x + kAside) / kEdge) * smooth_step((1 + kAside - local.x) / kEdge);
    if (fade <= 0) {
        return;
    }
    const LidColumn column = lids.column(local.x);
    if (local.y <= column.fixed || local.y >= column.below) {
        return;
    }
    Point2 from = shape_.axes.picture({local.x, lids.source(column, local.y)});
    const bool iris = gaze != Point2{} && LidClosure::on_eyeball(column, local.y);
    if (iris) {
        from = gaze_.source(from, gaze);
        gaze_.lay_over(here, from, pixels, i);
    }
    pixels.sx[i] = mix(here.x, from.x, fade);
    pixels.sy[i] = mix(here.y, from.y, fade);
    lids.lay_over(column, local, pixels, i);
}

std::unique_ptr<const LocalOperator> make_eye_operator(const Frame& still, const Face& face,
                                                       int eye) {
    return std::make_unique<const EyeOperator>(still, face, eye);
}

} // namespace kinovar::portrait
