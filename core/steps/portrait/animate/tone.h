#pragma once

// Private to core/steps/portrait/animate.

#include "core/steps/portrait/animate/still_patch.h"

#include <array>

namespace kinovar::portrait {

/// How a black-and-white or toned (sepia, cyan …) still colours its greys, so that what is drawn
/// into it gets no cast of its own.
class Tone {
public:
    Tone() = default;
    /// Judged by the part of the still that is given (a face).
    explicit Tone(const StillPatch& face);

    /// Colour hangs on lightness alone.
    [[nodiscard]] bool monochrome() const { return monochrome_; }
    /// A colour still: the colour itself. Else the still's tone of the same lightness.
    [[nodiscard]] Rgb toned(Rgb colour) const;

private:
    static constexpr int kLevels = 24;
    struct Chroma {
        float red = 0, blue = 0; ///< R − Y, B − Y
    };
    void measure(const StillPatch& face);
    void fill_unseen(const std::array<float, kLevels>& counts);
    [[nodiscard]] Chroma chroma_at(float lightness) const;

    bool monochrome_ = false;
    std::array<Chroma, kLevels> chroma_{};
};

} // namespace kinovar::portrait
