#include "core/preview/view_scaler.h"

#include "core/preview/view_kernels.h"

#include <algorithm>
#include <cmath>

namespace kinovar::preview {

namespace {

/// How far from a whole number counts as whole: a hundredth of a level of brightness at most.
constexpr double kWhole = 1e-4;

double triangle(double x) {
    return std::max(0.0, 1 - std::abs(x));
}

double catmull_rom(double x) {
    x = std::abs(x);
    if (x < 1) {
        return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

PixelRange covered(Placement place, int canvas) {
    // Those with start ≤ centre < start + length.
    const auto first = std::ceil(place.start - 0.5);
    const auto end = std::ceil(place.start + place.length - 0.5);
    const double most = canvas;
    return {static_cast<int>(std::clamp(first, 0.0, most)),
            static_cast<int>(std::clamp(end, 0.0, most))};
}

/// Whole weights with the sum kWeightOne, the rounding's rest on the largest.
void store_weights(const std::vector<double>& shares, std::int16_t* out, int repeats) {
    double sum = 0;
    for (const double share : shares) {
        sum += share;
    }
    int rest = kernels::kWeightOne;
    std::size_t largest = 0;
    std::vector<int> whole(shares.size());
    for (std::size_t j = 0; j < shares.size(); ++j) {
        whole[j] = static_cast<int>(std::lround(shares[j] / sum * kernels::kWeightOne));
        rest -= whole[j];
        largest = shares[j] > shares[largest] ? j : largest;
    }
    whole[largest] += rest;
    for (const int weight : whole) {
        out = std::fill_n(out, repeats, static_cast<std::int16_t>(weight));
    }
}

} // namespace

ViewScaler::Axis ViewScaler::make_axis(int size, Placement place, int canvas, Kind kind,
                                       bool in_pairs) {
    Axis axis;
    axis.kind = kind;
    axis.range = covered(place, canvas);
    const double scale = place.length / size;
    const bool enlarges = scale > 1;
    const double reach = enlarges ? 2 : 1 / scale; // in picture pixels, to each side
    const int taps = static_cast<int>(std::ceil(2 * reach + kWhole));
    axis.taps = kind != Kind::Smooth ? 1 : in_pairs ? taps + taps % 2 : taps;
    const int repeats = in_pairs ? kernels::kPairWeights / 2 : 1;
    const auto count = static_cast<std::size_t>(std::max(0, axis.range.end - axis.range.first));
    axis.starts.resize(count);
    if (kind == Kind::Smooth) {
        axis.weights.resize(count * static_cast<std::size_t>(axis.taps * repeats));
    }
    std::vector<double> shares(static_cast<std::size_t>(axis.taps));
    for (std::size_t i = 0; i < count; ++i) {
        const double centre =
            (axis.range.first + static_cast<double>(i) + 0.5 - place.start) / scale;
        if (kind != Kind::Smooth) {
            axis.starts[i] =
                std::clamp(static_cast<int>(std::floor(centre + kWhole * kWhole)), 0, size - 1);
            continue;
        }
        // Taps beyond the picture's edge repeat its last pixel: their share goes there.
        const int wanted = static_cast<int>(std::floor(centre - reach + 0.5 + kWhole));
        const int start = std::clamp(wanted, 0, std::max(0, size - axis.taps));
        std::fill(shares.begin(), shares.end(), 0.0);
        for (int tap = wanted; tap < wanted + taps; ++tap) {
            const double away = tap + 0.5 - centre;
            const double share = enlarges ? catmull_rom(away) : triangle(away * scale);
            const int at = std::clamp(std::clamp(tap, 0, size - 1) - start, 0, axis.taps - 1);
            shares[static_cast<std::size_t>(at)] += share;
        }
        axis.starts[i] = start;
        store_weights(shares,
                      axis.weights.data() + i * static_cast<std::size_t>(axis.taps * repeats),
                      repeats);
    }
    return axis;
}

ViewScaler::ViewScaler(int width, int height, Placement across, Placement down, int canvas_width,
                       int canvas_height)
    : width_(width), height_(height) {
    const double scale_x = across.length / width;
    const double scale_y = down.length / height;
    const auto whole = [](double x) { return std::abs(x - std::round(x)) < kWhole; };
    Kind kind = Kind::Smooth;
    if (whole(across.start) && whole(down.start) && across.length == width &&
        down.length == height) {
        kind = Kind::Copy;
    } else if (std::min(scale_x, scale_y) > kSquaresAbove) {
        kind = Kind::Squares;
    }
    columns_ = make_axis(width, across, canvas_width, kind, true);
    rows_ = make_axis(height, down, canvas_height, kind, false);
}

void ViewScaler::draw(const std::uint32_t* pixels, PixelRange across, PixelRange down,
                      std::uint32_t* out, std::ptrdiff_t stride) const {
    if (across.empty() || down.empty()) {
        return;
    }
    if (columns_.kind == Kind::Smooth) {
        draw_smooth(pixels, across, down, out, stride);
    } else {
        draw_squares(pixels, across, down, out, stride);
    }
}

void ViewScaler::draw_squares(const std::uint32_t* pixels, PixelRange across, PixelRange down,
                              std::uint32_t* out, std::ptrdiff_t stride) const {
    const auto n = static_cast<std::size_t>(across.end - across.first);
    const std::int32_t* columns = columns_.starts.data() + (across.first - columns_.range.first);
    int drawn = -1;
    for (int y = down.first; y < down.end; ++y, out += stride) {
        const int row = rows_.starts[static_cast<std::size_t>(y - rows_.range.first)];
        const std::uint32_t* src = pixels + std::ptrdiff_t{row} * width_;
        if (columns_.kind == Kind::Copy) {
            std::copy_n(src + columns[0], n, out);
        } else if (row == drawn) {
            std::copy_n(out - stride, n, out);
        } else {
            kernels::pick_pixels(out, src, columns, n);
        }
        drawn = row;
    }
}

void ViewScaler::draw_smooth(const std::uint32_t* pixels, PixelRange across, PixelRange down,
                             std::uint32_t* out, std::ptrdiff_t stride) const {
    const auto n = static_cast<std::size_t>(across.end - across.first);
    const auto offset = static_cast<std::size_t>(across.first - columns_.range.first);
    const auto across_weights = static_cast<std::size_t>(columns_.taps / 2 * kernels::kPairWeights);
    const int left = columns_.starts[offset];
    const int right = std::min(width_, columns_.starts[offset + n - 1] + columns_.taps);
    thread_local std::vector<std::int32_t> starts;
    thread_local std::vector<std::int16_t> sums;
    thread_local std::vector<const std::uint32_t*> taps;
    starts.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        starts[i] = columns_.starts[offset + i] - left;
    }
    // A picture narrower than the taps is read past its end there, with weight 0.
    const auto pixels_read = static_cast<std::size_t>(right - left + columns_.taps);
    sums.assign(pixels_read * 4, 0);
    taps.resize(static_cast<std::size_t>(rows_.taps));
    for (int y = down.first; y < down.end; ++y, out += stride) {
        const auto row = static_cast<std::size_t>(y - rows_.range.first);
        for (int j = 0; j < rows_.taps; ++j) {
            const int at = std::min(rows_.starts[row] + j, height_ - 1);
            taps[static_cast<std::size_t>(j)] = pixels + std::ptrdiff_t{at} * width_ + left;
        }
        kernels::weigh_rows(sums.data(), taps.data(),
                            rows_.weights.data() + row * static_cast<std::size_t>(rows_.taps),
                            rows_.taps, static_cast<std::size_t>(right - left));
        kernels::weigh_pixels(out, sums.data(), starts.data(),
                              columns_.weights.data() + offset * across_weights, columns_.taps / 2,
                              n);
    }
}

} // namespace kinovar::preview
