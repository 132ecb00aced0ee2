// bench_sr_quality MODEL PICTURE_OR_FOLDER…
//
// PSNR of luma (as the literature of super-resolution states it, border = scale) that a network for
// enlarging reaches on clean pictures which are first reduced by antialiased bicubic and rounded to
// 8 bits; beside bicubic enlargement. MODEL is an installed model's name or a weight file.
//
// bench_sr_quality MODEL DAMAGED CLEAN
//
// The same for a network that keeps the size, on each frame of a damaged film against the clean
// one; beside the damaged film as it is.

#include "core/image/resize.h"
#include "core/media/picture_file.h"
#include "core/nn/image_runner.h"
#include "core/pipeline/source_clip.h"
#include "core/train/luma_picture.h"
#include "core/train/photo_library.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace kinovar {
namespace {

struct Score {
    double network = 0;
    double before = 0;
};

Frame cut_to_multiple(const Frame& frame, int multiple) {
    Frame part(frame.width() / multiple * multiple, frame.height() / multiple * multiple,
               frame.colour());
    for (int y = 0; y < part.height(); ++y) {
        std::copy_n(frame.row(y), static_cast<std::size_t>(part.width()) * Frame::kChannels,
                    part.row(y));
    }
    return part;
}

Result<Score> score(const nn::Model& model, const std::filesystem::path& file) {
    constexpr float kPeak = 255;
    const int scale = model.info().scale;
    KINOVAR_TRY_ASSIGN(const FramePtr whole, media::read_picture(file));
    const Frame clean = cut_to_multiple(*whole, scale);
    KINOVAR_TRY_ASSIGN(
        const FramePtr reduced,
        resize(clean, clean.width() / scale, clean.height() / scale, ResizeFilter::Bicubic));
    Frame stored(*reduced);
    for (float& value : stored.values()) {
        value = std::round(std::clamp(value, 0.0F, 1.0F) * kPeak) / kPeak;
    }
    KINOVAR_TRY_ASSIGN(const FramePtr network, nn::run_image(model, stored));
    KINOVAR_TRY_ASSIGN(const FramePtr bicubic,
                       resize(stored, clean.width(), clean.height(), ResizeFilter::Bicubic));
    const auto reference = train::luma_values_of(clean);
    const auto psnr = [&](const Frame& result) {
        return train::literature_psnr(reference, train::luma_values_of(result), clean.width(),
                                      clean.height(), scale);
    };
    return Score{psnr(*network), psnr(*bicubic)};
}

/// Mean over the frames.
Result<Score> film_score(const nn::Model& model, const char* damaged_path, const char* clean_path) {
    KINOVAR_TRY_ASSIGN(const auto damaged, pipeline::SourceClip::open(damaged_path));
    KINOVAR_TRY_ASSIGN(const auto clean, pipeline::SourceClip::open(clean_path));
    const std::int64_t frames = std::min(damaged->info().frames, clean->info().frames);
    Score sum;
    for (std::int64_t n = 0; n < frames; ++n) {
        KINOVAR_TRY_ASSIGN(const FramePtr reference, clean->frame(n, {}));
        KINOVAR_TRY_ASSIGN(const FramePtr input, damaged->frame(n, {}));
        KINOVAR_TRY_ASSIGN(const FramePtr output, nn::run_image(model, *input));
        const auto luma = train::luma_values_of(*reference);
        const auto psnr = [&](const Frame& result) {
            return train::literature_psnr(luma, train::luma_values_of(result), reference->width(),
                                          reference->height(), 1);
        };
        sum.network += psnr(*output) / static_cast<double>(frames);
        sum.before += psnr(*input) / static_cast<double>(frames);
    }
    return sum;
}

Status run(int argc, char** argv) {
    if (argc < 3) {
        return failure(ErrorCode::InvalidArgument, "usage: bench_sr_quality MODEL PICTURES...");
    }
    KINOVAR_TRY_ASSIGN(const auto model, nn::load_model(argv[1]));
    if (model->info().scale == 1) {
        if (argc != 4) {
            return failure(ErrorCode::InvalidArgument,
                           "usage: bench_sr_quality MODEL DAMAGED CLEAN");
        }
        KINOVAR_TRY_ASSIGN(const Score scored, film_score(*model, argv[2], argv[3]));
        std::printf("network %7.3f dB   damaged %7.3f dB\n", scored.network, scored.before);
        return {};
    }
    for (int i = 2; i < argc; ++i) {
        KINOVAR_TRY_ASSIGN(const auto files, train::find_photos({{argv[i]}, {}, {}}));
        Score sum;
        for (const auto& file : files) {
            KINOVAR_TRY_ASSIGN(const Score scored, score(*model, file));
            std::printf("%-32s network %7.3f dB   bicubic %7.3f dB\n",
                        file.filename().string().c_str(), scored.network, scored.before);
            sum.network += scored.network;
            sum.before += scored.before;
        }
        const auto count = static_cast<double>(files.size());
        std::printf("%-32s network %7.3f dB   bicubic %7.3f dB\n\n", "mean", sum.network / count,
                    sum.before / count);
    }
    return {};
}

} // namespace
} // namespace kinovar

int main(int argc, char** argv) {
    kinovar::nn::tune_allocator();
    kinovar::nn::set_threads(0);
    const kinovar::Status status = kinovar::run(argc, argv);
    if (!status) {
        std::fprintf(stderr, "error: %s\n", status.error().one_line().c_str());
        return 1;
    }
    return 0;
}
