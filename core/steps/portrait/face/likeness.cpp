#include "core/steps/portrait/face/face_analyser.h"

#include <cmath>
#include <numeric>

namespace kinovar::portrait {

float likeness(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size()) {
        return 0;
    }
    const double product = std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
    const double lengths = std::inner_product(a.begin(), a.end(), a.begin(), 0.0) *
                           std::inner_product(b.begin(), b.end(), b.begin(), 0.0);
    return lengths > 0 ? static_cast<float>(product / std::sqrt(lengths)) : 0;
}

} // namespace kinovar::portrait
