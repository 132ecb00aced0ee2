#include "tests/e2e/film_reel.h"

#include <fstream>

namespace kinovar::test {
namespace {

using Json = nlohmann::json;

Json ffprobe(const std::filesystem::path& path) {
    const CommandResult result = run_command(
        "ffprobe -v error -count_packets -show_streams -show_format -show_chapters -of json " +
        quoted(path));
    return Json::parse(result.out);
}

/// A reel with everything: two sound tracks, subtitles, chapters, an attachment, timecode, odd
/// pixels.
void make_rich_reel(const TemporaryFolder& folder, const std::string& name) {
    std::ofstream(folder / "sub.srt") << "1\n00:00:00,200 --> 00:00:01,000\nПривет\n\n"
                                         "2\n00:00:01,200 --> 00:00:01,900\nHello\n";
    std::ofstream(folder / "meta.txt")
        << ";FFMETADATA1\ntitle=Reel Nine\nartist=Studio\n"
           "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=One\n"
           "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=2000\ntitle=Two\n";
    std::ofstream(folder / "font.ttf") << "not really a font, but an attachment";
    make_with_ffmpeg("-f lavfi -i testsrc2=size=160x120:rate=24 -f lavfi -i sine=frequency=300 "
                     "-f lavfi -i sine=frequency=500 -i " +
                     quoted(folder / "sub.srt") + " -i " + quoted(folder / "meta.txt") +
                     " -map 0:v -map 1:a -map 2:a -map 3:s -map_metadata 4 -map_chapters 4 -t 2 "
                     "-c:v libx264 -bf 2 -g 12 -c:a:0 flac -c:a:1 aac -c:s srt -aspect 4:3 "
                     "-metadata:s:a:0 language=rus -metadata:s:a:1 language=eng "
                     "-metadata timecode=01:00:00:00 -attach " +
                     quoted(folder / "font.ttf") +
                     " -metadata:s:t mimetype=application/x-truetype-font " +
                     quoted(folder / name));
}

TEST(Restore, EverythingBesideThePictureSurvives) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_rich_reel(folder, "reel.mkv");
    const std::string before = bytes_of(folder / "reel.mkv");
    const ProgramResult run = run_cli(
        {"restore", (folder / "reel.mkv").string(), (folder / "out.mkv").string(), "--json"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const Json result = line_of(run.out, "result");
    EXPECT_EQ(result["frames"], 48);
    EXPECT_TRUE(result["differences"].empty()) << result["differences"];
    EXPECT_TRUE(result["damaged"].empty());
    EXPECT_TRUE(before == bytes_of(folder / "reel.mkv")) << "the input was touched";
    const Json a = ffprobe(folder / "reel.mkv");
    const Json b = ffprobe(folder / "out.mkv");
    ASSERT_EQ(a["streams"].size(), b["streams"].size());
    for (std::size_t i = 0; i < a["streams"].size(); ++i) {
        const Json& x = a["streams"][i];
        const Json& y = b["streams"][i];
        EXPECT_EQ(x["codec_type"], y["codec_type"]);
        EXPECT_EQ(x["codec_name"], y["codec_name"]);
        EXPECT_EQ(x.value("nb_read_packets", ""), y.value("nb_read_packets", "")) << i;
    }
    const ProgramResult probe = run_cli({"probe", (folder / "out.mkv").string(), "--json"});
    EXPECT_NE(probe.out.find("01:00:00:00"), std::string::npos) << probe.out;
    EXPECT_EQ(a["chapters"].size(), b["chapters"].size());
    EXPECT_EQ(b["format"]["tags"]["title"], "Reel Nine");
    EXPECT_EQ(b["streams"][0]["display_aspect_ratio"], a["streams"][0]["display_aspect_ratio"]);
}

TEST(Restore, AContainerThatWouldLoseAStreamIsRefusedBeforeAnyWork) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_rich_reel(folder, "reel.mkv");
    const std::vector<std::string> command{"restore", (folder / "reel.mkv").string(),
                                           (folder / "out.mp4").string()};
    const ProgramResult refused = run_cli(command);
    EXPECT_EQ(refused.exit_code, 3) << refused.err;
    EXPECT_NE(refused.err.find("--drop-unsupported"), std::string::npos) << refused.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "out.mp4"));
    std::vector<std::string> dropping = command;
    dropping.emplace_back("--drop-unsupported");
    const ProgramResult dropped = run_cli(dropping);
    EXPECT_EQ(dropped.exit_code, 0) << dropped.err;
    EXPECT_NE(dropped.err.find("left out"), std::string::npos) << dropped.err;
}

