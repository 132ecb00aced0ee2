#pragma once

#include "core/pipeline/chain.h"

#include <string>
#include <vector>

namespace kinovar::cli {

/// A preset by name (resources/presets) or by the path of a .json file.
[[nodiscard]] Result<pipeline::Preset> load_preset(const std::string& name_or_path);
[[nodiscard]] std::vector<std::string> preset_names();

} // namespace kinovar::cli
