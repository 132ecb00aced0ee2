#include "core/steps/retouch/fill/fill.h"

#include "core/image/cv_bridge.h"
#include "core/steps/retouch/fill/heal.h"
#include "core/steps/retouch/fill/hole.h"
#include "core/steps/retouch/fill/membrane.h"

#include <optional>

namespace kinovar::retouch {

namespace {

/// A picture and what keeps its pixels alive.
struct Borrowed {
    FramePtr frame; ///< null: the task's own
    cv::Mat pixels;
};

Result<Borrowed> source_of(const Source& source, const Task& task) {
    if (source == Source{}) {
        return Borrowed{nullptr, task.picture};
    }
    KINOVAR_TRY_ASSIGN(FramePtr frame, task.pictures.frame(source, task.frame, task.pull));
    const cv::Mat pixels = mat_view(*frame);
    return Borrowed{std::move(frame), pixels};
}

/// Pixels of a rectangle that may reach beyond the picture, which is mirrored there.
cv::Mat taken(const cv::Mat& picture, const cv::Rect& part) {
    cv::Mat pixels(part.size(), picture.type());
    for (int y = 0; y < part.height; ++y) {
        const int from_y = cv::borderInterpolate(part.y + y, picture.rows, cv::BORDER_REFLECT_101);
        for (int x = 0; x < part.width; ++x) {
            const int from_x =
                cv::borderInterpolate(part.x + x, picture.cols, cv::BORDER_REFLECT_101);
            pixels.at<cv::Vec3f>(y, x) = picture.at<cv::Vec3f>(from_y, from_x);
        }
    }
    return pixels;
}

/// A hand's offset in whole pixels (so that grain stays what it is), turned with the fix.
cv::Point offset_here(const Place& offset, const Task& task) {
    const cv::Matx23d& to_now = task.placement.to_now;
    const double x = offset.x * task.picture.cols;
    const double y = offset.y * task.picture.rows;
    return {cvRound(to_now(0, 0) * x + to_now(0, 1) * y),
            cvRound(to_now(1, 0) * x + to_now(1, 1) * y)};
}

/// Where a heal takes its pixels from; nothing: there is no whole place near.
std::optional<cv::Point> source_offset(const Heal& heal, const Task& task, const Hole& hole) {
    if (heal.offset) {
        return offset_here(*heal.offset, task);
    }
    return heal.from == Source{} ? heal_offset(task.picture, hole) : cv::Point(0, 0);
}

Origin origin_of(const Source& source) {
    return source.frame != 0 ? Origin::Neighbour : Origin::Hand;
}

} // namespace

Result<Patch> patch_of(const Heal& heal, const Task& task) {
    const Cover cover = cover_of(task.fix.area, task.picture.size(), task.placement);
    const Hole hole = hole_of(cover);
    if (hole.where.empty()) {
        return Patch{};
    }
    KINOVAR_TRY_ASSIGN(const Borrowed source, source_of(heal.from, task));
    const cv::Rect part = with_margin(hole, 2 * kHealRing, task.picture.size());
    const cv::Mat mask = mask_in(hole, part);
    cv::Mat filled;
    if (const auto offset = source_offset(heal, task, hole)) {
        filled = healed(task.picture(part), taken(source.pixels, part + *offset), mask);
    } else {
        filled = task.picture(part).clone();
        fill_membrane(filled, mask);
    }
    Patch patch = patch_at(cover, hole, filled(hole.where - part.tl()).clone());
    patch.origin = origin_of(heal.from);
    return patch;
}

} // namespace kinovar::retouch
