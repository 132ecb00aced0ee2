#pragma once

#include "core/image/frame.h"

#include <array>
#include <functional>
#include <vector>

namespace kinovar::steps {

/// A function of the encoded range [0,1], tabulated so that a picture is changed fast: linear
/// between 4097 places, which is finer than 12 bits. Outside of [0,1] (and for NaN) it has the
/// value of the nearer end. Immutable.
class ToneTable {
public:
    using Function = std::function<double(double)>;
    explicit ToneTable(const Function& function);

    [[nodiscard]] float operator()(float value) const {
        // Written so that NaN ends at 0.
        const float inside = value > 0 ? (value < 1 ? value : 1.0F) : 0.0F;
        const float place = inside * static_cast<float>(kCells);
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
    std::vector<Cell> cells_;
};

/// One for each of R', G', B'.
using ToneTables = std::array<std::shared_ptr<const ToneTable>, Frame::kChannels>;

/// The picture with every channel sent through its table (null: the channel stays as it is).
/// Origin plane kept: tone says nothing of where a pixel comes from.
[[nodiscard]] FramePtr toned(const Frame& picture, const ToneTables& tables);

} // namespace kinovar::steps
