#pragma once

// Private to core/gallery: a portrait on the film's frame.

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"

namespace kinovar::gallery {

/// x' = a·x − b·y + tx, y' = b·x + a·y + ty: turns, scales and moves.
struct Similarity {
    double a = 1, b = 0, tx = 0, ty = 0;

    [[nodiscard]] double scale() const;
    [[nodiscard]] portrait::Point2 operator()(portrait::Point2 point) const;
    [[nodiscard]] Similarity inverse() const;
};

/// Brings the middle of the eyes and the width of the face to the place and size that all faces of
/// a film have, with the eyes level. A face is not enlarged beyond sense: it stays smaller then.
[[nodiscard]] Similarity place_face(const portrait::Face& face, int width, int height);
/// How much the most a face is enlarged; beyond the second the film looks soft and a warning is
/// due.
inline constexpr double kMostEnlarged = 4;
inline constexpr double kSoftBeyond = 2;

/// The picture moved onto a frame of that size. What lies beyond its edges is its own continuation,
/// smooth and darkening outwards; the edges are feathered.
[[nodiscard]] Result<FramePtr> place_picture(const Frame& picture, const Similarity& placement,
                                             int width, int height);

/// The analysis of the placed picture, of one face of it.
[[nodiscard]] portrait::PortraitAnalysis place_analysis(const portrait::PortraitAnalysis& analysis,
                                                        int face, const Similarity& placement,
                                                        int width, int height);

} // namespace kinovar::gallery
