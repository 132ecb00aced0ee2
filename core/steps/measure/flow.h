#pragma once

#include <opencv2/core.hpp>
#include <opencv2/video/tracking.hpp>

#include <cstdint>
#include <mutex>
#include <vector>

// Dense motion between two pictures of a shot, and pictures moved along it. All functions throw
// cv::Exception as OpenCV does: call them inside guard_cv or picture_clip.
namespace kinovar::steps {

/// Where each place of a picture lies in another one: what is at x here is at x + d(x) there.
struct Flow {
    /// CV_32FC2, displacement (dx, dy) in pixels of a picture of `size`; much smaller than that:
    /// each vector stands for a block of pixels. Values between the vectors are interpolated.
    cv::Mat field;
    cv::Size size;
};

/// A luma picture made ready for flow: made once a frame, used for each pair.
struct FlowPicture {
    cv::Mat picture; ///< CV_8U, blurred and reduced
    cv::Mat coarse;  ///< CV_32F, at most kCoarseLines high, for the movement as a whole
    cv::Mat rough;   ///< the same, smaller still
    cv::Size size;   ///< of the picture it was made of
};

enum class FlowEffort : std::uint8_t {
    Quick,  ///< the movement of large things
    Steady, ///< follows grain and dirt less than the careful one, which lies closer to clean
            ///< pictures
    Careful
};

/// Finds flow with dense inverse search (Kroeger, Timofte, Dai, Van Gool, "Fast optical flow using
/// dense inverse search", ECCV 2016), started from the movement of the picture as a whole, which
/// is found by trying all shifts of a small one. Changes of brightness do not disturb it.
/// Thread-safe. Results are the same bit for bit as long as set_cv_threads() is the same (1 while
/// rendering).
class FlowFinder {
public:
    static constexpr int kCoarseLines = 135;

    explicit FlowFinder(FlowEffort effort = FlowEffort::Careful) : effort_(effort) {}

    /// `luma`: CV_8U, any size. Works at half its size, or at about 540 lines if that is less.
    [[nodiscard]] FlowPicture prepare(const cv::Mat& luma) const;

    /// Both of the same size. Vectors are median-filtered.
    [[nodiscard]] Flow between(const FlowPicture& from, const FlowPicture& to) const;

    /// The displacement of the picture as a whole, to about a pixel of the coarse picture; zero
    /// where none explains the pictures better.
    [[nodiscard]] static cv::Point2f shift_between(const FlowPicture& from, const FlowPicture& to);

private:
    /// OpenCV's searcher keeps large buffers and serves one thread: lent out, then kept.
    class Lent;

    FlowEffort effort_;
    mutable std::mutex mutex_; // guards idle_
    mutable std::vector<cv::Ptr<cv::DISOpticalFlow>> idle_;
};

/// First along `first`, then along `second` from where that leads.
[[nodiscard]] Flow compose(const Flow& first, const Flow& second);

/// Where going along `there` and coming home along `back` does not lead to the start: the place is
/// hidden in the other picture, or the flow is wrong. CV_8U of there.field's size, 255 where they
/// disagree by more than `tolerance` px (of flow.size) plus a tenth of the way.
[[nodiscard]] cv::Mat inconsistent(const Flow& there, const Flow& back, float tolerance);

/// The maps for cv::remap that take the pixels of `part` of a picture of `size` from where they are
/// in the other picture (of the same size). CV_32FC2 of part's size.
[[nodiscard]] cv::Mat flow_map(const Flow& flow, const cv::Size& size, const cv::Rect& part);

/// The other picture (8U or 32F, 1 or 3 channels, any size of the same shape) as it looks from
/// here: result(x) = other(x + d(x)). `interpolation`: cv::INTER_LINEAR or cv::INTER_CUBIC. Edges
/// mirrored.
[[nodiscard]] cv::Mat compensate(const cv::Mat& other, const Flow& flow, int interpolation);
/// The pixels of `part` only.
[[nodiscard]] cv::Mat compensate(const cv::Mat& other, const Flow& flow, const cv::Rect& part,
                                 int interpolation);

} // namespace kinovar::steps
