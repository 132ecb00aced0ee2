#include "core/steps/retouch/brush/kinds.h"

#include "core/steps/retouch/brush/cover.h"
#include "core/steps/retouch/brush/painter.h"
#include "core/steps/retouch/brush/taken.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace kinovar::retouch {

namespace {

/// Offsets nearer to whole pixels than this copy pixels as they are.
constexpr double kWholePixel = 1.0 / 64;

Cover cover_of(const Task& task) {
    return cover_of(task.fix.area, task.picture.size(), task.placement);
}

/// Pixels whose source, `offset` away, lies inside the picture.
cv::Rect with_source(const cv::Size& picture, const cv::Point2d& offset) {
    const cv::Point first(static_cast<int>(std::ceil(-offset.x)),
                          static_cast<int>(std::ceil(-offset.y)));
    const cv::Point end(static_cast<int>(std::floor(picture.width - 1 - offset.x)) + 1,
                        static_cast<int>(std::floor(picture.height - 1 - offset.y)) + 1);
    if (end.x <= first.x || end.y <= first.y) {
        return {};
    }
    return cv::Rect(first, end) & cv::Rect({}, picture);
}

} // namespace

Result<Patch> patch_of(const Paint& paint, const Task& task) {
    Cover cover = cover_of(task);
    if (cover.where.empty()) {
        return Patch{};
    }
    Painter painter(paint, weights_of(task.colour, task.picture.rows));
    if (painter.wants_grain()) {
        painter.set_grain(painter.grain_of(task.picture, cover.where, cover.share, task.frame));
    }
    Patch patch{.where = cover.where,
                .pixels = cv::Mat(cover.where.size(), CV_32FC3),
                .cover = cover.share};
    for (int y = 0; y < cover.where.height; ++y) {
        const int at_y = cover.where.y + y;
        const auto* below = task.picture.ptr<cv::Vec3f>(at_y) + cover.where.x;
        auto* out = patch.pixels.ptr<cv::Vec3f>(y);
        for (int x = 0; x < cover.where.width; ++x) {
            out[x] = painter.paint(below[x], cover.where.x + x, at_y);
        }
    }
    return patch;
}

Result<Patch> patch_of(const Clone& clone, const Task& task) {
    const Cover cover = cover_of(task);
    const cv::Size size = task.picture.size();
    const cv::Matx23d& map = task.placement.to_now;
    const double dx = clone.offset.x * size.width;
    const double dy = clone.offset.y * size.height;
    cv::Point2d offset(map(0, 0) * dx + map(0, 1) * dy, map(1, 0) * dx + map(1, 1) * dy);
    const cv::Point whole(cvRound(offset.x), cvRound(offset.y));
    const bool exact = cv::norm(offset - cv::Point2d(whole)) < kWholePixel;
    if (exact) {
        offset = whole;
    }
    const cv::Rect where = cover.where & with_source(size, offset);
    if (where.empty()) {
        return Patch{};
    }
    KINOVAR_TRY_ASSIGN(const Taken taken, take(clone.from, task));
    Patch patch{.where = where, .cover = cover.share(where - cover.where.tl())};
    if (exact) {
        patch.pixels = taken.pixels(where + whole).clone();
    } else {
        const cv::Matx23d from(1, 0, where.x + offset.x, 0, 1, where.y + offset.y);
        cv::warpAffine(taken.pixels, patch.pixels, from, where.size(),
                       cv::INTER_LANCZOS4 | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT_101);
    }
    taken.tell_origins(patch, where.tl() + whole);
    return patch;
}

Result<Patch> patch_of(const Reveal& reveal, const Task& task) {
    const Cover cover = cover_of(task);
    if (cover.where.empty()) {
        return Patch{};
    }
    KINOVAR_TRY_ASSIGN(const Taken taken, take({.stage = reveal.stage}, task));
    Patch patch{
        .where = cover.where, .pixels = taken.pixels(cover.where).clone(), .cover = cover.share};
    taken.tell_origins(patch, cover.where.tl());
    return patch;
}

} // namespace kinovar::retouch
