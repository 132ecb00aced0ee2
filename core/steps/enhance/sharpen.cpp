#include "core/steps/enhance/sharpen.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/pipeline/analysis.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/blur_estimate.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kinovar::steps {

namespace {

using nlohmann::json;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 2;
constexpr std::int64_t kSamples = 4; ///< frames of a shot that are measured

/// Blur that sharp pictures show, px: nobody wants it taken back.
constexpr double kSharpBlur = 0.62;
constexpr double kMostBlur = 1.5; ///< px
constexpr double kLeastBlur = 0.25;

constexpr int kGrid = 64; ///< side of the grid of frequencies on which the filter is made
constexpr double kMostGain = 4;
constexpr int kReach = 7; ///< px, of the filter

using Spectrum = BlurMeter::Spectrum;

double radius_at(int y, int x, int side) {
    const auto signed_of = [side](int i) { return i > side / 2 ? i - side : i; };
    return std::hypot(signed_of(y), signed_of(x)) / side;
}

Result<Spectrum> measured(const pipeline::Clip& clip, const Shot& shot, const Pull& pull) {
    const std::int64_t length = shot.last - shot.first + 1;
    const std::int64_t count = std::min(kSamples, length);
    BlurMeter meter;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t n = shot.first + (2 * i + 1) * length / (2 * count);
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip.frame(n, pull));
        KINOVAR_TRY(guard_cv(fmt::format("sharpen, frame {}", n), [&] {
            cv::Mat luma(frame->height(), frame->width(), CV_32F);
            luma_of(*frame, std::span<float>(luma.ptr<float>(), luma.total()));
            meter.add(luma);
        }));
    }
    return meter.power();
}

/// The filter as a kernel, from its gain at each radial frequency.
cv::Mat kernel_of(double blur, const Spectrum& power) {
    const double floor = noise_floor(power);
    const auto gain_at = [&](double frequency) {
        const auto bin =
            std::min(power.size() - 1, static_cast<std::size_t>(frequency * 2 * BlurMeter::kBins));
        const double seen = std::max(power[bin], 1e-12);
        const double signal = std::max(0.0, 1 - floor / seen);
        const double phase = 2 * std::numbers::pi * frequency * blur;
        const double wanted = std::min(kMostGain, std::exp(phase * phase / 2));
        // Noise is left as it is, not taken away.
        return 1 + (wanted - 1) * signal;
    };
    cv::Mat gains(kGrid, kGrid, CV_32FC2);
    for (int v = 0; v < kGrid; ++v) {
        for (int u = 0; u < kGrid; ++u) {
            gains.at<cv::Vec2f>(v, u) = {static_cast<float>(gain_at(radius_at(v, u, kGrid))), 0};
        }
    }
    cv::Mat response;
    cv::dft(gains, response, cv::DFT_INVERSE | cv::DFT_SCALE | cv::DFT_REAL_OUTPUT);
    cv::Mat kernel(2 * kReach + 1, 2 * kReach + 1, CV_32F);
    for (int y = -kReach; y <= kReach; ++y) {
        for (int x = -kReach; x <= kReach; ++x) {
            const double taper = std::pow(
                std::cos(std::numbers::pi / 2 * std::min(1.0, std::hypot(x, y) / (kReach + 1))), 2);
            kernel.at<float>(y + kReach, x + kReach) = static_cast<float>(
                taper * response.at<float>((y + kGrid) % kGrid, (x + kGrid) % kGrid));
        }
    }
    return kernel / cv::sum(kernel)[0];
}

class SharpenClip final : public pipeline::Clip {
public:
    SharpenClip(ClipPtr input, const SharpenOptions& options)
        : input_(std::move(input)), options_(options), shots_(shots_of(input_)),
          info_(input_->info()) {
        info_.key = step_key(input_->info(), "sharpen", kVersion, options_);
    }

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr picture, input_->frame(n, pull));
        KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
        KINOVAR_TRY_ASSIGN(const Spectrum power, power_of(shot, pull));
        const double blur = blur_to_take(power);
        if (blur < kLeastBlur || options_.amount <= 0) {
            return picture;
        }
        FramePtr sharp;
        KINOVAR_TRY(guard_cv(fmt::format("sharpen, frame {}", n), [&] {
            cv::Mat luma(picture->height(), picture->width(), CV_32F);
            luma_of(*picture, std::span<float>(luma.ptr<float>(), luma.total()));
            cv::Mat filtered;
            cv::filter2D(luma, filtered, CV_32F, kernel_of(blur, power), {-1, -1}, 0,
                         cv::BORDER_REFLECT_101);
            const cv::Mat change = (filtered - luma) * options_.amount;
            sharp = with_luma_changed(*picture, {change.ptr<float>(), change.total()});
        }));
        return sharp;
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        job.begin("softness", last - first + 1);
        const Pull pull{job.stop_token()};
        for (std::int64_t n = first; n <= last;) {
            KINOVAR_TRY(job.checkpoint());
            KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
            if (const auto power = power_of(shot, pull); !power) {
                return failure(power.error());
            }
            const std::int64_t end = std::min(last, shot.last);
            job.advance(end - n + 1);
            n = end + 1;
        }
        return {};
    }

private:
    [[nodiscard]] double blur_to_take(const Spectrum& power) const {
        if (!options_.measure) {
            return options_.radius;
        }
        const double blur = blur_of(power);
        return std::min(kMostBlur, std::sqrt(std::max(0.0, blur * blur - kSharpBlur * kSharpBlur)));
    }

    [[nodiscard]] Result<Spectrum> power_of(const Shot& shot, const Pull& pull) const {
        const Hash128 key = Hasher()
                                .add(input_->info().key)
                                .add("softness")
                                .add(kVersion)
                                .add(shot.first)
                                .add(shot.last)
                                .finish();
        KINOVAR_TRY_ASSIGN(const pipeline::AnalysisStore::Bytes bytes,
                           pipeline::analyses().get(key, [&]() -> Result<std::string> {
                               KINOVAR_TRY_ASSIGN(const Spectrum found,
                                                  measured(*input_, shot, pull));
                               return json(found).dump();
                           }));
        try {
            return json::parse(*bytes).get<Spectrum>();
        } catch (const json::exception& error) {
            return failure(
                ErrorCode::Corrupt,
                fmt::format("sharpen: the stored analysis cannot be read: {}", error.what()),
                "delete the analysis folder in the cache and start again");
        }
    }

    ClipPtr input_;
    SharpenOptions options_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    pipeline::ClipInfo info_;
};

Result<ClipPtr> apply_sharpen(const SharpenOptions& options, ClipPtr input) {
    return std::make_shared<SharpenClip>(std::move(input), options);
}

} // namespace

const FieldList<SharpenOptions>& SharpenOptions::fields() {
    static const FieldList<SharpenOptions> list =
        FieldList<SharpenOptions>()
            .add(&SharpenOptions::amount,
                 {"amount", "Amount", "How much of the softness is taken back; 0 leaves it."},
                 {0, 2})
            .add(&SharpenOptions::measure,
                 {"auto", "Measure",
                  "Measures how soft each shot is; sharp shots are left as they are."})
            .add(
                &SharpenOptions::radius,
                {"radius", "Radius", "Softness that is taken back where it is not measured.", "px"},
                {0, kMostBlur});
    return list;
}

pipeline::StepType sharpen_step_type() {
    return step_type<SharpenOptions>(
        {"sharpen", "Sharpen",
         "Takes back the softness of lens and scanner as far as it can be measured. Take grain "
         "away first, or it grows too.",
         Origin::Scan},
        apply_sharpen);
}

} // namespace kinovar::steps
