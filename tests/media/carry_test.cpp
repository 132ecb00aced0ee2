#include "core/media/join.h"
#include "tests/media/film_support.h"

#include <algorithm>
#include <fstream>

namespace kinovar::media {
namespace {

using Family = PixelLayout::Family;
using kinovar::test::quoted;
using kinovar::test::run_command;
using kinovar::test::TemporaryFolder;
using test::ffprobe;
using test::listed;

constexpr int kWidth = 128;
constexpr int kHeight = 96;

void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path) << text;
}

/// A film with nearly all that a film can hold: uneven times, two sounds, subtitles, chapters, a
/// font, metadata, timecode and pixels that are not square.
std::filesystem::path make_source(const TemporaryFolder& folder, const std::string& name,
                                  const std::string& sound_codec, const std::string& extra) {
    write_text(folder / "one.srt", "1\n00:00:00,200 --> 00:00:00,900\nThe street\n\n"
                                   "2\n00:00:01,000 --> 00:00:01,700\nA <i>tram</i> comes\n\n");
    write_text(folder / "font.ttf", "not really a font, but it is attached like one");
    write_text(folder / "facts.txt",
               ";FFMETADATA1\ntitle=Market Street\nartist=Miles Brothers\n"
               "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=800\ntitle=Start\n"
               "[CHAPTER]\nTIMEBASE=1/1000\nSTART=800\nEND=2000\ntitle=Ferry\n");
    const std::filesystem::path path = folder / name;
    const auto made = run_command(
        "ffmpeg -nostdin -v error -y -f lavfi -i "
        "\"testsrc2=s=128x96:r=25:d=2,setpts=N/25/TB+0.004*mod(N\\,3)/TB,setsar=12/11\" "
        "-f lavfi -i sine=f=300:d=2:r=48000 -f lavfi -i sine=f=500:d=1.9:r=44100 -i " +
        quoted(folder / "one.srt") + " -f ffmetadata -i " + quoted(folder / "facts.txt") +
        " -map 0:v -map 1:a -map 2:a -map 3:s -map_metadata 4 -map_chapters 4 "
        "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -fps_mode passthrough "
        "-enc_time_base 1/1000 -video_track_timescale 16000 -timecode 01:02:03:04 -c:a " +
        sound_codec +
        " -metadata:s:a:0 language=eng -metadata:s:a:1 language=rus "
        "-metadata:s:s:0 language=fre -metadata:s:a:1 title=Commentary " +
        extra + " " + quoted(path));
    EXPECT_EQ(made.exit_code, 0) << made.err;
    return path;
}

std::string attach(const TemporaryFolder& folder) {
    return "-c:s srt -attach " + quoted(folder / "font.ttf") +
           " -metadata:s:t mimetype=application/x-truetype-font -metadata:s:t filename=font.ttf";
}

/// A plan as the renderer makes it: new pictures of twice the size at the source's times.
Result<JoinPlan> plan_for(const TemporaryFolder& folder, const std::filesystem::path& source,
                          const std::filesystem::path& output) {
    KINOVAR_TRY_ASSIGN(const MediaInfo info, probe(source));
    const VideoInfo& video = info.video;
    KINOVAR_TRY_ASSIGN(const EncodeSpec spec, plan_encode({}, video, 2 * kWidth, 2 * kHeight,
                                                          video.rate, video.pixel_aspect, false));
    const int half = static_cast<int>(video.frames) / 2;
    KINOVAR_TRY_ASSIGN(
        JoinPlan plan,
        test::film_of(folder.path(), spec, {half, static_cast<int>(video.frames) - half}, output));
    plan.time_base = video.time_base;
    plan.times = video.times;
    plan.last_duration = video.last_duration;
    plan.source = source;
    return plan;
}

Status join(const JoinPlan& plan) {
    Job job("test");
    return join_segments(plan, job);
}

struct Route {
    const char* name;
    const char* source;
    const char* sound;
    const char* output;
};

class CarriesEverything : public testing::TestWithParam<Route> {};

