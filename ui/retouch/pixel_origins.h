#pragma once

#include "core/steps/retouch/fix.h"

#include <QString>
#include <vector>

namespace kinovar::ui {

class Studio;

/// A picture that a fix can take pixels from, beside the number of frames between.
struct PixelOrigin {
    QString title;     ///< one of its own in each list
    std::string stage; ///< retouch::Source::stage
    std::int64_t take = 0;
};

/// What there is at the current shot: the picture itself, the scan, earlier stages of the chain,
/// other takes. What `now` says is among them even if it is gone, and its title says so.
[[nodiscard]] std::vector<PixelOrigin> pixel_origins(const Studio& studio,
                                                     const retouch::Source& now);
/// Scan and earlier stages alone.
[[nodiscard]] std::vector<PixelOrigin> earlier_stages(const Studio& studio, const std::string& now);

} // namespace kinovar::ui
