#include "core/steps/retouch/brush/cover.h"

namespace kinovar::retouch {

Cover cover_of(const Area& /*area*/, const cv::Size& /*picture*/, const Placement& /*placement*/) {
    return {};
}
cv::Rect2d box_of(const Area& /*area*/) {
    return {};
}

} // namespace kinovar::retouch
