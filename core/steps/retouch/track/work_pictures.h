#pragma once

#include "core/pipeline/clip.h"

#include <opencv2/core.hpp>

#include <memory>
#include <vector>

namespace kinovar::retouch {

/// Cancelled, once somebody has asked for it.
[[nodiscard]] Status stopped(const pipeline::Pull& pull);

/// A frame's luma, made ready for following things in it.
struct WorkPicture {
    /// Layers for cv::calcOpticalFlowPyrLK: each picture (CV_8U) with its slopes (CV_16SC2).
    std::vector<cv::Mat> pyramid;

    [[nodiscard]] int levels() const { return static_cast<int>(pyramid.size()) / 2; }
    /// Level 0: grain blurred away; each next one is half as large.
    [[nodiscard]] const cv::Mat& level(int n) const {
        return pyramid[2 * static_cast<std::size_t>(n)];
    }
    [[nodiscard]] cv::Size size() const { return level(0).size(); }
};
using WorkPicturePtr = std::shared_ptr<const WorkPicture>;

/// `luma`: CV_8U. Throws cv::Exception as OpenCV does.
[[nodiscard]] WorkPicture make_work_picture(const cv::Mat& luma);

/// The frames of a clip as work pictures, kept for as long as memory allows: all fixes that are
/// followed through a clip share them, also between clips of the same key. Thread-safe.
class WorkPictures {
public:
    explicit WorkPictures(pipeline::ClipPtr clip);

    /// Of the pictures, which are the clip's reduced by a whole number to kMostLines at most.
    [[nodiscard]] cv::Size size() const { return size_; }
    [[nodiscard]] Result<WorkPicturePtr> at(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] const pipeline::ClipPtr& clip() const { return clip_; }

    static constexpr int kMostLines = 720;

private:
    pipeline::ClipPtr clip_;
    cv::Size size_;
};

} // namespace kinovar::retouch
