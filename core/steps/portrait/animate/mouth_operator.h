#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/local_operator.h"
#include "core/steps/portrait/animate/mouth_shape.h"

namespace kinovar::portrait {

/// Opens the lips. A mouth that is open in the still shows what it showed, its upper teeth as they
/// are; a shut one shows a dark cavity, with drawn teeth where that is wanted.
class MouthOperator final : public LocalOperator {
public:
    MouthOperator(const Frame& still, const Face& face, bool teeth);

    [[nodiscard]] PixelRect reach() const override;
    [[nodiscard]] bool acts(const FaceMotion& motion) const override;
    void apply(const FaceMotion& motion, LocalPixels& pixels) const override;

private:
    /// Edges of the lips at a column, now and in the still.
    struct Lips {
        float upper, lower, new_upper, new_lower;
    };
    [[nodiscard]] float opening(const FaceMotion& motion) const; ///< in widths of the mouth
    [[nodiscard]] Lips lips_at(float u, float opening) const;
    [[nodiscard]] float source(const Lips& lips, Point2 place) const;
    [[nodiscard]] float inside_source(const Lips& lips, Point2 place) const;
    [[nodiscard]] Rgb inside_colour(const Lips& lips, Point2 place) const;
    [[nodiscard]] Rgb with_teeth(Rgb behind, const Lips& lips, Point2 place) const;

    bool teeth_;
    MouthShape shape_;
};

} // namespace kinovar::portrait
