#include "core/steps/colourise/global/deyellow.h"

#include "core/steps/colourise/global/colour_table.h"
#include "core/steps/colourise/global/shot_figures.h"
#include "core/steps/colourise/global/shot_tables.h"
#include "core/steps/colourise/global/stain_estimate.h"
#include "core/steps/kit/step_kit.h"

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

using colourise::LightPlaces;
using colourise::Rgb;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kMeasureVersion = 1;
constexpr const char* kLocked = "locked";
constexpr float kBlackRoom = 0.12F; // luma above black within which the change sets in

colourise::TablePtr table_of(const DeyellowOptions& options, const LightPlaces& places,
                             Transfer transfer, const LumaWeights& weights) {
    const std::array<float, 3> stain = colourise::stain_of(places, options.protect);
    constexpr float kUnseen = 0.004F; // density: a level of 256
    if (stain[2] * options.strength < kUnseen) {
        return nullptr;
    }
    Rgb gain;
    for (std::size_t c = 0; c < gain.size(); ++c) {
        constexpr float kBase = 10;
        gain[c] = std::pow(kBase, stain[c] * static_cast<float>(options.strength));
    }
    const bool locked = options.luma == kLocked;
    return colourise::table_of([&](const Rgb& colour) {
        const float luma = colourise::luma_of(colour, weights);
        const float part = std::clamp((luma - places.black) / kBlackRoom, 0.0F, 1.0F);
        Rgb clean;
        for (std::size_t c = 0; c < clean.size(); ++c) {
            const float light = gain[c] * linear_from_encoded(transfer, colour[c]);
            const float encoded = encoded_from_linear(transfer, std::min(light, 1.0F));
            clean[c] = colour[c] + part * (encoded - colour[c]);
        }
        return locked ? colourise::held_to_luma(clean, luma, weights) : clean;
    });
}

Result<ClipPtr> apply(const DeyellowOptions& options, ClipPtr input) {
    if (options.strength == 0 || input->info().monochrome) {
        return input;
    }
    pipeline::ClipInfo info = input->info();
    info.key = step_key(info, "deyellow", kVersion, options);
    const Transfer transfer = colourise::transfer_of(info);
    const LumaWeights weights = colourise::luma_weights_of(info);
    const colourise::Measure measure{
        "deyellow", kMeasureVersion, [transfer](std::span<const Rgb> samples) {
            return colourise::light_places(samples, transfer).figures();
        }};
    const auto table = [=](const Shot& shot, const Pull& pull) -> Result<colourise::TablePtr> {
        KINOVAR_TRY_ASSIGN(const std::vector<float> figures,
                           colourise::shot_figures(*input, shot, pull, measure));
        return table_of(options, LightPlaces::from(figures), transfer, weights);
    };
    return colourise::shot_table_clip(input, std::move(info), "deyellow", table);
}

} // namespace

const FieldList<DeyellowOptions>& DeyellowOptions::fields() {
    static const FieldList<DeyellowOptions> list =
        FieldList<DeyellowOptions>()
            .add(&DeyellowOptions::strength,
                 {"strength", "Strength", "How much of the yellow stain goes. 0: off."}, {0, 1})
            .add(&DeyellowOptions::protect,
                 {"protect", "Protect warm light",
                  "How far yellow that may be the scene's own light is left alone."},
                 {0, 1})
            .add_choice(&DeyellowOptions::luma,
                        {"luma", "Light",
                         "Locked: the scan's luma stays; lifted: the light that the stain took "
                         "comes back."},
                        {kLocked, "lifted"});
    return list;
}

pipeline::StepType deyellow_step_type() {
    return step_type<DeyellowOptions>(
        {.name = "deyellow",
         .title = "De-yellow",
         .help = "Takes the yellow of a stained base and of aged paper out of the whites, measured "
                 "per shot; blacks stay. Not for tinted film and lamplight."},
        apply);
}

} // namespace kinovar::steps
