#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace kinovar::nn {

/// A piece of a ByteSource.
struct ByteRange {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
};

/// The bytes of a weight file, read where they are needed: a file (which is never held in memory as
/// a whole, nor mapped, since a mapped file that is cut short kills the process) or a text in
/// memory, which must outlive this. For one thread at a time.
class ByteSource {
public:
    explicit ByteSource(std::string_view bytes) : bytes_(bytes), size_(bytes.size()) {}
    [[nodiscard]] static Result<ByteSource> open(const std::filesystem::path& path);
    ~ByteSource();
    ByteSource(ByteSource&& other) noexcept;
    ByteSource& operator=(ByteSource&&) = delete;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] bool holds(ByteRange range) const {
        return range.begin <= size_ && range.size <= size_ - range.begin;
    }
    /// Fills `out` with the bytes at `offset`. Errors: they are not all there; the disk fails.
    [[nodiscard]] Status read(std::uint64_t offset, std::span<char> out) const;
    /// The bytes of a range that is known to be small.
    [[nodiscard]] Result<std::string> read(ByteRange range) const;
    /// Of all bytes; the same for a file and for its content in memory.
    [[nodiscard]] Result<Hash128> fingerprint() const;

private:
    [[nodiscard]] Status check_holds(ByteRange range) const;
    ByteSource(int file, std::uint64_t size) : file_(file), size_(size) {}

    int file_ = -1; ///< -1: bytes_ is it
    std::string_view bytes_;
    std::uint64_t size_ = 0;
};

} // namespace kinovar::nn
