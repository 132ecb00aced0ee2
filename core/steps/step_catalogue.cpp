#include "core/steps/step_catalogue.h"

#include "core/steps/enhance/sharpen.h"
#include "core/steps/enhance/upscale.h"
#include "core/steps/restore/degrain.h"
#include "core/steps/restore/dust.h"
#include "core/steps/restore/regrain.h"
#include "core/steps/restore/scratch.h"
#include "core/steps/simulate/age.h"

#include <array>

namespace kinovar::steps {

std::span<const pipeline::StepType> step_catalogue() {
    static const std::array catalogue{
        dust_step_type(),
        upscale_step_type(),
        scratch_step_type(),
        degrain_step_type(),
        sharpen_step_type(),
        regrain_step_type(),
        simulate::age_step_type(),
    };
    return catalogue;
}

} // namespace kinovar::steps
