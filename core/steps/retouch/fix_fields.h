#pragma once

// Private to fixes as JSON: what one value of a fix is as JSON, in both directions.

#include "core/base/base64.h"
#include "core/steps/retouch/fix.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace kinovar::retouch::json {

using Json = nlohmann::ordered_json;

inline constexpr std::size_t kMostFixBytes = std::size_t{64} << 20U;
/// Fixes, marks, moves, points of one of them …
inline constexpr std::size_t kMostItems = 100'000;
inline constexpr std::size_t kMostTextBytes = 4'096;
inline constexpr std::size_t kMostNameBytes = 32; ///< of what an error repeats
inline constexpr double kFar = 8; ///< places may lie outside of the picture, this far
inline constexpr const char* kHexDigits = "0123456789abcdef";

struct Limits {
    double least = 0;
    double most = 1;
};
inline constexpr Limits kShare{0, 1};
inline constexpr Limits kAnywhere{-kFar, 1 + kFar};

using Names = std::span<const char* const>;

/// Names that are strange or long are not repeated.
[[nodiscard]] inline std::string repeated(const std::string& name) {
    const bool plain =
        name.size() <= kMostNameBytes && std::all_of(name.begin(), name.end(), [](char c) {
            return static_cast<unsigned char>(c) >= ' ' && c != '\x7f';
        });
    return plain ? name : "…";
}

/// Makes an object of the values that it is shown.
class Writer {
public:
    [[nodiscard]] Json take() { return std::move(json_); }
    [[nodiscard]] static constexpr bool reads() { return false; }

    void number(const char* name, double& value, Limits /*limits*/) { json_[name] = value; }
    void whole(const char* name, std::int64_t& value, Limits /*limits*/) { json_[name] = value; }
    void whole(const char* name, int& value, Limits /*limits*/) { json_[name] = value; }
    void toggle(const char* name, bool& value) { json_[name] = value; }
    void text(const char* name, std::string& value) { json_[name] = value; }
    template <class Enum>
    void choice(const char* name, Enum& value, Names names) {
        json_[name] = names[static_cast<std::size_t>(value)];
    }
    void bytes(const char* name, std::string& value) {
        if (!value.empty()) {
            json_[name] = encode_base64(value);
        }
    }
    void place(const char* name, Place& value) { json_[name] = {value.x, value.y}; }
    void places(const char* name, std::vector<Place>& list) {
        Json& out = json_[name] = Json::array();
        for (const Place& one : list) {
            out.push_back({one.x, one.y});
        }
    }
    void points(const char* name, std::vector<StrokePoint>& list) {
        Json& out = json_[name] = Json::array();
        for (const StrokePoint& point : list) {
            if (point.pressure == 1) {
                out.push_back({point.at.x, point.at.y});
            } else {
                out.push_back({point.at.x, point.at.y, point.pressure});
            }
        }
    }
    void rgb(const char* name, std::array<double, 3>& value) { json_[name] = value; }
    void luma(const char* name,
              std::array<std::uint8_t, std::size_t{Anchor::kSide} * Anchor::kSide>& value) {
        std::string hex;
        for (const std::uint8_t byte : value) {
            hex += {kHexDigits[byte >> 4U], kHexDigits[byte & 15U]};
        }
        json_[name] = hex;
    }
    template <class T, class Describe>
    void object(const char* name, T& value, Describe describe) {
        Writer inner;
        describe(inner, value);
        json_[name] = inner.take();
    }
    template <class T, class Describe>
    void maybe(const char* name, std::optional<T>& value, Describe describe) {
        if (value) {
            object(name, *value, describe);
        }
    }
    void maybe_place(const char* name, std::optional<Place>& value) {
        if (value) {
            place(name, *value);
        }
    }
    template <class T, class Describe>
    void list(const char* name, std::vector<T>& values, Describe describe) {
        Json& out = json_[name] = Json::array();
        for (T& value : values) {
            Writer inner;
            describe(inner, value);
            out.push_back(inner.take());
        }
    }

private:
    Json json_ = Json::object();
};

