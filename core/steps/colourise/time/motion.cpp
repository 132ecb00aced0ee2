#include "core/steps/colourise/time/motion.h"

#include "core/steps/measure/shots.h"

namespace kinovar::colourise {

struct Motion::Kept {};

Motion::Motion(pipeline::ClipPtr clip) : clip_(std::move(clip)), shots_(steps::shots_of(clip_)) {}

Result<pipeline::Shot> Motion::shot_of(std::int64_t n, const pipeline::Pull& pull) const {
    return shots_->shot_of(n, pull);
}
Result<std::shared_ptr<const steps::Flow>>
Motion::between(std::int64_t /*from*/, std::int64_t /*to*/, const pipeline::Pull& /*pull*/) const {
    return std::make_shared<const steps::Flow>();
}
Result<std::shared_ptr<const steps::FlowPicture>>
Motion::picture(std::int64_t /*n*/, const pipeline::Pull& /*pull*/) const {
    return std::make_shared<const steps::FlowPicture>();
}

} // namespace kinovar::colourise
