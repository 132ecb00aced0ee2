#include "core/steps/retouch/brush/cover.h"

#include "core/base/cache.h"
#include "core/base/hash.h"
#include "core/steps/retouch/brush/mask_tiles.h"
#include "core/steps/retouch/brush/outline.h"
#include "core/steps/retouch/brush/stroke.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kSigmasOfFeather = 2; // the edge is about as wide as two to each side
constexpr double kFarthestSigma = 3;   // what lies beyond is not felt
constexpr float kFullWord = 65535;
constexpr double kMostFine = 8;         // points along a pixel's side that are looked up at most
constexpr double kHardlySmaller = 0.01; // less than that much smaller is not smaller
constexpr std::size_t kMaskBudget = std::size_t{256} << 20U; // bytes of decoded masks

/// A mask's tiles, decoded once: the same mask is asked for at every frame.
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

/// The box of points, a pixel wider on each side than they need.
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

cv::Rect box_of_mask(const MaskTiles& mask, const cv::Matx33d& map) {
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

/// Lays the mask into `total`, which covers `where`.
void draw_mask(const MaskTiles& mask, const cv::Matx33d& map, const cv::Rect& where,
               cv::Mat& total) {
    // A border of nothing, so that interpolation ends there.
    MaskTiles::Box box = mask.box();
    box = {box.x - 1, box.y - 1, box.width + 2, box.height + 2};
    const cv::Mat share = pixels_of_mask(mask, box);
    // Where it gets smaller, several points of each pixel are looked up: no pixel is left out then.
    const double scale = scale_of(map.get_minor<2, 3>(0, 0));
    const double fine = std::clamp(std::ceil(1 / scale - kHardlySmaller), 1.0, kMostFine);
    const cv::Matx33d to_fine(fine, 0, (fine - 1) / 2, 0, fine, (fine - 1) / 2, 0, 0, 1);
    const cv::Matx33d to_here =
        to_fine * moved_by(-where.tl()) * map * moved_by(cv::Point(box.x, box.y));
    cv::Mat points;
    cv::warpAffine(share, points, to_here.get_minor<2, 3>(0, 0),
                   total.size() * static_cast<int>(fine), cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                   cv::Scalar());
    cv::resize(points, total, total.size(), 0, 0, cv::INTER_AREA);
}

/// One area at one size and placement.
class AreaPainter {
public:
    AreaPainter(const Area& area, const cv::Size& picture, const Placement& placement)
        : area_(area), picture_(picture), to_now_(placement.to_now) {
        if (!area.mask.empty()) {
            mask_ = tiles_of(area.mask);
            if (mask_->empty()) {
                mask_.reset();
            }
        }
        // Feathers, too, are measured by the height.
        sigma_ = area.feather * picture.height * scale_of(to_now_) / (2 * kSigmasOfFeather);
    }

    [[nodiscard]] Cover paint() const {
        Cover cover;
        cover.where = area_.inverted ? cv::Rect({}, picture_) : box();
        if (cover.where.empty()) {
            return {};
        }
        const int margin = area_.inverted ? 0 : reach();
        // Drawn with what lies outside of the picture as far as the feather feels it.
        const cv::Rect around(cover.where.x - margin, cover.where.y - margin,
                              cover.where.width + 2 * margin, cover.where.height + 2 * margin);
        cv::Mat total = cv::Mat::zeros(around.size(), CV_32F);
        if (mask_) {
            draw_mask(*mask_, map_of_mask(*mask_, picture_, to_now_), around, total);
        }
        draw_marks(around, total);
        if (reach() > 0) {
            cv::GaussianBlur(total, total, {}, sigma_, sigma_, cv::BORDER_REPLICATE);
        }
        if (area_.inverted) {
            cv::subtract(1, total, total);
        }
        cover.share = total(cv::Rect({margin, margin}, cover.where.size()));
        return trimmed(std::move(cover));
    }

private:
    [[nodiscard]] int reach() const {
        constexpr double kLeastSigma = 0.1; // below that nothing is seen
        return sigma_ < kLeastSigma ? 0 : static_cast<int>(std::ceil(kFarthestSigma * sigma_));
    }

    [[nodiscard]] std::vector<cv::Point2d> outline_of(const Mark& mark) const {
        std::vector<cv::Point2d> points;
        for (const StrokePoint& point : mark.points) {
            points.push_back(pixel_of(point.at, picture_, to_now_));
        }
        return points;
    }

    /// Where marks that add and the mask may cover, inside the picture.
    [[nodiscard]] cv::Rect box() const {
        cv::Rect all;
        const auto add = [&](const cv::Rect& more) { all = all.empty() ? more : all | more; };
        if (mask_) {
            add(box_of_mask(*mask_, map_of_mask(*mask_, picture_, to_now_)));
        }
        for (const Mark& mark : area_.marks) {
            if (!mark.adds || mark.points.empty()) {
                continue;
            }
            if (mark.shape == Mark::Shape::Outline) {
                add(box_around(outline_of(mark)));
            } else {
                walk_stroke(mark, picture_, to_now_, [&](const Piece& piece) { add(piece.box()); });
            }
        }
        if (all.empty()) {
            return {};
        }
        const int margin = reach();
        all = {all.x - margin, all.y - margin, all.width + 2 * margin, all.height + 2 * margin};
        return all & cv::Rect({}, picture_);
    }

    void draw_marks(const cv::Rect& where, cv::Mat& total) const {
        std::unique_ptr<StrokePlane> plane; // one for all: only what a stroke touched is cleared
        for (const Mark& mark : area_.marks) {
            if (mark.shape == Mark::Shape::Outline) {
                draw_outline(mark, where, total);
                continue;
            }
            if (!plane) {
                plane = std::make_unique<StrokePlane>(cv::Mat::zeros(where.size(), CV_32F),
                                                      where.tl(), mark.brush.hardness);
            }
            plane->set_hardness(mark.brush.hardness);
            walk_stroke(mark, picture_, to_now_, [&](const Piece& piece) { plane->lay(piece); });
            plane->take([&](int y, int first, int end) {
                merge_row(mark, plane->plane().ptr<float>(y) + first, total.ptr<float>(y) + first,
                          end - first);
            });
        }
    }

    void draw_outline(const Mark& mark, const cv::Rect& where, cv::Mat& total) const {
        const std::vector<cv::Point2d> outline = outline_of(mark);
        const cv::Rect box = box_around(outline) & where;
        if (box.empty()) {
            return;
        }
        const cv::Mat share = fill_outline(outline, box);
        cv::Mat part = total(box - where.tl());
        for (int y = 0; y < box.height; ++y) {
            merge_row(mark, share.ptr<float>(y), part.ptr<float>(y), box.width);
        }
    }

    static void merge_row(const Mark& mark, const float* share, float* total, int count) {
        const auto opacity = static_cast<float>(mark.brush.opacity);
        for (int x = 0; x < count; ++x) {
            const float here = share[x] * opacity;
            total[x] = mark.adds ? total[x] + (1 - total[x]) * here : total[x] * (1 - here);
        }
    }

    /// Without rows and columns at the edges that nothing covers.
    static Cover trimmed(Cover cover) {
        const cv::Rect used = cv::boundingRect(cover.share > 0);
        if (used.empty()) {
            return {};
        }
        return {used + cover.where.tl(), cover.share(used)};
    }

    const Area& area_;
    cv::Size picture_;
    cv::Matx23d to_now_;
    std::shared_ptr<const MaskTiles> mask_;
    double sigma_ = 0;
};

} // namespace