/// Takes values out of an object; keeps the first thing that is wrong.
class Reader {
public:
    Reader(const Json& json, std::string name, std::string& fault)
        : json_(json), name_(std::move(name)), fault_(fault) {
        if (!json_.is_object()) {
            wrong("is no object");
        }
    }
    [[nodiscard]] static constexpr bool reads() { return true; }
    [[nodiscard]] bool failed() const { return !fault_.empty(); }
    void wrong(const std::string& what) {
        if (fault_.empty()) {
            fault_ = fmt::format("{} {}", name_, what);
        }
    }
    /// Whatever was not asked for is not known.
    void finish() {
        if (failed()) {
            return;
        }
        for (const auto& item : json_.items()) {
            if (known_.count(item.key()) == 0) {
                wrong(fmt::format("has \"{}\", which is not known", repeated(item.key())));
                return;
            }
        }
    }

    void number(const char* name, double& value, Limits limits) {
        if (const Json* json = find(name)) {
            take_number(name, *json, limits, value);
        }
    }
    void whole(const char* name, std::int64_t& value, Limits limits) {
        const Json* json = find(name);
        if (json == nullptr) {
            return;
        }
        if (!json->is_number_integer() || json->get<double>() < limits.least ||
            json->get<double>() > limits.most) {
            wrong(fmt::format("has a \"{}\" that is no whole number from {} to {}", name,
                              limits.least, limits.most));
            return;
        }
        value = json->get<std::int64_t>();
    }
    void whole(const char* name, int& value, Limits limits) {
        std::int64_t wide = value;
        whole(name, wide, {std::max(limits.least, -1e9), std::min(limits.most, 1e9)});
        value = static_cast<int>(wide);
    }
    void toggle(const char* name, bool& value) {
        if (const Json* json = find(name)) {
            if (!json->is_boolean()) {
                wrong(fmt::format("has a \"{}\" that is neither true nor false", name));
                return;
            }
            value = json->get<bool>();
        }
    }
    void text(const char* name, std::string& value) {
        if (const std::string* text = find_text(name, kMostTextBytes)) {
            value = *text;
        }
    }
    template <class Enum>
    void choice(const char* name, Enum& value, Names names) {
        const std::string* text = find_text(name, kMostTextBytes);
        if (text == nullptr) {
            return;
        }
        const auto found = std::find(names.begin(), names.end(), *text);
        if (found == names.end()) {
            wrong(fmt::format("has a \"{}\" that is none of {}", name, fmt::join(names, ", ")));
            return;
        }
        value = static_cast<Enum>(found - names.begin());
    }
    void bytes(const char* name, std::string& value) {
        if (const std::string* text = find_text(name, kMostFixBytes)) {
            if (auto decoded = decode_base64(*text)) {
                value = std::move(*decoded);
            } else {
                wrong(fmt::format("has a \"{}\" that is no base64", name));
            }
        }
    }
    void place(const char* name, Place& value) {
        if (const Json* json = find(name)) {
            take_place(name, *json, value);
        }
    }
    void places(const char* name, std::vector<Place>& list) {
        each(name, [&](const Json& json) {
            list.emplace_back();
            take_place(name, json, list.back());
        });
    }
    void points(const char* name, std::vector<StrokePoint>& list) {
        each(name, [&](const Json& json) {
            constexpr std::size_t kWithPressure = 3;
            StrokePoint& point = list.emplace_back();
            if (json.is_array() && json.size() == kWithPressure) {
                take_number(name, json[0], kAnywhere, point.at.x);
                take_number(name, json[1], kAnywhere, point.at.y);
                take_number(name, json[2], kShare, point.pressure);
            } else {
                take_place(name, json, point.at);
            }
        });
    }
    void rgb(const char* name, std::array<double, 3>& value) {
        std::size_t i = 0;
        each(name, [&](const Json& json) {
            if (i < value.size()) {
                take_number(name, json, kShare, value[i]);
            }
            ++i;
        });
        if (i != 0 && i != value.size()) {
            wrong(fmt::format("has a \"{}\" that is no list of three numbers", name));
        }
    }
    void luma(const char* name,
              std::array<std::uint8_t, std::size_t{Anchor::kSide} * Anchor::kSide>& value) {
        const std::string* hex = find_text(name, value.size() * 2);
        if (hex == nullptr) {
            return;
        }
        const std::string_view digits = kHexDigits;
        if (hex->size() != value.size() * 2 ||
            hex->find_first_not_of(digits) != std::string::npos) {
            wrong(fmt::format("has a \"{}\" that is no {} hexadecimal digits", name,
                              value.size() * 2));
            return;
        }
        for (std::size_t i = 0; i < value.size(); ++i) {
            value[i] = static_cast<std::uint8_t>(digits.find((*hex)[2 * i]) * 16 +
                                                 digits.find((*hex)[2 * i + 1]));
        }
    }
    template <class T, class Describe>
    void object(const char* name, T& value, Describe describe) {
        if (const Json* json = find(name)) {
            Reader inner(*json, fmt::format("{}, {}", name_, name), fault_);
            if (!failed()) {
                describe(inner, value);
                inner.finish();
            }
        }
    }
    template <class T, class Describe>
    void maybe(const char* name, std::optional<T>& value, Describe describe) {
        if (has(name)) {
            object(name, value.emplace(), describe);
        }
    }
    void maybe_place(const char* name, std::optional<Place>& value) {
        if (has(name)) {
            place(name, value.emplace());
        }
    }
    template <class T, class Describe>
    void list(const char* name, std::vector<T>& values, Describe describe) {
        each(name, [&](const Json& json) {
            Reader inner(json, fmt::format("{}, {} {}", name_, name, values.size() + 1), fault_);
            if (!failed()) {
                describe(inner, values.emplace_back());
                inner.finish();
            }
        });
    }

private:
    [[nodiscard]] bool has(const char* name) const {
        return !failed() && json_.find(name) != json_.end();
    }
    const Json* find(const char* name) {
        known_.insert(name);
        if (failed()) {
            return nullptr;
        }
        const auto found = json_.find(name);
        return found == json_.end() ? nullptr : &*found;
    }
    const std::string* find_text(const char* name, std::size_t most) {
        const Json* json = find(name);
        if (json == nullptr) {
            return nullptr;
        }
        if (!json->is_string()) {
            wrong(fmt::format("has a \"{}\" that is no text", name));
            return nullptr;
        }
        const auto& text = json->get_ref<const std::string&>();
        if (text.size() > most) {
            wrong(fmt::format("has a \"{}\" of {} bytes; at most {} are allowed", name, text.size(),
                              most));
            return nullptr;
        }
        if (text.find('\0') != std::string::npos) {
            wrong(fmt::format("has a zero byte in \"{}\"", name));
            return nullptr;
        }
        return &text;
    }
    template <class Take>
    void each(const char* name, Take take) {
        const Json* json = find(name);
        if (json == nullptr) {
            return;
        }
        if (!json->is_array() || json->size() > kMostItems) {
            wrong(fmt::format("has a \"{}\" that is no list of up to {}", name, kMostItems));
            return;
        }
        for (const Json& one : *json) {
            if (failed()) {
                return;
            }
            take(one);
        }
    }
    void take_number(const char* name, const Json& json, Limits limits, double& value) {
        if (!json.is_number() || !(json.get<double>() >= limits.least) ||
            !(json.get<double>() <= limits.most)) {
            wrong(fmt::format("has a \"{}\" that is no number from {} to {}", name, limits.least,
                              limits.most));
            return;
        }
        value = json.get<double>();
    }
    void take_place(const char* name, const Json& json, Place& value) {
        if (!json.is_array() || json.size() != 2) {
            wrong(fmt::format("has a \"{}\" that is no place [x, y]", name));
            return;
        }
        take_number(name, json[0], kAnywhere, value.x);
        take_number(name, json[1], kAnywhere, value.y);
    }

    const Json& json_;
    std::string name_;
    std::string& fault_;
    std::set<std::string> known_;
};

} // namespace kinovar::retouch::json
