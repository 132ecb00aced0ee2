#pragma once

// Private to core/gallery: texts on pictures.

#include "core/gallery/gallery.h"
#include "core/image/frame.h"

namespace kinovar::gallery {

/// A text laid out for a frame, with its shadow, ready to be put on any number of frames.
/// Thread-safe.
class Overlay {
public:
    /// Nothing is drawn.
    Overlay() = default;

    /// Draws it on a picture; `opacity` 0–1.
    void put_on(Frame& frame, float opacity) const;
    [[nodiscard]] bool empty() const { return width_ == 0; }
    [[nodiscard]] int left() const { return left_; }
    [[nodiscard]] int top() const { return top_; }
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }

private:
    friend class OverlayMaker;
    int left_ = 0;
    int top_ = 0;
    int width_ = 0; ///< with the shadow
    int height_ = 0;
    std::vector<float> ink_;    ///< 0–1
    std::vector<float> shadow_; ///< 0–1
};

/// Name, years and caption at the lower left, within the safe margins of EBU R 95 (title area), and
/// clear of the corner mark.
[[nodiscard]] Result<Overlay> caption_overlay(const Entry& entry, int width, int height);
/// A title in the middle.
[[nodiscard]] Result<Overlay> title_overlay(const std::string& title, int width, int height);

} // namespace kinovar::gallery