TEST_P(CarriesEverything, ThatTheContainerCanHold) {
    KINOVAR_NEEDS_FFMPEG();
    const Route& route = GetParam();
    const TemporaryFolder folder;
    const bool from_mkv = std::string_view(route.source).ends_with(".mkv");
    const bool to_mkv = std::string_view(route.output).ends_with(".mkv");
    const auto source =
        make_source(folder, route.source, route.sound, from_mkv ? attach(folder) : "-c:s mov_text");
    auto plan = plan_for(folder, source, folder / route.output);
    ASSERT_OK(plan);
    plan->drop_unsupported = from_mkv && !to_mkv; // the font
    const Status joined = join(*plan);
    ASSERT_OK(joined);

    const auto differences = check_export(*plan);
    ASSERT_OK(differences);
    EXPECT_EQ(listed(*differences),
              from_mkv && !to_mkv ? "attachment stream 4 (font.ttf): left out\n" : "");
    EXPECT_EQ(test::complaints(plan->output), "");

    const std::string facts =
        ffprobe(plan->output, "-show_format -show_streams -show_chapters -of flat");
    for (const char* wanted : {"Market Street", "Miles Brothers", "01:02:03:04", "\"12:11\"",
                               "\"eng\"", "\"rus\"", "\"Start\"", "\"Ferry\""}) {
        EXPECT_NE(facts.find(wanted), std::string::npos) << wanted << "\n" << facts;
    }
    // FFmpeg cannot read the titles of streams from MP4 and MOV sources.
    EXPECT_EQ(facts.find("Commentary") != std::string::npos, from_mkv);
    EXPECT_EQ(facts.find("font.ttf") != std::string::npos, from_mkv && to_mkv);

    // The sound's own samples, decoded, are those of the source. (Matroska does not know where in
    // the last packet of AAC the sound ends, so there the packets are compared.)
    const bool by_packets = std::string_view(route.sound) == "aac" && to_mkv;
    const std::string hash = by_packets ? "-c copy -f streamhash -" : "-c:a pcm_s16le -f md5 -";
    for (const char* track : {"0:a:0", "0:a:1"}) {
        const auto sound = [&](const std::filesystem::path& file) {
            return run_command("ffmpeg -nostdin -v error -i " + quoted(file) + " -map " + track +
                               " " + hash)
                .out;
        };
        EXPECT_EQ(sound(plan->output), sound(source)) << track;
    }
    const auto words = [](const std::filesystem::path& file) {
        // Without copyts the program would move all times by the run-up of AAC.
        return run_command("ffmpeg -nostdin -v error -copyts -i " + quoted(file) +
                           " -map 0:s:0 -f srt -")
            .out;
    };
    EXPECT_EQ(words(plan->output), words(source));
}

INSTANTIATE_TEST_SUITE_P(Join, CarriesEverything,
                         testing::Values(Route{"mkv_to_mkv", "in.mkv", "flac", "out.mkv"},
                                         Route{"mkv_to_mp4", "in.mkv", "flac", "out.mp4"},
                                         Route{"mkv_pcm_to_mp4", "in.mkv", "pcm_s16le", "out.mp4"},
                                         Route{"mkv_pcm24_to_mp4", "in.mkv", "pcm_s24le",
                                               "out.mp4"},
                                         Route{"mkv_to_mov", "in.mkv", "pcm_s16le", "out.mov"},
                                         Route{"mp4_aac_to_mkv", "in.mp4", "aac", "out.mkv"},
                                         Route{"mp4_aac_to_mp4", "in.mp4", "aac", "out.mp4"},
                                         Route{"mov_pcm_to_mkv", "in.mov", "pcm_s16be", "out.mkv"},
                                         Route{"mov_aac_to_mov", "in.mov", "aac", "out.mov"}),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Carry, WhatWouldBeLostIsSaidBeforeAndRefused) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto source = make_source(folder, "in.mkv", "pcm_s16le", attach(folder));
    const auto info = probe(source);
    ASSERT_OK(info);
    const auto none = check_streams(info->path, "out.mkv");
    ASSERT_OK(none);
    EXPECT_TRUE(none->empty());
    const auto some = check_streams(info->path, "out.mp4");
    ASSERT_OK(some);
    ASSERT_EQ(some->size(), 4U);
    EXPECT_EQ((*some)[0].what, "audio stream 1 (pcm_s16le)");
    EXPECT_EQ((*some)[0].remedy, "converted to alac");
    EXPECT_EQ((*some)[2].remedy, "converted to mov_text");
    EXPECT_EQ((*some)[3].what, "attachment stream 4 (font.ttf)");
    EXPECT_EQ((*some)[3].remedy, "");

    const auto plan = plan_for(folder, source, folder / "out.mp4");
    ASSERT_OK(plan);
    const Status joined = join(*plan);
    ASSERT_FALSE(joined.has_value());
    EXPECT_EQ(joined.error().code, ErrorCode::Unsupported);
    EXPECT_NE(joined.error().message.find("font.ttf"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(folder / "out.mp4"));
}

