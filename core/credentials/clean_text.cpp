#include "core/credentials/clean_text.h"

#include <algorithm>
#include <cstdint>

namespace kinovar::credentials {

namespace {

struct Lead {
    std::size_t length;
    std::uint32_t bits;  ///< of the character, in the first byte
    std::uint32_t least; ///< smaller ones are overlong
};

Lead lead_of(unsigned char byte) {
    if (byte < 0x80) {
        return {1, byte, 0};
    }
    if (byte >= 0xc2 && byte < 0xe0) {
        return {2, byte & 0x1fU, 0x80};
    }
    if (byte >= 0xe0 && byte < 0xf0) {
        return {3, byte & 0x0fU, 0x800};
    }
    if (byte >= 0xf0 && byte < 0xf5) {
        return {4, byte & 0x07U, 0x10000};
    }
    return {0, 0, 0};
}

bool is_xml_character(std::uint32_t code) {
    const bool surrogate = code >= 0xd800 && code < 0xe000;
    return !surrogate && code != 0xfffe && code != 0xffff && code < 0x110000;
}

/// Bytes of the character at the start of `text`; 0 where none is well-formed.
std::size_t character_length(std::string_view text) {
    const Lead lead = lead_of(static_cast<unsigned char>(text.front()));
    if (lead.length == 0 || lead.length > text.size()) {
        return 0;
    }
    std::uint32_t code = lead.bits;
    for (const char next : text.substr(1, lead.length - 1)) {
        const auto byte = static_cast<unsigned char>(next);
        if ((byte & 0xc0U) != 0x80U) {
            return 0;
        }
        code = code << 6U | (byte & 0x3fU);
    }
    return code >= lead.least && is_xml_character(code) ? lead.length : 0;
}

} // namespace

std::string clean_text(std::string_view text, std::size_t most_bytes) {
    std::string clean;
    bool gap = false;
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text.front());
        std::size_t length = 1;
        if (first <= 0x20 || first == 0x7f) {
            gap = true;
        } else {
            length = character_length(text);
            const std::string_view piece = length == 0 ? "?" : text.substr(0, length);
            const bool blank = gap && !clean.empty();
            if (clean.size() + piece.size() + (blank ? 1 : 0) > most_bytes) {
                break;
            }
            clean.append(blank ? " " : "").append(piece);
            gap = false;
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return clean;
}

} // namespace kinovar::credentials
