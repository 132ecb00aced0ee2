// How the matrices of Winograd's convolution lie in memory; see hwy/foreach_target.h for the
// include guard.
#if defined(KINOVAR_CONV_PANELS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KINOVAR_CONV_PANELS_INL_H_
#undef KINOVAR_CONV_PANELS_INL_H_
#else
#define KINOVAR_CONV_PANELS_INL_H_
#endif

#include "core/nn/conv/vectors-inl.h"
#include "core/nn/conv/winograd.h"

HWY_BEFORE_NAMESPACE();
namespace kinovar::nn::conv::HWY_NAMESPACE {

using winograd::kPoints;
using winograd::kTile;
using winograd::kTileStep;
using winograd::kWindow;

/// Vectors of output channels in a group, at most.
constexpr int kGroupVectors = kManyRegisters ? 4 : 2;
/// Sums held in registers: tiles × vectors of output channels. The rest of the registers holds the
/// weights and a value.
constexpr int kSums = kManyRegisters ? 24 : 12;

// All 36 numbers of a tile and channel lie within few pages of memory: with a matrix of its own for
// each point they would be on 36 pages, and the look-up of pages would cost more than the
// arithmetic. The gap keeps them off the same lines of the cache.
constexpr int kGap = 16;

/// Transformed input: [vector of channels][panel of kTileStep tiles][point][tile][lane].
constexpr int kValueStep = kTileStep * kLanes + kGap; ///< from point to point, floats
constexpr int kValuePanel = kPoints * kValueStep;     ///< from panel to panel

/// Products of a group: [panel of tiles][point][tile][channel]; a panel is what is summed up at a
/// time.
constexpr int kProductStep = kSums * kLanes + kGap;
constexpr int kProductPanel = kPoints * kProductStep;

} // namespace kinovar::nn::conv::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
