#include "core/train/evaluation.h"

#include "core/image/resize.h"
#include "core/media/picture_file.h"
#include "core/train/library_errors.h"
#include "core/train/photo_library.h"
#include "core/train/validation.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <thread>

namespace kinovar::train {

namespace {

constexpr float kPeak = 255;

/// The left upper part whose sides are multiples of the scale.
Frame cut_to_multiple(const Frame& frame, int scale) {
    const int width = frame.width() / scale * scale;
    const int height = frame.height() / scale * scale;
    Frame part(width, height, frame.colour());
    for (int y = 0; y < height; ++y) {
        std::copy_n(frame.row(y), static_cast<std::size_t>(width) * Frame::kChannels, part.row(y));
    }
    return part;
}

/// Colour is rounded before luma is taken: that is how a stored small picture comes.
Result<ValidationPair> reduced_pair(const Frame& frame, int scale) {
    const Frame clean = cut_to_multiple(frame, scale);
    KINOVAR_TRY_ASSIGN(const FramePtr small, resize(clean, clean.width() / scale,
                                                    clean.height() / scale, ResizeFilter::Bicubic));
    Frame stored(*small);
    for (float& value : stored.values()) {
        value = std::round(std::clamp(value, 0.0F, 1.0F) * kPeak) / kPeak;
    }
    return ValidationPair{stored.width(), stored.height(), luma_values_of(stored),
                          luma_values_of(clean)};
}

Result<PictureScore> score(const PlainNet& net, const std::filesystem::path& file,
                           std::size_t index) {
    KINOVAR_TRY_ASSIGN(const FramePtr frame, media::read_picture(file));
    const int scale = net.shape.scale;
    if (std::min(frame->width(), frame->height()) < 4 * scale) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} is too small to compare", file.string()));
    }
    ValidationPair pair;
    if (scale > 1) {
        KINOVAR_TRY_ASSIGN(pair, reduced_pair(*frame, scale));
    } else {
        pair = damaged_pair(luma_of(*frame), index);
    }
    const std::vector<ValidationPair> pairs{std::move(pair)};
    KINOVAR_TRY_ASSIGN(const double before, validate_without_net(pairs, scale));
    return PictureScore{file.filename().string(), validate(net, pairs), before};
}

Result<EvaluationReport> run(const EvaluationRequest& request, Job& job) {
    const auto processors = static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
    at::set_num_threads(request.threads > 0 ? request.threads : processors);
    KINOVAR_TRY_ASSIGN(const PlainNet net, read_plain_net(request.weights));
    KINOVAR_TRY_ASSIGN(const auto files, find_photos({request.pictures, {}, {}}));
    EvaluationReport report;
    job.begin("evaluate", static_cast<std::int64_t>(files.size()));
    for (std::size_t i = 0; i < files.size(); ++i) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(PictureScore scored, score(net, files[i], i));
        report.psnr += scored.psnr / static_cast<double>(files.size());
        report.psnr_before += scored.psnr_before / static_cast<double>(files.size());
        report.pictures.push_back(std::move(scored));
        job.advance();
    }
    return report;
}

} // namespace

Result<EvaluationReport> evaluate(const EvaluationRequest& request, Job& job) {
    return with_library_errors([&] { return run(request, job); });
}

} // namespace kinovar::train
