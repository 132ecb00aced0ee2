#pragma once

#include "core/image/frame.h"

#include <memory>

namespace kinovar::steps {

/// The pictures around one field of an interlaced film. The lines that are missing in the field
/// stand in `before` (the field just before it in time) and `after`; its own lines also in
/// `previous` and `next` (the same kind of field, one frame earlier and later). Null: there is
/// none, or it belongs to another shot.
struct FieldSurroundings {
    const Frame* now = nullptr; ///< holds the field
    const Frame* before = nullptr;
    const Frame* after = nullptr;
    const Frame* previous = nullptr;
    const Frame* next = nullptr;
};

/// A whole picture of one field: its lines (0, 2 … where `keeps_upper`, else 1, 3 …) bit for bit,
/// the others by what moves:
///
/// - where both fields around show the same but for noise, the line of `now`'s other field: a still
///   area is the weave of both fields, bit for bit;
/// - elsewhere a filter over lines of this and the four fields around, of four kinds by the
/// measured
///   change, as the classic three-field filters do (M. Weston, "Interpolating lines of video
///   signals", BBC/GB 2202706; weights by least squares on progressive film), its result held
///   within a range around the mean of both fields that the change allows;
/// - where it moves fast and an edge runs clearly slanted, half along the edge.
///
/// A frame that stands alone has only what sticks out between its lines replaced.
///
/// Origin: kept and woven lines as in `now`, filtered pixels Neighbour. Pictures of at least
/// kLeastFieldHeight lines. Thread-safe.
[[nodiscard]] std::shared_ptr<Frame> fill_field(const FieldSurroundings& around, bool keeps_upper);

inline constexpr int kLeastFieldHeight = 8;

} // namespace kinovar::steps