TEST(Carry, ACutKeepsItsOwnSoundTextsAndChapters) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto source = make_source(folder, "in.mkv", "pcm_s16le", attach(folder));
    auto plan = plan_for(folder, source, folder / "out.mkv");
    ASSERT_OK(plan);
    constexpr std::int64_t kFirst = 10;
    constexpr std::int64_t kCount = 25;
    const std::vector<std::int64_t> all = plan->times;
    plan->cut = true;
    plan->cut_start = static_cast<double>(all[kFirst]) * plan->time_base.value();
    plan->cut_end = static_cast<double>(all[kFirst + kCount]) * plan->time_base.value();
    plan->times.assign(all.begin() + kFirst, all.begin() + kFirst + kCount);
    for (std::int64_t& time : plan->times) {
        time -= all[kFirst];
    }
    plan->last_duration = all[kFirst + kCount] - all[kFirst + kCount - 1];
    plan->segments.resize(1);
    ASSERT_OK(test::write_segment(plan->segments[0], plan->encode, 0, kCount));
    const Status joined = join(*plan);
    ASSERT_OK(joined);
    const auto differences = check_export(*plan);
    ASSERT_OK(differences);
    EXPECT_EQ(listed(*differences), "");
    const auto info = probe(plan->output);
    ASSERT_OK(info);
    EXPECT_EQ(info->video.frames, kCount);
    EXPECT_NE(ffprobe(plan->output, "-show_streams").find("=01:02:03:14"), std::string::npos)
        << "ten frames on";
    ASSERT_EQ(info->chapters.size(), 2U);
    EXPECT_NEAR(info->chapters[1].start, 0.8 - plan->cut_start, 0.001);
    const std::string words =
        run_command("ffmpeg -nostdin -v error -i " + quoted(plan->output) + " -map 0:s:0 -f srt -")
            .out;
    EXPECT_NE(words.find("The street"), std::string::npos) << words;
    EXPECT_NE(words.find("tram"), std::string::npos) << words;
    EXPECT_EQ(words.find("00:00:00,000"), words.find("00:00:")) << words;
}

TEST(Carry, CoverPicturesStay) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto cover = folder / "cover.jpg";
    const auto made = run_command(
        "ffmpeg -nostdin -v error -y -f lavfi -i color=red:s=32x32 -frames:v 1 " + quoted(cover) +
        " && ffmpeg -nostdin -v error -y -f lavfi -i testsrc2=s=128x96:r=25:d=0.4 -i " +
        quoted(cover) + " -map 0 -map 1 -c:v:0 libx264 -pix_fmt:v:0 yuv420p -c:v:1 copy " +
        "-disposition:v:1 attached_pic " + quoted(folder / "in.mp4"));
    ASSERT_EQ(made.exit_code, 0) << made.err;
    for (const char* name : {"out.mkv", "out.mp4"}) {
        const auto plan = plan_for(folder, folder / "in.mp4", folder / name);
        ASSERT_OK(plan);
        const Status joined = join(*plan);
        ASSERT_OK(joined);
        const auto differences = check_export(*plan);
        ASSERT_OK(differences);
        EXPECT_EQ(listed(*differences), "") << name;
        EXPECT_NE(ffprobe(plan->output, "-show_entries stream_disposition=attached_pic -of csv")
                      .find("stream,1"),
                  std::string::npos);
    }
}

