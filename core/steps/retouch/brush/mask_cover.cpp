#include "core/steps/retouch/brush/mask_cover.h"

#include "core/base/cache.h"
#include "core/base/hash.h"
#include "core/steps/retouch/brush/stroke.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr float kFullWord = 65535;
constexpr double kMostFine = 8;         // points along a pixel's side that are looked up at most
constexpr double kHardlySmaller = 0.01; // less than that much smaller is not smaller
constexpr std::size_t kMaskBudget = std::size_t{128} << 20U; // bytes of decoded masks

/// Where on this frame the mask's pixels lie.
cv::Matx33d map_of_mask(const MaskTiles& mask, const cv::Size& picture, const cv::Matx23d& to_now) {
    const double wide = static_cast<double>(picture.width) / mask.width();
    const double high = static_cast<double>(picture.height) / mask.height();
    const cv::Matx33d to_picture(wide, 0, (wide - 1) / 2, 0, high, (high - 1) / 2, 0, 0, 1);
    const cv::Matx33d placed(to_now(0, 0), to_now(0, 1), to_now(0, 2), to_now(1, 0), to_now(1, 1),
                             to_now(1, 2), 0, 0, 1);
    return placed * to_picture;
}

cv::Point2d moved(const cv::Matx33d& map, double x, double y) {
    return {map(0, 0) * x + map(0, 1) * y + map(0, 2), map(1, 0) * x + map(1, 1) * y + map(1, 2)};
}

/// The mask's part that is used, as floats.
cv::Mat pixels_of_mask(const MaskTiles& mask, const MaskTiles::Box& box) {
    cv::Mat words(box.height, box.width, CV_16U);
    mask.read(box, words.ptr<std::uint16_t>());
    cv::Mat share;
    words.convertTo(share, CV_32F, 1 / kFullWord);
    return share;
}

cv::Matx33d moved_by(const cv::Point& by) {
    return {1, 0, static_cast<double>(by.x), 0, 1, static_cast<double>(by.y), 0, 0, 1};
}

} // namespace

std::shared_ptr<const MaskTiles> tiles_of(const std::string& bytes) {
    static BudgetCache<Hash128, MaskTiles> cache(
        kMaskBudget, [](const MaskTiles& mask) { return mask.bytes(); });
    auto mask =
        cache.get(Hasher().add(bytes).finish(), [&]() -> Result<std::shared_ptr<const MaskTiles>> {
            KINOVAR_TRY_ASSIGN(MaskTiles tiles, MaskTiles::from_bytes(bytes));
            return std::make_shared<const MaskTiles>(std::move(tiles));
        });
    if (!mask) {
        CV_Error(cv::Error::StsParseError, mask.error().one_line());
    }
    return *mask;
}

cv::Rect box_around(const std::vector<cv::Point2d>& points) {
    constexpr double kFar = 1 << 20;
    cv::Point2d low(kFar, kFar);
    cv::Point2d high(-kFar, -kFar);
    for (const cv::Point2d& point : points) {
        low = {std::min(low.x, point.x), std::min(low.y, point.y)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
    const auto inside = [=](double value) { return std::clamp(value, -kFar, kFar); };
    const cv::Point corner(static_cast<int>(std::floor(inside(low.x))) - 1,
                           static_cast<int>(std::floor(inside(low.y))) - 1);
    const cv::Point end(static_cast<int>(std::ceil(inside(high.x))) + 2,
                        static_cast<int>(std::ceil(inside(high.y))) + 2);
    return {corner, end};
}

cv::Rect box_of_mask(const MaskTiles& mask, const cv::Size& picture, const cv::Matx23d& to_now) {
    const cv::Matx33d map = map_of_mask(mask, picture, to_now);
    const MaskTiles::Box box = mask.box();
    if (box.width == 0) {
        return {};
    }
    const double left = box.x - 1;
    const double top = box.y - 1;
    const double right = box.x + box.width;
    const double bottom = box.y + box.height;
    return box_around({moved(map, left, top), moved(map, right, top), moved(map, left, bottom),
                       moved(map, right, bottom)});
}

void draw_mask(const MaskTiles& mask, const cv::Size& picture, const cv::Matx23d& to_now,
               const cv::Point& origin, cv::Mat& total) {
    const cv::Matx33d map = map_of_mask(mask, picture, to_now);
    // A border of nothing, so that interpolation ends there.
    MaskTiles::Box box = mask.box();
    box = {box.x - 1, box.y - 1, box.width + 2, box.height + 2};
    const cv::Mat share = pixels_of_mask(mask, box);
    // Where it gets smaller, several points of each pixel are looked up: no pixel is left out then.
    const double scale = scale_of(map.get_minor<2, 3>(0, 0));
    const double fine = std::clamp(std::ceil(1 / scale - kHardlySmaller), 1.0, kMostFine);
    const cv::Matx33d to_fine(fine, 0, (fine - 1) / 2, 0, fine, (fine - 1) / 2, 0, 0, 1);
    const cv::Matx33d to_here =
        to_fine * moved_by(-origin) * map * moved_by(cv::Point(box.x, box.y));
    cv::Mat points;
    cv::warpAffine(share, points, to_here.get_minor<2, 3>(0, 0),
                   total.size() * static_cast<int>(fine), cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                   cv::Scalar());
    cv::resize(points, total, total.size(), 0, 0, cv::INTER_AREA);
}

} // namespace kinovar::retouch
