#include "core/steps/enhance/levels.h"

#include "core/steps/enhance/tone_table.h"
#include "core/steps/kit/step_kit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;

constexpr double kTop = 255; // of the levels that the parameters are given in
constexpr double kLeastGamma = 0.1;
constexpr double kMostGamma = 10;
constexpr std::int64_t kVersion = 1;

bool is_neutral(const LevelsOptions& options) {
    return options.black == 0 && options.white == kTop && options.gamma == 1 &&
           options.to_black == 0 && options.to_white == kTop;
}

std::shared_ptr<const ToneTable> table_of(const LevelsOptions& options) {
    const double black = options.black / kTop;
    const double white = options.white / kTop;
    const auto level = [&](double in) {
        const double place = std::clamp((in - black) / (white - black), 0.0, 1.0);
        const double bent = std::pow(place, 1 / options.gamma);
        return (options.to_black + (options.to_white - options.to_black) * bent) / kTop;
    };
    // Between the points alone, so that the steep beginning of a gamma falls on a place.
    return std::make_shared<ToneTable>(level, black, white);
}

Result<ClipPtr> apply(const LevelsOptions& options, ClipPtr input) {
    if (options.white <= options.black) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the white point ({}) is not above the black point ({})",
                                   options.white, options.black),
                       "give a white above black; to_black and to_white turn a picture into its "
                       "negative");
    }
    if (is_neutral(options)) {
        return input;
    }
    ToneTables tables;
    const auto table = table_of(options);
    const std::array<std::string_view, Frame::kChannels> names{"red", "green", "blue"};
    for (std::size_t c = 0; c < tables.size(); ++c) {
        if (options.channel == "all" || options.channel == names[c]) {
            tables[c] = table;
        }
    }
    pipeline::ClipInfo info = input->info();
    info.key = step_key(info, "levels", kVersion, options);
    info.monochrome = info.monochrome && options.channel == "all";
    return picture_clip(std::move(input), std::move(info), "levels",
                        [tables](const FramePtr& picture, std::int64_t /*n*/,
                                 const pipeline::Pull& /*pull*/) -> Result<FramePtr> {
                            return toned(*picture, tables);
                        });
}

} // namespace

const FieldList<LevelsOptions>& LevelsOptions::fields() {
    static const FieldList<LevelsOptions> list =
        FieldList<LevelsOptions>()
            .add_choice(&LevelsOptions::channel,
                        {"channel", "Channel", "What is changed: all channels alike, or one."},
                        {"all", "red", "green", "blue"})
            .add(&LevelsOptions::black,
                 {"black", "Black point", "Level that becomes black; all below is lost.", "levels"},
                 {0, kTop})
            .add(&LevelsOptions::white,
                 {"white", "White point", "Level that becomes white; all above is lost.", "levels"},
                 {0, kTop})
            .add(&LevelsOptions::gamma,
                 {"gamma", "Gamma", "Above 1 the middle tones get brighter, below 1 darker."},
                 {kLeastGamma, kMostGamma})
            .add(&LevelsOptions::to_black,
                 {"to_black", "Output black", "Level that black is shown with.", "levels"},
                 {0, kTop})
            .add(&LevelsOptions::to_white,
                 {"to_white", "Output white", "Level that white is shown with.", "levels"},
                 {0, kTop});
    return list;
}

pipeline::StepType levels_step_type() {
    return step_type<LevelsOptions>(
        {.name = "levels",
         .title = "Levels",
         .help = "Sets black point, white point and middle tones, the same for all frames. What "
                 "lies outside of the points is lost: look at the darkest and brightest frame."},
        apply);
}

} // namespace kinovar::steps
