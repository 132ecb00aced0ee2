#include "ui/panels/step_timer.h"

#include "core/preview/picture_service.h"
#include "core/steps/step_catalogue.h"

#include <algorithm>
#include <chrono>

namespace kinovar::ui {

namespace {

using pipeline::Chain;
using pipeline::Clip;
using pipeline::ClipPtr;

/// Makes a frame, then times the one after it (of the last frame, the one before it).
Result<double> time_next(const Clip& clip, std::int64_t frame, const pipeline::Pull& pull) {
    const std::int64_t first = std::clamp<std::int64_t>(frame, 0, clip.info().frames - 1);
    const std::int64_t next =
        first + 1 < clip.info().frames ? first + 1 : std::max<std::int64_t>(first - 1, 0);
    KINOVAR_TRY(clip.frame(first, pull));
    const auto start = std::chrono::steady_clock::now();
    KINOVAR_TRY(clip.frame(next, pull));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Result<ClipPtr> built(const Chain& chain, std::size_t steps, const ClipPtr& source) {
    Chain part;
    part.steps.assign(chain.steps.begin(),
                      chain.steps.begin() + static_cast<std::ptrdiff_t>(steps));
    KINOVAR_TRY_ASSIGN(auto clips, pipeline::build(steps::step_catalogue(), part, source));
    return clips.back();
}

} // namespace

Result<std::vector<double>> time_steps(const Chain& chain, const ClipPtr& source,
                                       std::int64_t frame, Job& job) {
    std::vector<double> times(chain.steps.size());
    const pipeline::Pull pull{job.stop_token()};
    job.begin("time", static_cast<std::int64_t>(chain.steps.size()) + 1);
    // Twice: the first pull decodes.
    KINOVAR_TRY(time_next(*source, frame, pull));
    KINOVAR_TRY_ASSIGN(double before, time_next(*source, frame, pull));
    job.advance();
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        KINOVAR_TRY(job.checkpoint());
        if (chain.steps[i].enabled) {
            KINOVAR_TRY_ASSIGN(const ClipPtr clip, built(chain, i + 1, source));
            const std::int64_t there =
                preview::frame_at_same_time(source->info(), frame, 0, clip->info());
            KINOVAR_TRY_ASSIGN(const double all, time_next(*clip, there, pull));
            times[i] = std::max(all - before, 0.0);
            before = all;
        }
        job.advance();
    }
    return times;
}

} // namespace kinovar::ui
