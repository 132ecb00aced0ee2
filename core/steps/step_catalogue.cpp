#include "core/steps/step_catalogue.h"

#include "core/steps/enhance/upscale.h"
#include "core/steps/simulate/age.h"
#include "core/steps/timing/deinterlace.h"
#include "core/steps/timing/interpolate.h"
#include "core/steps/timing/speed.h"
#include "core/steps/timing/telecine.h"

#include <array>

namespace kinovar::steps {

std::span<const pipeline::StepType> step_catalogue() {
    static const std::array catalogue{
        upscale_step_type(),
        deinterlace_step_type(),
        interpolate_step_type(),
        speed_step_type(),
        telecine_step_type(),
        simulate::age_step_type(),
    };
    return catalogue;
}

} // namespace kinovar::steps
