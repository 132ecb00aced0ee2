#include "core/steps/colourise/engine/ab_colour.h"

namespace kinovar::colourise {

float lightness_of_luma(float luma) {
    return 100 * luma;
}
float luma_of_lightness(float lightness) {
    return lightness / 100;
}
Ab ab_of(const Rgb& /*colour*/) {
    return {};
}
Rgb colour_of(float luma, Ab /*ab*/) {
    return {luma, luma, luma};
}
bool in_gamut(float /*luma*/, Ab /*ab*/) {
    return true;
}

} // namespace kinovar::colourise
