#include "core/base/file.h"
#include "tests/media/sample_files.h"

#include <algorithm>
#include <fstream>

namespace kinovar::media::test {
namespace {

void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

/// Expects a failure with that code whose line holds `part`, and a hint.
void expect_failure(const std::filesystem::path& path, ErrorCode code, const std::string& part) {
    const auto info = probe(path);
    ASSERT_FALSE(info.has_value()) << path;
    EXPECT_EQ(to_string(info.error().code), to_string(code)) << info.error().one_line();
    EXPECT_NE(info.error().one_line().find(part), std::string::npos) << info.error().one_line();
    EXPECT_NE(info.error().message.find(path.filename().string()), std::string::npos)
        << info.error().one_line();
    EXPECT_FALSE(info.error().hint.empty()) << info.error().one_line();
    EXPECT_FALSE(open_reel(path).has_value());
}

TEST(Probe, TellsWhatIsWrongWithAFile) {
    const TemporaryFolder folder;
    expect_failure(folder / "none.mkv", ErrorCode::NotFound, "No such file");
    expect_failure(folder / "none.%04d.png", ErrorCode::NotFound, "no file fits");
    std::filesystem::create_directory(folder / "empty");
    expect_failure(folder / "empty", ErrorCode::NotFound, "no pictures");
    write_text(folder / "zero.mkv", "");
    expect_failure(folder / "zero.mkv", ErrorCode::Corrupt, "is empty");
    write_text(folder / "zero.png", "");
    expect_failure(folder / "zero.png", ErrorCode::Corrupt, "is empty");
    const std::string prose = "Once upon a time there was a film.\n";
    for (const char* name : {"text.mkv", "text.mp4", "text.txt", "text.nfo"}) {
        write_text(folder / name, prose);
        expect_failure(folder / name, ErrorCode::Unsupported, "not a media file");
    }
    write_text(folder / "text.png", prose);
    expect_failure(folder / "text.png", ErrorCode::Corrupt, "cannot read the picture");
}

TEST(Probe, FollowsNoPlaylistElsewhere) {
    const TemporaryFolder folder;
    write_text(folder / "list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n"
                                     "http://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n");
    EXPECT_FALSE(probe(folder / "list.m3u8").has_value());
}

TEST(Probe, AnMp4WithoutItsIndex) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto path = folder / "cut.mp4";
    make_film(path, pattern_input(60) + " -c:v libx264");
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    expect_failure(path, ErrorCode::Corrupt, "moov");
}

TEST(Probe, AnUnknownCodec) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto path = folder / "odd.avi";
    make_film(path, pattern_input(3) + " -c:v mpeg4 -vtag XVID");
    std::string bytes = read_file(path, UINT32_MAX).value();
    for (std::size_t at = bytes.find("XVID"); at != std::string::npos; at = bytes.find("XVID")) {
        bytes.replace(at, 4, "QQ9Z");
    }
    write_text(path, bytes);
    expect_failure(path, ErrorCode::Unsupported, "QQ9Z");
}

TEST(Probe, AStreamWithoutFrames) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto path = folder / "none.mkv";
    make_film(path, pattern_input(1) + " -c:v ffv1 -t 0");
    const auto info = probe(path);
    ASSERT_FALSE(info.has_value());
    EXPECT_FALSE(info.error().hint.empty());
}

TEST(Probe, SoundAloneIsNoReel) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto path = folder / "sound.mka";
    make_film(path, "-f lavfi -i sine=duration=2 -c:a flac");
    const auto info = probe(path);
    ASSERT_OK(info);
    EXPECT_FALSE(info->has_video);
    ASSERT_EQ(info->streams.size(), 1U);
    EXPECT_EQ(info->streams[0].kind, StreamKind::Audio);
    EXPECT_NEAR(info->duration, 2.0, 0.01);
    EXPECT_NE(info->to_json().find("\"video\":null"), std::string::npos);
    const auto reader = open_reel(path);
    ASSERT_FALSE(reader.has_value());
    EXPECT_NE(reader.error().message.find("no pictures"), std::string::npos);
    EXPECT_FALSE(reader.error().hint.empty());
}

TEST(Probe, ACoverPictureIsNoVideo) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_film(folder / "cover.png", pattern_input(1));
    const auto path = folder / "song.m4a";
    make_film(path, "-f lavfi -i sine=duration=1 -i " + quoted(folder / "cover.png") +
                        " -map 0 -map 1 -c:a aac -c:v copy -disposition:v:0 attached_pic");
    const auto info = probe(path);
    ASSERT_OK(info);
    EXPECT_FALSE(info->has_video);
    EXPECT_EQ(info->streams.at(1).kind, StreamKind::Attachment);
}

