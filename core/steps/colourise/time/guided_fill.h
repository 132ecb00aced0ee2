#pragma once

#include "core/steps/colourise/engine/colouriser.h"

namespace kinovar::colourise {

/// Gives places whose colours are not sure at all what surer places around them of like light have:
/// colour as a linear function of light (the guided filter, He, Sun, Tang, ECCV 2010, weighted by
/// confidence), over windows that grow until enough of them is sure. Confidence stays. `light`:
/// CV_8U of the chroma's size. Throws cv::Exception as OpenCV does.
void fill_unsure(const cv::Mat& light, Chroma& chroma);

} // namespace kinovar::colourise