TEST(Carry, RotationStaysOrIsRefused) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto made = run_command(
        "ffmpeg -nostdin -v error -y -f lavfi -i testsrc2=s=128x96:r=25:d=0.4 -c:v libx264 "
        "-pix_fmt yuv420p " +
        quoted(folder / "flat.mp4") + " && ffmpeg -nostdin -v error -y -display_rotation 90 -i " +
        quoted(folder / "flat.mp4") + " -c copy " + quoted(folder / "in.mp4") +
        " || ffmpeg -nostdin -v error -y -i " + quoted(folder / "flat.mp4") +
        " -c copy -metadata:s:v rotate=270 " + quoted(folder / "in.mp4"));
    const auto source = probe(folder / "in.mp4");
    ASSERT_OK(source);
    if (source->video.rotation == 0) {
        GTEST_SKIP() << "this ffmpeg cannot make a turned film: " << made.err;
    }
    const auto plan = plan_for(folder, folder / "in.mp4", folder / "out.mov");
    ASSERT_OK(plan);
    const Status joined = join(*plan);
    ASSERT_OK(joined);
    const auto result = probe(plan->output);
    ASSERT_OK(result);
    EXPECT_EQ(result->video.rotation, source->video.rotation);
    const auto problems = check_streams(source->path, "out.mkv");
    ASSERT_OK(problems);
    ASSERT_EQ(problems->size(), 1U);
    EXPECT_NE(problems->front().what.find("rotation"), std::string::npos);
}

TEST(ExportCheck, FindsWhatWasPlanted) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto source = make_source(folder, "in.mkv", "flac", attach(folder));
    auto plan = plan_for(folder, source, folder / "out.mkv");
    ASSERT_OK(plan);
    ASSERT_OK(join(*plan));
    const auto spoilt = [&](const std::string& how) {
        JoinPlan changed = *plan;
        changed.output = folder / "spoilt.mkv";
        const auto made = run_command("ffmpeg -nostdin -v error -y -i " + quoted(plan->output) +
                                      " -map 0 -c copy " + how + " " + quoted(changed.output));
        EXPECT_EQ(made.exit_code, 0) << made.err;
        const auto differences = check_export(changed);
        return differences ? listed(*differences) : differences.error().one_line();
    };
    EXPECT_NE(spoilt("-map -0:a:1").find("audio stream 2 (flac): missing"), std::string::npos);
    EXPECT_NE(spoilt("-map -0:t").find("attachment font.ttf"), std::string::npos);
    EXPECT_NE(spoilt("-map -0:s").find("subtitle stream 3 (subrip): missing"), std::string::npos);
    EXPECT_NE(spoilt("-map_chapters -1").find("chapters: 0, source 2"), std::string::npos);
    EXPECT_NE(spoilt("-metadata title=Other").find("title is \"Other\""), std::string::npos);
    EXPECT_NE(spoilt("-aspect 1").find("pixel aspect"), std::string::npos);
    EXPECT_NE(spoilt("-t 1").find("frames: "), std::string::npos);
    EXPECT_NE(spoilt("-t 1").find("duration"), std::string::npos);

    JoinPlan wrong = *plan;
    wrong.times[7] += 3;
    auto differences = check_export(wrong);
    ASSERT_OK(differences);
    EXPECT_NE(listed(*differences).find("1 of 50 differ, the first is frame 7"), std::string::npos)
        << listed(*differences);
    wrong = *plan;
    wrong.encode.colour.matrix = Matrix::Bt2020Ncl;
    differences = check_export(wrong);
    ASSERT_OK(differences);
    EXPECT_EQ(listed(*differences), "colour matrix: smpte170m, planned bt2020nc\n");
}

} // namespace
} // namespace kinovar::media
