#include "core/steps/portrait/motion/driving.h"

namespace kinovar::portrait {
Result<DrivenMotion> motion_of_clip(const pipeline::Clip& /*clip*/,
                                    const FaceAnalyser& /*analyser*/, std::stop_token /*stop*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
Curves with_ending(Curves curves, Ending ending) {
    curves.ending = ending;
    return curves;
}
} // namespace kinovar::portrait
