#pragma once

#include <QString>
#include <cstdint>
#include <optional>

namespace kinovar::ui {

/// Frames that a timecode counts as a second: 24 for 23.976.
[[nodiscard]] std::int64_t frames_a_second(double rate);

/// The frame that is meant by a timecode that a person typed: "01:02:03:04", "3:04" (seconds and
/// frames), digits without colons read from the right in pairs ("304" is 3 seconds and 4 frames);
/// "." and ";" stand for ":"; with "+" or "-" in front counted from `now`. Nothing: not a timecode.
[[nodiscard]] std::optional<std::int64_t> frame_of_timecode(const QString& text, double rate,
                                                            std::int64_t now);

} // namespace kinovar::ui
