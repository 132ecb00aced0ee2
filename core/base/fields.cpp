#include "core/base/fields.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kinovar {

namespace {

using Json = nlohmann::ordered_json;

std::string allowed(const FieldInfo& field) {
    switch (field.kind) {
    case FieldKind::Switch:
        return "on or off";
    case FieldKind::Text:
        return "text";
    case FieldKind::Choice:
        return fmt::format("one of {}", fmt::join(field.choices, ", "));
    case FieldKind::Integer:
    case FieldKind::Real:
        break;
    }
    const char* noun = field.kind == FieldKind::Integer ? "a whole number" : "a number";
    const std::string unit = field.unit.empty() ? "" : " " + field.unit;
    const bool low = std::isfinite(field.minimum);
    const bool high = std::isfinite(field.maximum);
    if (low && high) {
        return fmt::format("{} from {} to {}{}", noun, field.minimum, field.maximum, unit);
    }
    if (low) {
        return fmt::format("{} of at least {}{}", noun, field.minimum, unit);
    }
    if (high) {
        return fmt::format("{} of at most {}{}", noun, field.maximum, unit);
    }
    return noun;
}

tl::unexpected<Error> wrong_value(const FieldInfo& field, std::string_view given) {
    return failure(ErrorCode::InvalidArgument, fmt::format("{} cannot be '{}'", field.name, given),
                   fmt::format("{}: {}", field.name, allowed(field)));
}

Result<FieldValue> checked_number(const FieldInfo& field, double number, const FieldValue& value) {
    if (!std::isfinite(number) || number < field.minimum || number > field.maximum) {
        return wrong_value(field, to_text(value));
    }
    return value;
}

const FieldInfo* find(std::span<const FieldInfo> fields, std::string_view name) {
    const auto at = std::find_if(fields.begin(), fields.end(),
                                 [&](const FieldInfo& field) { return field.name == name; });
    return at == fields.end() ? nullptr : &*at;
}

tl::unexpected<Error> unknown_field(std::span<const FieldInfo> fields, std::string_view name) {
    std::vector<std::string> names;
    for (const FieldInfo& field : fields) {
        names.push_back(field.name);
    }
    return failure(ErrorCode::InvalidArgument, fmt::format("no parameter is called '{}'", name),
                   names.empty() ? "there are no parameters here"
                                 : fmt::format("known: {}", fmt::join(names, ", ")));
}

Json json_of(const FieldValue& value) {
    return std::visit([](const auto& plain) { return Json(plain); }, value);
}

/// Only scalars can be parameters; arrays and objects give no value.
Result<FieldValue> value_from_json(const FieldInfo& field, const Json& json) {
    if (json.is_boolean()) {
        return checked_value(field, json.get<bool>());
    }
    if (json.is_number_unsigned() &&
        json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
        return checked_value(field, json.get<double>());
    }
    if (json.is_number_integer()) {
        return checked_value(field, json.get<std::int64_t>());
    }
    if (json.is_number_float()) {
        return checked_value(field, json.get<double>());
    }
    if (json.is_string()) {
        return checked_value(field, json.get<std::string>());
    }
    return wrong_value(field, json.type_name());
}

} // namespace

Result<FieldValue> checked_value(const FieldInfo& field, const FieldValue& value) {
    switch (field.kind) {
    case FieldKind::Switch:
        if (std::holds_alternative<bool>(value)) {
            return value;
        }
        break;
    case FieldKind::Integer:
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            return checked_number(field, static_cast<double>(*number), value);
        }
        break;
    case FieldKind::Real:
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            const auto real = static_cast<double>(*number);
            return checked_number(field, real, real);
        }
        if (const auto* number = std::get_if<double>(&value)) {
            return checked_number(field, *number, value);
        }
        break;
    case FieldKind::Text:
        if (std::holds_alternative<std::string>(value)) {
            return value;
        }
        break;
    case FieldKind::Choice:
        if (const auto* text = std::get_if<std::string>(&value)) {
            if (std::find(field.choices.begin(), field.choices.end(), *text) !=
                field.choices.end()) {
                return value;
            }
        }
        break;
    }
    return wrong_value(field, to_text(value));
}

