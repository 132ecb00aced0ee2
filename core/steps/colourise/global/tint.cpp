#include "core/steps/colourise/global/tint.h"

#include "core/colour/transfer.h"
#include "core/steps/colourise/global/colour_table.h"
#include "core/steps/colourise/global/film_dyes.h"
#include "core/steps/kit/step_kit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kinovar::steps {

namespace {

using colourise::Rgb;
using pipeline::ClipPtr;

constexpr std::int64_t kVersion = 1;
constexpr const char* kNone = "none";
constexpr const char* kOwn = "own";
constexpr const char* kLocked = "locked";

/// What light is left of white behind the dye, and the density of the image, for R, G, B.
struct Baths {
    Rgb white{1, 1, 1};
    std::array<float, 3> density{1, 1, 1};
};

Result<Rgb> colour_from(const std::string& text) {
    constexpr std::size_t kLength = 7; // "#rrggbb"
    constexpr unsigned kByte = 0xFF;
    constexpr float kTop = 255;
    constexpr int kHex = 16;
    unsigned number = 0;
    const char* end = text.data() + text.size();
    if (text.size() == kLength && text[0] == '#' &&
        std::from_chars(text.data() + 1, end, number, kHex).ptr == end) {
        return Rgb{static_cast<float>(number >> 16U & kByte) / kTop,
                   static_cast<float>(number >> 8U & kByte) / kTop,
                   static_cast<float>(number & kByte) / kTop};
    }
    return failure(ErrorCode::InvalidArgument, fmt::format("'{}' is no colour", text),
                   "tint=own wants one such as colour=#ffc866: that of light through the clear "
                   "base");
}

Result<Baths> baths_of(const TintOptions& options) {
    Baths baths;
    Rgb light{1, 1, 1};
    if (options.tint == kOwn) {
        KINOVAR_TRY_ASSIGN(light, colour_from(options.colour));
    }
    for (const colourise::Tint& tint : colourise::tints()) {
        light = tint.name == options.tint ? tint.light : light;
    }
    for (const colourise::Tone& tone : colourise::tones()) {
        baths.density = tone.name == options.tone ? tone.density : baths.density;
    }
    constexpr float kLeastLight = 1e-3F; // no dye is opaque
    const auto strength = static_cast<float>(options.strength);
    for (std::size_t c = 0; c < light.size(); ++c) {
        const float linear = linear_from_encoded(Transfer::Srgb, light[c]);
        baths.white[c] = std::pow(std::max(linear, kLeastLight), strength);
        baths.density[c] = 1 + strength * (baths.density[c] - 1);
    }
    return baths;
}

/// Density times a factor is a power of the light.
Rgb dyed(const Baths& baths, Transfer transfer, float luma) {
    const float light = linear_from_encoded(transfer, luma);
    Rgb colour;
    for (std::size_t c = 0; c < colour.size(); ++c) {
        colour[c] =
            encoded_from_linear(transfer, baths.white[c] * std::pow(light, baths.density[c]));
    }
    return colour;
}

Result<ClipPtr> apply(const TintOptions& options, ClipPtr input) {
    KINOVAR_TRY_ASSIGN(const Baths baths, baths_of(options));
    if (options.strength == 0 || (options.tint == kNone && options.tone == kNone)) {
        return input;
    }
    pipeline::ClipInfo info = input->info();
    const Transfer transfer = colourise::transfer_of(info);
    const LumaWeights weights = colourise::luma_weights_of(info);
    const bool locked = options.luma == kLocked;
    const auto table = colourise::table_of([&](const Rgb& colour) {
        const float luma = std::clamp(colourise::luma_of(colour, weights), 0.0F, 1.0F);
        const Rgb through = dyed(baths, transfer, luma);
        return locked ? colourise::held_to_luma(through, luma, weights) : through;
    });
    info.key = step_key(info, "tint", kVersion, options);
    info.monochrome = false;
    return picture_clip(std::move(input), std::move(info), "tint",
                        [table](const FramePtr& picture, std::int64_t /*n*/,
                                const pipeline::Pull& /*pull*/) -> Result<FramePtr> {
                            return table->changed(*picture, 1);
                        });
}

template <class Table>
std::vector<std::string> names_with(std::vector<std::string> names, const Table& table) {
    for (const auto& entry : table) {
        names.emplace_back(entry.name);
    }
    return names;
}

} // namespace

const FieldList<TintOptions>& TintOptions::fields() {
    static const FieldList<TintOptions> list =
        FieldList<TintOptions>()
            .add_choice(&TintOptions::tint,
                        {"tint", "Tinting",
                         "Dye of the film base, which colours the whites; own takes the colour "
                         "below."},
                        names_with({kNone, kOwn}, colourise::tints()))
            .add_choice(&TintOptions::tone,
                        {"tone", "Toning",
                         "Coloured salt in place of the silver, which colours the blacks."},
                        names_with({kNone}, colourise::tones()))
            .add(&TintOptions::colour,
                 {"colour", "Own colour",
                  "Of light through the clear base, as #rrggbb: measured on an original."})
            .add(&TintOptions::strength,
                 {"strength", "Strength", "How strong the baths were. 0: off."}, {0, 1})
            .add_choice(&TintOptions::luma,
                        {"luma", "Light",
                         "Locked: the scan's luma stays, so pure white stays white; dyed: as light "
                         "comes through dyed film."},
                        {kLocked, "dyed"});
    return list;
}

pipeline::StepType tint_step_type() {
    return step_type<TintOptions>(
        {.name = "tint",
         .title = "Tinting and toning",
         .help = "Colours black-and-white film as in the silent era: tinting colours the whites, "
                 "toning the blacks. Colour that is there is replaced."},
        apply);
}

} // namespace kinovar::steps
