#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/lid_shape.h"
#include "core/steps/portrait/animate/local_operator.h"

namespace kinovar::portrait {

/// The lids of one eye at some closure, a column.
struct LidColumn {
    float upper, lower;         ///< margins in the still
    float new_upper, new_lower; ///< margins now
    float fixed, below, band;
};

/// How the lids of one eye close: where each place comes from and what is laid over it (R. Hermite
/// map of the upper lid with the lashes rigid; see docs on portraits).
class LidClosure {
public:
    /// `closure`: 0 as in the still … 1 closed.
    LidClosure(const LidShape& shape, const StillPatch& patch, float closure)
        : shape_(shape), patch_(patch), closure_(closure) {}

    [[nodiscard]] LidColumn column(float u) const;
    /// Where a place of the eye lies in the still, v.
    [[nodiscard]] float source(const LidColumn& column, float v) const;
    [[nodiscard]] static bool on_eyeball(const LidColumn& column, float v) {
        return v > column.new_upper && v < column.new_lower;
    }
    /// Skin, lashes and shadow over pixel i, which lies at (u, v).
    void lay_over(const LidColumn& column, Point2 place, LocalPixels& pixels, std::size_t i) const;

private:
    [[nodiscard]] Rgb lid_colour(const LidColumn& column, Point2 place, float up, float made) const;
    [[nodiscard]] float made_up(const LidColumn& column) const;
    [[nodiscard]] float texture(const LidColumn& column, Point2 place) const;
    [[nodiscard]] float shading(Point2 place) const;
    void lay_skin(const LidColumn& column, Point2 place, float taper, LocalPixels& pixels,
                  std::size_t i) const;
    void lay_lashes(const LidColumn& column, Point2 place, float taper, LocalPixels& pixels,
                    std::size_t i) const;
    void soften_margins(const LidColumn& column, Point2 place, LocalPixels& pixels,
                        std::size_t i) const;

    const LidShape& shape_;
    const StillPatch& patch_;
    float closure_;
};

} // namespace kinovar::portrait
