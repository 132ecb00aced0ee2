#include "core/report/hint_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::report {

namespace {

using colourise::ColourHint;
using colourise::ColourReference;

/// The chroma as it looks in a middle light.
Swatch swatch_of(const colourise::Ab& colour) {
    constexpr float kMiddleLuma = 0.55F;
    constexpr float kTop = 255;
    const colourise::Rgb shown = colourise::colour_of(kMiddleLuma, colour);
    const auto level = [](float value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * kTop));
    };
    return {level(shown[0]), level(shown[1]), level(shown[2])};
}

std::string frames_text(std::int64_t first, std::int64_t last, Rational rate) {
    return first == last ? fmt::format("{} ({})", first, timecode(first, rate))
                         : fmt::format("{}–{} ({} – {})", first, last, timecode(first, rate),
                                       timecode(last, rate));
}

/// The middle of where a hand first put it.
std::string place_text(const ColourHint& hint) {
    if (hint.keys.empty() || hint.keys.front().places.empty()) {
        return "";
    }
    const auto& key = hint.keys.front();
    double x = 0;
    double y = 0;
    for (const colourise::Place& place : key.places) {
        x += place.x / static_cast<double>(key.places.size());
        y += place.y / static_cast<double>(key.places.size());
    }
    constexpr double kPercent = 100;
    return fmt::format("{:.1f} % from left, {:.1f} % from top at frame {}{}", kPercent * x,
                       kPercent * y, key.frame,
                       hint.keys.size() > 1 ? fmt::format(", {} keys", hint.keys.size()) : "");
}

std::string ground(bool documented) {
    return documented ? "documented" : "inferred";
}

} // namespace

std::string timecode(std::int64_t frame, Rational rate) {
    constexpr std::int64_t kSixty = 60;
    const std::int64_t second = std::max<std::int64_t>(std::llround(rate.value()), 1);
    const std::int64_t seconds = frame / second;
    return fmt::format("{:02}:{:02}:{:02}:{:02}", seconds / (kSixty * kSixty),
                       seconds / kSixty % kSixty, seconds % kSixty, frame % second);
}

std::string documented_share(const colourise::HintSet& set) {
    const auto is_documented = [](const auto& one) { return one.documented; };
    const std::size_t all = set.hints.size() + set.references.size();
    const auto documented = static_cast<std::size_t>(
        std::count_if(set.hints.begin(), set.hints.end(), is_documented) +
        std::count_if(set.references.begin(), set.references.end(), is_documented));
    if (all == 0) {
        return "No colour was added by hand.";
    }
    constexpr double kPercent = 100;
    return fmt::format("{} of {} hints and references are documented ({:.0f} %); the others are "
                       "inferred.",
                       documented, all,
                       kPercent * static_cast<double>(documented) / static_cast<double>(all));
}

Section hint_section(const colourise::HintSet& set, Rational rate) {
    Section section{.heading = "Colour hints", .level = 2};
    section.table.columns = {"Colour",   "Shape",      "Frames", "Place",
                             "Strength", "Known from", "Ground"};
    for (const ColourHint& hint : set.hints) {
        section.table.rows.push_back(
            {{fmt::format("a* {:+.0f}, b* {:+.0f}", hint.colour.a, hint.colour.b),
              swatch_of(hint.colour)},
             {std::string(to_string(hint.shape))},
             {frames_text(hint.first, hint.last, rate)},
             {place_text(hint)},
             {fmt::format("{:.2f}", hint.strength)},
             {hint.citation.empty() ? "no source given" : hint.citation},
             {ground(hint.documented)}});
    }
    return section;
}

Section reference_section(const colourise::HintSet& set, Rational rate) {
    Section section{.heading = "Colour references", .level = 2};
    section.table.columns = {"Frame", "Picture", "Known from", "Ground"};
    for (const ColourReference& reference : set.references) {
        section.table.rows.push_back(
            {{frames_text(reference.frame, reference.frame, rate)},
             {reference.file.string()},
             {reference.citation.empty() ? "no source given" : reference.citation},
             {ground(reference.documented)}});
    }
    return section;
}

} // namespace kinovar::report
