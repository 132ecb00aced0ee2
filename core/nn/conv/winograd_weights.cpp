#include "core/nn/conv/winograd_weights.h"

#include <array>

namespace kinovar::nn::conv::winograd {
namespace {

constexpr int kTaps = 3;
using Row = std::array<double, kTaps>;

/// G of winograd.h: the value of the polynomial of three taps at each point, over the product of
/// the point's distances to the others; rows for ±p times p, see transform_four.
constexpr std::array<Row, kWindow> transform_matrix() {
    const double inner2 = kInner * kInner;
    const double outer2 = kOuter * kOuter;
    const double inner = kInner / (2 * inner2 * (inner2 - outer2));
    const double outer = kOuter / (2 * outer2 * (outer2 - inner2));
    return {Row{1 / (inner2 * outer2), 0, 0},
            Row{inner, inner * kInner, inner * inner2},
            Row{inner, -inner * kInner, inner * inner2},
            Row{outer, outer * kOuter, outer * outer2},
            Row{outer, -outer * kOuter, outer * outer2},
            Row{0, 0, 1}};
}

/// G g Gᵀ at a point.
double transformed(const float* taps, int point) {
    constexpr auto kMatrix = transform_matrix();
    const Row& down = kMatrix[static_cast<std::size_t>(point / kWindow)];
    const Row& across = kMatrix[static_cast<std::size_t>(point % kWindow)];
    double sum = 0;
    for (std::size_t y = 0; y < kTaps; ++y) {
        for (std::size_t x = 0; x < kTaps; ++x) {
            sum += down[y] * across[x] * static_cast<double>(taps[y * kTaps + x]);
        }
    }
    return sum;
}

} // namespace

Groups groups_for(int channels, const Kernels& kernels) {
    Groups groups;
    groups.vectors = (channels + kernels.lanes - 1) / kernels.lanes;
    groups.count = (groups.vectors + kernels.group_vectors - 1) / kernels.group_vectors;
    return groups;
}

AlignedFloats pack_weights(std::span<const float> weights, int out_channels, int in_channels,
                           const Kernels& kernels) {
    const Groups groups = groups_for(out_channels, kernels);
    AlignedFloats packed(static_cast<std::size_t>(kPoints) * static_cast<std::size_t>(in_channels) *
                         static_cast<std::size_t>(groups.vectors * kernels.lanes));
    float* to = packed.data();
    for (int g = 0; g < groups.count; ++g) {
        const int first = groups.begin(g) * kernels.lanes;
        const int end = groups.begin(g + 1) * kernels.lanes;
        for (int point = 0; point < kPoints; ++point) {
            for (int in = 0; in < in_channels; ++in) {
                for (int out = first; out < end; ++out, ++to) {
                    if (out < out_channels) {
                        const auto pair =
                            static_cast<std::size_t>(out) * static_cast<std::size_t>(in_channels) +
                            static_cast<std::size_t>(in);
                        *to = static_cast<float>(
                            transformed(weights.data() + pair * kTaps * kTaps, point));
                    }
                }
            }
        }
    }
    return packed;
}

} // namespace kinovar::nn::conv::winograd
