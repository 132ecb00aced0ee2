#pragma once

#include "core/steps/colourise/engine/colouriser.h"

#include <stop_token>

namespace kinovar::colourise {

/// Gives places whose colours are not sure the mean of three guesses, which err in different ways:
/// what they have (the next colours on the edge of what is known), colour as a linear function of
/// light in surer places around (the guided filter, He, Sun, Tang, ECCV 2010, weighted by
/// confidence, over windows that grow until enough of them is sure), and the mean of all sure
/// places, those that are near and of like light counting most. Confidence stays. `light`: CV_8U of
/// the chroma's size. Gives up, with the chroma as it was, when asked to stop. Throws cv::Exception
/// as OpenCV does.
void fill_unsure(const cv::Mat& light, Chroma& chroma, const std::stop_token& stop = {});

} // namespace kinovar::colourise
