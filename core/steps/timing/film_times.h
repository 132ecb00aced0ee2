#pragma once

#include "core/pipeline/clip.h"

#include <memory>

namespace kinovar::steps {

/// A place on a clip's time line: the frame that starts there or before, and how far the way to the
/// next one is gone.
struct Moment {
    std::int64_t frame = 0;
    double part = 0; ///< 0 … below 1; 0: the frame itself
};

/// When the frames of a clip are shown, in seconds from the start of its first one. A time line
/// that is even but for the rounding to ticks is taken as exactly even. Holds what it needs;
/// thread-safe.
class FilmTimes {
public:
    explicit FilmTimes(const pipeline::ClipInfo& info);

    [[nodiscard]] std::int64_t frames() const { return frames_; }
    [[nodiscard]] bool even() const { return even_; }
    /// Of the first frame, in ticks of the clip's base.
    [[nodiscard]] std::int64_t first_tick() const { return first_tick_; }
    [[nodiscard]] Rational base() const { return base_; }
    [[nodiscard]] double start(std::int64_t frame) const;
    /// From the start of the first to the end of the last frame.
    [[nodiscard]] double length() const;
    /// What is shown at a time; a time that is a frame's own but for rounding gives that frame.
    /// Times behind the last frame's start give it.
    [[nodiscard]] Moment at(double seconds) const;

private:
    [[nodiscard]] std::int64_t frame_at(double seconds) const;

    std::shared_ptr<const pipeline::Timeline> timeline_; ///< null: even
    std::int64_t frames_;
    Rational rate_;
    Rational base_{1, 1};
    std::int64_t first_tick_ = 0;
    bool even_ = true;
    double rounding_ = 0; ///< seconds by which a stored time may be off
};

/// `frames` of equal length at `rate`; the first starts at `first_tick` of `first_base`, which is
/// kept exactly where a common base of both is not too fine for media files.
[[nodiscard]] std::shared_ptr<const pipeline::Timeline>
even_timeline(std::int64_t frames, Rational rate, std::int64_t first_tick, Rational first_base);

/// The clip's time line with `factor` equal parts in the place of each frame.
[[nodiscard]] std::shared_ptr<const pipeline::Timeline>
multiplied_timeline(const pipeline::ClipInfo& info, int factor);

} // namespace kinovar::steps
