#include "core/steps/enhance/guard_clip.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/image/resize.h"
#include "core/pipeline/analysis.h"
#include "core/steps/enhance/guard_compare.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 1;
constexpr float kTop = 255;
constexpr std::int64_t kNoiseSamples = 8; // frames of a shot
constexpr std::size_t kKeptShots = 16;
constexpr float kFullHeat = 32; // levels that are shown in full colour
constexpr float kDimmed = 0.5F; // the picture behind the map

Result<FramePtr> as_large_as(const FramePtr& picture, int width, int height) {
    if (picture->width() == width && picture->height() == height) {
        return picture;
    }
    return resize(*picture, width, height, ResizeFilter::Area);
}

cv::Vec3f weights_of(const Frame& frame) {
    const LumaWeights weights = luma_weights(frame);
    return {static_cast<float>(weights.red), static_cast<float>(weights.green),
            static_cast<float>(weights.blue)};
}

cv::Mat enlarged(const cv::Mat& plane, const Frame& frame) {
    cv::Mat large;
    cv::resize(plane, large, {frame.width(), frame.height()}, 0, 0, cv::INTER_LINEAR);
    return large;
}

/// A black-and-white film stays exactly so, whatever rounding did.
void make_grey(Frame& frame) {
    const std::span<float> values = frame.values();
    for (std::size_t i = 0; i < values.size(); i += Frame::kChannels) {
        values[i] = values[i + 2] = values[i + 1];
    }
}

/// Takes the findings' share of the difference back. A second pass makes up for what enlarging and
/// reducing do to the first.
Result<FramePtr> mended(const FramePtr& enhanced, const FramePtr& reduced,
                        const GuardFindings& found, float strength, bool grey) {
    cv::Mat share;
    cv::merge(std::vector<cv::Mat>(Frame::kChannels, found.share * strength), share);
    const cv::Mat change = -found.difference.mul(share);
    auto result = std::make_shared<Frame>(*enhanced);
    cv::Mat pixels = mat_view(*result);
    pixels += enlarged(change, *result);
    const bool same_size =
        enhanced->width() == reduced->width() && enhanced->height() == reduced->height();
    if (!same_size) {
        KINOVAR_TRY_ASSIGN(const FramePtr again,
                           as_large_as(result, reduced->width(), reduced->height()));
        const cv::Mat missing = change - (mat_view(*again) - mat_view(*reduced));
        cv::Mat touched;
        cv::compare(found.share, 0, touched, cv::CMP_GT);
        cv::Mat rest(missing.size(), missing.type(), cv::Scalar::all(0));
        missing.copyTo(rest, touched);
        pixels += enlarged(rest, *result);
    }
    if (grey) {
        make_grey(*result);
    }
    return result;
}

FramePtr heat_picture(const FramePtr& enhanced, const cv::Mat& heat) {
    auto result =
        std::make_shared<Frame>(enhanced->width(), enhanced->height(), enhanced->colour());
    result->set_origin(enhanced->origin());
    cv::Mat luma(result->height(), result->width(), CV_32F);
    luma_of(*enhanced, std::span(luma.ptr<float>(), luma.total()));
    const cv::Mat large = enlarged(heat, *result);
    for (int y = 0; y < luma.rows; ++y) {
        const auto* grey = luma.ptr<float>(y);
        const auto* hot = large.ptr<float>(y);
        float* out = result->row(y);
        for (int x = 0; x < luma.cols; ++x, out += Frame::kChannels) {
            const float part = std::min(1.0F, std::sqrt(std::abs(hot[x]) * kTop / kFullHeat));
            const float behind = kDimmed * grey[x] * (1 - part);
            out[0] = behind + (hot[x] > 0 ? part : 0);
            out[1] = behind;
            out[2] = behind + (hot[x] < 0 ? part : 0);
        }
    }
    return result;
}

} // namespace

GuardClip::GuardClip(ClipPtr input, GuardOptions options)
    : input_(std::move(input)), options_(std::move(options)), info_(input_->info()),
      shots_(shots_of(info_.faithful)),
      noise_(kKeptShots, [](const NoiseCurve& /*noise*/) { return 1; }) {
    info_.key = Hasher()
                    .add(step_key(info_, "guard", kVersion, options_))
                    .add(info_.faithful->info().key)
                    .finish();
    info_.monochrome = info_.monochrome && options_.view == "result";
}

Result<GuardClip::Pair> GuardClip::pair(std::int64_t n, const Pull& pull) const {
    Pair pair;
    KINOVAR_TRY_ASSIGN(pair.enhanced, input_->frame(n, pull));
    KINOVAR_TRY_ASSIGN(pair.scan, info_.faithful->frame(n, pull));
    if (pull.stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "stopped");
    }
    KINOVAR_TRY_ASSIGN(pair.reduced,
                       as_large_as(pair.enhanced, pair.scan->width(), pair.scan->height()));
    return pair;
}

