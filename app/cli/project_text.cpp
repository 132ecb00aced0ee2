#include "app/cli/project_text.h"

#include "core/project/reel_edits.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;
using project::Document;
using project::Id;
using project::Reel;
using project::Shot;
using project::Take;

Json chain_json(const pipeline::Chain& chain) {
    Json steps = Json::array();
    for (const pipeline::StepSpec& step : chain.steps) {
        if (step.enabled) {
            steps.push_back(step.name);
        }
    }
    return steps;
}

std::string chain_text(const pipeline::Chain& chain) {
    std::string steps;
    for (const auto& name : chain_json(chain)) {
        steps += (steps.empty() ? "" : ", ") + name.get<std::string>();
    }
    return steps;
}

Json shot_json(const Document& document, const Shot& shot, std::size_t number) {
    Json takes = Json::array();
    std::size_t pick = 0;
    for (const Id id : document.takes_of(shot.id)) {
        const Take& take = *document.get<Take>(id);
        takes.push_back({{"number", takes.size() + 1},
                         {"name", take.name},
                         {"rating", take.rating},
                         {"own_chain", take.chain ? chain_json(*take.chain) : Json()}});
        pick = id == shot.pick ? takes.size() : pick;
    }
    return {{"number", number},  {"first", shot.first}, {"last", shot.last},
            {"name", shot.name}, {"pick", pick},        {"takes", std::move(takes)}};
}

Json reel_json(const Document& document, const Reel& reel, std::size_t number) {
    Json shots = Json::array();
    for (const Id id : document.shots_of(reel.id)) {
        shots.push_back(shot_json(document, *document.get<Shot>(id), shots.size() + 1));
    }
    return {{"number", number},
            {"name", reel.name},
            {"path", reel.path.string()},
            {"media_found", project::media_is_there(reel)},
            {"frames", reel.frames},
            {"width", reel.width},
            {"height", reel.height},
            {"rate", fmt::format("{}/{}", reel.rate.num, reel.rate.den)},
            {"source_chain", chain_json(reel.source_chain)},
            {"chain", chain_json(reel.chain)},
            {"shots", std::move(shots)}};
}

std::string reel_text(const Document& document, const Reel& reel, std::size_t number) {
    const std::string made_by = chain_text(reel.source_chain);
    const std::string steps = chain_text(reel.chain);
    std::size_t takes = 0;
    for (const Id shot : document.shots_of(reel.id)) {
        takes += document.takes_of(shot).size();
    }
    return fmt::format("\nreel {}: {}, {} frames of {}×{} at {:.6g} a second, {} shots, {} takes\n"
                       "  {}{}\n{}  chain: {}",
                       number, reel.name, reel.frames, reel.width, reel.height, reel.rate.value(),
                       document.shots_of(reel.id).size(), takes, reel.path.string(),
                       project::media_is_there(reel) ? "" : " (not there)",
                       made_by.empty() ? "" : fmt::format("  made by: {}\n", made_by),
                       steps.empty() ? "no steps" : steps);
}

} // namespace

std::string text_of(const Document& document) {
    std::string text = fmt::format(
        "{}: {} reels, {} flags, {} markers, {} renders", document.path().string(),
        document.all<Reel>().size(), document.all<project::Flag>().size(),
        document.all<project::Marker>().size(), document.all<project::RenderJob>().size());
    std::size_t number = 0;
    for (const auto& [id, reel] : document.all<Reel>()) {
        text += reel_text(document, reel, ++number);
    }
    return text;
}

std::string json_of(const Document& document) {
    Json reels = Json::array();
    for (const auto& [id, reel] : document.all<Reel>()) {
        reels.push_back(reel_json(document, reel, reels.size() + 1));
    }
    const Json json = {{"project", document.path().string()},
                       {"reels", std::move(reels)},
                       {"flags", document.all<project::Flag>().size()},
                       {"markers", document.all<project::Marker>().size()},
                       {"hints", document.all<project::Hint>().size()},
                       {"fixes", document.all<project::Fix>().size()},
                       {"consents", document.all<project::Consent>().size()},
                       {"render_jobs", document.all<project::RenderJob>().size()}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace kinovar::cli
