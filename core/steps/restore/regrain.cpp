#include "core/steps/restore/regrain.h"

#include "core/base/cache.h"
#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/kit/shot_passes.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/grain_profile.h"
#include "core/steps/measure/shots.h"
#include "core/steps/restore/grain_field.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 1;
constexpr const char* kMeasured = "measured";
constexpr const char* kManual = "manual";
constexpr int kPresentSamples =
    3; ///< frames of a shot on which the picture's own grain is looked at
constexpr std::size_t kShotsKept = 4;
constexpr double kGreyBlur = 1.5; ///< px of the scan; the grey that the deviation is taken for
constexpr double kPercent = 100;

/// Grain to order: a Gaussian spectrum, strongest in middle grey, a third as strong in black and
/// white.
GrainProfile manual_profile(const RegrainOptions& options, int height) {
    // S(0) over the integral of S is size² for S = exp(−ω² spread²).
    const double spread = options.size / (2 * std::sqrt(std::numbers::pi));
    GrainProfile profile;
    profile.height = height;
    profile.frames = 1;
    profile.size = options.size;
    for (std::size_t i = 0; i < GrainLayer::kGreys; ++i) {
        const double grey = (static_cast<double>(i) + 0.5) / GrainLayer::kGreys;
        profile.luma.sigma[i] = options.strength * (1 + 2 * 4 * grey * (1 - grey)) / 3;
    }
    double mean = 0;
    for (std::size_t k = 0; k < kDctSize; ++k) {
        const double radius = std::hypot(k / kDctSide, k % kDctSide);
        const double phase = std::numbers::pi / kDctSide * radius * spread;
        profile.luma.spectrum[k] = std::exp(-phase * phase);
        mean += profile.luma.spectrum[k] / kDctSize;
    }
    for (double& power : profile.luma.spectrum) {
        power /= mean;
    }
    return profile;
}

/// All that a shot's frames need.
struct ShotGrain {
    GrainField field;
    std::vector<std::vector<float>> deviations; ///< by grey: of luma, or of R, G, B
    double blur = kGreyBlur;
    bool any = false;
};

class RegrainClip final : public pipeline::Clip {
public:
    RegrainClip(ClipPtr input, const RegrainOptions& options)
        : input_(std::move(input)), options_(options), shots_(shots_of(input_)),
          info_(input_->info()), grains_(kShotsKept, [](const ShotGrain& /*one*/) { return 1; }) {
        info_.key = step_key(input_->info(), "regrain", kVersion, options_);
    }

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr picture, input_->frame(n, pull));
        KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
        KINOVAR_TRY_ASSIGN(const std::shared_ptr<const ShotGrain> grain, grain_for(shot, pull));
        if (!grain->any) {
            return picture;
        }
        FramePtr grainy;
        KINOVAR_TRY(guard_cv(fmt::format("regrain, frame {}", n), [&] {
            const std::vector<cv::Mat> noise =
                grain->field.planes({picture->width(), picture->height()}, n, options_.seed);
            grainy = noise.size() == 1 ? with_luma_grain(*picture, *grain, noise[0])
                                       : with_colour_grain(*picture, *grain, noise);
        }));
        return grainy;
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        return for_each_shot(*shots_, first, last, job, "grain",
                             [this](const Shot& shot, const Pull& pull) -> Status {
                                 KINOVAR_TRY(grain_for(shot, pull));
                                 return {};
                             });
    }

