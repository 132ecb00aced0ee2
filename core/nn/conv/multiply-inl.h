// The matrix products of Winograd's convolution; see hwy/foreach_target.h for the include guard.
#if defined(KINOVAR_CONV_MULTIPLY_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KINOVAR_CONV_MULTIPLY_INL_H_
#undef KINOVAR_CONV_MULTIPLY_INL_H_
#else
#define KINOVAR_CONV_MULTIPLY_INL_H_
#endif

#include "core/nn/conv/panels-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinovar::nn::conv::HWY_NAMESPACE {

/// products[tile][channel] = Σ values[tile][·] · weights[·][channel] for kTiles tiles and kVectors
/// vectors of channels. The next vector of a tile's values lies next_vector further.
template <int kTiles, int kVectors>
void multiply_panel(const float* HWY_RESTRICT values, std::ptrdiff_t next_vector,
                    const float* HWY_RESTRICT weights, int depth, float* HWY_RESTRICT products) {
    const Tag tag;
    Vector sums[kTiles][kVectors];
    HWY_UNROLL(24)
    for (int t = 0; t < kTiles; ++t) {
        HWY_UNROLL(4)
        for (int v = 0; v < kVectors; ++v) {
            sums[t][v] = hn::Zero(tag);
        }
    }
    for (; depth > 0; depth -= kLanes, values += next_vector) {
        const int lanes = depth < kLanes ? depth : kLanes;
        for (int lane = 0; lane < lanes; ++lane, weights += kVectors * kLanes) {
            Vector row[kVectors];
            HWY_UNROLL(4)
            for (int v = 0; v < kVectors; ++v) {
                row[v] = hn::Load(tag, weights + v * kLanes);
            }
            HWY_UNROLL(24)
            for (int t = 0; t < kTiles; ++t) {
                const Vector value = hn::Set(tag, values[t * kLanes + lane]);
                HWY_UNROLL(4)
                for (int v = 0; v < kVectors; ++v) {
                    sums[t][v] = hn::MulAdd(value, row[v], sums[t][v]);
                }
            }
        }
    }
    HWY_UNROLL(24)
    for (int t = 0; t < kTiles; ++t) {
        HWY_UNROLL(4)
        for (int v = 0; v < kVectors; ++v) {
            hn::Store(sums[t][v], tag, products + (t * kVectors + v) * kLanes);
        }
    }
}

/// The same for `count` tiles; some beyond them are worked out too and mean nothing.
template <int kVectors>
void multiply_tiles(const float* values, std::ptrdiff_t next_vector, const float* weights,
                    int depth, float* products, int count) {
    constexpr int kTiles = kSums / kVectors;
    for (int t = 0; t < count; t += kTiles, products += kProductPanel) {
        multiply_panel<kTiles, kVectors>(values + t / kTileStep * kValuePanel +
                                             t % kTileStep * kLanes,
                                         next_vector, weights, depth, products);
    }
}

/// With the number of vectors known at run time only.
inline void multiply(const float* values, std::ptrdiff_t next_vector, const float* weights,
                     int depth, float* products, int count, int vectors) {
    switch (vectors) {
    case 1:
        return multiply_tiles<1>(values, next_vector, weights, depth, products, count);
    case 2:
        return multiply_tiles<2>(values, next_vector, weights, depth, products, count);
    default:
        break;
    }
    if constexpr (kGroupVectors > 2) {
        if (vectors == 3) {
            return multiply_tiles<3>(values, next_vector, weights, depth, products, count);
        }
        multiply_tiles<4>(values, next_vector, weights, depth, products, count);
    }
}

} // namespace kinovar::nn::conv::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
