#include "core/nn/loaders/byte_cursor.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::nn {
namespace {

constexpr std::uint64_t kWindow = 1 << 16;
constexpr std::uint64_t kLongestLine = 1 << 10;

} // namespace

ByteCursor::ByteCursor(const ByteSource& source, ByteRange range)
    : source_(source), begin_(std::min(range.begin, source.size())),
      end_(begin_ + std::min(range.size, source.size() - begin_)), next_(begin_) {}

Result<std::string_view> ByteCursor::take(std::uint64_t count) {
    if (count > left()) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("it is cut short: {} bytes are announced at offset {} and {} "
                                   "are there",
                                   count, offset(), left()),
                       "download the file again");
    }
    if (count > window_.size() - at_) {
        window_.erase(0, at_);
        at_ = 0;
        const std::size_t kept = window_.size();
        window_.resize(kept + std::min(std::max(count - kept, kWindow), end_ - next_));
        const std::span<char> fresh(window_.data() + kept, window_.size() - kept);
        next_ += fresh.size();
        KINOVAR_TRY(source_.read(next_ - fresh.size(), fresh));
    }
    const std::string_view bytes = std::string_view(window_).substr(at_, count);
    at_ += bytes.size();
    return bytes;
}

Result<std::uint8_t> ByteCursor::take_byte() {
    KINOVAR_TRY_ASSIGN(const std::string_view bytes, take(1));
    return static_cast<std::uint8_t>(bytes.front());
}

Result<std::uint64_t> ByteCursor::take_number(std::size_t size) {
    KINOVAR_TRY_ASSIGN(const std::string_view bytes, take(size));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        number |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
    }
    return number;
}

Result<std::string_view> ByteCursor::take_line() {
    const std::uint64_t most = std::min(left(), kLongestLine);
    KINOVAR_TRY_ASSIGN(const std::string_view bytes, take(most));
    const std::size_t length = bytes.find('\n');
    if (length == std::string_view::npos) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("a line at offset {} has no end", offset() - bytes.size()));
    }
    at_ -= bytes.size() - length - 1;
    return bytes.substr(0, length);
}

} // namespace kinovar::nn
