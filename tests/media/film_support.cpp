#include "tests/media/film_support.h"

#include "core/base/file.h"

#include <cmath>
#include <sstream>

namespace kinovar::media::test {

using kinovar::test::quoted;
using kinovar::test::run_command;

bool have_ffmpeg() {
    static const bool have = run_command("ffmpeg -version && ffprobe -version").exit_code == 0;
    return have;
}

FramePtr moving_picture(int width, int height, int number, int bits, const ColourSpec& colour,
                        bool monochrome) {
    auto frame = std::make_shared<Frame>(width, height, colour);
    const auto top = static_cast<float>((1 << bits) - 1);
    for (int y = 0; y < height; ++y) {
        float* row = frame->row(y);
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < Frame::kChannels; ++c) {
                const int shift = monochrome ? 0 : c;
                const float wave = std::sin(0.11F * static_cast<float>(x + 2 * number) +
                                            0.07F * static_cast<float>(y * (shift + 1)));
                row[x * Frame::kChannels + c] = std::round((0.5F + 0.4F * wave) * top) / top;
            }
        }
    }
    return frame;
}

VideoInfo video_of(const PixelLayout& layout, const ColourSpec& colour) {
    VideoInfo info;
    info.layout = layout;
    info.colour = colour;
    info.stored_colour = colour;
    info.field_order = FieldOrder::Progressive;
    return info;
}

Status write_segment(const std::filesystem::path& path, const EncodeSpec& spec, int first,
                     int count) {
    KINOVAR_TRY_ASSIGN(const std::unique_ptr<SegmentWriter> writer,
                       SegmentWriter::open(path, spec));
    const bool grey = spec.layout.family == PixelLayout::Family::Grey;
    for (int i = first; i < first + count; ++i) {
        KINOVAR_TRY(writer->write(
            *moving_picture(spec.width, spec.height, i, spec.layout.bits, spec.colour, grey)));
    }
    return writer->finish();
}

Result<JoinPlan> film_of(const std::filesystem::path& folder, const EncodeSpec& spec,
                         const std::vector<int>& lengths, const std::filesystem::path& output) {
    JoinPlan plan{.output = output, .encode = spec};
    plan.time_base = spec.rate.inverse();
    plan.last_duration = 1;
    int frames = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        plan.segments.push_back(folder / (std::to_string(i) + "." + segment_extension()));
        KINOVAR_TRY(write_segment(plan.segments.back(), spec, frames, lengths[i]));
        for (int k = 0; k < lengths[i]; ++k) {
            plan.times.push_back(frames++);
        }
    }
    return plan;
}

std::string listed(const std::vector<Difference>& differences) {
    std::string text;
    for (const Difference& difference : differences) {
        text += difference.what + "\n";
    }
    return text;
}

std::string bytes_of(const std::filesystem::path& path) {
    constexpr std::uint64_t kLimit = std::uint64_t{1} << 30;
    return read_file(path, kLimit).value_or("unreadable " + path.string());
}

std::string complaints(const std::filesystem::path& path) {
    std::istringstream lines(run_command("ffmpeg -nostdin -v warning -i " + quoted(path) +
                                         " -map 0:v:0 -fps_mode passthrough -enc_time_base -1 "
                                         "-f null -")
                                 .err);
    std::string text;
    std::string line;
    while (std::getline(lines, line)) {
        if (!line.starts_with("Guessed Channel Layout")) { // PCM that does not name its speakers
            text += line + "\n";
        }
    }
    return text;
}

std::vector<double> packet_values(const std::filesystem::path& path, const std::string& entry) {
    std::istringstream text(
        ffprobe(path, "-select_streams v:0 -show_entries packet=" + entry + " -of csv=p=0"));
    std::vector<double> values;
    std::string line;
    while (std::getline(text, line)) {
        if (!line.empty() && line != "N/A") {
            values.push_back(std::stod(line));
        }
    }
    return values;
}

std::string ffprobe(const std::filesystem::path& path, const std::string& options) {
    return run_command("ffprobe -v error " + options + " " + quoted(path)).out;
}

} // namespace kinovar::media::test
