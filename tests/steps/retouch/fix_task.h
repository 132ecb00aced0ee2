#pragma once

#include "core/image/cv_bridge.h"
#include "core/steps/retouch/canvas.h"

#include <map>
#include <utility>

namespace kinovar::retouch::test {

/// Frames in memory: those of the film by number, those of other stages by name.
class MemoryPictures final : public Pictures {
public:
    void put(std::int64_t frame, FramePtr picture) { film_[frame] = std::move(picture); }
    void put(const std::string& stage, FramePtr picture) { stages_[stage] = std::move(picture); }

    [[nodiscard]] Result<pipeline::ClipPtr> clip(const Source& /*source*/) const override {
        return failure(ErrorCode::NotFound, "no clips here");
    }
    [[nodiscard]] Result<FramePtr> frame(const Source& source, std::int64_t n,
                                         const pipeline::Pull& /*pull*/) const override {
        if (!source.stage.empty()) {
            const auto found = stages_.find(source.stage);
            return found == stages_.end()
                       ? Result<FramePtr>(failure(ErrorCode::NotFound, "no such stage"))
                       : found->second;
        }
        const auto found = film_.find(n + source.frame);
        return found == film_.end()
                   ? Result<FramePtr>(failure(ErrorCode::InvalidArgument, "no such frame"))
                   : found->second;
    }
    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t /*n*/,
                                                 const pipeline::Pull& /*pull*/) const override {
        return pipeline::Shot{film_.begin()->first, film_.rbegin()->first};
    }

private:
    std::map<std::int64_t, FramePtr> film_;
    std::map<std::string, FramePtr> stages_;
};

/// The picture with the patch laid over it.
inline cv::Mat laid(const cv::Mat& picture, const Patch& patch) {
    cv::Mat result = picture.clone();
    for (int y = 0; y < patch.where.height; ++y) {
        for (int x = 0; x < patch.where.width; ++x) {
            auto& below = result.at<cv::Vec3f>(patch.where.y + y, patch.where.x + x);
            const float share = patch.cover.at<float>(y, x);
            below =
                share == 0 ? below : below * (1 - share) + patch.pixels.at<cv::Vec3f>(y, x) * share;
        }
    }
    return result;
}

} // namespace kinovar::retouch::test
