#include "core/steps/colourise/global/dye_fade.h"

#include "core/steps/colourise/global/colour_table.h"
#include "core/steps/colourise/global/dye_fade_estimate.h"
#include "core/steps/colourise/global/shot_figures.h"
#include "core/steps/colourise/global/shot_tables.h"
#include "core/steps/kit/step_kit.h"

#include <algorithm>

namespace kinovar::steps {

namespace {

using colourise::DyeFade;
using colourise::Dyes;
using colourise::Rgb;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kMeasureVersion = 2;
constexpr double kEstimated = -1;
constexpr double kMostPercent = 95;
constexpr const char* kFilm = "film";
constexpr const char* kLocked = "locked";

/// What a user said of the dyes, over what was estimated.
DyeFade fade_of(const DyeFadeOptions& options, const colourise::DyeSpread& spread) {
    const std::array<double, 3> said{options.cyan, options.magenta, options.yellow};
    DyeFade fade = colourise::estimated_fade(spread);
    if (std::any_of(said.begin(), said.end(), [](double one) { return one >= 0; })) {
        constexpr double kHundred = 100;
        Dyes lost = fade.lost;
        for (std::size_t i = 0; i < lost.size(); ++i) {
            lost[i] = said[i] < 0 ? lost[i] : said[i] / kHundred;
        }
        fade = colourise::fade_of_lost(spread, lost);
    }
    return colourise::damped(fade, options.strength);
}

colourise::TablePtr table_of(const DyeFade& fade, Transfer transfer, const LumaWeights& weights,
                             bool locked) {
    if (fade == DyeFade{}) {
        return nullptr;
    }
    return colourise::table_of([&](const Rgb& colour) {
        std::array<double, 3> light{};
        for (std::size_t c = 0; c < light.size(); ++c) {
            light[c] = linear_from_encoded(transfer, colour[c]);
        }
        light = revived_light(fade, light);
        Rgb result;
        for (std::size_t c = 0; c < result.size(); ++c) {
            result[c] = encoded_from_linear(transfer, static_cast<float>(light[c]));
        }
        return locked
                   ? colourise::held_to_luma(result, colourise::luma_of(colour, weights), weights)
                   : result;
    });
}

Result<ClipPtr> apply(const DyeFadeOptions& options, ClipPtr input) {
    if (options.strength == 0 || input->info().monochrome) {
        return input;
    }
    pipeline::ClipInfo info = input->info();
    info.key = step_key(info, "dye-fade", kVersion, options);
    const Transfer transfer = colourise::transfer_of(info);
    const LumaWeights weights = colourise::luma_weights_of(info);
    const colourise::Measure measure{"dye-fade", kMeasureVersion,
                                     [transfer](std::span<const Rgb> samples) {
                                         return colourise::spread_of(samples, transfer).figures();
                                     }};
    const Shot film{0, info.frames - 1};
    const auto table = [=](const Shot& shot, const Pull& pull) -> Result<colourise::TablePtr> {
        const Shot& measured = options.measure == kFilm ? film : shot;
        KINOVAR_TRY_ASSIGN(const std::vector<float> figures,
                           colourise::shot_figures(*input, measured, pull, measure));
        const DyeFade fade = fade_of(options, colourise::DyeSpread::from(figures));
        return table_of(fade, transfer, weights, options.luma == kLocked);
    };
    return colourise::shot_table_clip(input, std::move(info), "dye-fade", table);
}

} // namespace

const FieldList<DyeFadeOptions>& DyeFadeOptions::fields() {
    static const FieldList<DyeFadeOptions> list =
        FieldList<DyeFadeOptions>()
            .add(&DyeFadeOptions::strength,
                 {"strength", "Strength", "How far the dyes come back. 0: off."}, {0, 1})
            .add(&DyeFadeOptions::cyan,
                 {"cyan", "Cyan lost", "Share of the cyan dye that is lost; -1 estimates it.", "%"},
                 {kEstimated, kMostPercent})
            .add(&DyeFadeOptions::magenta,
                 {"magenta", "Magenta lost",
                  "Share of the magenta dye that is lost; -1 estimates it.", "%"},
                 {kEstimated, kMostPercent})
            .add(&DyeFadeOptions::yellow,
                 {"yellow", "Yellow lost", "Share of the yellow dye that is lost; -1 estimates it.",
                  "%"},
                 {kEstimated, kMostPercent})
            .add_choice(
                &DyeFadeOptions::measure,
                {"measure", "Measured over",
                 "Each shot by itself, or the whole film at once: steadier where a reel has "
                 "faded evenly."},
                {"shot", kFilm})
            .add_choice(&DyeFadeOptions::luma,
                        {"luma", "Light",
                         "Restored: contrast comes back with the dyes; locked: the scan's luma "
                         "stays."},
                        {"restored", kLocked});
    return list;
}

pipeline::StepType dye_fade_step_type() {
    return step_type<DyeFadeOptions>(
        {.name = "dye-fade",
         .title = "Faded colour film",
         .help = "Brings back the dyes of a colour film that has turned red or pale, by a model of "
                 "its three layers, measured per shot. Shots whose strange light is meant are left "
                 "alone as far as that can be told."},
        apply);
}

} // namespace kinovar::steps
