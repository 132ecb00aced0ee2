#pragma once

// Private to core/nn: which files belong to a model that a user brings.

#include "core/nn/loaders/checkpoint.h"

#include <filesystem>
#include <vector>

namespace kinovar::nn {

struct WeightFile {
    std::filesystem::path path; ///< where it lies
    std::string name;           ///< under which the network looks for it
    std::string sha256;
    std::uint64_t bytes = 0;
};

/// A model as it lies on the user's disk; the first file leads to the others.
struct WeightFiles {
    WeightFileKind kind = WeightFileKind::Unknown;
    std::vector<WeightFile> files;
};

/// Finds the files that belong to `path` (the .bin of a .param, the shards of a model.json) and
/// hashes them. Untrusted: names inside a file must be plain names of files beside it. Errors name
/// the file and what is wrong or missing.
[[nodiscard]] Result<WeightFiles> weight_files_of(const std::filesystem::path& path);

} // namespace kinovar::nn
