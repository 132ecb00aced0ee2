#include "ui/timeline/time_scale.h"

#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr double kRoom = 0.05; // of the width, at both sides of what show() shows

} // namespace

void TimeScale::set_size(std::int64_t frames, int width) {
    const bool whole = frames_ == 0 || frames != frames_ || shows_whole();
    frames_ = std::max<std::int64_t>(frames, 0);
    width_ = std::max(width, 1);
    if (whole) {
        zoom_whole();
    } else {
        zoom_ = std::clamp(zoom_, least_zoom(), greatest_zoom());
        scroll_to(left_);
    }
}

double TimeScale::least_zoom() const {
    return frames_ > 0 ? static_cast<double>(width_) / static_cast<double>(frames_) : 1;
}

double TimeScale::greatest_zoom() const {
    return std::max(static_cast<double>(width_), least_zoom());
}

double TimeScale::greatest_left() const {
    return std::max(0.0, static_cast<double>(frames_) - frames_shown());
}

std::int64_t TimeScale::frame_at(double x) const {
    const auto frame = static_cast<std::int64_t>(std::floor(position_at(x)));
    return std::clamp<std::int64_t>(frame, 0, std::max<std::int64_t>(frames_ - 1, 0));
}

std::int64_t TimeScale::edge_at(double x) const {
    return std::clamp<std::int64_t>(std::llround(position_at(x)), 0, frames_);
}

bool TimeScale::shows(std::int64_t frame) const {
    // A frame counts as shown by its start: with one frame in the width it need not fit in whole.
    const double x = x_of(static_cast<double>(frame));
    return x > -std::min(zoom_, 1.0) && x < width_;
}

void TimeScale::zoom_to(double zoom, double x) {
    const double kept = position_at(x);
    zoom_ = std::clamp(zoom, least_zoom(), greatest_zoom());
    scroll_to(kept - x / zoom_);
}

void TimeScale::zoom_whole() {
    zoom_ = least_zoom();
    left_ = 0;
}

void TimeScale::show(std::int64_t first, std::int64_t last) {
    const auto length = static_cast<double>(last - first + 1);
    zoom_ = std::clamp(width_ * (1 - 2 * kRoom) / length, least_zoom(), greatest_zoom());
    scroll_to(static_cast<double>(first) - (frames_shown() - length) / 2);
}

void TimeScale::scroll_to(double left) {
    left_ = std::clamp(left, 0.0, greatest_left());
}

void TimeScale::turn_page_to(std::int64_t frame) {
    if (!shows(frame)) {
        scroll_to(static_cast<double>(frame));
    }
}

double TimeScale::zoom_place() const {
    const double least = least_zoom();
    const double greatest = greatest_zoom();
    return greatest > least ? std::log(zoom_ / least) / std::log(greatest / least) : 0;
}

double TimeScale::zoom_at_place(double place) const {
    const double least = least_zoom();
    return least * std::pow(greatest_zoom() / least, std::clamp(place, 0.0, 1.0));
}

} // namespace kinovar::ui
