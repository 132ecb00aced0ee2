#include "core/steps/enhance/cube_lut.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace kinovar::steps {

namespace {

constexpr std::size_t kLongestLine = 1024; // four times what the specification allows
constexpr int kSmallest = 2;
constexpr float kLargestValue = 1e6F;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t";

/// Reads line by line; knows where it is for errors.
class CubeParser {
public:
    CubeParser(std::string_view text, std::string_view name) : text_(text), name_(name) {}

    Result<CubeLut> parse() {
        if (text_.starts_with(kByteOrderMark)) {
            text_.remove_prefix(kByteOrderMark.size());
        }
        while (!text_.empty()) {
            KINOVAR_TRY(read_line(next_line()));
        }
        if (size_line_ == 0) {
            return failure(wrong("neither LUT_1D_SIZE nor LUT_3D_SIZE is in it"));
        }
        if (lut_.entries.size() != wanted()) {
            return failure(wrong(
                fmt::format("it ends after {} of {} entries", lut_.entries.size(), wanted())));
        }
        return std::move(lut_);
    }

private:
    [[nodiscard]] Error wrong(std::string_view what) const {
        return {ErrorCode::Corrupt, fmt::format("{}, line {}: {}", name_, line_number_, what),
                "export the table again as a .cube file"};
    }

    std::string_view next_line() {
        ++line_number_;
        const std::size_t end = std::min(text_.find('\n'), text_.size());
        std::string_view line = text_.substr(0, end);
        text_.remove_prefix(std::min(end + 1, text_.size()));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        return line;
    }

    Status read_line(std::string_view line) {
        if (line.size() > kLongestLine) {
            return failure(wrong("the line is too long for a .cube file"));
        }
        const std::size_t begin = line.find_first_not_of(kBlanks);
        if (begin == std::string_view::npos || line[begin] == '#') {
            return {};
        }
        rest_ = line.substr(begin);
        const char first = rest_.front();
        const bool letter = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
        // "nan" and "inf" begin with letters too, and are no entries either.
        return letter ? read_keyword(next_word()) : read_entry();
    }

    /// The next run of characters without blanks; empty at the line's end.
    std::string_view next_word() {
        const std::size_t begin = std::min(rest_.find_first_not_of(kBlanks), rest_.size());
        rest_.remove_prefix(begin);
        const std::size_t end = std::min(rest_.find_first_of(kBlanks), rest_.size());
        const std::string_view word = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return word;
    }

    Status read_keyword(std::string_view keyword) {
        if (keyword == "TITLE") {
            lut_.title = quoted(rest_);
            return {};
        }
        if (!lut_.entries.empty()) {
            return failure(
                wrong(fmt::format("{} comes after the first entry", printable(keyword))));
        }
        if (keyword == "LUT_1D_SIZE") {
            return read_size(1, CubeLut::kMost1d);
        }
        if (keyword == "LUT_3D_SIZE") {
            return read_size(3, CubeLut::kMost3d);
        }
        if (keyword == "DOMAIN_MIN" || keyword == "DOMAIN_MAX") {
            KINOVAR_TRY_ASSIGN(const CubeLut::Colour limit, read_numbers<3>());
            (keyword == "DOMAIN_MIN" ? lut_.domain_min : lut_.domain_max) = limit;
            return {};
        }
        if (keyword == "LUT_1D_INPUT_RANGE" || keyword == "LUT_3D_INPUT_RANGE") {
            KINOVAR_TRY_ASSIGN(const auto range, read_numbers<2>());
            lut_.domain_min.fill(range[0]);
            lut_.domain_max.fill(range[1]);
            return {};
        }
        return failure(
            wrong(fmt::format("'{}' is no keyword of a .cube file", printable(keyword))));
    }

    Status read_size(int dimensions, int most) {
        if (size_line_ != 0) {
            return failure(
                wrong(fmt::format("a second size; the first is in line {}", size_line_)));
        }
        const std::string_view word = next_word();
        int size = 0;
        const auto [end, trouble] = std::from_chars(word.data(), word.data() + word.size(), size);
        if (trouble != std::errc() || end != word.data() + word.size() || size < kSmallest ||
            size > most || !next_word().empty()) {
            return failure(wrong(fmt::format("the size of a {}D table is a whole number from {} "
                                             "to {}",
                                             dimensions, kSmallest, most)));
        }
        lut_.dimensions = dimensions;
        lut_.size = size;
        size_line_ = line_number_;
        return {};
    }

    Status read_entry() {
        if (size_line_ == 0) {
            return failure(wrong("an entry before LUT_1D_SIZE or LUT_3D_SIZE"));
        }
        if (lut_.entries.empty()) {
            for (std::size_t c = 0; c < lut_.domain_min.size(); ++c) {
                if (!(lut_.domain_min[c] < lut_.domain_max[c])) {
                    return failure(wrong("the table's domain is empty: DOMAIN_MIN is not below "
                                         "DOMAIN_MAX"));
                }
            }
        }
        if (lut_.entries.size() == wanted()) {
            return failure(
                wrong(fmt::format("more than the {} entries that its size asks for", wanted())));
        }
        KINOVAR_TRY_ASSIGN(const CubeLut::Colour entry, read_numbers<3>());
        lut_.entries.push_back(entry);
        return {};
    }

    /// Exactly `count` numbers up to the line's end.
    template <std::size_t count>
    Result<std::array<float, count>> read_numbers() {
        std::array<float, count> numbers{};
        for (float& number : numbers) {
            const std::string_view word = next_word();
            const auto [end, trouble] =
                std::from_chars(word.data(), word.data() + word.size(), number);
            // A number too small for a float is as good as nought.
            const bool tiny = trouble == std::errc::result_out_of_range && is_tiny(word);
            number = tiny ? 0 : number;
            if ((trouble != std::errc() && !tiny) || end != word.data() + word.size() ||
                !(std::abs(number) <= kLargestValue)) {
                return failure(wrong(fmt::format("expected {} numbers up to ±1e6, found '{}'",
                                                 count, printable(word))));
            }
        }
        if (!next_word().empty()) {
            return failure(wrong(fmt::format("more than {} numbers", count)));
        }
        return numbers;
    }

    static bool is_tiny(std::string_view word) {
        double value = 0;
        const auto [end, trouble] = std::from_chars(word.data(), word.data() + word.size(), value);
        return trouble == std::errc() && std::abs(value) < 1;
    }

    /// What stands between the first and the last quotation mark.
    static std::string quoted(std::string_view line) {
        const std::size_t begin = line.find('"');
        const std::size_t end = line.rfind('"');
        return begin < end ? std::string(line.substr(begin + 1, end - begin - 1)) : std::string();
    }

    /// What of a foreign word can stand in a message.
    static std::string printable(std::string_view word) {
        constexpr std::size_t kLongest = 40;
        std::string shown;
        for (const char letter : word.substr(0, kLongest)) {
            shown += letter >= ' ' && letter <= '~' ? letter : '?';
        }
        return shown;
    }

    /// Entries that the size asks for.
    [[nodiscard]] std::size_t wanted() const {
        const auto size = static_cast<std::size_t>(lut_.size);
        return lut_.dimensions == 1 ? size : size * size * size;
    }

    std::string_view text_;
    std::string_view name_;
    std::string_view rest_; // of the line
    std::int64_t line_number_ = 0;
    std::int64_t size_line_ = 0;
    CubeLut lut_;
};

} // namespace

Result<CubeLut> parse_cube(std::string_view text, std::string_view name) {
    return CubeParser(text, name).parse();
}

} // namespace kinovar::steps
