#include "core/steps/measure/warp_kernel.h"

#include <algorithm>

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/steps/measure/warp_kernel.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::steps::warp::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::ScalableTag<float>;
using Ints = hn::RebindToSigned<Floats>;
using FloatVector = hn::Vec<Floats>;
using IntVector = hn::Vec<Ints>;

/// The four pixels around each place, as numbers.
struct Corners {
    FloatVector top, top_next, low, low_next;
};

int mirrored(int at, int count) {
    if (count == 1) {
        return 0;
    }
    const int period = 2 * (count - 1);
    at %= period;
    at = at < 0 ? at + period : at;
    return std::min(at, period - at);
}

/// Pixel by pixel: where some are at or beyond an edge.
HWY_INLINE Corners corners_at_edge(const Picture& picture, IntVector column, IntVector row) {
    const Ints ints;
    const Floats floats;
    HWY_ALIGN std::int32_t columns[hn::MaxLanes(ints)];
    HWY_ALIGN std::int32_t rows[hn::MaxLanes(ints)];
    HWY_ALIGN float values[4][hn::MaxLanes(floats)];
    hn::Store(column, ints, columns);
    hn::Store(row, ints, rows);
    for (std::size_t lane = 0; lane < hn::Lanes(ints); ++lane) {
        const int x[] = {mirrored(columns[lane], picture.width),
                         mirrored(columns[lane] + 1, picture.width)};
        const int y[] = {mirrored(rows[lane], picture.height),
                         mirrored(rows[lane] + 1, picture.height)};
        for (int corner = 0; corner < 4; ++corner) {
            const std::size_t line = static_cast<std::size_t>(y[corner / 2]) * picture.stride;
            values[corner][lane] = static_cast<float>(picture.data[line + x[corner % 2]]);
        }
    }
    return {hn::Load(floats, values[0]), hn::Load(floats, values[1]), hn::Load(floats, values[2]),
            hn::Load(floats, values[3])};
}

/// A pixel and its right neighbour are the lowest bytes of what is read at its place.
HWY_INLINE Corners corners_inside(const Picture& picture, IntVector column, IntVector row) {
    const Ints ints;
    const Floats floats;
    constexpr int kByte = 8;
    const IntVector mask = hn::Set(ints, 255);
    const auto* base = reinterpret_cast<const std::int32_t*>(picture.data);
    const auto* next = reinterpret_cast<const std::int32_t*>(picture.data + picture.stride);
    const IntVector place =
        hn::Add(hn::Mul(row, hn::Set(ints, static_cast<std::int32_t>(picture.stride))), column);
    const IntVector top = hn::GatherOffset(ints, base, place);
    const IntVector low = hn::GatherOffset(ints, next, place);
    const auto first = [&](IntVector bytes)
                           HWY_ATTR { return hn::ConvertTo(floats, hn::And(bytes, mask)); };
    const auto second = [&](IntVector bytes) HWY_ATTR {
        return hn::ConvertTo(floats, hn::And(hn::ShiftRight<kByte>(bytes), mask));
    };
    return {first(top), second(top), first(low), second(low)};
}

/// Where neighbouring pixels are looked up side by side, as in all that moves as one.
HWY_INLINE Corners corners_in_a_row(const Picture& picture, int column, int row) {
    const Floats floats;
    const Ints ints;
    const hn::Rebind<std::uint8_t, Floats> bytes;
    const std::uint8_t* top =
        picture.data + static_cast<std::size_t>(row) * picture.stride + column;
    const auto at = [&](const std::uint8_t* pixels) HWY_ATTR {
        return hn::ConvertTo(floats, hn::PromoteTo(ints, hn::LoadU(bytes, pixels)));
    };
    const std::uint8_t* low = top + picture.stride;
    return {at(top), at(top + 1), at(low), at(low + 1)};
}

