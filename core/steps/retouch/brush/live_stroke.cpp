#include "core/steps/retouch/brush/live_stroke.h"

namespace kinovar::retouch {

struct LiveStroke::State {};
LiveStroke::LiveStroke(FramePtr /*picture*/, FramePtr /*source*/, Fix /*fix*/) {}
LiveStroke::~LiveStroke() = default;
PixelRect LiveStroke::add(const StrokePoint& /*point*/) {
    return {};
}
void LiveStroke::read(const PixelRect& /*part*/, std::uint32_t* /*pixels*/,
                      int /*stride_in_pixels*/) const {}

} // namespace kinovar::retouch
