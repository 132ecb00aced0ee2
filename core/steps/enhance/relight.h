#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

namespace kinovar::steps {

/// How strongly light and colour are put right; each from 0 (off) to 1.
struct RelightOptions {
    double highlights = 0.4; ///< bright parts are held back, their texture stays
    double shadows = 0.3;    ///< dark parts are opened, their grain is not
    double faces = 0.5;      ///< faces that are too bright are held back more
    double fade = 0.7;       ///< colour cast and uneven fading of the dyes are taken back
    double black = 0.4;      ///< the shot's darkest tones go towards black
    double white = 0.3;      ///< the shot's brightest tones go towards white

    static const FieldList<RelightOptions>& fields();
};

/// "relight". What it does is measured per shot and the same for all of its frames, so fades and
/// changes of the light stay; only the faces' part follows the faces. All at 0 gives back the very
/// same pictures; black-and-white clips stay exactly grey. Faces are looked for where
/// human-blazeface-back is installed. Origin plane kept: nothing new is in the picture.
[[nodiscard]] pipeline::StepType relight_step_type();

} // namespace kinovar::steps
