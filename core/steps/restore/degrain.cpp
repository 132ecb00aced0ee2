#include "core/steps/restore/degrain.h"

#include "core/base/cache.h"
#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/nn/credit.h"
#include "core/nn/image_runner.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/kit/shot_passes.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/grain_profile.h"
#include "core/steps/measure/shots.h"
#include "core/steps/restore/dct_shrink.h"
#include "core/steps/restore/grain_fusion.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;
using ModelPtr = std::shared_ptr<const nn::Model>;

constexpr std::int64_t kVersion = 1;
constexpr int kMostRadius = 8;
constexpr const char* kNoModel = "none";

// Mean deviation of the grain, 8-bit levels: nothing is done below the first, all above the second.
constexpr double kNoGrain = 0.8;
constexpr double kSureGrain = 1.2;

constexpr int kShrinkStep = 3;
constexpr double kPilotStrength = 2.0; ///< of the first pass, which the second takes its gains from
constexpr double kSigmaBlur = 1.5;     ///< px; the grey that the deviation is taken for
constexpr float kMostOwn = 0.5F;       ///< own share of the weight of pixels that are the scan's

/// A frame as fusion needs it.
struct Prepared {
    FramePtr frame;
    cv::Mat planes; ///< luma, or luma, R − Y, B − Y
    FlowPicture flow;
};

/// Takes frames apart into luma and colour differences, and puts them together.
struct ColourParts {
    std::array<float, 3> weights{};
    bool colour = false;

    ColourParts(const Frame& frame, bool monochrome) : colour(!monochrome) {
        const LumaWeights luma = luma_weights(frame);
        weights = {static_cast<float>(luma.red), static_cast<float>(luma.green),
                   static_cast<float>(luma.blue)};
    }

    [[nodiscard]] cv::Mat planes_of(const Frame& frame) const {
        if (!colour) {
            cv::Mat luma(frame.height(), frame.width(), CV_32F);
            luma_of(frame, std::span<float>(luma.ptr<float>(), luma.total()));
            return luma;
        }
        const auto [r, g, b] = weights;
        const cv::Matx33f matrix(r, g, b, 1 - r, -g, -b, -r, -g, 1 - b);
        cv::Mat planes;
        cv::transform(mat_view(frame), planes, matrix);
        return planes;
    }

    /// The frame with other planes. Colour of a monochrome film's frame stays.
    [[nodiscard]] std::shared_ptr<Frame> frame_of(const Frame& frame, const cv::Mat& planes) const {
        if (!colour) {
            const cv::Mat change = planes - planes_of(frame);
            return with_luma_changed(frame, {change.ptr<float>(), change.total()});
        }
        const auto [r, g, b] = weights;
        const cv::Matx33f matrix(1, 1, 0, 1, -r / g, -b / g, 1, 0, 1);
        auto made = std::make_shared<Frame>(frame.width(), frame.height(), frame.colour());
        made->set_origin(frame.origin());
        cv::Mat target = mat_view(*made);
        cv::transform(planes, target, matrix);
        return made;
    }
};

cv::Mat luma_plane(const cv::Mat& planes) {
    if (planes.channels() == 1) {
        return planes;
    }
    cv::Mat luma;
    cv::extractChannel(planes, luma, 0);
    return luma;
}

/// Standard deviation of the grain's luma at each pixel, encoded units.
cv::Mat sigma_map(const cv::Mat& luma, const GrainLayer& grain) {
    const std::vector<float> table = grain.sigma_table();
    const auto steps = static_cast<float>(table.size() - 1);
    cv::Mat sigma;
    cv::GaussianBlur(luma, sigma, {}, kSigmaBlur, kSigmaBlur, cv::BORDER_REFLECT_101);
    for (int y = 0; y < sigma.rows; ++y) {
        float* row = sigma.ptr<float>(y);
        for (int x = 0; x < sigma.cols; ++x) {
            row[x] = table[static_cast<std::size_t>(std::clamp(row[x], 0.0F, 1.0F) * steps)];
        }
    }
    return sigma;
}

/// Deviation of the grain in R − Y or B − Y over that in luma, at the mean of all greys.
double difference_share(const GrainProfile& grain, std::size_t channel,
                        const std::array<float, 3>& weights) {
    if (grain.luma.mean_sigma <= 0) {
        return 1;
    }
    double with_luma = 0;
    const double own = grain.rgb[channel].mean_sigma;
    for (std::size_t other = 0; other < weights.size(); ++other) {
        // correlation[i] is that of channels i and i + 1.
        const std::size_t pair = (channel + 1) % 3 == other ? channel : other;
        const double alike = other == channel ? 1.0 : grain.correlation[pair];
        with_luma +=
            static_cast<double>(weights[other]) * alike * own * grain.rgb[other].mean_sigma;
    }
    const double luma = grain.luma.mean_sigma;
    const double variance = own * own + luma * luma - 2 * with_luma;
    return std::sqrt(std::max(variance, 0.0)) / luma;
}

