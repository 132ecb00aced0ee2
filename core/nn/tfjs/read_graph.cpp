#include "core/nn/tfjs/read_graph.h"

#include "core/base/file.h"
#include "core/nn/tfjs/layers.h"
#include "core/nn/tfjs/limits.h"
#include "core/nn/tfjs/link.h"
#include "core/nn/tfjs/weights.h"

#include <fmt/format.h>

#include <unordered_map>
#include <unordered_set>

namespace kinovar::nn::tfjs {

namespace {

Status fill_constants(Graph& graph, const std::vector<WeightGroup>& groups, ShardSource& shards,
                      Hasher& hash) {
    enum : std::uint8_t { kOpen, kFilled };
    std::unordered_map<std::string, std::pair<Constant*, std::uint8_t>> places;
    for (Constant& constant : graph.constants) {
        const bool made = constant.count() > 0;
        places.emplace(constant.name, std::pair(&constant, made ? kFilled : kOpen));
    }
    const auto wanted = [&](const std::string& name) { return places.contains(name); };
    const auto take = [&](Constant&& constant) {
        auto& [place, state] = places.at(constant.name);
        *place = std::move(constant);
        state = kFilled;
    };
    KINOVAR_TRY(read_weights(groups, shards, wanted, take, hash));
    for (const auto& [name, entry] : places) {
        if (entry.second == kOpen) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("the weights of {} are missing", shown(name)));
        }
        graph.parameters += static_cast<std::int64_t>(entry.first->floats.size());
    }
    return {};
}

/// Each file is named once, and so read once.
Status check_shard_names(const std::vector<WeightGroup>& groups) {
    std::unordered_set<std::string_view> names;
    for (const WeightGroup& group : groups) {
        for (const std::string& path : group.paths) {
            KINOVAR_TRY(check_shard_name(path));
            if (!names.insert(path).second) {
                return failure(ErrorCode::Corrupt,
                               fmt::format("weight file {} is named twice", shown(path)));
            }
        }
    }
    return {};
}

Result<Graph> read_model(std::string_view file, bool script, ShardSource& shards) {
    std::string_view text = file;
    if (script) {
        KINOVAR_TRY_ASSIGN(text, exported_object(file));
    }
    return parse_graph(text, script ? JsonCursor::Dialect::Script : JsonCursor::Dialect::Json,
                       shards);
}

} // namespace

Result<Graph> parse_graph(std::string_view text, JsonCursor::Dialect dialect, ShardSource& shards) {
    KINOVAR_TRY_ASSIGN(Description description, parse_description(text, dialect));
    KINOVAR_TRY(check_shard_names(description.groups));
    if (!description.layers.empty()) {
        KINOVAR_TRY(lower_layers(description));
    }
    const std::vector<WeightGroup> groups = std::move(description.groups);
    KINOVAR_TRY_ASSIGN(Graph graph, link_graph(std::move(description)));
    Hasher hash;
    hash.add(text);
    KINOVAR_TRY(fill_constants(graph, groups, shards, hash));
    graph.fingerprint = hash.finish();
    return graph;
}

Result<Graph> read_graph(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(path, kMaxTextBytes));
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    FileShards files(folder);
    ScriptShards scripts(folder);
    const bool script = path.extension() == ".js";
    auto graph = read_model(text, script, script ? static_cast<ShardSource&>(scripts) : files);
    if (!graph) {
        return failure(graph.error().within(path.string()));
    }
    return graph;
}

} // namespace kinovar::nn::tfjs
