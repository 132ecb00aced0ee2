#include "core/nn/tfjs/json_cursor.h"

#include "core/nn/tfjs/limits.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace kinovar::nn::tfjs {

namespace {

constexpr unsigned kHighSurrogate = 0xD800;
constexpr unsigned kLowSurrogate = 0xDC00;
constexpr unsigned kSurrogateEnd = 0xE000;
constexpr unsigned kFirstPrintable = 0x20;

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '$';
}

void append_utf8(std::string& target, unsigned code) {
    constexpr unsigned kTwoBytes = 0x80;
    constexpr unsigned kThreeBytes = 0x800;
    constexpr unsigned kFourBytes = 0x10000;
    constexpr unsigned kLowBits = 0x3F;
    const auto tail = [&](unsigned shift) {
        target.push_back(static_cast<char>(0x80U | ((code >> shift) & kLowBits)));
    };
    if (code < kTwoBytes) {
        target.push_back(static_cast<char>(code));
    } else if (code < kThreeBytes) {
        target.push_back(static_cast<char>(0xC0U | (code >> 6U)));
        tail(0);
    } else if (code < kFourBytes) {
        target.push_back(static_cast<char>(0xE0U | (code >> 12U)));
        tail(6);
        tail(0);
    } else {
        target.push_back(static_cast<char>(0xF0U | (code >> 18U)));
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace

void JsonCursor::fail(std::string message) {
    if (message_.empty()) {
        message_ = std::move(message);
        failed_at_ = at_;
    }
    at_ = text_.size();
}

Error JsonCursor::error() const {
    return Error{ErrorCode::Corrupt, fmt::format("{} (at byte {})", message_, failed_at_), ""};
}

void JsonCursor::skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) {
        ++at_;
    }
}

JsonCursor::Kind JsonCursor::kind() {
    skip_space();
    if (!ok() || at_ >= text_.size()) {
        return Kind::Wrong;
    }
    switch (text_[at_]) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    case 't':
    case 'f':
        return Kind::Boolean;
    case '!':
        return dialect_ == Dialect::Script ? Kind::Boolean : Kind::Wrong;
    case '.':
        return dialect_ == Dialect::Script ? Kind::Number : Kind::Wrong;
    case '\'':
        return dialect_ == Dialect::Script ? Kind::String : Kind::Wrong;
    case 'n':
        return Kind::Null;
    default:
        return is_digit(text_[at_]) || text_[at_] == '-' ? Kind::Number : Kind::Wrong;
    }
}

bool JsonCursor::enter(char open, const char* what) {
    skip_space();
    if (!ok()) {
        return false;
    }
    if (at_ >= text_.size()) {
        fail("the text is cut off");
        return false;
    }
    if (text_[at_] != open) {
        fail(fmt::format("{} was expected", what));
        return false;
    }
    if (depth_ >= kMaxJsonDepth) {
        fail(fmt::format("nested deeper than {} levels", kMaxJsonDepth));
        return false;
    }
    ++depth_;
    ++at_;
    first_ = true;
    return true;
}

bool JsonCursor::next(char close) {
    skip_space();
    if (!ok()) {
        return false;
    }
    if (at_ >= text_.size()) {
        fail("the text is cut off");
        return false;
    }
    if (text_[at_] == close) {
        ++at_;
        --depth_;
        first_ = false;
        return false;
    }
    if (!first_) {
        if (text_[at_] != ',') {
            fail("a comma was expected");
            return false;
        }
        ++at_;
        skip_space();
    }
    first_ = false;
    return true;
}

void JsonCursor::read_key() {
    skip_space();
    if (dialect_ == Dialect::Script && at_ < text_.size() && is_word(text_[at_])) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_word(text_[at_])) {
            ++at_;
        }
        key_.assign(text_.substr(begin, at_ - begin));
    } else {
        read_string(key_);
    }
    skip_space();
    if (at_ >= text_.size() || text_[at_] != ':') {
        fail("a colon was expected");
        return;
    }
    ++at_;
}

std::string_view JsonCursor::string() {
    read_string(value_);
    return ok() ? std::string_view(value_) : std::string_view();
}

void JsonCursor::read_string(std::string& target) {
    target.clear();
    if (kind() != Kind::String) {
        fail(at_ < text_.size() ? "a string was expected" : "the text is cut off");
        return;
    }
    const char quote = text_[at_];
    ++at_;
    std::size_t begin = at_;
    while (at_ < text_.size()) {
        const char c = text_[at_];
        if (c == quote) {
            target.append(text_.substr(begin, at_ - begin));
            ++at_;
            return;
        }
        if (static_cast<unsigned char>(c) < kFirstPrintable) {
            fail("a control character in a string");
            return;
        }
        ++at_;
        if (c == '\\') {
            target.append(text_.substr(begin, at_ - 1 - begin));
            read_escape(target);
            begin = at_;
        }
    }
    fail("the text is cut off in a string");
}

