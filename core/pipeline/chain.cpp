#include "core/pipeline/chain.h"

#include "core/base/hash.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace kinovar::pipeline {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxPresetBytes = 1U << 20U;
constexpr std::size_t kMaxSteps = 100;
constexpr int kMaxJsonDepth = 8;

Result<const StepType*> find_type(std::span<const StepType> types, std::string_view name) {
    std::vector<std::string> names;
    for (const StepType& type : types) {
        if (type.name == name) {
            return &type;
        }
        names.push_back(type.name);
    }
    return failure(ErrorCode::InvalidArgument, fmt::format("no step is called '{}'", name),
                   fmt::format("known steps: {}", fmt::join(names, ", ")));
}

/// Parses with a limit on depth, so that hostile nesting cannot exhaust the stack.
Json parse_bounded(std::string_view text) {
    const auto too_deep = [](int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
        return depth <= kMaxJsonDepth;
    };
    return Json::parse(text, too_deep, false);
}

tl::unexpected<Error> bad_preset(std::string_view name, std::string_view what) {
    return failure(ErrorCode::Corrupt, fmt::format("preset {}: {}", name, what),
                   "a preset looks like {\"title\": \"…\", \"steps\": [{\"step\": \"upscale\", "
                   "\"values\": {\"scale\": 2}}]}");
}

Result<StepSpec> step_from_json(std::span<const StepType> types, std::string_view preset,
                                const Json& json) {
    if (!json.is_object() || !json.contains("step") || !json["step"].is_string()) {
        return bad_preset(preset, "a step has no \"step\" name");
    }
    for (const auto& [key, value] : json.items()) {
        if (key != "step" && key != "enabled" && key != "values") {
            return bad_preset(preset, fmt::format("a step cannot have \"{}\"", key));
        }
    }
    StepSpec spec;
    spec.name = json["step"].get<std::string>();
    auto type = find_type(types, spec.name);
    if (!type) {
        return failure(type.error().within(fmt::format("preset {}", preset)));
    }
    if (json.contains("enabled")) {
        if (!json["enabled"].is_boolean()) {
            return bad_preset(preset, "\"enabled\" must be true or false");
        }
        spec.enabled = json["enabled"].get<bool>();
    }
    if (json.contains("values")) {
        auto values = values_from_json((*type)->fields, json["values"].dump());
        if (!values) {
            return failure(values.error().within(fmt::format("preset {}, {}", preset, spec.name)));
        }
        spec.values = std::move(*values);
    }
    return spec;
}

std::string text_or_empty(const Json& json, const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : "";
}

} // namespace

Result<StepSpec> step_from_text(std::span<const StepType> types, std::string_view text) {
    const std::size_t colon = text.find(':');
    StepSpec spec;
    spec.name = std::string(text.substr(0, colon));
    auto type = find_type(types, spec.name);
    if (!type) {
        return failure(type.error());
    }
    if (colon != std::string_view::npos) {
        auto values = values_from_text((*type)->fields, text.substr(colon + 1));
        if (!values) {
            return failure(values.error().within(fmt::format("step {}", spec.name)));
        }
        spec.values = std::move(*values);
    }
    return spec;
}

namespace {

constexpr std::size_t kLongText = 4'096;

/// Long texts (all fixes of a shot) by their hash: writing them as JSON takes a multiple of that.
FieldValues shortened(const FieldValues& values) {
    FieldValues few;
    for (const auto& [name, value] : values) {
        const auto* text = std::get_if<std::string>(&value);
        const bool is_long = text != nullptr && text->size() > kLongText;
        few.emplace(name, is_long ? FieldValue(Hasher().add(*text).finish().hex()) : value);
    }
    return few;
}

} // namespace

Result<Hash128> Chain::key(std::span<const StepType> types) const {
    Hasher hasher;
    hasher.add("chain");
    for (const StepSpec& step : steps) {
        if (step.enabled) {
            KINOVAR_TRY_ASSIGN(const StepType* type, find_type(types, step.name));
            hasher.add(step.name).add(values_to_json(type->fields, shortened(step.values)));
        }
    }
    return hasher.finish();
}

