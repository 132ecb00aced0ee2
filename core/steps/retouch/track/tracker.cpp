#include "core/steps/retouch/track/tracker.h"

namespace kinovar::retouch {

struct Tracker::State {};
Tracker::Tracker(pipeline::ClipPtr /*followed*/, cv::Size /*size*/) {}
Tracker::~Tracker() = default;
Result<Placement> Tracker::at(const Fix& /*fix*/, std::int64_t /*frame*/,
                              const pipeline::Pull& /*pull*/) const {
    return Placement{};
}

} // namespace kinovar::retouch
