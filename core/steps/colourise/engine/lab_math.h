#pragma once

#include <bit>
#include <cstdint>

/// Arithmetic of Lab and luma for one pixel, without branches and calls so that loops over it
/// become vector code. Numbers are those of an sRGB picture (IEC 61966-2-1), white is D65.
namespace kinovar::colourise::math {

template <int N>
[[gnu::always_inline]] inline float power(float x) {
    if constexpr (N == 1) {
        return x;
    } else if constexpr (N % 2 == 0) {
        const float half = power<N / 2>(x);
        return half * half;
    } else {
        return power<N - 1>(x) * x;
    }
}

/// A better guess of x to the power 1/N, by Halley's rule.
template <int N>
[[gnu::always_inline]] inline float better_root(float x, float guess) {
    const float reached = power<N>(guess);
    return guess * ((N - 1) * reached + (N + 1) * x) / ((N + 1) * reached + (N - 1) * x);
}

/// x to the power 1/N for x > 0, relative 3e-7; the first guess comes from the float's bits.
template <int N>
[[gnu::always_inline]] inline float root(float x) {
    constexpr float kBias = (127.0F - 0.045F) * 8388608.0F; // of the exponent, in units of the bits
    constexpr auto kOffset = static_cast<std::int32_t>(kBias * (1.0F - 1.0F / N));
    const auto bits = static_cast<float>(std::bit_cast<std::int32_t>(x));
    const auto guess = std::bit_cast<float>(static_cast<std::int32_t>(bits * (1.0F / N)) + kOffset);
    return better_root<N>(x, better_root<N>(x, guess));
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
    const float curve = power<12>(root<5>((size + 0.055F) / 1.055F)); // 12/5 = 2.4
    const float light = size <= 0.04045F ? size / 12.92F : curve;
    return coded < 0 ? -light : light;
}
[[gnu::always_inline]] inline float coded_of(float light) {
    const float size = magnitude(light);
    const float curve = 1.055F * power<5>(root<12>(size)) - 0.055F; // 5/12 = 1/2.4
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

/// The CIE f of lightness and chroma as that of X, Y, Z.
[[gnu::always_inline]] inline Three cie_of_lab(float cie, const Two& ab) {
    return {cie + ab.a / 500, cie, cie - ab.b / 200};
}
[[gnu::always_inline]] inline Three light_of_lab(const Three& cie) {
    return rgb_of_xyz({light_of_cie(cie.x), light_of_cie(cie.y), light_of_cie(cie.z)});
}

/// A lightness (as CIE's f) whose colour of that chroma comes closer to `luma`, by Newton's rule.
[[gnu::always_inline]] inline float better_lightness(float cie, float luma, const Two& ab,
                                                     const Three& weights) {
    constexpr float kLongestStep = 0.3F;
    constexpr float kLeastSlope = 0.1F;
    const Three f = cie_of_lab(cie, ab);
    const Three light = light_of_lab(f);
    const Three coded{coded_of(light.x), coded_of(light.y), coded_of(light.z)};
    const Three rise = rgb_of_xyz({slope_of_light(f.x), slope_of_light(f.y), slope_of_light(f.z)});
    const float slope = weighed({slope_of_coded(light.x, coded.x) * rise.x,
                                 slope_of_coded(light.y, coded.y) * rise.y,
                                 slope_of_coded(light.z, coded.z) * rise.z},
                                weights);
    const float step =
        (luma - weighed(coded, weights)) / (slope > kLeastSlope ? slope : kLeastSlope);
    return cie + limited(step, -kLongestStep, kLongestStep);
}

/// Rounds of better_lightness() from that of a grey: R'G'B' within 1e-4 for all of sRGB.
constexpr int kLightnessRounds = 6;

/// The coded colour of that lightness and chroma, whether or not a screen can show it; what its
/// luma lacks is added as grey.
[[gnu::always_inline]] inline Three unlimited_colour(float cie, float luma, const Two& ab,
                                                     const Three& weights) {
    const Three light = light_of_lab(cie_of_lab(cie, ab));
    const Three coded{coded_of(light.x), coded_of(light.y), coded_of(light.z)};
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
[[gnu::always_inline]] inline Three shown_colour(float cie, float luma, const Two& ab,
                                                 const Three& weights) {
    const float inside_luma = limited(luma, 0, 1);
    const Three colour = unlimited_colour(cie, inside_luma, ab, weights);
    const float inside = share_in_gamut(inside_luma, colour);
    const float share = luma == inside_luma ? inside : 0.0F;
    return {luma + share * (colour.x - luma), luma + share * (colour.y - luma),
            luma + share * (colour.z - luma)};
}

/// CIE's f of the colour of that chroma and luma.
inline float lightness_for(float luma, const Two& ab, const Three& weights) {
    const float inside = limited(luma, 0, 1);
    float cie = cie_of(light_of(inside));
    for (int round = 0; round < kLightnessRounds; ++round) {
        cie = better_lightness(cie, inside, ab, weights);
    }
    return cie;
}

} // namespace kinovar::colourise::math
