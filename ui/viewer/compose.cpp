#include "ui/viewer/compose.h"

#include "core/preview/view_kernels.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace kinovar::ui {

using preview::PixelRange;
namespace kernels = preview::kernels;

namespace {

constexpr int kPaneGap = 2; ///< between the panes side by side
constexpr kernels::ChangeColours kChangeColours{.brighter = 0xff20c8ffU, .darker = 0xffff8a1fU};
/// Radius of the neighbourhood of the fidelity map, in scan pixels.
constexpr double kFidelityRadius = 8;
/// The map is at its reddest at this many times the threshold.
constexpr int kFidelityFull = 4;

int opacity_of(int percent) {
    return (std::clamp(percent, 0, 100) * kernels::kFullOpacity + 50) / 100;
}

PixelRange common(PixelRange a, PixelRange b) {
    return {std::max(a.first, b.first), std::min(a.end, b.end)};
}

} // namespace

int pane_width(CompareMode mode, int canvas_width) {
    return mode == CompareMode::SideBySide ? std::max(1, (canvas_width - kPaneGap) / 2)
                                           : canvas_width;
}

void Composer::clear() {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        layers_[i].clear();
        origins_[i].clear();
    }
    scan_.clear();
    light_.clear();
}

void Composer::compose(const Composition& what, const PixelCanvas& canvas) {
    if (canvas.width < 1 || canvas.height < 1) {
        return;
    }
    what_ = &what;
    canvas_ = canvas;
    pane_ = pane_width(what.comparison.mode, canvas.width);
    place_layers();
    make_heat();
    const int count = (canvas.height + ScaledLayer::kBandRows - 1) / ScaledLayer::kBandRows;
    bands_.run(count, [this](int band) { draw_band(band); });
    what_ = nullptr;
}

ScaledLayer::Place Composer::place_of(const ShownSide& side) const {
    const ViewTransform& view = what_->transform;
    ScaledLayer::Place place;
    place.across = {view.left + side.box.left * view.scale_x, side.box.width * view.scale_x};
    place.down = {view.top + side.box.top * view.scale_y, side.box.height * view.scale_y};
    place.width = pane_;
    place.height = canvas_.height;
    place.background = what_->background;
    return place;
}

bool Composer::overlays(Side side) const {
    const Comparison& how = what_->comparison;
    return how.overlay != Overlay::None && !shows_difference(how.mode) &&
           (side == Side::A ? how.overlay_on_a : how.overlay_on_b);
}

void Composer::place_layers() {
    if (what_->comparison.mode == CompareMode::Light) {
        light_.set(what_->light.picture, place_of(what_->light));
        return;
    }
    for (const Side side : {Side::A, Side::B}) {
        const ShownSide& shown = what_->sides[index(side)];
        layers_[index(side)].set(shown.picture, place_of(shown));
        if (overlays(side) && what_->comparison.overlay == Overlay::Origin) {
            origins_[index(side)].set(shown.origin, place_of(shown));
        }
    }
}

void Composer::make_heat() {
    const Comparison& how = what_->comparison;
    if (how.overlay != Overlay::Fidelity || shows_difference(how.mode) ||
        what_->scan.picture == nullptr) {
        return;
    }
    scan_.set(what_->scan.picture, place_of(what_->scan));
    for (const Side side : {Side::A, Side::B}) {
        if (overlays(side) && what_->sides[index(side)].picture != nullptr) {
            const double scale = std::max(what_->transform.scale_x, what_->transform.scale_y);
            heat_[index(side)].make(scan_, layers_[index(side)], pane_, canvas_.height,
                                    {kFidelityRadius * scale, kFidelityFull * how.threshold},
                                    bands_);
        }
    }
    heat_colours_.make(how.opacity, 255 / kFidelityFull);
}

Composer::Runs Composer::runs_of(int y) const {
    const Comparison& how = what_->comparison;
    const int width = canvas_.width;
    Runs runs;
    switch (how.mode) {
    case CompareMode::Single:
        runs.add({how.single, {0, width}, 0, false});
        break;
    case CompareMode::Blink:
        runs.add({what_->blink_to_b ? Side::B : Side::A, {0, width}, 0, false});
        break;
    case CompareMode::SideBySide:
        runs.add({Side::A, {0, pane_}, 0, false});
        runs.add({Side::B, {width - pane_, width}, 0, false});
        break;
    case CompareMode::Butterfly: {
        const int axis = (width + 1) / 2;
        runs.add({Side::A, {0, axis}, 0, false});
        runs.add({Side::B, {axis, width}, 2 * axis - width, true});
        break;
    }
    case CompareMode::Wipe: {
        // The pixel centre (px, py) is A's where (px − x)·cos + (py − y)·sin < 0.
        const double turn = how.wipe.degrees * std::numbers::pi / 180;
        const double cosine = std::cos(turn);
        const double away = (y + 0.5 - how.wipe.y * canvas_.height) * std::sin(turn);
        constexpr double kLevel = 1e-9; // the line runs along the row
        double cross = away < 0 ? width : 0;
        if (std::abs(cosine) > kLevel) {
            cross = how.wipe.x * width - away / cosine;
        }
        const int split = static_cast<int>(std::clamp(std::ceil(cross - 0.5), 0.0, double(width)));
        const bool a_first = cosine > -kLevel;
        runs.add({a_first ? Side::A : Side::B, {0, split}, 0, false});
        runs.add({a_first ? Side::B : Side::A, {split, width}, split, false});
        break;
    }
    case CompareMode::Difference:
    case CompareMode::Light:
        break;
    }
    return runs;
}

