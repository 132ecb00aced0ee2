#include "core/steps/restore/dust_frames.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/pipeline/analysis.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/measure/shots.h"
#include "core/steps/restore/dust_match.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::steps::dust {

namespace {

using pipeline::Pull;
using pipeline::Shot;

constexpr double kPlaneBlur = 0.8; // px
constexpr std::int64_t kNoiseVersion = 4;
constexpr std::int64_t kNoiseFrames = 5; // measured in a shot
constexpr std::size_t kMendedWindow = 5; // first findings that a frame is compared with

/// Entries that a cache of `window` frames needs when several threads run ahead.
constexpr std::size_t entries(std::size_t window) {
    return window + pipeline::kMostPullers + 1;
}

template <class Value>
std::size_t one(const Value& /*value*/) {
    return 1;
}

cv::Size plane_size_of(const pipeline::ClipInfo& info) {
    const int factor = (info.height + kMostLines - 1) / kMostLines;
    return {std::max(1, info.width / factor), std::max(1, info.height / factor)};
}

/// Runs OpenCV's part of the work on frame n.
template <class Value, class Work>
Result<std::shared_ptr<const Value>> made(std::int64_t n, const Work& work) {
    auto value = std::make_shared<Value>();
    KINOVAR_TRY(guard_cv(fmt::format("dust, frame {}", n), [&] { *value = work(); }));
    return value;
}

} // namespace

Status stopped(const Pull& pull) {
    if (pull.stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "stopped");
    }
    return {};
}

DustFrames::DustFrames(pipeline::ClipPtr input, std::shared_ptr<const ProtectMask> protect,
                       const DustOptions& options)
    : input_(std::move(input)), shots_(shots_of(input_)), protect_(std::move(protect)),
      options_(options), plane_size_(plane_size_of(input_->info())),
      planes_(entries(kWindow), one<Plane>), flows_(2 * entries(kWindow), one<Flow>),
      mended_(entries(kMendedWindow), one<Mended>), findings_(entries(1), one<Findings>),
      noise_(entries(2), one<NoiseCurve>) {}

Result<DustFrames::PlanePtr> DustFrames::make_plane(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const FramePtr frame, input_->frame(n, pull));
    return made<Plane>(n, [&] {
        cv::Mat luma(frame->height(), frame->width(), CV_8U);
        luma_of(*frame, std::span<std::uint8_t>(luma.data, luma.total()));
        if (luma.size() != plane_size_) {
            cv::resize(luma, luma, plane_size_, 0, 0, cv::INTER_AREA);
        }
        Plane plane;
        cv::GaussianBlur(luma, plane.picture, cv::Size(), kPlaneBlur);
        plane.flow = finder_.prepare(plane.picture);
        return plane;
    });
}

Result<DustFrames::PlanePtr> DustFrames::plane(std::int64_t n, const Pull& pull) const {
    return planes_.get(n, [&] { return make_plane(n, pull); });
}

Result<Flow> DustFrames::next_flow(std::int64_t n, std::int64_t to, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(
        const auto flow,
        flows_.get(2 * n + (to > n ? 1 : 0), [&]() -> Result<std::shared_ptr<const Flow>> {
            KINOVAR_TRY(stopped(pull));
            KINOVAR_TRY_ASSIGN(const PlanePtr from, plane(n, pull));
            KINOVAR_TRY_ASSIGN(const PlanePtr other, plane(to, pull));
            return made<Flow>(n, [&] { return finder_.between(from->flow, other->flow); });
        }));
    return *flow;
}

Result<Flow> DustFrames::flow(std::int64_t n, std::int64_t to, const Pull& pull) const {
    const std::int64_t step = to > n ? 1 : -1;
    KINOVAR_TRY_ASSIGN(Flow whole, next_flow(n, n + step, pull));
    for (std::int64_t at = n + step; at != to; at += step) {
        KINOVAR_TRY_ASSIGN(const Flow further, next_flow(at, at + step, pull));
        KINOVAR_TRY(
            guard_cv(fmt::format("dust, frame {}", n), [&] { whole = compose(whole, further); }));
    }
    return whole;
}

