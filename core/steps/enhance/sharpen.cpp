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

constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kSamples = 4; ///< frames of a shot that are measured

constexpr double kSharpestShare = 0.1; ///< of the edges
/// Width that the sharpest edges of unblurred pictures have, px; between those of photographs
/// (0.2 to 0.35) and of film scans.
constexpr double kSharpWidth = 0.4;
constexpr double kMostBlur = 1.5; ///< px
constexpr double kLeastBlur = 0.15;

constexpr int kTile = 64;     ///< px
constexpr int kBins = 32;     ///< of radial frequency, up to 0.5 cycles a pixel
constexpr int kFloorBins = 3; ///< the highest, in which there is mostly noise
constexpr double kMostGain = 4;
constexpr int kReach = 7; ///< px, of the filter

using Spectrum = std::array<double, kBins>;

/// What is measured on a shot.
struct Softness {
    double width = 0; ///< of the sharpest edges, px; 0: no edges
    Spectrum power{}; ///< mean power at each radial frequency
};

double radius_at(int y, int x, int side) {
    const auto signed_of = [side](int i) { return i > side / 2 ? i - side : i; };
    return std::hypot(signed_of(y), signed_of(x)) / side;
}

int bin_of(double frequency) {
    return static_cast<int>(frequency * 2 * kBins);
}

void add_power(const cv::Mat& luma, Spectrum& sums, Spectrum& counts) {
    cv::Mat window, spectrum;
    cv::createHanningWindow(window, {kTile, kTile}, CV_32F);
    for (int y = 0; y + kTile <= luma.rows; y += kTile / 2) {
        for (int x = 0; x + kTile <= luma.cols; x += kTile / 2) {
            const cv::Mat tile = luma(cv::Rect(x, y, kTile, kTile));
            const cv::Mat centred = (tile - cv::mean(tile)[0]).mul(window);
            cv::dft(centred, spectrum, cv::DFT_COMPLEX_OUTPUT);
            for (int v = 0; v < kTile; ++v) {
                for (int u = 0; u < kTile; ++u) {
                    const int bin = bin_of(radius_at(v, u, kTile));
                    if (bin < kBins) {
                        const auto value = spectrum.at<cv::Vec2f>(v, u);
                        sums[static_cast<std::size_t>(bin)] +=
                            static_cast<double>(value.dot(value));
                        counts[static_cast<std::size_t>(bin)] += 1;
                    }
                }
            }
        }
    }
}

Result<Softness> measured(const pipeline::Clip& clip, const Shot& shot, const Pull& pull) {
    const std::int64_t length = shot.last - shot.first + 1;
    const std::int64_t count = std::min(kSamples, length);
    EdgeWidths edges;
    Softness softness;
    Spectrum counts{};
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t n = shot.first + (2 * i + 1) * length / (2 * count);
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip.frame(n, pull));
        KINOVAR_TRY(guard_cv(fmt::format("sharpen, frame {}", n), [&] {
            cv::Mat luma(frame->height(), frame->width(), CV_32F);
            luma_of(*frame, std::span<float>(luma.ptr<float>(), luma.total()));
            edges.add(luma);
            add_power(luma, softness.power, counts);
        }));
    }
    softness.width = edges.width_at(kSharpestShare);
    for (std::size_t i = 0; i < kBins; ++i) {
        softness.power[i] /= std::max(1.0, counts[i]);
    }
    return softness;
}

/// The filter as a kernel, from its gain at each radial frequency.
cv::Mat kernel_of(double blur, const Spectrum& power) {
    double floor = 0;
    for (int i = kBins - kFloorBins; i < kBins; ++i) {
        floor += power[static_cast<std::size_t>(i)] / kFloorBins;
    }
    const auto gain_at = [&](double frequency) {
        const auto bin = static_cast<std::size_t>(std::min(kBins - 1, bin_of(frequency)));
        const double seen = std::max(power[bin], 1e-12);
        const double signal = std::max(0.0, 1 - floor / seen);
        const double phase = 2 * std::numbers::pi * frequency * blur;
        const double wanted = std::min(kMostGain, std::exp(phase * phase / 2));
        // Noise is left as it is, not taken away.
        return 1 + (wanted - 1) * signal;
    };
    cv::Mat gains(kTile, kTile, CV_32FC2);
    for (int v = 0; v < kTile; ++v) {
        for (int u = 0; u < kTile; ++u) {
            gains.at<cv::Vec2f>(v, u) = {static_cast<float>(gain_at(radius_at(v, u, kTile))), 0};
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
                taper * response.at<float>((y + kTile) % kTile, (x + kTile) % kTile));
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
        KINOVAR_TRY_ASSIGN(const Softness softness, softness_of(shot, pull));
        const double blur = blur_of(softness);
        if (blur < kLeastBlur || options_.amount <= 0) {
            return picture;
        }
        FramePtr sharp;
        KINOVAR_TRY(guard_cv(fmt::format("sharpen, frame {}", n), [&] {
            cv::Mat luma(picture->height(), picture->width(), CV_32F);
            luma_of(*picture, std::span<float>(luma.ptr<float>(), luma.total()));
            cv::Mat filtered;
            cv::filter2D(luma, filtered, CV_32F, kernel_of(blur, softness.power), {-1, -1}, 0,
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
            if (const auto softness = softness_of(shot, pull); !softness) {
                return failure(softness.error());
            }
            const std::int64_t end = std::min(last, shot.last);
            job.advance(end - n + 1);
            n = end + 1;
        }
        return {};
    }

private:
    [[nodiscard]] double blur_of(const Softness& softness) const {
        if (!options_.measure) {
            return options_.radius;
        }
        const double square = softness.width * softness.width - kSharpWidth * kSharpWidth;
        return std::min(kMostBlur, std::sqrt(std::max(0.0, square)));
    }

    [[nodiscard]] Result<Softness> softness_of(const Shot& shot, const Pull& pull) const {
        const Hash128 key = Hasher()
                                .add(input_->info().key)
                                .add("softness")
                                .add(kVersion)
                                .add(shot.first)
                                .add(shot.last)
                                .finish();
        KINOVAR_TRY_ASSIGN(const pipeline::AnalysisStore::Bytes bytes,
                           pipeline::analyses().get(key, [&]() -> Result<std::string> {
                               KINOVAR_TRY_ASSIGN(const Softness found,
                                                  measured(*input_, shot, pull));
                               return json{{"width", found.width}, {"power", found.power}}.dump();
                           }));
        Softness softness;
        try {
            const json item = json::parse(*bytes);
            softness.width = item.at("width").get<double>();
            softness.power = item.at("power").get<Spectrum>();
        } catch (const json::exception& error) {
            return failure(
                ErrorCode::Corrupt,
                fmt::format("sharpen: the stored analysis cannot be read: {}", error.what()),
                "delete the analysis folder in the cache and start again");
        }
        return softness;
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
