#include "core/steps/kit/shot_passes.h"

#include <algorithm>

namespace kinovar::steps {

Status
for_each_shot(const pipeline::ShotFinder& shots, std::int64_t first, std::int64_t last, Job& job,
              std::string stage,
              const std::function<Status(const pipeline::Shot&, const pipeline::Pull&)>& look) {
    job.begin(std::move(stage), last - first + 1);
    const pipeline::Pull pull{job.stop_token()};
    for (std::int64_t n = first; n <= last;) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots.shot_of(n, pull));
        KINOVAR_TRY(look(shot, pull));
        const std::int64_t end = std::min(last, shot.last);
        job.advance(end - n + 1);
        n = end + 1;
    }
    return {};
}

} // namespace kinovar::steps
