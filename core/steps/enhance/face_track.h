#pragma once

#include "core/base/cache.h"
#include "core/pipeline/clip.h"
#include "core/steps/portrait/face/face_detector.h"

#include <vector>

namespace kinovar::steps {

/// A face in a picture, in parts of the picture's width and height.
struct FaceBox {
    float x = 0, y = 0; ///< centre
    float width = 0, height = 0;
    float score = 0; ///< 0–1
};

/// The faces that the detector sees in the whole picture. May throw what OpenCV throws.
[[nodiscard]] Result<std::vector<FaceBox>> faces_in(const portrait::FaceDetector& detector,
                                                    const Frame& picture);

/// A face as it counts in one frame.
struct WeightedFace {
    FaceBox box;
    float weight = 0; ///< 0–1, over time without jumps
};

/// The faces of a clip, looked for in every eighth frame of a shot and spread over the frames
/// around, so that a face that is missed once does not make the picture jump. Found in stretches of
/// 64 frames when they are needed; kept by analyses(). Thread-safe.
class FaceTrack {
public:
    FaceTrack(pipeline::ClipPtr clip, std::shared_ptr<const portrait::FaceDetector> detector);

    /// Faces near frame n of its shot: those of several frames, whose weights add up to at most 1
    /// for each real face.
    [[nodiscard]] Result<std::vector<WeightedFace>>
    faces(const pipeline::Shot& shot, std::int64_t n, const pipeline::Pull& pull) const;

private:
    /// Faces of every eighth frame of a stretch.
    using Stretch = std::vector<std::vector<FaceBox>>;

    [[nodiscard]] Result<BudgetCache<std::int64_t, Stretch>::Pointer>
    stretch(const pipeline::Shot& shot, std::int64_t index, const pipeline::Pull& pull) const;
    [[nodiscard]] Result<std::string> search(const pipeline::Shot& shot, std::int64_t index,
                                             const pipeline::Pull& pull) const;

    pipeline::ClipPtr clip_;
    std::shared_ptr<const portrait::FaceDetector> detector_;
    mutable BudgetCache<std::int64_t, Stretch> recent_; // by the stretch's first frame
};

} // namespace kinovar::steps
