#include "core/steps/colourise/engine/ab_colour.h"

#include "core/steps/colourise/engine/lab_math.h"

namespace kinovar::colourise {

namespace {

constexpr math::Three kBt709{0.2126F, 0.7152F, 0.0722F};
/// How much of a colour may be lost where it still counts as kept.
constexpr float kSlack = 1e-3F;

} // namespace

float lightness_of_luma(float luma) {
    return math::lightness_of_luma_value(luma);
}

float luma_of_lightness(float lightness) {
    return math::coded_of(math::light_of_cie((lightness + 16) / 116));
}

Ab ab_of(const Rgb& colour) {
    const math::Two ab = math::chroma_of_rgb({colour[0], colour[1], colour[2]});
    return {ab.a, ab.b};
}

Rgb colour_of(float luma, Ab ab) {
    const math::Two chroma{ab.a, ab.b};
    const math::Three colour =
        math::shown_colour(math::lightness_for(luma, chroma, kBt709), luma, chroma, kBt709);
    return {colour.x, colour.y, colour.z};
}

bool in_gamut(float luma, Ab ab) {
    if (luma < 0 || luma > 1) {
        return ab == Ab{};
    }
    const math::Two chroma{ab.a, ab.b};
    const math::Three colour =
        math::unlimited_colour(math::lightness_for(luma, chroma, kBt709), luma, chroma, kBt709);
    return math::share_in_gamut(luma, colour) >= 1 - kSlack;
}

} // namespace kinovar::colourise
