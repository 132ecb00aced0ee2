#include "core/credentials/chunked_picture.h"

#include <cstdint>
#include <vector>

namespace kinovar::credentials {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n"sv;
/// Keyword, no compression, no language, no translated keyword.
constexpr std::string_view kPngXmp = "XML:com.adobe.xmp\0\0\0\0\0"sv;
constexpr std::size_t kRiffHeader = 12; // "RIFF", size, "WEBP"
constexpr unsigned char kWebpHasXmp = 0x04;
constexpr unsigned char kWebpHasAlpha = 0x10;

struct Chunk {
    std::string_view type;
    std::string_view content;
    std::string_view whole; ///< with header, check and padding
};

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t big_endian(std::string_view bytes) {
    return byte_at(bytes, 0) << 24U | byte_at(bytes, 1) << 16U | byte_at(bytes, 2) << 8U |
           byte_at(bytes, 3);
}

std::uint32_t little_endian(std::string_view bytes, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value |= byte_at(bytes, i) << (8U * i);
    }
    return value;
}

std::string in_big_endian(std::uint32_t value) {
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        bytes += static_cast<char>(value >> shift & 0xffU);
    }
    return bytes;
}

std::string in_little_endian(std::uint32_t value, std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) {
        bytes += static_cast<char>(value >> (8U * i) & 0xffU);
    }
    return bytes;
}

bool is_png(std::string_view bytes) {
    return bytes.starts_with(kPngSignature);
}

bool is_webp(std::string_view bytes) {
    return bytes.size() > kRiffHeader && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP";
}

/// Empty where one is cut off.
std::optional<std::vector<Chunk>> png_chunks(std::string_view bytes) {
    constexpr std::size_t kFrame = 12; // size, type, check
    std::vector<Chunk> chunks;
    for (std::string_view rest = bytes.substr(kPngSignature.size()); !rest.empty();) {
        if (rest.size() < kFrame || big_endian(rest) > rest.size() - kFrame) {
            return {};
        }
        const std::size_t size = big_endian(rest);
        chunks.push_back({rest.substr(4, 4), rest.substr(8, size), rest.substr(0, size + kFrame)});
        rest.remove_prefix(size + kFrame);
    }
    return chunks;
}

std::optional<std::vector<Chunk>> webp_chunks(std::string_view bytes) {
    constexpr std::size_t kHeader = 8; // type, size
    std::vector<Chunk> chunks;
    for (std::string_view rest = bytes.substr(kRiffHeader); !rest.empty();) {
        if (rest.size() < kHeader) {
            return {};
        }
        const std::size_t size = little_endian(rest.substr(4), 4);
        const std::size_t padded = size + size % 2;
        if (padded > rest.size() - kHeader) {
            return {};
        }
        chunks.push_back(
            {rest.substr(0, 4), rest.substr(kHeader, size), rest.substr(0, padded + kHeader)});
        rest.remove_prefix(padded + kHeader);
    }
    return chunks;
}

/// CRC-32 of ISO 3309, as PNG wants it behind every chunk.
std::uint32_t crc_of(std::string_view bytes) {
    constexpr std::uint32_t kPolynomial = 0xedb88320U;
    std::uint32_t crc = 0xffffffffU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1U ^ ((crc & 1U) != 0 ? kPolynomial : 0U);
        }
    }
    return ~crc;
}

bool is_png_xmp(const Chunk& chunk) {
    return chunk.type == "iTXt" && chunk.content.starts_with("XML:com.adobe.xmp\0"sv);
}

std::optional<std::string> png_with_xmp(std::string_view bytes, std::string_view packet) {
    const auto chunks = png_chunks(bytes);
    if (!chunks || chunks->empty() || chunks->front().type != "IHDR") {
        return {};
    }
    const std::string body = std::string("iTXt").append(kPngXmp).append(packet);
    std::string made(kPngSignature);
    made.reserve(bytes.size() + body.size() + 64);
    made.append(chunks->front().whole);
    made.append(in_big_endian(static_cast<std::uint32_t>(body.size() - 4)))
        .append(body)
        .append(in_big_endian(crc_of(body)));
    for (std::size_t i = 1; i < chunks->size(); ++i) {
        if (!is_png_xmp((*chunks)[i])) {
            made.append((*chunks)[i].whole);
        }
    }
    return made;
}

