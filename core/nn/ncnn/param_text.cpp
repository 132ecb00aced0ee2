#include "core/nn/ncnn/param_text.h"

#include "core/nn/ncnn/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace kinovar::nn::ncnn {

namespace {

constexpr std::string_view kMagic = "7767517";
constexpr std::string_view kBlanks = " \t\r";
constexpr std::int64_t kArrayBase = -23300; // the key of an array parameter is this minus its id
constexpr std::string_view kHint = "the file is damaged or no ncnn .param; fetch it again";

/// Takes the blank-separated words of a text, line by line.
class Words {
public:
    explicit Words(std::string_view text) : rest_(text) {}

    /// The next line that is not blank; false at the end.
    bool next_line() {
        while (!rest_.empty()) {
            const std::size_t length = rest_.find('\n');
            line_ = rest_.substr(0, length);
            rest_.remove_prefix(length == std::string_view::npos ? rest_.size() : length + 1);
            ++number_;
            if (line_.find_first_not_of(kBlanks) != std::string_view::npos) {
                return true;
            }
        }
        line_ = {};
        return false;
    }

    /// The next word of the line; empty at its end.
    std::string_view word() {
        const std::size_t begin = line_.find_first_not_of(kBlanks);
        if (begin == std::string_view::npos) {
            line_ = {};
            return {};
        }
        line_.remove_prefix(begin);
        const std::string_view found = line_.substr(0, line_.find_first_of(kBlanks));
        line_.remove_prefix(found.size());
        return found;
    }

    [[nodiscard]] tl::unexpected<Error> refuse(std::string_view why) const {
        return failure(ErrorCode::Corrupt, fmt::format("line {}: {}", number_, why),
                       std::string(kHint));
    }

private:
    std::string_view rest_;
    std::string_view line_;
    int number_ = 0;
};

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [at, trouble] = std::from_chars(text.data(), end, number);
    if (trouble != std::errc() || at != end || text.empty()) {
        return std::nullopt;
    }
    return number;
}

std::optional<double> finite_number(std::string_view text) {
    double number = 0;
    const char* end = text.data() + text.size();
    const auto [at, trouble] = std::from_chars(text.data(), end, number);
    if (trouble != std::errc() || at != end || text.empty() || !std::isfinite(number)) {
        return std::nullopt;
    }
    return number;
}

bool is_plain(char c) {
    return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t';
}

/// A word in a message: not too long.
std::string shown(std::string_view word) {
    constexpr std::size_t kShown = 60;
    return std::string(word.substr(0, kShown));
}

Status add_number(ParameterValue& value, std::string_view text, const Words& words) {
    const std::optional<double> number = finite_number(text);
    if (!number) {
        return words.refuse(fmt::format("'{}' is not a number", shown(text)));
    }
    value.is_whole = value.is_whole && whole_number(text).has_value();
    value.numbers.push_back(*number);
    return {};
}

/// "3,0.2,1.0,0": the length, then as many numbers.
Result<ParameterValue> parse_array(std::string_view text, const Words& words) {
    const std::string_view count_text = text.substr(0, text.find(','));
    const std::optional<std::int64_t> count = whole_number(count_text);
    if (!count || *count < 0 || *count > kMaxArrayLength) {
        return words.refuse(fmt::format("an array of '{}' numbers", shown(count_text)));
    }
    text.remove_prefix(count_text.size());
    ParameterValue value;
    value.is_array = true;
    while (!text.empty()) {
        text.remove_prefix(1); // the comma
        const std::string_view item = text.substr(0, text.find(','));
        text.remove_prefix(item.size());
        KINOVAR_TRY(add_number(value, item, words));
    }
    if (static_cast<std::int64_t>(value.numbers.size()) != *count) {
        return words.refuse(fmt::format("an array says it has {} numbers and has {}", *count,
                                        value.numbers.size()));
    }
    return value;
}

