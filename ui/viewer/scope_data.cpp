#include "ui/viewer/scope_data.h"

#include <algorithm>
#include <limits>

namespace kinovar::ui {

namespace {

// BT.709 in 16 bits after the point.
constexpr int kRed = 13933;
constexpr int kGreen = 46871;
constexpr int kBlue = 4732;
constexpr int kHalf = 1 << 15;
static_assert(kRed + kGreen + kBlue == 1 << 16);

struct Levels {
    int red, green, blue;
    explicit Levels(std::uint32_t pixel)
        : red(static_cast<int>((pixel >> 16U) & 0xffU)),
          green(static_cast<int>((pixel >> 8U) & 0xffU)), blue(static_cast<int>(pixel & 0xffU)) {}
    [[nodiscard]] int luma() const {
        return (kRed * red + kGreen * green + kBlue * blue + kHalf) >> 16;
    }
};

/// Calls work(pixels of a row) for rows spread evenly; returns how many pixels were seen.
template <class Work>
std::int64_t over_rows(const preview::Picture& picture, int most_pixels, Work work) {
    if (picture.width < 1 || picture.height < 1) {
        return 0;
    }
    const int rows = std::clamp(most_pixels / picture.width, 1, picture.height);
    for (int i = 0; i < rows; ++i) {
        const auto y = static_cast<int>((2 * std::int64_t{i} + 1) * picture.height / (2 * rows));
        work(picture.row(y));
    }
    return std::int64_t{rows} * picture.width;
}

void count(std::uint16_t& cell) {
    cell = static_cast<std::uint16_t>(cell +
                                      (cell < std::numeric_limits<std::uint16_t>::max() ? 1 : 0));
}

} // namespace

Chroma chroma_of(double red, double green, double blue) {
    const double luma = (kRed * red + kGreen * green + kBlue * blue) / (1 << 16);
    // Divided so that full blue and full red reach half of the range.
    return {(blue - luma) / 1.8556, (red - luma) / 1.5748};
}

Histogram histogram_of(const preview::Picture& picture, int most_pixels) {
    // Two sets of counts, so that a run of equal pixels need not wait for itself.
    std::array<std::array<std::uint32_t, 256>, 8> counts{};
    std::int64_t black = 0;
    std::int64_t white = 0;
    const std::int64_t seen = over_rows(picture, most_pixels, [&](const std::uint32_t* row) {
        for (int x = 0; x < picture.width; ++x) {
            const Levels at(row[x]);
            const std::size_t set = (static_cast<unsigned>(x) & 1U) * 4;
            ++counts[set][static_cast<std::size_t>(at.red)];
            ++counts[set + 1][static_cast<std::size_t>(at.green)];
            ++counts[set + 2][static_cast<std::size_t>(at.blue)];
            ++counts[set + 3][static_cast<std::size_t>(at.luma())];
            black += std::min({at.red, at.green, at.blue}) == 0 ? 1 : 0;
            white += std::max({at.red, at.green, at.blue}) == 255 ? 1 : 0;
        }
    });
    Histogram made;
    const float all = seen > 0 ? static_cast<float>(seen) : 1;
    for (std::size_t level = 0; level < 256; ++level) {
        for (std::size_t c = 0; c < 3; ++c) {
            made.channels[c][level] =
                static_cast<float>(counts[c][level] + counts[c + 4][level]) / all;
        }
        made.luma[level] = static_cast<float>(counts[3][level] + counts[7][level]) / all;
    }
    made.black = static_cast<float>(black) / all;
    made.white = static_cast<float>(white) / all;
    return made;
}

Waveform waveform_of(const preview::Picture& picture, bool parade, int most_pixels) {
    constexpr std::size_t kCells = std::size_t{Waveform::kColumns} * Waveform::kLevels;
    Waveform made;
    if (parade) {
        for (Waveform::Plane& plane : made.channels) {
            plane.assign(kCells, 0);
        }
    } else {
        made.luma.assign(kCells, 0);
    }
    std::vector<std::uint16_t> columns(static_cast<std::size_t>(std::max(picture.width, 0)));
    for (int x = 0; x < picture.width; ++x) {
        columns[static_cast<std::size_t>(x)] =
            static_cast<std::uint16_t>(std::int64_t{x} * Waveform::kColumns / picture.width);
    }
    over_rows(picture, most_pixels, [&](const std::uint32_t* row) {
        for (int x = 0; x < picture.width; ++x) {
            const Levels at(row[x]);
            const std::size_t column = columns[static_cast<std::size_t>(x)];
            const auto cell = [&](int level) {
                return static_cast<std::size_t>(level) * Waveform::kColumns + column;
            };
            if (parade) {
                count(made.channels[0][cell(at.red)]);
                count(made.channels[1][cell(at.green)]);
                count(made.channels[2][cell(at.blue)]);
            } else {
                count(made.luma[cell(at.luma())]);
            }
        }
    });
    return made;
}

Vectorscope vectorscope_of(const preview::Picture& picture, int most_pixels) {
    constexpr int kSide = Vectorscope::kSide;
    // 1 / 1.8556 and 1 / 1.5748 in 16 bits after the point.
    constexpr int kCb = 35318;
    constexpr int kCr = 41615;
    Vectorscope made;
    made.cells.assign(std::size_t{kSide} * kSide, 0);
    over_rows(picture, most_pixels, [&](const std::uint32_t* row) {
        for (int x = 0; x < picture.width; ++x) {
            const Levels at(row[x]);
            const int luma = at.luma();
            const int cb = ((at.blue - luma) * kCb + kHalf) >> 16;
            const int cr = ((at.red - luma) * kCr + kHalf) >> 16;
            const int across = std::clamp(cb + kSide / 2, 0, kSide - 1);
            const int up = std::clamp(cr + kSide / 2, 0, kSide - 1);
            count(made.cells[static_cast<std::size_t>(up) * kSide +
                             static_cast<std::size_t>(across)]);
        }
    });
    return made;
}

} // namespace kinovar::ui
