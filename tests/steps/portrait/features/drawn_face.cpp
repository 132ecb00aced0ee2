#include "tests/steps/portrait/features/drawn_face.h"

#include "core/steps/portrait/face/face_geometry.h"

#include <algorithm>
#include <cmath>

namespace kinovar::test {
namespace {

using portrait::Face;
using portrait::Point2;
using portrait::Point3;

constexpr std::array<float, 3> kSkin{.78F, .60F, .50F};
constexpr std::array<float, 3> kWhite{.90F, .88F, .86F};
constexpr std::array<float, 3> kIris{.25F, .18F, .12F};

Point2 flat(const Point3& p) {
    return {p.x, p.y};
}

// Height of a polyline of landmarks at x; NaN beyond its ends.
float height_at(const Face& face, std::span<const std::uint16_t> row, float x) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
        Point2 a = flat(face.mesh.points[row[i]]);
        Point2 b = flat(face.mesh.points[row[i + 1]]);
        if (a.x > b.x) {
            std::swap(a, b);
        }
        if (x >= a.x && x <= b.x && b.x > a.x) {
            return a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
        }
    }
    return std::nanf("");
}

bool between(const Face& face, std::span<const std::uint16_t> upper,
             std::span<const std::uint16_t> lower, Point2 p) {
    return p.y > height_at(face, upper, p.x) && p.y < height_at(face, lower, p.x);
}

std::array<float, 3> colour_at(const Face& face, const DrawnFaceLook& look, Point2 p) {
    std::array<float, 3> colour = kSkin;
    for (int eye = 0; eye < 2; ++eye) {
        const portrait::Iris& iris = face.mesh.irises[static_cast<std::size_t>(eye)];
        if (between(face, portrait::upper_lid(eye), portrait::lower_lid(eye), p)) {
            const float away = std::hypot(p.x - iris.centre.x, p.y - iris.centre.y);
            colour = away < iris.radius ? kIris : kWhite;
            const float lamp = std::hypot(p.x - iris.centre.x + .4F * iris.radius,
                                          p.y - iris.centre.y + .3F * iris.radius);
            if (lamp < .2F * iris.radius) {
                colour = {1, 1, 1};
            }
        }
        const float ring = std::hypot(p.x - iris.centre.x, p.y - iris.centre.y) / look.width;
        if (look.spectacles && std::abs(ring - .19F) < .012F) {
            colour = {.05F, .05F, .05F};
        }
    }
    const Point2 left = flat(face.mesh.points[133]);
    const Point2 right = flat(face.mesh.points[362]);
    const float middle = (left.y + right.y) / 2;
    if (look.spectacles && p.x > left.x && p.x < right.x &&
        std::abs(p.y - middle) < .012F * look.width) {
        colour = {.05F, .05F, .05F};
    }
    const float light = 1.1F - .3F * p.x / (2 * look.width);
    for (float& value : colour) {
        value = std::clamp(value * light, 0.F, 1.F);
    }
    if (look.monochrome) {
        const float grey = .299F * colour[0] + .587F * colour[1] + .114F * colour[2];
        colour = {std::min(grey * 1.08F, 1.F), grey * .99F, grey * .80F};
    }
    return colour;
}

} // namespace

DrawnFace drawn_face(const DrawnFaceLook& look) {
    DrawnFace out;
    Face& face = out.face;
    const int side = static_cast<int>(std::ceil(2 * look.width));
    face.pose.scale = look.width;
    face.pose.translation = {look.width, .9F * look.width, 0};
    for (std::size_t i = 0; i < face.mesh.points.size(); ++i) {
        face.mesh.points[i] = portrait::to_picture(face.pose, portrait::canonical_face()[i]);
    }
    face.mesh.presence = 1;
    // The canonical lips are a little apart.
    for (std::size_t i = 0; i < portrait::inner_lower_lip().size(); ++i) {
        face.mesh.points[portrait::inner_lower_lip()[i]] =
            face.mesh.points[portrait::inner_upper_lip()[i]];
    }
    for (int eye = 0; eye < 2; ++eye) {
        const auto upper = portrait::upper_lid(eye);
        const auto lower = portrait::lower_lid(eye);
        const Point2 top = flat(face.mesh.points[upper[upper.size() / 2]]);
        const Point2 bottom = flat(face.mesh.points[lower[lower.size() / 2]]);
        const float width =
            std::abs(face.mesh.points[upper.front()].x - face.mesh.points[upper.back()].x);
        const auto index = static_cast<std::size_t>(eye);
        face.mesh.irises[index] = {{(top.x + bottom.x) / 2, (top.y + bottom.y) / 2}, .2F * width};
        face.eye_aspect[index] = portrait::eye_aspect(face.mesh, eye);
    }
    ColourSpec colour = ColourSpec::srgb();
    auto still = std::make_shared<Frame>(side, side, colour);
    for (int y = 0; y < side; ++y) {
        float* row = still->row(y);
        for (int x = 0; x < side; ++x) {
            const auto pixel =
                colour_at(face, look, {static_cast<float>(x), static_cast<float>(y)});
            std::copy(pixel.begin(), pixel.end(), row + std::ptrdiff_t{3} * x);
        }
    }
    out.still = std::move(still);
    return out;
}

portrait::LocalPixels untouched(const portrait::PixelRect& place) {
    portrait::LocalPixels pixels;
    pixels.place = place;
    for (int y = place.y; y < place.y + place.height; ++y) {
        for (int x = place.x; x < place.x + place.width; ++x) {
            pixels.sx.push_back(static_cast<float>(x));
            pixels.sy.push_back(static_cast<float>(y));
        }
    }
    const std::size_t size = pixels.sx.size();
    pixels.gain.assign(size, 1.F);
    for (std::vector<float>* plane :
         {&pixels.cover, &pixels.red, &pixels.green, &pixels.blue, &pixels.grain}) {
        plane->assign(size, 0.F);
    }
    return pixels;
}

bool same(const portrait::LocalPixels& a, const portrait::LocalPixels& b) {
    return a.sx == b.sx && a.sy == b.sy && a.gain == b.gain && a.cover == b.cover &&
           a.red == b.red && a.green == b.green && a.blue == b.blue && a.grain == b.grain;
}

bool finite(const portrait::LocalPixels& pixels) {
    for (const std::vector<float>* plane :
         {&pixels.sx, &pixels.sy, &pixels.gain, &pixels.cover, &pixels.red, &pixels.green,
          &pixels.blue, &pixels.grain}) {
        if (!std::all_of(plane->begin(), plane->end(),
                         [](float value) { return std::isfinite(value); })) {
            return false;
        }
    }
    return true;
}

} // namespace kinovar::test
