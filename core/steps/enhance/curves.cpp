#include "core/steps/enhance/curves.h"

#include "core/steps/enhance/monotone_curve.h"
#include "core/steps/enhance/tone_table.h"
#include "core/steps/kit/step_kit.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;

constexpr std::int64_t kVersion = 1;

Result<MonotoneCurve> curve_named(std::string_view name, const std::string& text) {
    Result<MonotoneCurve> curve = MonotoneCurve::from_text(text);
    if (!curve) {
        return failure(curve.error().within(name));
    }
    return curve;
}

/// The table of a channel; null where nothing would change.
std::shared_ptr<const ToneTable> table_of(const MonotoneCurve& channel,
                                          const MonotoneCurve& master) {
    if (channel.is_neutral() && master.is_neutral()) {
        return nullptr;
    }
    return std::make_shared<ToneTable>([&](double in) { return master(channel(in)); });
}

Result<ClipPtr> apply(const CurvesOptions& options, ClipPtr input) {
    KINOVAR_TRY_ASSIGN(const MonotoneCurve master, curve_named("master", options.master));
    KINOVAR_TRY_ASSIGN(const MonotoneCurve red, curve_named("red", options.red));
    KINOVAR_TRY_ASSIGN(const MonotoneCurve green, curve_named("green", options.green));
    KINOVAR_TRY_ASSIGN(const MonotoneCurve blue, curve_named("blue", options.blue));
    const ToneTables tables{table_of(red, master), table_of(green, master), table_of(blue, master)};
    if (std::all_of(tables.begin(), tables.end(), [](const auto& table) { return !table; })) {
        return input;
    }
    pipeline::ClipInfo info = input->info();
    info.key = step_key(info, "curves", kVersion, options);
    info.monochrome =
        info.monochrome && options.red == options.green && options.red == options.blue;
    return picture_clip(std::move(input), std::move(info), "curves",
                        [tables](const FramePtr& picture, std::int64_t /*n*/,
                                 const pipeline::Pull& /*pull*/) -> Result<FramePtr> {
                            return toned(*picture, tables);
                        });
}

} // namespace

const FieldList<CurvesOptions>& CurvesOptions::fields() {
    static const FieldList<CurvesOptions> list =
        FieldList<CurvesOptions>()
            .add(&CurvesOptions::master,
                 {"master", "All channels",
                  "Points in/out from 0 to 1 with spaces or + between them, e.g. "
                  "0/0+0.25/0.2+1/1; empty: straight."})
            .add(&CurvesOptions::red,
                 {"red", "Red", "Points of the red channel alone; empty: straight."})
            .add(&CurvesOptions::green,
                 {"green", "Green", "Points of the green channel alone; empty: straight."})
            .add(&CurvesOptions::blue,
                 {"blue", "Blue", "Points of the blue channel alone; empty: straight."});
    return list;
}

pipeline::StepType curves_step_type() {
    return step_type<CurvesOptions>(
        {.name = "curves",
         .title = "Curves",
         .help = "Bends the tones by smooth curves through points, for all channels or each alone, "
                 "the same for all frames. Steep pieces show grain and banding."},
        apply);
}

} // namespace kinovar::steps
