#include "core/base/file.h"
#include "core/media/picture_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <string_view>

namespace kinovar::media {

namespace {

constexpr std::size_t kWidestNumber = 18; // digits that fit into 63 bits
constexpr std::array<std::string_view, 21> kPictureExtensions{
    ".png", ".tif",  ".tiff", ".dpx", ".exr", ".jpg", ".jpeg", ".jpe", ".jp2", ".j2k", ".bmp",
    ".tga", ".webp", ".ppm",  ".pgm", ".pbm", ".pnm", ".cin",  ".hdr", ".sgi", ".psd"};

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A file name with one number in it: before, "%0Nd", after.
struct Pattern {
    std::string before;
    std::string after;
    std::size_t width = 0; ///< N; 0 for %d
};

std::optional<Pattern> parse_pattern(const std::string& name) {
    const std::size_t start = name.find('%');
    if (start == std::string::npos || name.find('%', start + 1) != std::string::npos) {
        return std::nullopt;
    }
    std::size_t end = start + 1;
    Pattern pattern;
    if (end < name.size() && name[end] == '0') {
        ++end;
        const std::size_t digits = end;
        while (end < name.size() && is_digit(name[end])) {
            pattern.width = pattern.width * 10 + static_cast<std::size_t>(name[end] - '0');
            ++end;
            if (pattern.width > kWidestNumber) {
                return std::nullopt;
            }
        }
        if (end == digits) {
            return std::nullopt;
        }
    }
    if (end >= name.size() || name[end] != 'd') {
        return std::nullopt;
    }
    pattern.before = name.substr(0, start);
    pattern.after = name.substr(end + 1);
    return pattern;
}

/// The number of a file name of that pattern.
std::optional<std::int64_t> number_in(const std::string& name, const Pattern& pattern) {
    if (name.size() <= pattern.before.size() + pattern.after.size() ||
        !name.starts_with(pattern.before) || !name.ends_with(pattern.after)) {
        return std::nullopt;
    }
    const std::string_view digits = std::string_view(name).substr(
        pattern.before.size(), name.size() - pattern.before.size() - pattern.after.size());
    const bool padded = digits.size() > std::max<std::size_t>(pattern.width, 1) && digits[0] == '0';
    if (digits.size() > kWidestNumber || digits.size() < pattern.width || padded ||
        !std::all_of(digits.begin(), digits.end(), is_digit)) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

/// "a9" before "a10": digits compare as numbers, the rest as characters.
bool natural_less(const std::string& a, const std::string& b) {
    std::size_t i = 0;
    std::size_t j = 0;
    const auto number_end = [](const std::string& text, std::size_t from) {
        while (from < text.size() && is_digit(text[from])) {
            ++from;
        }
        return from;
    };
    while (i < a.size() && j < b.size()) {
        if (!is_digit(a[i]) || !is_digit(b[j])) {
            if (a[i] != b[j]) {
                return a[i] < b[j];
            }
            ++i;
            ++j;
            continue;
        }
        const std::size_t a_end = number_end(a, i);
        const std::size_t b_end = number_end(b, j);
        const std::size_t a_start = std::min(a.find_first_not_of('0', i), a_end);
        const std::size_t b_start = std::min(b.find_first_not_of('0', j), b_end);
        const std::string_view x = std::string_view(a).substr(a_start, a_end - a_start);
        const std::string_view y = std::string_view(b).substr(b_start, b_end - b_start);
        if (x != y) {
            return x.size() != y.size() ? x.size() < y.size() : x < y;
        }
        i = a_end;
        j = b_end;
    }
    return a.size() - i != b.size() - j ? a.size() - i < b.size() - j : a < b;
}

Result<std::vector<std::string>> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code trouble;
    auto entry = std::filesystem::directory_iterator(folder, trouble);
    for (; !trouble && entry != std::filesystem::directory_iterator(); entry.increment(trouble)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored)) {
            names.push_back(entry->path().filename().string());
        }
    }
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot read the folder", folder));
    }
    return names;
}

Result<PictureSequence> numbered_files(const std::filesystem::path& path, const Pattern& pattern) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    KINOVAR_TRY_ASSIGN(const std::vector<std::string> names, names_in(folder));
    std::vector<std::int64_t> numbers;
    for (const std::string& name : names) {
        if (const auto number = number_in(name, pattern)) {
            numbers.push_back(*number);
        }
    }
    if (numbers.empty()) {
        return failure(ErrorCode::NotFound, "no file fits the pattern " + path.string(),
                       "give the number's place and width as in the names: %06d for 000001");
    }
    std::sort(numbers.begin(), numbers.end());
    PictureSequence sequence;
    sequence.first_number = numbers.front();
    for (const std::int64_t number : numbers) {
        const std::int64_t expected =
            sequence.first_number + static_cast<std::int64_t>(sequence.files.size());
        if (number != expected) {
            return failure(ErrorCode::NotFound,
                           numbered_path(path, expected).string() +
                               " is missing in the middle of the sequence",
                           "bring the file back, or give the folder to take the pictures that are "
                           "there");
        }
        sequence.files.push_back(numbered_path(path, number));
    }
    return sequence;
}

} // namespace

Result<PictureFormat> picture_format_of(const std::filesystem::path& path) {
    const std::string extension = lower(path.extension().string());
    if (extension == ".png") {
        return PictureFormat::Png;
    }
    if (extension == ".tif" || extension == ".tiff") {
        return PictureFormat::Tiff;
    }
    if (extension == ".dpx") {
        return PictureFormat::Dpx;
    }
    if (extension == ".exr") {
        return PictureFormat::Exr;
    }
    if (extension == ".jpg" || extension == ".jpeg") {
        return PictureFormat::Jpeg;
    }
    return failure(ErrorCode::Unsupported, path.string() + " has no picture format that we write",
                   "use .png, .tif, .dpx, .exr or .jpg");
}

bool has_picture_extension(const std::filesystem::path& path) {
    return std::find(kPictureExtensions.begin(), kPictureExtensions.end(),
                     lower(path.extension().string())) != kPictureExtensions.end();
}

bool is_sequence_pattern(const std::filesystem::path& path) {
    return parse_pattern(path.filename().string()).has_value();
}

std::filesystem::path numbered_path(const std::filesystem::path& pattern, std::int64_t number) {
    const auto parsed = parse_pattern(pattern.filename().string());
    if (!parsed) {
        return pattern;
    }
    return pattern.parent_path() / fmt::format("{}{:0{}}{}", parsed->before, number,
                                               std::max<std::size_t>(parsed->width, 1),
                                               parsed->after);
}

Result<PictureSequence> find_sequence(const std::filesystem::path& pattern_or_folder) {
    if (const auto pattern = parse_pattern(pattern_or_folder.filename().string());
        pattern && !std::filesystem::is_directory(pattern_or_folder)) {
        return numbered_files(pattern_or_folder, *pattern);
    }
    KINOVAR_TRY_ASSIGN(std::vector<std::string> names, names_in(pattern_or_folder));
    std::erase_if(names, [](const std::string& name) {
        return name.starts_with('.') || !has_picture_extension(name);
    });
    if (names.empty()) {
        return failure(ErrorCode::NotFound,
                       "the folder " + pattern_or_folder.string() + " holds no pictures",
                       "PNG, TIFF, DPX, EXR and JPEG files are looked for");
    }
    std::sort(names.begin(), names.end(), natural_less);
    PictureSequence sequence;
    for (const std::string& name : names) {
        sequence.files.push_back(pattern_or_folder / name);
    }
    return sequence;
}

} // namespace kinovar::media
