#pragma once

// Private to core/steps/portrait/motion.

#include "core/image/frame.h"
#include "core/steps/portrait/face/face_geometry.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace kinovar::portrait {

/// What a head does against a moment of rest, as the animator moves it.
struct HeadTurn {
    double yaw = 0, pitch = 0, roll = 0; ///< degrees, as in Channel
    double shift_x = 0, shift_y = 0;     ///< face widths
    double scale = 1;                    ///< nearer to the camera: more than 1; is not played
};

/// By landmarks alone.
[[nodiscard]] HeadTurn turn_between(const HeadPose& rest, const HeadPose& now);

/// Looks for the skin about nose, eyes and forehead in other pictures (B. D. Lucas and T. Kanade,
/// "An iterative image registration technique", IJCAI 1981). The network's landmarks lean with the
/// mouth: an open or crooked one seems to tilt the head by degrees. Pictures tell the two apart.
class HeadTrack {
public:
    HeadTrack(const Frame& rest, const FaceMesh& mesh);

    /// `guess`: by the landmarks `mesh` of the picture `now`. Nothing where too little is found
    /// again. Safe from several threads.
    [[nodiscard]] std::optional<HeadTurn> turn(const Frame& now, const FaceMesh& mesh,
                                               const HeadTurn& guess) const;

private:
    struct Seen {
        std::size_t landmark;
        Point2 place;
    };
    [[nodiscard]] std::vector<Seen> found_again(const Frame& now, const FaceMesh& mesh) const;
    [[nodiscard]] Point2 moved(const Point3& point, const HeadTurn& turn) const;
    [[nodiscard]] std::vector<double> residuals(const std::vector<Seen>& seen, const HeadTurn& turn,
                                                const HeadTurn& guess) const;

    FaceMesh mesh_;
    HeadPose pose_;
    Point3 pivot_; ///< px
    Point3 foot_;  ///< px
    int width_, height_;
    std::vector<std::uint8_t> luma_;
};

} // namespace kinovar::portrait
