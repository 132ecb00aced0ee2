#pragma once

#include <opencv2/core.hpp>

namespace kinovar::colourise {

/// The colours x that are least in Σ bond·(x − x of the neighbour)² + Σ firmness·(x − ab)², a bond
/// of neighbours being 1 where light is even and almost 0 across an edge of light (weighted least
/// squares, Farbman et al., SIGGRAPH 2008). Solved coarse to fine by over-relaxation, so only
/// nearly. `light`, `firmness`: CV_32F, the latter ≥ 0 and somewhere above; `ab`: CV_32FC2. Same
/// result for any number of threads.
[[nodiscard]] cv::Mat solve_smooth(const cv::Mat& light, const cv::Mat& ab,
                                   const cv::Mat& firmness);

} // namespace kinovar::colourise
