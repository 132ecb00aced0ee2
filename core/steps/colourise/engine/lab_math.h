#pragma once

#include <bit>
#include <cstdint>

/// Arithmetic of Lab and luma for one pixel, without branches and calls so that loops over it
/// become vector code. Numbers are those of an sRGB picture (IEC 61966-2-1), white is D65.
namespace kinovar::colourise::math {

/// x to the power 1/N for x > 0, relative 2e-7: a guess from the float's bits, then Halley's rule.
template <int N>
[[gnu::always_inline]] inline float root(float x) {
    constexpr float kBias = (127.0F - 0.045F) * 8388608.0F; // of the exponent, in units of the bits
    constexpr auto kOffset = static_cast<std::int32_t>(kBias * (1.0F - 1.0F / N));
    const auto bits = static_cast<float>(std::bit_cast<std::int32_t>(x));
    auto y = std::bit_cast<float>(static_cast<std::int32_t>(bits * (1.0F / N)) + kOffset);
    for (int round = 0; round < 2; ++round) {
        float power = y;
        for (int i = 1; i < N; ++i) {
            power *= y;
        }
        y *= ((N - 1) * power + (N + 1) * x) / ((N + 1) * power + (N - 1) * x);
    }
    return y;
}

[[gnu::always_inline]] inline float magnitude(float x) {
    return x < 0 ? -x : x;
}
[[gnu::always_inline]] inline float limited(float x, float low, float high) {
    const float above = x < low ? low : x;
    return above > high ? high : above;
}

/// Light of a coded value and back; odd functions.
[[gnu::always_inline]] inline float light_of(float coded) {
    const float size = magnitude(coded);
    const float fifth = root<5>((size + 0.055F) / 1.055F);
    const float squared = fifth * fifth;
    const float curve = squared * squared * squared * squared * squared * squared; // 12/5 = 2.4
    const float light = size <= 0.04045F ? size / 12.92F : curve;
    return coded < 0 ? -light : light;
}
[[gnu::always_inline]] inline float coded_of(float light) {
    const float size = magnitude(light);
    const float twelfth = root<12>(size);
    const float squared = twelfth * twelfth;
    const float curve = 1.055F * squared * squared * twelfth - 0.055F; // 5/12 = 1/2.4
    const float coded = size <= 0.0031308F ? 12.92F * size : curve;
    return light < 0 ? -coded : coded;
}
/// Derivative of coded_of() at `light`, from its value there.
[[gnu::always_inline]] inline float slope_of_coded(float light, float coded) {
    const float size = magnitude(light);
    const float curve = (magnitude(coded) + 0.055F) / (2.4F * (size > 1e-6F ? size : 1e-6F));
    return size <= 0.0031308F ? 12.92F : curve;
}

/// CIE's f, (L* + 16) / 116 of a light, and back; below 0 the straight part goes on.
[[gnu::always_inline]] inline float cie_of(float light) {
    const float straight = light * (841.0F / 108.0F) + 4.0F / 29.0F;
    return light <= 216.0F / 24389.0F ? straight : root<3>(light);
}
[[gnu::always_inline]] inline float light_of_cie(float cie) {
    const float straight = (cie - 4.0F / 29.0F) * (108.0F / 841.0F);
    return cie <= 6.0F / 29.0F ? straight : cie * cie * cie;
}
[[gnu::always_inline]] inline float slope_of_light(float cie) {
    return cie <= 6.0F / 29.0F ? 108.0F / 841.0F : 3 * cie * cie;
}

struct Three {
    float x, y, z;
};
/// Linear R, G, B to X, Y, Z, each in units of white's, and back.
[[gnu::always_inline]] inline Three xyz_of(const Three& rgb) {
    return {0.43394994F * rgb.x + 0.37620977F * rgb.y + 0.18984029F * rgb.z,
            0.21267288F * rgb.x + 0.71515213F * rgb.y + 0.07217499F * rgb.z,
            0.01775658F * rgb.x + 0.10946796F * rgb.y + 0.87277546F * rgb.z};
}
[[gnu::always_inline]] inline Three rgb_of_xyz(const Three& xyz) {
    return {3.0799551F * xyz.x - 1.5371390F * xyz.y - 0.54281610F * xyz.z,
            -0.92125863F * xyz.x + 1.8760111F * xyz.y + 0.045247509F * xyz.z,
            0.052887401F * xyz.x - 0.20402587F * xyz.y + 1.1511385F * xyz.z};
}

struct Two {
    float a, b;
};
[[gnu::always_inline]] inline Two chroma_of_rgb(const Three& coded) {
    const Three xyz = xyz_of({light_of(coded.x), light_of(coded.y), light_of(coded.z)});
    const float y = cie_of(xyz.y);
    return {500 * (cie_of(xyz.x) - y), 200 * (y - cie_of(xyz.z))};
}

[[gnu::always_inline]] inline float lightness_of_luma_value(float luma) {
    return 116 * cie_of(light_of(limited(luma, 0, 1))) - 16;
}

[[gnu::always_inline]] inline float weighed(const Three& rgb, const Three& weights) {
    return weights.x * rgb.x + weights.y * rgb.y + weights.z * rgb.z;
}

/// The coded colour of that chroma whose luma is `luma`, whether or not a screen can show it: the
/// lightness that gives the luma is found by Newton's rule, what is left of the error is added as
/// grey.
[[gnu::always_inline]] inline Three unlimited_colour(float luma, const Two& ab,
                                                     const Three& weights) {
    constexpr int kRounds = 4;
    constexpr float kLongestStep = 0.15F;
    const float dx = ab.a / 500;
    const float dz = -ab.b / 200;
    float cie = cie_of(light_of(luma));
    Three coded{};
    for (int round = 0;; ++round) {
        const Three f{cie + dx, cie, cie + dz};
        const Three light = rgb_of_xyz({light_of_cie(f.x), light_of_cie(f.y), light_of_cie(f.z)});
        coded = {coded_of(light.x), coded_of(light.y), coded_of(light.z)};
        if (round == kRounds) {
            break;
        }
        const Three rise =
            rgb_of_xyz({slope_of_light(f.x), slope_of_light(f.y), slope_of_light(f.z)});
        const float slope = weighed({slope_of_coded(light.x, coded.x) * rise.x,
                                     slope_of_coded(light.y, coded.y) * rise.y,
                                     slope_of_coded(light.z, coded.z) * rise.z},
                                    weights);
        const float step = (luma - weighed(coded, weights)) / (slope > 0.1F ? slope : 0.1F);
        cie += limited(step, -kLongestStep, kLongestStep);
    }
    const float grey = luma - weighed(coded, weights);
    return {coded.x + grey, coded.y + grey, coded.z + grey};
}

/// How much of `value`'s distance from `luma` stays within 0 and 1.
[[gnu::always_inline]] inline float share_within(float luma, float value) {
    const float way = value - luma;
    const float size = magnitude(way);
    const float room = way < 0 ? luma : 1 - luma;
    const float share = room / (size > 1e-9F ? size : 1e-9F);
    return limited(share, 0, 1);
}
[[gnu::always_inline]] inline float share_in_gamut(float luma, const Three& colour) {
    const float x = share_within(luma, colour.x);
    const float y = share_within(luma, colour.y);
    const float z = share_within(luma, colour.z);
    const float xy = x < y ? x : y;
    return xy < z ? xy : z;
}

/// unlimited_colour() drawn towards the grey of its luma until all of it lies within 0 and 1. A
/// luma beyond these stays as it is, without colour.
[[gnu::always_inline]] inline Three colour_at(float luma, const Two& ab, const Three& weights) {
    const float shown = limited(luma, 0, 1);
    const Three colour = unlimited_colour(shown, ab, weights);
    const float inside = share_in_gamut(shown, colour);
    const float share = luma == shown ? inside : 0.0F;
    return {luma + share * (colour.x - luma), luma + share * (colour.y - luma),
            luma + share * (colour.z - luma)};
}

} // namespace kinovar::colourise::math
