#include "core/steps/step_catalogue.h"

#include "core/steps/simulate/age.h"

#include <vector>

namespace kinovar::steps {

std::span<const pipeline::StepType> step_catalogue() {
    static const std::vector<pipeline::StepType> types{
        simulate::age_step_type(),
    };
    return types;
}

} // namespace kinovar::steps
