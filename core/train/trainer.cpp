#include "core/train/trainer.h"

#include "core/train/colour_learner.h"
#include "core/train/colour_photos.h"
#include "core/train/film_patches.h"
#include "core/train/library_errors.h"
#include "core/train/luma_learner.h"
#include "core/train/training_run.h"
#include "core/train/upscale_patches.h"

#include <ATen/Parallel.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <thread>

namespace kinovar::train {

namespace fs = std::filesystem;

namespace {

/// One photograph in so many is kept for validation, where none are named for it.
constexpr std::size_t kKeptApart = 12;
constexpr std::size_t kMostKeptApart = 8;

struct Split {
    std::vector<fs::path> training, validation;
};

Result<Split> split_photos(const TrainRequest& request) {
    Split split;
    KINOVAR_TRY_ASSIGN(const auto files, find_photos(request.photos));
    if (!request.validation.empty()) {
        KINOVAR_TRY_ASSIGN(split.validation, find_photos({{request.validation}, {}, {}}));
        split.training = files;
        return split;
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        const bool kept_apart =
            i % kKeptApart == kKeptApart / 2 && split.validation.size() < kMostKeptApart;
        (kept_apart ? split.validation : split.training).push_back(files[i]);
    }
    if (split.validation.empty()) {
        split.validation.push_back(split.training.back());
        split.training.pop_back();
    }
    if (split.training.empty()) {
        return failure(ErrorCode::InvalidArgument, "one photograph is too little to learn from",
                       "name more with --data, or others for validation with --validation");
    }
    return split;
}

Status check_output(const fs::path& output) {
    if (output.extension() != ".safetensors") {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("weights are written as .safetensors, not '{}'", output.string()));
    }
    const fs::path folder = fs::absolute(output).parent_path();
    std::error_code fault;
    if (!fs::is_directory(folder, fault)) {
        return failure(ErrorCode::NotFound,
                       fmt::format("the folder {} is not there", folder.string()),
                       "make it first, or write elsewhere with --out");
    }
    return {};
}

Result<std::unique_ptr<PatchSource>> make_source(const TrainRequest& request,
                                                 const std::vector<Photo>& photos) {
    const TrainOptions& options = request.options;
    const PatchOptions patches{options.batch, options.patch, options.scale, options.seed};
    if (request.task == TrainTask::Denoise) {
        return std::make_unique<FilmPatches>(photos, patches);
    }
    KINOVAR_TRY_ASSIGN(auto source, UpscalePatches::make(photos, patches));
    return source;
}

/// Lines that validation pictures are reduced to, and numbers of their hints.
constexpr int kColourLines = 256;
constexpr std::array kColourHints{0, 1, 3, 10, 30, 100};

Result<TrainReport> run_luma(const TrainRequest& request, const Split& split, Job& job) {
    const TrainOptions& options = request.options;
    const int side = request.task == TrainTask::Denoise ? FilmPatches::source_side(options.patch)
                                                        : options.patch * options.scale;
    const PhotoSizes sizes{side, options.scale};
    KINOVAR_TRY_ASSIGN(const auto photos, read_photos(split.training, sizes, job));
    KINOVAR_TRY_ASSIGN(const auto kept, read_photos(split.validation, sizes, job));
    KINOVAR_TRY_ASSIGN(const auto source, make_source(request, photos));
    KINOVAR_TRY_ASSIGN(auto pairs, make_validation(kept, request.task, options.scale));
    job.log(fmt::format("{} photographs to learn from, {} to validate with", photos.size(),
                        kept.size()));
    LumaLearner learner(request, *source, std::move(pairs));
    return TrainingRun(request, learner, job).run();
}

Result<TrainReport> run_colour(const TrainRequest& request, const Split& split, Job& job) {
    const TrainOptions& options = request.options;
    if (options.patch % nn::kHintNetMultiple != 0) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("patch must be a multiple of {} for colour, not {}",
                                   nn::kHintNetMultiple, options.patch));
    }
    KINOVAR_TRY_ASSIGN(const auto photos, read_colour_photos(split.training, options.patch, job));
    KINOVAR_TRY_ASSIGN(const auto kept, read_colour_photos(split.validation, options.patch, job));
    std::vector<colourise::HintSample> validation;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        for (const int hints : kColourHints) {
            KINOVAR_TRY_ASSIGN(auto sample, whole_sample(*kept[i], kColourLines, hints,
                                                         static_cast<std::int64_t>(i)));
            validation.push_back(std::move(sample));
        }
    }
    job.log(fmt::format("{} photographs to learn from, {} to validate with", photos.size(),
                        kept.size()));
    const ColourSamples samples(photos, {options.batch, options.patch, options.seed});
    ColourLearner learner(request, samples, std::move(validation));
    return TrainingRun(request, learner, job).run();
}

Result<TrainReport> run(TrainRequest request, Job& job) {
    TrainOptions& options = request.options;
    if (request.task != TrainTask::Upscale) {
        options.scale = 1;
    }
    KINOVAR_TRY(options.check());
    KINOVAR_TRY(check_output(request.output));
    const auto processors = static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
    at::set_num_threads(options.threads > 0 ? options.threads : processors);
    KINOVAR_TRY_ASSIGN(const Split split, split_photos(request));
    return request.task == TrainTask::Colour ? run_colour(request, split, job)
                                             : run_luma(request, split, job);
}

} // namespace

Result<TrainReport> train(const TrainRequest& request, Job& job) {
    return with_library_errors([&] { return run(request, job); });
}

} // namespace kinovar::train
