#pragma once

#include "core/base/result.h"
#include "core/colour/colour_spec.h"
#include "core/image/float_rows.h"

#include <array>
#include <memory>

namespace kinovar {

/// Y'CbCr ↔ R'G'B' by zimg on strips of a fixed height: Y' and R'G'B' in [0,1], Cb and Cr in
/// [−½,½], nothing clipped. Private to core/image; not thread-safe.
class ColourMatrix {
public:
    using Strip = std::array<FloatRows, 3>;
    enum class Direction : std::uint8_t { RgbFromYuv, YuvFromRgb };

    /// Unsupported where zimg does not know the matrix.
    static Result<std::unique_ptr<ColourMatrix>> make(Direction direction, const ColourSpec& colour,
                                                      int width, int rows);
    ~ColourMatrix();

    /// All rows of `from` into `to`; both FloatRows(width, rows) three times.
    [[nodiscard]] Status apply(const Strip& from, Strip& to);

private:
    struct Graph;
    explicit ColourMatrix(std::unique_ptr<Graph> graph);
    std::unique_ptr<Graph> graph_;
};

} // namespace kinovar
