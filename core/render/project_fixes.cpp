#include "core/render/project_fixes.h"

#include "core/render/project_hints.h"

namespace kinovar::render {

Result<std::vector<retouch::FixPtr>> fixes_of(const project::Document& /*document*/,
                                              project::Id /*take*/) {
    return std::vector<retouch::FixPtr>{};
}

Result<pipeline::Chain> with_fixes(pipeline::Chain chain, const project::Document& /*document*/,
                                   project::Id /*shot*/, project::Id /*take*/) {
    return chain;
}

Result<pipeline::Chain> told_chain(pipeline::Chain chain, const project::Document& document,
                                   project::Id shot, project::Id take) {
    const auto* frames = document.get<project::Shot>(shot);
    if (frames == nullptr) {
        return chain;
    }
    KINOVAR_TRY_ASSIGN(pipeline::Chain hinted, with_hints(std::move(chain), document, frames->reel,
                                                          frames->first, frames->last));
    return with_fixes(std::move(hinted), document, shot, take);
}

project::Fix row_of(const retouch::Fix& /*fix*/, project::Id take) {
    return {.take = take};
}

Result<project::Edit> add_fixes(const project::Document& /*document*/, project::Id /*take*/,
                                const std::vector<retouch::FixPtr>& /*fixes*/) {
    return project::Edit{};
}

pipeline::Chain with_retouch(pipeline::Chain chain, std::span<const pipeline::StepType> /*types*/) {
    return chain;
}

} // namespace kinovar::render
