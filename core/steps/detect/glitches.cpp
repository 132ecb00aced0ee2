#include "core/steps/detect/proposal.h"

namespace kinovar::detect {

Result<std::vector<Proposal>> find_glitches(const pipeline::ClipPtr& /*clip*/,
                                            std::int64_t /*first*/, std::int64_t /*last*/,
                                            Job& /*job*/) {
    return std::vector<Proposal>{};
}

} // namespace kinovar::detect
