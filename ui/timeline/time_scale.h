#pragma once

#include <cstdint>

namespace kinovar::ui {

/// Which frames lie at which pixels. Frame n covers the pixels x_of(n) to x_of(n + 1); x counts
/// from the left edge of the lanes, in logical pixels. Keeps itself within the film.
class TimeScale {
public:
    /// Keeps the zoom and the left edge where they remain possible; a scale that showed the whole
    /// film goes on showing it.
    void set_size(std::int64_t frames, int width);

    [[nodiscard]] std::int64_t frames() const { return frames_; }
    [[nodiscard]] int width() const { return width_; }
    /// Pixels a frame, from the whole film in the width to one frame in the width.
    [[nodiscard]] double zoom() const { return zoom_; }
    [[nodiscard]] double least_zoom() const;
    [[nodiscard]] double greatest_zoom() const;
    [[nodiscard]] bool shows_whole() const { return zoom_ <= least_zoom(); }
    /// The frame (with its fraction) at the left edge.
    [[nodiscard]] double left() const { return left_; }
    [[nodiscard]] double frames_shown() const { return width_ / zoom_; }
    [[nodiscard]] double greatest_left() const;

    [[nodiscard]] double x_of(double frame) const { return (frame - left_) * zoom_; }
    [[nodiscard]] double position_at(double x) const { return left_ + x / zoom_; }
    /// The frame that covers x, clipped to the film; 0 where there is none.
    [[nodiscard]] std::int64_t frame_at(double x) const;
    /// The place between two frames nearest to x, from 0 to frames().
    [[nodiscard]] std::int64_t edge_at(double x) const;
    [[nodiscard]] std::int64_t first_shown() const { return frame_at(0); }
    [[nodiscard]] std::int64_t last_shown() const { return frame_at(width_); }
    [[nodiscard]] bool shows(std::int64_t frame) const;

    /// What lies at `x` stays there.
    void zoom_to(double zoom, double x);
    void zoom_whole();
    /// Frames first to last (inclusive) with some room at both sides.
    void show(std::int64_t first, std::int64_t last);
    void scroll_to(double left);
    void scroll_by(double pixels) { scroll_to(left_ + pixels / zoom_); }
    /// Turns the page so that the frame stands at its start; nothing while it is shown.
    void turn_page_to(std::int64_t frame);

    /// The zoom as a place between the whole film (0) and one frame (1), logarithmic.
    [[nodiscard]] double zoom_place() const;
    [[nodiscard]] double zoom_at_place(double place) const;

private:
    std::int64_t frames_ = 0;
    int width_ = 1;
    double zoom_ = 1;
    double left_ = 0;
};

} // namespace kinovar::ui
