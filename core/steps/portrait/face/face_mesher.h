#pragma once

#include "core/steps/portrait/face/face.h"
#include "core/steps/portrait/face/face_detector.h"
#include "core/steps/portrait/face/face_network.h"

namespace kinovar::portrait {

/// Fits the mesh of a face: MediaPipe Face Mesh with attention (I. Grishchenko et al. 2020,
/// "Attention Mesh", arXiv:2006.10962), whose finer points of lips, lids and irises replace those
/// of the mesh. Thread-safe. May throw what OpenCV throws.
class FaceMesher {
public:
    [[nodiscard]] static Result<FaceMesher> installed();
    explicit FaceMesher(std::shared_ptr<const nn::Model> model) : model_(std::move(model)) {}

    [[nodiscard]] const nn::ModelInfo& model() const { return model_->info(); }

    /// The mesh in that piece of the picture.
    [[nodiscard]] Result<FaceMesh> mesh_in(const cv::Mat& picture, const SquareCrop& crop) const;
    /// The mesh of a face that was found: looked for twice, the second time where the first one
    /// says that the face is.
    [[nodiscard]] Result<FaceMesh> mesh_of(const cv::Mat& picture, const FoundFace& face) const;

private:
    std::shared_ptr<const nn::Model> model_;
};

/// The piece of the picture around a mesh: its eye line level, its side `factor` times that of the
/// mesh's box.
[[nodiscard]] SquareCrop crop_around(const FaceMesh& mesh, float factor);
/// The upright box around a mesh; score: its presence.
[[nodiscard]] FaceBox box_around(const FaceMesh& mesh);

inline constexpr float kMeshCrop = 1.5F;

} // namespace kinovar::portrait
