#pragma once

#include "core/steps/retouch/skin/followed_faces.h"

#include <opencv2/core.hpp>

// Private to core/steps/retouch. All functions throw cv::Exception as OpenCV does.
namespace kinovar::retouch {

/// Another picture of the same face, whose skin measures as real.
struct RealSkin {
    FramePtr picture; ///< of the size of what is mended
    portrait::FaceMesh mesh;
    Origin origin = Origin::Neighbour;
};

struct FaceRepair {
    double texture = 0; ///< 0 to 1
    double soften = 0;  ///< 0 to 1
};

/// Gives one face skin (that of `real`, moved to where the face is; else noise) and takes back what
/// is too sharp in it. `pixels`: CV_32FC3, changed within the outline of the face alone; `origins`:
/// CV_8U of its size, what was the scan's becomes what it is now.
void mend_face(const FollowedFace& face, std::int64_t n, const RealSkin* real,
               const FaceRepair& repair, cv::Mat& pixels, cv::Mat& origins);

} // namespace kinovar::retouch
