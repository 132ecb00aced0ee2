#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace kinovar {

/// A parameter's value, whatever its place: option struct, JSON, command-line flag or widget.
using FieldValue = std::variant<bool, std::int64_t, double, std::string>;
using FieldValues = std::map<std::string, FieldValue, std::less<>>;

enum class FieldKind : std::uint8_t { Switch, Integer, Real, Text, Choice };

/// What a user and a widget must know of one parameter. Declared once, beside the option struct.
struct FieldInfo {
    std::string name;  ///< as in JSON and --step name:key=value
    std::string title; ///< short label, English (translated in ui/)
    std::string help;  ///< one sentence
    std::string unit;  ///< "px", "%", "×" …; empty where there is none
    FieldKind kind = FieldKind::Real;
    FieldValue fallback;                                       ///< the default
    double minimum = -std::numeric_limits<double>::infinity(); ///< numbers only, inclusive
    double maximum = std::numeric_limits<double>::infinity();
    std::vector<std::string> choices; ///< of a Choice
};

/// Checks a value against its declaration and gives it the declared type (an integer where a real
/// is wanted becomes a real). The error names the field, what is allowed and what was given.
[[nodiscard]] Result<FieldValue> checked_value(const FieldInfo& field, const FieldValue& value);
/// Reads "4", "on", "Lanczos" … as the field's kind; same checks.
[[nodiscard]] Result<FieldValue> value_from_text(const FieldInfo& field, std::string_view text);
[[nodiscard]] std::string to_text(const FieldValue& value);

/// "key=value,key=value" → values. Unknown keys fail and the hint lists the known ones.
[[nodiscard]] Result<FieldValues> values_from_text(std::span<const FieldInfo> fields,
                                                   std::string_view text);
/// A JSON object → values, checked likewise.
[[nodiscard]] Result<FieldValues> values_from_json(std::span<const FieldInfo> fields,
                                                   std::string_view text);
/// Every field with its value (the default where `values` has none), keys in declared order.
[[nodiscard]] std::string values_to_json(std::span<const FieldInfo> fields,
                                         const FieldValues& values);
[[nodiscard]] std::string fields_to_json(std::span<const FieldInfo> fields);

/// The fields of a plain option struct:
///
///     struct UpscaleOptions {
///         std::string model = "realesrgan-x4fast";
///         double scale = 4;
///         static const FieldList<UpscaleOptions>& fields();
///     };
///
/// Member types: bool, int, std::int64_t, double, std::string. Defaults are those of the struct.
template <class Options>
class FieldList {
public:
    struct Text {
        std::string name, title, help, unit = {};
    };
    struct Bounds {
        double minimum = -std::numeric_limits<double>::infinity();
        double maximum = std::numeric_limits<double>::infinity();
    };

    template <class Member>
    FieldList& add(Member Options::*member, Text text, Bounds bounds = {}) {
        return add_field(member, std::move(text), bounds, {});
    }
    FieldList& add_choice(std::string Options::*member, Text text,
                          std::vector<std::string> choices) {
        return add_field(member, std::move(text), {}, std::move(choices));
    }

    [[nodiscard]] std::span<const FieldInfo> infos() const { return infos_; }

    /// Fields that `values` leaves out keep the defaults.
    [[nodiscard]] Result<Options> options_from(const FieldValues& values) const {
        Options options{};
        for (const auto& [name, value] : values) {
            bool found = false;
            for (std::size_t i = 0; i < infos_.size(); ++i) {
                if (infos_[i].name == name) {
                    KINOVAR_TRY_ASSIGN(const FieldValue good, checked_value(infos_[i], value));
                    setters_[i](options, good);
                    found = true;
                }
            }
            if (!found) {
                return failure(ErrorCode::InvalidArgument, "no parameter is called " + name);
            }
        }
        return options;
    }

    [[nodiscard]] FieldValues values_of(const Options& options) const {
        FieldValues values;
        for (std::size_t i = 0; i < infos_.size(); ++i) {
            values[infos_[i].name] = getters_[i](options);
        }
        return values;
    }

private:
    template <class Member>
    static constexpr FieldKind kind_of() {
        if constexpr (std::is_same_v<Member, bool>) {
            return FieldKind::Switch;
        } else if constexpr (std::is_integral_v<Member>) {
            return FieldKind::Integer;
        } else if constexpr (std::is_floating_point_v<Member>) {
            return FieldKind::Real;
        } else {
            static_assert(std::is_same_v<Member, std::string>);
            return FieldKind::Text;
        }
    }

    template <class Member>
    static FieldValue value_of(const Member& member) {
        if constexpr (std::is_same_v<Member, bool> || std::is_same_v<Member, std::string>) {
            return member;
        } else if constexpr (std::is_integral_v<Member>) {
            return static_cast<std::int64_t>(member);
        } else {
            return static_cast<double>(member);
        }
    }

    template <class Member>
    FieldList& add_field(Member Options::*member, Text text, Bounds bounds,
                         std::vector<std::string> choices) {
        FieldInfo info;
        info.name = std::move(text.name);
        info.title = std::move(text.title);
        info.help = std::move(text.help);
        info.unit = std::move(text.unit);
        info.kind = choices.empty() ? kind_of<Member>() : FieldKind::Choice;
        info.fallback = value_of(Options{}.*member);
        info.minimum = bounds.minimum;
        info.maximum = bounds.maximum;
        info.choices = std::move(choices);
        infos_.push_back(std::move(info));
        getters_.push_back([member](const Options& options) { return value_of(options.*member); });
        setters_.push_back([member](Options& options, const FieldValue& value) {
            if constexpr (std::is_same_v<Member, bool> || std::is_same_v<Member, std::string>) {
                options.*member = std::get<Member>(value);
            } else if constexpr (std::is_integral_v<Member>) {
                options.*member = static_cast<Member>(std::get<std::int64_t>(value));
            } else {
                options.*member = static_cast<Member>(std::get<double>(value));
            }
        });
        return *this;
    }

    std::vector<FieldInfo> infos_;
    std::vector<std::function<FieldValue(const Options&)>> getters_;
    std::vector<std::function<void(Options&, const FieldValue&)>> setters_;
};

} // namespace kinovar
