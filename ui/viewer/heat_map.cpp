#include "ui/viewer/heat_map.h"

#include "core/preview/view_kernels.h"
#include "ui/viewer/bands.h"
#include "ui/viewer/scaled_layer.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace kinovar::ui {

using preview::PixelRange;

namespace {

/// Means over 2·radius + 1 values of a line with the given step; the ends repeat.
void blur_line(std::int32_t* line, int count, int step, int radius,
               std::vector<std::int32_t>& copy) {
    copy.resize(static_cast<std::size_t>(count + 2 * radius));
    for (int i = 0; i < count + 2 * radius; ++i) {
        copy[static_cast<std::size_t>(i)] =
            line[std::ptrdiff_t{step} * std::clamp(i - radius, 0, count - 1)];
    }
    const int window = 2 * radius + 1;
    const float share = 1.0F / static_cast<float>(window);
    std::int32_t sum = 0; // a cell is below 2²⁰, a window below 2¹¹
    for (int i = 0; i < window - 1; ++i) {
        sum += copy[static_cast<std::size_t>(i)];
    }
    for (int i = 0; i < count; ++i) {
        sum += copy[static_cast<std::size_t>(i + window - 1)];
        line[std::ptrdiff_t{step} * i] = static_cast<std::int32_t>(static_cast<float>(sum) * share);
        sum -= copy[static_cast<std::size_t>(i)];
    }
}

} // namespace

void HeatMap::make(ScaledLayer& reference, ScaledLayer& layer, int width, int height,
                   Setting setting, Bands& bands) {
    if (reference.stamp() == reference_stamp_ && layer.stamp() == layer_stamp_ &&
        setting == setting_ && width == width_ && height == height_) {
        return;
    }
    reference_stamp_ = reference.stamp();
    layer_stamp_ = layer.stamp();
    setting_ = setting;
    width_ = width;
    height_ = height;
    cells_across_ = (width + kCell - 1) / kCell;
    cells_down_ = (height + kCell - 1) / kCell;
    cells_.assign(static_cast<std::size_t>(cells_across_) * static_cast<std::size_t>(cells_down_),
                  0);
    const int count = (height + ScaledLayer::kBandRows - 1) / ScaledLayer::kBandRows;
    bands.run(count, [&](int band) { sum_band(reference, layer, band); });
    const auto whole_cells = [](PixelRange a, PixelRange b) {
        return PixelRange{(std::max(a.first, b.first) + kCell - 1) / kCell,
                          std::min(a.end, b.end) / kCell};
    };
    inner_across_ = whole_cells(reference.columns(), layer.columns());
    inner_down_ = whole_cells(reference.rows(), layer.rows());
    // Two boxes on each other come close to a bell; the two together reach the radius.
    blur(std::max(1, static_cast<int>(std::lround(setting.radius / (2 * kCell)))));
    strengths_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(cells_down_));
    constexpr int kRowsAtOnce = ScaledLayer::kBandRows / kCell;
    bands.run((cells_down_ + kRowsAtOnce - 1) / kRowsAtOnce, [&](int band) {
        const int end = std::min(cells_down_, (band + 1) * kRowsAtOnce);
        for (int row = band * kRowsAtOnce; row < end; ++row) {
            spread_row(row);
        }
    });
}

void HeatMap::sum_band(ScaledLayer& reference, ScaledLayer& layer, int band) {
    const preview::PixelRange all{0, width_};
    reference.need(all, band);
    layer.need(all, band);
    thread_local std::vector<std::int16_t> apart;
    apart.resize(static_cast<std::size_t>(width_));
    const int end = std::min(height_, (band + 1) * ScaledLayer::kBandRows);
    for (int y = band * ScaledLayer::kBandRows; y < end; ++y) {
        preview::kernels::luma_difference(apart.data(), reference.row(y), layer.row(y),
                                          static_cast<std::size_t>(width_));
        std::int32_t* cells = cells_.data() + std::ptrdiff_t{y / kCell} * cells_across_;
        const int whole = width_ / kCell;
        for (int i = 0; i < whole; ++i) {
            const std::int16_t* four = apart.data() + std::ptrdiff_t{kCell} * i;
            cells[i] += four[0] + four[1] + four[2] + four[3];
        }
        for (int x = whole * kCell; x < width_; ++x) {
            cells[whole] += apart[static_cast<std::size_t>(x)];
        }
    }
}

