#pragma once

#include "core/image/frame.h"

#include <array>
#include <functional>
#include <vector>

namespace kinovar::steps {

/// A function of a range of encoded values, tabulated so that a picture is changed fast: linear
/// between 4097 places, exact at these. Outside of the range it has the value of the nearer end,
/// for NaN that of the lower one. Immutable.
class ToneTable {
public:
    using Function = std::function<double(double)>;
    explicit ToneTable(const Function& function, double low = 0, double high = 1);

    [[nodiscard]] float operator()(float value) const {
        const float part = value * factor_ + offset_;
        // Written so that NaN ends at 0.
        const float place = part > 0 ? (part < kCells ? part : kCells) : 0.0F;
        const int cell = static_cast<int>(place);
        const Cell& line = cells_[static_cast<std::size_t>(cell)];
        return line.value + line.rise * (place - static_cast<float>(cell));
    }

private:
    static constexpr int kCells = 4096;
    struct Cell {
        float value; ///< at the cell's beginning
        float rise;  ///< to its end
    };
    float factor_; ///< place = value · factor + offset
    float offset_;
    std::vector<Cell> cells_;
};

/// One for each of R', G', B'.
using ToneTables = std::array<std::shared_ptr<const ToneTable>, Frame::kChannels>;

/// The picture with every channel sent through its table (null: the channel stays as it is).
/// Origin plane kept: tone says nothing of where a pixel comes from.
[[nodiscard]] FramePtr toned(const Frame& picture, const ToneTables& tables);

} // namespace kinovar::steps