/// Marks as other frames' what mostly comes from them.
std::shared_ptr<const OriginPlane> origin_of(const Frame& frame, const cv::Mat& own) {
    auto plane = std::make_shared<OriginPlane>();
    plane->width = frame.width();
    plane->height = frame.height();
    if (frame.origin()) {
        plane->pixels = frame.origin()->pixels;
    } else {
        plane->pixels.resize(own.total(), Origin::Scan);
    }
    const float* share = own.ptr<float>();
    for (std::size_t i = 0; i < plane->pixels.size(); ++i) {
        if (share[i] < kMostOwn && plane->pixels[i] == Origin::Scan) {
            plane->pixels[i] = Origin::Neighbour;
        }
    }
    return plane;
}

class DegrainClip final : public pipeline::Clip {
public:
    DegrainClip(ClipPtr input, ModelPtr model, DegrainOptions options)
        : input_(std::move(input)), model_(std::move(model)), options_(std::move(options)),
          shots_(shots_of(input_)), info_(make_info()),
          prepared_(static_cast<std::size_t>(2 * options_.radius + 2) + pipeline::kMostPullers,
                    [](const Prepared& /*one*/) { return 1; }) {}

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
        KINOVAR_TRY_ASSIGN(const GrainProfile grain, grain_of(input_, shot, pull));
        const double effect =
            std::clamp((grain.luma.mean_sigma - kNoGrain) / (kSureGrain - kNoGrain), 0.0, 1.0);
        const double share = effect * std::min(1.0, options_.strength) * (1 - options_.keep);
        if (share <= 0) {
            return input_->frame(n, pull);
        }
        KINOVAR_TRY_ASSIGN(const std::shared_ptr<const Prepared> centre, prepared(n, pull));
        std::vector<std::shared_ptr<const Prepared>> others;
        if (options_.temporal) {
            for (const std::int64_t at : neighbours(shot, n, options_.radius)) {
                KINOVAR_TRY_ASSIGN(std::shared_ptr<const Prepared> other, prepared(at, pull));
                others.push_back(std::move(other));
            }
        }
        std::shared_ptr<Frame> clean;
        Status cancelled;
        KINOVAR_TRY(guard_cv(fmt::format("degrain, frame {}", n), [&] {
            GrainFusion::Result fused;
            cancelled = fuse(*centre, others, grain, pull, fused);
            if (cancelled) {
                clean = finish(*centre, fused, grain);
            }
        }));
        KINOVAR_TRY(cancelled);
        if (model_) {
            KINOVAR_TRY_ASSIGN(clean, modelled(*clean, n, pull));
        }
        blend(*clean, *centre->frame, static_cast<float>(share));
        return clean;
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        return for_each_shot(*shots_, first, last, job, "grain",
                             [this](const Shot& shot, const Pull& pull) -> Status {
                                 KINOVAR_TRY(grain_of(input_, shot, pull));
                                 return {};
                             });
    }

