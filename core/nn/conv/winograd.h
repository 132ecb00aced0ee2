#pragma once

#include "core/nn/conv/conv3x3.h"

#include <cstddef>

/// Winograd's F(4×4, 3×3): a tile of 4×4 results is A·[(G g Gᵀ) ⊙ (Bᵀ d B)]·Aᵀ, where d is the
/// window of 6×6 input values around the tile and g the 3×3 weights. Over channels the product ⊙
/// becomes 36 small matrix products, which is where the time goes: 2.25 multiplications a result
/// and input channel instead of 9.
///
/// B, G and A evaluate polynomials at the points 0, ±kInner, ±kOuter and infinity. With these two
/// the rounding error is about half of that with the customary 1 and 2, at the same cost.
namespace kinovar::nn::conv::winograd {

constexpr int kTile = 4;
constexpr int kWindow = 6;
constexpr int kPoints = kWindow * kWindow;
constexpr double kInner = 0.75;
constexpr double kOuter = 1.5;

/// Tiles are counted along the rows of the picture. Every register block of tiles divides this.
constexpr int kTileStep = 24;

/// Some tiles that are worked on together.
struct Block {
    int first = 0, count = 0;
};

/// How the output channels are cut into groups that are multiplied at once.
struct Groups {
    int vectors = 0; ///< of output channels, the last one perhaps in part
    int count = 0;   ///< groups, as equal as can be
    /// The first vector of a group; of `count`: the end.
    [[nodiscard]] int begin(int group) const { return group * vectors / count; }
};

/// A convolution of one picture.
struct Job {
    ConstView input;
    View output;
    const float* weights = nullptr; ///< as pack_weights lays them out
    const float* bias = nullptr;    ///< filled up to whole vectors
    const float* slopes = nullptr;  ///< below zero, filled up to whole vectors; null: no activation
    bool activate_last = false;
    float scale = 1;
    ConstView first, second; ///< pictures added
    float first_scale = 1, second_scale = 1;
    Groups groups;
    int block_tiles = 0;     ///< the most a Block holds; a multiple of kTileStep
    bool past_cache = false; ///< the output is too large to be found in a cache again
};

/// The parts that are compiled for each instruction set.
struct Kernels {
    const char* name;
    int lanes;         ///< floats in a vector
    int group_vectors; ///< the most in a group
    /// What run_block works in.
    std::size_t (*workspace_floats)(const Job& job);
    /// Convolves `now` and fetches the input of `next` (count 0: none) into the cache meanwhile.
    /// `workspace` begins at a cache line.
    void (*run_block)(const Job& job, Block now, Block next, float* workspace);
};
/// Those of the best instruction set of this machine.
const Kernels& kernels();

} // namespace kinovar::nn::conv::winograd
