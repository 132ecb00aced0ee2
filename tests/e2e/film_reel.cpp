#include "tests/e2e/film_reel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace kinovar::test {

namespace {

constexpr const char* kCacheVariable = "XDG_CACHE_HOME";

} // namespace

AnalysisHome::AnalysisHome() : AnalysisHome(std::filesystem::path()) {}

AnalysisHome::AnalysisHome(const std::filesystem::path& path)
    : path_(path.empty() ? folder_.path() : path) {
    if (const char* value = std::getenv(kCacheVariable)) {
        was_set_ = true;
        before_ = value;
    }
    ::setenv(kCacheVariable, path_.c_str(), 1);
}

AnalysisHome::~AnalysisHome() {
    if (was_set_) {
        ::setenv(kCacheVariable, before_.c_str(), 1);
    } else {
        ::unsetenv(kCacheVariable);
    }
}

std::vector<std::string> AnalysisHome::results() const {
    std::vector<std::string> found;
    const std::filesystem::path folder = path_ / "kinovar" / "analysis";
    if (!std::filesystem::exists(folder)) {
        return found;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            found.push_back(fmt::format("{} {} {}", entry.path().string(),
                                        entry.last_write_time().time_since_epoch().count(),
                                        bytes_of(entry.path())));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

void make_pan(const std::filesystem::path& path, const FilmShape& shape) {
    const TemporaryFolder folder;
    // Room for the pan of two pixels a frame to the right and one down.
    make_with_ffmpeg(fmt::format("-f lavfi -i mandelbrot=size={}x{}:start_scale=0.05:"
                                 "end_scale=0.05 -frames:v 1 {}",
                                 shape.width * 3 + shape.frames * 2,
                                 shape.height * 3 + shape.frames, quoted(folder / "still.png")));
    make_with_ffmpeg(fmt::format("-loop 1 -framerate 24 -i {} -vf crop={}:{}:x=iw/4+n*2:y=ih/4+n "
                                 "-frames:v {} -c:v ffv1 {}",
                                 quoted(folder / "still.png"), shape.width, shape.height,
                                 shape.frames, quoted(path)));
}

void make_worn_pan(const std::filesystem::path& path, const FilmShape& shape,
                   const std::vector<std::string>& without) {
    const TemporaryFolder folder;
    make_pan(folder / "clean.mkv", shape);
    const ProgramResult run = run_cli(
        with({"age", (folder / "clean.mkv").string(), path.string(), "--seed", "5", "--quiet"},
             without));
    if (run.exit_code != 0) {
        throw std::runtime_error("age: " + run.err);
    }
}

FilmShape shape_of(const std::filesystem::path& film) {
    const CommandResult result =
        run_command("ffprobe -v error -count_packets -select_streams v:0 -show_entries "
                    "stream=width,height,nb_read_packets -of json " +
                    quoted(film));
    const nlohmann::json stream = nlohmann::json::parse(result.out).at("streams").at(0);
    return {stream.at("width").get<int>(), stream.at("height").get<int>(),
            std::stoi(stream.at("nb_read_packets").get<std::string>())};
}

nlohmann::json line_of(const std::string& out, const std::string& type) {
    nlohmann::json found;
    std::size_t at = 0;
    while (at < out.size()) {
        const std::size_t end = std::min(out.find('\n', at), out.size());
        const auto json = nlohmann::json::parse(out.substr(at, end - at));
        if (json["type"] == type) {
            found = json;
        }
        at = end + 1;
    }
    return found;
}

std::vector<std::string> with(std::vector<std::string> command,
                              const std::vector<std::string>& more) {
    command.insert(command.end(), more.begin(), more.end());
    return command;
}

} // namespace kinovar::test
