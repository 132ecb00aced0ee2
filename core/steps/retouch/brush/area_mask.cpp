#include "core/steps/retouch/brush/area_mask.h"

#include "core/steps/retouch/brush/cover.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <limits>

namespace kinovar::retouch {

namespace {

using Pixels = std::vector<std::uint16_t>;

/// The selection where the area was drawn.
Pixels brought_back(const MaskTiles& selection, const std::array<double, 6>& to_now) {
    Pixels pixels = selection.pixels();
    if (to_now == std::array<double, 6>{1, 0, 0, 0, 1, 0}) {
        return pixels;
    }
    const double width = selection.width();
    const double height = selection.height();
    cv::Matx23d map(to_now[0], to_now[1] * width / height, to_now[2] * width,
                    to_now[3] * height / width, to_now[4], to_now[5] * height);
    // Of pixels whose first has its middle at 0, 0.
    constexpr double kMiddle = 0.5;
    map(0, 2) += (map(0, 0) + map(0, 1) - 1) * kMiddle;
    map(1, 2) += (map(1, 0) + map(1, 1) - 1) * kMiddle;
    Pixels back(pixels.size());
    const cv::Size size(selection.width(), selection.height());
    const cv::Mat from(size, CV_16U, pixels.data());
    cv::Mat to(size, CV_16U, back.data());
    cv::warpAffine(from, to, map, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP);
    return back;
}

/// Whether the mask alone decides what a selection changes.
bool mask_is_enough(const Area& area, bool adds) {
    return !area.inverted && std::all_of(area.marks.begin(), area.marks.end(),
                                         [&](const Mark& mark) { return adds && mark.adds; });
}

} // namespace

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

Result<Area> with_selection(Area area, const MaskTiles& selection, bool adds,
                            const std::array<double, 6>& to_now) {
    const bool mask_alone = mask_is_enough(area, adds);
    Area drawn = area;
    drawn.feather = 0; // it softens what comes of it
    if (mask_alone) {
        drawn.marks.clear();
    } else {
        area.marks.clear();
        area.inverted = false;
    }
    KINOVAR_TRY_ASSIGN(const MaskTiles before,
                       mask_of(drawn, selection.width(), selection.height()));
    Pixels pixels = before.pixels();
    const Pixels change = brought_back(selection, to_now);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto rest =
            static_cast<std::uint16_t>(std::numeric_limits<std::uint16_t>::max() - change[i]);
        pixels[i] = adds ? std::max(pixels[i], change[i]) : std::min(pixels[i], rest);
    }
    area.mask = MaskTiles::from_pixels(selection.width(), selection.height(), pixels).to_bytes();
    return area;
}

} // namespace kinovar::retouch
