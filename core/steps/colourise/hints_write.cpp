#include "core/steps/colourise/hints.h"

#include <nlohmann/json.hpp>

namespace kinovar::colourise {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kVersion = 1;

Json places_json(const std::vector<Place>& places) {
    Json list = Json::array();
    for (const Place& place : places) {
        list.push_back({place.x, place.y});
    }
    return list;
}

/// What read_body() reads.
Json body_json(const ColourHint& hint) {
    Json json;
    json["shape"] = to_string(hint.shape);
    json["ab"] = {hint.colour.a, hint.colour.b};
    json["size"] = hint.size;
    json["strength"] = hint.strength;
    json["keys"] = Json::array();
    for (const HintKey& key : hint.keys) {
        json["keys"].push_back({{"frame", key.frame}, {"places", places_json(key.places)}});
    }
    return json;
}

std::string dumped(const Json& json, int indent = -1) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::string_view to_string(HintShape shape) {
    switch (shape) {
    case HintShape::Stroke:
        return "stroke";
    case HintShape::Region:
        return "region";
    case HintShape::Point:
        break;
    }
    return "point";
}

std::string hints_to_json(const HintSet& set) {
    Json json;
    json["version"] = kVersion;
    json["hints"] = Json::array();
    for (const ColourHint& hint : set.hints) {
        Json one = body_json(hint);
        if (hint.first != 0 || hint.last != kLastOfAnyFilm) {
            one["frames"] = {hint.first, hint.last};
        }
        one["citation"] = hint.citation;
        one["documented"] = hint.documented;
        json["hints"].push_back(std::move(one));
    }
    json["references"] = Json::array();
    for (const ColourReference& reference : set.references) {
        json["references"].push_back({{"frame", reference.frame},
                                      {"file", reference.file.string()},
                                      {"citation", reference.citation},
                                      {"documented", reference.documented}});
    }
    return dumped(json, 1);
}

std::string row_values(const HintOrReference& one) {
    if (const auto* reference = std::get_if<ColourReference>(&one)) {
        return dumped(Json{{"file", reference->file.string()}});
    }
    return dumped(body_json(std::get<ColourHint>(one)));
}

} // namespace kinovar::colourise
