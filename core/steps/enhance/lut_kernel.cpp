#include "core/steps/enhance/lut_kernel.h"

#include <algorithm>

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/steps/enhance/lut_kernel.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::steps::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::ScalableTag<float>;
using Integers = hn::RebindToSigned<Floats>;
using Values = hn::Vec<Floats>;
using Numbers = hn::Vec<Integers>;

constexpr int kEntry = 4; // floats

/// Where a channel falls along its axis.
struct Place {
    Numbers cell;
    Values part; ///< of the way to the next entry
};

HWY_ATTR inline Place place_of(const LutGrid& grid, std::size_t channel, Values value) {
    const Floats f;
    const Integers i;
    const Values zero = hn::Zero(f);
    const Values raw =
        hn::MulAdd(value, hn::Set(f, grid.factor[channel]), hn::Set(f, grid.offset[channel]));
    // Written so that NaN ends at 0.
    const Values from_zero = hn::IfThenElse(hn::Gt(raw, zero), raw, zero);
    const Values place = hn::Min(from_zero, hn::Set(f, static_cast<float>(grid.size - 1)));
    const Numbers cell = hn::Min(hn::ConvertTo(i, place), hn::Set(i, grid.size - 2));
    return {cell, hn::Sub(place, hn::ConvertTo(f, cell))};
}

/// The four corners of a tetrahedron, as offsets from the entries' beginning, and their weights.
struct Corners {
    Numbers at[4];
    Values weight[4];
};

HWY_ATTR inline Corners corners_of(const LutGrid& grid, const Place& red, const Place& green,
                                   const Place& blue) {
    const Floats f;
    const Integers i;
    const int red_step = kEntry;
    const int green_step = red_step * grid.size;
    const int blue_step = green_step * grid.size;
    const auto step = [&](int length) { return hn::BitCast(f, hn::Set(i, length)); };
    const Values r = red.part;
    const Values g = green.part;
    const Values b = blue.part;
    // From the cell's first corner along the axis of the largest part, then along that of the
    // middle one, to the last corner.
    const Values most = hn::Max(r, hn::Max(g, b));
    const Values least = hn::Min(r, hn::Min(g, b));
    const Values middle = hn::Max(hn::Min(r, g), hn::Min(hn::Max(r, g), b));
    const Values longest =
        hn::IfThenElse(hn::Ge(r, g), hn::IfThenElse(hn::Ge(r, b), step(red_step), step(blue_step)),
                       hn::IfThenElse(hn::Ge(g, b), step(green_step), step(blue_step)));
    const Values shortest =
        hn::IfThenElse(hn::Lt(r, g), hn::IfThenElse(hn::Lt(r, b), step(red_step), step(blue_step)),
                       hn::IfThenElse(hn::Lt(g, b), step(green_step), step(blue_step)));
    Corners corners;
    corners.at[0] = hn::Add(hn::Mul(red.cell, hn::Set(i, red_step)),
                            hn::Add(hn::Mul(green.cell, hn::Set(i, green_step)),
                                    hn::Mul(blue.cell, hn::Set(i, blue_step))));
    corners.at[1] = hn::Add(corners.at[0], hn::BitCast(i, longest));
    corners.at[3] = hn::Add(corners.at[0], hn::Set(i, red_step + green_step + blue_step));
    corners.at[2] = hn::Sub(corners.at[3], hn::BitCast(i, shortest));
    corners.weight[0] = hn::Sub(hn::Set(f, 1.0F), most);
    corners.weight[1] = hn::Sub(most, middle);
    corners.weight[2] = hn::Sub(middle, least);
    corners.weight[3] = least;
    return corners;
}

HWY_ATTR inline Values mixed(const LutGrid& grid, const Corners& corners, int channel, Values in,
                             float amount) {
    const Floats f;
    const float* entries = grid.entries + channel;
    Values sum = hn::Mul(corners.weight[0], hn::GatherIndex(f, entries, corners.at[0]));
    for (int corner = 1; corner < 4; ++corner) {
        sum = hn::MulAdd(corners.weight[corner], hn::GatherIndex(f, entries, corners.at[corner]),
                         sum);
    }
    return hn::MulAdd(hn::Set(f, amount), hn::Sub(sum, in), in);
}

/// As many pixels as a vector has lanes.
HWY_ATTR inline void look_up_lanes(const LutGrid& grid, float amount, const float* in, float* out) {
    const Floats f;
    Values red;
    Values green;
    Values blue;
    hn::LoadInterleaved3(f, in, red, green, blue);
    const Corners corners =
        corners_of(grid, place_of(grid, 0, red), place_of(grid, 1, green), place_of(grid, 2, blue));
    hn::StoreInterleaved3(mixed(grid, corners, 0, red, amount),
                          mixed(grid, corners, 1, green, amount),
                          mixed(grid, corners, 2, blue, amount), f, out);
}

void look_up(const LutGrid& grid, float amount, const float* in, float* out, std::size_t pixels) {
    constexpr std::size_t kChannels = 3;
    const Floats f;
    const std::size_t lanes = hn::Lanes(f);
    std::size_t x = 0;
    for (; x + lanes <= pixels; x += lanes) {
        look_up_lanes(grid, amount, in + kChannels * x, out + kChannels * x);
    }
    if (x < pixels) {
        HWY_ALIGN float rest[kChannels * hn::MaxLanes(f)] = {};
        const std::size_t count = kChannels * (pixels - x);
        std::copy_n(in + kChannels * x, count, rest);
        look_up_lanes(grid, amount, rest, rest);
        std::copy_n(rest, count, out + kChannels * x);
    }
}

} // namespace kinovar::steps::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace kinovar::steps {

HWY_EXPORT(look_up);

void look_up_row(const LutGrid& grid, float amount, const float* in, float* out,
                 std::size_t pixels) {
    HWY_DYNAMIC_DISPATCH(look_up)(grid, amount, in, out, pixels);
}

} // namespace kinovar::steps

#endif
