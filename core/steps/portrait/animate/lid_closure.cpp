#include "core/steps/portrait/animate/lid_closure.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

// In widths of the eye unless said otherwise.
constexpr float kUpperTravel = .92F; // share of the opening that the upper lid crosses
constexpr float kMostStretch = 2.6F; // of skin under the brow
constexpr float kFairStretch = 1.5F; // of skin behind a lens, above which streaks begin to show
constexpr float kWaterline = .035F;  // what the lower lid hides of its wet edge
constexpr float kTaper = .12F;       // at the corners
constexpr float kSkinOpacity = .7F;
constexpr float kMadeUpOpacity = .96F; // of made up skin
constexpr float kSoftEdge = .07F;      // of that skin, towards the line that stays
constexpr float kEyeballShadow = .30F; // share of light that the lid takes
constexpr float kShadowDecay = .06F;
constexpr float kLashOpacity = .75F;
constexpr float kSmallLashOpacity = .92F; // little of an eyeball shows through few pixels
constexpr float kLeastLash = 1.F;         // half width of the lash line, px
constexpr float kLeastHidden = 1.8F; // of the eyeball's edge, px: a warp leaves that much of it
constexpr float kCreaseWidth = .022F;
constexpr float kHiddenCrease = .10F; // depth of the fold that a hooded lid shows when it is shut
// A shut lid bulges like the eyeball beneath it: half axes of the ellipsoid.
constexpr float kBulgeAcross = .66F;
constexpr float kBulgeDown = .50F;

float window(float u, float taper) {
    return smooth_step(u / taper) * smooth_step((1 - u) / taper);
}

} // namespace

LidColumn LidClosure::column(float u) const {
    LidColumn c{};
    c.upper = shape_.upper(u);
    c.lower = shape_.lower(u);
    c.fixed = shape_.fixed(u);
    c.below = shape_.below(u);
    c.band = shape_.band(u);
    const float height = c.lower - c.upper;
    c.new_upper = c.upper + closure_ * kUpperTravel * height;
    c.new_lower = c.lower - closure_ * (1 - kUpperTravel) * height;
    return c;
}

float LidClosure::source(const LidColumn& c, float v) const {
    if (v <= c.fixed || v >= c.below) {
        return v;
    }
    if (v < c.new_upper) {
        const float new_band_top = c.new_upper - c.band;
        if (v > new_band_top) {
            return v - (c.new_upper - c.upper);
        }
        const float old_length = std::max(c.upper - c.band - c.fixed, 1e-3F);
        const float new_length = std::max(new_band_top - c.fixed, 1e-3F);
        const float stretch = std::max(new_length / old_length, 1.F);
        const float near = std::min(1.F, stretch);
        const float far = std::min(stretch, kMostStretch);
        const float t = std::clamp((new_band_top - v) / new_length, 0.F, 1.F);
        const float t2 = t * t;
        const float t3 = t2 * t;
        const float along = near * (t - 2 * t2 + t3) + (3 * t2 - 2 * t3) + far * (t3 - t2);
        return c.upper - c.band - old_length * along;
    }
    if (v > c.new_lower) {
        const float height = c.lower - c.upper;
        const float hidden = closure_ * std::max(kWaterline * std::min(1.F, height / .1F),
                                                 kLeastHidden / shape_.axes.width());
        const float rise = std::min(c.lower - c.new_lower + hidden, .4F * (c.below - c.new_lower));
        const float t = (v - c.new_lower) / (c.below - c.new_lower);
        return v + rise * (1 - t) * (1 - t);
    }
    return v;
}

float LidClosure::shading(Point2 place) const {
    const float x = (place.x - .5F) / kBulgeAcross;
    const float y = (place.y - shape_.centre_v) / kBulgeDown;
    const float z = std::sqrt(std::max(1 - x * x - y * y, .05F));
    const Point2 slope =
        shape_.axes.picture_vector({x / kBulgeAcross, y / kBulgeDown}); // of the surface
    const float across = slope.x / shape_.axes.width();
    const float down = slope.y / shape_.axes.width();
    const float toward = z / ((kBulgeAcross + kBulgeDown) / 2);
    const float length = std::sqrt(across * across + down * down + toward * toward);
    const float here = shape_.light.on({across / length, down / length, -toward / length});
    const float facing = shape_.light.on({0, 0, -1});
    return std::clamp(here / std::max(facing, .02F), .72F, 1.22F);
}

Rgb LidClosure::lid_colour(const LidColumn& c, Point2 place, float up, float made) const {
    const Rgb skin = shape_.lid(place.x);
    const float to_top = shape_.behind_lens ? mix(.6F, 1.F, made) : .6F * (1 - made);
    const Rgb colour = mix(skin, shape_.top(place.x), to_top * up);
    // Darker at the fold, where there is one, and towards the corners.
    const bool folded = shape_.crease > 0;
    const float opened = std::max(c.new_upper - c.upper, 0.F);
    const float fold =
        c.new_upper - (folded ? shape_.crease + .85F * opened : c.band + .95F * opened);
    const float depth = folded ? .6F * shape_.crease_depth : kHiddenCrease;
    const float width = kCreaseWidth * (1 + 2 * opened);
    const float off = (place.y - fold) / width;
    const float corner = mix(.90F, 1.F, std::sqrt(window(place.x, .45F)));
    return colour * (corner * shading(place) * (1 - depth * std::exp(-off * off)));
}

