#pragma once

#include "core/pipeline/chain.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::ui {

/// A preset and where it lies.
struct StoredPreset {
    pipeline::Preset preset;
    std::filesystem::path path;
    bool own = false; ///< the user's; else it came with the program
};

struct PresetList {
    std::vector<StoredPreset> presets; ///< shipped ones first, each group by title
    std::vector<Error> problems;       ///< files that are no presets
};

/// Presets that came with the program, and the user's in his data folder. Reads small files.
[[nodiscard]] PresetList stored_presets();
/// Where a preset of that title of the user's lies or would lie.
[[nodiscard]] std::filesystem::path own_preset_path(const std::string& title);
/// Writes a preset of the user's; one of the same title is replaced.
[[nodiscard]] Status save_own_preset(const std::string& title, const pipeline::Chain& chain);

} // namespace kinovar::ui
