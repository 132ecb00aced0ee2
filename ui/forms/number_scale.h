#pragma once

#include "core/base/fields.h"

namespace kinovar::ui {

/// Where a number lies on a slider, and which number a place of the slider stands for. Wide ranges
/// are spread so that small numbers get room: by ratio where they begin above 0, else by a power.
class NumberScale {
public:
    static constexpr int kSteps = 1000; ///< places of the slider, from 0

    explicit NumberScale(const FieldInfo& field);
    /// False: the range has no end or is too wide for a slider to be of use.
    [[nodiscard]] bool has_slider() const { return has_slider_; }
    [[nodiscard]] int place_of(double value) const; ///< 0 to kSteps, clipped
    /// A round number within the range.
    [[nodiscard]] double value_at(int place) const;
    /// By how much an arrow key changes the number.
    [[nodiscard]] double step_at(double value) const;
    [[nodiscard]] double clipped(double value) const;

private:
    enum class Kind { Even, Ratio, Power };
    [[nodiscard]] double rounded(double value) const;

    double low_;
    double high_;
    bool whole_;
    bool has_slider_;
    Kind kind_ = Kind::Even;
};

} // namespace kinovar::ui