Result<Preset> preset_from_json(std::span<const StepType> types, std::string name,
                                std::string_view json) {
    if (json.size() > kMaxPresetBytes) {
        return bad_preset(name, "the file is too large");
    }
    const Json root = parse_bounded(json);
    if (!root.is_object()) {
        return bad_preset(name, "not a JSON object");
    }
    if (!root.contains("steps") || !root["steps"].is_array()) {
        return bad_preset(name, "no list of \"steps\"");
    }
    if (root["steps"].size() > kMaxSteps) {
        return bad_preset(name, fmt::format("more than {} steps", kMaxSteps));
    }
    Preset preset;
    for (const Json& item : root["steps"]) {
        KINOVAR_TRY_ASSIGN(StepSpec step, step_from_json(types, name, item));
        preset.chain.steps.push_back(std::move(step));
    }
    preset.name = std::move(name);
    preset.title = text_or_empty(root, "title");
    preset.help = text_or_empty(root, "help");
    return preset;
}

std::string preset_to_json(std::span<const StepType> types, const Preset& preset) {
    Json steps = Json::array();
    for (const StepSpec& step : preset.chain.steps) {
        Json item = {{"step", step.name}, {"enabled", step.enabled}};
        if (const auto type = find_type(types, step.name)) {
            item["values"] = Json::parse(values_to_json((*type)->fields, step.values));
        }
        steps.push_back(std::move(item));
    }
    const Json root = {{"title", preset.title}, {"help", preset.help}, {"steps", std::move(steps)}};
    return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string stage_name(const Chain& chain, std::size_t step) {
    const auto end = chain.steps.begin() + static_cast<std::ptrdiff_t>(step) + 1;
    const std::string& name = chain.steps[step].name;
    const auto times = std::count_if(chain.steps.begin(), end,
                                     [&](const StepSpec& spec) { return spec.name == name; });
    return times == 1 ? name : fmt::format("{}#{}", name, times);
}

namespace {

/// A chain that is being built, step by step.
struct Building {
    Building(std::span<const StepType> step_types, ClipPtr source, Around put_around)
        : types(step_types), around(std::move(put_around)), clips{source}, last(around(source)) {
        surroundings.stages = {{kScanStage, last}};
        surroundings.result_of = [types = types, source = std::move(source),
                                  around = around](const Chain& other) -> Result<ClipPtr> {
            KINOVAR_TRY_ASSIGN(const auto made, build(types, other, source, around));
            return made.back();
        };
    }

    [[nodiscard]] Status add(const Chain& chain, std::size_t step) {
        const StepSpec& spec = chain.steps[step];
        if (spec.enabled) {
            KINOVAR_TRY_ASSIGN(const StepType* type, find_type(types, spec.name));
            auto clip = type->make(spec.values).and_then([&](const std::unique_ptr<Step>& made) {
                return made->apply_within(last, surroundings);
            });
            if (!clip) {
                return failure(clip.error().within(fmt::format("step {}", spec.name)));
            }
            // A step that has nothing to do (no change, only cuts) gives the pictures that went in
            // under their own key: what is around those would wait for itself.
            const bool same = (*clip)->info().key == last->info().key;
            last = same ? std::move(*clip) : around(std::move(*clip));
            clips.push_back(last);
        } else {
            clips.push_back(clips.back());
        }
        surroundings.stages.push_back({stage_name(chain, step), last});
        return {};
    }

    std::span<const StepType> types;
    Around around;
    std::vector<ClipPtr> clips; ///< as build() gives them
    ClipPtr last;               ///< what goes into the next step
    Surroundings surroundings;  ///< of the next step
};

} // namespace

Result<std::vector<ClipPtr>> build(std::span<const StepType> types, const Chain& chain,
                                   ClipPtr source) {
    return build(types, chain, std::move(source), [](ClipPtr clip) { return clip; });
}

Result<std::vector<ClipPtr>> build(std::span<const StepType> types, const Chain& chain,
                                   ClipPtr source, const Around& around) {
    Building building(types, std::move(source), around);
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        KINOVAR_TRY(building.add(chain, i));
    }
    return std::move(building.clips);
}

Result<BeforeStep> build_before(std::span<const StepType> types, const Chain& chain,
                                std::size_t step, ClipPtr source, const Around& around) {
    Building building(types, std::move(source), around);
    for (std::size_t i = 0; i < step; ++i) {
        KINOVAR_TRY(building.add(chain, i));
    }
    return BeforeStep{std::move(building.last), std::move(building.surroundings)};
}

} // namespace kinovar::pipeline
