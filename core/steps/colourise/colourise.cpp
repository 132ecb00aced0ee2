#include "core/steps/colourise/colourise.h"

#include "core/steps/kit/step_kit.h"

namespace kinovar::steps {

namespace {

Result<pipeline::ClipPtr> apply(const ColouriseOptions& /*options*/, pipeline::ClipPtr input) {
    return input;
}

} // namespace

const FieldList<ColouriseOptions>& ColouriseOptions::fields() {
    static const FieldList<ColouriseOptions> list =
        FieldList<ColouriseOptions>()
            .add(&ColouriseOptions::hints,
                 {"hints", "Hints", "A file of colour hints and references, or its text."})
            .add(&ColouriseOptions::model,
                 {"model", "Model",
                  "What carries colours from the hints to all that looks like them."})
            .add_choice(&ColouriseOptions::carry,
                        {"carry", "Through time",
                         "Whether frames with hints or references are coloured and carried through "
                         "the shot, or each frame is coloured by its own hints."},
                        {"keys", "frames"})
            .add(&ColouriseOptions::calm,
                 {"calm", "Calm", "How far colours are calmed along the paths of things."}, {0, 1})
            .add(&ColouriseOptions::saturation,
                 {"saturation", "Saturation", "How strong the colours are.", "×"}, {0, 2})
            .add(&ColouriseOptions::limit,
                 {"limit", "Confidence limit",
                  "Where colours are less sure than this, nothing is guessed."},
                 {0, 1})
            .add_choice(
                &ColouriseOptions::unsure,
                {"unsure", "Below the limit",
                 "Places that no hint speaks for stay without colour, or take what is likely."},
                {"grey", "fill"});
    return list;
}

pipeline::StepType colourise_step_type() {
    return step_type<ColouriseOptions>(
        {.name = "colourise",
         .title = "Colourise",
         .help = "Gives black-and-white pictures colour by your hints and reference frames. Their "
                 "light stays exactly as it is.",
         .origin = Origin::Hand},
        apply);
}

Result<std::vector<ColourConfidence>> colour_confidence(const ColouriseOptions& /*options*/,
                                                        const pipeline::ClipPtr& /*input*/,
                                                        std::int64_t first, std::int64_t last,
                                                        Job& /*job*/) {
    return std::vector<ColourConfidence>(static_cast<std::size_t>(last - first + 1));
}

} // namespace kinovar::steps