/// The extended header of a plain WebP file: flags and size of the canvas, of its one picture.
std::optional<std::string> extended_header(const Chunk& picture) {
    constexpr std::size_t kLossyHeader = 10;
    constexpr std::size_t kLosslessHeader = 5;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    unsigned char flags = 0;
    if (picture.type == "VP8 " && picture.content.size() >= kLossyHeader) {
        width = little_endian(picture.content.substr(6), 2) & 0x3fffU;
        height = little_endian(picture.content.substr(8), 2) & 0x3fffU;
    } else if (picture.type == "VP8L" && picture.content.size() >= kLosslessHeader) {
        const std::uint32_t bits = little_endian(picture.content.substr(1), 4);
        width = (bits & 0x3fffU) + 1;
        height = (bits >> 14U & 0x3fffU) + 1;
        flags = (bits >> 28U & 1U) != 0 ? kWebpHasAlpha : 0;
    }
    if (width == 0 || height == 0) {
        return {};
    }
    return std::string("VP8X") + in_little_endian(10, 4) + in_little_endian(flags, 4) +
           in_little_endian(width - 1, 3) + in_little_endian(height - 1, 3);
}

std::optional<std::string> webp_with_xmp(std::string_view bytes, std::string_view packet) {
    const auto chunks = webp_chunks(bytes);
    if (!chunks || chunks->empty()) {
        return {};
    }
    std::string made;
    made.reserve(bytes.size() + packet.size() + 64);
    made.append(bytes.substr(0, kRiffHeader));
    if (chunks->front().type != "VP8X") {
        const auto header = extended_header(chunks->front());
        if (!header) {
            return {};
        }
        made.append(*header);
    } else if (chunks->front().content.empty()) {
        return {};
    }
    for (const Chunk& chunk : *chunks) {
        if (chunk.type != "XMP ") {
            made.append(chunk.whole);
        }
    }
    constexpr std::size_t kFlags = kRiffHeader + 8; // behind the extended header's own
    made[kFlags] = static_cast<char>(byte_at(made, kFlags) | kWebpHasXmp);
    made.append("XMP ")
        .append(in_little_endian(static_cast<std::uint32_t>(packet.size()), 4))
        .append(packet)
        .append(packet.size() % 2, '\0');
    made.replace(4, 4, in_little_endian(static_cast<std::uint32_t>(made.size() - 8), 4));
    return made;
}

} // namespace

bool is_chunked_picture(std::string_view bytes) {
    return is_png(bytes) || is_webp(bytes);
}

std::optional<std::string> with_xmp_chunk(std::string_view bytes, std::string_view packet) {
    if (is_png(bytes)) {
        return png_with_xmp(bytes, packet);
    }
    return is_webp(bytes) ? webp_with_xmp(bytes, packet) : std::nullopt;
}

std::optional<std::string> xmp_chunk_of(std::string_view bytes) {
    const bool png = is_png(bytes);
    const auto chunks = png              ? png_chunks(bytes)
                        : is_webp(bytes) ? webp_chunks(bytes)
                                         : std::nullopt;
    for (const Chunk& chunk : chunks ? *chunks : std::vector<Chunk>()) {
        if (png && is_png_xmp(chunk)) {
            // Compressed or translated ones exist on paper only.
            return chunk.content.starts_with(kPngXmp)
                       ? std::optional<std::string>(chunk.content.substr(kPngXmp.size()))
                       : std::nullopt;
        }
        if (!png && chunk.type == "XMP ") {
            return std::string(chunk.content);
        }
    }
    return {};
}

} // namespace kinovar::credentials
