#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kinovar::test {

/// The lowest `size` bytes of a number.
std::string little_endian(std::uint64_t value, std::size_t size);

/// Writes a zip of stored members, as PyTorch's files are; nothing keeps it from writing a wrong
/// one.
class ZipWriter {
public:
    ZipWriter& add(std::string_view name, std::string_view content);
    /// The central directory gives this method (8: deflated) and name for the last member.
    ZipWriter& lie_in_directory(std::uint16_t method, std::string_view name);
    /// Adds an entry to the directory without a member of its own.
    ZipWriter& list_again(std::string_view name, std::size_t header_offset, std::size_t size);
    [[nodiscard]] std::string bytes() const;

private:
    [[nodiscard]] static std::string entry(std::string_view name, std::uint16_t method,
                                           std::size_t size, std::size_t offset);

    std::string members_;
    std::string directory_;
    std::string last_entry_;
    std::size_t last_size_ = 0;
    std::size_t last_offset_ = 0;
    std::uint16_t count_ = 0;
};

} // namespace kinovar::test
