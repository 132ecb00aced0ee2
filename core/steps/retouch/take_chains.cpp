#include "core/steps/retouch/take_chains.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <optional>

namespace kinovar::retouch {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostTakes = 1'000;
constexpr std::size_t kMostSteps = 256;
/// Takes, a take's steps, a step, its values, a value.
constexpr int kMostDepth = 5;

tl::unexpected<Error> bad(std::string message) {
    return failure(ErrorCode::Corrupt, std::move(message),
                   "the option \"takes\" is filled in by projects; leave it empty elsewhere");
}

Json json_of(const FieldValue& value) {
    return std::visit([](const auto& it) { return Json(it); }, value);
}

std::optional<FieldValue> value_from(const Json& json) {
    if (json.is_boolean()) {
        return json.get<bool>();
    }
    if (json.is_number_integer()) {
        return json.get<std::int64_t>();
    }
    if (json.is_number()) {
        return json.get<double>();
    }
    if (json.is_string()) {
        return json.get<std::string>();
    }
    return std::nullopt;
}

Result<pipeline::StepSpec> step_from(const Json& json) {
    if (!json.is_object() || !json.contains("step") || !json["step"].is_string()) {
        return bad("a step of another take has no name");
    }
    pipeline::StepSpec step{json["step"].get<std::string>(), {}, true};
    const Json values = json.value("values", Json::object());
    if (!values.is_object()) {
        return bad(fmt::format("step {} of another take has no list of values", step.name));
    }
    for (const auto& [name, value] : values.items()) {
        auto known = value_from(value);
        if (!known) {
            return bad(fmt::format("step {} of another take has a value of no kind", step.name));
        }
        step.values.insert_or_assign(name, std::move(*known));
    }
    return step;
}

Result<pipeline::Chain> chain_from(const Json& json) {
    if (!json.is_array() || json.size() > kMostSteps) {
        return bad(
            fmt::format("the chain of another take is no list of up to {} steps", kMostSteps));
    }
    pipeline::Chain chain;
    for (const Json& one : json) {
        KINOVAR_TRY_ASSIGN(pipeline::StepSpec step, step_from(one));
        chain.steps.push_back(std::move(step));
    }
    return chain;
}

} // namespace

std::string take_chains_to_json(const TakeChains& takes) {
    Json json = Json::object();
    for (const auto& [id, chain] : takes) {
        Json& steps = json[std::to_string(id)] = Json::array();
        for (const pipeline::StepSpec& step : chain.steps) {
            if (!step.enabled) {
                continue;
            }
            Json values = Json::object();
            for (const auto& [name, value] : step.values) {
                values[name] = json_of(value);
            }
            steps.push_back({{"step", step.name}, {"values", std::move(values)}});
        }
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<TakeChains> take_chains_from_json(std::string_view text) {
    TakeChains takes;
    if (text.empty()) {
        return takes;
    }
    bool deep = false;
    const auto watch = [&deep](int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
        deep = deep || depth > kMostDepth;
        return !deep;
    };
    const Json json = Json::parse(text, watch, false);
    if (deep || !json.is_object() || json.size() > kMostTakes) {
        return bad("chains of other takes that are no JSON object");
    }
    for (const auto& [name, steps] : json.items()) {
        std::int64_t id = 0;
        const char* end = name.data() + name.size();
        if (std::from_chars(name.data(), end, id).ptr != end || id <= 0) {
            return bad("chains of other takes under a name that is no number");
        }
        KINOVAR_TRY_ASSIGN(pipeline::Chain chain, chain_from(steps));
        takes.emplace(id, std::move(chain));
    }
    return takes;
}

} // namespace kinovar::retouch
