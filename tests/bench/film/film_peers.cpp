#include "tests/bench/film/film_peers.h"

#include "tests/support/support.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdio>

namespace kinovar::bench {

using test::LumaPlane;

namespace {

constexpr const char* kQuiet = "ffmpeg -nostdin -hide_banner -loglevel error -y";
constexpr const char* kDenoise = "nlmeans=s=3.5:p=7:r=11";
constexpr const char* kDeflicker = "deflicker=size=9:mode=median";
// tmedian swallows the frames that lack a neighbour: the first and the last are doubled for it.
constexpr const char* kMedian =
    "tpad=start=1:stop=1:start_mode=clone:stop_mode=clone,tmedian=radius=1";

struct PipeCloser {
    void operator()(std::FILE* pipe) const { ::pclose(pipe); }
};
using Pipe = std::unique_ptr<std::FILE, PipeCloser>;

struct Peer {
    std::string name;
    std::string filters;
    bool stabilises;
};

const std::vector<Peer>& peers() {
    static const std::string steady = "vidstabtransform=input={}:smoothing=12:crop=keep:optzoom=0:"
                                      "interpol=bicubic,";
    static const std::vector<Peer> all{
        {"nlmeans", kDenoise, false},
        {"deflicker, nlmeans", fmt::format("{},{}", kDeflicker, kDenoise), false},
        {"deflicker, tmedian, nlmeans", fmt::format("{},{},{}", kDeflicker, kMedian, kDenoise),
         false},
        {"vidstab, deflicker, nlmeans", fmt::format("{},{}", steady + kDeflicker, kDenoise), true},
        {"vidstab, deflicker, tmedian, nlmeans",
         fmt::format("{},{},{}", steady + kDeflicker, kMedian, kDenoise), true},
    };
    return all;
}

Status write_reel(const std::filesystem::path& file, const Planes& planes) {
    const std::string command =
        fmt::format("{} -f rawvideo -pix_fmt gray -s {}x{} -r 24 -i - -c:v ffv1 {}",
                    "ffmpeg -hide_banner -loglevel error -y", planes[0].width, planes[0].height,
                    test::quoted(file));
    const Pipe pipe(::popen(command.c_str(), "w"));
    if (!pipe) {
        return failure(ErrorCode::NotFound, "cannot start ffmpeg");
    }
    std::vector<std::uint8_t> bytes;
    for (const LumaPlane& plane : planes) {
        bytes.assign(plane.levels.size(), 0);
        std::transform(plane.levels.begin(), plane.levels.end(), bytes.begin(), [](float level) {
            return static_cast<std::uint8_t>(std::lround(std::clamp(level, 0.0F, 255.0F)));
        });
        if (std::fwrite(bytes.data(), 1, bytes.size(), pipe.get()) != bytes.size()) {
            return failure(ErrorCode::Internal, "ffmpeg does not take the aged reel");
        }
    }
    return {};
}

Result<Planes> read_reel(const std::string& command, const LumaPlane& like, std::size_t frames) {
    const Pipe pipe(::popen(command.c_str(), "r"));
    if (!pipe) {
        return failure(ErrorCode::NotFound, "cannot start ffmpeg");
    }
    Planes planes;
    std::vector<std::uint8_t> bytes(like.levels.size());
    while (planes.size() < frames &&
           std::fread(bytes.data(), 1, bytes.size(), pipe.get()) == bytes.size()) {
        LumaPlane plane(like.width, like.height);
        std::copy(bytes.begin(), bytes.end(), plane.levels.begin());
        planes.push_back(std::move(plane));
    }
    if (planes.size() != frames) {
        return failure(ErrorCode::Internal,
                       fmt::format("ffmpeg gave {} of {} frames", planes.size(), frames),
                       "run it by hand: " + command);
    }
    return planes;
}

} // namespace

Result<std::vector<PeerRun>> run_peers(const Planes& clean, const AgedReel& reel, int threads) {
    const test::TemporaryFolder folder;
    const auto input = folder / "aged.mkv";
    const auto motion = folder / "motion.trf";
    KINOVAR_TRY(write_reel(input, reel.clip->planes()));
    const std::string from =
        fmt::format("{} -filter_threads {} -i {}", kQuiet, threads, test::quoted(input));
    const auto clock = [] { return std::chrono::steady_clock::now(); };
    const auto count = static_cast<double>(clean.size());
    const auto started = clock();
    const auto detected = test::run_command(
        fmt::format("{} -vf vidstabdetect=shakiness=4:accuracy=15:result={} -f null -", from,
                    test::quoted(motion)));
    if (detected.exit_code != 0) {
        return failure(ErrorCode::Internal, "ffmpeg's vidstabdetect failed: " + detected.err);
    }
    const std::chrono::duration<double> detecting = clock() - started;
    std::vector<PeerRun> runs;
    for (const Peer& peer : peers()) {
        const auto start = clock();
        const std::string filters = fmt::format(fmt::runtime(peer.filters), motion.string());
        KINOVAR_TRY_ASSIGN(const Planes film,
                           read_reel(fmt::format("{} -vf {} -f rawvideo -pix_fmt gray -", from,
                                                 test::quoted(filters)),
                                     clean[0], clean.size()));
        const std::chrono::duration<double> took = clock() - start;
        KINOVAR_TRY_ASSIGN(const Fidelity measured, fidelity(clean, film));
        runs.push_back({peer.name,
                        (took.count() + (peer.stabilises ? detecting.count() : 0)) / count,
                        measured});
    }
    return runs;
}

} // namespace kinovar::bench