TEST(Restore, VariableFrameTimesAreKept) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=96x64:rate=30 -frames:v 40 -vf "
                     "\"select='not(eq(mod(n,5),2))+eq(mod(n,7),0)'\" -fps_mode vfr "
                     "-video_track_timescale 90000 "
                     "-c:v libx264 -bf 2 " +
                     quoted(folder / "vfr.mp4"));
    ASSERT_EQ(run_cli({"restore", (folder / "vfr.mp4").string(), (folder / "out.mp4").string()})
                  .exit_code,
              0);
    const auto times = [](const std::filesystem::path& path) {
        return run_command(
                   "ffprobe -v error -select_streams v -show_entries frame=pts_time -of csv=p=0 " +
                   quoted(path))
            .out;
    };
    EXPECT_EQ(times(folder / "vfr.mp4"), times(folder / "out.mp4"));
}

TEST(Restore, ARangeTakesItsSoundWithIt) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_rich_reel(folder, "reel.mkv");
    const ProgramResult run =
        run_cli({"restore", (folder / "reel.mkv").string(), (folder / "out.mkv").string(),
                 "--frames", "12-35", "--json"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(line_of(run.out, "result")["frames"], 24);
    const Json json = ffprobe(folder / "out.mkv");
    // Sound is cut at its packets: one of FLAC is 4608 samples, 0.105 s.
    EXPECT_NEAR(std::stod(json["format"]["duration"].get<std::string>()), 1.0, 0.105);
    // The pictures are those of the range.
    make_with_ffmpeg("-i " + quoted(folder / "reel.mkv") +
                     " -vf trim=start_frame=12:end_frame=36,setpts=PTS-STARTPTS -an -c:v ffv1 " +
                     quoted(folder / "cut.mkv"));
    const ProgramResult compare = run_cli({"compare", (folder / "cut.mkv").string(),
                                           (folder / "out.mkv").string(), "--json", "--quiet"});
    ASSERT_EQ(compare.exit_code, 0) << compare.err;
    EXPECT_GT(Json::parse(compare.out)["mean"]["psnr_y"].get<double>(), 40);
}

TEST(Restore, StepsThatChangeTheRateKeepTheSoundInPlace) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_rich_reel(folder, "reel.mkv");
    struct Case {
        const char* step;
        int frames;
        double seconds; ///< of the pictures
    };
    for (const Case& one : {Case{"speed:to=30", 60, 2.0}, Case{"speed:from=16,to=24", 72, 3.0},
                            Case{"deinterlace:mode=field,order=top", 96, 2.0}}) {
        for (const char* name : {"out.mkv", "out.mp4"}) {
            const std::string output = (folder / name).string();
            const ProgramResult run = run_cli({"restore", (folder / "reel.mkv").string(), output,
                                               "--step", one.step, "--json", "--drop-unsupported"});
            ASSERT_EQ(run.exit_code, 0) << one.step << run.err;
            const Json result = line_of(run.out, "result");
            EXPECT_EQ(result["frames"], one.frames) << one.step;
            for (const Json& difference : result["differences"]) {
                EXPECT_NE(difference.get<std::string>().find("left out"), std::string::npos)
                    << one.step << name << difference;
            }
            const Json json = ffprobe(output);
            EXPECT_NEAR(std::stod(json["format"]["duration"].get<std::string>()), one.seconds, 0.15)
                << one.step << name;
            EXPECT_EQ(json["chapters"].size(), 2U) << one.step << name;
        }
    }
}

