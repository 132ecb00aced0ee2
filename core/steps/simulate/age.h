#pragma once

#include "core/pipeline/step.h"
#include "core/steps/simulate/age_options.h"
#include "core/steps/simulate/age_truth.h"

#include <cstdint>
#include <memory>

namespace kinovar::steps::simulate {

/// A clean film as a worn reel would show it, with the truth about every defect. For measuring
/// restorers and detectors, and for samples.
///
/// In this order, like light through camera, print and projector: black and white (luma of the
/// clip's colour), lens blur, the film's movement in the gate (weave and splice jumps), grain and
/// dust on the film, scratches of the gate, splice lines, flicker of the lamp, clipping to [0, 1].
/// age_truth.h says what is fixed to the film and what in the gate.
///
/// Every frame follows from its clean picture, the seed and the frame's number alone: any order,
/// any threads, a second run give the same bits. Where no effect is on and colour is kept, the
/// input's own frame is handed on. The origin plane passes through. Thread-safe.
class AgeClip final : public pipeline::Clip {
public:
    /// Errors: options out of range.
    static Result<std::shared_ptr<const AgeClip>> make(pipeline::ClipPtr input,
                                                       const AgeOptions& options);
    ~AgeClip() override;

    [[nodiscard]] const pipeline::ClipInfo& info() const override;
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const pipeline::Pull& pull) const override;

    struct Aged {
        FramePtr frame;
        FrameTruth truth;
    };
    /// The frame with all that was done to it; the same pixels as frame().
    [[nodiscard]] Result<Aged> aged(std::int64_t n, const pipeline::Pull& pull) const;

    // Known without any pixel; cheap.

    [[nodiscard]] FramePath path(std::int64_t n) const;
    [[nodiscard]] std::vector<ScratchTruth> scratches(std::int64_t n) const;
    [[nodiscard]] GrainCurve grain_curve() const;
    [[nodiscard]] const AgeOptions& options() const;

private:
    struct Effects;
    AgeClip(pipeline::ClipPtr input, const AgeOptions& options);
    [[nodiscard]] Result<FramePtr> render(std::int64_t n, const pipeline::Pull& pull,
                                          FrameTruth* truth) const;
    [[nodiscard]] FramePtr age_frame(const Frame& clean, std::int64_t n, FrameTruth* truth) const;

    pipeline::ClipPtr input_;
    AgeOptions options_;
    pipeline::ClipInfo info_;
    std::unique_ptr<const Effects> effects_;
};

/// The step "age".
[[nodiscard]] pipeline::StepType age_step_type();

} // namespace kinovar::steps::simulate
