#include "core/steps/retouch/brush/taken.h"

#include "core/image/cv_bridge.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::retouch {

Result<Taken> take(const Source& source, const Task& task) {
    if (source == Source{}) {
        return Taken{nullptr, task.picture, false};
    }
    KINOVAR_TRY_ASSIGN(FramePtr frame, task.pictures.frame(source, task.frame, task.pull));
    Taken taken{frame, mat_view(*frame), source.frame != 0};
    if (taken.pixels.size() != task.picture.size()) {
        return failure(ErrorCode::Internal,
                       fmt::format("frame {}: the source of a fix is {}×{}, the picture {}×{}",
                                   task.frame, frame->width(), frame->height(), task.picture.cols,
                                   task.picture.rows));
    }
    return taken;
}

void Taken::tell_origins(Patch& patch, const cv::Point& at) const {
    const bool moved = at != patch.where.tl();
    if (!frame) {
        patch.origin = Origin::Hand;
        return;
    }
    const auto seen = [&](Origin origin) {
        if (origin != Origin::Scan) {
            return origin;
        }
        return shifted ? Origin::Neighbour : (moved ? Origin::Hand : Origin::Scan);
    };
    patch.origin = seen(Origin::Scan);
    if (!frame->origin()) {
        return;
    }
    const OriginPlane& plane = *frame->origin();
    patch.origins.create(patch.where.size(), CV_8U);
    for (int y = 0; y < patch.where.height; ++y) {
        const int from_y = std::clamp(at.y + y, 0, plane.height - 1);
        auto* out = patch.origins.ptr<std::uint8_t>(y);
        for (int x = 0; x < patch.where.width; ++x) {
            const int from_x = std::clamp(at.x + x, 0, plane.width - 1);
            const std::size_t index = static_cast<std::size_t>(from_y) * plane.width + from_x;
            out[x] = static_cast<std::uint8_t>(seen(plane.pixels[index]));
        }
    }
}

} // namespace kinovar::retouch
