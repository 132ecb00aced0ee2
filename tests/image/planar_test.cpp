#include "core/image/planar.h"
#include "tests/image/pictures.h"
#include "tests/image/planes.h"
#include "tests/support/support.h"

#include <limits>

namespace kinovar {
namespace {

using test::flat_frame;
using test::Planes;
using Family = PixelLayout::Family;

constexpr std::array kDithers = {Dither::None, Dither::Ordered, Dither::ErrorDiffusion};
constexpr std::array kSitings = {
    ChromaSiting::Unspecified, ChromaSiting::Left,   ChromaSiting::Center,    ChromaSiting::TopLeft,
    ChromaSiting::Top,         ChromaSiting::Bottom, ChromaSiting::BottomLeft};
constexpr std::array kMatrices = {Matrix::Bt709,     Matrix::Fcc,       Matrix::Bt470Bg,
                                  Matrix::Smpte170M, Matrix::Smpte240M, Matrix::YCgCo,
                                  Matrix::Bt2020Ncl};

ColourSpec spec(Matrix matrix, Range range, ChromaSiting siting = ChromaSiting::Left) {
    return {Primaries::Bt709, Transfer::Bt709, matrix, range, siting};
}

FramePtr frame_of(const Planes& planes, const PixelLayout& layout, const ColourSpec& colour) {
    const auto reader =
        FrameFromPlanar::make(layout, planes.width(0), planes.height(0), colour).value();
    return reader->convert(planes.read()).value();
}

Planes planes_of(const Frame& frame, const PixelLayout& layout, const ColourSpec& colour,
                 Dither dither = Dither::None) {
    Planes planes(layout, frame.width(), frame.height());
    const auto writer =
        PlanarFromFrame::make(layout, frame.width(), frame.height(), colour, dither).value();
    EXPECT_OK(writer->convert(frame, planes.write()));
    EXPECT_TRUE(planes.padding_is_untouched());
    return planes;
}

/// Planes → Frame → planes; the largest difference.
int round_trip_error(const Planes& planes, const PixelLayout& layout, const ColourSpec& colour,
                     Dither dither = Dither::None) {
    return planes.distance(planes_of(*frame_of(planes, layout, colour), layout, colour, dither));
}

struct Subsampling {
    int x, y;
};

class EverySubsampling : public testing::TestWithParam<Subsampling> {
protected:
    [[nodiscard]] PixelLayout layout(int bits) const {
        return {Family::Yuv, bits, GetParam().x, GetParam().y};
    }
};

// All-random planes are the hardest picture: chroma as sharp as it gets and most of it outside
// R'G'B'.
TEST_P(EverySubsampling, RandomPicturesOfAllSizesComeBack) {
    std::mt19937 random(1);
    for (const ChromaSiting siting : kSitings) {
        for (int width = 1; width <= 40; ++width) {
            for (int height = 1; height <= 40; height += width % 3 + 1) {
                const int bits = width % 2 == 0 ? 8 : 10;
                const Range range = height % 2 == 0 ? Range::Limited : Range::Full;
                Planes planes(layout(bits), width, height);
                planes.fill_randomly(random);
                ASSERT_EQ(
                    round_trip_error(planes, layout(bits), spec(Matrix::Bt709, range, siting)), 0)
                    << width << "x" << height << " " << to_string(siting);
            }
        }
    }
}

TEST_P(EverySubsampling, DitherLeavesExactCodesAlone) {
    std::mt19937 random(2);
    for (const Dither dither : kDithers) {
        for (const ChromaSiting siting : kSitings) {
            for (const int bits : {8, 10, 12}) {
                Planes planes(layout(bits), 37, 29);
                planes.fill_randomly(random);
                ASSERT_EQ(round_trip_error(planes, layout(bits),
                                           spec(Matrix::Smpte170M, Range::Limited, siting), dither),
                          0);
            }
        }
    }
}

TEST_P(EverySubsampling, FlatColourStaysFlat) {
    const ColourSpec colour = spec(Matrix::Bt709, Range::Limited);
    Planes planes(layout(8), 21, 17);
    planes.fill([](int p, int, int) { return p == 0 ? 90 : p == 1 ? 77 : 201; });
    const FramePtr frame = frame_of(planes, layout(8), colour);
    for (std::size_t i = 0; i < frame->values().size(); ++i) {
        ASSERT_NEAR(frame->values()[i], frame->values()[i % 3], 1e-6F);
    }
}

INSTANTIATE_TEST_SUITE_P(Planar, EverySubsampling,
                         testing::Values(Subsampling{0, 0}, Subsampling{1, 0}, Subsampling{1, 1},
                                         Subsampling{0, 1}, Subsampling{2, 0}, Subsampling{2, 2}),
                         [](const auto& test) {
                             return "X" + std::to_string(test.param.x) + "Y" +
                                    std::to_string(test.param.y);
                         });

TEST(Planar, EveryMatrixRangeAndDepthComesBack) {
    std::mt19937 random(3);
    for (const Matrix matrix : kMatrices) {
        for (const Range range : {Range::Limited, Range::Full}) {
            for (int bits = 8; bits <= 16; ++bits) {
                const PixelLayout layout{Family::Yuv, bits, 1, 1};
                Planes planes(layout, 64, 32);
                planes.fill_randomly(random);
                // Sixteen bits are near the precision of float.
                ASSERT_LE(round_trip_error(planes, layout, spec(matrix, range)), bits > 14 ? 1 : 0)
                    << to_string(matrix) << " " << bits;
            }
        }
    }
}

TEST(Planar, ConstantLuminanceComesBackInsideItsGamut) {
    const PixelLayout layout{Family::Yuv, 10, 0, 0};
    ColourSpec colour(Primaries::Bt2020, Transfer::Bt2020Ten, Matrix::Bt2020Cl, Range::Limited,
                      ChromaSiting::TopLeft);
    const Planes planes = planes_of(*test::random_frame(64, 32, 6), layout, colour);
    EXPECT_LE(round_trip_error(planes, layout, colour), 1);
    colour.transfer = Transfer::Pq;
    EXPECT_EQ(FrameFromPlanar::make(layout, 8, 8, colour).error().code, ErrorCode::Unsupported);
}

TEST(Planar, RgbAndGreyComeBackBitIdentical) {
    std::mt19937 random(4);
    for (const Family family : {Family::Rgb, Family::Grey}) {
        for (const Range range : {Range::Limited, Range::Full}) {
            for (const Dither dither : kDithers) {
                for (const int bits : {8, 9, 10, 12, 14, 16}) {
                    const PixelLayout layout{family, bits, 0, 0};
                    Planes planes(layout, 256, 256);
                    // Every code of up to 16 bits once, in a mixed order.
                    planes.fill([&](int p, int x, int y) {
                        return ((y * 256 + x) * 12345 + p * 977) & planes.top_code();
                    });
                    ASSERT_EQ(round_trip_error(planes, layout, spec(Matrix::Rgb, range), dither), 0)
                        << bits;
                }
            }
        }
    }
}

TEST(Planar, CodesMeanWhatTheStandardSays) {
    const PixelLayout layout{Family::Yuv, 8, 0, 0};
    Planes planes(layout, 4, 1);
    // Black, white and the primary red of BT.709, grey of half height.
    const int codes[4][3] = {{16, 128, 128}, {235, 128, 128}, {63, 102, 240}, {126, 128, 128}};
    planes.fill([&](int p, int x, int) { return codes[x][p]; });
    const FramePtr frame = frame_of(planes, layout, ColourSpec::bt709());
    const float expected[4][3] = {
        {0, 0, 0}, {1, 1, 1}, {1, 0, 0}, {110.0F / 219, 110.0F / 219, 110.0F / 219}};
    for (int x = 0; x < 4; ++x) {
        for (int c = 0; c < 3; ++c) {
            EXPECT_NEAR(frame->row(0)[3 * x + c], expected[x][c], 0.005F) << x << " " << c;
        }
    }
    EXPECT_EQ(frame->row(0)[3], 1.0F);
}

TEST(Planar, RgbValuesAreTheCodeOverTheTopCode) {
    const PixelLayout layout{Family::Rgb, 16, 0, 0};
    Planes planes(layout, 256, 256);
    planes.fill([](int, int x, int y) { return y * 256 + x; });
    const FramePtr frame = frame_of(planes, layout, ColourSpec::srgb());
    for (int i = 0; i < 65536; ++i) {
        ASSERT_EQ(frame->values()[static_cast<std::size_t>(3 * i)],
                  static_cast<float>(i) / 65535.0F);
    }
}

TEST(Planar, GreyIsTheLumaOfTheColourSpec) {
    const PixelLayout layout{Family::Grey, 8, 0, 0};
    const FramePtr red = flat_frame(3, 2, 1, 0, 0);
    EXPECT_EQ(planes_of(*red, layout, spec(Matrix::Smpte170M, Range::Full)).code(0, 1, 1), 76);
    EXPECT_EQ(planes_of(*red, layout, spec(Matrix::Bt709, Range::Full)).code(0, 1, 1), 54);
    EXPECT_EQ(planes_of(*red, layout, spec(Matrix::Bt709, Range::Limited)).code(0, 1, 1), 63);
}

TEST(Planar, ValuesBeyondTheCodesAreClipped) {
    for (const Dither dither : kDithers) {
        for (const int bits : {8, 10}) {
            const PixelLayout layout{Family::Rgb, bits, 0, 0};
            const FramePtr frame =
                flat_frame(40, 4, -3, 7, std::numeric_limits<float>::quiet_NaN());
            const Planes planes = planes_of(*frame, layout, ColourSpec::srgb(), dither);
            EXPECT_EQ(planes.code(0, 39, 3), 0);
            EXPECT_EQ(planes.code(1, 39, 3), planes.top_code());
            EXPECT_EQ(planes.code(2, 39, 3), 0);
        }
    }
}

TEST(Planar, DitherKeepsTheMean) {
    const PixelLayout layout{Family::Rgb, 8, 0, 0};
    for (const Dither dither : {Dither::Ordered, Dither::ErrorDiffusion}) {
        for (const float part : {0.25F, 0.5F, 0.625F}) {
            const float value = (100 + part) / 255;
            const FramePtr frame = flat_frame(64, 64, value, value, value);
            const Planes planes = planes_of(*frame, layout, ColourSpec::srgb(), dither);
            double sum = 0;
            for (int i = 0; i < 64 * 64; ++i) {
                sum += planes.code(1, i % 64, i / 64);
            }
            EXPECT_NEAR(sum / (64 * 64), 100 + part, 0.03) << static_cast<int>(dither);
            EXPECT_EQ(planes.distance(planes_of(*frame, layout, ColourSpec::srgb(), dither)), 0);
        }
    }
}

TEST(Planar, ConvertersCanBeUsedAgain) {
    std::mt19937 random(5);
    const PixelLayout layout{Family::Yuv, 8, 1, 1};
    const auto reader = FrameFromPlanar::make(layout, 33, 19, ColourSpec::bt601()).value();
    const auto writer =
        PlanarFromFrame::make(layout, 33, 19, ColourSpec::bt601(), Dither::ErrorDiffusion).value();
    for (int i = 0; i < 3; ++i) {
        Planes planes(layout, 33, 19);
        planes.fill_randomly(random);
        const FramePtr frame = reader->convert(planes.read()).value();
        Planes back(layout, 33, 19);
        ASSERT_OK(writer->convert(*frame, back.write()));
        EXPECT_EQ(planes.distance(back), 0);
    }
}

TEST(Planar, FrameCarriesTheResolvedColour) {
    const ColourSpec nothing(Primaries::Unspecified, Transfer::Unspecified, Matrix::Unspecified,
                             Range::Unspecified, ChromaSiting::Unspecified);
    const PixelLayout layout{Family::Yuv, 8, 1, 1};
    EXPECT_EQ(frame_of(Planes(layout, 8, 8), layout, nothing)->colour(), ColourSpec::bt601());
}

TEST(Planar, WrongRequestsAreErrors) {
    const PixelLayout good{Family::Yuv, 8, 1, 1};
    EXPECT_EQ(FrameFromPlanar::make(good, 0, 5, ColourSpec::bt709()).error().code,
              ErrorCode::InvalidArgument);
    EXPECT_EQ(FrameFromPlanar::make({Family::Yuv, 7, 1, 1}, 5, 5, ColourSpec::bt709()).error().code,
              ErrorCode::InvalidArgument);
    EXPECT_EQ(FrameFromPlanar::make({Family::Rgb, 8, 1, 0}, 5, 5, ColourSpec::srgb()).error().code,
              ErrorCode::InvalidArgument);
    const auto writer =
        PlanarFromFrame::make(good, 6, 6, ColourSpec::bt709(), Dither::None).value();
    Planes planes(good, 6, 6);
    EXPECT_EQ(writer->convert(*flat_frame(5, 6, 0, 0, 0), planes.write()).error().code,
              ErrorCode::InvalidArgument);
}

} // namespace
} // namespace kinovar
