#pragma once

// Private to core/steps/portrait.

#include "core/pipeline/clip.h"
#include "core/steps/portrait/face/face.h"
#include "core/steps/portrait/portrait.h"

#include <memory>
#include <string>
#include <vector>

namespace kinovar::steps {

/// Draws the moving still. Thread-safe.
class PortraitEngine {
public:
    virtual ~PortraitEngine() = default;
    /// The picture at a time from the start, seconds.
    [[nodiscard]] virtual Result<FramePtr> at(double time, const pipeline::Pull& pull) const = 0;
    /// What the user is to be told, one sentence each.
    [[nodiscard]] virtual std::vector<std::string> warnings() const { return {}; }
};

/// What an engine is made of. `faces`: numbers in the analysis; allowed to be animated.
struct EngineInput {
    const PortraitOptions& options;
    FramePtr still;
    const portrait::PortraitAnalysis& analysis;
    const std::vector<int>& faces;
};

/// Moves the photograph's own pixels by curves.
[[nodiscard]] Result<std::unique_ptr<const PortraitEngine>>
make_mesh_engine(const EngineInput& input, const pipeline::Pull& pull);

/// The catalogue id of the network below.
inline constexpr const char* kFommModel = "fomm-vox";
/// Lets the user's checkpoint of the First Order Motion Model (A. Siarohin et al., NeurIPS 2019)
/// draw a square around each face anew, as the person of the driving clip moves against that
/// clip's most neutral frame. Outside of a soft edge within the square the still stays bit for bit.
/// MissingModel, with the way to get it, where it is not installed.
[[nodiscard]] Result<std::unique_ptr<const PortraitEngine>>
make_fomm_engine(const EngineInput& input, const pipeline::Pull& pull);

} // namespace kinovar::steps
