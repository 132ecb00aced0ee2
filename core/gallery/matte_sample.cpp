#include "core/gallery/matte_sample.h"

#include <algorithm>
#include <cmath>

namespace kinovar::gallery {

float matte_at(const portrait::Matte& matte, double x, double y, double width, double height) {
    if (matte.values.empty()) {
        return 1;
    }
    const double u = std::clamp((x + 0.5) / width * matte.width - 0.5, 0.0, matte.width - 1.0);
    const double v = std::clamp((y + 0.5) / height * matte.height - 0.5, 0.0, matte.height - 1.0);
    const int column = static_cast<int>(u);
    const int row = static_cast<int>(v);
    const auto at = [&](int i, int j) {
        return matte.values[static_cast<std::size_t>(std::min(j, matte.height - 1)) *
                                static_cast<std::size_t>(matte.width) +
                            static_cast<std::size_t>(std::min(i, matte.width - 1))];
    };
    const auto fx = static_cast<float>(u - column);
    const auto fy = static_cast<float>(v - row);
    return (at(column, row) * (1 - fx) + at(column + 1, row) * fx) * (1 - fy) +
           (at(column, row + 1) * (1 - fx) + at(column + 1, row + 1) * fx) * fy;
}

} // namespace kinovar::gallery
