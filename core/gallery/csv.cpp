#include "core/gallery/csv.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::gallery {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMostRows = 20'000;
constexpr std::size_t kMostCells = 64;
constexpr std::size_t kLongestCell = 16'384;

tl::unexpected<Error> trouble(int line, const std::string& what, std::string hint) {
    return failure(ErrorCode::Corrupt, fmt::format("line {}: {}", line, what), std::move(hint));
}

char separator_of(std::string_view text) {
    const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
    const auto commas = std::count(first.begin(), first.end(), ',');
    return std::count(first.begin(), first.end(), ';') > commas ? ';' : ',';
}

/// Walks over the text once.
class CsvParser {
public:
    explicit CsvParser(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    Result<std::vector<CsvRow>> run() {
        while (at_ < text_.size()) {
            KINOVAR_TRY_ASSIGN(CsvRow row, read_row());
            if (row.cells.size() == 1 && row.cells.front().empty()) {
                continue;
            }
            if (rows_.size() == kMostRows) {
                return trouble(row.line, fmt::format("more than {} rows", kMostRows),
                               "split the list");
            }
            rows_.push_back(std::move(row));
        }
        return std::move(rows_);
    }

private:
    [[nodiscard]] bool at_line_end() const {
        return at_ == text_.size() || text_[at_] == '\r' || text_[at_] == '\n';
    }

    void skip_line_end() {
        if (at_ < text_.size()) {
            const bool two = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
            at_ += two ? 2 : 1;
            ++line_;
        }
    }

    Result<CsvRow> read_row() {
        CsvRow row{line_, {}};
        while (true) {
            KINOVAR_TRY_ASSIGN(std::string cell, read_cell());
            row.cells.push_back(std::move(cell));
            if (row.cells.size() > kMostCells) {
                return trouble(row.line, fmt::format("more than {} columns", kMostCells),
                               "a list has the columns file,name,years,caption …");
            }
            if (at_line_end()) {
                skip_line_end();
                return row;
            }
            ++at_; // the separator
        }
    }

    Result<std::string> read_cell() {
        const bool quoted = at_ < text_.size() && text_[at_] == '"';
        std::string cell;
        if (quoted) {
            KINOVAR_TRY_ASSIGN(cell, read_quoted());
        } else {
            while (!at_line_end() && text_[at_] != separator_) {
                cell += text_[at_++];
            }
        }
        if (cell.size() > kLongestCell) {
            return trouble(line_, fmt::format("a cell is longer than {} bytes", kLongestCell),
                           "shorten it");
        }
        return cell;
    }

    Result<std::string> read_quoted() {
        const int start = line_;
        std::string cell;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                line_ += text_[at_] == '\n' ? 1 : 0;
                cell += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                cell += text_[at_++];
            } else {
                ++at_;
                if (!at_line_end() && text_[at_] != separator_) {
                    return trouble(line_, "something stands behind a closing quote",
                                   "write quotes inside a quoted cell twice");
                }
                return cell;
            }
        }
        return trouble(start, "a quote is opened and never closed",
                       "close it, or write quotes inside a cell twice");
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::vector<CsvRow> rows_;
};

/// Bytes of the UTF-8 sequence that begins at `at`; 0: none does.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t length = first >= 0xC2 && first < 0xE0   ? 2
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    if (length == 0 || at + length > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80) {
            return 0;
        }
    }
    // Overlong forms, surrogates, beyond U+10FFFF.
    const unsigned char second = byte(at + 1);
    const bool wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0) ||
                       (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90);
    return wrong ? 0 : length;
}

} // namespace

bool is_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = sequence_length(text, at);
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

Result<std::vector<CsvRow>> parse_csv(std::string_view text) {
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
        const auto line = std::count(text.begin(), text.begin() + static_cast<long>(zero), '\n');
        return trouble(static_cast<int>(line) + 1, "a zero byte", "save the list as UTF-8 text");
    }
    int line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (!is_utf8(text.substr(at, end - at))) {
            return trouble(line, "the text is no UTF-8",
                           "save the list as UTF-8 (in a spreadsheet: CSV UTF-8)");
        }
        at = end + 1;
    }
    return CsvParser(text).run();
}

} // namespace kinovar::gallery
