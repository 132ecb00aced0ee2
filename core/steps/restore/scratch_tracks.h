#pragma once

#include "core/steps/measure/scratch_votes.h"

#include <cstdint>
#include <vector>

namespace kinovar::steps {

/// Where a scratch lies on one frame; px, the centre of the left column is 0.
struct ScratchPlace {
    float x = 0;      ///< at mid-height
    float tilt = 0;   ///< x at the bottom row less x at the top row
    bool seen = true; ///< false: too faint here, carried on from its neighbours
};

/// A line that keeps its place in the gate from frame to frame.
struct Scratch {
    std::int64_t first = 0;           ///< frame
    std::int64_t last = 0;            ///< inclusive
    int polarity = 1;                 ///< +1 bright, -1 dark
    double width = 1;                 ///< standard deviation of its Gaussian profile, px
    double levels = 0;                ///< mean height over its sides in 8-bit levels
    double confidence = 0;            ///< 0 … 1, mean share of the height at which it shows
    std::vector<ScratchPlace> places; ///< of every frame from first to last
};

/// What is known of a run of consecutive frames of one shot.
struct ScratchEvidence {
    std::int64_t first = 0; ///< number of the first frame
    int height = 0;         ///< of the pictures, px
    std::vector<ScratchVotes> votes;
    std::vector<double> shifts; ///< [i]: px that the picture moved to the right from frame i − 1 to
                                ///< i; [0] is not used
};

/// Lines that hold on over time: of each polarity the paths with the highest sum of votes less a
/// toll (Viterbi, at most a pixel or two a frame), one after another. A line is taken for a scratch
/// where its sub-pixel centre stays while the picture moves (the regression of its movement on the
/// picture's gives 0 for a scratch and 1 for a pole or door frame); where the picture stands still,
/// only where its depth changes from frame to frame more than the picture beside it does.
/// Sorted by first frame. Pure.
[[nodiscard]] std::vector<Scratch> find_scratches(const ScratchEvidence& evidence);

} // namespace kinovar::steps
