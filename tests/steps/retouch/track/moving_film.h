#pragma once

#include "core/steps/retouch/fix.h"
#include "core/steps/retouch/track/affine.h"
#include "tests/steps/memory_clip.h"

#include <functional>
#include <string>
#include <vector>

namespace kinovar::retouch::test {

/// A textured plane that moves as told, with things in front of it.
struct MovingFilm {
    cv::Size size{480, 360};
    int frames = 24;
    /// From the plane's px to those of a frame.
    std::function<Affine(int frame)> motion = [](int) { return kIdentity; };
    std::function<double(int frame)> gain = [](int) { return 1.0; };
    double noise = 0; ///< 8-bit levels
    /// Draws over a frame (CV_32F, 8-bit levels).
    std::function<void(cv::Mat& picture, int frame)> over = [](cv::Mat&, int) {};
    int plane = 1;                  ///< another number: another texture
    std::vector<std::int64_t> cuts; ///< first frames of further shots

    [[nodiscard]] std::shared_ptr<steps::test::MemoryClip> make(std::string_view name) const;
    /// Where a place of frame `from` lies at frame `to`.
    [[nodiscard]] Affine truth(int from, int to) const;
};

[[nodiscard]] Affine shift(double dx, double dy);
/// Turned (degrees) and scaled about a place, then moved.
[[nodiscard]] Affine about(const cv::Point2d& place, double scale, double turn, double dx,
                           double dy);

/// A fix whose area is a rectangle of shares.
[[nodiscard]] Fix boxed_fix(double x, double y, double width, double height, Follow follow,
                            std::int64_t drawn_at = 0);

/// The farthest that a corner of a rectangle (px) lies apart under two maps.
[[nodiscard]] double error_of(const Affine& found, const Affine& truth, const cv::Rect2d& box);

} // namespace kinovar::retouch::test
