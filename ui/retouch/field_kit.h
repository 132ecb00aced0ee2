#pragma once

#include "core/base/fields.h"

#include <QString>
#include <string>
#include <vector>

/// Short ways to declare fields whose texts are in the user's language already. Shares are shown in
/// per cent.
namespace kinovar::ui::field_kit {

struct Words {
    const char* name;
    QString title;
    QString help;
};
struct Range {
    double least;
    double most;
};

[[nodiscard]] FieldInfo percent(const Words& words, double share, Range range);
[[nodiscard]] FieldInfo count(const Words& words, std::int64_t fallback, Range range,
                              const QString& unit);
[[nodiscard]] FieldInfo on_off(const Words& words, bool fallback);
[[nodiscard]] FieldInfo text(const Words& words, const std::string& fallback = {});
/// The first is the default.
[[nodiscard]] FieldInfo choice(const Words& words, const std::vector<QString>& choices,
                               std::size_t fallback = 0);

[[nodiscard]] double to_percent(double share);
[[nodiscard]] double to_share(const FieldValue& percent);
[[nodiscard]] int to_int(const FieldValue& number);
/// Place of a chosen text among the choices; 0 if it is none of them.
[[nodiscard]] std::size_t place_of(const FieldValue& text, const std::vector<QString>& choices);

} // namespace kinovar::ui::field_kit
