#include "core/render/project_hints.h"

namespace kinovar::render {

Result<colourise::HintSet> hints_of(const project::Document& /*document*/, project::Id /*reel*/,
                                    std::int64_t /*first*/, std::int64_t /*last*/) {
    return colourise::HintSet{};
}

Result<pipeline::Chain> with_hints(pipeline::Chain chain, const project::Document& /*document*/,
                                   project::Id /*reel*/, std::int64_t /*first*/,
                                   std::int64_t /*last*/) {
    return chain;
}

} // namespace kinovar::render
