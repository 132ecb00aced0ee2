#pragma once

#include "core/colour/colour_spec.h"
#include "core/steps/retouch/brush/grain_tile.h"
#include "core/steps/retouch/fix.h"

#include <opencv2/core.hpp>

#include <memory>
#include <utility>

namespace kinovar::retouch {

/// What paint makes of a pixel; for patches and for strokes that are being drawn alike.
class Painter {
public:
    Painter(const Paint& paint, const LumaWeights& weights);
    /// Whether grain makes a difference.
    [[nodiscard]] bool wants_grain() const;
    /// Grain like that around a place of the picture (see GrainTile).
    [[nodiscard]] std::shared_ptr<const GrainTile> grain_of(const cv::Mat& picture,
                                                            const cv::Rect& where,
                                                            const cv::Mat& cover,
                                                            std::int64_t frame) const;
    void set_grain(std::shared_ptr<const GrainTile> grain) { grain_ = std::move(grain); }
    /// Of the pixel x, y of the picture, R, G, B encoded.
    [[nodiscard]] cv::Vec3f paint(const cv::Vec3f& below, int x, int y) const;

private:
    [[nodiscard]] cv::Vec3f coloured(const cv::Vec3f& below) const;

    Paint::Mode mode_;
    bool grainy_;
    cv::Vec3f colour_;
    cv::Vec3f weights_;
    std::shared_ptr<const GrainTile> grain_; // null: none
};

/// Weights of luma in pictures of a colour and height.
[[nodiscard]] LumaWeights weights_of(const ColourSpec& colour, int height);

} // namespace kinovar::retouch
