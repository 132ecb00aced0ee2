#include "core/steps/simulate/age.h"

#include "core/image/cv_bridge.h"
#include "core/steps/simulate/dust.h"
#include "core/steps/simulate/film_paths.h"
#include "core/steps/simulate/grain.h"
#include "core/steps/simulate/raster.h"
#include "core/steps/simulate/scratches.h"
#include "core/steps/simulate/transport.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace kinovar::steps::simulate {

namespace {

Raster grey_of(const Frame& frame) {
    const bool is_rgb = frame.colour().matrix == Matrix::Rgb;
    const LumaWeights weights =
        luma_weights(frame.colour().resolved(frame.height(), is_rgb).matrix);
    const auto red = static_cast<float>(weights.red);
    const auto green = static_cast<float>(weights.green);
    const auto blue = static_cast<float>(weights.blue);
    Raster grey(frame.width(), frame.height(), 1);
    const float* pixel = frame.values().data();
    for (float& value : grey.values) {
        value = red * pixel[0] + green * pixel[1] + blue * pixel[2];
        pixel += Frame::kChannels;
    }
    return grey;
}

Raster colour_of(const Frame& frame) {
    Raster picture(frame.width(), frame.height(), Frame::kChannels);
    std::copy(frame.values().begin(), frame.values().end(), picture.values.begin());
    return picture;
}

std::shared_ptr<Frame> frame_of(const Raster& picture, const Frame& like, bool clip) {
    auto frame = std::make_shared<Frame>(like.width(), like.height(), like.colour());
    frame->set_origin(like.origin());
    float* pixel = frame->values().data();
    for (const float value : picture.values) {
        const float kept = clip ? std::clamp(value, 0.0F, 1.0F) : value;
        for (int copies = Frame::kChannels / picture.channels; copies > 0; --copies) {
            *pixel++ = kept;
        }
    }
    return frame;
}

Hash128 key_of(const Hash128& input, const AgeOptions& options) {
    const auto& fields = AgeOptions::fields();
    return Hasher()
        .add(input)
        .add("age")
        .add(values_to_json(fields.infos(), fields.values_of(options)))
        .finish();
}

} // namespace

struct AgeClip::Effects {
    EffectLevels levels;
    FilmPaths paths;
    Grain grain;
    Dust dust;
    Scratches scratches;

    Effects(const AgeOptions& options, int width, int height)
        : levels(options), paths(options.seed, levels, height / kReferenceLines),
          grain(options.seed, levels.grain, height / kReferenceLines),
          dust(options.seed, levels.dust, width, height),
          scratches(options.seed, levels.scratch, width, height) {}
};

AgeClip::AgeClip(pipeline::ClipPtr input, const AgeOptions& options)
    : input_(std::move(input)), options_(options), info_(input_->info()),
      effects_(std::make_unique<Effects>(options, info_.width, info_.height)) {
    info_.key = key_of(info_.key, options_);
    info_.monochrome = info_.monochrome || !options_.keep_colour;
}

AgeClip::~AgeClip() = default;

Result<std::shared_ptr<const AgeClip>> AgeClip::make(pipeline::ClipPtr input,
                                                     const AgeOptions& options) {
    KINOVAR_TRY(options.check());
    return std::shared_ptr<const AgeClip>(new AgeClip(std::move(input), options));
}

const pipeline::ClipInfo& AgeClip::info() const {
    return info_;
}

const AgeOptions& AgeClip::options() const {
    return options_;
}

FramePath AgeClip::path(std::int64_t n) const {
    return effects_->paths.at(n);
}

std::vector<ScratchTruth> AgeClip::scratches(std::int64_t n) const {
    return effects_->scratches.at(n);
}

GrainCurve AgeClip::grain_curve() const {
    return effects_->grain.curve();
}

FramePtr AgeClip::age_frame(const Frame& clean, std::int64_t n, FrameTruth* truth) const {
    const Effects& effects = *effects_;
    const FramePath path = effects.paths.at(n);
    Raster picture = options_.keep_colour ? colour_of(clean) : grey_of(clean);
    if (effects.levels.none()) {
        return frame_of(picture, clean, false);
    }
    blur(picture, path.blur_sigma);
    move(picture, path.dx, path.dy);
    // Grain and dust lie on the film; they are made at its moved place, so resampling does not
    // soften them.
    effects.grain.add_to(picture, n);
    auto stamps = effects.dust.draw(picture, n, path.dx, path.dy,
                                    truth != nullptr ? truth->dust_mask.data() : nullptr);
    effects.scratches.draw(picture, n, truth != nullptr ? truth->scratch_mask.data() : nullptr);
    draw_splice_line(picture, path);
    expose(picture, path);
    if (truth != nullptr) {
        truth->stamps = std::move(stamps);
    }
    return frame_of(picture, clean, true);
}

Result<FramePtr> AgeClip::render(std::int64_t n, const pipeline::Pull& pull,
                                 FrameTruth* truth) const {
    assert(n >= 0 && n < info_.frames);
    KINOVAR_TRY_ASSIGN(const FramePtr clean, input_->frame(n, pull));
    if (pull.stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "ageing was stopped");
    }
    if (truth != nullptr) {
        const std::size_t pixels =
            static_cast<std::size_t>(clean->width()) * static_cast<std::size_t>(clean->height());
        truth->path = path(n);
        truth->scratches = scratches(n);
        truth->dust_mask.assign(pixels, kMaskClean);
        truth->scratch_mask.assign(pixels, kMaskClean);
    }
    if (effects_->levels.none() && options_.keep_colour) {
        return clean;
    }
    FramePtr result;
    KINOVAR_TRY(guard_cv("cannot age frame " + std::to_string(n),
                         [&] { result = age_frame(*clean, n, truth); }));
    return result;
}

Result<FramePtr> AgeClip::frame(std::int64_t n, const pipeline::Pull& pull) const {
    return render(n, pull, nullptr);
}

Result<AgeClip::Aged> AgeClip::aged(std::int64_t n, const pipeline::Pull& pull) const {
    Aged aged;
    KINOVAR_TRY_ASSIGN(aged.frame, render(n, pull, &aged.truth));
    return aged;
}

namespace {

class AgeStep final : public pipeline::Step {
public:
    explicit AgeStep(const AgeOptions& options) : options_(options) {}

    [[nodiscard]] Result<pipeline::ClipPtr> apply(pipeline::ClipPtr input) const override {
        return AgeClip::make(std::move(input), options_);
    }

private:
    AgeOptions options_;
};

} // namespace

pipeline::StepType age_step_type() {
    pipeline::StepType type;
    type.name = "age";
    type.title = "Age";
    type.help = "Makes a clean film look like a worn reel: grain, dust, scratches, flicker, weave "
                "and splices. For tests and samples, not for restoring.";
    type.fields = AgeOptions::fields().infos();
    type.make = [](const FieldValues& values) -> Result<std::unique_ptr<pipeline::Step>> {
        KINOVAR_TRY_ASSIGN(const AgeOptions options, AgeOptions::fields().options_from(values));
        return std::make_unique<AgeStep>(options);
    };
    return type;
}

} // namespace kinovar::steps::simulate
