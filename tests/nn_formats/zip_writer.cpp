#include "tests/nn_formats/zip_writer.h"

namespace kinovar::test {

std::string little_endian(std::uint64_t value, std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) { // zeros behind the eighth byte
        bytes += static_cast<char>(value);
        value >>= 8U;
    }
    return bytes;
}

std::string ZipWriter::entry(std::string_view name, std::uint16_t method, std::size_t size,
                             std::size_t offset) {
    constexpr std::size_t kFromCommentToOffset = 10; // comment, disk, attributes
    return "PK\x01\x02" + little_endian(0, 6) + little_endian(method, 2) + little_endian(0, 8) +
           little_endian(size, 4) + little_endian(size, 4) + little_endian(name.size(), 2) +
           little_endian(0, 2) + little_endian(0, kFromCommentToOffset) + little_endian(offset, 4) +
           std::string(name);
}

ZipWriter& ZipWriter::add(std::string_view name, std::string_view content) {
    directory_ += last_entry_;
    last_offset_ = members_.size();
    last_size_ = content.size();
    last_entry_ = entry(name, 0, last_size_, last_offset_);
    ++count_;
    members_ += "PK\x03\x04" + little_endian(0, 14) + little_endian(content.size(), 4) +
                little_endian(content.size(), 4) + little_endian(name.size(), 2) +
                little_endian(0, 2) + std::string(name) + std::string(content);
    return *this;
}

ZipWriter& ZipWriter::lie_in_directory(std::uint16_t method, std::string_view name) {
    last_entry_ = entry(name, method, last_size_, last_offset_);
    return *this;
}

ZipWriter& ZipWriter::list_again(std::string_view name, std::size_t header_offset,
                                 std::size_t size) {
    directory_ += last_entry_;
    last_entry_ = entry(name, 0, size, header_offset);
    ++count_;
    return *this;
}

std::string ZipWriter::bytes() const {
    const std::string directory = directory_ + last_entry_;
    return members_ + directory + "PK\x05\x06" + little_endian(0, 4) + little_endian(count_, 2) +
           little_endian(count_, 2) + little_endian(directory.size(), 4) +
           little_endian(members_.size(), 4) + little_endian(0, 2);
}

} // namespace kinovar::test
