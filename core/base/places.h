#pragma once

#include <filesystem>

namespace kinovar {

/// A file or folder that comes with the program ("resources/presets", "models/catalogue.json"):
/// beside an installed program
/// (../share/kinovar), or in the source tree that it was built from. The path may not exist.
[[nodiscard]] std::filesystem::path shipped(const std::filesystem::path& relative);

/// Where the user's own things lie: $XDG_DATA_HOME/kinovar, by default ~/.local/share/kinovar.
[[nodiscard]] std::filesystem::path user_data_folder();

/// What can be computed again: $XDG_CACHE_HOME/kinovar, by default ~/.cache/kinovar.
[[nodiscard]] std::filesystem::path user_cache_folder();

} // namespace kinovar
