#include "core/steps/colourise/time/motion.h"

#include "core/base/cache.h"
#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/steps/colourise/engine/guide.h"
#include "core/steps/colourise/time/motion_finder.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

using pipeline::Pull;
using steps::Flow;

// Of the whole program: some hundred frames of flow both ways, and the pictures they are found in.
constexpr std::size_t kFlowBytes = std::size_t{768} << 20;
constexpr std::size_t kPictureBytes = std::size_t{96} << 20;

struct FlowKey {
    Hash128 clip;
    std::int64_t from = 0, to = 0;
    friend bool operator==(const FlowKey&, const FlowKey&) = default;
};
struct FlowKeyHash {
    std::size_t operator()(const FlowKey& key) const {
        return std::hash<Hash128>{}(Hasher().add(key.clip).add(key.from).add(key.to).finish());
    }
};

std::size_t bytes_of(const cv::Mat& mat) {
    return mat.total() * mat.elemSize();
}
std::size_t bytes_of_flow(const Flow& flow) {
    return bytes_of(flow.field);
}
std::size_t bytes_of_picture(const MotionPicture& picture) {
    return bytes_of(picture.luma) + bytes_of(picture.search) + bytes_of(picture.rough.picture) +
           bytes_of(picture.rough.coarse) + bytes_of(picture.rough.rough);
}

using Flows = BudgetCache<FlowKey, Flow, FlowKeyHash>;
using Pictures = BudgetCache<FlowKey, MotionPicture, FlowKeyHash>;

Flows& flows() {
    static Flows kept(kFlowBytes, &bytes_of_flow);
    return kept;
}
Pictures& pictures() {
    static Pictures kept(kPictureBytes, &bytes_of_picture);
    return kept;
}

cv::Mat reduced_luma(const Frame& frame, const cv::Size& size) {
    cv::Mat luma(frame.height(), frame.width(), CV_8U);
    luma_of(frame, std::span<std::uint8_t>(luma.data, luma.total()));
    if (luma.size() != size) {
        cv::resize(luma, luma, size, 0, 0, cv::INTER_AREA);
    }
    return luma;
}

} // namespace

Status stopped(const Pull& pull) {
    if (pull.stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "stopped");
    }
    return {};
}

Motion::Motion(pipeline::ClipPtr clip) : clip_(std::move(clip)), shots_(steps::shots_of(clip_)) {}

cv::Size Motion::picture_size() const {
    const pipeline::ClipInfo& info = clip_->info();
    if (info.height <= Guide::kWorkLines) {
        return {info.width, info.height};
    }
    const double width = 1.0 * info.width * Guide::kWorkLines / info.height;
    return {std::max(1, static_cast<int>(std::lround(width))), Guide::kWorkLines};
}

Result<pipeline::Shot> Motion::shot_of(std::int64_t n, const Pull& pull) const {
    return shots_->shot_of(n, pull);
}

Result<std::shared_ptr<const MotionPicture>> Motion::picture(std::int64_t n,
                                                             const Pull& pull) const {
    return pictures().get({clip_->info().key, n, n},
                          [&]() -> Result<std::shared_ptr<const MotionPicture>> {
                              KINOVAR_TRY(stopped(pull));
                              KINOVAR_TRY_ASSIGN(const FramePtr frame, clip_->frame(n, pull));
                              KINOVAR_TRY(stopped(pull));
                              auto made = std::make_shared<MotionPicture>();
                              KINOVAR_TRY(guard_cv(fmt::format("motion, frame {}", n), [&] {
                                  *made = make_motion_picture(reduced_luma(*frame, picture_size()));
                              }));
                              return made;
                          });
}

Result<std::shared_ptr<const Flow>> Motion::between(std::int64_t from, std::int64_t to,
                                                    const Pull& pull) const {
    return flows().get({clip_->info().key, from, to}, [&]() -> Result<std::shared_ptr<const Flow>> {
        KINOVAR_TRY(stopped(pull));
        KINOVAR_TRY_ASSIGN(const auto here, picture(from, pull));
        KINOVAR_TRY_ASSIGN(const auto there, picture(to, pull));
        KINOVAR_TRY(stopped(pull));
        auto found = std::make_shared<Flow>();
        KINOVAR_TRY(guard_cv(fmt::format("motion, frame {}", from),
                             [&] { *found = find_motion(*here, *there); }));
        return found;
    });
}

} // namespace kinovar::colourise