private:
    [[nodiscard]] Result<std::shared_ptr<const ShotGrain>> grain_for(const Shot& shot,
                                                                     const Pull& pull) const {
        return grains_.get(shot.first, [&]() -> Result<std::shared_ptr<const ShotGrain>> {
            GrainProfile target = manual_profile(options_, info_.height);
            if (options_.grain == kMeasured) {
                KINOVAR_TRY_ASSIGN(target, grain_of(input_, shot, pull));
            }
            GrainProfile present;
            if (target.frames > 0) {
                KINOVAR_TRY_ASSIGN(present, grain_in(*input_, shot, pull, kPresentSamples));
            }
            std::shared_ptr<const ShotGrain> made;
            KINOVAR_TRY(guard_cv("regrain", [&] { made = missing_grain(target, present); }));
            return made;
        });
    }

    /// The square root of what the target's variance has more than the picture's own.
    [[nodiscard]] std::shared_ptr<const ShotGrain>
    missing_grain(const GrainProfile& target, const GrainProfile& present) const {
        const double scale = static_cast<double>(info_.height) / std::max(1, target.height);
        auto grain =
            std::make_shared<ShotGrain>(ShotGrain{GrainField(target, scale), {}, 0, false});
        grain->blur = kGreyBlur * std::max(1.0, scale);
        const std::size_t signals = target.colour ? 3 : 1;
        const bool in_colour = target.colour && present.colour;
        for (std::size_t i = 0; i < signals; ++i) {
            const GrainLayer& wanted = target.colour ? target.rgb[i] : target.luma;
            std::vector<float> wanted_at = wanted.sigma_table();
            const std::vector<float> present_at =
                (in_colour ? present.rgb[i] : present.luma).sigma_table();
            const auto amount = static_cast<float>(options_.amount / kPercent);
            for (std::size_t g = 0; g < wanted_at.size(); ++g) {
                const float full = amount * wanted_at[g];
                const float own = present_at[g] / static_cast<float>(grain->field.gain());
                wanted_at[g] = std::sqrt(std::max(0.0F, full * full - own * own));
                grain->any = grain->any || wanted_at[g] > 0;
            }
            grain->deviations.push_back(std::move(wanted_at));
        }
        grain->any = grain->any && target.frames > 0;
        return grain;
    }

    static float deviation_at(const std::vector<float>& table, float grey) {
        const auto steps = static_cast<float>(table.size() - 1);
        return table[static_cast<std::size_t>(std::clamp(grey, 0.0F, 1.0F) * steps)];
    }

    [[nodiscard]] static FramePtr with_luma_grain(const Frame& picture, const ShotGrain& grain,
                                                  const cv::Mat& noise) {
        cv::Mat grey(noise.size(), CV_32F);
        luma_of(picture, std::span<float>(grey.ptr<float>(), grey.total()));
        cv::GaussianBlur(grey, grey, {}, grain.blur, grain.blur, cv::BORDER_REFLECT_101);
        cv::Mat change(noise.size(), CV_32F);
        const float* g = grey.ptr<float>();
        const float* in = noise.ptr<float>();
        auto* out = change.ptr<float>();
        for (std::size_t i = 0; i < change.total(); ++i) {
            out[i] = deviation_at(grain.deviations[0], g[i]) * in[i];
        }
        return with_luma_changed(picture, {change.ptr<float>(), change.total()});
    }

    [[nodiscard]] static FramePtr with_colour_grain(const Frame& picture, const ShotGrain& grain,
                                                    const std::vector<cv::Mat>& noise) {
        auto grainy = std::make_shared<Frame>(picture);
        cv::Mat grey;
        cv::GaussianBlur(mat_view(picture), grey, {}, grain.blur, grain.blur,
                         cv::BORDER_REFLECT_101);
        const auto* g = grey.ptr<float>();
        float* out = grainy->values().data();
        for (std::size_t i = 0; i < noise[0].total(); ++i) {
            for (std::size_t c = 0; c < noise.size(); ++c) {
                out[Frame::kChannels * i + c] +=
                    deviation_at(grain.deviations[c], g[Frame::kChannels * i + c]) *
                    noise[c].ptr<float>()[i];
            }
        }
        return grainy;
    }

    ClipPtr input_;
    RegrainOptions options_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    ClipInfo info_;
    mutable BudgetCache<std::int64_t, ShotGrain> grains_; // key: first frame of the shot
};

Result<ClipPtr> apply_regrain(const RegrainOptions& options, ClipPtr input) {
    return std::make_shared<RegrainClip>(
        pipeline::remembered(std::move(input), pipeline::kMostPullers + 1), options);
}

} // namespace

const FieldList<RegrainOptions>& RegrainOptions::fields() {
    static const FieldList<RegrainOptions> list =
        FieldList<RegrainOptions>()
            .add_choice(&RegrainOptions::grain,
                        {"grain", "Grain",
                         "Measured: as the scan had it, shot by shot; manual: by size and "
                         "strength."},
                        {kMeasured, kManual})
            .add(&RegrainOptions::amount,
                 {"amount", "Amount", "How much of it; grain that is still there counts.", "%"},
                 {0, 200})
            .add(&RegrainOptions::size, {"size", "Size", "How coarse manual grain is.", "px"},
                 {1, 8})
            .add(&RegrainOptions::strength,
                 {"strength", "Strength",
                  "Deviation of manual grain in middle grey, of 255 levels.", "levels"},
                 {0, 30})
            .add(&RegrainOptions::seed,
                 {"seed", "Seed", "Another number gives other grain of the same kind."}, {0, 1e9});
    return list;
}

pipeline::StepType regrain_step_type() {
    return step_type<RegrainOptions>(
        {"regrain", "Put grain back",
         "Gives the picture the grain of its film back, as it was measured on the scan, at any "
         "strength and size of picture; or grain to order for pictures that never had any.",
         Origin::Scan},
        apply_regrain);
}

} // namespace kinovar::steps
