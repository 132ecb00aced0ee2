#include "core/preview/picture_pack.h"

#include "core/base/hash.h"

#include <zstd.h>

#include <cstring>

namespace kinovar::preview {

namespace {

/// Fast: a picture is read more often than written, and disks are slower than this level.
constexpr int kLevel = 1;
constexpr std::size_t kPlanes = 3;
constexpr std::uint32_t kLargestSide = 1U << 16U;
constexpr std::uint64_t kMostPixels = std::uint64_t{1} << 29U;
constexpr std::uint32_t kMagic = 0x3150564BU; // "KVP1", little-endian
constexpr std::uint32_t kOpaque = 0xFF000000U;

struct Header {
    std::uint32_t magic = kMagic;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t reserved = 0;
    std::uint64_t check_high = 0; ///< of size and compressed bytes
    std::uint64_t check_low = 0;
};
static_assert(sizeof(Header) == 32);

Hash128 checksum(const Header& header, std::string_view body) {
    return Hasher()
        .add(static_cast<std::int64_t>(header.width))
        .add(static_cast<std::int64_t>(header.height))
        .add(body)
        .finish();
}

/// Green, and red and blue less green, each less its left neighbour, plane by plane: grey pictures
/// leave two planes of zeros.
void split_row(const std::uint32_t* words, std::size_t width, std::uint8_t* const* planes) {
    std::uint8_t before[kPlanes] = {};
    for (std::size_t x = 0; x < width; ++x) {
        const auto green = static_cast<std::uint8_t>(words[x] >> 8U);
        const std::uint8_t now[kPlanes] = {green,
                                           static_cast<std::uint8_t>((words[x] >> 16U) - green),
                                           static_cast<std::uint8_t>(words[x] - green)};
        for (std::size_t p = 0; p < kPlanes; ++p) {
            planes[p][x] = static_cast<std::uint8_t>(now[p] - before[p]);
            before[p] = now[p];
        }
    }
}

void join_row(const std::uint8_t* const* planes, std::size_t width, std::uint32_t* words) {
    std::uint8_t now[kPlanes] = {};
    for (std::size_t x = 0; x < width; ++x) {
        for (std::size_t p = 0; p < kPlanes; ++p) {
            now[p] = static_cast<std::uint8_t>(now[p] + planes[p][x]);
        }
        const auto red = static_cast<std::uint8_t>(now[1] + now[0]);
        const auto blue = static_cast<std::uint8_t>(now[2] + now[0]);
        words[x] = kOpaque | static_cast<std::uint32_t>(red) << 16U |
                   static_cast<std::uint32_t>(now[0]) << 8U | blue;
    }
}

} // namespace

std::string packed(const Picture& picture) {
    const auto width = static_cast<std::size_t>(picture.width);
    const std::size_t pixels = picture.pixels.size();
    std::vector<std::uint8_t> planes(kPlanes * pixels);
    for (int y = 0; y < picture.height; ++y) {
        const std::size_t at = static_cast<std::size_t>(y) * width;
        std::uint8_t* const rows[kPlanes] = {planes.data() + at, planes.data() + pixels + at,
                                             planes.data() + 2 * pixels + at};
        split_row(picture.row(y), width, rows);
    }
    std::string bytes(sizeof(Header) + ZSTD_compressBound(planes.size()), '\0');
    const std::size_t size =
        ZSTD_compress(bytes.data() + sizeof(Header), bytes.size() - sizeof(Header), planes.data(),
                      planes.size(), kLevel);
    if (ZSTD_isError(size) != 0) {
        return {};
    }
    bytes.resize(sizeof(Header) + size);
    Header header;
    header.width = static_cast<std::uint32_t>(picture.width);
    header.height = static_cast<std::uint32_t>(picture.height);
    const Hash128 check = checksum(header, std::string_view(bytes).substr(sizeof(Header)));
    header.check_high = check.high;
    header.check_low = check.low;
    std::memcpy(bytes.data(), &header, sizeof(Header));
    return bytes;
}

PicturePtr unpacked(std::string_view bytes) {
    Header header;
    if (bytes.size() < sizeof(Header)) {
        return nullptr;
    }
    std::memcpy(&header, bytes.data(), sizeof(Header));
    const std::string_view body = bytes.substr(sizeof(Header));
    const std::uint64_t pixels = std::uint64_t{header.width} * header.height;
    if (header.magic != kMagic || header.width > kLargestSide || header.height > kLargestSide ||
        pixels == 0 || pixels > kMostPixels ||
        checksum(header, body) != Hash128{header.check_high, header.check_low}) {
        return nullptr;
    }
    std::vector<std::uint8_t> planes(kPlanes * pixels);
    if (ZSTD_decompress(planes.data(), planes.size(), body.data(), body.size()) != planes.size()) {
        return nullptr;
    }
    auto picture = std::make_shared<Picture>();
    picture->width = static_cast<int>(header.width);
    picture->height = static_cast<int>(header.height);
    picture->pixels.resize(pixels);
    for (std::size_t at = 0; at < pixels; at += header.width) {
        const std::uint8_t* const rows[kPlanes] = {planes.data() + at, planes.data() + pixels + at,
                                                   planes.data() + 2 * pixels + at};
        join_row(rows, header.width, picture->pixels.data() + at);
    }
    return picture;
}

} // namespace kinovar::preview