TEST(Probe, TellsEverythingOfAMovie) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    write_text(folder / "meta.txt", ";FFMETADATA1\ntitle=A trip\n[CHAPTER]\nTIMEBASE=1/1000\n"
                                    "START=0\nEND=1000\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1000\n"
                                    "START=1000\nEND=2000\ntitle=Two\n");
    const auto path = folder / "a.mov";
    make_film(
        path,
        "-f lavfi -i testsrc2=size=96x64:rate=25:duration=2"
        " -f lavfi -i sine=duration=2:sample_rate=48000 -i " +
            quoted(folder / "meta.txt") +
            " -map 0:v -map 1:a -map_metadata 2 -c:v libx264 -c:a aac -vf setsar=16/15"
            " -metadata:s:a:0 language=ger -timecode 01:00:00:00"
            " -color_primaries bt470bg -color_trc gamma28 -colorspace bt470bg -color_range tv");
    const auto info = probe(path);
    ASSERT_OK(info);
    const VideoInfo& video = info->video;
    EXPECT_EQ(video.frames, 50);
    EXPECT_EQ(video.rate, (Rational{25, 1}));
    EXPECT_FALSE(video.variable_rate);
    EXPECT_EQ(video.codec, "h264");
    EXPECT_EQ(video.pixel_format, "yuv420p");
    EXPECT_EQ(video.width, 96);
    EXPECT_EQ(video.height, 64);
    EXPECT_EQ(video.pixel_aspect, (Rational{16, 15}));
    EXPECT_EQ(video.timecode, "01:00:00:00");
    EXPECT_EQ(video.field_order, FieldOrder::Progressive);
    EXPECT_EQ(video.stored_colour.primaries, Primaries::Bt470Bg);
    EXPECT_EQ(video.stored_colour.transfer, Transfer::Gamma28);
    EXPECT_EQ(video.stored_colour.matrix, Matrix::Bt470Bg);
    EXPECT_EQ(video.colour.range, Range::Limited);
    EXPECT_EQ(video.colour.siting, ChromaSiting::Left);
    EXPECT_EQ(video.last_duration * video.time_base.num * 25, video.time_base.den);
    ASSERT_EQ(info->chapters.size(), 2U);
    EXPECT_EQ(info->chapters[1].title, "Two");
    EXPECT_NEAR(info->chapters[1].start, 1.0, 1e-6);
    EXPECT_EQ(info->metadata.at("title"), "A trip");
    EXPECT_NEAR(info->duration, 2.0, 0.05);
    const auto audio = std::find_if(info->streams.begin(), info->streams.end(),
                                    [](const auto& s) { return s.kind == StreamKind::Audio; });
    ASSERT_NE(audio, info->streams.end());
    EXPECT_EQ(audio->language, "ger");
    EXPECT_EQ(audio->sample_rate, 48000);
    EXPECT_EQ(audio->channels, 1);
    const std::string json = info->to_json();
    EXPECT_EQ(json.find('\n'), std::string::npos);
    for (const char* part :
         {"\"rate\":\"25/1\"", "\"fps\":25.0", "\"vfr\":false", "\"pixel_aspect\":\"16/15\"",
          "\"timecode\":\"01:00:00:00\"", "\"frames\":50", "\"title\":\"Two\"",
          "\"field_order\":\"progressive\"", "\"rotation\":0", "\"matrix\":\"bt470bg\""}) {
        EXPECT_NE(json.find(part), std::string::npos) << part << " in " << json;
    }
}

TEST(Probe, Rotation) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_film(folder / "flat.mov", pattern_input(3) + " -pix_fmt rgb24 -c:v qtrle");
    make_film(folder / "clock.png",
              "-i " + quoted(folder / "flat.mov") + " -vf transpose=clock -frames:v 1");
    const auto clockwise = read_file(folder / "clock.png", UINT32_MAX).value();
    for (const std::string angle : {"90", "180", "270"}) {
        const auto path = folder / (angle + ".mov");
        make_film(path,
                  "-i " + quoted(folder / "flat.mov") + " -c copy -metadata:s:v rotate=" + angle);
        // The program turns what it shows; versions differ in which way they write the tag.
        make_film(folder / "shown.png", "-i " + quoted(path) + " -frames:v 1");
        const bool turned = read_file(folder / "shown.png", UINT32_MAX).value() == clockwise;
        const auto info = probe(path);
        ASSERT_OK(info);
        EXPECT_EQ(info->video.rotation, angle == "180" ? 180 : turned ? 90 : 270);
        EXPECT_EQ(info->video.width, 96);
    }
}

TEST(Probe, FieldOrder) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const std::string codec = " -c:v mpeg2video -flags +ildct+ilme -b:v 1M -top ";
    make_film(folder / "top.mpg", pattern_input(10) + codec + "1");
    make_film(folder / "bottom.mpg", pattern_input(10) + codec + "0");
    EXPECT_EQ(probe(folder / "top.mpg").value().video.field_order, FieldOrder::TopFirst);
    EXPECT_EQ(probe(folder / "bottom.mpg").value().video.field_order, FieldOrder::BottomFirst);
}

