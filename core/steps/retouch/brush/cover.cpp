#include "core/steps/retouch/brush/cover.h"

#include "core/base/cache.h"
#include "core/base/hash.h"
#include "core/steps/retouch/brush/mask_cover.h"
#include "core/steps/retouch/brush/outline.h"
#include "core/steps/retouch/brush/stroke.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <memory>
#include <string_view>

namespace kinovar::retouch {

namespace {

constexpr double kSigmasOfFeather = 2; // the edge is about as wide as two to each side
constexpr double kFarthestSigma = 3;   // what lies beyond is not felt
constexpr double kLeastSigma = 0.1;    // px: below that nothing is seen
constexpr std::size_t kDrawnBudget = std::size_t{128} << 20U; // bytes of drawn areas
constexpr std::size_t kLookBack = 4; // marks that may be new since an area was last drawn

cv::Rect grown(const cv::Rect& rect, int by) {
    return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

void join(cv::Rect& all, const cv::Rect& more) {
    all = all.empty() ? more : all | more;
}

/// An area before it is feathered and inverted.
struct Drawn {
    cv::Rect box;   ///< of all that adds, px; it may reach out of the picture
    cv::Rect where; ///< what was drawn
    cv::Mat total;  ///< CV_32F of that size
};

/// Areas that were drawn lately, by what they were drawn from: playing asks for the same one at
/// every frame, and a hand adds a stroke to hundreds.
BudgetCache<Hash128, Drawn>& drawn_areas() {
    static BudgetCache<Hash128, Drawn> cache(kDrawnBudget, [](const Drawn& drawn) {
        return sizeof(Drawn) + drawn.total.total() * sizeof(float);
    });
    return cache;
}

Hash128 key_with(const Hash128& before, const Mark& mark) {
    static_assert(sizeof(StrokePoint) == 3 * sizeof(double)); // bytes without holes
    const Brush& brush = mark.brush;
    return Hasher()
        .add(before)
        .add(std::int64_t{mark.shape == Mark::Shape::Stroke} * 2 + std::int64_t{mark.adds})
        .add(brush.size)
        .add(brush.hardness)
        .add(brush.opacity)
        .add(brush.flow)
        .add(std::int64_t{brush.pressure_sizes} * 2 + std::int64_t{brush.pressure_thins})
        .add(std::string_view(reinterpret_cast<const char*>(mark.points.data()),
                              mark.points.size() * sizeof(StrokePoint)))
        .finish();
}

/// One area at one size and placement.
class AreaPainter {
public:
    AreaPainter(const Area& area, const cv::Size& picture, const Placement& placement)
        : area_(area), picture_(picture), to_now_(placement.to_now),
          // Feathers, too, are measured by the height.
          sigma_(area.feather * picture.height * scale_of(to_now_) / (2 * kSigmasOfFeather)),
          margin_(sigma_ < kLeastSigma ? 0 : static_cast<int>(std::ceil(kFarthestSigma * sigma_))) {
        if (!area.mask.empty()) {
            mask_ = tiles_of(area.mask);
        }
    }

    [[nodiscard]] Cover paint() const {
        const std::shared_ptr<const Drawn> drawn = draw();
        const cv::Rect all({}, picture_);
        const cv::Rect where = area_.inverted ? all : grown(drawn->box, margin_) & all;
        if (where.empty() || (drawn->box.empty() && !area_.inverted)) {
            return {};
        }
        cv::Mat share;
        if (margin_ > 0) {
            cv::GaussianBlur(drawn->total, share, {}, sigma_, sigma_, cv::BORDER_REPLICATE);
        } else {
            share = drawn->total;
        }
        share = share(where - drawn->where.tl());
        if (area_.inverted) {
            cv::Mat rest;
            cv::subtract(1, share, rest);
            share = rest;
        }
        const cv::Rect used = cv::boundingRect(share > 0);
        if (used.empty()) {
            return {};
        }
        return {used + where.tl(), share(used).clone()}; // what is remembered stays as it is
    }

private:
    [[nodiscard]] std::vector<Hash128> keys() const {
        Hasher start;
        start.add(std::int64_t{picture_.width}).add(std::int64_t{picture_.height});
        for (const double value : to_now_.val) {
            start.add(value);
        }
        start.add(std::string_view(area_.mask));
        start.add(std::int64_t{margin_}).add(std::int64_t{area_.inverted});
        std::vector<Hash128> keys{start.finish()};
        for (const Mark& mark : area_.marks) {
            keys.push_back(key_with(keys.back(), mark));
        }
        return keys;
    }

    [[nodiscard]] std::shared_ptr<const Drawn> draw() const {
        const std::vector<Hash128> known = keys();
        const std::size_t marks = area_.marks.size();
        std::size_t done = marks;
        std::shared_ptr<const Drawn> before = drawn_areas().peek(known[done]);
        while (!before && done > 0 && marks - done < kLookBack) {
            before = drawn_areas().peek(known[--done]);
        }
        if (!before || done < marks) {
            before = std::make_shared<const Drawn>(drawn_after(before.get(), before ? done : 0));
        }
        drawn_areas().put(known[marks], before);
        return before;
    }

    /// Draws the marks from `first` on, over what was drawn before, if anything.
    [[nodiscard]] Drawn drawn_after(const Drawn* before, std::size_t first) const {
        Drawn drawn;
        if (before != nullptr) {
            drawn.box = before->box;
        } else if (mask_) {
            drawn.box = box_of_mask(*mask_, picture_, to_now_);
        }
        for (std::size_t i = first; i < area_.marks.size(); ++i) {
            if (area_.marks[i].adds) {
                join(drawn.box, box_of_mark(area_.marks[i]));
            }
        }
        // With what lies outside of the picture as far as the feather feels it.
        const cv::Rect felt = grown(cv::Rect({}, picture_), margin_);
        if (!area_.inverted && drawn.box.empty()) {
            return drawn;
        }
        drawn.where = area_.inverted ? felt : grown(drawn.box, 2 * margin_) & felt;
        drawn.total = cv::Mat::zeros(drawn.where.size(), CV_32F);
        if (drawn.where.empty()) {
            return drawn;
        }
        if (before != nullptr && !before->where.empty()) {
            before->total.copyTo(drawn.total(before->where - drawn.where.tl()));
        } else if (before == nullptr && mask_ && !mask_->empty()) {
            draw_mask(*mask_, picture_, to_now_, drawn.where.tl(), drawn.total);
        }
        draw_marks(first, drawn.where, drawn.total);
        return drawn;
    }

    [[nodiscard]] std::vector<cv::Point2d> outline_of(const Mark& mark) const {
        std::vector<cv::Point2d> points;
        for (const StrokePoint& point : mark.points) {
            points.push_back(pixel_of(point.at, picture_, to_now_));
        }
        return points;
    }

    [[nodiscard]] cv::Rect box_of_mark(const Mark& mark) const {
        if (mark.points.empty()) {
            return {};
        }
        if (mark.shape == Mark::Shape::Outline) {
            return box_around(outline_of(mark));
        }
        cv::Rect box;
        walk_stroke(mark, picture_, to_now_, [&](const Piece& piece) { join(box, piece.box()); });
        return box;
    }

    void draw_marks(std::size_t first, const cv::Rect& where, cv::Mat& total) const {
        std::unique_ptr<StrokePlane> plane; // one for all: only what a stroke touched is cleared
        for (std::size_t i = first; i < area_.marks.size(); ++i) {
            const Mark& mark = area_.marks[i];
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
            plane->take([&](int y, int begin, int end) {
                merge_row(mark, plane->plane().ptr<float>(y) + begin, total.ptr<float>(y) + begin,
                          end - begin);
            });
        }
    }

    void draw_outline(const Mark& mark, const cv::Rect& where, cv::Mat& total) const {
        const std::vector<cv::Point2d> outline = outline_of(mark);
        const cv::Rect box = outline.empty() ? cv::Rect() : box_around(outline) & where;
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

    const Area& area_;
    cv::Size picture_;
    cv::Matx23d to_now_;
    double sigma_;
    int margin_; ///< how far the feather reaches
    std::shared_ptr<const MaskTiles> mask_;
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
