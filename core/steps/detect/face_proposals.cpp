#include "core/steps/detect/proposal.h"

namespace kinovar::detect {
std::vector<Proposal> face_proposals(const std::vector<FaceTrack>& /*tracks*/) {
    return {};
}
std::vector<Proposal> drift_proposals(const std::vector<FaceTrack>& /*tracks*/) {
    return {};
}
} // namespace kinovar::detect
