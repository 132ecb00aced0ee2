#include "core/steps/restore/dust.h"

#include "core/image/cv_bridge.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/restore/dust_fill.h"
#include "core/steps/restore/dust_frames.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <map>

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;
using pipeline::Pull;

constexpr std::int64_t kVersion = 2;

std::vector<std::uint8_t> at_size(const cv::Mat& plane, const cv::Size& size) {
    cv::Mat large;
    cv::resize(plane, large, size, 0, 0, cv::INTER_NEAREST);
    return {large.begin<std::uint8_t>(), large.end<std::uint8_t>()};
}

} // namespace

struct DustClip::State {
    State(ClipPtr source, std::shared_ptr<const dust::ProtectMask> masks,
          const DustOptions& options)
        : input(remembered(source, dust::DustFrames::kWindow + pipeline::kMostPullers + 1)),
          protect(std::move(masks)), frames(input, protect, options),
          info(mended_info(source, step_key(source->info(), "dust", kVersion, options))) {}

    [[nodiscard]] Result<FramePtr> mended(const FramePtr& scan, const dust::Findings& found,
                                          std::int64_t n, const Pull& pull) const;

    ClipPtr input;
    std::shared_ptr<const dust::ProtectMask> protect;
    dust::DustFrames frames;
    pipeline::ClipInfo info;
};

DustClip::DustClip(std::unique_ptr<State> state) : state_(std::move(state)) {}
DustClip::~DustClip() = default;

Result<std::shared_ptr<const DustClip>> DustClip::make(ClipPtr input, const DustOptions& options) {
    KINOVAR_TRY_ASSIGN(auto protect, dust::ProtectMask::open(options.protect, input->info().width,
                                                             input->info().height));
    auto state = std::make_unique<State>(std::move(input), std::move(protect), options);
    // make_shared cannot reach the constructor.
    return std::shared_ptr<const DustClip>(new DustClip(std::move(state)));
}

const pipeline::ClipInfo& DustClip::info() const {
    return state_->info;
}

Result<FramePtr> DustClip::State::mended(const FramePtr& scan, const dust::Findings& found,
                                         std::int64_t n, const Pull& pull) const {
    std::map<std::int64_t, dust::FillSource> sources;
    std::vector<const dust::FillSource*> chosen;
    for (const dust::Patch& patch : found.patches) {
        if (!sources.contains(patch.frame)) {
            dust::FillSource source;
            KINOVAR_TRY_ASSIGN(source.frame, input->frame(patch.frame, pull));
            KINOVAR_TRY_ASSIGN(source.flow, frames.flow(n, patch.frame, pull));
            sources.emplace(patch.frame, std::move(source));
        }
        chosen.push_back(&sources.at(patch.frame));
    }
    KINOVAR_TRY_ASSIGN(const cv::Mat untouchable, protect->of(n));
    FramePtr result;
    KINOVAR_TRY(guard_cv(fmt::format("dust, frame {}", n),
                         [&] { result = dust::filled(*scan, found, chosen, untouchable); }));
    return result;
}

Result<FramePtr> DustClip::frame(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY(dust::stopped(pull));
    KINOVAR_TRY_ASSIGN(const auto found, state_->frames.findings(n, pull));
    KINOVAR_TRY_ASSIGN(FramePtr scan, state_->input->frame(n, pull));
    if (found->patches.empty()) {
        return scan;
    }
    return state_->mended(scan, *found, n, pull);
}

Result<std::shared_ptr<const DefectMap>> DustClip::defects(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const auto found, state_->frames.findings(n, pull));
    auto map = std::make_shared<DefectMap>();
    map->width = state_->info.width;
    map->height = state_->info.height;
    map->count = found->spots;
    const cv::Size size(map->width, map->height);
    KINOVAR_TRY(guard_cv(fmt::format("dust, frame {}", n), [&] {
        map->pixels = at_size(found->defects, size);
        map->confidence = at_size(found->confidence, size);
    }));
    return map;
}

Status DustClip::analyse(std::int64_t first, std::int64_t last, Job& job) const {
    job.begin("grain", last - first + 1);
    const Pull pull{job.stop_token()};
    for (std::int64_t n = first; n <= last;) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, state_->frames.shot_of(n, pull));
        KINOVAR_TRY(state_->frames.noise(shot, pull));
        const std::int64_t next = std::min(shot.last, last) + 1;
        job.advance(next - n);
        n = next;
    }
    return {};
}

namespace {

Result<ClipPtr> apply(const DustOptions& options, ClipPtr input) {
    KINOVAR_TRY_ASSIGN(ClipPtr clip, DustClip::make(std::move(input), options));
    return clip;
}

} // namespace

pipeline::StepType dust_step_type() {
    return step_type<DustOptions>(
        {.name = "dust",
         .title = "Dust",
         .help = "Takes dust, hairs and blotches of single frames away and puts the neighbour "
                 "frames' picture there. Deflicker and stabilise first; not for pictures full of "
                 "rain, snow or sparks.",
         .origin = Origin::Neighbour},
        apply);
}

} // namespace kinovar::steps
