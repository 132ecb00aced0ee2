#pragma once

#include "core/image/frame.h"

#include <cstdint>
#include <span>

namespace kinovar::credentials {

/// The robust invisible mark: a few bytes spread over the whole of each picture.
struct MarkPayload {
    std::uint32_t id = 0; ///< first 32 bits of the hash of the credentials
    friend bool operator==(const MarkPayload&, const MarkPayload&) = default;
};

/// Changes pixels by so little that it is not seen (PSNR ≥ 42 dB); survives H.264 at crf 23,
/// scaling to a half and JPEG. Deterministic; black-and-white stays so.
void embed_mark(Frame& frame, const MarkPayload& payload);

struct MarkReading {
    bool present = false;
    double confidence = 0; ///< 0–1
    MarkPayload payload;   ///< where present
};
/// Looks at some pictures of a film (or the one of a still), at any scale.
[[nodiscard]] MarkReading detect_mark(std::span<const FramePtr> frames);

/// Draws the visible corner mark ("AI" in a rounded frame, bottom right, within safe margins).
void draw_visible_mark(Frame& frame);

} // namespace kinovar::credentials
