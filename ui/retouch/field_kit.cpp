#include "ui/retouch/field_kit.h"

#include "ui/studio/text.h"

#include <algorithm>
#include <cmath>

namespace kinovar::ui::field_kit {

namespace {

constexpr double kPercent = 100;
constexpr double kDigits = 1e4; // what of a percentage counts

FieldInfo field(const Words& words, FieldKind kind, FieldValue fallback) {
    FieldInfo made;
    made.name = words.name;
    made.title = words.title.toStdString();
    made.help = words.help.toStdString();
    made.kind = kind;
    made.fallback = std::move(fallback);
    return made;
}

} // namespace

FieldInfo percent(const Words& words, double share, Range range) {
    FieldInfo made = field(words, FieldKind::Real, to_percent(share));
    made.unit = std::string("%");
    made.minimum = range.least;
    made.maximum = range.most;
    return made;
}

FieldInfo count(const Words& words, std::int64_t fallback, Range range, const QString& unit) {
    FieldInfo made = field(words, FieldKind::Integer, fallback);
    made.unit = unit.toStdString();
    made.minimum = range.least;
    made.maximum = range.most;
    return made;
}

FieldInfo on_off(const Words& words, bool fallback) {
    return field(words, FieldKind::Switch, fallback);
}

FieldInfo text(const Words& words, const std::string& fallback) {
    return field(words, FieldKind::Text, fallback);
}

FieldInfo choice(const Words& words, const std::vector<QString>& choices, std::size_t fallback) {
    FieldInfo made = field(words, FieldKind::Choice, choices.at(fallback).toStdString());
    for (const QString& one : choices) {
        made.choices.push_back(one.toStdString());
    }
    return made;
}

double to_percent(double share) {
    return std::round(share * kPercent * kDigits) / kDigits;
}

double to_share(const FieldValue& percent) {
    return std::get<double>(percent) / kPercent;
}

int to_int(const FieldValue& number) {
    return static_cast<int>(std::get<std::int64_t>(number));
}

std::size_t place_of(const FieldValue& text, const std::vector<QString>& choices) {
    const auto at = std::find(choices.begin(), choices.end(), to_qt(std::get<std::string>(text)));
    return at == choices.end() ? 0 : static_cast<std::size_t>(at - choices.begin());
}

} // namespace kinovar::ui::field_kit
