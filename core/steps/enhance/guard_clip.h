#pragma once

#include "core/base/cache.h"
#include "core/pipeline/clip.h"
#include "core/steps/enhance/guard.h"
#include "core/steps/enhance/noise_level.h"

#include <vector>

namespace kinovar::steps {

/// What was invented or lost, at the size of the scan.
struct HeatMap {
    int width = 0;
    int height = 0;
    /// Row by row, 8-bit levels beyond limit and noise: positive invented, negative lost, 0 fine.
    std::vector<float> levels;
};

struct GuardFindings;

/// Compares each picture with ClipInfo::faithful (must be there) and takes contradictions back by
/// adding the difference at the scan's size, enlarged (back-projection: M. Irani, S. Peleg,
/// "Improving resolution by image registration", CVGIP 53(3), 1991): detail finer than the scan
/// stays. Pictures without contradictions are given on as they are. Origin plane kept: what is
/// mended still carries the model's fine detail. Thread-safe.
class GuardClip final : public pipeline::Clip {
public:
    GuardClip(pipeline::ClipPtr input, GuardOptions options);

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const pipeline::Pull& pull) const override;
    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override;

    /// The map of frame n, whatever strength and view are.
    [[nodiscard]] Result<HeatMap> heat(std::int64_t n, const pipeline::Pull& pull) const;

private:
    struct Pair {
        FramePtr enhanced, reduced, scan;
    };
    [[nodiscard]] Result<Pair> pair(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] Result<GuardFindings> findings(const Pair& all, std::int64_t n,
                                                 const pipeline::Pull& pull) const;
    [[nodiscard]] Result<NoiseCurve> noise_at(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] Result<NoiseCurve> noise_of_shot(const pipeline::Shot& shot,
                                                   const pipeline::Pull& pull) const;

    pipeline::ClipPtr input_;
    GuardOptions options_;
    pipeline::ClipInfo info_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    mutable BudgetCache<std::int64_t, NoiseCurve> noise_; // by the shot's first frame
};

} // namespace kinovar::steps
