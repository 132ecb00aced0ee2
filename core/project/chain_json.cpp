#include "core/project/chain_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace kinovar::project {

namespace {

using Json = nlohmann::ordered_json;
using pipeline::Chain;
using pipeline::StepSpec;

constexpr std::size_t kMaxBytes = std::size_t{4} << 20U;
constexpr std::size_t kMaxSteps = 1000;
constexpr std::size_t kMaxValues = 1000;
/// Chain, list of steps, step, its values, a value.
constexpr int kMaxDepth = 5;

tl::unexpected<Error> bad(std::string_view what) {
    return failure(ErrorCode::Corrupt, fmt::format("a chain of steps: {}", what));
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

Result<FieldValue> value_from(const Json& json) {
    if (json.is_boolean()) {
        return json.get<bool>();
    }
    if (json.is_number_float()) {
        return json.get<double>();
    }
    if (json.is_number_unsigned() &&
        json.get<std::uint64_t>() >
            static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return bad("a number is too large");
    }
    if (json.is_number_integer()) {
        return json.get<std::int64_t>();
    }
    if (json.is_string()) {
        return json.get<std::string>();
    }
    return bad("a value is no switch, number or text");
}

Result<StepSpec> step_from(const Json& json) {
    if (!json.is_object() || !json.contains("step") || !json["step"].is_string()) {
        return bad("a step has no name");
    }
    StepSpec step;
    step.name = json["step"].get<std::string>();
    if (json.contains("enabled")) {
        if (!json["enabled"].is_boolean()) {
            return bad("a step is neither on nor off");
        }
        step.enabled = json["enabled"].get<bool>();
    }
    if (json.contains("values")) {
        const Json& values = json["values"];
        if (!values.is_object() || values.size() > kMaxValues) {
            return bad(fmt::format("the values of step '{}' cannot be read", step.name));
        }
        for (const auto& [name, value] : values.items()) {
            KINOVAR_TRY_ASSIGN(FieldValue read, value_from(value));
            step.values.insert_or_assign(name, std::move(read));
        }
    }
    return step;
}

Result<Json> json_of(const FieldValue& value) {
    if (const double* number = std::get_if<double>(&value);
        number != nullptr && !std::isfinite(*number)) {
        return failure(ErrorCode::InvalidArgument, "a value is no finite number");
    }
    return std::visit([](const auto& plain) { return Json(plain); }, value);
}

} // namespace

Result<std::string> chain_to_json(const Chain& chain) {
    if (chain.steps.size() > kMaxSteps) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("a chain has more than {} steps", kMaxSteps));
    }
    Json steps = Json::array();
    for (const StepSpec& step : chain.steps) {
        Json values = Json::object();
        for (const auto& [name, value] : step.values) {
            auto json = json_of(value);
            if (!json) {
                return failure(json.error().within(fmt::format("{} of {}", name, step.name)));
            }
            values[name] = std::move(*json);
        }
        if (values.size() > kMaxValues) {
            return failure(ErrorCode::InvalidArgument, "a step has too many values");
        }
        steps.push_back(
            {{"step", step.name}, {"enabled", step.enabled}, {"values", std::move(values)}});
    }
    try {
        std::string text = Json{{"steps", std::move(steps)}}.dump();
        if (text.size() > kMaxBytes) {
            return failure(ErrorCode::InvalidArgument, "a chain is too large");
        }
        return text;
    } catch (const Json::type_error&) {
        return failure(ErrorCode::InvalidArgument, "a text of a chain is no UTF-8");
    }
}

Result<Chain> chain_from_json(std::string_view text) {
    if (text.size() > kMaxBytes) {
        return bad("it is too large");
    }
    const std::optional<Json> root = parse(text);
    if (!root || !root->is_object() || !root->contains("steps") || !(*root)["steps"].is_array()) {
        return bad("it has no list of steps");
    }
    const Json& steps = (*root)["steps"];
    if (steps.size() > kMaxSteps) {
        return bad(fmt::format("it has more than {} steps", kMaxSteps));
    }
    Chain chain;
    chain.steps.reserve(steps.size());
    for (const Json& item : steps) {
        KINOVAR_TRY_ASSIGN(StepSpec step, step_from(item));
        chain.steps.push_back(std::move(step));
    }
    return chain;
}

} // namespace kinovar::project
