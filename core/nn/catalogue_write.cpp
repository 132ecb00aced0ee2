#include "core/nn/catalogue_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace kinovar::nn {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const CatalogueFile& file) {
    Json json;
    if (!file.path.empty()) {
        json["path"] = file.path;
    }
    if (!file.url.empty()) {
        json["url"] = file.url;
    }
    json["name"] = file.name;
    if (!file.sha256.empty()) {
        json["sha256"] = file.sha256;
    }
    if (file.bytes > 0) {
        json["bytes"] = file.bytes;
    }
    return json;
}

Json json_of(const Licence& licence) {
    return {{"name", licence.name},
            {"terms", licence.terms},
            {"commercial", licence.commercial},
            {"credits", licence.credits}};
}

} // namespace

std::string list_of_one(const CatalogueEntry& entry) {
    const ModelInfo& info = entry.info;
    Json source = {{"kind", to_string(entry.kind)}};
    Json packages = Json::array();
    if (entry.kind == SourceKind::Npm) {
        source["package"] = entry.package;
        packages.push_back({{"name", entry.package},
                            {"integrity", entry.integrity},
                            {"download_bytes", entry.download_bytes}});
    }
    Json files = Json::array();
    for (const CatalogueFile& file : entry.files) {
        files.push_back(json_of(file));
    }
    const Json model = {{"id", info.id},
                        {"title", info.title},
                        {"task", to_string(info.task)},
                        {"architecture", info.architecture},
                        {"scale", info.scale},
                        {"in_channels", info.in_channels},
                        {"out_channels", info.out_channels},
                        {"window", info.window},
                        {"size_multiple", info.size_multiple},
                        {"value_range", {info.value_min, info.value_max}},
                        {"channels", to_string(info.channels)},
                        {"halo", info.halo},
                        {"receptive_radius", info.receptive_radius},
                        {"whole_only", info.whole_only},
                        {"parameters", info.parameters},
                        {"licence", json_of(info.licence)},
                        {"source", std::move(source)},
                        {"installed_by_default", entry.installed_by_default},
                        {"loadable", entry.loadable},
                        {"program", entry.program},
                        {"trusted", entry.trusted},
                        {"files", std::move(files)}};
    const Json list = {{"format", kCatalogueFormat},
                       {"packages", std::move(packages)},
                       {"licences", Json::object()},
                       {"models", Json::array({model})}};
    return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string way_to_get(const CatalogueEntry& entry) {
    switch (entry.kind) {
    case SourceKind::Npm:
    case SourceKind::Url:
        return fmt::format("kinovar-cli models install {}", entry.info.id);
    case SourceKind::Shipped:
        return "it is part of the program; install the program again";
    case SourceKind::Own:
        break;
    }
    const CatalogueFile& file = entry.files.front();
    return fmt::format("bring {}{}{}, then: kinovar-cli models import {}", file.name,
                       file.url.empty() ? "" : " from ", file.url, file.name);
}

std::string_view to_string(Task task) {
    return name_in(kTaskNames, task);
}

std::string_view to_string(Channels channels) {
    return name_in(kChannelNames, channels);
}

std::string_view to_string(SourceKind kind) {
    return name_in(kSourceNames, kind);
}

} // namespace kinovar::nn
