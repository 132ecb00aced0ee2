#include "core/steps/retouch/brush/mask_tiles.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <cassert>
#include <cstring>

namespace kinovar::retouch {

namespace {

constexpr std::string_view kMagic = "KVM1";
constexpr std::uint32_t kLargestSide = 32000; // OpenCV's warps end at 32766
constexpr std::uint64_t kMostPixels = std::uint64_t{1} << 27U;
constexpr std::size_t kTilePixels = std::size_t{MaskTiles::kTile} * MaskTiles::kTile;
/// Even noise does not make a PNG this large.
constexpr std::uint32_t kMostTileBytes = 2 * kTilePixels + 4096;
constexpr int kCompression = 4; // of 9: most of the gain in a third of the time
constexpr std::uint32_t kFilled =
    0; // bytes of a tile that is one value all over: the value follows

// Numbers lie in the bytes with their lowest part first.
template <class Number>
void put(std::string& bytes, Number value) {
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
        bytes.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
    }
}

/// Takes numbers and parts off the front of bytes; says no where they end.
class Reader {
public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}
    template <class Number>
    bool take(Number& value) {
        std::string_view part;
        if (!take(sizeof(Number), part)) {
            return false;
        }
        value = 0;
        for (std::size_t i = 0; i < sizeof(Number); ++i) {
            const auto byte = static_cast<Number>(static_cast<unsigned char>(part[i]));
            value = static_cast<Number>(value | static_cast<Number>(byte << (8 * i)));
        }
        return true;
    }
    bool take(std::size_t count, std::string_view& part) {
        if (left_.size() < count) {
            return false;
        }
        part = left_.substr(0, count);
        left_.remove_prefix(count);
        return true;
    }
    [[nodiscard]] bool done() const { return left_.empty(); }

private:
    std::string_view left_;
};

Error damaged(std::string_view what) {
    return {ErrorCode::Corrupt, fmt::format("the mask is damaged: {}", what),
            "select the place again, or take an older copy of the project"};
}

/// Whether the bytes begin as a PNG of a tile does: what OpenCV decodes is then bounded.
bool has_header_of_tile(std::string_view png) {
    constexpr std::string_view kStart{"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x80\0\0\0\x80\x10\0",
                                      26};
    static_assert(MaskTiles::kTile == 0x80);
    return png.substr(0, kStart.size()) == kStart;
}

Result<std::vector<std::uint16_t>> decoded(std::string_view png, std::size_t index) {
    const auto broken = [&] { return failure(damaged(fmt::format("tile {}", index))); };
    if (!has_header_of_tile(png)) {
        return broken();
    }
    try {
        // OpenCV has no read-only matrix; imdecode() reads from it alone.
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
        const cv::Mat bytes(1, static_cast<int>(png.size()), CV_8U, const_cast<char*>(png.data()));
        const cv::Mat tile = cv::imdecode(bytes, cv::IMREAD_UNCHANGED);
        if (tile.type() != CV_16U || tile.cols != MaskTiles::kTile ||
            tile.rows != MaskTiles::kTile || !tile.isContinuous()) {
            return broken();
        }
        const auto* first = tile.ptr<std::uint16_t>();
        return std::vector<std::uint16_t>(first, first + kTilePixels);
    } catch (const cv::Exception&) {
        return broken();
    }
}

} // namespace

MaskTiles::MaskTiles(int width, int height) : width_(width), height_(height) {
    assert(width >= 0 && height >= 0);
    const auto down = static_cast<std::size_t>((height + kTile - 1) / kTile);
    tiles_.resize(static_cast<std::size_t>(tiles_across()) * down);
}

bool MaskTiles::empty() const {
    return std::all_of(tiles_.begin(), tiles_.end(),
                       [](const Place& place) { return !place.tile && place.fill == 0; });
}

MaskTiles::Box MaskTiles::box_of_tile(std::size_t index) const {
    const int x = static_cast<int>(index % static_cast<std::size_t>(tiles_across())) * kTile;
    const int y = static_cast<int>(index / static_cast<std::size_t>(tiles_across())) * kTile;
    return {x, y, std::min(kTile, width_ - x), std::min(kTile, height_ - y)};
}

void MaskTiles::set_tile(std::size_t index, std::vector<std::uint16_t> pixels) {
    const Box box = box_of_tile(index);
    bool uniform = true;
    for (int y = 0; y < kTile; ++y) {
        std::uint16_t* row = pixels.data() + static_cast<std::size_t>(y) * kTile;
        const int inside = y < box.height ? box.width : 0;
        uniform = uniform && std::all_of(row, row + inside,
                                         [&](std::uint16_t value) { return value == pixels[0]; });
        std::fill(row + inside, row + kTile, std::uint16_t{0});
    }
    Place& place = tiles_[index];
    place = uniform
                ? Place{nullptr, pixels[0]}
                : Place{std::make_shared<const std::vector<std::uint16_t>>(std::move(pixels)), 0};
}

