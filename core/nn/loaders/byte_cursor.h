#pragma once

#include "core/nn/loaders/byte_source.h"

#include <string>
#include <string_view>

namespace kinovar::nn {

/// Walks through a piece of a file from front to back and holds only a window of it in memory.
class ByteCursor {
public:
    /// The piece is cut at the end of the file.
    ByteCursor(const ByteSource& source, ByteRange range);

    /// How many bytes were taken.
    [[nodiscard]] std::uint64_t taken() const { return next_ - begin_ - (window_.size() - at_); }
    /// Of the next byte, in the file.
    [[nodiscard]] std::uint64_t offset() const { return begin_ + taken(); }

    /// The next bytes; valid until the next call. Fails, before anything is allocated, when they
    /// are not there.
    [[nodiscard]] Result<std::string_view> take(std::uint64_t count);
    [[nodiscard]] Result<std::uint8_t> take_byte();
    /// A little-endian number of `size` (1 to 8) bytes.
    [[nodiscard]] Result<std::uint64_t> take_number(std::size_t size);
    /// Up to the next line end, which is taken and not given. Lines are at most 1 KiB.
    [[nodiscard]] Result<std::string_view> take_line();

private:
    [[nodiscard]] std::uint64_t left() const { return end_ - next_ + (window_.size() - at_); }

    const ByteSource& source_;
    std::uint64_t begin_;
    std::uint64_t end_;
    std::uint64_t next_; ///< first byte behind the window
    std::string window_;
    std::size_t at_ = 0; ///< of the next byte in the window
};

} // namespace kinovar::nn