HWY_INLINE Corners corners_of(const Picture& picture, IntVector column, IntVector row) {
    const Ints ints;
    // Beyond them four bytes of the lower row might not be there.
    const IntVector last_column = hn::Set(ints, picture.width - 2);
    const IntVector last_row = hn::Set(ints, picture.height - 3);
    const auto outside = hn::Or(hn::Lt(hn::Min(column, row), hn::Zero(ints)),
                                hn::Or(hn::Gt(column, last_column), hn::Gt(row, last_row)));
    if (!hn::AllFalse(ints, outside)) {
        return corners_at_edge(picture, column, row);
    }
    const int first_column = hn::GetLane(column);
    const int first_row = hn::GetLane(row);
    const auto in_a_row = hn::And(hn::Eq(column, hn::Iota(ints, first_column)),
                                  hn::Eq(row, hn::Set(ints, first_row)));
    return hn::AllTrue(ints, in_a_row) ? corners_in_a_row(picture, first_column, first_row)
                                       : corners_inside(picture, column, row);
}

/// In whole steps of a part of a pixel: a picture that stands still is then looked up as it is.
HWY_INLINE FloatVector in_steps(FloatVector move) {
    const Floats tag;
    constexpr float kSteps = 32;
    return hn::Mul(hn::Round(hn::Mul(move, hn::Set(tag, kSteps))), hn::Set(tag, 1 / kSteps));
}

HWY_INLINE FloatVector between(FloatVector low, FloatVector high, FloatVector weight) {
    return hn::MulAdd(hn::Sub(high, low), weight, low);
}

void look_up_kernel(std::uint8_t* out, std::size_t n, const Picture& picture, const RowPair& moves,
                    int x, int y) {
    const Floats floats;
    const Ints ints;
    const hn::Rebind<std::uint8_t, Floats> bytes;
    const std::size_t step = hn::Lanes(floats);
    const FloatVector weight = hn::Set(floats, moves.weight);
    const FloatVector at_y = hn::Set(floats, static_cast<float>(y));
    for (std::size_t i = 0; i < n; i += step) {
        const FloatVector dx = between(hn::LoadU(floats, moves.x_low + i),
                                       hn::LoadU(floats, moves.x_high + i), weight);
        const FloatVector dy = between(hn::LoadU(floats, moves.y_low + i),
                                       hn::LoadU(floats, moves.y_high + i), weight);
        const auto first = static_cast<float>(x + static_cast<int>(i));
        const FloatVector to_x = hn::Add(hn::Iota(floats, first), in_steps(dx));
        const FloatVector to_y = hn::Add(at_y, in_steps(dy));
        const FloatVector floor_x = hn::Floor(to_x);
        const FloatVector floor_y = hn::Floor(to_y);
        const IntVector column = hn::ConvertTo(ints, floor_x);
        const IntVector row = hn::ConvertTo(ints, floor_y);
        const Corners corners = corners_of(picture, column, row);
        const FloatVector part_x = hn::Sub(to_x, floor_x);
        const FloatVector value =
            between(between(corners.top, corners.top_next, part_x),
                    between(corners.low, corners.low_next, part_x), hn::Sub(to_y, floor_y));
        const auto rounded =
            hn::DemoteTo(bytes, hn::ConvertTo(ints, hn::Add(value, hn::Set(floats, 0.5F))));
        if (i + step <= n) {
            hn::StoreU(rounded, bytes, out + i);
        } else {
            HWY_ALIGN std::uint8_t rest[hn::MaxLanes(floats)];
            hn::StoreU(rounded, bytes, rest);
            std::copy_n(rest, n - i, out + i);
        }
    }
}

} // namespace kinovar::steps::warp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::steps::warp {

HWY_EXPORT(look_up_kernel);

void look_up_row(std::uint8_t* out, std::size_t n, const Picture& picture, const RowPair& moves,
                 int x, int y) {
    HWY_DYNAMIC_DISPATCH(look_up_kernel)(out, n, picture, moves, x, y);
}

} // namespace kinovar::steps::warp
#endif
