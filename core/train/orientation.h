#pragma once

#include <cstdint>

namespace kinovar::train {

/// One of the eight ways to turn and mirror a square.
class Orientation {
public:
    explicit Orientation(std::uint64_t bits)
        : mirror_x_((bits & 1U) != 0), mirror_y_((bits & 2U) != 0), swap_((bits & 4U) != 0) {}

    /// Writes source(x, y), a function of side × side places, turned.
    template <class Source>
    void write(float* target, int side, const Source& source) const {
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                const int u = mirror_x_ ? side - 1 - x : x;
                const int v = mirror_y_ ? side - 1 - y : y;
                *target++ = swap_ ? source(v, u) : source(u, v);
            }
        }
    }

private:
    bool mirror_x_;
    bool mirror_y_;
    bool swap_;
};

} // namespace kinovar::train
