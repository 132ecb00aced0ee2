#pragma once

#include "core/image/planar.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace kinovar::test {

/// A planar picture in memory, rows padded so that strides differ from widths.
class Planes {
public:
    Planes(const PixelLayout& layout, int width, int height) : layout_(layout) {
        for (int p = 0; p < layout.planes(); ++p) {
            const bool chroma = layout.family == PixelLayout::Family::Yuv && p > 0;
            const int x = chroma ? layout.subsample_x : 0;
            const int y = chroma ? layout.subsample_y : 0;
            planes_.push_back({(width + (1 << x) - 1) >> x, (height + (1 << y) - 1) >> y, {}});
            planes_.back().bytes.resize(stride(p) * static_cast<std::size_t>(planes_.back().height),
                                        kPadding);
        }
    }

    [[nodiscard]] int width(int p) const { return at(p).width; }
    [[nodiscard]] int height(int p) const { return at(p).height; }
    [[nodiscard]] int count() const { return layout_.planes(); }
    [[nodiscard]] int top_code() const { return (1 << layout_.bits) - 1; }

    [[nodiscard]] int code(int p, int x, int y) const {
        const std::uint8_t* byte = at(p).bytes.data() + place(p, x, y);
        if (layout_.bytes_per_sample() == 1) {
            return *byte;
        }
        std::uint16_t value = 0;
        std::memcpy(&value, byte, sizeof value);
        return value;
    }
    void set(int p, int x, int y, int code) {
        std::uint8_t* byte = planes_[static_cast<std::size_t>(p)].bytes.data() + place(p, x, y);
        if (layout_.bytes_per_sample() == 1) {
            *byte = static_cast<std::uint8_t>(code);
        } else {
            const auto value = static_cast<std::uint16_t>(code);
            std::memcpy(byte, &value, sizeof value);
        }
    }
    /// set(p, x, y, code(p, x, y)) for every sample.
    template <class Code>
    void fill(const Code& code_of) {
        for (int p = 0; p < count(); ++p) {
            for (int y = 0; y < height(p); ++y) {
                for (int x = 0; x < width(p); ++x) {
                    set(p, x, y, code_of(p, x, y));
                }
            }
        }
    }
    void fill_randomly(std::mt19937& random, int low, int high) {
        std::uniform_int_distribution<int> codes(low, high);
        fill([&](int, int, int) { return codes(random); });
    }
    void fill_randomly(std::mt19937& random) { fill_randomly(random, 0, top_code()); }

    [[nodiscard]] std::array<ConstPlane, 3> read() const {
        std::array<ConstPlane, 3> result;
        for (int p = 0; p < count(); ++p) {
            result[static_cast<std::size_t>(p)] = {at(p).bytes.data(),
                                                   static_cast<std::ptrdiff_t>(stride(p))};
        }
        return result;
    }
    [[nodiscard]] std::array<MutablePlane, 3> write() {
        std::array<MutablePlane, 3> result;
        for (int p = 0; p < count(); ++p) {
            result[static_cast<std::size_t>(p)] = {
                planes_[static_cast<std::size_t>(p)].bytes.data(),
                static_cast<std::ptrdiff_t>(stride(p))};
        }
        return result;
    }

    /// Largest difference of any sample.
    [[nodiscard]] int distance(const Planes& other) const {
        int largest = 0;
        for (int p = 0; p < count(); ++p) {
            for (int y = 0; y < height(p); ++y) {
                for (int x = 0; x < width(p); ++x) {
                    largest = std::max(largest, std::abs(code(p, x, y) - other.code(p, x, y)));
                }
            }
        }
        return largest;
    }
    /// Whether the padding behind the rows is what it was.
    [[nodiscard]] bool padding_is_untouched() const {
        for (int p = 0; p < count(); ++p) {
            const std::size_t used = row_bytes(p);
            for (int y = 0; y < height(p); ++y) {
                for (std::size_t i = used; i < stride(p); ++i) {
                    if (at(p).bytes[stride(p) * static_cast<std::size_t>(y) + i] != kPadding) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

private:
    static constexpr std::uint8_t kPadding = 0xA5;
    static constexpr std::size_t kPaddingBytes = 6;

    struct Plane {
        int width;
        int height;
        std::vector<std::uint8_t> bytes;
    };

    [[nodiscard]] const Plane& at(int p) const { return planes_[static_cast<std::size_t>(p)]; }
    [[nodiscard]] std::size_t row_bytes(int p) const {
        return static_cast<std::size_t>(width(p)) *
               static_cast<std::size_t>(layout_.bytes_per_sample());
    }
    [[nodiscard]] std::size_t stride(int p) const { return row_bytes(p) + kPaddingBytes; }
    [[nodiscard]] std::size_t place(int p, int x, int y) const {
        return stride(p) * static_cast<std::size_t>(y) +
               static_cast<std::size_t>(x * layout_.bytes_per_sample());
    }

    PixelLayout layout_;
    std::vector<Plane> planes_;
};

} // namespace kinovar::test
