#include "core/steps/portrait/animate/gaze.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

constexpr float kFarthest = .55F;   // displacement, in iris radii
constexpr float kRigidTo = 1.1F;    // the iris moves as one up to here, radii
constexpr float kStillFrom = 2.2F;  // nothing moves from here, radii
constexpr float kMargin = .03F;     // of the opening that is not sampled (lashes), eye widths
constexpr float kLidReach = .45F;   // of the opening, over which up and down fades to the lids
constexpr float kFarthestUp = .30F; // up or down, in iris radii
constexpr float kRoomAside = .16F;  // the iris' centre stays that far from the corners, eye widths
constexpr float kReflectionGoes = .45F; // share of the iris' way
constexpr float kLeastRadius = .12F;    // of an iris that is one, eye widths
constexpr float kMostRadius = .40F;

} // namespace

Gaze::Gaze(const LidShape& lid, const Iris& iris, const StillPatch& patch)
    : lid_(&lid), iris_(iris) {
    const float share = iris.radius / lid.axes.width();
    const Point2 centre = lid.axes.local(iris.centre);
    if (!(share > kLeastRadius && share < kMostRadius) || !(centre.x > 0 && centre.x < 1) ||
        !std::isfinite(centre.y)) {
        iris_.radius = 0;
        return;
    }
    find_reflection(patch);
}

bool Gaze::in_opening(Point2 place) const {
    const Point2 local = lid_->axes.local(place);
    return local.x > 0 && local.x < 1 && local.y > lid_->upper(local.x) &&
           local.y < lid_->lower(local.x);
}

// Much brighter than the iris around it, and small. White of the eye at the rim does not count.
void Gaze::find_reflection(const StillPatch& patch) {
    constexpr float kLookedAt = .85F; // radii
    constexpr float kLeastRise = .15F;
    constexpr float kFoot = .35F; // share of the rise where the reflection begins
    constexpr float kFull = .70F;
    constexpr float kMostArea = .15F;
    constexpr float kLeastPixels = 3; // radius of an iris whose reflection can be told, px
    if (iris_.radius < kLeastPixels) {
        return;
    }
    const PixelRect around = rect_around({iris_.centre}, 1.3F * iris_.radius);
    const auto within = [&](int x, int y) {
        const Point2 place{static_cast<float>(x), static_cast<float>(y)};
        return std::hypot(place.x - iris_.centre.x, place.y - iris_.centre.y) <
                   kLookedAt * iris_.radius &&
               in_opening(place);
    };
    StillPatch mask = patch.part(around);
    const PixelRect place = mask.place();
    std::vector<float> values;
    for (int y = place.y; y < place.y + place.height; ++y) {
        for (int x = place.x; x < place.x + place.width; ++x) {
            if (within(x, y)) {
                values.push_back(mask.pixel(x, y).lightness());
            }
        }
    }
    if (values.empty()) {
        return;
    }
    std::sort(values.begin(), values.end());
    const float common = values[values.size() / 2];
    const float rise = values.back() - common;
    if (rise < kLeastRise) {
        return;
    }
    float area = 0;
    for (int y = place.y; y < place.y + place.height; ++y) {
        for (int x = place.x; x < place.x + place.width; ++x) {
            Rgb& pixel = mask.pixel(x, y);
            const float up = (pixel.lightness() - common) / rise;
            const float share = within(x, y) ? smooth_step((up - kFoot) / (kFull - kFoot)) : 0;
            pixel = {share, share, share};
            area += share;
        }
    }
    if (area > kMostArea * static_cast<float>(values.size())) {
        return;
    }
    seen_ = patch.part(around);
    reflection_ = std::move(mask);
    fill_beneath(patch);
}

