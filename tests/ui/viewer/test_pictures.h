#pragma once

#include "ui/viewer/compose.h"

#include <QImage>
#include <vector>

namespace kinovar::ui::test {

/// Every pixel another colour, without any order between neighbours.
[[nodiscard]] preview::PicturePtr noise(int width, int height, unsigned seed);
/// Slow waves, as of a face; the same scene at any size.
[[nodiscard]] preview::PicturePtr waves(int width, int height);
[[nodiscard]] preview::PicturePtr flat(int width, int height, std::uint32_t pixel);

[[nodiscard]] QImage composed(Composer& composer, const Composition& what, int width, int height);
[[nodiscard]] QImage composed(const Composition& what, int width, int height);

/// A picture as it lies on a canvas, worked out in the plainest way: double precision, pixel by
/// pixel, every tap.
[[nodiscard]] QImage plainly_scaled(const preview::PicturePtr& picture, const ScanBox& box,
                                    const ViewTransform& view, int width, int height,
                                    std::uint32_t background);

/// Of all channels of all pixels.
[[nodiscard]] int largest_difference(const QImage& a, const QImage& b);

} // namespace kinovar::ui::test