private:
    [[nodiscard]] ClipInfo make_info() const {
        Hash128 key = step_key(input_->info(), "degrain", kVersion, options_);
        if (!model_) {
            return mended_info(input_, key);
        }
        key = Hasher().add(key).add(model_->info().fingerprint).finish();
        ClipInfo info = invented_info(input_, key);
        if (!info.scan) {
            info.scan = input_;
        }
        pipeline::Credit credit{nn::credit_line(model_->info()), model_->info().licence.commercial};
        if (std::ranges::find(info.credits, credit) == info.credits.end()) {
            info.credits.push_back(std::move(credit));
        }
        return info;
    }

    [[nodiscard]] Result<std::shared_ptr<const Prepared>> prepared(std::int64_t n,
                                                                   const Pull& pull) const {
        return prepared_.get(n, [&]() -> Result<std::shared_ptr<const Prepared>> {
            auto made = std::make_shared<Prepared>();
            KINOVAR_TRY_ASSIGN(made->frame, input_->frame(n, pull));
            KINOVAR_TRY(guard_cv(fmt::format("degrain, frame {}", n), [&] {
                const Frame& frame = *made->frame;
                made->planes = ColourParts(frame, info_.monochrome).planes_of(frame);
                cv::Mat luma(frame.height(), frame.width(), CV_8U);
                luma_of(frame, std::span<std::uint8_t>(luma.data, luma.total()));
                made->flow = finder_.prepare(luma);
            }));
            return made;
        });
    }

    Status fuse(const Prepared& centre, const std::vector<std::shared_ptr<const Prepared>>& others,
                const GrainProfile& grain, const Pull& pull, GrainFusion::Result& fused) const {
        GrainFusion fusion(centre.planes, sigma_map(luma_plane(centre.planes), grain.luma),
                           grain.luma);
        for (const auto& other : others) {
            if (pull.stop.stop_requested()) {
                return failure(ErrorCode::Cancelled, "stopped");
            }
            fusion.add(other->planes, finder_.between(centre.flow, other->flow));
        }
        fused = fusion.result();
        return {};
    }

    [[nodiscard]] std::shared_ptr<Frame> finish(const Prepared& centre,
                                                const GrainFusion::Result& fused,
                                                const GrainProfile& grain) const {
        const ColourParts parts(*centre.frame, info_.monochrome);
        cv::Mat planes = fused.planes;
        if (options_.spatial && !model_) {
            std::vector<cv::Mat> list;
            cv::split(planes, list);
            const cv::Mat sigma = sigma_map(list[0], grain.luma).mul(fused.residual);
            for (std::size_t i = 0; i < list.size(); ++i) {
                // Planes: luma, R − Y, B − Y.
                const double part =
                    i == 0 ? 1 : difference_share(grain, i == 1 ? 0 : 2, parts.weights);
                list[i] = without_noise(list[i], sigma * part, grain.luma);
            }
            cv::merge(list, planes);
        }
        auto clean = parts.frame_of(*centre.frame, planes);
        if (options_.temporal) {
            clean->set_origin(origin_of(*centre.frame, fused.own));
        }
        return clean;
    }

    [[nodiscard]] cv::Mat without_noise(const cv::Mat& plane, const cv::Mat& sigma,
                                        const GrainLayer& grain) const {
        ShrinkNoise noise;
        std::ranges::transform(grain.spectrum, noise.spectrum.begin(),
                               [](double power) { return static_cast<float>(power); });
        const double more = std::max(1.0, options_.strength);
        const ShrinkOptions shrink{kShrinkStep, static_cast<float>(kPilotStrength)};
        noise.sigma = sigma * more;
        const cv::Mat pilot = dct_shrink(plane, noise, shrink);
        return dct_shrink(plane, noise, shrink, pilot);
    }

    [[nodiscard]] Result<std::shared_ptr<Frame>> modelled(const Frame& picture, std::int64_t n,
                                                          const Pull& pull) const {
        nn::RunOptions run;
        run.stop = pull.stop;
        auto made = nn::run_image(*model_, picture, run);
        if (!made) {
            return failure(made.error().within(fmt::format("degrain, frame {}", n)));
        }
        return std::make_shared<Frame>(**made);
    }

    static void blend(Frame& clean, const Frame& original, float share) {
        if (share >= 1) {
            return;
        }
        const float* source = original.values().data();
        for (float& value : clean.values()) {
            value = *source + share * (value - *source);
            ++source;
        }
    }

    ClipPtr input_;
    ModelPtr model_; // null: none
    DegrainOptions options_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    ClipInfo info_;
    FlowFinder finder_;
    mutable BudgetCache<std::int64_t, Prepared> prepared_;
};

Result<ClipPtr> apply_degrain(const DegrainOptions& options, ClipPtr input) {
    ModelPtr model;
    if (options.model != kNoModel) {
        KINOVAR_TRY_ASSIGN(model, nn::load_model(options.model));
    }
    return std::make_shared<DegrainClip>(std::move(input), std::move(model), options);
}

} // namespace

const FieldList<DegrainOptions>& DegrainOptions::fields() {
    static const FieldList<DegrainOptions> list =
        FieldList<DegrainOptions>()
            .add(&DegrainOptions::strength,
                 {"strength", "Strength", "How much of the grain goes; above 1 smooths further."},
                 {0, 2})
            .add(&DegrainOptions::radius,
                 {"radius", "Frames", "Frames before and after that help; more is slower.",
                  "frames"},
                 {1, kMostRadius})
            .add(&DegrainOptions::temporal,
                 {"temporal", "Over time", "Averages each place over the neighbour frames."})
            .add(&DegrainOptions::spatial,
                 {"spatial", "In the picture", "Takes away the grain that is left after that."})
            .add_choice(&DegrainOptions::model,
                        {"model", "Model",
                         "A neural model in the place of the part in the picture; it may invent "
                         "detail."},
                        {kNoModel, "kinovar-film-clean"})
            .add(&DegrainOptions::keep, {"keep", "Keep", "Share of the original grain that stays."},
                 {0, 1});
    return list;
}

pipeline::StepType degrain_step_type() {
    return step_type<DegrainOptions>(
        {"degrain", "Take grain away",
         "Takes grain and noise away by what neighbour frames have in common. Mend dust first. "
         "Pictures without grain are left as they are.",
         Origin::Neighbour},
        apply_degrain);
}

} // namespace kinovar::steps
