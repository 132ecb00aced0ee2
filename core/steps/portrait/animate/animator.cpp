#include "core/steps/portrait/animate/animator.h"

namespace kinovar::portrait {
Result<std::unique_ptr<const Animator>> Animator::prepare(FramePtr /*still*/,
                                                          const PortraitAnalysis& /*analysis*/,
                                                          const std::vector<int>& /*faces*/,
                                                          const AnimatorOptions& /*options*/,
                                                          std::stop_token /*stop*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
} // namespace kinovar::portrait
