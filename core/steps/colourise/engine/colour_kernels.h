#pragma once

#include <cstddef>

/// Loops over a row of pixels, compiled for several instruction sets and chosen at run time.
/// Pointers need no alignment; input and output must not overlap. Private to the engine.
namespace kinovar::colourise::kernels {

/// L*, 0 to 100, of n lumas.
void lightness(float* lightness, const float* luma, std::size_t n);
/// abab… of n pixels RGBRGB….
void chroma(float* ab, const float* rgb, std::size_t n);
/// RGBRGB… of n lumas and abab… (math::colour_at), luma being weighed by `weights`.
void colour(float* rgb, const float* luma, const float* ab, const float weights[3], std::size_t n);

/// One half of a row of a picture whose pixels are split like a chessboard's: n places of one
/// colour; `left` and `right` are their neighbours of the other colour, `up` and `down` too.
struct HalfRow {
    float* value;
    const float *left, *right, *up, *down;
};
/// Weights of these neighbours and what is added; all multiplied by the relaxation factor.
struct HalfRowWeights {
    const float *left, *right, *up, *down, *given;
};
/// value = keep·value + Σ weight·neighbour + given.
void relax(const HalfRow& row, const HalfRowWeights& weights, float keep, std::size_t n);

/// What a pixel is told by, in units in which a difference of 1 makes a seed count e times less.
struct LikenessPoint {
    float x, y, light, texture;
    float a, b;
    float bonus; ///< added to the logarithm of its weight
};
/// Adds, for n pixels of a row, each point's weight and weight × colour, and weight × its square.
struct LikenessRow {
    const float *light, *texture; ///< in the same units, not scaled
    float light_scale, texture_scale;
    float x, y, x_step;              ///< of the first pixel, scaled; from one pixel to the next
    float *weight, *a, *b, *squares; ///< sums; `squares` of a² + b²
};
void add_likeness(const LikenessRow& row, const LikenessPoint* points, std::size_t count,
                  std::size_t n);

} // namespace kinovar::colourise::kernels
