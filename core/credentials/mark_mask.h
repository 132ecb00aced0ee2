#pragma once

// Private to core/credentials.

#include "core/image/frame.h"

#include <span>
#include <vector>

namespace kinovar::credentials {

/// How strong the invisible mark may be at each place of a picture, as the standard deviation of
/// what is added, in encoded values: little on even ground, more in texture and grain, nothing at
/// the ends of the range, where it would be clipped.
class MarkMask {
public:
    explicit MarkMask(const Frame& frame);

    /// `gains`: width values.
    void gains_of_row(int y, std::span<float> gains) const;

private:
    int width_;
    int block_;   ///< px a side
    int columns_; ///< of blocks
    int rows_;
    std::vector<float> gains_; ///< at the centres of blocks
};

} // namespace kinovar::credentials