TEST(Restore, EveryCodecGivesAFilmThatPlays) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg(
        "-f lavfi -i testsrc2=size=256x144:rate=25 -f lavfi -i sine -frames:v 60 -shortest "
        "-c:v libx264 -c:a aac " +
        quoted(folder / "reel.mp4"));
    const std::vector<std::pair<std::string, std::string>> cases{
        {"h264", "a.mp4"},  {"h264", "a.mov"}, {"h264", "a.mkv"},   {"h265", "b.mp4"},
        {"h265", "b.mkv"},  {"ffv1", "c.mkv"}, {"prores", "d.mov"}, {"prores", "d.mkv"},
        {"dnxhr", "e.mov"}, {"dnxhr", "e.mkv"}};
    for (const auto& [codec, name] : cases) {
        const ProgramResult run = run_cli({"restore", (folder / "reel.mp4").string(),
                                           (folder / name).string(), "--codec", codec, "--json"});
        ASSERT_EQ(run.exit_code, 0) << codec << " " << name << ": " << run.err;
        EXPECT_TRUE(line_of(run.out, "result")["differences"].empty())
            << codec << " " << name << line_of(run.out, "result")["differences"];
        const CommandResult play =
            run_command("ffmpeg -v warning -i " + quoted(folder / name) + " -f null -");
        EXPECT_EQ(play.exit_code, 0);
        EXPECT_EQ(play.err, "") << codec << " " << name;
        EXPECT_EQ(ffprobe(folder / name)["streams"][0]["nb_read_packets"], "60") << name;
        EXPECT_EQ(ffprobe(folder / name)["streams"].size(), 2U) << name;
    }
    ASSERT_EQ(run_cli({"restore", (folder / "reel.mp4").string(), (folder / "f.gif").string(),
                       "--drop-unsupported"})
                  .exit_code,
              0);
    EXPECT_EQ(ffprobe(folder / "f.gif")["streams"][0]["nb_read_packets"], "60");
}

TEST(Restore, FoldersSequencesAndStillsGoBothWays) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=96x64:rate=25 -frames:v 5 -c:v ffv1 " +
                     quoted(folder / "reel.mkv"));
    std::filesystem::create_directory(folder / "dpx");
    ASSERT_EQ(run_cli({"restore", (folder / "reel.mkv").string(),
                       (folder / "dpx" / "f.%06d.dpx").string()})
                  .exit_code,
              0);
    EXPECT_EQ(names_in(folder / "dpx").front(), "f.000000.dpx");
    EXPECT_EQ(names_in(folder / "dpx").size(), 5U);
    ASSERT_EQ(run_cli({"restore", (folder / "dpx").string(), (folder / "back.mkv").string(),
                       "--codec", "ffv1"})
                  .exit_code,
              0);
    ASSERT_EQ(run_cli({"restore", (folder / "dpx" / "f.%06d.dpx").string(),
                       (folder / "exr/").string(), "--codec", "exr"})
                  .exit_code,
              0);
    EXPECT_EQ(names_in(folder / "exr").size(), 5U);
    ASSERT_EQ(run_cli({"restore", (folder / "dpx" / "f.000003.dpx").string(),
                       (folder / "still.png").string()})
                  .exit_code,
              0);
    ASSERT_EQ(run_cli({"restore", (folder / "reel.mkv").string(), (folder / "one.png").string(),
                       "--frames", "3"})
                  .exit_code,
              0);
    const ProgramResult all =
        run_cli({"restore", (folder / "reel.mkv").string(), (folder / "all.png").string()});
    EXPECT_EQ(all.exit_code, 2);
    EXPECT_NE(all.err.find("all.%06d.png"), std::string::npos) << all.err;
}

TEST(Restore, OriginPicturesComeOnDemand) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=96x64:rate=25 -frames:v 3 -c:v ffv1 " +
                     quoted(folder / "reel.mkv"));
    ASSERT_EQ(run_cli({"restore", (folder / "reel.mkv").string(), (folder / "out.mkv").string(),
                       "--origin", (folder / "origin").string()})
                  .exit_code,
              0);
    EXPECT_EQ(names_in(folder / "origin"),
              (std::vector<std::string>{"000000.png", "000001.png", "000002.png"}));
}

TEST(Restore, ProgressAndResultAreJsonLines) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=96x64:rate=25 -frames:v 30 -c:v ffv1 " +
                     quoted(folder / "reel.mkv"));
    const ProgramResult run = run_cli(
        {"restore", (folder / "reel.mkv").string(), (folder / "out.mkv").string(), "--json"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(line_of(run.out, "progress").value("stage", ""), "check");
    EXPECT_EQ(line_of(run.out, "result")["width"], 96);
}

} // namespace
} // namespace kinovar::test
