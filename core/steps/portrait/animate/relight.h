#pragma once

// Private to core/steps/portrait/animate.

#include "core/image/frame.h"
#include "core/steps/portrait/animate/head_fields.h"
#include "core/steps/portrait/animate/head_warp.h"

#include <array>
#include <vector>

namespace kinovar::portrait {

/// Light on a face: how bright its parts become when they turn. Brightness is taken to be a + l · n
/// for a normal n, fitted robustly to the still at the landmarks.
class Relight {
public:
    Relight() = default;
    Relight(const Frame& still, const Face& face, const HeadFields& fields);

    /// Factor on each node of the still; 1 beside the face.
    [[nodiscard]] cv::Mat1f gains(const Face& face, const HeadFields& fields,
                                  const HeadMotion& motion) const;

private:
    std::array<float, 4> light_{}; ///< a, l
    std::vector<float> before_;    ///< brightness of the landmarks in the still
    float least_ = 0;              ///< brightness that shadows keep
    cv::Mat1f inside_;             ///< 0 at the rim of the mesh, 1 further in
};

} // namespace kinovar::portrait
