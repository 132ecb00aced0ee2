#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/colourise/hints.h"
#include "tests/steps/memory_clip.h"

#include <filesystem>
#include <memory>

namespace kinovar::colourise::test {

/// A grey film of two shots: a bright square on darker ground, both textured, that moves to the
/// right; in the second shot a dark one on brighter ground that stands elsewhere.
inline constexpr int kWidth = 96;
inline constexpr int kHeight = 72;
inline constexpr int kShotFrames = 6; ///< of each
[[nodiscard]] std::shared_ptr<steps::test::MemoryClip> drawn_film();

/// Where the middle of the square is.
[[nodiscard]] Place square_at(int n);
/// And some place of the ground.
inline constexpr Place kGround{0.85, 0.15};

/// The frame with its square and its ground in these colours.
[[nodiscard]] FramePtr coloured(const Frame& frame, int n, const Ab& square, const Ab& ground);

[[nodiscard]] ColourHint point_hint(const Place& place, std::int64_t frame, const Ab& colour);

/// Of the pixel at a place.
[[nodiscard]] Ab ab_at(const Frame& frame, const Place& place);
/// Largest difference of luma of two frames of one size.
[[nodiscard]] double luma_difference(const Frame& one, const Frame& other);

} // namespace kinovar::colourise::test
