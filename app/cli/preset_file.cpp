#include "app/cli/preset_file.h"

#include "core/base/file.h"
#include "core/base/places.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxPresetBytes = 1U << 20U;

} // namespace

std::vector<std::string> preset_names() {
    std::vector<std::string> names;
    std::error_code trouble;
    for (const auto& entry : fs::directory_iterator(shipped("resources/presets"), trouble)) {
        if (entry.path().extension() == ".json") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<pipeline::Preset> load_preset(const std::string& name_or_path) {
    fs::path path = name_or_path;
    if (path.extension() != ".json") {
        const std::vector<std::string> names = preset_names();
        if (std::find(names.begin(), names.end(), name_or_path) == names.end()) {
            return failure(
                ErrorCode::InvalidArgument, fmt::format("no preset is called '{}'", name_or_path),
                fmt::format("known presets: {}; or give a .json file", fmt::join(names, ", ")));
        }
        path = shipped("resources/presets") / (name_or_path + ".json");
    }
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(path, kMaxPresetBytes));
    return pipeline::preset_from_json(steps::step_catalogue(), path.stem().string(), text);
}

} // namespace kinovar::cli
