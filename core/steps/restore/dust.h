#pragma once

#include "core/pipeline/step.h"
#include "core/steps/restore/dust_options.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace kinovar::steps {

/// The dirt of one frame, pixel by pixel.
struct DefectMap {
    static constexpr std::uint8_t kClean = 0;
    static constexpr std::uint8_t kDark = 128;
    static constexpr std::uint8_t kBright = 255;

    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;     ///< row by row, one of the values above
    std::vector<std::uint8_t> confidence; ///< 0 (clean) … 255 (sure)
    int count = 0;                        ///< pieces of dirt
};

/// A film without the dirt of single frames: dust, hairs, blotches that are on one frame and not on
/// its neighbours, replaced by the neighbours' own pixels.
///
/// Each frame is compared with the two before and the two after it, moved along the flow (see
/// FlowFinder): what stands out from all of them by more than the grain, the edges and what goes on
/// around it is dirt, if it is not seen elsewhere in both nearest ones. The second pass compares
/// with neighbours that the first has mended. After Storey, "Electronic detection and concealment
/// of film dirt", SMPTE Journal 94(6), 1985, and Kokaram, "Motion Picture Restoration", Springer
/// 1998 (the rank order of ordered differences).
///
/// Works on luma of at most dust::kMostLines lines; changes nothing but the found pixels. Shots of
/// fewer than three frames stay as they are. Thread-safe.
class DustClip final : public pipeline::Clip {
public:
    /// Errors: a protect mask that is missing or of another size.
    static Result<std::shared_ptr<const DustClip>> make(pipeline::ClipPtr input,
                                                        const DustOptions& options);
    ~DustClip() override;

    [[nodiscard]] const pipeline::ClipInfo& info() const override;
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const pipeline::Pull& pull) const override;
    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override;

    /// What frame n is mended at, at the clip's size.
    [[nodiscard]] Result<std::shared_ptr<const DefectMap>>
    defects(std::int64_t n, const pipeline::Pull& pull) const;

private:
    struct State;
    explicit DustClip(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The step "dust".
[[nodiscard]] pipeline::StepType dust_step_type();

} // namespace kinovar::steps
