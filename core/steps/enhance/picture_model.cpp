#include "core/steps/enhance/picture_model.h"

#include "core/base/log.h"
#include "core/image/luma.h"
#include "core/nn/credit.h"
#include "core/nn/image_runner.h"
#include "core/steps/kit/step_kit.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <vector>

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;
using pipeline::Pull;
using ModelPtr = std::shared_ptr<const nn::Model>;

constexpr std::int64_t kVersion = 1;

constexpr std::string_view name_of(PictureTask task) {
    return task == PictureTask::Deblur    ? "deblur"
           : task == PictureTask::Denoise ? "denoise"
                                          : "lowlight";
}

/// Whether weights that say they are for `found` may be tried for `wanted`. Many files do not say.
bool suits(PictureTask wanted, nn::Task found) {
    return found == nn::Task::Other ||
           (wanted == PictureTask::Deblur && found == nn::Task::Deblur) ||
           (wanted == PictureTask::Denoise && found == nn::Task::Denoise);
}

/// Bytes that programs can still get without swapping; a very large number where the system does
/// not say.
std::int64_t available_bytes() {
    constexpr std::int64_t kKibi = 1024;
    std::ifstream file("/proc/meminfo");
    std::string label;
    std::string unit;
    for (std::int64_t amount = 0; file >> label >> amount; std::getline(file, unit)) {
        if (label == "MemAvailable:") {
            return amount * kKibi;
        }
    }
    return std::numeric_limits<std::int64_t>::max();
}

/// A network that sees the whole picture at once cannot be given less of it; the system would end
/// the program rather than refuse it memory.
Status check_memory(const nn::ModelInfo& model, const Frame& picture) {
    if (!model.whole_only) {
        return {};
    }
    constexpr double kGiga = 1e9;
    const std::int64_t need =
        model.bytes_per_pixel * picture.width() * static_cast<std::int64_t>(picture.height());
    const std::int64_t have = available_bytes();
    if (need <= have) {
        return {};
    }
    return failure(ErrorCode::OutOfMemory,
                   fmt::format("{} needs {:.1f} GB for {}×{}, and {:.1f} GB are free; it cannot "
                               "work in tiles",
                               model.id, static_cast<double>(need) / kGiga, picture.width(),
                               picture.height(), static_cast<double>(have) / kGiga),
                   "close other programs, put the step before enlarging, or name a model that "
                   "works in tiles");
}

/// The network's picture mixed with its input; grey where the film is.
FramePtr mixed(const Frame& input, const Frame& made, float amount, bool grey) {
    auto result = std::make_shared<Frame>(input.width(), input.height(), input.colour());
    result->set_origin(made.origin());
    const float* in = input.values().data();
    const float* network = made.values().data();
    float* out = result->values().data();
    const std::size_t values = input.values().size();
    if (!grey) {
        for (std::size_t i = 0; i < values; ++i) {
            out[i] = in[i] + amount * (network[i] - in[i]);
        }
        return result;
    }
    std::vector<float> luma(values / Frame::kChannels);
    luma_of(made, luma);
    for (std::size_t i = 0; i < values; ++i) {
        out[i] = in[i] + amount * (luma[i / Frame::kChannels] - in[i]);
    }
    return result;
}

Result<FramePtr> run(const nn::Model& model, const Frame& picture, std::int64_t n,
                     const Pull& pull) {
    KINOVAR_TRY(check_memory(model.info(), picture));
    nn::RunOptions options;
    options.stop = pull.stop;
    options.notice = [n](const std::string& text) {
        log(LogLevel::Warning, fmt::format("frame {}: {}", n, text));
    };
    return nn::run_image(model, picture, options);
}

Status check_model(const nn::ModelInfo& model, PictureTask task) {
    if (nn::turns_picture_into_picture(model) && model.scale == 1 && suits(task, model.task)) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("{} is not a model for {}", model.id, name_of(task)),
                   "kinovar-cli models list shows what each model is for");
}

template <PictureTask kTask>
Result<ClipPtr> apply(const PictureModelOptions<kTask>& options, ClipPtr input) {
    if (options.amount == 0) {
        return input;
    }
    KINOVAR_TRY_ASSIGN(const ModelPtr model, nn::load_model(options.model));
    KINOVAR_TRY(check_model(model->info(), kTask));
    input = shared_with_guard(std::move(input));
    const Hash128 key = Hasher()
                            .add(input->info().key)
                            .add(name_of(kTask))
                            .add(kVersion)
                            .add(model->info().fingerprint)
                            .add(options.amount)
                            .finish();
    pipeline::ClipInfo info = invented_info(input, key);
    pipeline::Credit credit{nn::credit_line(model->info()), model->info().licence.commercial};
    if (std::find(info.credits.begin(), info.credits.end(), credit) == info.credits.end()) {
        info.credits.push_back(std::move(credit));
    }
    const auto amount = static_cast<float>(options.amount);
    const bool grey = info.monochrome;
    return picture_clip(
        std::move(input), std::move(info), std::string(name_of(kTask)),
        [model, amount, grey](const FramePtr& picture, std::int64_t n,
                              const Pull& pull) -> Result<FramePtr> {
            Result<FramePtr> made = run(*model, *picture, n, pull);
            if (!made) {
                return failure(made.error().within(fmt::format("{}, frame {}", name_of(kTask), n)));
            }
            return mixed(*picture, **made, amount, grey);
        });
}

} // namespace

template <PictureTask kTask>
const FieldList<PictureModelOptions<kTask>>& PictureModelOptions<kTask>::fields() {
    using Options = PictureModelOptions<kTask>;
    static const FieldList<Options> list =
        FieldList<Options>()
            .add(&Options::model,
                 {"model", "Model", "Catalogue id (kinovar-cli models list) or a model file."})
            .add(&Options::amount,
                 {"amount", "Amount",
                  "How much of the model's picture: 0 none, 1 all, between them a mixture."},
                 {0, 1});
    return list;
}

template struct PictureModelOptions<PictureTask::Deblur>;
template struct PictureModelOptions<PictureTask::Denoise>;
template struct PictureModelOptions<PictureTask::Lowlight>;

pipeline::StepType deblur_step_type() {
    return step_type<PictureModelOptions<PictureTask::Deblur>>(
        {.name = "deblur",
         .title = "Remove blur (model)",
         .help = "Takes motion blur and softness off each picture with a neural model, which "
                 "invents edges; seconds a frame and much memory. It sees one frame at a time, so "
                 "edges can flicker: watch the film, not the still.",
         .origin = Origin::Model},
        apply<PictureTask::Deblur>);
}

pipeline::StepType denoise_step_type() {
    return step_type<PictureModelOptions<PictureTask::Denoise>>(
        {.name = "denoise",
         .title = "Remove noise (model)",
         .help = "Takes noise off each picture with a neural model; seconds a frame and much "
                 "memory. It sees one frame at a time, so texture can boil in motion: degrain, "
                 "which uses the neighbouring frames, is better for film.",
         .origin = Origin::Model},
        apply<PictureTask::Denoise>);
}

pipeline::StepType lowlight_step_type() {
    return step_type<PictureModelOptions<PictureTask::Lowlight>>(
        {.name = "lowlight",
         .title = "Lift low light (model)",
         .help = "Makes very dark pictures bright with a neural model; seconds a frame and much "
                 "memory. It sees one frame at a time, so brightness can flicker, and it spoils "
                 "pictures that are bright enough: relight is the calm way.",
         .origin = Origin::Model},
        apply<PictureTask::Lowlight>);
}

} // namespace kinovar::steps