void Composer::need(const Runs& runs, int band) {
    for (int i = 0; i < runs.count; ++i) {
        const Run& run = runs.runs[static_cast<std::size_t>(i)];
        const PixelRange columns{run.layer_first,
                                 run.layer_first + run.across.end - run.across.first};
        layers_[index(run.side)].need(columns, band);
        if (!overlays(run.side)) {
            continue;
        }
        if (what_->comparison.overlay == Overlay::Origin) {
            origins_[index(run.side)].need(columns, band);
        } else if (what_->comparison.overlay == Overlay::Changes) {
            layers_[index(other(run.side))].need(columns, band);
        }
    }
}

void Composer::draw_band(int band) {
    const int first = band * ScaledLayer::kBandRows;
    const int end = std::min(canvas_.height, first + ScaledLayer::kBandRows);
    if (what_->comparison.mode == CompareMode::Difference) {
        for (ScaledLayer& layer : layers_) {
            layer.need({0, pane_}, band);
        }
    } else if (what_->comparison.mode == CompareMode::Light) {
        light_.need({0, pane_}, band);
    } else {
        // A straight line: what its ends need covers the rows between them.
        need(runs_of(first), band);
        need(runs_of(end - 1), band);
    }
    for (int y = first; y < end; ++y) {
        draw_row(y);
    }
}

void Composer::draw_row(int y) {
    std::uint32_t* out = canvas_.row(y);
    if (what_->comparison.mode == CompareMode::Difference) {
        draw_difference(y, out);
        return;
    }
    if (what_->comparison.mode == CompareMode::Light) {
        std::copy_n(light_.row(y), canvas_.width, out);
        return;
    }
    if (what_->comparison.mode == CompareMode::SideBySide) {
        std::fill_n(out, canvas_.width, what_->background); // the gap
    }
    const Runs runs = runs_of(y);
    for (int i = 0; i < runs.count; ++i) {
        draw_run(runs.runs[static_cast<std::size_t>(i)], y, out);
    }
}

void Composer::draw_run(const Run& run, int y, std::uint32_t* out) {
    const auto n = static_cast<std::size_t>(run.across.end - run.across.first);
    const std::uint32_t* pixels = layers_[index(run.side)].row(y) + run.layer_first;
    std::uint32_t* target = out + run.across.first;
    if (!run.mirrored) {
        std::copy_n(pixels, n, target);
        lay_over(run, y, target);
        return;
    }
    if (!overlays(run.side)) {
        kernels::reverse(target, pixels, n);
        return;
    }
    thread_local std::vector<std::uint32_t> unmirrored;
    unmirrored.assign(pixels, pixels + n);
    lay_over(run, y, unmirrored.data());
    kernels::reverse(target, unmirrored.data(), n);
}

void Composer::lay_over(const Run& run, int y, std::uint32_t* pixels) {
    if (!overlays(run.side)) {
        return;
    }
    const auto n = static_cast<std::size_t>(run.across.end - run.across.first);
    const Comparison& how = what_->comparison;
    const int opacity = opacity_of(how.opacity);
    const ShownSide& shown = what_->sides[index(run.side)];
    if (how.overlay == Overlay::Origin && shown.origin != nullptr) {
        kernels::mix(pixels, origins_[index(run.side)].row(y) + run.layer_first, n, opacity);
    } else if (how.overlay == Overlay::Changes && what_->sides[0].picture != nullptr &&
               what_->sides[1].picture != nullptr) {
        kernels::mark_changes(pixels, layers_[0].row(y) + run.layer_first,
                              layers_[1].row(y) + run.layer_first, n, how.threshold, opacity,
                              kChangeColours);
    } else if (how.overlay == Overlay::Fidelity && what_->scan.picture != nullptr &&
               shown.picture != nullptr) {
        heat_over(run, y, pixels);
    }
}

void Composer::heat_over(const Run& run, int y, std::uint32_t* pixels) {
    const ScaledLayer& layer = layers_[index(run.side)];
    const int end = run.layer_first + run.across.end - run.across.first;
    const PixelRange columns =
        common({run.layer_first, end}, common(layer.columns(), scan_.columns()));
    const PixelRange rows = common(layer.rows(), scan_.rows());
    if (columns.empty() || y < rows.first || y >= rows.end) {
        return;
    }
    thread_local std::vector<std::uint8_t> strengths;
    strengths.resize(static_cast<std::size_t>(columns.end - columns.first));
    heat_[index(run.side)].read(y, columns, strengths.data());
    kernels::heat(pixels + (columns.first - run.layer_first), strengths.data(),
                  heat_colours_.colours.data(), heat_colours_.opacity.data(), strengths.size());
}

void Composer::draw_difference(int y, std::uint32_t* out) {
    const PixelRange rows = common(layers_[0].rows(), layers_[1].rows());
    const PixelRange columns = common(layers_[0].columns(), layers_[1].columns());
    if (y < rows.first || y >= rows.end || columns.empty()) {
        std::fill_n(out, canvas_.width, what_->background);
        return;
    }
    std::fill(out, out + columns.first, what_->background);
    std::fill(out + columns.end, out + canvas_.width, what_->background);
    const auto n = static_cast<std::size_t>(columns.end - columns.first);
    const std::uint32_t* a = layers_[0].row(y) + columns.first;
    const std::uint32_t* b = layers_[1].row(y) + columns.first;
    const Comparison& how = what_->comparison;
    if (how.absolute) {
        kernels::absolute_difference(out + columns.first, a, b, n, how.gain);
    } else {
        kernels::signed_difference(out + columns.first, a, b, n, how.gain);
    }
}

} // namespace kinovar::ui
