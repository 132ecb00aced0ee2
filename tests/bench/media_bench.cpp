#include "core/image/test_picture.h"
#include "core/media/reel_reader.h"
#include "core/media/segment_writer.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

namespace kinovar::media {
namespace {

constexpr int kWidth = 1920;
constexpr int kHeight = 1080;
constexpr int kFrames = 24;

Result<EncodeSpec> spec_of(Codec codec) {
    VideoInfo source;
    source.layout = {PixelLayout::Family::Yuv, 8, 1, 1};
    source.width = kWidth;
    source.height = kHeight;
    EncodeOptions options;
    options.codec = codec;
    return plan_encode(options, source, kWidth, kHeight, {24, 1}, {1, 1}, false);
}

std::filesystem::path film_of(Codec codec) {
    return std::filesystem::temp_directory_path() /
           ("kinovar-bench-" + std::string(to_string(codec)) + "." + segment_extension());
}

const std::vector<FramePtr>& pictures() {
    static const std::vector<FramePtr> list = [] {
        std::vector<FramePtr> made;
        for (int n = 0; n < kFrames; ++n) {
            made.push_back(test_picture(kWidth, kHeight, n));
        }
        return made;
    }();
    return list;
}

Status write_film(Codec codec) {
    KINOVAR_TRY_ASSIGN(const EncodeSpec spec, spec_of(codec));
    KINOVAR_TRY_ASSIGN(const auto writer, SegmentWriter::open(film_of(codec), spec));
    for (const FramePtr& picture : pictures()) {
        KINOVAR_TRY(writer->write(*picture));
    }
    return writer->finish();
}

Status read_film(Codec codec) {
    KINOVAR_TRY_ASSIGN(const auto reader, open_reel(film_of(codec)));
    for (int n = 0; n < kFrames; ++n) {
        KINOVAR_TRY_ASSIGN(const FramePtr frame, reader->frame(n));
    }
    return {};
}

/// Whole films of 24 frames at 1080p; the figure to quote is items (frames) a second.
void run(benchmark::State& state, Status (*work)(Codec)) {
    const auto codec = static_cast<Codec>(state.range(0));
    (void)pictures();
    if (const Status made = write_film(codec); !made) {
        state.SkipWithError(made.error().one_line().c_str());
    }
    for (auto _ : state) {
        if (const Status status = work(codec); !status) {
            state.SkipWithError(status.error().one_line().c_str());
        }
    }
    state.SetItemsProcessed(state.iterations() * kFrames);
    state.SetLabel(std::string(to_string(codec)));
    std::filesystem::remove(film_of(codec));
}

void encode(benchmark::State& state) {
    run(state, &write_film);
}
void decode(benchmark::State& state) {
    run(state, &read_film);
}
BENCHMARK(encode)
    ->DenseRange(0, static_cast<int>(Codec::DnxHr))
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(decode)
    ->DenseRange(0, static_cast<int>(Codec::DnxHr))
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
} // namespace kinovar::media
