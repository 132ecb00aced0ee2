#include "core/preview/viewing.h"

namespace kinovar::preview {

Result<std::vector<pipeline::ClipPtr>>
build_for_viewing(std::span<const pipeline::StepType> types, const pipeline::Chain& chain,
                  pipeline::ClipPtr source, const std::shared_ptr<pipeline::FrameCache>& cache) {
    std::vector<pipeline::ClipPtr> clips{source};
    pipeline::ClipPtr last = pipeline::cached(std::move(source), cache);
    for (const pipeline::StepSpec& step : chain.steps) {
        if (step.enabled) {
            KINOVAR_TRY_ASSIGN(const auto made, pipeline::build(types, {{step}}, last));
            // A step that has nothing to do (no change, only cuts) gives the pictures that went in
            // under their own key: they are kept already, and would wait for themselves.
            const bool same = made.back()->info().key == last->info().key;
            last = same ? made.back() : pipeline::cached(made.back(), cache);
            clips.push_back(last);
        } else {
            clips.push_back(clips.back());
        }
    }
    return clips;
}

} // namespace kinovar::preview
