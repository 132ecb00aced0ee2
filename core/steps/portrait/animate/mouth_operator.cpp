#include "core/steps/portrait/animate/mouth_operator.h"

#include "core/steps/portrait/face/face_geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::portrait {
namespace {

constexpr float kToothlessOpening = .030F; // wider, an empty mouth looks wrong
constexpr float kMostStretch = .35F;       // of an open mouth without a gap between its teeth
constexpr float kUpperShare = .22F;        // of the opening that the upper lip makes
constexpr float kLipExponent = 1.3F;
constexpr float kJawExponent = 1.5F;
constexpr float kLeastOpening = 1e-4F;
constexpr float kCavityOpacity = .96F;
constexpr float kBeyondChin = 1.02F;
constexpr float kToothHeight = .062F; // in face widths
constexpr float kGum = .012F;
constexpr float kTeethTo = .86F; // of the half width of the mouth

PixelRect mouth_surroundings(const Face& face) {
    std::vector<Point2> points;
    for (const std::uint16_t number : face_oval()) {
        points.push_back(landmark(face.mesh, number));
    }
    return rect_around(points, 1);
}

bool finite_face(const Face& face) {
    return std::all_of(face.mesh.points.begin(), face.mesh.points.end(),
                       [](const Point3& p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

} // namespace

MouthOperator::MouthOperator(const Frame& still, const Face& face, bool teeth) : teeth_(teeth) {
    if (finite_face(face)) {
        shape_ = mouth_shape(face, StillPatch(still, mouth_surroundings(face)));
    }
}

float MouthOperator::opening(const FaceMotion& motion) const {
    const float most = shape_.open || teeth_ ? kMouthOpening : kToothlessOpening;
    return most * std::clamp(motion[Channel::Mouth], 0.F, 1.F) * shape_.face_width;
}

bool MouthOperator::acts(const FaceMotion& motion) const {
    return shape_.sound() && opening(motion) > kLeastOpening;
}

PixelRect MouthOperator::reach() const {
    if (!shape_.sound()) {
        return {};
    }
    std::vector<Point2> corners;
    for (const float u : {0.F, 1.F}) {
        for (const float v : {shape_.nose, shape_.chin * kBeyondChin}) {
            corners.push_back(shape_.axes.picture({u, v}));
        }
    }
    return rect_around(corners, 1);
}

MouthOperator::Lips MouthOperator::lips_at(float u, float opening) const {
    const float profile =
        opening * std::pow(std::max(std::sin(std::numbers::pi_v<float> * u), 0.F), kLipExponent);
    const float upper = shape_.upper(u);
    const float lower = shape_.lower(u);
    // Over teeth that are seen the upper lip stays: what is beneath it is not known.
    const float share = shape_.open ? 0 : kUpperShare;
    return {upper, lower, upper - share * profile, lower + (1 - share) * profile};
}

// What the still shows between the lips: teeth keep their height, the gap between them grows; where
// there is none, all is stretched.
float MouthOperator::inside_source(const Lips& lips, Point2 place) const {
    const float before = lips.lower - lips.upper;
    const float now = std::max(lips.new_lower - lips.new_upper, 1e-4F);
    const float evenly = lips.upper + (place.y - lips.new_upper) * before / now;
    const float bite = shape_.bite(place.x) * before;
    constexpr float kSoft = .12F; // share of the opening around the bite that takes the growth
    const float half = kSoft * before;
    const float grown = std::max(now - before, 0.F);
    const float from_top = place.y - lips.new_upper;
    float split = 0;
    if (from_top < bite - half) {
        split = lips.upper + from_top;
    } else if (from_top > bite + half + grown) {
        split = lips.upper + from_top - grown;
    } else {
        const float t = (from_top - bite + half) / std::max(2 * half + grown, 1e-4F);
        split = lips.upper + bite - half + 2 * half * t;
    }
    return std::clamp(mix(evenly, split, shape_.bite_depth), lips.upper, lips.lower);
}

float MouthOperator::source(const Lips& lips, Point2 place) const {
    if (place.y < lips.new_upper) {
        const float away = std::clamp(
            (lips.new_upper - place.y) / std::max(lips.new_upper - shape_.nose, 1e-3F), 0.F, 1.F);
        return place.y + (lips.upper - lips.new_upper) * (1 - away) * (1 - away);
    }
    if (place.y > lips.new_lower) {
        const float room = std::max(shape_.chin * kBeyondChin - lips.new_lower, 1e-3F);
        const float away = std::clamp((place.y - lips.new_lower) / room, 0.F, 1.F);
        return place.y - (lips.new_lower - lips.lower) * std::pow(1 - away, kJawExponent);
    }
    return shape_.open ? inside_source(lips, place) : lips.upper;
}

Rgb MouthOperator::with_teeth(Rgb behind, const Lips& lips, Point2 place) const {
    // Edges between teeth from the middle outwards, as shares of the mouth's half width.
    constexpr std::array kGaps{0.F, .21F, .39F, .55F, .70F};
    constexpr float kGapWidth = .012F;
    const float aside = std::abs(2 * place.x - 1);
    const float along = std::clamp(aside / kTeethTo, 0.F, 1.F);
    const float height = kToothHeight * shape_.face_width * std::sqrt(1 - along * along);
    // Fixed to the skull: measured from where the lip was.
    const float below_gum = place.y - (lips.new_upper - kGum * shape_.face_width);
    const float pixels = shape_.axes.width();
    const float seen = std::clamp((height - below_gum) * pixels / 1.6F + .5F, 0.F, 1.F) *
                       smooth_step((kTeethTo - aside) / .12F) * shape_.teeth;
    float nearest = 1;
    for (const float gap : kGaps) {
        nearest = std::min(nearest, std::abs(aside - gap));
    }
    const float gap = std::exp(-.5F * nearest * nearest / (kGapWidth * kGapWidth));
    const float round =
        .60F + .40F * std::pow(std::max(std::cos(along * std::numbers::pi_v<float> / 2), 0.F), .8F);
    const float root = .70F + .30F * smooth_step(below_gum / (.035F * shape_.face_width));
    return mix(behind, shape_.tooth * (round * root * (1 - .14F * gap)), seen);
}

Rgb MouthOperator::inside_colour(const Lips& lips, Point2 place) const {
    const float height = std::max(lips.new_lower - lips.new_upper, 1e-4F);
    const float t = std::clamp((place.y - lips.new_upper) / height, 0.F, 1.F);
    const float aside = 2 * place.x - 1;
    Rgb colour = shape_.cavity * (.55F + .25F * t) +
                 shape_.tongue * (.275F * smooth_step((t - .55F) / .45F) * (1 - aside * aside));
    if (teeth_) {
        colour = with_teeth(colour, lips, place);
    }
    // The lip and the corners throw shadows.
    const float below_lip = (place.y - lips.new_upper) / (.022F * shape_.face_width);
    const float shadow = (.45F + .55F * smooth_step(below_lip)) *
                         (.55F + .45F * smooth_step((1 - std::abs(aside)) / .35F));
    return shape_.tone.toned(colour * shadow);
}

void MouthOperator::apply(const FaceMotion& motion, LocalPixels& pixels) const {
    if (!acts(motion)) {
        return;
    }
    const float opened = opening(motion);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const Point2 place = shape_.axes.local({pixels.sx[i], pixels.sy[i]});
        if (!(place.x > 0 && place.x < 1 && place.y > shape_.nose &&
              place.y < shape_.chin * kBeyondChin)) {
            continue;
        }
        const Lips lips = lips_at(place.x, opened);
        const Point2 from = shape_.axes.picture({place.x, source(lips, place)});
        pixels.sx[i] = from.x;
        pixels.sy[i] = from.y;
        if (shape_.open || place.y < lips.new_upper || place.y > lips.new_lower) {
            continue;
        }
        const float width = shape_.axes.width(); // px
        const float edge = std::clamp((place.y - lips.new_upper) * width / 1.2F + .3F, 0.F, 1.F) *
                           std::clamp((lips.new_lower - place.y) * width / 1.2F + .3F, 0.F, 1.F) *
                           std::clamp((lips.new_lower - lips.new_upper) * width / 2.5F, 0.F, 1.F);
        lay_colour_over(pixels, i, inside_colour(lips, place), kCavityOpacity * edge);
    }
}

std::unique_ptr<const LocalOperator> make_mouth_operator(const Frame& still, const Face& face,
                                                         bool teeth) {
    return std::make_unique<const MouthOperator>(still, face, teeth);
}

} // namespace kinovar::portrait
