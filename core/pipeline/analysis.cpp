#include "core/pipeline/analysis.h"

#include "core/base/file.h"
#include "core/base/log.h"
#include "core/base/places.h"

#include <fmt/format.h>

#include <system_error>

namespace kinovar::pipeline {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMemoryBudget = std::size_t{64} << 20U;
constexpr std::uint64_t kMostFileBytes = std::uint64_t{256} << 20U;
constexpr std::string_view kMagic = "kinovar analysis 1\n";

std::string checksum(std::string_view bytes) {
    return Hasher().add(bytes).finish().hex();
}

/// The content of a kept file, or nothing where it is not whole.
std::shared_ptr<const std::string> content_of(const std::string& file) {
    const std::size_t head = kMagic.size() + checksum({}).size();
    if (file.size() < head || !file.starts_with(kMagic)) {
        return nullptr;
    }
    auto content = std::make_shared<std::string>(file.substr(head));
    return std::string_view(file).substr(kMagic.size(), head - kMagic.size()) == checksum(*content)
               ? content
               : nullptr;
}

} // namespace

AnalysisStore::AnalysisStore(fs::path folder, std::uint64_t disk_budget)
    : folder_(std::move(folder)), budget_(folder_, disk_budget),
      memory_(kMemoryBudget, [](const std::string& bytes) { return bytes.size(); }) {}

fs::path AnalysisStore::file_of(const Hash128& key) const {
    const std::string name = key.hex();
    return folder_ / name.substr(0, 2) / name;
}

Result<AnalysisStore::Bytes> AnalysisStore::get(const Hash128& key, const Compute& compute) {
    return memory_.get(key, [&] { return load(key, compute); });
}

Result<AnalysisStore::Bytes> AnalysisStore::load(const Hash128& key, const Compute& compute) {
    std::error_code trouble;
    if (!folder_.empty() && fs::exists(file_of(key), trouble)) {
        if (const auto file = read_file(file_of(key), kMostFileBytes)) {
            if (Bytes content = content_of(*file)) {
                touch(file_of(key));
                return content;
            }
        }
        log(LogLevel::Warning,
            fmt::format("analysis {} is damaged and is made again", file_of(key).string()));
    }
    KINOVAR_TRY_ASSIGN(std::string bytes, compute());
    keep(key, bytes);
    return std::make_shared<const std::string>(std::move(bytes));
}

void AnalysisStore::keep(const Hash128& key, const std::string& bytes) {
    if (folder_.empty()) {
        return;
    }
    const fs::path path = file_of(key);
    Status status = make_folder(path.parent_path());
    if (status) {
        status = write_file(path, fmt::format("{}{}{}", kMagic, checksum(bytes), bytes));
    }
    if (status) {
        budget_.added(bytes.size());
    } else {
        log(LogLevel::Debug, fmt::format("analysis not kept: {}", status.error().one_line()));
    }
}

AnalysisStore& analyses() {
    static AnalysisStore store(user_cache_folder() / "analysis");
    return store;
}

} // namespace kinovar::pipeline