Result<NoiseCurve> GuardClip::noise_at(std::int64_t n, const Pull& pull) const {
    if (options_.noise > 0) {
        NoiseCurve given;
        given.sigma.fill(static_cast<float>(options_.noise) / kTop);
        return given;
    }
    KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
    KINOVAR_TRY_ASSIGN(const auto found,
                       noise_.get(shot.first, [&]() -> Result<std::shared_ptr<const NoiseCurve>> {
                           KINOVAR_TRY_ASSIGN(const NoiseCurve noise, noise_of_shot(shot, pull));
                           return std::make_shared<const NoiseCurve>(noise);
                       }));
    return *found;
}

Result<NoiseCurve> GuardClip::noise_of_shot(const Shot& shot, const Pull& pull) const {
    const Hash128 key = Hasher()
                            .add(info_.faithful->info().key)
                            .add("guard noise")
                            .add(kVersion)
                            .add(shot.first)
                            .add(shot.last)
                            .finish();
    const auto measure = [&]() -> Result<std::string> {
        std::vector<NoiseCurve> curves;
        const std::int64_t length = shot.last - shot.first + 1;
        const std::int64_t count = std::min(length, kNoiseSamples);
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int64_t n = shot.first + (2 * i + 1) * length / (2 * count);
            if (pull.stop.stop_requested()) {
                return failure(ErrorCode::Cancelled, "stopped");
            }
            KINOVAR_TRY_ASSIGN(const FramePtr frame, info_.faithful->frame(n, pull));
            KINOVAR_TRY(guard_cv(fmt::format("guard, measuring frame {}", n), [&] {
                cv::Mat luma(frame->height(), frame->width(), CV_32F);
                luma_of(*frame, std::span(luma.ptr<float>(), luma.total()));
                curves.push_back(noise_of(luma));
            }));
        }
        const auto bytes = nlohmann::json::to_cbor(nlohmann::json(median_of(curves).sigma));
        return std::string(bytes.begin(), bytes.end());
    };
    KINOVAR_TRY_ASSIGN(const auto bytes, pipeline::analyses().get(key, measure));
    NoiseCurve noise;
    nlohmann::json::from_cbor(*bytes).get_to(noise.sigma);
    return noise;
}

Status GuardClip::analyse(std::int64_t first, std::int64_t last, Job& job) const {
    const Pull pull{job.stop_token()};
    job.begin("guard: measuring the scan's noise", 0);
    for (std::int64_t n = first; n <= last;) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
        if (const auto noise = noise_at(n, pull); !noise) {
            return failure(noise.error());
        }
        job.advance();
        n = shot.last + 1;
    }
    return {};
}

Result<HeatMap> GuardClip::heat(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const Pair all, pair(n, pull));
    KINOVAR_TRY_ASSIGN(const GuardFindings found, findings(all, n, pull));
    HeatMap map;
    map.width = found.heat.cols;
    map.height = found.heat.rows;
    for (int y = 0; y < map.height; ++y) {
        const auto* row = found.heat.ptr<float>(y);
        std::transform(row, row + map.width, std::back_inserter(map.levels),
                       [](float value) { return kTop * value; });
    }
    return map;
}

Result<GuardFindings> GuardClip::findings(const Pair& all, std::int64_t n, const Pull& pull) const {
    GuardLimits limits;
    limits.limit = static_cast<float>(options_.limit) / kTop;
    limits.softness = static_cast<float>(options_.softness) / kTop;
    limits.luma_only = info_.faithful->info().monochrome && !input_->info().monochrome;
    KINOVAR_TRY_ASSIGN(limits.noise, noise_at(n, pull));
    GuardFindings found;
    KINOVAR_TRY(guard_cv(fmt::format("guard, frame {}", n), [&] {
        found = compare_with_scan(mat_view(*all.reduced), mat_view(*all.scan),
                                  weights_of(*all.scan), limits);
    }));
    return found;
}

Result<FramePtr> GuardClip::frame(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const Pair all, pair(n, pull));
    KINOVAR_TRY_ASSIGN(const GuardFindings found, findings(all, n, pull));
    Result<FramePtr> result = all.enhanced;
    KINOVAR_TRY(guard_cv(fmt::format("guard, frame {}", n), [&] {
        if (options_.view == "heat") {
            result = heat_picture(all.enhanced, found.heat);
        } else if (options_.strength > 0 && cv::countNonZero(found.excess) > 0) {
            result = mended(all.enhanced, all.reduced, found, static_cast<float>(options_.strength),
                            info_.monochrome);
        }
    }));
    return result;
}

} // namespace kinovar::steps
