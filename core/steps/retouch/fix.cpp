#include "core/steps/retouch/fix.h"

#include <algorithm>

namespace kinovar::retouch {

std::string_view name_of(const Kind& kind) {
    return kKindNames[kind.index()];
}

double share_at(const Fix& fix, std::int64_t frame) {
    if (frame < fix.first || frame > fix.last) {
        return 0;
    }
    const auto ramp = [](std::int64_t inside, int length) {
        return length <= 0 ? 1.0 : std::min(1.0, static_cast<double>(inside + 1) / (length + 1.0));
    };
    return fix.opacity *
           std::min(ramp(frame - fix.first, fix.ease_in), ramp(fix.last - frame, fix.ease_out));
}

} // namespace kinovar::retouch
