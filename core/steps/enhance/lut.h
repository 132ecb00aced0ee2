#pragma once

#include "core/base/fields.h"
#include "core/image/frame.h"
#include "core/pipeline/step.h"
#include "core/steps/enhance/cube_lut.h"

#include <string>
#include <vector>

namespace kinovar::steps {

/// Sends the colours through a table of a .cube file.
struct LutOptions {
    std::string file;  ///< path of the .cube file
    double amount = 1; ///< 0: the picture as it is; 1: the table alone

    static const FieldList<LutOptions>& fields();
};

/// A table made ready for pictures. Cubes are interpolated tetrahedrally (as K. Kanamori et al.,
/// "Fast color processor with programmable interpolation by small memory", J. Electron. Imaging
/// 2(3), 1993): greys between two grey entries stay grey, and it costs four entries a pixel.
/// Immutable, thread-safe.
class LutColours {
public:
    explicit LutColours(const CubeLut& lut);

    /// amount: how much of the result, 0–1. Values outside of the table's domain count as its
    /// border. Origin plane kept.
    [[nodiscard]] FramePtr changed(const Frame& picture, float amount) const;
    /// Whether grey stays grey.
    [[nodiscard]] bool keeps_grey() const;

private:
    static constexpr std::size_t kEntry = 4; ///< floats of a cube's entry, see LutGrid

    void change_row_1d(const float* in, float* out, int width, float amount) const;

    int dimensions_;
    int size_;
    CubeLut::Colour offset_; ///< place in the table = value · factor + offset
    CubeLut::Colour factor_;
    /// 1D: the three curves one behind the other; 3D: as LutGrid has them.
    std::vector<float> entries_;
};

/// "lut". Amount 0 gives back the very same pictures. A table that colours greys makes a
/// black-and-white clip a coloured one. Errors: what keeps the file from being read, by line.
[[nodiscard]] pipeline::StepType lut_step_type();

} // namespace kinovar::steps
