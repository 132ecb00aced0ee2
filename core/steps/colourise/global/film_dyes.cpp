#include "core/steps/colourise/global/film_dyes.h"

namespace kinovar::colourise {

namespace {

constexpr Rgb rgb(int hex) {
    constexpr int kByte = 0xFF;
    constexpr float kTop = 255;
    return {static_cast<float>(hex >> 16 & kByte) / kTop,
            static_cast<float>(hex >> 8 & kByte) / kTop, static_cast<float>(hex & kByte) / kTop};
}

} // namespace

std::span<const Tint> tints() {
    static constexpr std::array table{
        Tint{"straw", rgb(0xFFEDB0)},     Tint{"amber", rgb(0xFFC866)},
        Tint{"orange", rgb(0xFF9F50)},    Tint{"fire-red", rgb(0xF4503A)},
        Tint{"rose", rgb(0xFFBCC0)},      Tint{"lavender", rgb(0xD3BEEA)},
        Tint{"violet", rgb(0xA98ADB)},    Tint{"night-blue", rgb(0x5A8FDC)},
        Tint{"pale-blue", rgb(0xB4D2F2)}, Tint{"turquoise", rgb(0x8AD2C8)},
        Tint{"green", rgb(0xA3D08E)},     Tint{"yellow-green", rgb(0xD8E68C)},
    };
    return table;
}

std::span<const Tone> tones() {
    static constexpr std::array table{
        Tone{"sepia", {0.80F, 1.00F, 1.28F}},  Tone{"uranium", {0.62F, 1.02F, 1.45F}},
        Tone{"copper", {0.68F, 1.08F, 1.12F}}, Tone{"iron-blue", {1.45F, 1.00F, 0.62F}},
        Tone{"green", {1.22F, 0.84F, 1.08F}},  Tone{"selenium", {0.92F, 1.08F, 0.98F}},
    };
    return table;
}

} // namespace kinovar::colourise
