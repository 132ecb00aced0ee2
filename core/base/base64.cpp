#include "core/base/base64.h"

#include <array>
#include <cstdint>

namespace kinovar {

namespace {

constexpr std::uint8_t kNoDigit = 0xFF;
constexpr unsigned kDigitBits = 6;
constexpr unsigned kByteBits = 8;
constexpr std::uint32_t kDigitMask = 63;

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kGroup = 4; ///< digits for three bytes

constexpr std::array<std::uint8_t, 256> make_digits() {
    std::array<std::uint8_t, 256> digits{};
    digits.fill(kNoDigit);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
        digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return digits;
}

} // namespace

Result<std::string> decode_base64(std::string_view text) {
    static constexpr auto kDigits = make_digits();
    while (!text.empty() && text.back() == '=') {
        text.remove_suffix(1);
    }
    if (text.size() % kGroup == 1) {
        return failure(ErrorCode::Corrupt, "a base64 text is cut off");
    }
    std::string bytes;
    bytes.reserve(text.size() / kGroup * 3 + 3);
    std::uint32_t bits = 0;
    unsigned waiting = 0;
    for (const char c : text) {
        const std::uint8_t digit = kDigits[static_cast<unsigned char>(c)];
        if (digit == kNoDigit) {
            return failure(ErrorCode::Corrupt,
                           "a base64 text holds a character that is none of its");
        }
        bits = (bits << kDigitBits) | digit;
        waiting += kDigitBits;
        if (waiting >= kByteBits) {
            waiting -= kByteBits;
            bytes.push_back(static_cast<char>((bits >> waiting) & 0xFFU));
        }
    }
    return bytes;
}

std::string encode_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * kGroup);
    std::uint32_t bits = 0;
    unsigned waiting = 0;
    for (const char c : bytes) {
        bits = (bits << kByteBits) | static_cast<unsigned char>(c);
        waiting += kByteBits;
        while (waiting >= kDigitBits) {
            waiting -= kDigitBits;
            text.push_back(kAlphabet[(bits >> waiting) & kDigitMask]);
        }
    }
    if (waiting > 0) {
        text.push_back(kAlphabet[(bits << (kDigitBits - waiting)) & kDigitMask]);
    }
    text.append((kGroup - text.size() % kGroup) % kGroup, '=');
    return text;
}

} // namespace kinovar
