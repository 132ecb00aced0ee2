#include "core/steps/colourise/global/dye_model.h"

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

using Matrix3 = std::array<std::array<double, 3>, 3>;

constexpr Matrix3 kAbsorption{{{.926, .065, .009}, {.143, .794, .063}, {.076, .167, .757}}};
constexpr double kLeastLight = 1e-3;
constexpr double kMostGain = 4;

/// By Cramer's rule.
Matrix3 inverse_of(const Matrix3& m) {
    const auto cofactor = [&](std::size_t row, std::size_t column) {
        const std::size_t r1 = (row + 1) % 3;
        const std::size_t r2 = (row + 2) % 3;
        const std::size_t c1 = (column + 1) % 3;
        const std::size_t c2 = (column + 2) % 3;
        return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
    };
    const double determinant =
        m[0][0] * cofactor(0, 0) + m[0][1] * cofactor(0, 1) + m[0][2] * cofactor(0, 2);
    Matrix3 inverse{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            inverse[row][column] = cofactor(column, row) / determinant;
        }
    }
    return inverse;
}

Dyes times(const Matrix3& m, const Dyes& v) {
    Dyes result{};
    for (std::size_t row = 0; row < 3; ++row) {
        result[row] = m[row][0] * v[0] + m[row][1] * v[1] + m[row][2] * v[2];
    }
    return result;
}

} // namespace

Dyes dyes_of_light(const std::array<double, 3>& light) {
    static const Matrix3 inverse = inverse_of(kAbsorption);
    Dyes density{};
    for (std::size_t c = 0; c < density.size(); ++c) {
        density[c] = -std::log10(std::max(light[c], kLeastLight));
    }
    return times(inverse, density);
}

std::array<double, 3> light_of_dyes(const Dyes& dyes) {
    std::array<double, 3> light = times(kAbsorption, dyes);
    for (double& value : light) {
        constexpr double kBase = 10;
        value = std::pow(kBase, -value);
    }
    return light;
}

Dyes revived(const DyeFade& fade, const Dyes& now) {
    Dyes dyes{};
    for (std::size_t i = 0; i < dyes.size(); ++i) {
        const double gain = std::min(kMostGain, fade.darker / std::max(1 - fade.lost[i], 1e-3));
        dyes[i] = gain * (now[i] - fade.stain[i]);
    }
    return dyes;
}

std::array<double, 3> revived_light(const DyeFade& fade, const std::array<double, 3>& now) {
    std::array<double, 3> light = light_of_dyes(revived(fade, dyes_of_light(now)));
    for (std::size_t c = 0; c < light.size(); ++c) {
        light[c] = std::clamp((light[c] - fade.black[c]) / (1 - fade.black[c]), 0.0, 1.0);
    }
    return light;
}

} // namespace kinovar::colourise