MaskTiles MaskTiles::from_pixels(int width, int height, const std::vector<std::uint16_t>& pixels) {
    assert(pixels.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    MaskTiles mask(width, height);
    for (std::size_t i = 0; i < mask.tiles_.size(); ++i) {
        const Box box = mask.box_of_tile(i);
        std::vector<std::uint16_t> tile(kTilePixels);
        for (int y = 0; y < box.height; ++y) {
            const std::size_t from = static_cast<std::size_t>(box.y + y) * width + box.x;
            std::copy_n(pixels.data() + from, box.width,
                        tile.data() + static_cast<std::size_t>(y) * kTile);
        }
        mask.set_tile(i, std::move(tile));
    }
    return mask;
}

std::vector<std::uint16_t> MaskTiles::pixels() const {
    std::vector<std::uint16_t> all(static_cast<std::size_t>(width_) *
                                   static_cast<std::size_t>(height_));
    read({0, 0, width_, height_}, all.data());
    return all;
}

MaskTiles::Box MaskTiles::box() const {
    cv::Rect all;
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        if (tiles_[i].tile || tiles_[i].fill > 0) {
            const Box box = box_of_tile(i);
            const cv::Rect tile(box.x, box.y, box.width, box.height);
            all = all.empty() ? tile : all | tile;
        }
    }
    return {all.x, all.y, all.width, all.height};
}

void MaskTiles::read(const Box& box, std::uint16_t* out) const {
    const cv::Rect wanted(box.x, box.y, box.width, box.height);
    std::fill_n(out, static_cast<std::size_t>(box.width) * static_cast<std::size_t>(box.height),
                std::uint16_t{0});
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const Box tile = box_of_tile(i);
        const cv::Rect part = wanted & cv::Rect(tile.x, tile.y, tile.width, tile.height);
        for (int y = part.y; y < part.br().y; ++y) {
            std::uint16_t* row =
                out + static_cast<std::size_t>(y - box.y) * box.width + (part.x - box.x);
            if (tiles_[i].tile) {
                std::copy_n(tiles_[i].tile->data() + static_cast<std::size_t>(y - tile.y) * kTile +
                                (part.x - tile.x),
                            part.width, row);
            } else {
                std::fill_n(row, part.width, tiles_[i].fill);
            }
        }
    }
}

std::size_t MaskTiles::bytes() const {
    const auto held = std::count_if(tiles_.begin(), tiles_.end(),
                                    [](const Place& place) { return place.tile != nullptr; });
    return sizeof(*this) + tiles_.size() * sizeof(Place) +
           static_cast<std::size_t>(held) * kTilePixels * sizeof(std::uint16_t);
}

// Magic, width, height; then tiles by ascending number: number, bytes of its PNG, those bytes; or
// number, 0, the value that it has all over. A tile that is not there covers nothing.
std::string MaskTiles::to_bytes() const {
    std::string bytes(kMagic);
    put(bytes, static_cast<std::uint32_t>(width_));
    put(bytes, static_cast<std::uint32_t>(height_));
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const Place& place = tiles_[i];
        if (!place.tile && place.fill == 0) {
            continue;
        }
        put(bytes, static_cast<std::uint32_t>(i));
        if (!place.tile) {
            put(bytes, kFilled);
            put(bytes, place.fill);
            continue;
        }
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): imencode() reads from it alone
        auto* pixels = const_cast<std::uint16_t*>(place.tile->data());
        std::vector<unsigned char> png;
        cv::imencode(".png", cv::Mat(kTile, kTile, CV_16U, pixels), png,
                     {cv::IMWRITE_PNG_COMPRESSION, kCompression});
        put(bytes, static_cast<std::uint32_t>(png.size()));
        bytes.append(png.begin(), png.end());
    }
    return bytes;
}

Result<MaskTiles> MaskTiles::from_bytes(std::string_view bytes) {
    Reader reader(bytes);
    std::string_view magic;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    if (!reader.take(kMagic.size(), magic) || magic != kMagic || !reader.take(width) ||
        !reader.take(height) || width == 0 || height == 0) {
        return failure(damaged("it does not begin as a mask"));
    }
    if (width > kLargestSide || height > kLargestSide ||
        std::uint64_t{width} * height > kMostPixels) {
        return failure(ErrorCode::Unsupported, fmt::format("a mask of {}×{}", width, height),
                       fmt::format("at most {} pixels a side and {} million in all can be read",
                                   kLargestSide, kMostPixels / 1'000'000));
    }
    MaskTiles mask(static_cast<int>(width), static_cast<int>(height));
    std::uint32_t least = 0; // number that the next tile may have
    while (!reader.done()) {
        std::uint32_t index = 0;
        std::uint32_t size = 0;
        if (!reader.take(index) || index < least || index >= mask.tiles_.size() ||
            !reader.take(size) || size > kMostTileBytes) {
            return failure(damaged("its list of tiles"));
        }
        least = index + 1;
        if (size == kFilled) {
            if (!reader.take(mask.tiles_[index].fill)) {
                return failure(damaged("it ends too early"));
            }
            continue;
        }
        std::string_view png;
        if (!reader.take(size, png)) {
            return failure(damaged("it ends too early"));
        }
        KINOVAR_TRY_ASSIGN(std::vector<std::uint16_t> pixels, decoded(png, index));
        mask.set_tile(index, std::move(pixels));
    }
    return mask;
}

bool operator==(const MaskTiles& a, const MaskTiles& b) {
    return a.width_ == b.width_ && a.height_ == b.height_ &&
           std::equal(a.tiles_.begin(), a.tiles_.end(), b.tiles_.begin(), b.tiles_.end(),
                      [](const MaskTiles::Place& x, const MaskTiles::Place& y) {
                          return x.tile && y.tile ? x.tile == y.tile || *x.tile == *y.tile
                                                  : x.tile == y.tile && x.fill == y.fill;
                      });
}

} // namespace kinovar::retouch
