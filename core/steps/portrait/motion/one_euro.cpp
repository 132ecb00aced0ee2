#include "core/steps/portrait/motion/one_euro.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::portrait {

namespace {

constexpr double kSpeedCutoff = 1; // Hz, as in the paper

double weight_of(double cutoff, double rate) {
    return 1 / (1 + rate / (2 * std::numbers::pi * cutoff));
}

std::vector<double> forwards(const std::vector<double>& values, const OneEuro& filter) {
    std::vector<double> result(values);
    double speed = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const double step = (values[i] - result[i - 1]) * filter.rate;
        speed += weight_of(kSpeedCutoff, filter.rate) * (step - speed);
        const double cutoff = filter.least_cutoff + filter.slope * std::abs(speed);
        result[i] = result[i - 1] + weight_of(cutoff, filter.rate) * (values[i] - result[i - 1]);
    }
    return result;
}

} // namespace

std::vector<double> smoothed(const std::vector<double>& values, const OneEuro& filter) {
    std::vector<double> result = forwards(values, filter);
    std::vector<double> back(values.rbegin(), values.rend());
    back = forwards(back, filter);
    std::transform(result.begin(), result.end(), back.rbegin(), result.begin(),
                   [](double a, double b) { return (a + b) / 2; });
    return result;
}

} // namespace kinovar::portrait
