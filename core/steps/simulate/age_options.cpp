#include "core/steps/simulate/age_options.h"

namespace kinovar::steps::simulate {

namespace {

using List = FieldList<AgeOptions>;

constexpr double kHighestStrength = 3;

void add_effect(List& list, bool AgeOptions::*on, double AgeOptions::*amount,
                const std::string& name, const std::string& title, const std::string& help) {
    list.add(on, {name, title, help});
    list.add(amount,
             {name + "_amount", title + " amount", "Multiplies the strength for this effect.", "×"},
             {0, kHighestStrength});
}

List make_fields() {
    List list;
    list.add(&AgeOptions::seed, {"seed", "Seed", "Another number gives another reel."});
    list.add(
        &AgeOptions::strength,
        {"strength", "Strength", "Of all effects; 1 is a worn print, 0 leaves the picture.", "×"},
        {0, kHighestStrength});
    list.add(&AgeOptions::keep_colour,
             {"keep_colour", "Keep colour", "Off: the film becomes black and white."});
    add_effect(list, &AgeOptions::dust, &AgeOptions::dust_amount, "dust", "Dust",
               "Dust, dirt, hair, lint and stains on single frames.");
    add_effect(list, &AgeOptions::scratch, &AgeOptions::scratch_amount, "scratch", "Scratches",
               "Near-vertical lines that stay for many frames.");
    add_effect(list, &AgeOptions::flicker, &AgeOptions::flicker_amount, "flicker", "Flicker",
               "Exposure that changes from frame to frame.");
    add_effect(list, &AgeOptions::weave, &AgeOptions::weave_amount, "weave", "Gate weave",
               "A picture that does not stand still.");
    add_effect(list, &AgeOptions::grain, &AgeOptions::grain_amount, "grain", "Grain",
               "Film grain, strongest in mid-grey.");
    add_effect(list, &AgeOptions::blur, &AgeOptions::blur_amount, "blur", "Blur",
               "Softness of old lenses and of copying.");
    add_effect(list, &AgeOptions::splice, &AgeOptions::splice_amount, "splice", "Splices",
               "Jumps with a bright edge every few hundred frames.");
    return list;
}

} // namespace

const FieldList<AgeOptions>& AgeOptions::fields() {
    static const List list = make_fields();
    return list;
}

Status AgeOptions::check() const {
    KINOVAR_TRY_ASSIGN([[maybe_unused]] const AgeOptions good,
                       fields().options_from(fields().values_of(*this)));
    return {};
}

EffectLevels::EffectLevels(const AgeOptions& options) {
    const auto level = [&](bool on, double amount) { return on ? options.strength * amount : 0; };
    dust = level(options.dust, options.dust_amount);
    scratch = level(options.scratch, options.scratch_amount);
    flicker = level(options.flicker, options.flicker_amount);
    weave = level(options.weave, options.weave_amount);
    grain = level(options.grain, options.grain_amount);
    blur = level(options.blur, options.blur_amount);
    splice = level(options.splice, options.splice_amount);
}

bool EffectLevels::none() const {
    return dust + scratch + flicker + weave + grain + blur + splice <= 0;
}

} // namespace kinovar::steps::simulate
