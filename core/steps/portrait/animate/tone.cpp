#include "core/steps/portrait/animate/tone.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

// Chroma that lightness does not explain, as a share of the range. Skin, lips and eyes of a colour
// portrait spread 0.02 and more; JPEG noise of a sepia scan stays below 0.01.
constexpr float kMostOwnChroma = .012F;
constexpr std::int64_t kMostPixels = 40000; // looked at; more tell no more

} // namespace

Tone::Tone(const StillPatch& face) {
    if (!face.empty()) {
        measure(face);
    }
}

void Tone::measure(const StillPatch& face) {
    const PixelRect place = face.place();
    const auto pixels = static_cast<std::int64_t>(place.width) * place.height;
    const int step = 1 + static_cast<int>(std::sqrt(static_cast<double>(pixels) / kMostPixels));
    std::array<float, kLevels> counts{};
    const auto each = [&](const auto& function) {
        for (int y = place.y; y < place.y + place.height; y += step) {
            for (int x = place.x; x < place.x + place.width; x += step) {
                const Rgb colour = face.pixel(x, y);
                function(colour, colour.lightness());
            }
        }
    };
    each([&](Rgb colour, float lightness) {
        const auto level = static_cast<std::size_t>(
            std::clamp(lightness * kLevels, 0.F, static_cast<float>(kLevels - 1)));
        chroma_[level].red += colour.r - lightness;
        chroma_[level].blue += colour.b - lightness;
        counts[level] += 1;
    });
    for (std::size_t i = 0; i < kLevels; ++i) {
        if (counts[i] > 0) {
            chroma_[i].red /= counts[i];
            chroma_[i].blue /= counts[i];
        }
    }
    fill_unseen(counts);
    double own = 0;
    double count = 0;
    each([&](Rgb colour, float lightness) {
        const Chroma explained = chroma_at(lightness);
        own += std::pow(colour.r - lightness - explained.red, 2) +
               std::pow(colour.b - lightness - explained.blue, 2);
        count += 2;
    });
    monochrome_ = std::sqrt(own / count) < kMostOwnChroma;
}

// Levels that the face does not have lie between their neighbours'; below the darkest one chroma
// goes to nothing with the lightness.
void Tone::fill_unseen(const std::array<float, kLevels>& counts) {
    std::size_t before = kLevels;
    for (std::size_t i = 0; i < kLevels; ++i) {
        if (counts[i] <= 0) {
            continue;
        }
        for (std::size_t k = before == kLevels ? 0 : before + 1; k < i; ++k) {
            const Chroma from = before == kLevels ? Chroma{} : chroma_[before];
            const float start = before == kLevels ? 0 : static_cast<float>(before);
            const float t = (static_cast<float>(k) - start) / (static_cast<float>(i) - start);
            chroma_[k] = {from.red + (chroma_[i].red - from.red) * t,
                          from.blue + (chroma_[i].blue - from.blue) * t};
        }
        before = i;
    }
    for (std::size_t k = before + 1; before < kLevels && k < kLevels; ++k) {
        chroma_[k] = chroma_[before];
    }
}

Tone::Chroma Tone::chroma_at(float lightness) const {
    const float place = std::clamp(lightness * kLevels - .5F, 0.F, static_cast<float>(kLevels - 1));
    const auto i = std::min(static_cast<std::size_t>(place), std::size_t{kLevels - 2});
    const float t = place - static_cast<float>(i);
    return {chroma_[i].red * (1 - t) + chroma_[i + 1].red * t,
            chroma_[i].blue * (1 - t) + chroma_[i + 1].blue * t};
}

Rgb Tone::toned(Rgb colour) const {
    if (!monochrome_) {
        return colour;
    }
    const float lightness = colour.lightness();
    const Chroma chroma = chroma_at(lightness);
    const float red = lightness + chroma.red;
    const float blue = lightness + chroma.blue;
    // Green such that the lightness stays.
    return {red, (lightness - .299F * red - .114F * blue) / .587F, blue};
}

} // namespace kinovar::portrait
