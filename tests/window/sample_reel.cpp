#include "tests/window/sample_reel.h"

#include "tests/e2e/program.h"

#include <array>
#include <string>

namespace kinovar::test {

namespace {

namespace fs = std::filesystem;

constexpr const char* kPhotograph = "/usr/share/palapeli/collection/cincinnati-bridge.jpg";

/// The shots one after the other, with a sound that rises with each.
void join_shots(const fs::path& folder, int shots, const std::string& seconds_a_shot,
                const fs::path& path) {
    std::string inputs;
    std::string pads;
    for (int i = 0; i < shots; ++i) {
        inputs += " -i " + quoted(folder / ("shot" + std::to_string(i) + ".mkv"));
        pads += "[" + std::to_string(i) + ":v]";
    }
    make_with_ffmpeg(inputs + " -f lavfi -i \"aevalsrc=0.2*sin(2*PI*t*(220+110*floor(t/" +
                     seconds_a_shot + "))):s=48000\" -filter_complex \"" + pads +
                     "concat=n=" + std::to_string(shots) + ":v=1:a=0[v]\" -map \"[v]\" -map " +
                     std::to_string(shots) + ":a -shortest -c:v ffv1 -c:a flac " + quoted(path));
}

} // namespace

void make_sample_reel(const fs::path& path) {
    const TemporaryFolder folder;
    // Four places of one fractal, each panned over slowly.
    constexpr std::array places{"-0.743:0.131:0.08", "0.285:0.01:0.3", "-1.25:0.02:0.2",
                                "-0.16:1.03:0.12"};
    for (int i = 0; i < kSampleShots; ++i) {
        const std::string place = places.at(static_cast<std::size_t>(i));
        const std::size_t first = place.find(':');
        const std::size_t second = place.find(':', first + 1);
        const std::string still = quoted(folder / ("still" + std::to_string(i) + ".png"));
        make_with_ffmpeg("-f lavfi -i mandelbrot=size=320x240:start_x=" + place.substr(0, first) +
                         ":start_y=" + place.substr(first + 1, second - first - 1) +
                         ":start_scale=" + place.substr(second + 1) +
                         ":end_scale=0.001 -frames:v 1 " + still);
        make_with_ffmpeg("-loop 1 -framerate 24 -i " + still + " -vf hue=h=" +
                         std::to_string(i * 80) + ",crop=192:144:20+n:30+n/2,format=yuv420p " +
                         "-frames:v " + std::to_string(kSampleShotFrames) + " -c:v ffv1 " +
                         quoted(folder / ("shot" + std::to_string(i) + ".mkv")));
    }
    join_shots(folder.path(), kSampleShots, "0.75", path);
}

bool make_tour_reel(const fs::path& path) {
    if (!fs::exists(kPhotograph)) {
        return false;
    }
    const TemporaryFolder folder;
    // Sizes and ways of the pans over the photograph, as crop=w:h:x:y before it is brought to size.
    constexpr std::array crops{"1280:952:0:0", "640:480:120+n:300", "480:360:500+n:80+n",
                               "800:600:100+2*n:100", "360:270:820-n:420"};
    constexpr int kShotFrames = 32;
    for (std::size_t i = 0; i < crops.size(); ++i) {
        make_with_ffmpeg("-loop 1 -framerate 16 -i " + quoted(kPhotograph) +
                         " -vf \"scale=1302:953,crop=" + crops.at(i) +
                         ",scale=640:480:flags=area,setsar=1,format=yuv420p\" -frames:v " +
                         std::to_string(kShotFrames) + " -c:v ffv1 " +
                         quoted(folder / ("shot" + std::to_string(i) + ".mkv")));
    }
    join_shots(folder.path(), static_cast<int>(crops.size()), "2", folder / "clean.mkv");
    const ProgramResult aged =
        run_cli({"age", (folder / "clean.mkv").string(), path.string(), "--seed", "1906",
                 "--strength", "1", "--truth", (folder / "truth").string()});
    return aged.exit_code == 0;
}

} // namespace kinovar::test
