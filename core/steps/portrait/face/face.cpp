#include "core/steps/portrait/face/face.h"

namespace kinovar::portrait {
std::string PortraitAnalysis::to_json() const {
    return "{}";
}
Result<std::vector<LandmarkMove>> landmark_moves_from_json(std::string_view /*json*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
std::string to_json(const std::vector<LandmarkMove>& /*moves*/) {
    return "{}";
}
PortraitAnalysis with_moves(PortraitAnalysis analysis, const std::vector<LandmarkMove>& /*moves*/) {
    return analysis;
}
Result<std::vector<int>> choose_faces(const PortraitAnalysis& /*analysis*/,
                                      std::string_view /*choice*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
} // namespace kinovar::portrait
