#include "core/media/frame_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::media {

Status FrameTimes::check() const {
    if (plan_.times.empty() || !plan_.time_base.known() || !plan_.encode.rate.known()) {
        return failure(ErrorCode::InvalidArgument,
                       "no frame times are known for " + plan_.output.string());
    }
    for (std::size_t i = 1; i < plan_.times.size(); ++i) {
        if (plan_.times[i] <= plan_.times[i - 1]) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("frame {} of {} does not start after the one before it", i,
                                       plan_.output.string()));
        }
    }
    return {};
}

std::int64_t FrameTimes::duration(std::int64_t frame) const {
    if (frame + 1 < count()) {
        return start(frame + 1) - start(frame);
    }
    if (plan_.last_duration > 0) {
        return plan_.last_duration;
    }
    const double ticks = 1 / (plan_.encode.rate.value() * plan_.time_base.value());
    return std::max<std::int64_t>(1, std::llround(ticks));
}

std::int64_t FrameTimes::decode_time(std::int64_t packet, int delay) const {
    if (packet >= delay) {
        return start(packet - delay);
    }
    return start(0) - (delay - packet) * duration(0);
}

bool FrameTimes::is_constant_rate() const {
    const double ticks = 1 / (plan_.encode.rate.value() * plan_.time_base.value());
    for (std::int64_t i = 0; i < count(); ++i) {
        const auto steady = static_cast<double>(start(0)) + static_cast<double>(i) * ticks;
        if (std::abs(static_cast<double>(start(i)) - steady) > 1) {
            return false;
        }
    }
    return true;
}

} // namespace kinovar::media
