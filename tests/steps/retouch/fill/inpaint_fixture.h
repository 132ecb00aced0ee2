#pragma once

#include "core/image/cv_bridge.h"
#include "core/steps/retouch/fill/fill.h"
#include "tests/steps/memory_clip.h"
#include "tests/steps/retouch/fill/fill_pictures.h"
#include "tests/support/support.h"

#include <cmath>
#include <memory>
#include <vector>

namespace kinovar::retouch::test {

inline ColourSpec film_colour() {
    return ColourSpec::srgb();
}

/// Pictures of a film in memory of one shot, which counts the pulls.
class FilmPictures final : public Pictures {
public:
    explicit FilmPictures(const std::vector<cv::Mat>& frames) {
        std::vector<FramePtr> kept;
        for (const cv::Mat& frame : frames) {
            kept.push_back(frame_from_mat(frame, film_colour()).value());
        }
        last_ = static_cast<std::int64_t>(kept.size()) - 1;
        clip_ = std::make_shared<steps::test::MemoryClip>(std::move(kept), "film");
    }
    [[nodiscard]] Result<pipeline::ClipPtr> clip(const Source& /*source*/) const override {
        return clip_;
    }
    [[nodiscard]] Result<FramePtr> frame(const Source& source, std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        return clip_->frame(n + source.frame, pull);
    }
    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n,
                                                 const pipeline::Pull& /*pull*/) const override {
        return n < cut_ ? pipeline::Shot{0, cut_ - 1} : pipeline::Shot{cut_, last_};
    }
    void set_cut(std::int64_t cut) { cut_ = cut; }
    [[nodiscard]] int pulls(std::int64_t n) const { return clip_->pulls(n); }
    [[nodiscard]] cv::Mat picture(std::int64_t n) const {
        return mat_view(*clip_->frame(n, {}).value());
    }

private:
    std::shared_ptr<steps::test::MemoryClip> clip_;
    std::int64_t last_ = 0;
    std::int64_t cut_ = 0;
};

/// A fix whose area is a disc; places in pixels of the picture.
inline Fix disc_fix(const Kind& kind, const cv::Size& picture, const cv::Point2d& middle,
                    double radius) {
    Fix fix;
    fix.kind = kind;
    Mark mark;
    mark.shape = Mark::Shape::Outline;
    constexpr int kCorners = 48;
    for (int i = 0; i < kCorners; ++i) {
        const double angle = 2 * CV_PI * i / kCorners;
        mark.points.push_back({{(middle.x + radius * std::cos(angle)) / picture.width,
                                (middle.y + radius * std::sin(angle)) / picture.height},
                               1});
    }
    fix.area.marks.push_back(mark);
    return fix;
}

/// What a fix makes of a frame of a film.
template <class FixKind>
Result<Patch> patch_of_fix(const Fix& fix, const cv::Mat& picture, std::int64_t frame,
                           const Pictures& pictures) {
    const Placement placement;
    const pipeline::Pull pull;
    const Task task{fix, picture, frame, film_colour(), placement, pictures, pull, {}};
    return patch_of(std::get<FixKind>(fix.kind), task);
}

/// The picture with the patch over it.
inline cv::Mat laid(const cv::Mat& picture, const Patch& patch) {
    cv::Mat result = picture.clone();
    if (patch.where.empty()) {
        return result;
    }
    cv::Mat cover;
    cv::merge(std::vector<cv::Mat>(3, patch.cover), cover);
    cv::Mat part = result(patch.where);
    part += (patch.pixels - part).mul(cover);
    return result;
}

inline double decibels(const cv::Mat& one, const cv::Mat& other, const cv::Mat& mask) {
    const double error =
        cv::norm(one, other, cv::NORM_L2SQR, mask) / (3.0 * cv::countNonZero(mask));
    return -10 * std::log10(std::max(error, 1e-12));
}

} // namespace kinovar::retouch::test
