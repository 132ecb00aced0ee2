#include "core/steps/detect/proposal.h"

namespace kinovar::detect {

Result<std::vector<FaceTrack>> follow_faces(const pipeline::ClipPtr& /*clip*/,
                                            std::int64_t /*first*/, std::int64_t /*last*/,
                                            int /*every*/, Job& /*job*/) {
    return std::vector<FaceTrack>{};
}
std::vector<Proposal> face_proposals(const std::vector<FaceTrack>& /*tracks*/) {
    return {};
}
std::vector<Proposal> drift_proposals(const std::vector<FaceTrack>& /*tracks*/) {
    return {};
}

} // namespace kinovar::detect
