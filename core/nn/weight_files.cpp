#include "core/nn/weight_files.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/nn/tfjs/description.h"
#include "core/nn/tfjs/limits.h"
#include "core/nn/tfjs/shards.h"

#include <fmt/format.h>

#include <array>
#include <system_error>

namespace kinovar::nn {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 30U; // of one file

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

Result<WeightFile> facts_of(const fs::path& path) {
    std::error_code trouble;
    WeightFile file{path, path.filename().string(), {}, fs::file_size(path, trouble)};
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot read", path));
    }
    if (file.bytes > kMostBytes) {
        return failure(
            ErrorCode::Unsupported,
            fmt::format("{} has {} bytes, more than any known model", path.string(), file.bytes));
    }
    KINOVAR_TRY_ASSIGN(file.sha256, sha256_of_file(path));
    return file;
}

/// The bundle of a shard: NAME.min.js or NAME.js.
fs::path script_of(const fs::path& folder, const std::string& shard) {
    constexpr std::array<const char*, 2> kEndings = {".min.js", ".js"};
    for (const char* ending : kEndings) {
        std::error_code ignored;
        fs::path path = folder / (shard + ending);
        if (fs::is_regular_file(path, ignored)) {
            return path;
        }
    }
    return folder / (shard + kEndings.back());
}

/// Paths of the shards that a model of TensorFlow.js names.
Result<std::vector<fs::path>> shards_of(const fs::path& path, bool script) {
    KINOVAR_TRY_ASSIGN(const std::string bytes, read_file(path, tfjs::kMaxTextBytes));
    std::string_view text = bytes;
    if (script) {
        KINOVAR_TRY_ASSIGN(text, tfjs::exported_object(bytes));
    }
    KINOVAR_TRY_ASSIGN(const tfjs::Description description,
                       tfjs::parse_description(text, script ? tfjs::JsonCursor::Dialect::Script
                                                            : tfjs::JsonCursor::Dialect::Json));
    std::vector<fs::path> shards;
    for (const tfjs::WeightGroup& group : description.groups) {
        for (const std::string& name : group.paths) {
            KINOVAR_TRY(tfjs::check_shard_name(name));
            shards.push_back(script ? script_of(folder_of(path), name) : folder_of(path) / name);
        }
    }
    return shards;
}

Result<std::vector<fs::path>> companions_of(const fs::path& path, WeightFileKind kind) {
    switch (kind) {
    case WeightFileKind::NcnnParam:
        return std::vector<fs::path>{fs::path(path).replace_extension(".bin")};
    case WeightFileKind::TfjsModel:
    case WeightFileKind::TfjsScript: {
        auto shards = shards_of(path, kind == WeightFileKind::TfjsScript);
        if (!shards) {
            return failure(shards.error().within(path.string()));
        }
        return shards;
    }
    case WeightFileKind::TorchZip:
    case WeightFileKind::TorchLegacy:
    case WeightFileKind::TorchScript:
    case WeightFileKind::Safetensors:
    case WeightFileKind::Unknown:
        break;
    }
    return std::vector<fs::path>{};
}

} // namespace

Result<WeightFiles> weight_files_of(const fs::path& path) {
    WeightFiles found;
    KINOVAR_TRY_ASSIGN(found.kind, kind_of_weight_file(path));
    KINOVAR_TRY_ASSIGN(const std::vector<fs::path> others, companions_of(path, found.kind));
    KINOVAR_TRY_ASSIGN(found.files.emplace_back(), facts_of(path));
    for (const fs::path& other : others) {
        KINOVAR_TRY_ASSIGN(found.files.emplace_back(), facts_of(other));
    }
    return found;
}

} // namespace kinovar::nn
