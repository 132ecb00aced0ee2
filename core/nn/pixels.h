#pragma once

#include <cstddef>
#include <memory>

namespace kinovar::nn {

/// Float pixels that somebody else holds, in any order: value (x, y, c) lies at
/// data[x·step_x + y·step_y + c·step_c]. Covers a tile of a Frame (step_c 1) and planes alike.
struct PixelView {
    const float* data = nullptr;
    int width = 0, height = 0, channels = 0;
    std::ptrdiff_t step_x = 0, step_y = 0, step_c = 0;

    [[nodiscard]] const float* at(int x, int y) const { return data + x * step_x + y * step_y; }
};

/// A view with the memory it looks at.
struct Pixels {
    std::shared_ptr<const void> keeper;
    PixelView view;
};

} // namespace kinovar::nn
