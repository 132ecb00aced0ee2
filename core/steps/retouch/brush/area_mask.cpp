#include "core/steps/retouch/brush/area_mask.h"

#include "core/steps/retouch/brush/cover.h"

#include <limits>

namespace kinovar::retouch {

Result<MaskTiles> mask_of(const Area& area, int width, int height) {
    try {
        const Cover cover = cover_of(area, {width, height}, Placement{});
        std::vector<std::uint16_t> pixels(static_cast<std::size_t>(width) *
                                          static_cast<std::size_t>(height));
        if (!cover.where.empty()) {
            cv::Mat all(height, width, CV_16U, pixels.data());
            cover.share.convertTo(all(cover.where), CV_16U,
                                  std::numeric_limits<std::uint16_t>::max());
        }
        return MaskTiles::from_pixels(width, height, pixels);
    } catch (const cv::Exception& error) {
        return failure(ErrorCode::Internal,
                       std::string("the area cannot be drawn: ") + error.what(), "draw it anew");
    }
}

} // namespace kinovar::retouch
