#include "core/steps/retouch/skin/deplastic.h"

#include "core/steps/kit/step_kit.h"

namespace kinovar::steps {

namespace {

Result<pipeline::ClipPtr> apply_deplastic(const DeplasticOptions& /*options*/,
                                          pipeline::ClipPtr input) {
    return input;
}

} // namespace

const FieldList<DeplasticOptions>& DeplasticOptions::fields() {
    static const FieldList<DeplasticOptions> list =
        FieldList<DeplasticOptions>()
            .add(&DeplasticOptions::texture,
                 {"texture", "Texture", "How much of the missing skin texture comes back."}, {0, 1})
            .add_choice(&DeplasticOptions::from,
                        {"from", "From",
                         "Where texture comes from: real skin of other frames of the shot, the "
                         "scan, or noise with the measured spectrum of skin."},
                        {"auto", "shot", "scan", "synthetic"})
            .add(&DeplasticOptions::motion,
                 {"motion", "Small motion",
                  "Breath and small movements for faces that stand frozen."},
                 {0, 1})
            .add(&DeplasticOptions::soften,
                 {"soften", "Soften edges", "Takes back edges that a model made too sharp."},
                 {0, 1})
            .add(&DeplasticOptions::all,
                 {"all", "All faces", "Also faces that do not measure as plastic."});
    return list;
}

pipeline::StepType deplastic_step_type() {
    return step_type<DeplasticOptions>(
        {"deplastic", "Plastic faces",
         "Gives faces that a model made too smooth their skin back. It adds texture; it does not "
         "recover real pores unless another frame has them.",
         Origin::Hand},
        &apply_deplastic);
}

} // namespace kinovar::steps