Result<FieldValue> value_from_text(const FieldInfo& field, std::string_view text) {
    const char* const end = text.data() + text.size();
    switch (field.kind) {
    case FieldKind::Switch:
        if (text == "on" || text == "true" || text == "yes" || text == "1") {
            return FieldValue(true);
        }
        if (text == "off" || text == "false" || text == "no" || text == "0") {
            return FieldValue(false);
        }
        return wrong_value(field, text);
    case FieldKind::Integer: {
        std::int64_t number = 0;
        const auto [stop, trouble] = std::from_chars(text.data(), end, number);
        if (trouble != std::errc{} || stop != end) {
            return wrong_value(field, text);
        }
        return checked_value(field, number);
    }
    case FieldKind::Real: {
        double number = 0;
        const auto [stop, trouble] = std::from_chars(text.data(), end, number);
        if (trouble != std::errc{} || stop != end) {
            return wrong_value(field, text);
        }
        return checked_value(field, number);
    }
    case FieldKind::Text:
    case FieldKind::Choice:
        break;
    }
    return checked_value(field, std::string(text));
}

std::string to_text(const FieldValue& value) {
    struct Printer {
        std::string operator()(bool on) const { return on ? "on" : "off"; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const { return fmt::format("{}", number); }
        std::string operator()(const std::string& text) const { return text; }
    };
    return std::visit(Printer{}, value);
}

Result<FieldValues> values_from_text(std::span<const FieldInfo> fields, std::string_view text) {
    FieldValues values;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) {
            return failure(ErrorCode::InvalidArgument, fmt::format("'{}' is not key=value", pair),
                           "write parameters as name:key=value,key=value");
        }
        const std::string_view key = pair.substr(0, equals);
        const FieldInfo* field = find(fields, key);
        if (field == nullptr) {
            return unknown_field(fields, key);
        }
        KINOVAR_TRY_ASSIGN(values[field->name], value_from_text(*field, pair.substr(equals + 1)));
    }
    return values;
}

Result<FieldValues> values_from_json(std::span<const FieldInfo> fields, std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return failure(ErrorCode::Corrupt, "the parameters are not a JSON object");
    }
    FieldValues values;
    for (const auto& [key, item] : json.items()) {
        const FieldInfo* field = find(fields, key);
        if (field == nullptr) {
            return unknown_field(fields, key);
        }
        KINOVAR_TRY_ASSIGN(values[field->name], value_from_json(*field, item));
    }
    return values;
}

std::string values_to_json(std::span<const FieldInfo> fields, const FieldValues& values) {
    Json json = Json::object();
    for (const FieldInfo& field : fields) {
        const auto at = values.find(field.name);
        json[field.name] = json_of(at == values.end() ? field.fallback : at->second);
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string fields_to_json(std::span<const FieldInfo> fields) {
    static constexpr const char* kKinds[] = {"switch", "integer", "real", "text", "choice"};
    Json list = Json::array();
    for (const FieldInfo& field : fields) {
        Json item = {{"name", field.name},
                     {"title", field.title},
                     {"help", field.help},
                     {"unit", field.unit},
                     {"kind", kKinds[static_cast<int>(field.kind)]},
                     {"default", json_of(field.fallback)}};
        if (std::isfinite(field.minimum)) {
            item["minimum"] = field.minimum;
        }
        if (std::isfinite(field.maximum)) {
            item["maximum"] = field.maximum;
        }
        if (!field.choices.empty()) {
            item["choices"] = field.choices;
        }
        list.push_back(std::move(item));
    }
    return list.dump();
}

} // namespace kinovar
