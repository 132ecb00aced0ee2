#include "core/credentials/cosines.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::credentials {

std::vector<float> cosines(int waves, int size) {
    std::vector<float> table(static_cast<std::size_t>(waves) * static_cast<std::size_t>(size));
    for (int k = 0; k < std::min(waves, size); ++k) {
        float* row = table.data() + static_cast<std::size_t>(k) * static_cast<std::size_t>(size);
        for (int n = 0; n < size; ++n) {
            row[n] = static_cast<float>(std::cos(std::numbers::pi * k * (n + 0.5) / size));
        }
    }
    return table;
}

} // namespace kinovar::credentials
