#include "core/media/reel_reader.h"
#include "core/media/webp.h"
#include "tests/media/film_support.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

namespace kinovar::media {
namespace {

using Family = PixelLayout::Family;
using kinovar::test::quoted;
using kinovar::test::run_command;
using kinovar::test::TemporaryFolder;
using test::bytes_of;
using test::ffprobe;
using test::film_of;
using test::listed;
using test::moving_picture;
using test::packet_values;
using test::video_of;

constexpr Rational kFilmRate{24000, 1001};

struct Case {
    const char* name;
    Codec codec;
    PixelLayout layout;
    const char* extension;
};

EncodeSpec spec_of(Codec codec, const PixelLayout& layout, Rational rate = kFilmRate,
                   Rational aspect = {1, 1}) {
    EncodeOptions options;
    options.codec = codec;
    const ColourSpec colour =
        layout.family == Family::Rgb ? ColourSpec::srgb() : ColourSpec::bt601();
    return plan_encode(options, video_of(layout, colour), 256, 128, rate, aspect,
                       layout.family == Family::Grey)
        .value();
}

Status join(const JoinPlan& plan) {
    Job job("test");
    return join_segments(plan, job);
}

class EveryContainer : public testing::TestWithParam<Case> {};

TEST_P(EveryContainer, HoldsEveryFrameAtItsTime) {
    KINOVAR_NEEDS_FFMPEG();
    const Case& one = GetParam();
    const TemporaryFolder folder;
    const auto output = folder / (std::string("film") + one.extension);
    const EncodeSpec spec = spec_of(one.codec, one.layout, kFilmRate, {4, 3});
    const auto plan = film_of(folder.path(), spec, {9, 1, 14}, output);
    ASSERT_OK(plan);
    ASSERT_OK(join(*plan));

    const auto differences = check_export(*plan);
    ASSERT_OK(differences);
    EXPECT_EQ(listed(*differences), "");
    EXPECT_EQ(test::complaints(output), "");

    const std::vector<double> dts = packet_values(output, "dts_time");
    EXPECT_TRUE(std::is_sorted(dts.begin(), dts.end()));
    std::vector<double> pts = packet_values(output, "pts_time");
    ASSERT_EQ(pts.size(), plan->times.size());
    std::sort(pts.begin(), pts.end());
    const double slack = std::string_view(one.extension) == ".mkv" ? 0.000'501 : 0.000'001;
    for (std::size_t i = 0; i < pts.size(); ++i) {
        EXPECT_NEAR(pts[i], static_cast<double>(plan->times[i]) * plan->time_base.value(), slack);
    }

    auto reel = open_reel(output);
    ASSERT_OK(reel);
    const VideoInfo& video = (*reel)->info().video;
    EXPECT_EQ(video.frames, 24);
    EXPECT_EQ(video.pixel_aspect, (Rational{4, 3}));
    for (const int n : {0, 8, 9, 10, 23}) {
        EXPECT_OK((*reel)->frame(n));
    }
    EXPECT_TRUE((*reel)->damaged().empty());
}

TEST_P(EveryContainer, GivesTheSameBytesTwice) {
    const Case& one = GetParam();
    const TemporaryFolder folder;
    auto plan = film_of(folder.path(), spec_of(one.codec, one.layout), {5, 7},
                        folder / (std::string("a") + one.extension));
    ASSERT_OK(plan);
    ASSERT_OK(join(*plan));
    const std::string first = bytes_of(plan->output);
    plan->output = folder / (std::string("b") + one.extension);
    ASSERT_OK(join(*plan));
    EXPECT_TRUE(first == bytes_of(plan->output));
}

INSTANTIATE_TEST_SUITE_P(
    Join, EveryContainer,
    testing::Values(Case{"h264_mp4", Codec::H264, {Family::Yuv, 8, 1, 1}, ".mp4"},
                    Case{"h264_mov", Codec::H264, {Family::Yuv, 8, 1, 1}, ".mov"},
                    Case{"h264_mkv", Codec::H264, {Family::Yuv, 10, 1, 0}, ".mkv"},
                    Case{"h265_mp4", Codec::H265, {Family::Yuv, 8, 1, 1}, ".mp4"},
                    Case{"h265_mov", Codec::H265, {Family::Yuv, 10, 1, 1}, ".mov"},
                    Case{"h265_mkv", Codec::H265, {Family::Yuv, 10, 1, 1}, ".mkv"},
                    Case{"ffv1_mkv", Codec::Ffv1, {Family::Yuv, 10, 1, 0}, ".mkv"},
                    Case{"ffv1_rgb_mkv", Codec::Ffv1, {Family::Rgb, 8, 0, 0}, ".mkv"},
                    Case{"ffv1_grey_mkv", Codec::Ffv1, {Family::Grey, 16, 0, 0}, ".mkv"},
                    Case{"prores_mov", Codec::ProRes, {Family::Yuv, 10, 1, 0}, ".mov"},
                    Case{"prores_mkv", Codec::ProRes, {Family::Rgb, 16, 0, 0}, ".mkv"},
                    Case{"dnxhr_mov", Codec::DnxHr, {Family::Yuv, 8, 1, 1}, ".mov"},
                    Case{"dnxhr_hqx_mov", Codec::DnxHr, {Family::Yuv, 10, 1, 0}, ".mov"},
                    Case{"dnxhr_444_mkv", Codec::DnxHr, {Family::Rgb, 16, 0, 0}, ".mkv"}),
    [](const auto& one) { return std::string(one.param.name); });

class LosslessFilm : public testing::TestWithParam<int> {};

TEST_P(LosslessFilm, RgbComesBackBitByBitAcrossSegments) {
    const int bits = GetParam();
    const TemporaryFolder folder;
    const EncodeSpec spec = spec_of(Codec::Ffv1, {Family::Rgb, bits, 0, 0});
    const auto plan = film_of(folder.path(), spec, {2, 3}, folder / "film.mkv");
    ASSERT_OK(plan);
    ASSERT_OK(join(*plan));
    auto reel = open_reel(plan->output);
    ASSERT_OK(reel);
    const float top = static_cast<float>((1 << bits) - 1);
    for (int i = 0; i < 5; ++i) {
        const auto read = (*reel)->frame(i);
        ASSERT_OK(read);
        const FramePtr made = moving_picture(256, 128, i, bits, spec.colour);
        std::int64_t wrong = 0;
        for (std::size_t k = 0; k < made->values().size(); ++k) {
            wrong +=
                std::lround((*read)->values()[k] * top) != std::lround(made->values()[k] * top);
        }
        EXPECT_EQ(wrong, 0) << "frame " << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Join, LosslessFilm, testing::Values(8, 10, 16));

/// Frames that last 1 to 4 ticks of 1/600 s × 10, the first one late.
std::vector<std::int64_t> uneven_times(std::size_t count) {
    std::vector<std::int64_t> times;
    std::int64_t now = 70;
    for (std::size_t i = 0; i < count; ++i) {
        times.push_back(now);
        now += 10 * (1 + static_cast<std::int64_t>(i * i % 4));
    }
    return times;
}

class UnevenTimes : public testing::TestWithParam<const char*> {};

TEST_P(UnevenTimes, AreKeptWithTheLastDuration) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto output = folder / (std::string("film") + GetParam());
    auto plan = film_of(folder.path(), spec_of(Codec::H264, {Family::Yuv, 8, 1, 1}, {24, 1}),
                        {11, 12}, output);
    ASSERT_OK(plan);
    plan->time_base = {1, 600};
    plan->times = uneven_times(23);
    plan->last_duration = 45;
    ASSERT_OK(join(*plan));
    const auto differences = check_export(*plan);
    ASSERT_OK(differences);
    EXPECT_EQ(listed(*differences), "");
    EXPECT_EQ(test::complaints(output), "");
    const double end = static_cast<double>(plan->times.back() + plan->last_duration) / 600;
    const auto info = probe(output);
    ASSERT_OK(info);
    EXPECT_EQ(info->video.frames, 23);
    EXPECT_TRUE(info->video.variable_rate);
    const double start = static_cast<double>(plan->times.front()) / 600;
    const double stated = std::stod(ffprobe(output, "-show_entries format=duration -of csv=p=0"));
    // MP4 counts from time 0, an edit list included; FFmpeg states the rest without it.
    EXPECT_TRUE(std::abs(stated - end) < 0.002 || std::abs(stated - (end - start)) < 0.002)
        << stated;
}

INSTANTIATE_TEST_SUITE_P(Join, UnevenTimes, testing::Values(".mp4", ".mov", ".mkv"),
                         [](const auto& one) { return std::string(one.param + 1); });

TEST(Join, AGifHasOnePaletteAndTheTimesOfTheFilm) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto output = folder / "film.gif";
    auto plan = film_of(folder.path(), spec_of(Codec::Gif, {Family::Yuv, 8, 1, 1}, {25, 1}), {4, 6},
                        output);
    ASSERT_OK(plan);
    ASSERT_OK(join(*plan));
    const auto differences = check_export(*plan);
    ASSERT_OK(differences);
    EXPECT_EQ(listed(*differences), "");
    EXPECT_EQ(test::complaints(output), "");
    EXPECT_EQ(packet_values(output, "pts_time").size(), 10U);
    const std::string first = bytes_of(output);
    ASSERT_OK(join(*plan));
    EXPECT_TRUE(first == bytes_of(output));
}

TEST(Join, AWebpMovesAtTheTimesOfTheFilm) {
    const TemporaryFolder folder;
    const auto output = folder / "film.webp";
    const auto plan = film_of(folder.path(), spec_of(Codec::WebP, {Family::Yuv, 8, 1, 1}, {25, 1}),
                              {4, 6}, output);
    ASSERT_OK(plan);
    ASSERT_OK(join(*plan));
    const auto differences = check_export(*plan);
    ASSERT_OK(differences);
    EXPECT_EQ(listed(*differences), "");
    const auto facts = read_webp_facts(output);
    ASSERT_OK(facts);
    EXPECT_EQ(facts->frames, 10);
    EXPECT_EQ(facts->width, 256);
    EXPECT_EQ(facts->height, 128);
    EXPECT_NEAR(facts->seconds, 0.4, 0.002);
    const std::string first = bytes_of(output);
    ASSERT_OK(join(*plan));
    EXPECT_TRUE(first == bytes_of(output));
    std::ofstream(output) << "RIFF";
    EXPECT_FALSE(read_webp_facts(output));
}

TEST(Join, LoopingPicturesFitIntoASize) {
    const TemporaryFolder folder;
    for (const Codec codec : {Codec::Gif, Codec::WebP}) {
        const auto output = folder / (codec == Codec::Gif ? "film.gif" : "film.webp");
        auto plan =
            film_of(folder.path(), spec_of(codec, {Family::Yuv, 8, 1, 1}, {25, 1}), {12}, output);
        ASSERT_OK(plan);
        ASSERT_OK(join(*plan));
        const auto whole = std::filesystem::file_size(output);
        Job job("test");
        const auto as_it_is = fit_loop(*plan, whole, job);
        ASSERT_OK(as_it_is);
        EXPECT_EQ(*as_it_is, LoopReduction{});
        const auto smaller = fit_loop(*plan, whole / 3, job);
        ASSERT_OK(smaller);
        plan->reduction = *smaller;
        ASSERT_OK(join(*plan));
        EXPECT_LE(std::filesystem::file_size(output), whole / 3) << describe(*plan);
        const auto differences = check_export(*plan);
        ASSERT_OK(differences);
        EXPECT_EQ(listed(*differences), "") << describe(*plan);
        const auto too_small = fit_loop(*plan, 20, job);
        ASSERT_FALSE(too_small);
        EXPECT_EQ(too_small.error().code, ErrorCode::Refused);
        EXPECT_FALSE(std::filesystem::exists(folder / ("trial" + output.extension().string())));
    }
}

TEST(Join, DamagedForeignOrMissingSegmentsAreNamed) {
    const TemporaryFolder folder;
    const EncodeSpec spec = spec_of(Codec::H264, {Family::Yuv, 8, 1, 1});
    const auto good = film_of(folder.path(), spec, {6, 6}, folder / "film.mkv");
    ASSERT_OK(good);

    JoinPlan plan = *good;
    EncodeSpec other = spec;
    other.crf = 40;
    plan.segments[1] = folder / "other.nut";
    ASSERT_OK(test::write_segment(plan.segments[1], other, 0, 6));
    Status joined = join(plan);
    ASSERT_FALSE(joined.has_value());
    EXPECT_NE(joined.error().message.find("other.nut"), std::string::npos);
    EXPECT_NE(joined.error().message.find("other settings"), std::string::npos);

    plan = *good;
    plan.segments[1] = folder / "cut.nut";
    std::filesystem::copy_file(good->segments[1], plan.segments[1]);
    std::filesystem::resize_file(plan.segments[1],
                                 std::filesystem::file_size(plan.segments[1]) / 2);
    EXPECT_FALSE(join(plan).has_value());

    plan = *good;
    plan.segments[1] = folder / "gone.nut";
    joined = join(plan);
    ASSERT_FALSE(joined.has_value());
    EXPECT_EQ(joined.error().code, ErrorCode::NotFound);

    plan = *good;
    plan.times.push_back(100);
    EXPECT_FALSE(join(plan).has_value());
    plan.times.resize(5);
    EXPECT_FALSE(join(plan).has_value());
    plan.times = {0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    EXPECT_FALSE(join(plan).has_value());

    EXPECT_FALSE(std::filesystem::exists(plan.output));
    EXPECT_FALSE(std::filesystem::exists(folder / ".film.mkv.kinovar-part"));
}

TEST(Join, CanBeStopped) {
    const TemporaryFolder folder;
    const auto plan = film_of(folder.path(), spec_of(Codec::Ffv1, {Family::Yuv, 8, 1, 1}), {3, 3},
                              folder / "film.mkv");
    ASSERT_OK(plan);
    Job job("test");
    job.request_stop();
    const Status joined = join_segments(*plan, job);
    ASSERT_FALSE(joined.has_value());
    EXPECT_EQ(joined.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(std::filesystem::exists(plan->output));
}

} // namespace
} // namespace kinovar::media
