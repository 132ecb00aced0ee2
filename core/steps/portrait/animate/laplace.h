#pragma once

// Private to core/steps/portrait/animate.

#include <opencv2/core.hpp>

namespace kinovar::portrait {

/// Fills a field where it is not known as a soap film would hang: each node is the mean of its
/// neighbours, weighed by how well they conduct; nothing flows over the grid's edges. `field`:
/// CV_32F, any number of channels; `known`: CV_8U, non-zero where the value stays; `conductance`:
/// CV_32F > 0, or empty (all alike). Parts without a known node become 0. Direct sparse Cholesky.
void laplace_fill(cv::Mat& field, const cv::Mat1b& known, const cv::Mat1f& conductance = {});

} // namespace kinovar::portrait
