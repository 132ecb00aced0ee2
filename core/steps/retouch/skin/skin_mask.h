#pragma once

#include "core/steps/portrait/face/face.h"

#include <opencv2/core.hpp>

// Private to core/steps/retouch. All functions throw cv::Exception as OpenCV does.
namespace kinovar::retouch {

/// Parts of a face as CV_8U, 255 inside.
struct FaceMasks {
    cv::Mat oval;     ///< the whole face as the mesh has it
    cv::Mat skin;     ///< without eyes, brows, lips and nostrils and what is near them
    cv::Mat features; ///< eyes, brows and lips
};

/// Of a picture of that size; `to_masks` maps the mesh's coordinates to it.
[[nodiscard]] FaceMasks face_masks(const cv::Size& size, const portrait::FaceMesh& mesh,
                                   const cv::Matx23d& to_masks);

/// The mesh's points along the outline of the face.
[[nodiscard]] std::vector<cv::Point2f> oval_of(const portrait::FaceMesh& mesh);
/// Between the outermost points of the cheeks, px.
[[nodiscard]] double face_width(const portrait::FaceMesh& mesh);

} // namespace kinovar::retouch
