#include "ui/timeline/ruler_ticks.h"

#include "ui/forms/timecode_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kinovar::ui {

namespace {

constexpr std::array<std::int64_t, 17> kSeconds = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400};
constexpr std::array<std::int64_t, 5> kFrames = {1, 2, 4, 5, 6};

/// All steps in frames, ascending.
std::vector<std::int64_t> steps_of(std::int64_t second) {
    std::vector<std::int64_t> steps;
    // Below a second only steps that fit into it whole, so that lines meet its start.
    for (std::int64_t ten = 1; ten < second; ten *= 10) {
        for (const std::int64_t unit : kFrames) {
            if (unit * ten < second && (unit * ten == 1 || second % (unit * ten) == 0)) {
                steps.push_back(unit * ten);
            }
        }
    }
    if (second % 2 == 0 && second > 4) {
        steps.push_back(second / 2);
    }
    for (const std::int64_t seconds : kSeconds) {
        steps.push_back(seconds * second);
    }
    std::sort(steps.begin(), steps.end());
    return steps;
}

} // namespace

RulerTicks ruler_ticks(double pixels_a_frame, double rate, double label_pixels,
                       double line_pixels) {
    const std::vector<std::int64_t> steps = steps_of(frames_a_second(rate));
    RulerTicks ticks;
    ticks.labelled = steps.back();
    for (const std::int64_t step : steps) {
        if (static_cast<double>(step) * pixels_a_frame >= label_pixels) {
            ticks.labelled = step;
            break;
        }
    }
    ticks.plain = ticks.labelled;
    for (const std::int64_t step : steps) {
        if (static_cast<double>(step) * pixels_a_frame >= line_pixels &&
            ticks.labelled % step == 0) {
            ticks.plain = step;
            break;
        }
    }
    return ticks;
}

} // namespace kinovar::ui