// How far skin has to be made up, as the warped one would show streaks or lashes: where a rim close
// above the lashes leaves little to stretch, and where lashes and skin share the few pixels of an
// eye. 0–1.
float LidClosure::made_up(const LidColumn& c) const {
    const float small = shape_.few_pixels();
    if (!shape_.behind_lens) {
        return small;
    }
    const float before = std::max(c.upper - c.band - c.fixed, 1e-3F);
    const float now = c.new_upper - c.band - c.fixed;
    return std::max(small, smooth_step((now / before - kFairStretch) / kFairStretch));
}

// Pores and blemishes of the skin below the eye, turned over, to and fro within what there is of
// it.
float LidClosure::texture(const LidColumn& c, Point2 place) const {
    constexpr float kFine = .03F; // half width of what is left out
    constexpr float kMost = .04F;
    constexpr float kClearOfLashes = .08F;
    constexpr float kLeastRoom = .04F;
    const float room = c.below - c.lower - kClearOfLashes;
    if (room < kLeastRoom) {
        return 0;
    }
    const float down = room - std::abs(std::fmod(c.new_upper - place.y, 2 * room) - room);
    const Point2 from = shape_.axes.picture({place.x, c.lower + kClearOfLashes + down});
    const float detail =
        patch_.at(from).lightness() - patch_.mean_at(from, kFine * shape_.axes.width()).lightness();
    return std::clamp(detail, -kMost, kMost);
}

void LidClosure::lay_skin(const LidColumn& c, Point2 place, float taper, LocalPixels& pixels,
                          std::size_t i) const {
    if (place.y >= c.new_upper || place.y <= c.fixed) {
        return;
    }
    const float travel = std::max(c.new_upper - c.upper, 1e-3F);
    const float above = c.new_upper - place.y - c.band;
    const float made = made_up(c);
    const float tail = 1 - smooth_step((above - .95F * travel) / (.6F * travel + .02F));
    const float edge = std::min(kSoftEdge, .4F * (c.new_upper - c.fixed));
    const float zone = smooth_step((above + .01F) / .035F) *
                       (shape_.behind_lens ? mix(tail, 1, made) : tail) *
                       smooth_step((place.y - c.fixed) / edge);
    const float alpha = mix(kSkinOpacity, kMadeUpOpacity, made) * smooth_step(1.6F * closure_) *
                        zone * taper * smooth_step(travel / .10F);
    const float length = shape_.behind_lens ? c.new_upper - c.band - c.fixed : travel;
    const float up = std::clamp(above / std::max(length, 1e-3F), 0.F, 1.F);
    Rgb colour = lid_colour(c, place, up, made);
    if (made > 0 && alpha > 0) {
        colour = colour * (1 + made * texture(c, place) / std::max(colour.lightness(), .05F));
    }
    lay_colour_over(pixels, i, shape_.tone.toned(colour), alpha);
    const float stretched = smooth_step(2 * closure_) * taper *
                            smooth_step((c.new_upper - place.y) / .03F) *
                            (1 - (c.new_upper - place.y) / (c.new_upper - c.fixed));
    pixels.grain[i] = std::max(pixels.grain[i], std::clamp(stretched, 0.F, 1.F));
}

void LidClosure::lay_lashes(const LidColumn& c, Point2 place, float taper, LocalPixels& pixels,
                            std::size_t i) const {
    // In small pictures the line is as wide as a pixel can show, and a little paler for it.
    const float wanted = .020F * (1 + closure_);
    const float width = std::max(wanted, kLeastLash / shape_.axes.width());
    const float off = (place.y - c.new_upper - .2F * width) / width;
    const float small = shape_.few_pixels();
    const float opacity = mix(kLashOpacity * std::sqrt(wanted / width), kSmallLashOpacity, small);
    const float alpha = opacity * std::exp(-off * off) * taper *
                        smooth_step((closure_ - .12F) / .5F) *
                        smooth_step((c.lower - c.upper) / .05F);
    constexpr float kLeastSeen = .004F; // one level of 8 bits
    if (alpha > kLeastSeen) {
        lay_colour_over(pixels, i, shape_.lash, alpha);
    }
}

// A warp has no soft edges of its own: within half a pixel of a margin the other side is mixed in.
void LidClosure::soften_margins(const LidColumn& c, Point2 place, LocalPixels& pixels,
                                std::size_t i) const {
    const float half = .75F / shape_.axes.width();
    for (const bool upper : {true, false}) {
        const float margin = upper ? c.new_upper : c.new_lower;
        const float moved = std::abs(margin - (upper ? c.upper : c.lower));
        const float off = place.y - margin;
        if (std::abs(off) >= half || moved <= 0) {
            continue;
        }
        const float share = (.5F - std::abs(off) / (2 * half)) * std::min(1.F, 2 * moved / half);
        const float other = source(c, margin - std::copysign(half, off));
        lay_colour_over(pixels, i, patch_.at(shape_.axes.picture({place.x, other})), share);
    }
}

void LidClosure::lay_over(const LidColumn& c, Point2 place, LocalPixels& pixels,
                          std::size_t i) const {
    const float taper = window(place.x, kTaper);
    soften_margins(c, place, pixels, i);
    lay_skin(c, place, taper, pixels, i);
    if (on_eyeball(c, place.y)) {
        pixels.gain[i] *= 1 - kEyeballShadow * smooth_step(2 * closure_) *
                                  std::exp(-(place.y - c.new_upper) / kShadowDecay);
    }
    lay_lashes(c, place, taper, pixels, i);
}

} // namespace kinovar::portrait