void JsonCursor::read_escape(std::string& target) {
    if (at_ >= text_.size()) {
        return;
    }
    const char c = text_[at_++];
    static constexpr std::string_view kLetters = "\"\\/bfnrt'";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t'";
    const std::size_t place = kLetters.find(c);
    if (place != std::string_view::npos) {
        target.push_back(kMeanings[place]);
        return;
    }
    if (c != 'u') {
        fail("an unknown escape in a string");
        return;
    }
    unsigned code = read_hex();
    if (code >= kHighSurrogate && code < kLowSurrogate && text_.substr(at_, 2) == "\\u") {
        at_ += 2;
        const unsigned low = read_hex();
        if (low < kLowSurrogate || low >= kSurrogateEnd) {
            fail("half a character in a string");
            return;
        }
        code = 0x10000U + ((code - kHighSurrogate) << 10U) + (low - kLowSurrogate);
    } else if (code >= kHighSurrogate && code < kSurrogateEnd) {
        fail("half a character in a string");
        return;
    }
    append_utf8(target, code);
}

unsigned JsonCursor::read_hex() {
    constexpr std::size_t kDigits = 4;
    constexpr int kBase = 16;
    unsigned code = 0;
    const std::string_view digits = text_.substr(std::min(at_, text_.size()), kDigits);
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, kBase);
    if (problem != std::errc() || digits.size() != kDigits || end != digits.data() + kDigits) {
        fail("a damaged escape in a string");
        return 0;
    }
    at_ += kDigits;
    return code;
}

double JsonCursor::number() {
    if (kind() != Kind::Number) {
        fail("a number was expected");
        return 0;
    }
    double value = 0;
    const char* begin = text_.data() + at_;
    const auto [end, problem] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (problem == std::errc::result_out_of_range) {
        fail("a number that is too large or too small");
        return 0;
    }
    if (problem != std::errc() || !std::isfinite(value)) {
        fail("a number was expected");
        return 0;
    }
    at_ += static_cast<std::size_t>(end - begin);
    return value;
}

std::int64_t JsonCursor::integer() {
    constexpr double kExact = 9007199254740992.0; // 2^53: whole numbers of a double up to here
    if (kind() == Kind::String) {
        const std::string_view digits = string();
        std::int64_t value = 0;
        const char* last = digits.data() + digits.size();
        const auto [end, problem] = std::from_chars(digits.data(), last, value);
        if (ok() && (problem != std::errc() || end != last || digits.empty())) {
            fail("a whole number was expected");
        }
        return ok() ? value : 0;
    }
    const double value = number();
    if (ok() && (value != std::floor(value) || std::abs(value) > kExact)) {
        fail("a whole number was expected");
    }
    return ok() ? static_cast<std::int64_t>(value) : 0;
}

bool JsonCursor::word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) {
        return false;
    }
    at_ += expected.size();
    return true;
}

bool JsonCursor::boolean() {
    if (kind() != Kind::Boolean) {
        fail("true or false was expected");
        return false;
    }
    if (word("true") || (dialect_ == Dialect::Script && word("!0"))) {
        return true;
    }
    if (!word("false") && !(dialect_ == Dialect::Script && word("!1"))) {
        fail("true or false was expected");
    }
    return false;
}

void JsonCursor::null() {
    if (kind() != Kind::Null || !word("null")) {
        fail("null was expected");
    }
}

void JsonCursor::skip_string() {
    const char quote = text_[at_++];
    while (at_ < text_.size() && text_[at_] != quote) {
        at_ += text_[at_] == '\\' ? 2 : 1;
    }
    if (at_ >= text_.size()) {
        fail("the text is cut off in a string");
        return;
    }
    ++at_;
}

void JsonCursor::skip() {
    switch (kind()) {
    case Kind::Object:
        object([&](std::string_view) { skip(); });
        break;
    case Kind::Array:
        array([&] { skip(); });
        break;
    case Kind::String:
        skip_string();
        break;
    case Kind::Number:
        number();
        break;
    case Kind::Boolean:
        boolean();
        break;
    case Kind::Null:
        null();
        break;
    case Kind::Wrong:
        fail(at_ < text_.size() ? "a value was expected" : "the text is cut off");
        break;
    }
}

void JsonCursor::end() {
    skip_space();
    if (ok() && at_ < text_.size()) {
        fail("something follows the end of the text");
    }
}

} // namespace kinovar::nn::tfjs
