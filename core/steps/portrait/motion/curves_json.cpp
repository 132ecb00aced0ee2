#include "core/steps/portrait/motion/motion.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>

namespace kinovar::portrait {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;
/// 60 s at 240 frames a second, and some.
constexpr std::size_t kMaxKeys = 20000;
/// Curves, channels, a channel, a key, its numbers.
constexpr int kMaxDepth = 5;
constexpr double kLeastSeconds = 0.05;
constexpr double kMostSeconds = 600;
constexpr double kLeastGap = 1e-6; ///< seconds between keys
/// Far beyond what any channel shows, so that a key may lie outside its limits.
constexpr double kMostValue = 1e6;
constexpr const char* kForm =
    R"(write {"seconds": 4, "ending": "loop", "channels": {"yaw": [[0, 0], [2, 8]]}})";

constexpr std::array<std::string_view, 3> kEndings = {"loop", "return", "once"};

tl::unexpected<Error> bad(std::string_view what) {
    return failure(ErrorCode::Corrupt, fmt::format("motion curves: {}", what), kForm);
}

/// Nothing where it is nested too deeply or no JSON.
std::optional<Json> parse(std::string_view text) {
    bool deep = false;
    const auto watch = [&deep](int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
        deep = deep || depth > kMaxDepth;
        return !deep;
    };
    Json json = Json::parse(text, watch, false);
    return deep || json.is_discarded() ? std::nullopt : std::optional<Json>(std::move(json));
}

Result<std::vector<Key>> keys_from(const Json& json, std::string_view name, double seconds) {
    if (!json.is_array() || json.size() > kMaxKeys) {
        return bad(fmt::format("channel {} is no list of at most {} keys", name, kMaxKeys));
    }
    std::vector<Key> keys;
    keys.reserve(json.size());
    for (const Json& entry : json) {
        const std::size_t number = keys.size() + 1;
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_number() ||
            !entry[1].is_number()) {
            return bad(fmt::format("key {} of {} is not [seconds, value]", number, name));
        }
        const Key key{entry[0].get<double>(), entry[1].get<double>()};
        if (!(key.time >= 0 && key.time <= seconds)) {
            return bad(fmt::format("key {} of {} at {} s lies outside of 0 to {} s", number, name,
                                   key.time, seconds));
        }
        if (!keys.empty() && !(key.time - keys.back().time >= kLeastGap)) {
            return bad(fmt::format("key {} of {} at {} s does not come after the one before it",
                                   number, name, key.time));
        }
        if (!(std::abs(key.value) <= kMostValue)) {
            return bad(fmt::format("key {} of {} has the value {}", number, name, key.value));
        }
        keys.push_back(key);
    }
    return keys;
}

} // namespace

std::string_view to_string(Ending ending) {
    return kEndings[static_cast<std::size_t>(ending)];
}

Result<Ending> ending_from_text(std::string_view text) {
    for (std::size_t i = 0; i < kEndings.size(); ++i) {
        if (text == kEndings[i]) {
            return static_cast<Ending>(i);
        }
    }
    return bad("ending is none of loop, return, once");
}

std::string Curves::to_json() const {
    Json json;
    json["seconds"] = seconds;
    json["ending"] = to_string(ending);
    json["channels"] = Json::object();
    for (const auto& [channel, keys] : channels) {
        Json list = Json::array();
        for (const Key& key : keys) {
            list.push_back({key.time, key.value});
        }
        json["channels"][std::string(portrait::to_string(channel))] = std::move(list);
    }
    return json.dump();
}

Result<Curves> Curves::from_json(std::string_view text) {
    if (text.size() > kMaxBytes) {
        return bad("the text is too long");
    }
    const std::optional<Json> json = parse(text);
    if (!json || !json->is_object()) {
        return bad("not a JSON object");
    }
    Curves curves;
    for (const auto& [name, value] : json->items()) {
        if (name == "seconds") {
            if (!value.is_number() || !(value.get<double>() >= kLeastSeconds) ||
                !(value.get<double>() <= kMostSeconds)) {
                return bad(
                    fmt::format("seconds is no number from {} to {}", kLeastSeconds, kMostSeconds));
            }
            curves.seconds = value.get<double>();
        } else if (name == "ending") {
            KINOVAR_TRY_ASSIGN(curves.ending,
                               ending_from_text(value.is_string()
                                                    ? value.get_ref<const std::string&>()
                                                    : std::string()));
        } else if (name != "channels") {
            return bad(fmt::format("'{}' is not known here", name.substr(0, 40)));
        }
    }
    if (!json->contains("channels")) {
        return curves;
    }
    if (!(*json)["channels"].is_object()) {
        return bad("channels is no object");
    }
    for (const auto& [name, value] : (*json)["channels"].items()) {
        KINOVAR_TRY_ASSIGN(const Channel channel, channel_from_text(name));
        KINOVAR_TRY_ASSIGN(std::vector<Key> keys, keys_from(value, name, curves.seconds));
        if (!keys.empty()) {
            curves.channels[channel] = std::move(keys);
        }
    }
    return curves;
}

} // namespace kinovar::portrait