// Diffuses the iris into the reflection from its sides.
void Gaze::fill_beneath(const StillPatch& patch) {
    beneath_ = patch.part(seen_.place());
    const PixelRect place = beneath_.place();
    const int grow = std::max(1, static_cast<int>(std::lround(.08F * iris_.radius)));
    std::vector<std::pair<int, int>> holes;
    for (int y = place.y + 1; y < place.y + place.height - 1; ++y) {
        for (int x = place.x + 1; x < place.x + place.width - 1; ++x) {
            bool hole = false;
            for (int j = std::max(y - grow, place.y);
                 !hole && j <= std::min(y + grow, place.y + place.height - 1); ++j) {
                for (int i = std::max(x - grow, place.x);
                     !hole && i <= std::min(x + grow, place.x + place.width - 1); ++i) {
                    hole = reflection_.pixel(i, j).r > 0;
                }
            }
            if (hole) {
                holes.emplace_back(x, y);
            }
        }
    }
    const int rounds = 40 + 4 * grow * grow;
    for (int round = 0; round < rounds; ++round) {
        for (const auto& [x, y] : holes) {
            beneath_.pixel(x, y) = (beneath_.pixel(x - 1, y) + beneath_.pixel(x + 1, y) +
                                    beneath_.pixel(x, y - 1) + beneath_.pixel(x, y + 1)) *
                                   .25F;
        }
    }
}

Point2 Gaze::displacement(float right, float down) const {
    if (iris_.radius <= 0) {
        return {};
    }
    down = std::clamp(down, -kFarthestUp, kFarthestUp);
    const float length = std::hypot(right, down);
    const float scale = iris_.radius * (length > kFarthest ? kFarthest / length : 1);
    Point2 move = lid_->axes.local_vector({right * scale, down * scale});
    const Point2 centre = lid_->axes.local(iris_.centre);
    const float low = std::min(kRoomAside, centre.x);
    const float high = std::max(1 - kRoomAside, centre.x);
    move.x = std::clamp(centre.x + move.x, low, high) - centre.x;
    const float u = centre.x + move.x;
    const float opening = lid_->lower(u) - lid_->upper(u);
    const float top = std::min(lid_->upper(u) + .2F * opening, centre.y);
    const float bottom = std::max(lid_->lower(u) - .1F * opening, centre.y);
    move.y = std::clamp(centre.y + move.y, top, bottom) - centre.y;
    return lid_->axes.picture_vector(move);
}

Point2 Gaze::source(Point2 place, Point2 displacement) const {
    const float away = std::hypot(place.x - iris_.centre.x - displacement.x,
                                  place.y - iris_.centre.y - displacement.y) /
                       iris_.radius;
    const float share = 1 - smooth_step((away - kRigidTo) / (kStillFrom - kRigidTo));
    if (share <= 0) {
        return place;
    }
    Point2 local = lid_->axes.local(place);
    const Point2 move = lid_->axes.local_vector(displacement);
    const float upper = lid_->upper(local.x);
    const float lower = lid_->lower(local.x);
    const float height = std::max(lower - upper, 1e-3F);
    // Beyond the lids nothing is known: up and down fades towards them, so the iris is squeezed
    // rather than smeared.
    const float free = smooth_step((local.y - upper) / (kLidReach * height)) *
                       smooth_step((lower - local.y) / (kLidReach * height));
    const float was = local.y;
    local = {local.x - share * move.x, local.y - share * free * move.y};
    const float middle = (lid_->upper(local.x) + lid_->lower(local.x)) / 2;
    const float margin = kMargin * std::min(1.F, height / .1F);
    // A place that lies nearer to the lid than the margin stays as near as it is.
    const float top = std::min({lid_->upper(local.x) + margin, middle, was});
    const float bottom = std::max({lid_->lower(local.x) - margin / 2, middle, was});
    local.y = std::clamp(local.y, top, std::max(top, bottom));
    return lid_->axes.picture(local);
}

void Gaze::lay_over(Point2 place, Point2 source, LocalPixels& pixels, std::size_t i) const {
    if (reflection_.empty()) {
        return;
    }
    // Comes in with the motion, so that a still eye keeps its own pixels.
    const Point2 way{place.x - source.x, place.y - source.y};
    const float weight = smooth_step(std::hypot(way.x, way.y) / (.12F * iris_.radius));
    const float taken = reflection_.inside(source) ? reflection_.at(source).r : 0;
    if (taken > 0) {
        // The fill lies under the reflection's soft foot too.
        lay_colour_over(pixels, i, beneath_.at(source), weight * smooth_step(3 * taken));
    }
    const Point2 lamp{place.x - kReflectionGoes * way.x, place.y - kReflectionGoes * way.y};
    const float shown = reflection_.inside(lamp) ? reflection_.at(lamp).r : 0;
    if (shown > 0) {
        lay_colour_over(pixels, i, seen_.at(lamp), weight * shown);
    }
}

} // namespace kinovar::portrait
