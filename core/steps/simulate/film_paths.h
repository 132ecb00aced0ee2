#pragma once

#include "core/steps/simulate/age_options.h"
#include "core/steps/simulate/age_truth.h"

#include <optional>

namespace kinovar::steps::simulate {

/// Weave, flicker, focus and splices of every frame, from the seed and the frame's number alone.
/// Immutable, thread-safe.
class FilmPaths {
public:
    /// `scale`: picture height / 480.
    FilmPaths(std::int64_t seed, const EffectLevels& levels, double scale);

    [[nodiscard]] FramePath at(std::int64_t frame) const;

private:
    struct Splice {
        std::int64_t frame;   ///< first after it
        double jump;          ///< px
        int settling;         ///< frames until the picture stands again
        double thickness;     ///< of the line, px
        double peak;          ///< 8-bit levels
        bool on_frame_before; ///< the line's other half shows at the bottom of the frame before
    };

    [[nodiscard]] std::optional<Splice> splice_of_block(std::int64_t block) const;
    void add_weave(FramePath& path) const;
    void add_flicker(FramePath& path) const;
    void add_splice(FramePath& path, const Splice& splice) const;
    [[nodiscard]] double blur_sigma(std::int64_t frame) const;

    std::int64_t seed_;
    EffectLevels levels_;
    double scale_;
};

} // namespace kinovar::steps::simulate
