#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/grid.h"
#include "core/steps/portrait/animate/mesh_raster.h"
#include "core/steps/portrait/face/face_geometry.h"

#include <array>
#include <span>

namespace kinovar::portrait {

/// What of a still moves how with one head. All fields on one grid about head and shoulders.
struct HeadFields {
    Grid grid;
    MeshRaster raster;
    cv::Mat1f depth;                     ///< px, against the depth of the turning point
    cv::Mat1f follow;                    ///< 0–1: how much a place goes with the head
    std::array<cv::Mat3f, kModes> modes; ///< px an amplitude of one face width
    cv::Mat1f chest;                     ///< 0–1: how much it goes with the breath
    cv::Mat1f behind;                    ///< 0–1: how much it shifts against the head (parallax)
    cv::Mat1f inside_x;                  ///< 0–1: what is left of sideways motion at the edges
    cv::Mat1f inside_y;                  ///< the same up and down
    cv::Mat1b active;                    ///< 255 where some motion may act
    Point3 turn_pivot;                   ///< of yaw and pitch; z as in `depth`
    Point2 tilt_pivot;                   ///< of roll
};

struct HeadSurroundings {
    int width = 0; ///< of the still, px
    int height = 0;
    const Matte* matte = nullptr;         ///< may be empty
    std::span<const HeadPose> neighbours; ///< other faces of the picture
    bool parallax = false;
};

/// Whether two faces lie so near that one could not move beside the other.
[[nodiscard]] bool heads_meet(const Face& face, const Face& other);

[[nodiscard]] HeadFields head_fields(const Face& face, const HeadSurroundings& around);

} // namespace kinovar::portrait