TEST(Probe, VariableRate) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_film(folder / "a.mp4", pattern_input(40) +
                                    " -vf select='not(mod(n\\,5)-3)+not(mod(n\\,3))'"
                                    " -vsync vfr -c:v libx264 -bf 3");
    const auto info = probe(folder / "a.mp4");
    ASSERT_OK(info);
    const VideoInfo& video = info->video;
    EXPECT_EQ(video.frames, 40);
    EXPECT_TRUE(video.variable_rate);
    ASSERT_EQ(video.times.size(), 40U);
    // Pictures 0, 3, 6, 8, 9, 12, 13 … of the pattern were kept.
    const std::int64_t unit = video.times[1] / 3;
    EXPECT_EQ(video.times[2] - video.times[0], 6 * unit);
    EXPECT_EQ(video.times[3] - video.times[0], 8 * unit);
    EXPECT_EQ(video.times[4] - video.times[0], 9 * unit);
}

TEST(Probe, RatesThatDoNotFitTheTimeBaseAreConstant) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    for (const std::string rate : {"24000/1001", "30000/1001", "16", "18", "60000/1001"}) {
        for (const char* name : {"a.mkv", "a.mp4", "a.ts", "a.avi"}) {
            make_film(folder / name, "-f lavfi -i testsrc2=size=96x64:rate=" + rate +
                                         " -frames:v 60 -c:v libx264 -bf 2");
            const auto info = probe(folder / name);
            ASSERT_OK(info);
            const auto slash = rate.find('/');
            const Rational expected{std::stoi(rate.substr(0, slash)),
                                    slash == std::string::npos ? 1 : 1001};
            EXPECT_EQ(info->video.rate, expected)
                << name << " " << rate << " " << info->video.rate.num << "/"
                << info->video.rate.den;
            EXPECT_FALSE(info->video.variable_rate) << name << " " << rate;
            EXPECT_EQ(info->video.frames, 60) << name << " " << rate;
        }
    }
}

TEST(Probe, ATruncatedFileHasTheFramesThatAreThere) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto path = folder / "cut.mp4";
    make_film(path, pattern_input(90) + " -c:v libx264 -g 12 -bf 2 -movflags +faststart");
    std::filesystem::resize_file(path, std::filesystem::file_size(path) * 6 / 10);
    const auto info = probe(path);
    ASSERT_OK(info);
    EXPECT_GT(info->video.frames, 20);
    EXPECT_LT(info->video.frames, 90);
    ASSERT_EQ(info->warnings.size(), 1U);
    EXPECT_NE(info->warnings[0].find("announces 90 frames"), std::string::npos);
}

TEST(Probe, FullRangeOfJpegAndOfGrey) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_film(folder / "a.avi", pattern_input(3) + " -pix_fmt yuvj420p -c:v mjpeg");
    make_film(folder / "g.avi", pattern_input(3) + " -pix_fmt gray -c:v ffv1");
    make_film(folder / "v.mkv", pattern_input(3) + " -c:v ffv1 -pix_fmt yuv422p10le");
    EXPECT_EQ(probe(folder / "a.avi").value().video.colour.range, Range::Full);
    const auto grey = probe(folder / "g.avi");
    EXPECT_EQ(grey.value().video.colour.range, Range::Full);
    EXPECT_EQ(grey.value().video.layout.family, PixelLayout::Family::Grey);
    const auto plain = probe(folder / "v.mkv");
    EXPECT_EQ(plain.value().video.colour.range, Range::Limited);
    EXPECT_EQ(plain.value().video.stored_colour.matrix, Matrix::Unspecified);
    EXPECT_EQ(plain.value().video.colour.matrix, Matrix::Smpte170M);
    EXPECT_EQ(plain.value().video.layout, (PixelLayout{PixelLayout::Family::Yuv, 10, 1, 0}));
}

TEST(Probe, SharedFilms) {
    KINOVAR_NEEDS_SHARED(film, "data/film/market_street_1906.mkv");
    const auto info = probe(film);
    ASSERT_OK(info);
    EXPECT_EQ(info->video.frames, 60);
    EXPECT_EQ(info->video.rate, (Rational{16, 1}));
    EXPECT_FALSE(info->video.variable_rate);
    EXPECT_EQ(info->video.width, 480);
    EXPECT_EQ(info->video.height, 368);
    EXPECT_EQ(info->video.layout.family, PixelLayout::Family::Grey);
    EXPECT_EQ(info->video.colour.range, Range::Full);
}

} // namespace
} // namespace kinovar::media::test
