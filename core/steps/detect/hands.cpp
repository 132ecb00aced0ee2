#include "core/steps/detect/proposal.h"

namespace kinovar::detect {

Result<std::vector<HandTrack>> find_hands(const pipeline::ClipPtr& /*clip*/, std::int64_t /*first*/,
                                          std::int64_t /*last*/, int /*every*/, Job& /*job*/) {
    return std::vector<HandTrack>{};
}
std::vector<Proposal> hand_proposals(const std::vector<HandTrack>& /*hands*/) {
    return {};
}

} // namespace kinovar::detect
