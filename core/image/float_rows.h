#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace kinovar {

/// A block of float rows, each aligned to 64 bytes as zimg wants them, zero at first. Private to
/// core/image.
class FloatRows {
public:
    FloatRows() = default;
    FloatRows(int width, int rows);

    [[nodiscard]] float* row(int y) {
        return values_.get() + stride_ * static_cast<std::size_t>(y);
    }
    [[nodiscard]] const float* row(int y) const {
        return values_.get() + stride_ * static_cast<std::size_t>(y);
    }
    /// Floats from row to row.
    [[nodiscard]] std::size_t stride() const { return stride_; }

private:
    static constexpr std::align_val_t kAlignment{64};
    struct Free {
        void operator()(float* memory) const { ::operator delete[](memory, kAlignment); }
    };

    std::size_t stride_ = 0;
    std::unique_ptr<float[], Free> values_;
};

} // namespace kinovar
