#include "core/credentials/mark.h"

namespace kinovar::credentials {
void embed_mark(Frame& /*frame*/, const MarkPayload& /*payload*/) {}
MarkReading detect_mark(std::span<const FramePtr> /*frames*/) {
    return {};
}
void draw_visible_mark(Frame& /*frame*/) {}
} // namespace kinovar::credentials
