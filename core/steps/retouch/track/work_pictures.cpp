#include "core/steps/retouch/track/work_pictures.h"

#include "core/base/cache.h"
#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/steps/retouch/track/point_motion.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include <algorithm>

namespace kinovar::retouch {

namespace {

constexpr double kGrainBlur = 0.8; // px
// Of the whole program: some fifty pictures.
constexpr std::size_t kPictureBytes = std::size_t{160} << 20;

struct PictureKey {
    Hash128 clip;
    std::int64_t frame = 0;
    friend bool operator==(const PictureKey&, const PictureKey&) = default;
};
struct PictureKeyHash {
    std::size_t operator()(const PictureKey& key) const {
        return std::hash<Hash128>{}(Hasher().add(key.clip).add(key.frame).finish());
    }
};
using Kept = BudgetCache<PictureKey, WorkPicture, PictureKeyHash>;

std::size_t bytes_of(const WorkPicture& picture) {
    std::size_t bytes = 0;
    for (const cv::Mat& layer : picture.pyramid) {
        bytes += layer.total() * layer.elemSize();
    }
    return bytes;
}

Kept& kept() {
    static Kept pictures(kPictureBytes, &bytes_of);
    return pictures;
}

cv::Size work_size(const pipeline::ClipInfo& info) {
    const int factor = (info.height + WorkPictures::kMostLines - 1) / WorkPictures::kMostLines;
    return {std::max(1, info.width / std::max(1, factor)),
            std::max(1, info.height / std::max(1, factor))};
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

Status stopped(const pipeline::Pull& pull) {
    if (pull.stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "stopped");
    }
    return {};
}

WorkPicture make_work_picture(const cv::Mat& luma) {
    WorkPicture made;
    cv::Mat smooth;
    cv::GaussianBlur(luma, smooth, cv::Size(), kGrainBlur);
    cv::buildOpticalFlowPyramid(smooth, made.pyramid, {kPointWindow, kPointWindow}, kPointLevels);
    return made;
}

WorkPictures::WorkPictures(pipeline::ClipPtr clip)
    : clip_(std::move(clip)), size_(work_size(clip_->info())) {}

Result<WorkPicturePtr> WorkPictures::at(std::int64_t n, const pipeline::Pull& pull) const {
    return kept().get({clip_->info().key, n}, [&]() -> Result<WorkPicturePtr> {
        KINOVAR_TRY(stopped(pull));
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip_->frame(n, pull));
        KINOVAR_TRY(stopped(pull));
        auto made = std::make_shared<WorkPicture>();
        KINOVAR_TRY(guard_cv(fmt::format("following, frame {}", n),
                             [&] { *made = make_work_picture(reduced_luma(*frame, size_)); }));
        return made;
    });
}

} // namespace kinovar::retouch