Status parse_parameter(std::string_view word, TextLayer& layer, const Words& words) {
    const std::size_t equals = word.find('=');
    const auto key =
        equals == std::string_view::npos ? std::nullopt : whole_number(word.substr(0, equals));
    if (!key) {
        return words.refuse(fmt::format("'{}' is not key=value", shown(word)));
    }
    const bool is_array = *key <= kArrayBase;
    const std::int64_t id = is_array ? kArrayBase - std::max(*key, 2 * kArrayBase) : *key;
    if (id < 0 || id > kMaxParameterId) {
        return words.refuse(fmt::format("there is no parameter {}", *key));
    }
    ParameterValue value;
    const std::string_view text = word.substr(equals + 1);
    if (is_array) {
        KINOVAR_TRY_ASSIGN(value, parse_array(text, words));
    } else {
        KINOVAR_TRY(add_number(value, text, words));
    }
    if (!layer.parameters.emplace(static_cast<int>(id), std::move(value)).second) {
        return words.refuse(fmt::format("parameter {} is given twice", id));
    }
    return {};
}

Result<std::int64_t> parse_count(Words& words, std::int64_t limit, std::string_view what) {
    const std::string_view word = words.word();
    const std::optional<std::int64_t> count = whole_number(word);
    if (!count || *count < 0 || *count > limit) {
        return words.refuse(
            fmt::format("'{}' is no possible number of {} (at most {})", shown(word), what, limit));
    }
    return *count;
}

Status parse_names(Words& words, std::int64_t count, std::vector<std::string>& names) {
    for (std::int64_t i = 0; i < count; ++i) {
        const std::string_view word = words.word();
        if (word.empty() || word.size() > kMaxNameLength) {
            return words.refuse(fmt::format("{} blob names are promised, {} follow", count, i));
        }
        names.emplace_back(word);
    }
    return {};
}

Result<TextLayer> parse_layer(Words& words) {
    TextLayer layer;
    layer.type = words.word();
    layer.name = words.word();
    if (layer.name.empty() || layer.type.size() > kMaxNameLength ||
        layer.name.size() > kMaxNameLength) {
        return words.refuse("not 'type name inputs outputs …'");
    }
    KINOVAR_TRY_ASSIGN(const std::int64_t inputs, parse_count(words, kMaxBlobs, "inputs"));
    KINOVAR_TRY_ASSIGN(const std::int64_t outputs, parse_count(words, kMaxBlobs, "outputs"));
    KINOVAR_TRY(parse_names(words, inputs, layer.inputs));
    KINOVAR_TRY(parse_names(words, outputs, layer.outputs));
    for (std::string_view word = words.word(); !word.empty(); word = words.word()) {
        KINOVAR_TRY(parse_parameter(word, layer, words));
    }
    return layer;
}

} // namespace

Result<ParamText> parse_param_text(std::string_view text) {
    Words words(text);
    if (!std::all_of(text.begin(), text.end(), is_plain)) {
        return words.refuse("this is no text");
    }
    if (!words.next_line() || words.word() != kMagic || !words.word().empty()) {
        return words.refuse(fmt::format("the text does not begin with {}", kMagic));
    }
    if (!words.next_line()) {
        return words.refuse("the text ends before the number of layers");
    }
    ParamText result;
    KINOVAR_TRY_ASSIGN(const std::int64_t layer_count, parse_count(words, kMaxLayers, "layers"));
    KINOVAR_TRY_ASSIGN(result.blobs, parse_count(words, kMaxBlobs, "blobs"));
    std::int64_t blobs = 0;
    while (words.next_line()) {
        if (static_cast<std::int64_t>(result.layers.size()) == layer_count) {
            return words.refuse(fmt::format("more than the {} layers promised", layer_count));
        }
        KINOVAR_TRY_ASSIGN(result.layers.emplace_back(), parse_layer(words));
        blobs += static_cast<std::int64_t>(result.layers.back().outputs.size());
        if (blobs > result.blobs) {
            return words.refuse(fmt::format("more than the {} blobs promised", result.blobs));
        }
    }
    if (static_cast<std::int64_t>(result.layers.size()) != layer_count) {
        return words.refuse(
            fmt::format("{} layers are promised, {} follow", layer_count, result.layers.size()));
    }
    return result;
}

} // namespace kinovar::nn::ncnn
