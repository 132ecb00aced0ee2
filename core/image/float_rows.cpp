#include "core/image/float_rows.h"

#include <algorithm>

namespace kinovar {

FloatRows::FloatRows(int width, int rows) {
    constexpr std::size_t kUnit = static_cast<std::size_t>(kAlignment) / sizeof(float);
    stride_ = (static_cast<std::size_t>(width) + kUnit - 1) / kUnit * kUnit;
    const std::size_t count = stride_ * static_cast<std::size_t>(rows);
    values_.reset(static_cast<float*>(::operator new[](count * sizeof(float), kAlignment)));
    std::fill_n(values_.get(), count, 0.0F);
}

} // namespace kinovar
