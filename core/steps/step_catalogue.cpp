#include "core/steps/step_catalogue.h"

#include "core/steps/colourise/colourise.h"
#include "core/steps/colourise/global/deyellow.h"
#include "core/steps/colourise/global/dye_fade.h"
#include "core/steps/colourise/global/palette.h"
#include "core/steps/colourise/global/tint.h"
#include "core/steps/enhance/curves.h"
#include "core/steps/enhance/guard.h"
#include "core/steps/enhance/levels.h"
#include "core/steps/enhance/lut.h"
#include "core/steps/enhance/picture_model.h"
#include "core/steps/enhance/relight.h"
#include "core/steps/enhance/sharpen.h"
#include "core/steps/enhance/upscale.h"
#include "core/steps/photo/photo_fade.h"
#include "core/steps/photo/photo_repair.h"
#include "core/steps/portrait/portrait.h"
#include "core/steps/restore/cuts.h"
#include "core/steps/restore/deflicker.h"
#include "core/steps/restore/degrain.h"
#include "core/steps/restore/dust.h"
#include "core/steps/restore/regrain.h"
#include "core/steps/restore/scratch.h"
#include "core/steps/restore/stabilise.h"
#include "core/steps/retouch/retouch.h"
#include "core/steps/retouch/skin/deplastic.h"
#include "core/steps/simulate/age.h"
#include "core/steps/timing/deinterlace.h"
#include "core/steps/timing/interpolate.h"
#include "core/steps/timing/speed.h"
#include "core/steps/timing/telecine.h"

#include <array>

namespace kinovar::steps {

namespace {

pipeline::StepType measuring(pipeline::StepType type) {
    type.measures = true;
    return type;
}

} // namespace

std::span<const pipeline::StepType> step_catalogue() {
    // In the order of a chain.
    static const std::array catalogue{
        photo_repair_step_type(),
        photo_fade_step_type(),
        cuts_step_type(),
        measuring(deinterlace_step_type()),
        measuring(telecine_step_type()),
        measuring(scratch_step_type()),
        measuring(deflicker_step_type()),
        measuring(stabilise_step_type()),
        measuring(dust_step_type()),
        measuring(degrain_step_type()),
        measuring(regrain_step_type()),
        deblur_step_type(),
        denoise_step_type(),
        lowlight_step_type(),
        measuring(relight_step_type()),
        measuring(dye_fade_step_type()),
        measuring(deyellow_step_type()),
        measuring(colourise_step_type()),
        measuring(palette_step_type()),
        tint_step_type(),
        levels_step_type(),
        curves_step_type(),
        lut_step_type(),
        measuring(sharpen_step_type()),
        upscale_step_type(),
        measuring(guard_step_type()),
        measuring(deplastic_step_type()),
        measuring(retouch_step_type()),
        portrait_step_type(),
        speed_step_type(),
        measuring(interpolate_step_type()),
        simulate::age_step_type(),
    };
    return catalogue;
}

} // namespace kinovar::steps
