#include "core/steps/retouch/brush/painter.h"

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

Painter::Painter(const Paint& paint, const LumaWeights& weights)
    : mode_(paint.mode), grainy_(paint.grain),
      colour_(static_cast<float>(paint.colour[0]), static_cast<float>(paint.colour[1]),
              static_cast<float>(paint.colour[2])),
      weights_(static_cast<float>(weights.red), static_cast<float>(weights.green),
               static_cast<float>(weights.blue)) {}

bool Painter::wants_grain() const {
    return grainy_ && mode_ != Paint::Mode::Colour; // which leaves the picture's own where it is
}

std::shared_ptr<const GrainTile> Painter::grain_of(const cv::Mat& picture, const cv::Rect& where,
                                                   const cv::Mat& cover, std::int64_t frame) const {
    const double tone = (colour_[0] + colour_[1] + colour_[2]) / 3;
    return std::make_shared<const GrainTile>(picture, where, cover, tone,
                                             static_cast<std::uint64_t>(frame));
}

cv::Vec3f Painter::paint(const cv::Vec3f& below, int x, int y) const {
    if (mode_ == Paint::Mode::Colour) {
        return coloured(below);
    }
    const cv::Vec3f paint = grain_ ? colour_ + grain_->at(x, y) : colour_;
    if (mode_ == Paint::Mode::Normal) {
        return paint;
    }
    cv::Vec3f mixed;
    for (int c = 0; c < 3; ++c) {
        mixed[c] = mode_ == Paint::Mode::Lighten ? std::max(below[c], paint[c])
                                                 : std::min(below[c], paint[c]);
    }
    return mixed;
}

/// The colour's differences from its luma upon the pixel's luma; as much of them as can be shown
/// there, for clipping would change the luma.
cv::Vec3f Painter::coloured(const cv::Vec3f& below) const {
    const float luma = below.dot(weights_);
    const cv::Vec3f chroma = colour_ - cv::Vec3f::all(colour_.dot(weights_));
    float share = 1;
    for (int c = 0; c < 3; ++c) {
        const float room = chroma[c] > 0 ? 1 - luma : luma;
        if (std::abs(chroma[c]) * share > room) {
            share = std::max(room, 0.0F) / std::abs(chroma[c]);
        }
    }
    return cv::Vec3f::all(luma) + chroma * share;
}

LumaWeights weights_of(const ColourSpec& colour, int height) {
    return luma_weights(colour.resolved(height, colour.matrix == Matrix::Rgb).matrix);
}

} // namespace kinovar::retouch
