#include "core/nn/npy.h"

#include "core/base/file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cassert>
#include <charconv>
#include <cstring>
#include <optional>

namespace kinovar::nn {

namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::uint64_t kMaxBytes = std::uint64_t{2} << 30U;
constexpr std::size_t kMaxHeader = 65'536;
constexpr std::size_t kMaxRank = 32;
constexpr std::size_t kHeaderAlignment = 64;

tl::unexpected<Error> corrupt(std::string why) {
    return failure(ErrorCode::Corrupt, std::move(why), "the file is no .npy array, or damaged");
}

std::uint64_t little_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) {
        number = number << 8U | static_cast<unsigned char>(bytes[i]);
    }
    return number;
}

/// What the header's dictionary says.
struct Header {
    std::string type;
    bool fortran_order = false;
    std::vector<std::int64_t> shape;
};

/// Reads the one Python literal that the format allows:
/// {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
class HeaderReader {
public:
    explicit HeaderReader(std::string_view text) : rest_(text) {}

    std::optional<Header> read() {
        Header header;
        enum : unsigned { kType = 1, kOrder = 2, kShape = 4, kAll = 7 };
        unsigned seen = 0;
        if (!take("{")) {
            return std::nullopt;
        }
        while (!take("}")) {
            const std::optional<std::string> key = quoted();
            if (!key || !take(":")) {
                return std::nullopt;
            }
            const unsigned which = *key == "descr"           ? kType
                                   : *key == "fortran_order" ? kOrder
                                   : *key == "shape"         ? kShape
                                                             : 0U;
            if (which == 0 || (seen & which) != 0 ||
                !value(which == kType, which == kOrder, header)) {
                return std::nullopt;
            }
            seen |= which;
            if (!take(",") && !ahead('}')) {
                return std::nullopt;
            }
        }
        skip_blanks();
        return seen == kAll && rest_.empty() ? std::optional(header) : std::nullopt;
    }

private:
    bool value(bool is_type, bool is_order, Header& header) {
        if (is_type) {
            const std::optional<std::string> type = quoted();
            header.type = type.value_or("");
            return type.has_value();
        }
        if (is_order) {
            header.fortran_order = take("True");
            return header.fortran_order || take("False");
        }
        return shape(header.shape);
    }

    bool shape(std::vector<std::int64_t>& shape) {
        if (!take("(")) {
            return false;
        }
        while (!take(")")) {
            skip_blanks();
            std::int64_t side = 0;
            const auto [at, trouble] =
                std::from_chars(rest_.data(), rest_.data() + rest_.size(), side);
            if (trouble != std::errc() || side < 0 || shape.size() == kMaxRank) {
                return false;
            }
            rest_.remove_prefix(static_cast<std::size_t>(at - rest_.data()));
            shape.push_back(side);
            if (!take(",") && !ahead(')')) {
                return false;
            }
        }
        return true;
    }

    void skip_blanks() {
        const std::size_t begin = rest_.find_first_not_of(" \n\t");
        rest_.remove_prefix(begin == std::string_view::npos ? rest_.size() : begin);
    }
    bool ahead(char c) {
        skip_blanks();
        return !rest_.empty() && rest_.front() == c;
    }
    bool take(std::string_view token) {
        skip_blanks();
        if (!rest_.starts_with(token)) {
            return false;
        }
        rest_.remove_prefix(token.size());
        return true;
    }
    std::optional<std::string> quoted() {
        skip_blanks();
        if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) {
            return std::nullopt;
        }
        const std::size_t end = rest_.find(rest_.front(), 1);
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        std::string text(rest_.substr(1, end - 1));
        rest_.remove_prefix(end + 1);
        return text;
    }

    std::string_view rest_;
};

/// The product of the shape if it does not exceed `limit`.
std::optional<std::uint64_t> element_count(std::span<const std::int64_t> shape,
                                           std::uint64_t limit) {
    std::uint64_t count = 1;
    for (const std::int64_t side : shape) {
        if (side == 0) {
            return 0;
        }
        if (count > limit / static_cast<std::uint64_t>(side)) {
            return std::nullopt;
        }
        count *= static_cast<std::uint64_t>(side);
    }
    return count;
}

template <class Value>
Result<NpyArray> array_from(std::vector<std::int64_t> shape, std::string_view data) {
    const std::optional<std::uint64_t> count = element_count(shape, kMaxBytes / sizeof(Value));
    if (!count || *count * sizeof(Value) != data.size()) {
        return corrupt(fmt::format("a shape of ({}) does not fit {} bytes of data",
                                   fmt::join(shape, ", "), data.size()));
    }
    std::vector<Value> values(static_cast<std::size_t>(*count));
    if (!values.empty()) {
        std::memcpy(values.data(), data.data(), data.size());
    }
    return NpyArray{std::move(shape), std::move(values)};
}

template <class Value>
Status write(const std::filesystem::path& path, std::span<const std::int64_t> shape,
             std::span<const Value> values, std::string_view type) {
    assert(element_count(shape, values.size()) == values.size());
    std::string sides;
    for (const std::int64_t side : shape) {
        sides += fmt::format("{}, ", side);
    }
    std::string header =
        fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", type, sides);
    constexpr std::size_t kPreamble = kMagic.size() + 4;
    header.resize((kPreamble + header.size() + kHeaderAlignment) / kHeaderAlignment *
                          kHeaderAlignment -
                      kPreamble - 1,
                  ' ');
    header += '\n';
    std::string bytes(kMagic);
    bytes += {'\x01', '\x00', static_cast<char>(header.size() & 0xFFU),
              static_cast<char>(header.size() >> 8U)};
    bytes += header;
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    return write_file(path, bytes);
}

} // namespace

Result<NpyArray> parse_npy(std::string_view bytes) {
    constexpr std::size_t kVersionSize = 2;
    constexpr int kLastVersion = 3;
    if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kVersionSize) {
        return corrupt("the file does not begin as a .npy array does");
    }
    const int version = static_cast<unsigned char>(bytes[kMagic.size()]);
    bytes.remove_prefix(kMagic.size() + kVersionSize);
    if (version < 1 || version > kLastVersion) {
        return corrupt(fmt::format("version {} of the format is not known", version));
    }
    const std::size_t length_size = version == 1 ? 2 : 4;
    const std::uint64_t length = little_endian(bytes.substr(0, length_size));
    if (bytes.size() < length_size || length > kMaxHeader || length > bytes.size() - length_size) {
        return corrupt("the header reaches beyond the end of the file");
    }
    std::optional<Header> header = HeaderReader(bytes.substr(length_size, length)).read();
    if (!header) {
        return corrupt("the header cannot be understood");
    }
    if (header->fortran_order || (header->type != "<f4" && header->type != "|u1")) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("arrays of type {}{} cannot be read", header->type.substr(0, 16),
                                   header->fortran_order ? " in Fortran order" : ""),
                       "save it as float32 or uint8 in C order");
    }
    const std::string_view data = bytes.substr(length_size + length);
    return header->type == "<f4" ? array_from<float>(std::move(header->shape), data)
                                 : array_from<std::uint8_t>(std::move(header->shape), data);
}

Result<NpyArray> read_npy(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const std::string bytes, read_file(path, kMaxBytes));
    Result<NpyArray> array = parse_npy(bytes);
    return array ? std::move(array)
                 : Result<NpyArray>(failure(array.error().within(path.string())));
}

Status write_npy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
                 std::span<const float> values) {
    return write(path, shape, values, "<f4");
}

Status write_npy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
                 std::span<const std::uint8_t> values) {
    return write(path, shape, values, "|u1");
}

} // namespace kinovar::nn
