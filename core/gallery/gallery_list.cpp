#include "core/gallery/gallery_list.h"

#include "core/gallery/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace kinovar::gallery {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnDash = "\xE2\x80\x93";
constexpr std::string_view kEmDash = "\xE2\x80\x94";
constexpr std::size_t kYearDigits = 4;

enum class Column : std::uint8_t { File, Name, Years, Caption, Preset, Script, Consent };
constexpr std::array<std::string_view, 7> kColumns{"file",   "name",   "years",  "caption",
                                                   "preset", "script", "consent"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t";
    const std::size_t first = text.find_first_not_of(kBlank);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

tl::unexpected<Error> trouble(int line, std::string_view column, const std::string& what,
                              std::string hint) {
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("line {}, column {}: {}", line, column, what), std::move(hint));
}

Result<std::vector<Column>> columns_of(const CsvRow& header) {
    std::vector<Column> columns;
    for (const std::string& cell : header.cells) {
        const auto found = std::find(kColumns.begin(), kColumns.end(), trimmed(cell));
        if (found == kColumns.end()) {
            return trouble(header.line, fmt::format("'{}'", cell), "no such column",
                           fmt::format("the first line names the columns, out of {}",
                                       fmt::join(kColumns, ", ")));
        }
        const auto column = static_cast<Column>(found - kColumns.begin());
        if (std::find(columns.begin(), columns.end(), column) != columns.end()) {
            return trouble(header.line, *found, "named twice", "leave one of them out");
        }
        columns.push_back(column);
    }
    if (std::find(columns.begin(), columns.end(), Column::File) == columns.end()) {
        return trouble(header.line, "file", "missing", "the column file names the pictures");
    }
    return columns;
}

void put(Entry& entry, Column column, std::string text, const fs::path& folder) {
    const auto beside = [&](const std::string& name) {
        return name.empty() ? fs::path() : (folder / name).lexically_normal();
    };
    switch (column) {
    case Column::File:
        entry.file = beside(text);
        break;
    case Column::Name:
        entry.name = std::move(text);
        break;
    case Column::Years:
        entry.years = std::move(text);
        break;
    case Column::Caption:
        entry.caption = std::move(text);
        break;
    case Column::Preset:
        entry.preset = std::move(text);
        break;
    case Column::Script:
        entry.script = std::move(text);
        break;
    case Column::Consent:
        entry.consent = beside(text).string();
        break;
    }
}

/// The year that `text` ends with, taken off; nothing where it ends with none.
std::optional<std::string> take_year(std::string_view& text) {
    if (text.size() < kYearDigits) {
        return std::nullopt;
    }
    const std::string_view year = text.substr(text.size() - kYearDigits);
    const bool alone = text.size() == kYearDigits || !is_digit(text[text.size() - kYearDigits - 1]);
    if (!alone || !std::all_of(year.begin(), year.end(), is_digit) ||
        (year[0] != '1' && year[0] != '2')) {
        return std::nullopt;
    }
    text.remove_suffix(kYearDigits);
    return std::string(year);
}

bool take_dash(std::string_view& text) {
    for (const std::string_view dash : {std::string_view("-"), kEnDash, kEmDash}) {
        if (text.ends_with(dash)) {
            text.remove_suffix(dash.size());
            return true;
        }
    }
    return false;
}

/// Takes "1921-1943", "(1921–1943)" or "1921" off the end of a name.
std::string take_years(std::string_view& name) {
    std::string_view rest = trimmed(name);
    const bool closed = rest.ends_with(')');
    rest.remove_suffix(closed ? 1 : 0);
    const auto last = take_year(rest);
    if (!last) {
        return {};
    }
    std::string years = *last;
    std::string_view before = trimmed(rest);
    if (take_dash(before)) {
        before = trimmed(before);
        if (const auto first = take_year(before)) {
            years = *first + std::string(kEnDash) + *last;
            rest = before;
        }
    }
    if (closed && !rest.ends_with('(')) {
        return {};
    }
    rest.remove_suffix(closed ? 1 : 0);
    name = trimmed(rest);
    if (name.ends_with(',')) {
        name = trimmed(name.substr(0, name.size() - 1));
    }
    return years;
}

/// A number in front only sets the order.
std::string_view without_number(std::string_view name) {
    const std::size_t digits = name.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string_view::npos) {
        return name;
    }
    const std::size_t rest = name.find_first_not_of(" .-)", digits);
    return rest == digits || rest == std::string_view::npos ? name : name.substr(rest);
}

} // namespace

Entry entry_of_file(const fs::path& file) {
    std::string stem = file.stem().string();
    std::replace(stem.begin(), stem.end(), '_', ' ');
    Entry entry;
    entry.file = file;
    if (is_utf8(stem)) {
        std::string_view name = without_number(trimmed(stem));
        entry.years = take_years(name);
        entry.name = std::string(name);
    }
    return entry;
}

Result<std::vector<ListedEntry>> entries_from_csv(std::string_view text, const fs::path& folder) {
    KINOVAR_TRY_ASSIGN(std::vector<CsvRow> rows, parse_csv(text));
    if (rows.empty()) {
        return failure(ErrorCode::InvalidArgument, "the list is empty",
                       "its first line names the columns: file,name,years,caption");
    }
    KINOVAR_TRY_ASSIGN(const std::vector<Column> columns, columns_of(rows.front()));
    std::vector<ListedEntry> entries;
    std::map<fs::path, int> lines;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        CsvRow& row = rows[r];
        if (row.cells.size() > columns.size()) {
            return trouble(row.line, std::to_string(columns.size() + 1),
                           "there are more cells than the first line has names",
                           "put texts with separators in quotes");
        }
        ListedEntry listed;
        listed.line = row.line;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            put(listed.entry, columns[c], std::string(trimmed(row.cells[c])), folder);
        }
        if (listed.entry.file.empty()) {
            return trouble(row.line, "file", "empty", "name a picture, or delete the line");
        }
        const auto [twin, fresh] = lines.emplace(listed.entry.file, row.line);
        if (!fresh) {
            return trouble(row.line, "file",
                           fmt::format("{} stands in line {} already",
                                       listed.entry.file.filename().string(), twin->second),
                           "delete one of the lines");
        }
        entries.push_back(std::move(listed));
    }
    if (entries.empty()) {
        return failure(ErrorCode::InvalidArgument, "the list has no line below its first one",
                       "add a line for each portrait");
    }
    return entries;
}

} // namespace kinovar::gallery