Result<NoiseCurve> DustFrames::measure_noise(const Shot& shot, const Pull& pull) const {
    NoiseMeter meter;
    const std::int64_t inner = shot.last - shot.first - 1; // frames with both neighbours
    const std::int64_t count = std::clamp<std::int64_t>(inner, 0, kNoiseFrames);
    for (std::int64_t i = 0; i < count; ++i) {
        KINOVAR_TRY(stopped(pull));
        const std::int64_t n = shot.first + 1 + (2 * i + 1) * inner / (2 * count);
        // Not by way of the caches: they hold what lies near the frame that is asked for.
        KINOVAR_TRY_ASSIGN(const PlanePtr before, make_plane(n - 1, pull));
        KINOVAR_TRY_ASSIGN(const PlanePtr here, make_plane(n, pull));
        KINOVAR_TRY_ASSIGN(const PlanePtr after, make_plane(n + 1, pull));
        KINOVAR_TRY(guard_cv(fmt::format("dust, frame {}", n), [&] {
            const auto seen = [&](const Plane& other) {
                cv::Mat picture = compensate(other.picture, finder_.between(here->flow, other.flow),
                                             cv::INTER_LINEAR);
                match_brightness(here->picture, picture);
                return picture;
            };
            meter.add(here->picture, seen(*before), seen(*after));
        }));
    }
    return meter.curve();
}

Result<NoiseCurve> DustFrames::noise(const Shot& shot, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(
        const auto curve,
        noise_.get(shot.first, [&]() -> Result<std::shared_ptr<const NoiseCurve>> {
            const Hash128 key = Hasher()
                                    .add("dust noise")
                                    .add(kNoiseVersion)
                                    .add(input_->info().key)
                                    .add(shot.first)
                                    .add(shot.last)
                                    .finish();
            KINOVAR_TRY_ASSIGN(
                const auto bytes, pipeline::analyses().get(key, [&]() -> Result<std::string> {
                    KINOVAR_TRY_ASSIGN(const NoiseCurve measured, measure_noise(shot, pull));
                    return measured.bytes();
                }));
            KINOVAR_TRY_ASSIGN(const NoiseCurve stored, NoiseCurve::from_bytes(*bytes));
            return std::make_shared<const NoiseCurve>(stored);
        }));
    return *curve;
}

Result<cv::Mat> DustFrames::protected_places(std::int64_t n, const cv::Size& size) const {
    KINOVAR_TRY_ASSIGN(const cv::Mat mask, protect_->of(n));
    if (mask.empty() || mask.size() == size) {
        return mask;
    }
    cv::Mat small;
    KINOVAR_TRY(guard_cv(fmt::format("dust, frame {}", n), [&] {
        cv::resize(mask, small, size, 0, 0, cv::INTER_AREA);
        small = small > 0; // a part of the pixel is enough
    }));
    return small;
}

Result<std::shared_ptr<const Findings>> DustFrames::findings(std::int64_t n,
                                                             const Pull& pull) const {
    return findings_.get(n, [&]() -> Result<std::shared_ptr<const Findings>> {
        KINOVAR_TRY(stopped(pull));
        KINOVAR_TRY_ASSIGN(Findings found, find(n, pull));
        return std::make_shared<const Findings>(std::move(found));
    });
}

Result<DustFrames::MendedPtr> DustFrames::mended(std::int64_t n, const Pull& pull) const {
    return mended_.get(n, [&]() -> Result<MendedPtr> {
        KINOVAR_TRY(stopped(pull));
        KINOVAR_TRY_ASSIGN(Mended done, mend(n, pull));
        return std::make_shared<const Mended>(std::move(done));
    });
}

} // namespace kinovar::steps::dust
