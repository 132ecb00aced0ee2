#include "core/steps/timing/frame_rate_text.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr double kHighestRate = 1000;
constexpr std::int64_t kLargestTerm = 1'000'000;
constexpr std::int64_t kDecimals = 1000;
// Rates of colour television are 1000/1001 of a whole one and written with two or three decimals.
constexpr std::int64_t kTelevisionNum = 1000;
constexpr std::int64_t kTelevisionDen = 1001;
constexpr double kTelevisionRounding = 0.006;

template <class Number>
bool read_all(std::string_view text, Number& number) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && !text.empty();
}

Rational rate_of(double decimal) {
    const auto whole = static_cast<std::int64_t>(std::ceil(decimal));
    const double television = static_cast<double>(whole) * kTelevisionNum / kTelevisionDen;
    if (decimal != static_cast<double>(whole) &&
        std::abs(decimal - television) < kTelevisionRounding) {
        return Rational{whole * kTelevisionNum, kTelevisionDen}.reduced();
    }
    return Rational{std::llround(decimal * kDecimals), kDecimals}.reduced();
}

} // namespace

Result<Rational> rate_from_text(std::string_view name, std::string_view text) {
    const std::size_t slash = text.find('/');
    Rational rate{0, 1};
    double decimal = 0;
    if (slash != std::string_view::npos) {
        Rational given;
        if (read_all(text.substr(0, slash), given.num) &&
            read_all(text.substr(slash + 1), given.den) && given.num > 0 && given.den > 0 &&
            given.num <= kLargestTerm && given.den <= kLargestTerm) {
            rate = given.reduced();
        }
    } else if (read_all(text, decimal) && decimal > 0 && decimal <= kHighestRate) {
        rate = rate_of(decimal);
    }
    if (!rate.known() || rate.value() > kHighestRate) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{}: '{}' is not a frame rate", name, text),
                       fmt::format("write it as {0}=25, {0}=23.976 or {0}=24000/1001", name));
    }
    return rate;
}

} // namespace kinovar::steps
