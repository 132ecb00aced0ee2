#include "core/steps/step_catalogue.h"

#include "core/steps/enhance/curves.h"
#include "core/steps/enhance/guard.h"
#include "core/steps/enhance/levels.h"
#include "core/steps/enhance/lut.h"
#include "core/steps/enhance/picture_model.h"
#include "core/steps/enhance/relight.h"
#include "core/steps/enhance/upscale.h"
#include "core/steps/simulate/age.h"

#include <array>

namespace kinovar::steps {

std::span<const pipeline::StepType> step_catalogue() {
    static const std::array catalogue{
        upscale_step_type(), levels_step_type(),        curves_step_type(),  lut_step_type(),
        relight_step_type(), deblur_step_type(),        denoise_step_type(), lowlight_step_type(),
        guard_step_type(),   simulate::age_step_type(),
    };
    return catalogue;
}

} // namespace kinovar::steps
