// Look-up tables: the reader of .cube files and the step.

#include "core/base/file.h"
#include "core/steps/enhance/cube_lut.h"
#include "tests/steps/enhance/enhance_clips.h"

#include <fmt/format.h>

namespace kinovar::steps::test {
namespace {

/// A cube file of a function of r, g, b.
std::string cube_text(int size, const std::function<CubeLut::Colour(CubeLut::Colour)>& look,
                      float low = 0, float high = 1) {
    std::string text = fmt::format("TITLE \"a test\"\n# comment\nLUT_3D_SIZE {}\n", size);
    if (low != 0 || high != 1) {
        text += fmt::format("DOMAIN_MIN {0} {0} {0}\nDOMAIN_MAX {1} {1} {1}\n", low, high);
    }
    const auto place = [&](int i) {
        return low + (high - low) * static_cast<float>(i) / static_cast<float>(size - 1);
    };
    for (int b = 0; b < size; ++b) {
        for (int g = 0; g < size; ++g) {
            for (int r = 0; r < size; ++r) {
                const CubeLut::Colour out = look({place(r), place(g), place(b)});
                text += fmt::format("{} {} {}\n", out[0], out[1], out[2]);
            }
        }
    }
    return text;
}

/// The clip behind a table whose file holds `text`.
Result<pipeline::ClipPtr> looked_up(const std::string& text, pipeline::ClipPtr clip,
                                    const std::string& more = "") {
    const kinovar::test::TemporaryFolder folder;
    const auto path = folder / "look.cube";
    EXPECT_OK(write_file(path, text));
    return stepped("lut", "file=" + path.string() + more, std::move(clip));
}

CubeLut::Colour same(CubeLut::Colour in) {
    return in;
}
/// Linear in the colours, so that interpolation is exact.
CubeLut::Colour mixed(CubeLut::Colour in) {
    return {0.5F * in[0] + 0.5F * in[1], 0.2F + 0.3F * in[1] + 0.5F * in[2], 1 - in[2]};
}

TEST(Cube, ReadsTitleSizeDomainAndOrder) {
    const auto lut = parse_cube("\xEF\xBB\xBFTITLE \"x\"\r\nLUT_3D_SIZE 2\r\nDOMAIN_MAX 2 2 4\r\n"
                                "\r\n# first red\r\n0 0 0\r\n1 0 0\r\n0 1 0\r\n1 1 0\r\n"
                                "0 0 1\r\n1 0 1\r\n0 1 1\r\n1 1 1e-60",
                                "look");
    ASSERT_OK(lut);
    EXPECT_EQ(lut->title, "x");
    EXPECT_EQ(lut->size, 2);
    EXPECT_EQ(lut->domain_max[2], 4);
    EXPECT_EQ(lut->entries[1], (CubeLut::Colour{1, 0, 0}));
    EXPECT_EQ(lut->entries[4], (CubeLut::Colour{0, 0, 1}));
    EXPECT_EQ(lut->entries[7], (CubeLut::Colour{1, 1, 0}));
}

TEST(Cube, ErrorsNameFileLineAndCause) {
    const auto wrong = [](const std::string& text, const char* words) {
        return fails_with(parse_cube(text, "look.cube"), ErrorCode::Corrupt, words);
    };
    EXPECT_TRUE(wrong("", "neither LUT_1D_SIZE nor LUT_3D_SIZE"));
    EXPECT_TRUE(wrong("LUT_3D_SIZE 130", "look.cube, line 1: the size of a 3D table"));
    EXPECT_TRUE(wrong("LUT_3D_SIZE 1", "line 1: the size"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 65537", "from 2 to 65536"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 99999999999", "the size"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2 2", "the size"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\nLUT_3D_SIZE 2", "line 2: a second size"));
    EXPECT_TRUE(wrong("0 0 0", "line 1: an entry before"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\n0 0 0\n", "ends after 1 of 2"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n1 1 1\n", "line 4: more than the 2"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\n0 0\n", "line 2: expected 3 numbers"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\n0 0 0 0\n", "line 2: more than 3"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\n0 0 inf\n", "found 'inf'"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\nnan 0 0\n", "'nan' is no keyword"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\n0 0 1e30\n", "up to ±1e6"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\n0 0 1e300\n", "up to ±1e6"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\nDOMAIN_MIN 1 0 0\n0 0 0\n1 1 1\n", "domain is empty"));
    EXPECT_TRUE(wrong("LUT_1D_SIZE 2\n0 0 0\nDOMAIN_MIN 0 0 0\n", "after the first entry"));
    EXPECT_TRUE(wrong("HELLO\n", "line 1: 'HELLO' is no keyword"));
    EXPECT_TRUE(wrong(std::string(5000, ' ') + "\n", "too long"));
}

TEST(Lut, ANeutralCubeChangesNothingVisible) {
    const auto source = moving();
    const auto clip = looked_up(cube_text(17, same), source);
    ASSERT_OK(clip);
    const FramePtr before = frame_of(*source, 1);
    const FramePtr after = frame_of(**clip, 1);
    for (std::size_t i = 0; i < before->values().size(); ++i) {
        ASSERT_NEAR(after->values()[i], std::clamp(before->values()[i], 0.0F, 1.0F), 2e-6);
    }
}

TEST(Lut, AmountNoughtGivesTheSamePictures) {
    const auto source = moving();
    const auto clip = looked_up(cube_text(3, mixed), source, ",amount=0");
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().key, source->info().key);
}

TEST(Lut, TetrahedraAreExactForLinearLooks) {
    for (const int size : {2, 5, 33}) {
        const auto source = moving(64, 48);
        const auto clip = looked_up(cube_text(size, mixed), source, ",amount=0.5");
        ASSERT_OK(clip);
        const FramePtr before = frame_of(*source, 1);
        const FramePtr after = frame_of(**clip, 1);
        for (std::size_t i = 0; i < before->values().size(); i += 3) {
            const auto in = before->values().subspan(i, 3);
            const CubeLut::Colour expected =
                mixed({std::clamp(in[0], 0.0F, 1.0F), std::clamp(in[1], 0.0F, 1.0F),
                       std::clamp(in[2], 0.0F, 1.0F)});
            for (std::size_t c = 0; c < 3; ++c) {
                ASSERT_NEAR(after->values()[i + c], 0.5F * (in[c] + expected[c]), 2e-5);
            }
        }
    }
}

TEST(Lut, EveryTetrahedronMeetsItsCorners) {
    // Each of the six orders of the fractions, against the formula written out for it.
    const auto corner = [](int r, int g, int b) {
        return static_cast<float>(r * 3 + g * 5 + b * 11 + r * g * b * 2 + r * g * 7) / 40;
    };
    const std::string text = cube_text(2, [&](CubeLut::Colour in) {
        const float value =
            corner(static_cast<int>(in[0]), static_cast<int>(in[1]), static_cast<int>(in[2]));
        return CubeLut::Colour{value, value, value};
    });
    std::array<float, 3> fractions{0.2F, 0.5F, 0.9F};
    do {
        const auto clip = looked_up(text, made(1, [&](std::int64_t) {
                                        return painted(1, 1, [&](int, int, int c) {
                                            return fractions[static_cast<std::size_t>(c)];
                                        });
                                    }));
        ASSERT_OK(clip);
        std::array<int, 3> order{0, 1, 2};
        std::sort(order.begin(), order.end(), [&](int a, int b) {
            return fractions[static_cast<std::size_t>(a)] > fractions[static_cast<std::size_t>(b)];
        });
        std::array<int, 3> at{0, 0, 0};
        float expected = corner(0, 0, 0);
        for (const int axis : order) {
            const float before = corner(at[0], at[1], at[2]);
            at[static_cast<std::size_t>(axis)] = 1;
            expected +=
                fractions[static_cast<std::size_t>(axis)] * (corner(at[0], at[1], at[2]) - before);
        }
        EXPECT_NEAR(frame_of(**clip, 0)->row(0)[0], expected, 1e-5);
    } while (std::next_permutation(fractions.begin(), fractions.end()));
}

TEST(Lut, DomainsAndCurvesOfOneDimension) {
    const auto ramp = made(1, [](std::int64_t) {
        return painted(11, 1, [](int x, int, int) { return static_cast<float>(x) / 10; });
    });
    const auto cube = looked_up(cube_text(5, same, 0.2F, 0.6F), ramp);
    ASSERT_OK(cube);
    const auto curve = looked_up("LUT_1D_SIZE 3\nLUT_1D_INPUT_RANGE 0.2 0.6\n"
                                 "0.2 0.2 0.2\n0.4 0.4 0.4\n0.6 0.6 0.6\n",
                                 ramp);
    ASSERT_OK(curve);
    for (int x = 0; x <= 10; ++x) {
        const float expected = std::clamp(static_cast<float>(x) / 10, 0.2F, 0.6F);
        EXPECT_NEAR(frame_of(**cube, 0)->row(0)[3 * x], expected, 1e-5);
        EXPECT_NEAR(frame_of(**curve, 0)->row(0)[3 * x + 1], expected, 1e-5);
    }
}

TEST(Lut, GreyFilmStaysGreyUnderANeutralLookOnly) {
    const auto darker =
        looked_up(cube_text(9,
                            [](CubeLut::Colour in) {
                                return CubeLut::Colour{in[0] * in[0], in[1] * in[1], in[2] * in[2]};
                            }),
                  moving_grey());
    ASSERT_OK(darker);
    EXPECT_TRUE((*darker)->info().monochrome);
    EXPECT_TRUE(is_grey(*frame_of(**darker, 0)));
    const auto coloured = looked_up(cube_text(9, mixed), moving_grey());
    ASSERT_OK(coloured);
    EXPECT_FALSE((*coloured)->info().monochrome);
}

TEST(Lut, SaysWhatIsWrongWithTheFile) {
    EXPECT_TRUE(fails_with(stepped("lut", "", moving()), ErrorCode::InvalidArgument, "no file"));
    EXPECT_TRUE(fails_with(stepped("lut", "file=/nowhere/look.cube", moving()), ErrorCode::NotFound,
                           "/nowhere/look.cube"));
    EXPECT_TRUE(fails_with(looked_up("LUT_3D_SIZE 2\n0 0 zero\n", moving()), ErrorCode::Corrupt,
                           "look.cube, line 2"));
}

TEST(Lut, KeyFollowsTheFilesContent) {
    const auto source = moving();
    const auto a = looked_up(cube_text(2, same), source);
    const auto b = looked_up(cube_text(2, mixed), source);
    const auto c = looked_up(cube_text(2, same), source);
    ASSERT_OK(a);
    ASSERT_OK(b);
    ASSERT_OK(c);
    EXPECT_NE((*a)->info().key, (*b)->info().key);
    EXPECT_EQ((*a)->info().key, (*c)->info().key);
}

} // namespace
} // namespace kinovar::steps::test
