#pragma once

// Private to core/credentials.

#include <vector>

namespace kinovar::credentials {

/// cos(πk(n+½)/size) for k below `waves`: row k holds `size` values. Waves that `size` samples
/// cannot show (k ≥ size) are 0.
[[nodiscard]] std::vector<float> cosines(int waves, int size);

} // namespace kinovar::credentials
