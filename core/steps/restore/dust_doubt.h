#pragma once

#include "core/steps/measure/flow.h"
#include "core/steps/restore/dust_detect.h"

#include <vector>

namespace kinovar::steps::dust {

/// Where a frame stands out from its neighbours, dirt or not.
struct Unrest {
    cv::Mat places;   ///< CV_8U, 255 where it does
    cv::Mat density;  ///< CV_32F, share of such pixels in the region around; much smaller
    double share = 0; ///< of such pixels in the whole frame

    Unrest() = default;
    Unrest(const std::vector<Spot>& spots, const cv::Size& size);
};

/// A neighbour frame that is asked about a spot.
struct Witness {
    const cv::Mat* plane;       ///< as it is, its own dirt included
    const Flow* flow;           ///< from the frame to it
    const cv::Mat* compensated; ///< it, as seen from the frame and matched in brightness
    const Unrest* unrest;       ///< null where that is not known
};

/// Takes out the spots that are more likely moving things than dirt. Dirt lies in a place that the
/// neighbours agree on, and only there, on one frame, with one sign. So these speak against it:
///   - around it the frame fits its neighbours badly too (by more than grain);
///   - the neighbours do not agree with each other under it;
///   - a neighbour shows the same thing a little way off;
///   - neighbours are as restless there (limbs, rain, glitter);
///   - spots of the other sign beside it, as a moving edge leaves them;
///   - all neighbours lie on one side in time, so that what one of them uncovers shows nowhere.
/// `witnesses`: nearest first, at least two.
void remove_doubtful(const cv::Mat& plane, const std::vector<Witness>& witnesses,
                     const NoiseCurve& noise, bool one_sided, std::vector<Spot>& spots);

} // namespace kinovar::steps::dust
