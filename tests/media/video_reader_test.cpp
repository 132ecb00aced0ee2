#include "core/base/file.h"
#include "tests/media/sample_files.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

namespace kinovar::media::test {
namespace {

struct Film {
    const char* name;
    const char* file;
    const char* arguments; ///< encoder
    int frames = 60;
};

void PrintTo(const Film& film, std::ostream* stream) {
    *stream << film.name;
}

class FrameExact : public testing::TestWithParam<Film> {};

constexpr const char* kClosedGop = "-c:v libx264 -g 12 -bf 3 -x264-params open-gop=0:b-pyramid=2";
constexpr const char* kOpenGop = "-c:v libx264 -g 12 -bf 3 -x264-params open-gop=1:b-adapt=0";

const Film kFilms[] = {
    {"H264ClosedMp4", "a.mp4", kClosedGop},
    {"H264OpenMp4", "a.mp4", kOpenGop},
    {"H264ClosedMkv", "a.mkv", kClosedGop},
    {"H264OpenMkv", "a.mkv", kOpenGop},
    {"H264OpenTs", "a.ts", kOpenGop},
    {"H264Raw", "a.264", kOpenGop},
    {"H264Avi", "a.avi", kClosedGop},
    {"H264Interlaced", "a.mkv", "-c:v libx264 -g 12 -bf 2 -flags +ildct+ilme -x264opts tff=1"},
    {"H264IntraRefresh", "a.mkv", "-c:v libx264 -g 12 -bf 0 -x264-params intra-refresh=1"},
    {"H264FragmentedMp4", "a.mp4", "-c:v libx264 -g 12 -bf 3 -movflags frag_keyframe+empty_moov"},
    {"H265Mp4", "a.mp4",
     "-c:v libx265 -x265-params log-level=error:keyint=12:open-gop=1:bframes=3"},
    {"H265Mkv", "a.mkv", "-c:v libx265 -x265-params log-level=error:keyint=12:open-gop=0"},
    {"H265TenBits", "a.mkv",
     "-pix_fmt yuv420p10le -c:v libx265 -x265-params log-level=error:keyint=12"},
    {"Ffv1", "a.mkv", "-c:v ffv1 -level 3 -g 8 -slices 4 -slicecrc 1"},
    {"Ffv1Grey", "a.mkv", "-pix_fmt gray -c:v ffv1 -level 3 -g 1"},
    {"Ffv1Rgb16", "a.mkv", "-pix_fmt gbrp16le -c:v ffv1 -level 3"},
    {"Ffv1Nut", "a.nut", "-c:v ffv1 -level 3 -g 5"},
    {"ProResMov", "a.mov", "-c:v prores_ks -profile:v 3"},
    {"ProRes4444", "a.mov", "-pix_fmt yuva444p10le -c:v prores_ks -profile:v 4"},
    {"DnxHrMxf", "a.mxf", "-s 256x128 -pix_fmt yuv422p -c:v dnxhd -profile:v dnxhr_hq"},
    {"Mpeg2Ts", "a.ts", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M"},
    {"Mpeg2Ps", "a.mpg", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M"},
    {"Mpeg2Vob", "a.vob", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M"},
    {"Mpeg2Mkv", "a.mkv", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M"},
    {"Mpeg2Interlaced", "a.mkv", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M -flags +ildct+ilme -top 1"},
    {"Mpeg2InterlacedTs", "a.ts", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M -flags +ildct+ilme -top 1"},
    {"Mpeg2Raw", "a.m2v", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M"},
    {"Mpeg1", "a.mpg", "-c:v mpeg1video -g 12 -bf 2 -b:v 1M"},
    {"Mpeg4Avi", "a.avi", "-c:v mpeg4 -g 12 -b:v 1M"},
    {"Mpeg4AviB", "a.avi", "-c:v mpeg4 -g 12 -bf 2 -b:v 1M"},
    {"Mpeg4Mp4B", "a.mp4", "-c:v mpeg4 -g 12 -bf 2 -b:v 1M"},
    {"MjpegAvi", "a.avi", "-pix_fmt yuvj420p -c:v mjpeg -q:v 3"},
    {"MjpegMov", "a.mov", "-pix_fmt yuvj422p -c:v mjpeg -q:v 3"},
    {"Gif", "a.gif", ""},
    {"Apng", "a.apng", "-f apng -plays 0"},
    {"Vp8", "a.webm", "-c:v libvpx -g 12 -auto-alt-ref 1 -lag-in-frames 12 -b:v 300k"},
    {"Vp9", "a.webm", "-c:v libvpx-vp9 -g 12 -deadline realtime -cpu-used 8 -b:v 300k"},
    {"Theora", "a.ogv", "-c:v libtheora -g 12 -q:v 7"},
    {"Wmv2Asf", "a.wmv", "-c:v wmv2 -g 12 -b:v 1M"},
    {"Flv1", "a.flv", "-c:v flv -g 12 -b:v 1M"},
    {"RawAvi", "a.avi", "-pix_fmt yuyv422 -c:v rawvideo"},
    {"RawNv12Nut", "a.nut", "-pix_fmt nv12 -c:v rawvideo"},
    {"QtRle", "a.mov", "-pix_fmt rgb24 -c:v qtrle -g 12"},
    {"Y4m", "a.y4m", "-pix_fmt yuv420p"},
    {"VfrMp4", "a.mp4",
     "-vf select='not(mod(n\\,5)-3)+not(mod(n\\,3))' -vsync vfr -c:v libx264 -g 12 -bf 3", 40},
    {"OffsetMp4", "a.mp4", "-c:v libx264 -g 12 -bf 3 -output_ts_offset 3.2"},
};

TEST_P(FrameExact, SeekingGivesWhatReadingGives) {
    KINOVAR_NEEDS_FFMPEG();
    const Film& film = GetParam();
    const TemporaryFolder folder;
    const auto path = folder / film.file;
    make_film(path, pattern_input(film.frames) + " " + film.arguments);
    const auto reader = open_reel(path);
    ASSERT_OK(reader);
    EXPECT_EQ((*reader)->info().video.frames, film.frames);
    const auto all = fingerprints(path);
    EXPECT_EQ(std::set(all.begin(), all.end()).size(), all.size()) << "every frame differs";
    EXPECT_EQ(fingerprints(path, 1), all) << "one thread or many";
    expect_same_by_seeking(path, all);
}

TEST_P(FrameExact, NothingIsDamaged) {
    KINOVAR_NEEDS_FFMPEG();
    const Film& film = GetParam();
    const TemporaryFolder folder;
    const auto path = folder / film.file;
    make_film(path, pattern_input(film.frames) + " " + film.arguments);
    const auto reader = open_reel(path);
    ASSERT_OK(reader);
    for (std::int64_t n = 0; n < (*reader)->info().video.frames; ++n) {
        ASSERT_OK((*reader)->frame(n));
    }
    for (const DamagedFrame& damaged : (*reader)->damaged()) {
        ADD_FAILURE() << "frame " << damaged.frame << ": " << damaged.reason;
    }
}

INSTANTIATE_TEST_SUITE_P(Films, FrameExact, testing::ValuesIn(kFilms),
                         [](const auto& film) { return std::string(film.param.name); });

/// Reads all frames in order; their fingerprints, and what was damaged.
struct Reading {
    std::vector<std::uint64_t> frames;
    std::vector<DamagedFrame> damaged;
};

Reading read_all(const std::filesystem::path& path) {
    Reading reading;
    const auto reader = open_reel(path);
    EXPECT_OK(reader);
    if (!reader) {
        return reading;
    }
    for (std::int64_t n = 0; n < (*reader)->info().video.frames; ++n) {
        const auto frame = (*reader)->frame(n);
        EXPECT_OK(frame);
        reading.frames.push_back(frame ? fingerprint(**frame) : 0);
    }
    reading.damaged = (*reader)->damaged();
    return reading;
}

bool lists(const std::vector<DamagedFrame>& damaged, std::int64_t frame) {
    return std::any_of(damaged.begin(), damaged.end(),
                       [&](const DamagedFrame& entry) { return entry.frame == frame; });
}

class DamagedFilm : public testing::TestWithParam<Film> {};

const Film kDamagedFilms[] = {
    {"H264Mkv", "a.mkv", kClosedGop, 90},
    {"H264OpenMkv", "a.mkv", kOpenGop, 90},
    {"H264Mp4", "a.mp4", kClosedGop, 90},
    {"H264Ts", "a.ts", kClosedGop, 90},
    {"H265Mkv", "a.mkv", "-c:v libx265 -x265-params log-level=error:keyint=12", 90},
    {"Ffv1Intra", "a.mkv", "-c:v ffv1 -level 3 -g 1 -slices 4 -slicecrc 1", 90},
    {"Ffv1Inter", "a.mkv", "-c:v ffv1 -level 3 -g 10 -slices 4 -slicecrc 1", 90},
    {"ProResMov", "a.mov", "-c:v prores_ks -profile:v 2", 90},
    {"Mpeg2Mkv", "a.mkv", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M", 90},
    {"Mpeg2Ts", "a.ts", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M", 90},
    {"Mpeg4Avi", "a.avi", "-c:v mpeg4 -g 12 -b:v 1M", 90},
    {"Mpeg4Mp4B", "a.mp4", "-c:v mpeg4 -g 12 -bf 2 -b:v 1M", 90},
    {"Vp9", "a.webm", "-c:v libvpx-vp9 -g 12 -deadline realtime -cpu-used 8 -b:v 300k", 90},
    {"MjpegAvi", "a.avi", "-pix_fmt yuvj420p -c:v mjpeg -q:v 3", 90},
};

TEST_P(DamagedFilm, GoesOnBehindTheDamageTheSameByAnyWay) {
    KINOVAR_NEEDS_FFMPEG();
    const Film& film = GetParam();
    const TemporaryFolder folder;
    const auto whole = folder / film.file;
    make_film(whole, pattern_input(film.frames) + " " + film.arguments);
    const auto intact = fingerprints(whole);
    for (const unsigned seed : {1U, 2U, 3U, 4U}) {
        const auto path = folder / (std::to_string(seed) + film.file);
        std::filesystem::copy_file(whole, path);
        const auto size = std::filesystem::file_size(path);
        damage(path, size * (25 + 10 * seed) / 100, 40, seed);
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Reading reading = read_all(path);
        ASSERT_GT(reading.frames.size(), intact.size() / 2);
        if (reading.frames.size() == intact.size()) {
            for (std::size_t n = 0; n < 15; ++n) {
                EXPECT_EQ(reading.frames[n], intact[n]) << "before the damage, frame " << n;
            }
            EXPECT_EQ(reading.frames.back(), intact.back()) << "behind the damage";
        }
        for (const DamagedFrame& entry : reading.damaged) {
            if (entry.frame > 0) {
                const auto n = static_cast<std::size_t>(entry.frame);
                EXPECT_EQ(reading.frames[n], reading.frames[n - 1]) << "repeats the one before";
            }
            EXPECT_FALSE(entry.reason.empty());
        }
        expect_same_by_seeking(path, reading.frames);
    }
}

INSTANTIATE_TEST_SUITE_P(Films, DamagedFilm, testing::ValuesIn(kDamagedFilms),
                         [](const auto& film) { return std::string(film.param.name); });

TEST(VideoReader, ListsTheFramesOfADamagedFfv1Packet) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto path = folder / "a.mkv";
    make_film(path, pattern_input(30) + " -c:v ffv1 -level 3 -g 5 -slices 4 -slicecrc 1");
    const auto intact = fingerprints(path);
    // Frame 12 is the third of its group of five: 13 and 14 build on it.
    const auto packets =
        run_command("ffprobe -v error -select_streams v -show_entries packet=pos,size "
                    "-of csv=p=0 " +
                    quoted(path));
    std::istringstream lines(packets.out);
    std::string line;
    for (int i = 0; i <= 12; ++i) {
        std::getline(lines, line);
    }
    const std::uint64_t size = std::stoull(line);
    const std::uint64_t position = std::stoull(line.substr(line.find(',') + 1));
    damage(path, position + size / 2, 3);
    const Reading reading = read_all(path);
    ASSERT_EQ(reading.damaged.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(reading.damaged[i].frame, static_cast<std::int64_t>(12 + i));
        EXPECT_EQ(reading.frames[12 + i], intact[11]);
    }
    EXPECT_NE(reading.damaged[0].reason.find("checksum"), std::string::npos);
    EXPECT_EQ(reading.frames[11], intact[11]);
    EXPECT_EQ(reading.frames[15], intact[15]);
    expect_same_by_seeking(path, reading.frames);
}

TEST(VideoReader, DamageAtTheStartShowsTheFirstWholePicture) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto path = folder / "a.avi";
    make_film(path, pattern_input(20) + " -c:v ffv1 -level 3 -g 1 -slicecrc 1");
    const auto intact = fingerprints(path);
    std::string bytes = read_file(path, UINT32_MAX).value();
    const std::size_t first = bytes.find("00dc", bytes.find("movi"));
    damage(path, first + 100, 20);
    const Reading reading = read_all(path);
    ASSERT_EQ(reading.damaged.size(), 1U);
    EXPECT_EQ(reading.damaged[0].frame, 0);
    EXPECT_EQ(reading.frames[0], intact[1]);
    EXPECT_EQ(reading.frames[1], intact[1]);
    expect_same_by_seeking(path, reading.frames);
}

TEST(VideoReader, ATruncatedFileEndsWhereItIsCut) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    for (const auto& [name, codec] : {std::pair{"a.mkv", "-c:v libx264 -g 12 -bf 3"},
                                      {"a.ts", "-c:v mpeg2video -g 12 -bf 2 -b:v 1M"},
                                      {"b.mkv", "-c:v ffv1 -level 3 -g 1 -slicecrc 1"},
                                      {"a.avi", "-c:v mpeg4 -g 12 -b:v 1M"},
                                      {"a.mp4", "-c:v libx264 -g 12 -bf 3 -movflags faststart"},
                                      {"a.gif", ""}}) {
        const auto path = folder / name;
        make_film(path, pattern_input(80) + " " + codec);
        const auto intact = fingerprints(path);
        // Cut copies of this very film: encoded again, it may come out another one.
        const auto whole = folder / ("whole-" + std::string(name));
        std::filesystem::copy_file(path, whole);
        for (const int percent : {30, 55, 93}) {
            std::filesystem::resize_file(path, std::filesystem::file_size(path) *
                                                   static_cast<std::uint64_t>(percent) / 100);
            const Reading reading = read_all(path);
            ASSERT_GT(reading.frames.size(), 0U);
            ASSERT_LE(reading.frames.size(), intact.size());
            for (std::size_t n = 0; n < reading.frames.size(); ++n) {
                if (!lists(reading.damaged, static_cast<std::int64_t>(n)) &&
                    n + 5 < reading.frames.size()) {
                    EXPECT_EQ(reading.frames[n], intact[n]) << name << " " << n;
                }
            }
            expect_same_by_seeking(path, reading.frames);
            std::filesystem::copy_file(whole, path,
                                       std::filesystem::copy_options::overwrite_existing);
        }
    }
}

TEST(VideoReader, NoiseNeverCrashes) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    for (const auto& [name, codec] : {std::pair{"a.mkv", "-c:v libx264 -g 12 -bf 3"},
                                      {"a.mp4", "-c:v libx264 -g 12 -bf 3 -movflags faststart"},
                                      {"a.avi", "-c:v ffv1 -level 3"},
                                      {"a.mpg", "-c:v mpeg2video -g 12 -bf 2"},
                                      {"a.gif", ""}}) {
        const auto whole = folder / name;
        make_film(whole, pattern_input(30) + " " + codec);
        const auto size = std::filesystem::file_size(whole);
        for (unsigned seed = 0; seed < 12; ++seed) {
            const auto path = folder / (std::string("noise-") + name);
            std::filesystem::copy_file(whole, path,
                                       std::filesystem::copy_options::overwrite_existing);
            for (unsigned i = 0; i < 12; ++i) {
                damage(path, size * ((seed * 37 + i * 83) % 1000) / 1000, 8, seed * 100 + i);
            }
            const auto reader = open_reel(path);
            if (!reader) {
                EXPECT_FALSE(reader.error().message.empty());
                continue;
            }
            for (std::int64_t n = 0; n < (*reader)->info().video.frames; n += 3) {
                const auto frame = (*reader)->frame(n);
                EXPECT_TRUE(frame.has_value() || !frame.error().message.empty());
            }
        }
    }
}

TEST(VideoReader, FramesOutsideTheFileAreErrors) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_film(folder / "a.mkv", pattern_input(5) + " -c:v ffv1");
    const auto reader = open_reel(folder / "a.mkv");
    ASSERT_OK(reader);
    for (const std::int64_t n : {std::int64_t{-1}, std::int64_t{5}, INT64_MAX, INT64_MIN}) {
        const auto frame = (*reader)->frame(n);
        ASSERT_FALSE(frame.has_value());
        EXPECT_EQ(frame.error().code, ErrorCode::InvalidArgument);
        EXPECT_EQ(frame.error().hint, "its frames are 0 to 4");
    }
    EXPECT_OK((*reader)->frame(4));
}

TEST(VideoReader, ASizeThatChangesInMidStreamIsAnErrorThatNamesTheFrame) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_film(folder / "a.ts", pattern_input(24) + " -c:v mpeg2video -g 12 -b:v 1M");
    make_film(folder / "b.ts", pattern_input(24, "128x80") + " -c:v mpeg2video -g 12 -b:v 1M");
    const auto path = folder / "c.ts";
    ASSERT_OK(write_file(path, read_file(folder / "a.ts", UINT32_MAX).value() +
                                   read_file(folder / "b.ts", UINT32_MAX).value()));
    const auto reader = open_reel(path);
    ASSERT_OK(reader);
    EXPECT_EQ((*reader)->info().video.frames, 48);
    EXPECT_OK((*reader)->frame(20));
    const auto changed = (*reader)->frame(30);
    ASSERT_FALSE(changed.has_value());
    EXPECT_EQ(changed.error().code, ErrorCode::Unsupported);
    EXPECT_NE(changed.error().message.find("frame 30"), std::string::npos);
    EXPECT_NE(changed.error().message.find("128×80"), std::string::npos);
    EXPECT_OK((*reader)->frame(21));
}

TEST(VideoReader, JoinedBroadcastFilesKeepTheirOrder) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_film(folder / "a.ts", pattern_input(36) + " -c:v mpeg2video -g 12 -bf 2 -b:v 1M");
    const std::string once = read_file(folder / "a.ts", UINT32_MAX).value();
    ASSERT_OK(write_file(folder / "b.ts", once + once));
    const auto single = fingerprints(folder / "a.ts");
    const auto joined = fingerprints(folder / "b.ts");
    ASSERT_EQ(joined.size(), 72U);
    for (std::size_t n = 0; n < joined.size(); ++n) {
        EXPECT_EQ(joined[n], single[n % 36]) << n;
    }
    expect_same_by_seeking(folder / "b.ts", joined);
}

TEST(VideoReader, SharedFilms) {
    KINOVAR_NEEDS_SHARED(film, "data/film/great_train_robbery_1903.mkv");
    const Reading reading = read_all(film);
    EXPECT_EQ(reading.frames.size(), 48U);
    EXPECT_TRUE(reading.damaged.empty());
    expect_same_by_seeking(film, reading.frames);
    KINOVAR_NEEDS_SHARED(clip, "data/clips/pan_otters.mkv");
    const Reading clip_reading = read_all(clip);
    EXPECT_TRUE(clip_reading.damaged.empty());
    expect_same_by_seeking(clip, clip_reading.frames);
}

} // namespace
} // namespace kinovar::media::test
