#pragma once

#include "core/steps/retouch/canvas.h"

namespace kinovar::retouch {

/// The picture that a kind takes pixels from.
struct Taken {
    FramePtr frame;       ///< null: the picture that is mended itself
    cv::Mat pixels;       ///< CV_32FC3, of the picture's size; aliases the frame
    bool shifted = false; ///< of another frame
    /// Fills the patch's origins: what a pixel of the source was, Neighbour where it was real and
    /// comes from another frame. `at`: the source's pixel of the patch's first one. A part of the
    /// same picture that was put to another place is Hand.
    void tell_origins(Patch& patch, const cv::Point& at) const;
};
/// Errors: those of Pictures::frame(); Internal for a picture of another size.
[[nodiscard]] Result<Taken> take(const Source& source, const Task& task);

} // namespace kinovar::retouch
