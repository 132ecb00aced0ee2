#include "core/colour/colour_spec.h"
#include "tests/support/support.h"

namespace kinovar {
namespace {

const ColourSpec kNothing(Primaries::Unspecified, Transfer::Unspecified, Matrix::Unspecified,
                          Range::Unspecified, ChromaSiting::Unspecified);

TEST(ColourSpec, ResolvesByHeightAsPlayersDo) {
    const ColourSpec hd = kNothing.resolved(720, false);
    EXPECT_EQ(hd, ColourSpec::bt709());
    const ColourSpec sd = kNothing.resolved(719, false);
    EXPECT_EQ(sd, ColourSpec::bt601());
}

TEST(ColourSpec, RgbIsFullRangeSrgbUnlessItSaysOtherwise) {
    EXPECT_EQ(kNothing.resolved(480, true), ColourSpec::srgb());
    ColourSpec limited = kNothing;
    limited.range = Range::Limited;
    EXPECT_EQ(limited.resolved(480, true).range, Range::Limited);
}

TEST(ColourSpec, WhatIsSaidStays) {
    const ColourSpec spec(Primaries::Bt2020, Transfer::Pq, Matrix::Bt2020Ncl, Range::Full,
                          ChromaSiting::TopLeft);
    EXPECT_EQ(spec.resolved(480, false), spec);
}

TEST(ColourSpec, LumaWeightsSumToOne) {
    for (const Matrix matrix :
         {Matrix::Rgb, Matrix::Bt709, Matrix::Fcc, Matrix::Bt470Bg, Matrix::Smpte170M,
          Matrix::Smpte240M, Matrix::YCgCo, Matrix::Bt2020Ncl, Matrix::Bt2020Cl}) {
        const LumaWeights weights = luma_weights(matrix);
        EXPECT_NEAR(weights.red + weights.green + weights.blue, 1.0, 1e-12);
    }
}

} // namespace
} // namespace kinovar
