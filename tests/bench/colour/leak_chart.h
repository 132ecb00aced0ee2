#pragma once

#include "tests/bench/colour/colour_methods.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::bench {

/// Bleeding on a chart made up for it: two flat areas of different colours whose greys are a few
/// levels apart, clean and with grain; one hint each, one near the edge, one far from it. A table
/// of how much of the near hint's colour is found beyond the edge (0: none, 100: all of it), in per
/// cent, mean of everything there. `sheets`: folder for pictures; empty: none.
[[nodiscard]] Result<std::string> leak_markdown(const std::vector<ColourMethod>& methods,
                                                const std::filesystem::path& sheets);

} // namespace kinovar::bench