Cover cover_of(const Area& area, const cv::Size& picture, const Placement& placement) {
    return AreaPainter(area, picture, placement).paint();
}

cv::Rect2d box_of(const Area& area) {
    if (area.inverted) {
        return {0, 0, 1, 1};
    }
    cv::Rect2d all;
    const auto add = [&](const cv::Rect2d& more) { all = all.empty() ? more : all | more; };
    for (const Mark& mark : area.marks) {
        const double reach =
            mark.shape == Mark::Shape::Stroke ? mark.brush.size / 2 + area.feather : area.feather;
        for (const StrokePoint& point : mark.points) {
            if (mark.adds) {
                constexpr double kPoint = 1e-9; // a box without a size counts as none
                add({point.at.x - reach, point.at.y - reach, 2 * reach + kPoint,
                     2 * reach + kPoint});
            }
        }
    }
    if (!area.mask.empty()) {
        const auto mask = tiles_of(area.mask);
        const MaskTiles::Box box = mask->box();
        if (box.width > 0) {
            add({static_cast<double>(box.x) / mask->width(),
                 static_cast<double>(box.y) / mask->height(),
                 static_cast<double>(box.width) / mask->width(),
                 static_cast<double>(box.height) / mask->height()});
        }
    }
    return all & cv::Rect2d(0, 0, 1, 1);
}

} // namespace kinovar::retouch
