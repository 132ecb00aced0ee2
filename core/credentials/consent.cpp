#include "core/credentials/consent.h"

#include "core/base/file.h"
#include "core/credentials/consent_fields.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>

namespace kinovar::credentials {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostJsonBytes = 64U << 10;
constexpr int kFirstYear = 1800; // before photography nobody could be asked

constexpr const char* kExample =
    R"({"person":"Anna Petrova","relation":"daughter","granted_by":"Maria Petrova",)"
    R"("ground":"heir","date":"2024-05-31"})";

std::string hint() {
    return fmt::format("a consent looks like {}", kExample);
}

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\n") == std::string::npos;
}

/// yyyy-mm-dd of a day that the calendar has.
bool is_date(std::string_view text) {
    constexpr std::string_view kForm = "dddd-dd-dd";
    const auto fits = [](char c, char form) {
        return form == 'd' ? c >= '0' && c <= '9' : c == form;
    };
    if (text.size() != kForm.size() || !std::equal(text.begin(), text.end(), kForm.begin(), fits)) {
        return false;
    }
    const auto number = [text](std::size_t at, std::size_t count) {
        int value = 0;
        std::from_chars(text.data() + at, text.data() + at + count, value);
        return value;
    };
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    return day.ok() && int{day.year()} >= kFirstYear;
}

Status check_date(const std::string& date) {
    if (is_date(date)) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("the consent's date \"{}\" is none",
                               date.size() > 32 ? date.substr(0, 32) + "…" : date),
                   "write it as year-month-day, such as 2024-05-31");
}

/// Line feeds and tabs are text; other control characters only hide or break something.
bool has_control_characters(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    });
}

Result<std::string> text_of(const std::string& name, const Json& value) {
    if (!value.is_string()) {
        return failure(ErrorCode::Corrupt, fmt::format("the consent's \"{}\" is no text", name),
                       hint());
    }
    auto text = value.get<std::string>();
    if (text.size() > kMostTextBytes) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("the consent's \"{}\" is {} bytes long", name, text.size()),
                       fmt::format("at most {} bytes; keep longer papers elsewhere and name them",
                                   kMostTextBytes));
    }
    if (has_control_characters(text)) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("the consent's \"{}\" has control characters", name),
                       "write it as plain text");
    }
    return text;
}

/// Every key once: of two dates none is the right one.
Json parse_strictly(std::string_view text, bool& repeated) {
    std::set<std::string> keys;
    constexpr int kMostDepth = 2; // an object of texts; what lies deeper is refused anyway
    return Json::parse(
        text,
        [&](int depth, Json::parse_event_t event, Json& parsed) {
            if (event == Json::parse_event_t::key && depth == 1) {
                repeated = !keys.insert(parsed.get<std::string>()).second || repeated;
            }
            return depth < kMostDepth;
        },
        false);
}

} // namespace

Status ConsentRecord::check() const {
    std::string missing;
    for (const ConsentField& field : kConsentFields) {
        if (field.required && is_blank(this->*field.text)) {
            missing += fmt::format("{}{}", missing.empty() ? "" : ", ", field.name);
        }
    }
    if (!missing.empty()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the consent does not say: {}", missing), hint());
    }
    return check_date(date);
}

std::string ConsentRecord::to_json() const {
    Json json;
    for (const ConsentField& field : kConsentFields) {
        json[field.name] = this->*field.text;
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<ConsentRecord> ConsentRecord::from_json(std::string_view json) {
    if (json.size() > kMostJsonBytes) {
        return failure(ErrorCode::Corrupt, "the consent is larger than 64 KiB", hint());
    }
    bool repeated = false;
    const Json root = parse_strictly(json, repeated);
    if (!root.is_object()) {
        return failure(ErrorCode::Corrupt, "the consent is no JSON object", hint());
    }
    if (repeated) {
        return failure(ErrorCode::Corrupt, "the consent has an entry twice", hint());
    }
    ConsentRecord record;
    for (const auto& [name, value] : root.items()) {
        const auto field =
            std::find_if(kConsentFields.begin(), kConsentFields.end(),
                         [&key = name](const ConsentField& one) { return one.name == key; });
        if (field == kConsentFields.end()) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("the consent has an unknown entry \"{}\"",
                                       name.size() > 32 ? "…" : name),
                           hint());
        }
        KINOVAR_TRY_ASSIGN(record.*(field->text), text_of(name, value));
    }
    if (!record.date.empty()) {
        KINOVAR_TRY(check_date(record.date));
    }
    return record;
}

Result<ConsentRecord> read_consent(const std::string& file_or_json) {
    if (file_or_json.empty()) {
        return ConsentRecord{};
    }
    if (file_or_json.front() == '{') {
        return ConsentRecord::from_json(file_or_json);
    }
    KINOVAR_TRY_ASSIGN(const std::string json, read_file(file_or_json, kMostJsonBytes));
    auto record = ConsentRecord::from_json(json);
    if (!record) {
        return failure(record.error().within(file_or_json));
    }
    return record;
}

} // namespace kinovar::credentials
