#pragma once

#include "core/steps/simulate/age.h"
#include "tests/bench/film/chain_run.h"

#include <array>

namespace kinovar::bench {

/// How near a film is to the clean one. Luma, whole frames.
struct Fidelity {
    double psnr = 0; ///< of the error pooled over all frames, dB
    double ssim = 0; ///< mean over frames
    /// The same after the movement and gain that were left in each frame are measured against the
    /// clean frame and undone: what the wrong estimate of weave and flicker costs is taken out.
    double aligned_psnr = 0;
    double weave_x = 0, weave_y = 0; ///< px rms about the mean: movement that the clean film lacks
    /// The same from frame to frame, px rms: what the eye sees as unsteadiness.
    double jitter_x = 0, jitter_y = 0;
    double flicker = 0; ///< % rms about the mean of the gain that the clean film lacks
};
[[nodiscard]] Result<Fidelity> fidelity(const Planes& clean, const Planes& film);

/// A reel aged in memory, rounded to 8 bits, with the truth of every frame.
struct AgedReel {
    FramesClipPtr clip;
    std::vector<steps::simulate::FrameTruth> truth;
    Planes grain; ///< what grain alone changed, levels
    /// Pixels of each frame that dust or scratches changed visibly, also the faint rims that the
    /// truth's masks leave out; 255, else 0.
    std::vector<std::vector<std::uint8_t>> damage;
};
[[nodiscard]] Result<AgedReel> aged_reel(const BenchClip& clip, std::int64_t seed, double strength);

/// What the dust step did to the stamps whose contrast is 40 levels or more.
struct DustScore {
    std::int64_t stamps = 0;
    std::int64_t found = 0;    ///< at least half of what shows of them was mended
    std::int64_t repaired = 0; ///< their error to the clean picture fell to half or less
    std::int64_t patches = 0;  ///< that the step mended
    std::int64_t true_patches = 0;
    double false_share = 0; ///< of all pixels: changed by more than 8 levels beside any damage

    [[nodiscard]] double recall() const;
    [[nodiscard]] double precision() const;
};
[[nodiscard]] DustScore score_dust(const Planes& clean, const AgedReel& reel,
                                   const StageRun& stage);

/// What the scratch step did to the lines that show.
struct ScratchScore {
    int lines = 0;
    int found = 0;       ///< at most half of the line was left
    int false_lines = 0; ///< taken away where there is none
};
[[nodiscard]] ScratchScore score_scratches(const Planes& clean, const AgedReel& reel,
                                           const StageRun& stage);

/// Power of the grain put back over that of the reel, dB an octave, finest first.
using GrainScore = std::array<double, test::OctaveSpectrum::kOctaves>;
[[nodiscard]] GrainScore score_grain(const AgedReel& reel, const StageRun& regrain);

/// What the chain does to a film that needs nothing.
struct CleanScore {
    double psnr = 0;        ///< dB, pooled
    double false_share = 0; ///< of all pixels: changed by more than 8 levels by dust and scratch
};
[[nodiscard]] CleanScore score_clean(const Planes& clean, const ChainRun& run);

} // namespace kinovar::bench
