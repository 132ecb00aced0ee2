#include "core/nn/tfjs/shards.h"

#include "core/base/base64.h"
#include "core/base/file.h"
#include "core/nn/tfjs/graph.h"
#include "core/nn/tfjs/limits.h"

#include <fmt/format.h>

#include <array>

namespace kinovar::nn::tfjs {

namespace {

constexpr const char* kCompleteHint = "download the model again, with all its weight files";

/// Where a checked name leads; within `folder`, whatever links say.
Result<std::filesystem::path> resolve(const std::filesystem::path& folder,
                                      const std::string& name) {
    std::error_code problem;
    const std::filesystem::path path = folder / name;
    const std::filesystem::path home = std::filesystem::canonical(folder, problem);
    const std::filesystem::path real =
        problem ? std::filesystem::path() : std::filesystem::canonical(path, problem);
    if (problem) {
        return failure(ErrorCode::NotFound, fmt::format("weight file {} is missing", shown(name)),
                       kCompleteHint);
    }
    if (real.parent_path() != home) {
        return failure(
            ErrorCode::Corrupt,
            fmt::format("weight file {} is a link that leaves the model's folder", shown(name)));
    }
    if (!std::filesystem::is_regular_file(real, problem)) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("weight file {} is not a file", shown(name)));
    }
    return real;
}

Result<std::string_view> after_exports(std::string_view script, std::string_view openers) {
    constexpr std::string_view kMark = "exports=";
    for (std::size_t at = script.find(kMark); at != std::string_view::npos;
         at = script.find(kMark, at + 1)) {
        const std::size_t begin = at + kMark.size();
        if (begin < script.size() && openers.find(script[begin]) != std::string_view::npos) {
            return script.substr(begin);
        }
    }
    return failure(ErrorCode::Corrupt, "the script exports no such value");
}

} // namespace

Status check_shard_name(std::string_view name) {
    const auto refuse = [&](const char* reason) {
        return failure(ErrorCode::Corrupt, fmt::format("weight file {}: {}", shown(name), reason));
    };
    if (name.find("://") != std::string_view::npos) {
        return refuse("is an address on a network; only files beside the model are read");
    }
    constexpr std::string_view kForbidden("/\\\0", 3);
    if (name.empty() || name == "." || name == ".." ||
        name.find_first_of(kForbidden) != std::string_view::npos) {
        return refuse("must be a plain file name inside the model's folder");
    }
    return {};
}

Result<std::string_view> exported_object(std::string_view script) {
    return after_exports(script, "{");
}

Result<std::string_view> exported_string(std::string_view script) {
    KINOVAR_TRY_ASSIGN(const std::string_view quoted, after_exports(script, "\"'"));
    const std::size_t end = quoted.find(quoted.front(), 1);
    if (end == std::string_view::npos) {
        return failure(ErrorCode::Corrupt, "the script is cut off");
    }
    return quoted.substr(1, end - 1);
}

Result<std::uint64_t> FileShards::size(const std::string& name) {
    KINOVAR_TRY(check_shard_name(name));
    KINOVAR_TRY_ASSIGN(const std::filesystem::path path, resolve(folder_, name));
    std::error_code problem;
    const std::uint64_t bytes = std::filesystem::file_size(path, problem);
    if (problem) {
        return failure(ErrorCode::Unreadable,
                       fmt::format("weight file {}: {}", shown(name), problem.message()));
    }
    return bytes;
}

Result<std::string> FileShards::read(const std::string& name) {
    KINOVAR_TRY(check_shard_name(name));
    KINOVAR_TRY_ASSIGN(const std::filesystem::path path, resolve(folder_, name));
    return read_file(path, kMaxShardBytes);
}

Result<std::uint64_t> ScriptShards::size(const std::string& name) {
    KINOVAR_TRY(check_shard_name(name));
    static constexpr std::array<const char*, 2> kEndings = {".min.js", ".js"};
    Result<std::filesystem::path> path;
    for (const char* ending : kEndings) {
        path = resolve(folder_, name + ending);
        if (path) {
            break;
        }
    }
    if (!path) {
        return failure(path.error());
    }
    KINOVAR_TRY_ASSIGN(const std::string script, read_file(*path, kMaxShardBytes));
    const auto text = exported_string(script);
    auto bytes = text ? decode_base64(*text) : Result<std::string>(failure(text.error()));
    if (!bytes) {
        return failure(bytes.error().within(path->string()));
    }
    const std::uint64_t count = bytes->size();
    decoded_[name] = std::move(*bytes);
    return count;
}

Result<std::string> ScriptShards::read(const std::string& name) {
    if (!decoded_.contains(name)) {
        KINOVAR_TRY(size(name));
    }
    auto found = decoded_.extract(name);
    return std::move(found.mapped());
}

Result<std::uint64_t> MemoryShards::size(const std::string& name) {
    KINOVAR_TRY(check_shard_name(name));
    return bytes_.size();
}

Result<std::string> MemoryShards::read(const std::string& name) {
    KINOVAR_TRY(check_shard_name(name));
    return std::string(bytes_);
}

} // namespace kinovar::nn::tfjs