void HeatMap::blur(int radius) {
    if (inner_across_.empty() || inner_down_.empty()) {
        std::fill(cells_.begin(), cells_.end(), 0);
        return;
    }
    const int across = inner_across_.end - inner_across_.first;
    const int down = inner_down_.end - inner_down_.first;
    std::vector<std::int32_t> copy;
    for (int pass = 0; pass < 2; ++pass) {
        for (int y = inner_down_.first; y < inner_down_.end; ++y) {
            blur_line(cell_row(y) + inner_across_.first, across, 1, radius, copy);
        }
        for (int x = inner_across_.first; x < inner_across_.end; ++x) {
            blur_line(cell_row(inner_down_.first) + x, down, cells_across_, radius, copy);
        }
    }
}

void HeatMap::spread_row(int row) {
    // Cells at the edge, which the picture covers in part, are like those beside them.
    const auto inside = [](int cell, PixelRange inner, int count) {
        return std::min(std::clamp(cell, inner.first, std::max(inner.first, inner.end - 1)),
                        count - 1);
    };
    thread_local std::vector<int> line;
    line.resize(static_cast<std::size_t>(cells_across_) + 2);
    const std::int32_t* cells = cell_row(inside(row, inner_down_, cells_down_));
    const float share =
        255.0F / static_cast<float>(setting_.full * kCell * kCell * preview::kernels::kLumaSteps);
    for (int i = 0; i < cells_across_; ++i) {
        const int apart = std::abs(cells[inside(i, inner_across_, cells_across_)]);
        line[static_cast<std::size_t>(i) + 1] =
            static_cast<int>(std::min(static_cast<float>(apart) * share, 255.0F));
    }
    line.front() = line[1];
    line.back() = line[static_cast<std::size_t>(cells_across_)];
    std::uint8_t* out = strengths_.data() + std::ptrdiff_t{row} * width_;
    for (int x = 0; x < width_; ++x) {
        // In eighths of a cell from the centre of the one to the left of this pixel's centre.
        const int eighths = 2 * x + 1 + kCell;
        const auto at = static_cast<std::size_t>(eighths / (2 * kCell));
        const int part = eighths % (2 * kCell);
        out[x] = static_cast<std::uint8_t>((line[at] * (2 * kCell - part) + line[at + 1] * part) /
                                           (2 * kCell));
    }
}

void HeatMap::read(int y, preview::PixelRange across, std::uint8_t* out) const {
    const int eighths = 2 * y + 1 - kCell;
    const int above = eighths < 0 ? 0 : eighths / (2 * kCell);
    const int below = std::min(eighths < 0 ? 0 : above + 1, cells_down_ - 1);
    const int part = eighths < 0 ? 0 : eighths % (2 * kCell);
    const auto row = [&](int cell) {
        return strengths_.data() + std::ptrdiff_t{cell} * width_ + across.first;
    };
    preview::kernels::between(out, row(above), row(below), part * 256 / (2 * kCell),
                              static_cast<std::size_t>(across.end - across.first));
}

void HeatColours::make(int opacity_percent, int least) {
    constexpr double kYellowGreen = 220;
    for (int i = 0; i < 256; ++i) {
        const double way = std::clamp((i - least) / static_cast<double>(255 - least), 0.0, 1.0);
        const auto green = static_cast<std::uint32_t>(std::lround(kYellowGreen * (1 - way)));
        const auto at = static_cast<std::size_t>(i);
        colours[at] = 0xffff0000U | (green << 8U);
        const double shown = i < least ? 0 : 0.35 + 0.65 * way;
        opacity[at] = static_cast<std::uint16_t>(
            std::lround(shown * opacity_percent / 100 * preview::kernels::kFullOpacity));
    }
}

} // namespace kinovar::ui
