#include "core/preview/viewing.h"

namespace kinovar::preview {

Result<std::vector<pipeline::ClipPtr>>
build_for_viewing(std::span<const pipeline::StepType> types, const pipeline::Chain& chain,
                  pipeline::ClipPtr source, const std::shared_ptr<pipeline::FrameCache>& cache) {
    return pipeline::build(types, chain, std::move(source), [cache](pipeline::ClipPtr clip) {
        return pipeline::cached(std::move(clip), cache);
    });
}

} // namespace kinovar::preview
