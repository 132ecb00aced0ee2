#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/retouch/track/affine.h"

#include <memory>
#include <optional>
#include <vector>

namespace kinovar::retouch {

/// A face at a frame.
struct FacePlace {
    std::vector<cv::Point2f> mesh; ///< px of the clip, portrait::kLandmarks of them
    double presence = 0;           ///< 0 to 1: how sure that is
    bool lost = false;
};

/// Follows the face that lies below a place at a key's frame, by its mesh, frame by frame; what was
/// found is kept in pipeline::analyses(). The mesh's jitter is smoothed without lag: over the
/// frames before and after. Thread-safe.
class FaceTrack {
public:
    /// `place`: px of the clip. Nothing where no face lies there. `shot`: the one of `key`.
    [[nodiscard]] static Result<std::optional<FaceTrack>>
    make(pipeline::ClipPtr clip, std::shared_ptr<const portrait::FaceAnalyser> analyser,
         const cv::Point2d& place, std::int64_t key, const pipeline::Shot& shot,
         const pipeline::Pull& pull);

    [[nodiscard]] Result<FacePlace> at(std::int64_t n, const pipeline::Pull& pull) const;

private:
    struct State;
    FaceTrack() = default;
    [[nodiscard]] Result<State> found_at(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] Result<State> step(const State& state, std::int64_t to,
                                     const pipeline::Pull& pull) const;

    pipeline::ClipPtr clip_;
    std::shared_ptr<const portrait::FaceAnalyser> analyser_;
    std::shared_ptr<const State> start_;
    std::int64_t key_ = 0;
    pipeline::Shot shot_;
};

/// The affine map by which the landmarks around a place moved. Where few of them say anything about
/// its shape, it is turned, scaled and moved only.
[[nodiscard]] Affine face_motion(const std::vector<cv::Point2f>& then,
                                 const std::vector<cv::Point2f>& now, const cv::Point2d& place,
                                 double radius);

} // namespace kinovar::retouch
