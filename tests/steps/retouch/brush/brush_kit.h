#pragma once

#include "core/image/cv_bridge.h"
#include "core/image/test_picture.h"
#include "core/steps/retouch/brush/cover.h"
#include "core/steps/retouch/brush/kinds.h"
#include "core/steps/retouch/canvas.h"

#include <map>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

// What the tests of core/steps/retouch/brush share.
namespace kinovar::retouch::test {

inline Mark stroke(std::vector<StrokePoint> points, Brush brush) {
    Mark mark;
    mark.brush = brush;
    mark.points = std::move(points);
    return mark;
}

inline Mark outline(const std::vector<Place>& places) {
    Mark mark;
    mark.shape = Mark::Shape::Outline;
    for (const Place& place : places) {
        mark.points.push_back({place, 1});
    }
    return mark;
}

/// A rectangle of whole pixels.
inline Mark rectangle(const cv::Rect& where, const cv::Size& picture) {
    const double left = static_cast<double>(where.x) / picture.width;
    const double top = static_cast<double>(where.y) / picture.height;
    const double right = static_cast<double>(where.br().x) / picture.width;
    const double bottom = static_cast<double>(where.br().y) / picture.height;
    return outline({{left, top}, {right, top}, {right, bottom}, {left, bottom}});
}

/// Coverage over the whole picture.
inline cv::Mat whole_cover(const Area& area, const cv::Size& picture,
                           const Placement& placement = {}) {
    const Cover cover = cover_of(area, picture, placement);
    cv::Mat all = cv::Mat::zeros(picture, CV_32F);
    if (!cover.where.empty()) {
        cover.share.copyTo(all(cover.where));
    }
    return all;
}

/// Frames by source and number, held in memory.
class HeldPictures final : public Pictures {
public:
    void put(const Source& source, std::int64_t n, FramePtr frame) {
        frames_[{source.stage, source.take, n + source.frame}] = std::move(frame);
    }
    [[nodiscard]] Result<pipeline::ClipPtr> clip(const Source& /*source*/) const override {
        return failure(ErrorCode::NotFound, "only frames are held");
    }
    [[nodiscard]] Result<FramePtr> frame(const Source& source, std::int64_t n,
                                         const pipeline::Pull& /*pull*/) const override {
        const auto found = frames_.find({source.stage, source.take, n + source.frame});
        if (found == frames_.end()) {
            return failure(ErrorCode::InvalidArgument, "no such frame");
        }
        return found->second;
    }
    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t /*n*/,
                                                 const pipeline::Pull& /*pull*/) const override {
        return pipeline::Shot{};
    }

private:
    std::map<std::tuple<std::string, std::int64_t, std::int64_t>, FramePtr> frames_;
};

/// What a fix of one of the kinds of brush/ makes of a picture, alone, at frame 5.
inline Result<Patch> patch(const Fix& fix, const cv::Mat& picture, const Pictures& pictures,
                           const Placement& placement = {}) {
    const pipeline::Pull pull;
    const Task task{fix, picture, 5, ColourSpec::bt709(), placement, pictures, pull};
    return std::visit(
        [&](const auto& kind) -> Result<Patch> {
            if constexpr (requires { patch_of(kind, task); }) {
                return patch_of(kind, task);
            } else {
                return failure(ErrorCode::Internal, "another folder's kind");
            }
        },
        fix.kind);
}

} // namespace kinovar::retouch::test
