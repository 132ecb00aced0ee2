#pragma once

#include "core/base/job.h"
#include "core/media/join.h"
#include "core/media/segment_writer.h"
#include "tests/support/support.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::media::test {

/// Whether the programs ffmpeg and ffprobe can be run here.
[[nodiscard]] bool have_ffmpeg();

/// A smooth picture that moves with `number`, its values on the grid of `bits`, so that lossless
/// codecs give it back exactly. Grey when `monochrome`.
[[nodiscard]] FramePtr moving_picture(int width, int height, int number, int bits,
                                      const ColourSpec& colour, bool monochrome = false);

/// What probe would say of a source with such pictures.
[[nodiscard]] VideoInfo video_of(const PixelLayout& layout, const ColourSpec& colour);

/// Writes frames first … first+count−1 into one segment.
[[nodiscard]] Status write_segment(const std::filesystem::path& path, const EncodeSpec& spec,
                                   int first, int count);
/// Writes segments of those lengths into a folder; a plan to join them at a constant rate.
[[nodiscard]] Result<JoinPlan> film_of(const std::filesystem::path& folder, const EncodeSpec& spec,
                                       const std::vector<int>& lengths,
                                       const std::filesystem::path& output);

/// "what" of all differences, one a line.
[[nodiscard]] std::string listed(const std::vector<Difference>& differences);
[[nodiscard]] std::string bytes_of(const std::filesystem::path& path);
/// All that the ffmpeg program complains of when it decodes the whole file.
[[nodiscard]] std::string complaints(const std::filesystem::path& path);
/// Values of one entry of the first picture stream's packets, in file order.
[[nodiscard]] std::vector<double> packet_values(const std::filesystem::path& path,
                                                const std::string& entry);
/// A line a matching entry, as ffprobe prints it.
[[nodiscard]] std::string ffprobe(const std::filesystem::path& path, const std::string& options);

} // namespace kinovar::media::test

#define KINOVAR_NEEDS_FFMPEG()                                                                     \
    if (!::kinovar::media::test::have_ffmpeg()) {                                                  \
        GTEST_SKIP() << "the programs ffmpeg and ffprobe are not installed";                       \
    }                                                                                              \
    static_assert(true)
