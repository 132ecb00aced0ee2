#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace kinovar::nn::tfjs {

/// Where the weight files of a model come from. Names come out of the model and are untrusted.
class ShardSource {
public:
    virtual ~ShardSource() = default;
    /// Bytes of weights in it, without reading it where that is possible.
    [[nodiscard]] virtual Result<std::uint64_t> size(const std::string& name) = 0;
    [[nodiscard]] virtual Result<std::string> read(const std::string& name) = 0;
};

/// Files beside model.json. A name must be a plain file name; a link that leaves the folder is
/// refused, and nothing is ever fetched from a network.
class FileShards final : public ShardSource {
public:
    explicit FileShards(std::filesystem::path folder) : folder_(std::move(folder)) {}
    [[nodiscard]] Result<std::uint64_t> size(const std::string& name) override;
    [[nodiscard]] Result<std::string> read(const std::string& name) override;

private:
    std::filesystem::path folder_;
};

/// The same where each shard is a JavaScript bundle NAME.js or NAME.min.js that exports one base64
/// string. The script is searched for the string, never run.
class ScriptShards final : public ShardSource {
public:
    explicit ScriptShards(std::filesystem::path folder) : folder_(std::move(folder)) {}
    [[nodiscard]] Result<std::uint64_t> size(const std::string& name) override;
    [[nodiscard]] Result<std::string> read(const std::string& name) override;

private:
    std::filesystem::path folder_;
    std::map<std::string, std::string> decoded_; ///< until they are read
};

/// Every shard is the same text in memory.
class MemoryShards final : public ShardSource {
public:
    explicit MemoryShards(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] Result<std::uint64_t> size(const std::string& name) override;
    [[nodiscard]] Result<std::string> read(const std::string& name) override;

private:
    std::string_view bytes_;
};

/// Fails unless `name` is a plain file name: no folder, no link, no URL.
[[nodiscard]] Status check_shard_name(std::string_view name);

/// The text of the one value that a CommonJS bundle exports: an object literal, or what stands
/// between the quotes of a string. The result lies within `script`.
[[nodiscard]] Result<std::string_view> exported_object(std::string_view script);
[[nodiscard]] Result<std::string_view> exported_string(std::string_view script);

} // namespace kinovar::nn::tfjs
