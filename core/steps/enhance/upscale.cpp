#include "core/steps/enhance/upscale.h"

#include "core/base/log.h"
#include "core/image/resize.h"
#include "core/nn/credit.h"
#include "core/nn/image_runner.h"
#include "core/steps/kit/step_kit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using ModelPtr = std::shared_ptr<const nn::Model>;

constexpr double kMostScale = 4;
constexpr int kMostTile = 8192;

int scaled(int length, double scale) {
    const double exact = length * scale;
    if (scale == std::floor(scale)) {
        return static_cast<int>(std::lround(exact));
    }
    return std::max(2, 2 * static_cast<int>(std::lround(exact / 2)));
}

/// Models colour a grey picture a little; black-and-white film stays black and white.
FramePtr as_grey(const FramePtr& picture) {
    auto grey = std::make_shared<Frame>(picture->width(), picture->height(), picture->colour());
    grey->set_origin(picture->origin());
    const LumaWeights weights = luma_weights(picture->colour().matrix);
    const auto red = static_cast<float>(weights.red);
    const auto green = static_cast<float>(weights.green);
    const auto blue = static_cast<float>(weights.blue);
    const float* in = picture->values().data();
    float* out = grey->values().data();
    const std::size_t count = picture->values().size();
    for (std::size_t i = 0; i < count; i += Frame::kChannels) {
        const float luma = red * in[i] + green * in[i + 1] + blue * in[i + 2];
        out[i] = luma;
        out[i + 1] = luma;
        out[i + 2] = luma;
    }
    return grey;
}

class UpscaledClip final : public pipeline::Clip {
public:
    UpscaledClip(ClipPtr input, ModelPtr model, UpscaleOptions options)
        : input_(shared_with_guard(std::move(input))), model_(std::move(model)),
          options_(std::move(options)), info_(input_->info()) {
        const nn::ModelInfo& network = model_->info();
        pipeline::Credit credit{nn::credit_line(network), network.licence.commercial};
        if (std::find(info_.credits.begin(), info_.credits.end(), credit) == info_.credits.end()) {
            info_.credits.push_back(std::move(credit));
        }
        if (!info_.faithful) {
            info_.faithful = input_;
        }
        info_.width = scaled(info_.width, options_.scale);
        info_.height = scaled(info_.height, options_.scale);
        info_.key = Hasher()
                        .add(input_->info().key)
                        .add("upscale")
                        .add(model_->info().fingerprint)
                        .add(options_.scale)
                        .add(options_.filter)
                        .add(static_cast<std::int64_t>(options_.tile))
                        .finish();
    }

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr scan, input_->frame(n, pull));
        nn::RunOptions run;
        run.tile = options_.tile;
        run.stop = pull.stop;
        run.notice = [n](const std::string& text) {
            log(LogLevel::Warning, fmt::format("frame {}: {}", n, text));
        };
        auto picture = nn::run_image(*model_, *scan, run);
        if (!picture) {
            return failure(picture.error().within(fmt::format("frame {}", n)));
        }
        const FramePtr sized = *picture;
        if (sized->width() == info_.width && sized->height() == info_.height) {
            return info_.monochrome ? as_grey(sized) : sized;
        }
        const ResizeFilter filter =
            options_.filter == "area" ? ResizeFilter::Area : ResizeFilter::Lanczos;
        KINOVAR_TRY_ASSIGN(const FramePtr fitted,
                           resize(*sized, info_.width, info_.height, filter));
        return info_.monochrome ? as_grey(fitted) : fitted;
    }

private:
    ClipPtr input_;
    ModelPtr model_;
    UpscaleOptions options_;
    ClipInfo info_;
};

class UpscaleStep final : public pipeline::Step {
public:
    explicit UpscaleStep(UpscaleOptions options) : options_(std::move(options)) {}

    [[nodiscard]] Result<ClipPtr> apply(ClipPtr input) const override {
        KINOVAR_TRY_ASSIGN(ModelPtr model, nn::load_model(options_.model));
        const nn::ModelInfo& info = model->info();
        if (!nn::turns_picture_into_picture(info)) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{} does not turn a picture into one", info.id),
                           "kinovar-cli models list shows the models for upscaling");
        }
        return std::make_shared<UpscaledClip>(std::move(input), std::move(model), options_);
    }

private:
    UpscaleOptions options_;
};

} // namespace

const FieldList<UpscaleOptions>& UpscaleOptions::fields() {
    static const FieldList<UpscaleOptions> list =
        FieldList<UpscaleOptions>()
            .add(&UpscaleOptions::model,
                 {"model", "Model", "Catalogue id (kinovar-cli models list) or a model file."})
            .add(&UpscaleOptions::scale,
                 {"scale", "Scale", "Size of the result relative to the scan.", "×"},
                 {1, kMostScale})
            .add_choice(&UpscaleOptions::filter,
                        {"filter", "Reduction",
                         "How a result that is larger than wanted is reduced: lanczos is crisp, "
                         "area is calm."},
                        {"lanczos", "area"})
            .add(&UpscaleOptions::tile,
                 {"tile", "Tile",
                  "Side of the pieces a picture is worked on in; 0: as memory allows.", "px"},
                 {0, kMostTile});
    return list;
}

pipeline::StepType upscale_step_type() {
    pipeline::StepType type;
    type.name = "upscale";
    type.title = "Enlarge";
    type.help = "Enlarges the picture with a neural model, which invents fine detail. Clean dirt "
                "and grain first: the model sharpens them too.";
    type.origin = Origin::Model;
    type.fields = UpscaleOptions::fields().infos();
    type.make = [](const FieldValues& values) -> Result<std::unique_ptr<pipeline::Step>> {
        KINOVAR_TRY_ASSIGN(UpscaleOptions options, UpscaleOptions::fields().options_from(values));
        return std::make_unique<UpscaleStep>(std::move(options));
    };
    return type;
}

} // namespace kinovar::steps
