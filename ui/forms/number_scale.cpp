#include "ui/forms/number_scale.h"

#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr double kWidestSlider = 1e5;
constexpr double kRatioFrom = 50;   // highest / lowest
constexpr double kPowerFrom = 1000; // highest, where the lowest is 0
constexpr double kPower = 3;
constexpr double kBase = 10;
constexpr double kQuanta = 100; // of an even range
constexpr double kDigits = 10;  // two digits count where the range is wide

double power_of_ten_below(double value) {
    return std::pow(kBase, std::floor(std::log10(value) + 1e-9));
}

} // namespace

NumberScale::NumberScale(const FieldInfo& field)
    : low_(field.minimum), high_(field.maximum), whole_(field.kind == FieldKind::Integer),
      has_slider_(std::isfinite(low_) && std::isfinite(high_) && high_ > low_ &&
                  high_ - low_ <= kWidestSlider) {
    if (!has_slider_) {
        return;
    }
    if (low_ > 0 && high_ / low_ >= kRatioFrom) {
        kind_ = Kind::Ratio;
    } else if (low_ == 0 && high_ >= kPowerFrom) {
        kind_ = Kind::Power;
    }
}

double NumberScale::clipped(double value) const {
    return std::clamp(value, low_, high_);
}

int NumberScale::place_of(double value) const {
    const double inside = clipped(value);
    const double span = high_ - low_;
    double part = (inside - low_) / span;
    if (kind_ == Kind::Ratio) {
        part = std::log(inside / low_) / std::log(high_ / low_);
    } else if (kind_ == Kind::Power) {
        part = std::pow(part, 1 / kPower);
    }
    return static_cast<int>(std::lround(part * kSteps));
}

double NumberScale::value_at(int place) const {
    if (place <= 0) {
        return low_;
    }
    if (place >= kSteps) {
        return high_;
    }
    const double part = static_cast<double>(place) / kSteps;
    if (kind_ == Kind::Ratio) {
        return clipped(rounded(low_ * std::pow(high_ / low_, part)));
    }
    if (kind_ == Kind::Power) {
        return clipped(rounded(low_ + (high_ - low_) * std::pow(part, kPower)));
    }
    return clipped(rounded(low_ + (high_ - low_) * part));
}

double NumberScale::step_at(double value) const {
    if (!std::isfinite(high_ - low_) || high_ - low_ > kWidestSlider) {
        return 1;
    }
    double step = power_of_ten_below((high_ - low_) / kQuanta);
    if (kind_ != Kind::Even) {
        step = power_of_ten_below(std::max(std::abs(value), 1 / kDigits) / kDigits);
    }
    return whole_ ? std::max(step, 1.0) : step;
}

double NumberScale::rounded(double value) const {
    const double step = step_at(value);
    return std::round(value / step) * step;
}

} // namespace kinovar::ui
