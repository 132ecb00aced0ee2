#include "tests/steps/portrait/animate/placed_face.h"

#include "core/steps/portrait/face/face_geometry.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace kinovar::test {

using portrait::Channel;
using portrait::Face;
using portrait::Iris;
using portrait::Point3;

namespace {

Iris iris_between(const portrait::FaceMesh& mesh, int eye) {
    const Point3& outer = mesh.points[portrait::upper_lid(eye).front()];
    const Point3& inner = mesh.points[portrait::upper_lid(eye).back()];
    return {{(outer.x + inner.x) / 2, (outer.y + inner.y) / 2},
            0.2F * std::hypot(outer.x - inner.x, outer.y - inner.y)};
}

} // namespace

Face placed_face(const FacePlace& place) {
    Face face;
    portrait::HeadPose& pose = face.pose;
    pose.scale = place.width;
    pose.rotation = portrait::head_rotation(place.yaw, place.pitch, place.roll);
    pose.translation = {place.x, place.y, 0};
    pose.yaw = place.yaw;
    pose.pitch = place.pitch;
    pose.roll = place.roll;
    for (std::size_t i = 0; i < face.mesh.points.size(); ++i) {
        face.mesh.points[i] = portrait::to_picture(pose, portrait::canonical_face()[i]);
    }
    face.mesh.irises = {iris_between(face.mesh, 0), iris_between(face.mesh, 1)};
    face.mesh.presence = 1;
    face.eye_aspect = {portrait::eye_aspect(face.mesh, 0), portrait::eye_aspect(face.mesh, 1)};
    return face;
}

PlacedPortrait placed_portrait(int width, int height, const std::vector<FacePlace>& places) {
    PlacedPortrait result;
    auto still = std::make_shared<Frame>(width, height, ColourSpec::srgb());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < Frame::kChannels; ++c) {
                const auto u = static_cast<float>(x);
                const auto v = static_cast<float>(y);
                const float wave = std::sin(0.11F * u + 0.05F * v + static_cast<float>(c)) +
                                   std::sin(0.07F * v - 0.09F * u) + std::cos(0.031F * u * 0.7F);
                still->row(y)[Frame::kChannels * x + c] = 0.5F + 0.12F * wave;
            }
        }
    }
    result.still = std::move(still);
    result.analysis.width = width;
    result.analysis.height = height;
    for (const FacePlace& place : places) {
        result.analysis.faces.push_back(placed_face(place));
    }
    return result;
}

FramePtr mirrored(const Frame& picture) {
    auto result = std::make_shared<Frame>(picture.width(), picture.height(), picture.colour());
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            std::copy_n(picture.row(y) + Frame::kChannels * (picture.width() - 1 - x),
                        Frame::kChannels, result->row(y) + Frame::kChannels * x);
        }
    }
    return result;
}

PlacedPortrait mirrored(const PlacedPortrait& portrait) {
    PlacedPortrait result = portrait;
    result.still = mirrored(*portrait.still);
    const auto last = static_cast<float>(portrait.still->width() - 1);
    for (Face& face : result.analysis.faces) {
        const Face before = face;
        for (std::size_t i = 0; i < face.mesh.points.size(); ++i) {
            const Point3& other = before.mesh.points[portrait::mirrored_landmarks()[i]];
            face.mesh.points[i] = {last - other.x, other.y, other.z};
        }
        for (std::size_t eye = 0; eye < 2; ++eye) {
            const Iris& other = before.mesh.irises[1 - eye];
            face.mesh.irises[eye] = {{last - other.centre.x, other.centre.y}, other.radius};
        }
        face.pose = portrait::fit_pose(face.mesh);
    }
    return result;
}

portrait::FaceMotion lively_motion() {
    portrait::FaceMotion motion;
    motion[Channel::Yaw] = 8;
    motion[Channel::Pitch] = -3;
    motion[Channel::Roll] = 3;
    motion[Channel::ShiftX] = 0.02F;
    motion[Channel::Smile] = 0.8F;
    motion[Channel::Brow] = 0.5F;
    motion[Channel::BlinkLeft] = 0.4F;
    motion[Channel::BlinkRight] = 0.7F;
    motion[Channel::GazeX] = 0.2F;
    motion[Channel::Breath] = 1;
    return motion;
}

bool same_pixels(const Frame& a, const Frame& b) {
    return a.width() == b.width() && a.height() == b.height() &&
           std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()) == 0;
}

} // namespace kinovar::test
