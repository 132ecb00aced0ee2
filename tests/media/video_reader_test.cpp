#include "tests/media/sample_files.h"

#include <algorithm>
#include <cmath>
#include <set>

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

} // namespace
} // namespace kinovar::media::test
