#pragma once

#include "core/base/cache.h"
#include "core/base/folder_budget.h"
#include "core/base/hash.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace kinovar::pipeline {

/// Results of analysis passes (motion of a shot, its flicker, its grain), so that none is computed
/// twice: kept in memory and, checksummed, in files of a folder, where the next run finds them. A
/// key names everything that the result depends on: the clip's key, the range of frames, the
/// options and the version of the code.
///
/// A file that cannot be written or is damaged costs time, never a wrong result. Thread-safe;
/// several threads that ask for the same key compute it once.
class AnalysisStore {
public:
    using Bytes = std::shared_ptr<const std::string>;
    using Compute = std::function<Result<std::string>()>;

    static constexpr std::uint64_t kUsualBudget = std::uint64_t{2} << 30U;

    /// `folder` is made when the first result is kept; empty: nothing is kept on disk. Beyond
    /// `disk_budget` bytes those go that were unused the longest.
    explicit AnalysisStore(std::filesystem::path folder, std::uint64_t disk_budget = kUsualBudget);

    [[nodiscard]] Result<Bytes> get(const Hash128& key, const Compute& compute);

private:
    [[nodiscard]] std::filesystem::path file_of(const Hash128& key) const;
    [[nodiscard]] Result<BudgetCache<Hash128, std::string>::Pointer> load(const Hash128& key,
                                                                          const Compute& compute);
    void keep(const Hash128& key, const std::string& bytes);

    std::filesystem::path folder_;
    FolderBudget budget_;
    BudgetCache<Hash128, std::string> memory_;
};

/// The program's store, in user_cache_folder()/analysis.
[[nodiscard]] AnalysisStore& analyses();

} // namespace kinovar::pipeline
