#include "core/pipeline/usual_place.h"

#include <algorithm>

namespace kinovar::pipeline {

Chain with_step(Chain chain, const std::string& name, std::span<const StepType> types) {
    const auto rank_of = [&](const std::string& wanted) {
        return std::find_if(types.begin(), types.end(),
                            [&](const StepType& type) { return type.name == wanted; });
    };
    const auto ours = rank_of(name);
    const auto later =
        std::find_if(chain.steps.begin(), chain.steps.end(),
                     [&](const StepSpec& step) { return rank_of(step.name) > ours; });
    chain.steps.insert(later, {name, {}, true});
    return chain;
}

} // namespace kinovar::pipeline
