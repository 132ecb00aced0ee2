#pragma once

#include "core/steps/retouch/track/affine.h"
#include "core/steps/retouch/track/work_pictures.h"

#include <vector>

namespace kinovar::retouch {

/// Of the search for points: side of the window, px, and how often pictures are halved.
inline constexpr int kPointWindow = 15;
inline constexpr int kPointLevels = 4;

struct WeighedPoint {
    cv::Point2d at;
    double weight = 1;
};

struct PointPairs {
    std::vector<cv::Point2d> from, to; ///< those that were found and lead home again
    std::vector<double> weight;        ///< of each, above 0
    double asked = 0; ///< weight of the points of the first picture that were looked for
};

/// Where points of a picture lie in another one: pyramidal Lucas-Kanade (Bouguet, "Pyramidal
/// implementation of the Lucas Kanade feature tracker", 2000), there and back again (Kalal,
/// Mikolajczyk, Matas, "Forward-backward error", ICPR 2010). `expected`: about where a point goes.
/// Points outside of the picture are not asked for. Throws cv::Exception as OpenCV does.
[[nodiscard]] PointPairs points_between(const WorkPicture& from, const WorkPicture& to,
                                        const std::vector<WeighedPoint>& points,
                                        const Affine& expected);

/// How a group of points moved as a whole.
struct GroupMotion {
    Affine motion = kIdentity; ///< turned, scaled and moved
    double share = 0;          ///< of the points asked for, by weight, that go with it, 0 to 1
};

/// The similarity that most pairs agree with: consensus of pairs of points (Fischler, Bolles,
/// CACM 1981) drawn in a fixed order, then least squares. Share 0: there is none.
[[nodiscard]] GroupMotion fit_group(const PointPairs& pairs);

} // namespace kinovar::retouch
