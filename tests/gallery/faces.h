#pragma once

#include "core/gallery/shape.h"
#include "core/image/frame.h"
#include "core/steps/portrait/face/face_geometry.h"

#include <cmath>

namespace kinovar::gallery::test {

/// The mean face, drawn large at a place of a picture.
inline portrait::FaceMesh mesh_at(float x, float y, float width, float lean = 0) {
    portrait::FaceMesh mesh;
    for (std::size_t i = 0; i < mesh.points.size(); ++i) {
        const portrait::Point3& p = portrait::canonical_face()[i];
        mesh.points[i] = {x + width * (std::cos(lean) * p.x - std::sin(lean) * p.y),
                          y + width * (std::sin(lean) * p.x + std::cos(lean) * p.y), width * p.z};
    }
    mesh.presence = 1;
    return mesh;
}

/// A face of a colour on a ground, with dark dots at some landmarks.
inline FramePtr dotted_face(int width, int height, const portrait::FaceMesh& mesh,
                            float red = 0.6F) {
    auto frame = std::make_shared<Frame>(width, height, ColourSpec::srgb());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            float dark = 0;
            for (const int i : {33, 263, 1, 61, 291, 152}) {
                const portrait::Point3& p = mesh.points[static_cast<std::size_t>(i)];
                const float d =
                    std::hypot(p.x - static_cast<float>(x), p.y - static_cast<float>(y));
                dark = std::max(dark, std::exp(-d * d / 18));
            }
            float* pixel = frame->row(y) + static_cast<std::ptrdiff_t>(x) * Frame::kChannels;
            pixel[0] = red * (1 - dark);
            pixel[1] = 0.5F * (1 - dark);
            pixel[2] = 0.5F * (1 - dark);
        }
    }
    return frame;
}

/// Where the darkest pixel near a place is.
inline portrait::Point2 darkest_near(const Frame& frame, portrait::Point2 place, int reach) {
    portrait::Point2 found = place;
    float least = 1;
    const int x0 = static_cast<int>(std::lround(place.x));
    const int y0 = static_cast<int>(std::lround(place.y));
    for (int y = y0 - reach; y <= y0 + reach; ++y) {
        for (int x = x0 - reach; x <= x0 + reach; ++x) {
            const float value = frame.row(y)[x * Frame::kChannels + 1];
            if (value < least) {
                least = value;
                found = {static_cast<float>(x), static_cast<float>(y)};
            }
        }
    }
    return found;
}

} // namespace kinovar::gallery::test
