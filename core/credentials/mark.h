#pragma once

#include "core/image/frame.h"

#include <cstdint>
#include <memory>
#include <span>

namespace kinovar::credentials {

/// The robust invisible mark: a few bytes spread over the whole of each picture.
struct MarkPayload {
    std::uint32_t id = 0; ///< mark_id() of the credentials
    friend bool operator==(const MarkPayload&, const MarkPayload&) = default;
};

/// Changes R', G', B' of each pixel by the same small amount (at least 44 dB over the picture), so
/// that black-and-white stays so. Survives H.264 at crf 23, scaling to a half and JPEG; not
/// rotation, mirroring, or crops of more than half a hundredth at a side. Deterministic: the
/// same picture and number give the same. Thread-safe for different frames; the first frame of a
/// size and number takes longer, as its pattern is made then.
void embed_mark(Frame& frame, const MarkPayload& payload);

struct MarkReading {
    bool present = false;
    double confidence = 0; ///< 0–1
    MarkPayload payload;   ///< where present
};

/// Gathers what pictures of one film say of its mark; they need not follow each other nor be of the
/// size they were marked at. One thread at a time.
class MarkDetector {
public:
    MarkDetector();
    ~MarkDetector();
    MarkDetector(const MarkDetector&) = delete;
    MarkDetector& operator=(const MarkDetector&) = delete;

    void add(const Frame& frame);
    [[nodiscard]] MarkReading reading() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The same for pictures at hand (or the one of a still).
[[nodiscard]] MarkReading detect_mark(std::span<const FramePtr> frames);

/// Draws the visible corner mark: "AI" in a rounded frame, bottom right within the safe area (3.5 %
/// of each side), 4.5 % of the shorter side high. Without any font the frame alone is drawn.
/// Thread-safe for different frames.
void draw_visible_mark(Frame& frame);

} // namespace kinovar::credentials
