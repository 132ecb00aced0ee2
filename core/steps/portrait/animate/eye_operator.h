#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/gaze.h"
#include "core/steps/portrait/animate/lid_closure.h"
#include "core/steps/portrait/animate/local_operator.h"

namespace kinovar::portrait {

/// Lids and gaze of one eye. Lids follow the gaze when it goes down.
class EyeOperator final : public LocalOperator {
public:
    EyeOperator(const Frame& still, const Face& face, int eye);
    EyeOperator(const EyeOperator&) = delete; // gaze_ points at shape_
    EyeOperator& operator=(const EyeOperator&) = delete;

    [[nodiscard]] PixelRect reach() const override;
    [[nodiscard]] bool acts(const FaceMotion& motion) const override;
    void apply(const FaceMotion& motion, LocalPixels& pixels) const override;

private:
    [[nodiscard]] float closure(const FaceMotion& motion, Point2 gaze) const;
    [[nodiscard]] Point2 gaze(const FaceMotion& motion) const; ///< px
    void move(const LidClosure& lids, Point2 gaze, LocalPixels& pixels, std::size_t i) const;

    int eye_;
    StillPatch patch_;
    LidShape shape_;
    Gaze gaze_;
    float closable_ = 0; ///< 0–1: how far a blink is worth showing
};

} // namespace kinovar::portrait
