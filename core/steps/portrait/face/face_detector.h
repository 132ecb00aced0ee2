#pragma once

#include "core/image/frame.h"
#include "core/nn/model.h"
#include "core/steps/portrait/face/face.h"

#include <memory>
#include <stop_token>

namespace kinovar::portrait {

/// What the detector sees of a face, in pixels of the picture.
struct FoundFace {
    FaceBox box;
    Point2 right_eye; ///< the subject's
    Point2 left_eye;
};

/// Finds faces with BlazeFace (see core/nn/detect/ssd_decode.h). It was trained on selfies: large
/// faces are found in the whole picture, small ones in tiles of it. Thread-safe. May throw what
/// OpenCV throws.
class FaceDetector {
public:
    /// Loaded once and shared. MissingModel where the network is not installed.
    [[nodiscard]] static Result<std::shared_ptr<const FaceDetector>> installed();
    explicit FaceDetector(std::shared_ptr<const nn::Model> model);

    [[nodiscard]] const nn::ModelInfo& model() const { return model_->info(); }

    /// Upright faces that are larger than about a twentieth of the picture, strongest first.
    [[nodiscard]] Result<std::vector<FoundFace>> find_large(const Frame& picture) const;
    /// Small ones as well. The same face is given once; wrong finds are to be expected.
    [[nodiscard]] Result<std::vector<FoundFace>> find_all(const Frame& picture,
                                                          const std::stop_token& stop) const;
    /// Faces that lie on their side, stand on their head or are tilted by about 45°.
    [[nodiscard]] Result<std::vector<FoundFace>> find_turned(const Frame& picture,
                                                             const std::stop_token& stop) const;

    /// How surely (0–1) the detector sees a face again where a mesh says that there is one, in a
    /// picture cut out and turned such that the face stands upright in its middle. Tells faces from
    /// folds and leaves, in which the mesh alone sees faces as well.
    [[nodiscard]] Result<float> second_look(const Frame& picture, const FaceMesh& mesh) const;

private:
    std::shared_ptr<const nn::Model> model_;
};

/// Intersection over union.
[[nodiscard]] float overlap(const FaceBox& a, const FaceBox& b);

} // namespace kinovar::portrait
