#pragma once

#include "core/steps/measure/flow.h"
#include "core/steps/restore/dust_detect.h"

namespace kinovar::steps::dust {

/// A neighbour frame in which a spot is looked for.
struct Sighting {
    const cv::Mat* plane;       ///< as it is, its own dirt included
    const Flow* flow;           ///< from the frame to it
    const cv::Mat* compensated; ///< it, as seen from the frame and matched in brightness
};

/// Takes out the spots that are there in both nearest neighbours too, a little way off: things that
/// move faster than the flow could follow, not dirt. `global`: movement of the picture as a whole
/// to each neighbour.
void remove_objects(const cv::Mat& plane, const std::vector<Sighting>& neighbours,
                    std::vector<Spot>& spots);

} // namespace kinovar::steps::dust
