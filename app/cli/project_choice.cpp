#include "app/cli/project_choice.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::cli {

using project::Id;

Result<Id> numbered(const std::vector<Id>& ids, int number, std::string_view what,
                    std::string_view where) {
    if (number < 1 || static_cast<std::size_t>(number) > ids.size()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("there is no {} {} in {}", what, number, where),
                       ids.empty() ? fmt::format("it has no {}s", what)
                                   : fmt::format("it has {}s 1 to {}", what, ids.size()));
    }
    return ids[static_cast<std::size_t>(number) - 1];
}

Result<Id> chosen_reel(const project::Document& document, int number) {
    std::vector<Id> reels;
    for (const auto& [id, reel] : document.all<project::Reel>()) {
        reels.push_back(id);
    }
    if (number == 0 && reels.size() > 1) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} has {} reels", document.path().string(), reels.size()),
                       "choose one with --reel N; project info lists them");
    }
    return numbered(reels, std::max(number, 1), "reel", document.path().string());
}

} // namespace kinovar::cli
