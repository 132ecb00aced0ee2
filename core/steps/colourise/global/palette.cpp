#include "core/steps/colourise/global/palette.h"

#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "core/steps/colourise/global/colour_table.h"
#include "core/steps/colourise/global/palette_transfer.h"
#include "core/steps/colourise/global/shot_figures.h"
#include "core/steps/colourise/global/shot_tables.h"
#include "core/steps/kit/step_kit.h"

#include <fmt/format.h>

#include <optional>

namespace kinovar::steps {

namespace {

using colourise::Ab;
using colourise::Palette;
using colourise::Rgb;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kMeasureVersion = 1;
constexpr const char* kLocked = "locked";

const colourise::Measure& measure() {
    static const colourise::Measure one{
        "palette", kMeasureVersion,
        [](std::span<const Rgb> samples) { return colourise::palette_of(samples).figures(); }};
    return one;
}

Result<Palette> palette_of_picture(const std::string& path) {
    KINOVAR_TRY_ASSIGN(const FramePtr picture, media::read_picture(path));
    std::vector<Rgb> samples;
    KINOVAR_TRY(guard_cv(path, [&] { colourise::add_samples(*picture, samples); }));
    return colourise::palette_of(samples);
}

Result<Palette> palette_of_shot(const pipeline::Clip& clip, const Shot& shot, const Pull& pull) {
    KINOVAR_TRY_ASSIGN(const std::vector<float> figures,
                       colourise::shot_figures(clip, shot, pull, measure()));
    return Palette::from(figures);
}

colourise::TablePtr table_of(const PaletteOptions& options, const Palette& from, const Palette& to,
                             const LumaWeights& weights) {
    const colourise::PaletteTransfer transfer(from, to);
    const LumaWeights shown = luma_weights(Matrix::Bt709);
    const auto amount = static_cast<float>(options.amount);
    const bool locked = options.luma == kLocked;
    return colourise::table_of([&](const Rgb& colour) {
        const float lightness = colourise::lightness_of_luma(colourise::luma_of(colour, shown));
        const Ab own = colourise::ab_of(colour);
        const Ab theirs = transfer.chroma(lightness, own);
        const float light =
            locked ? lightness : lightness + amount * (transfer.lightness(lightness) - lightness);
        const Rgb mapped = colourise::colour_of(
            colourise::luma_of_lightness(light),
            {own.a + amount * (theirs.a - own.a), own.b + amount * (theirs.b - own.b)});
        return locked
                   ? colourise::held_to_luma(mapped, colourise::luma_of(colour, weights), weights)
                   : mapped;
    });
}

Status check(const PaletteOptions& options, const pipeline::ClipInfo& info) {
    if (options.picture.empty() == (options.frame < 0)) {
        return failure(ErrorCode::InvalidArgument,
                       options.picture.empty() ? "there is no reference"
                                               : "there are two references",
                       "give either a picture (palette:picture=still.png) or a frame of the film "
                       "(palette:frame=120)");
    }
    if (options.frame >= info.frames) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the film has no frame {}", options.frame),
                       fmt::format("it has frames 0-{}", info.frames - 1));
    }
    return {};
}

Result<ClipPtr> apply(const PaletteOptions& options, ClipPtr input) {
    pipeline::ClipInfo info = input->info();
    KINOVAR_TRY(check(options, info));
    std::optional<Palette> picture;
    Hasher key;
    if (!options.picture.empty()) {
        KINOVAR_TRY_ASSIGN(picture, palette_of_picture(options.picture));
        for (const float figure : picture->figures()) {
            key.add(static_cast<double>(figure)); // not its path alone: a file can change
        }
    }
    if (options.amount == 0) {
        return input;
    }
    info.key = key.add(step_key(info, "palette", kVersion, options)).finish();
    info.monochrome = false;
    const LumaWeights weights = colourise::luma_weights_of(info);
    const auto table = [=](const Shot& shot, const Pull& pull) -> Result<colourise::TablePtr> {
        if (!picture && shot.first <= options.frame && options.frame <= shot.last) {
            return nullptr;
        }
        KINOVAR_TRY_ASSIGN(const Palette from, palette_of_shot(*input, shot, pull));
        Palette to;
        if (picture) {
            to = *picture;
        } else {
            const Shot frame{options.frame, options.frame};
            KINOVAR_TRY_ASSIGN(to, palette_of_shot(*input, frame, pull));
        }
        return table_of(options, from, to, weights);
    };
    return colourise::shot_table_clip(input, std::move(info), "palette", table);
}

} // namespace

const FieldList<PaletteOptions>& PaletteOptions::fields() {
    constexpr double kMostFrames = 1e9;
    static const FieldList<PaletteOptions> list =
        FieldList<PaletteOptions>()
            .add(&PaletteOptions::picture,
                 {"picture", "Picture", "A still whose colours the film takes."})
            .add(&PaletteOptions::frame,
                 {"frame", "Frame",
                  "A frame of this film whose colours the other shots take, instead of a picture; "
                  "-1: none."},
                 {-1, kMostFrames})
            .add(&PaletteOptions::amount,
                 {"amount", "Amount", "How far colours go to those of the reference. 0: off."},
                 {0, 1})
            .add_choice(&PaletteOptions::luma,
                        {"luma", "Light",
                         "Locked: the scan's luma stays; matched: light and contrast of the "
                         "reference too."},
                        {kLocked, "matched"});
    return list;
}

pipeline::StepType palette_step_type() {
    return step_type<PaletteOptions>(
        {.name = "palette",
         .title = "Match palette",
         .help = "Gives every shot the palette of a reference picture or of one frame of the film: "
                 "to bring shots of one scene together. Choose a reference that shows the same "
                 "kind of scene."},
        apply);
}

} // namespace kinovar::steps
