#include "core/media/encode_spec.h"
#include "tests/media/film_support.h"

namespace kinovar::media {
namespace {

using Family = PixelLayout::Family;
using test::video_of;

constexpr PixelLayout kYuv420{Family::Yuv, 8, 1, 1};
constexpr PixelLayout kYuv422Ten{Family::Yuv, 10, 1, 0};
constexpr PixelLayout kYuv444Ten{Family::Yuv, 10, 0, 0};
constexpr PixelLayout kRgbSixteen{Family::Rgb, 16, 0, 0};
constexpr PixelLayout kGrey{Family::Grey, 8, 0, 0};
constexpr Rational kRate{24, 1};
constexpr Rational kSquare{1, 1};

EncodeOptions asking(Codec codec, int depth = 0) {
    EncodeOptions options;
    options.codec = codec;
    options.depth = depth;
    return options;
}

Result<EncodeSpec> plan(const EncodeOptions& options, const PixelLayout& layout, int width = 640,
                        int height = 480, bool monochrome = false) {
    const ColourSpec colour =
        layout.family == Family::Rgb ? ColourSpec::srgb() : ColourSpec::bt601();
    return plan_encode(options, video_of(layout, colour), width, height, kRate, kSquare,
                       monochrome);
}

TEST(EncodeSpec, NamesOfCodecsGoBothWays) {
    for (const Codec codec :
         {Codec::H264, Codec::H265, Codec::Ffv1, Codec::ProRes, Codec::DnxHr, Codec::Gif,
          Codec::Png, Codec::Tiff, Codec::Dpx, Codec::Exr, Codec::WebP}) {
        EXPECT_EQ(codec_from_text(to_string(codec)).value(), codec);
    }
    EXPECT_EQ(codec_from_text("HEVC").value(), Codec::H265);
    const auto unknown = codec_from_text("divx");
    ASSERT_FALSE(unknown.has_value());
    EXPECT_NE(unknown.error().hint.find("prores"), std::string::npos);
}

TEST(EncodeSpec, TheOutputNameAsksForACodec) {
    EXPECT_EQ(default_codec_for("a.MP4").value(), Codec::H264);
    EXPECT_EQ(default_codec_for("a.mov").value(), Codec::H264);
    EXPECT_EQ(default_codec_for("a.mkv").value(), Codec::H264);
    EXPECT_EQ(default_codec_for("a.gif").value(), Codec::Gif);
    EXPECT_EQ(default_codec_for("a.webp").value(), Codec::WebP);
    EXPECT_EQ(default_codec_for("frames.%06d.tif").value(), Codec::Tiff);
    EXPECT_EQ(default_codec_for("frames.%06d.dpx").value(), Codec::Dpx);
    EXPECT_EQ(default_codec_for("a.wmv").error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(default_codec_for("film").error().message.find("no extension"), std::string::npos);
}

TEST(EncodeSpec, ACodecInTheWrongContainerIsRefusedWithTheRightOne) {
    EXPECT_OK(check_container(Codec::H265, "a.mp4"));
    EXPECT_OK(check_container(Codec::ProRes, "a.mov"));
    EXPECT_OK(check_container(Codec::Png, "frames.%06d.png"));
    const Status ffv1 = check_container(Codec::Ffv1, "a.mp4");
    ASSERT_FALSE(ffv1.has_value());
    EXPECT_EQ(ffv1.error().one_line(), "FFV1 cannot live in .mp4 (a.mp4) (use .mkv)");
    EXPECT_FALSE(check_container(Codec::ProRes, "a.mp4").has_value());
    EXPECT_FALSE(check_container(Codec::H264, "a.png").has_value());
    EXPECT_FALSE(check_container(Codec::H264, "a").has_value());
}

TEST(EncodeSpec, H264KeepsSubsamplingAndEightOrTenBits) {
    EXPECT_EQ(plan(asking(Codec::H264), kYuv420)->layout, kYuv420);
    EXPECT_EQ(plan(asking(Codec::H264), kYuv422Ten)->layout, kYuv422Ten);
    EXPECT_EQ(plan(asking(Codec::H264), kYuv444Ten)->layout, kYuv444Ten);
    EXPECT_EQ(plan(asking(Codec::H264), {Family::Yuv, 12, 1, 1})->layout.bits, 10);
    EXPECT_EQ(plan(asking(Codec::H265), {Family::Yuv, 12, 1, 1})->layout.bits, 12);
    EXPECT_EQ(plan(asking(Codec::H264), {Family::Yuv, 8, 2, 0})->layout,
              (PixelLayout{Family::Yuv, 8, 1, 0}));
    EXPECT_EQ(plan(asking(Codec::H264), {Family::Yuv, 8, 0, 1})->layout,
              (PixelLayout{Family::Yuv, 8, 0, 0}));
    EXPECT_EQ(plan(asking(Codec::H264), kGrey, 640, 480, true)->layout, kYuv420);
    EXPECT_EQ(plan(asking(Codec::H264), kYuv420)->crf, 16);
    EXPECT_EQ(plan(asking(Codec::H265), kYuv420)->crf, 18);
}

TEST(EncodeSpec, SizesThatDoNotDivideGetFullerChroma) {
    EXPECT_EQ(plan(asking(Codec::H264), kYuv420, 641, 480)->layout,
              (PixelLayout{Family::Yuv, 8, 0, 0}));
    EXPECT_EQ(plan(asking(Codec::H264), kYuv420, 640, 481)->layout,
              (PixelLayout{Family::Yuv, 8, 1, 0}));
    EXPECT_EQ(plan(asking(Codec::H264), kYuv420, 641, 481)->layout,
              (PixelLayout{Family::Yuv, 8, 0, 0}));
    VideoInfo fields = video_of(kYuv420, ColourSpec::bt601());
    fields.field_order = FieldOrder::TopFirst;
    EXPECT_EQ(plan_encode(asking(Codec::H264), fields, 640, 482, kRate, kSquare, false)->layout,
              (PixelLayout{Family::Yuv, 8, 1, 0}));
}

TEST(EncodeSpec, Ffv1KeepsFamilySubsamplingAndDepth) {
    for (const PixelLayout& layout :
         {kYuv420, kYuv422Ten, kYuv444Ten, kRgbSixteen, PixelLayout{Family::Yuv, 8, 2, 2},
          PixelLayout{Family::Rgb, 10, 0, 0}, PixelLayout{Family::Yuv, 16, 1, 1}}) {
        EXPECT_EQ(plan(asking(Codec::Ffv1), layout)->layout, layout);
    }
    EXPECT_EQ(plan(asking(Codec::Ffv1), kGrey, 640, 480, true)->layout, kGrey);
    EXPECT_EQ(plan(asking(Codec::Ffv1), kGrey)->layout, (PixelLayout{Family::Yuv, 8, 0, 0}));
    EXPECT_EQ(plan(asking(Codec::Ffv1), {Family::Rgb, 11, 0, 0})->layout.bits, 12);
    EXPECT_EQ(plan(asking(Codec::Ffv1, 16), kYuv420)->layout.bits, 16);
}

TEST(EncodeSpec, IntermediateCodecsFollowTheChroma) {
    EXPECT_EQ(plan(asking(Codec::ProRes), kYuv420)->layout, kYuv422Ten);
    EXPECT_EQ(plan(asking(Codec::ProRes), kRgbSixteen)->layout, kYuv444Ten);
    EXPECT_EQ(plan(asking(Codec::DnxHr), kYuv420)->layout, (PixelLayout{Family::Yuv, 8, 1, 0}));
    EXPECT_EQ(plan(asking(Codec::DnxHr), kYuv422Ten)->layout, kYuv422Ten);
    EXPECT_EQ(plan(asking(Codec::DnxHr), kYuv444Ten)->layout, kYuv444Ten);
}

TEST(EncodeSpec, ColourIsAlwaysResolvedAndFitsTheLayout) {
    const auto spec = plan(asking(Codec::H264), kRgbSixteen, 1920, 1080);
    ASSERT_OK(spec);
    EXPECT_EQ(spec->colour.matrix, Matrix::Bt709);
    EXPECT_EQ(spec->colour.range, Range::Limited);
    EXPECT_EQ(spec->colour.transfer, Transfer::Srgb);
    EXPECT_EQ(spec->colour.siting, ChromaSiting::Left);
    const auto rgb = plan(asking(Codec::Gif), kYuv420);
    ASSERT_OK(rgb);
    EXPECT_EQ(rgb->colour.matrix, Matrix::Rgb);
    EXPECT_EQ(rgb->colour.range, Range::Full);
}

TEST(EncodeSpec, WhatCannotBeIsRefusedWithAHint) {
    const auto depth = plan(asking(Codec::H264, 16), kYuv420);
    ASSERT_FALSE(depth.has_value());
    EXPECT_NE(depth.error().hint.find("8 or 10"), std::string::npos);
    EXPECT_FALSE(plan(asking(Codec::H264), kYuv420, 0, 480).has_value());
    EXPECT_FALSE(plan(asking(Codec::DnxHr), kYuv420, 200, 100).has_value());
    EncodeOptions options = asking(Codec::Ffv1);
    options.crf = 10;
    EXPECT_FALSE(plan(options, kYuv420).has_value());
    options = asking(Codec::H264);
    options.crf = 60;
    EXPECT_FALSE(plan(options, kYuv420).has_value());
    options.crf = 20;
    options.speed = "warp";
    EXPECT_FALSE(plan(options, kYuv420).has_value());
    options.speed = "fast";
    EXPECT_OK(plan(options, kYuv420));
    EXPECT_FALSE(plan_encode(options, video_of(kYuv420, ColourSpec::bt709()), 64, 64, Rational{},
                             kSquare, false)
                     .has_value());
}

TEST(EncodeSpec, TheSpecDoesNotDependOnTheMachine) {
    EXPECT_EQ(plan(asking(Codec::H264), kYuv420)->threads, 4);
}

} // namespace
} // namespace kinovar::media
