#include "core/steps/portrait/face/face_analyser.h"

namespace kinovar::portrait {
Result<std::shared_ptr<const FaceAnalyser>> FaceAnalyser::installed() {
    return failure(ErrorCode::Internal, "not there yet");
}
float likeness(const std::vector<float>& /*a*/, const std::vector<float>& /*b*/) {
    return 0;
}
} // namespace kinovar::portrait
