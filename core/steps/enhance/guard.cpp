#include "core/steps/enhance/guard.h"

#include "core/steps/enhance/guard_clip.h"
#include "core/steps/kit/step_kit.h"

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;

constexpr double kTop = 255;

Result<ClipPtr> apply(const GuardOptions& options, ClipPtr input) {
    if (!input->info().faithful) {
        return input;
    }
    return std::make_shared<GuardClip>(std::move(input), options);
}

} // namespace

const FieldList<GuardOptions>& GuardOptions::fields() {
    static const FieldList<GuardOptions> list =
        FieldList<GuardOptions>()
            .add(&GuardOptions::limit,
                 {"limit", "Limit", "Difference from the scan that is let pass.", "levels"},
                 {0, kTop})
            .add(&GuardOptions::softness,
                 {"softness", "Softness",
                  "How far beyond the limit a difference is taken back wholly.", "levels"},
                 {0, kTop})
            .add(&GuardOptions::strength,
                 {"strength", "Strength",
                  "How much of a contradiction is taken back: 0 nothing, 1 all."},
                 {0, 1})
            .add(&GuardOptions::noise,
                 {"noise", "Noise of the scan",
                  "Standard deviation of the scan's grain, which is no contradiction; 0: measured "
                  "in every shot.",
                  "levels"},
                 {0, kTop})
            .add_choice(&GuardOptions::view,
                        {"view", "View",
                         "The picture, or a map of what was invented (red) or lost (blue)."},
                        {"result", "heat"});
    return list;
}

pipeline::StepType guard_step_type() {
    return step_type<GuardOptions>(
        {.name = "guard",
         .title = "Fidelity guard",
         .help = "Reduces the enhanced picture to the scan's size, compares, and takes back what a "
                 "model made up against the scan; new fine detail stays. Put it behind the "
                 "models; it does nothing without one."},
        apply);
}

} // namespace kinovar::steps
