#include "core/steps/retouch/fix_stack.h"

namespace kinovar::retouch {

struct FixStack::State {};
std::string_view to_string(Fit /*fit*/) {
    return "fits";
}
FixStack::FixStack(std::vector<FixPtr> /*fixes*/, std::shared_ptr<const Pictures> /*pictures*/,
                   std::shared_ptr<const Tracker> /*tracker*/, Hash128 /*input_key*/) {}
Result<FramePtr> FixStack::render(const FramePtr& picture, std::int64_t /*frame*/,
                                  const pipeline::Pull& /*pull*/,
                                  std::vector<FixState>* /*states*/) const {
    return picture;
}
Anchor anchor_of(const cv::Mat& /*picture*/, const Area& /*area*/, const Placement& /*placement*/) {
    return {};
}

} // namespace kinovar::retouch
