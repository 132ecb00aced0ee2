#pragma once

#include "core/steps/retouch/fix.h"

#include <opencv2/core.hpp>

#include <functional>
#include <utility>
#include <vector>

// Strokes as coverage. Places are pixels: the middle of the first pixel is 0, 0. Private to brush/.
namespace kinovar::retouch {

/// Pixels of a place that is given in shares of a picture, in the frame of `to_now`.
[[nodiscard]] cv::Point2d pixel_of(const Place& place, const cv::Size& picture,
                                   const cv::Matx23d& to_now);
/// How much larger an affine map makes things.
[[nodiscard]] double scale_of(const cv::Matx23d& map);

/// The brush at a point of its way.
struct Tip {
    cv::Point2d at;
    double radius = 0;   ///< px
    double strength = 1; ///< the most that it covers there
};

/// A short straight part of a stroke.
struct Piece {
    Tip from, to;
    double rate = 1;  ///< of what is missing to the brush's profile, how much is added
    double back = 0;  ///< how far before `from` and …
    double ahead = 0; ///< … beyond `to` pixels are looked at, px
    [[nodiscard]] cv::Rect box() const;
};
using Lay = std::function<void(const Piece&)>;

/// Turns points into pieces along a smooth line (a centripetal Catmull-Rom spline: Yuksel, Schaefer
/// & Keyser, "Parameterization and applications of Catmull-Rom curves", 2011), as they come. A copy
/// can be finished while the original goes on.
class StrokeWay {
public:
    StrokeWay(const Brush& brush, const cv::Size& picture, const cv::Matx23d& to_now);
    /// Lays what is certain now: up to the last point but one.
    void add(const StrokePoint& point, const Lay& lay);
    /// Lays the rest.
    void finish(const Lay& lay);

private:
    void curve(const Tip& before, const Tip& from, const Tip& to, const Tip& after, const Lay& lay);
    void walk(const Tip& to, const Lay& lay);
    void step_to(const Tip& to, const Lay& lay);
    void dab(const Tip& at, const Lay& lay) const;
    [[nodiscard]] static double stride_at(const Tip& tip);

    Brush brush_;
    cv::Size picture_;
    cv::Matx23d to_now_;
    double radius_;
    std::vector<Tip> tips_; // the last three
    Tip at_;                // where the walk is
    cv::Point2d direction_; // in which it came there; 0, 0 at the start
    bool begun_ = false;
};

/// All pieces of a stroke.
void walk_stroke(const Mark& mark, const cv::Size& picture, const cv::Matx23d& to_now,
                 const Lay& lay);

/// Coverage of one stroke inside of a box, and which part of each row it touched.
class StrokePlane {
public:
    /// `plane`: CV_32F, zeros, shared; its first pixel lies at `origin`.
    StrokePlane(cv::Mat plane, cv::Point origin, double hardness);
    void lay(const Piece& piece);
    void set_hardness(double hardness) { hardness_ = hardness; }
    [[nodiscard]] cv::Mat& plane() { return plane_; }
    /// Calls `use(row, first, end)` for each touched part, then zeroes it.
    void take(const std::function<void(int y, int first, int end)>& use);

private:
    cv::Mat plane_;
    cv::Point origin_;
    double hardness_;
    std::vector<std::pair<int, int>> touched_; // a row: first, end
};

} // namespace kinovar::retouch
