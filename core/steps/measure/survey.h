#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/measure/global_motion.h"
#include "core/steps/measure/scratch_votes.h"

#include <array>
#include <vector>

namespace kinovar::steps {

/// Frames back that every frame is compared with.
inline constexpr std::array<int, 3> kSurveyLags{1, 2, 4};
/// Frames back that every frame's likeness is measured to.
inline constexpr std::array<int, 3> kLikenessLags{1, 2, 3};

/// What one pass over the scan finds out about a frame.
struct SurveyFacts {
    double mean = 0;     ///< of the luma, 8-bit levels
    double contrast = 0; ///< its standard deviation
    /// likeness() to the frame kLikenessLags[i] before; 0 where there is none.
    std::array<double, kLikenessLags.size()> likeness{};
    /// From the frame kSurveyLags[i] before to this; `matched` 0 where there is none.
    std::array<PictureMotion, kSurveyLags.size()> motion{};
};

/// The survey of a film: one pass over the scan that serves cuts, deflicker and stabilise, done in
/// pieces when asked for and kept by pipeline::analyses(), so never done twice. Thread-safe.
class Survey {
public:
    /// Of the scan that film damage is measured on (see ClipInfo::scan).
    explicit Survey(pipeline::ClipPtr scan);

    /// Facts of frames first to last, inclusive, within the film.
    [[nodiscard]] Result<std::vector<SurveyFacts>> facts(std::int64_t first, std::int64_t last,
                                                         const pipeline::Pull& pull) const;
    /// What frame n says about scratches. The pass that gives the facts leaves these in memory for
    /// the last frames, so that whoever asks for both reads the scan once; else it is read again.
    [[nodiscard]] Result<std::shared_ptr<const ScratchVotes>>
    votes(std::int64_t n, const pipeline::Pull& pull) const;
    /// Makes sure of the facts ahead of time, with progress.
    [[nodiscard]] Status prepare(std::int64_t first, std::int64_t last, Job& job) const;

    [[nodiscard]] const pipeline::ClipPtr& scan() const { return scan_; }

private:
    [[nodiscard]] Result<std::vector<SurveyFacts>> chunk(std::int64_t number,
                                                         const pipeline::Pull& pull) const;
    [[nodiscard]] Result<std::vector<SurveyFacts>> measure(std::int64_t first, std::int64_t last,
                                                           const pipeline::Pull& pull) const;

    pipeline::ClipPtr scan_;
};

/// The survey of the clip that `input`'s damage is measured on.
[[nodiscard]] Survey survey_of(const pipeline::ClipPtr& input);

} // namespace kinovar::steps
