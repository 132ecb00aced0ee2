#include "core/steps/detect/proposal.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace kinovar::detect {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kWorst = "worst";
constexpr const char* kBox = "box";
constexpr const char* kFix = "fix";
constexpr const char* kWayOut = "run the detector again; it makes a new flag";

Error damaged(std::string what) {
    return {ErrorCode::Corrupt, std::move(what), kWayOut};
}

/// A number of the box; boxes may reach a little over the edge, but not mean nothing.
Result<double> share_from(const Json& value) {
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
        return failure(damaged("a flag's box holds something that is no number"));
    }
    return value.get<double>();
}

Result<Box> box_from(const Json& value) {
    Box box{};
    if (!value.is_array() || value.size() != box.size()) {
        return failure(damaged("a flag's box is not a list of four numbers"));
    }
    for (std::size_t i = 0; i < box.size(); ++i) {
        KINOVAR_TRY_ASSIGN(box.at(i), share_from(value[i]));
    }
    if (box[2] < box[0] || box[3] < box[1]) {
        return failure(damaged("a flag's box ends before it begins"));
    }
    return box;
}

} // namespace

std::string to_json(const FlagPlace& place) {
    Json json = Json::object();
    if (place.worst >= 0) {
        json[kWorst] = place.worst;
    }
    if (place.box != Box{}) {
        json[kBox] = place.box;
    }
    if (!place.fix.empty()) {
        json[kFix] = place.fix;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<FlagPlace> flag_place_from_json(std::string_view text) {
    FlagPlace place;
    if (text.empty()) {
        return place; // flags of projects made before flags had places
    }
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return failure(damaged("a flag's place is no JSON object"));
    }
    if (const auto worst = json.find(kWorst); worst != json.end()) {
        if (!worst->is_number_integer() || worst->get<std::int64_t>() < 0) {
            return failure(damaged("a flag's worst frame is no frame number"));
        }
        place.worst = worst->get<std::int64_t>();
    }
    if (const auto box = json.find(kBox); box != json.end()) {
        KINOVAR_TRY_ASSIGN(place.box, box_from(*box));
    }
    if (const auto fix = json.find(kFix); fix != json.end()) {
        if (!fix->is_string()) {
            return failure(damaged("a flag's proposed fix is no text"));
        }
        place.fix = fix->get<std::string>();
    }
    return place;
}

} // namespace kinovar::detect
