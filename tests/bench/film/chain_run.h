#pragma once

#include "core/pipeline/chain.h"
#include "tests/bench/film/bench_clips.h"

#include <optional>

namespace kinovar::bench {

/// What one step of the chain did.
struct StageRun {
    std::string name;
    double analysis = 0; ///< seconds a frame of the pass beforehand
    double seconds = 0;  ///< a frame, without it
    /// Pictures before and after it; kept of the steps that are judged by themselves.
    std::shared_ptr<const Planes> before;
    std::shared_ptr<const Planes> after;
    /// What the step itself says it mended, a mask a frame (0: nothing); empty where it says
    /// nothing.
    std::vector<std::vector<std::uint8_t>> marks;
};

struct ChainRun {
    std::vector<StageRun> stages;
    FramesClipPtr result;
    std::shared_ptr<const Planes> planes; ///< of the result

    [[nodiscard]] const StageRun* stage(std::string_view name) const;
};

/// Step specs of texts as `restore --step` takes them. Steps that the catalogue lacks are left out
/// and named in `missing`.
[[nodiscard]] Result<pipeline::Chain> chain_of(const std::vector<std::string>& texts,
                                               std::vector<std::string>& missing);
/// The steps of a preset: a .json file, or a name in the sources' resources/presets.
[[nodiscard]] Result<pipeline::Chain> chain_of_preset(const std::string& preset);

/// Runs a film through the chain step by step, each over all frames before the next, so that each
/// can be timed and looked at alone.
[[nodiscard]] Result<ChainRun> run_chain(const pipeline::Chain& chain, const FramesClipPtr& source,
                                         int threads);

} // namespace kinovar::bench
