#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace kinovar::nn::conv {

/// Zeroed floats at the start of a cache line, which is also the alignment of the widest vectors.
class AlignedFloats {
public:
    static constexpr std::size_t kAlignment = 64; ///< bytes

    AlignedFloats() = default;
    /// Throws std::bad_alloc.
    explicit AlignedFloats(std::size_t size);

    [[nodiscard]] float* data() { return floats_.get(); }
    [[nodiscard]] const float* data() const { return floats_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    struct Free {
        void operator()(float* floats) const {
            ::operator delete[](floats, std::align_val_t{kAlignment});
        }
    };
    std::unique_ptr<float[], Free> floats_;
    std::size_t size_ = 0;
};

} // namespace kinovar::nn::conv
