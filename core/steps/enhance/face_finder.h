#pragma once

#include "core/image/frame.h"
#include "core/nn/model.h"

#include <memory>
#include <vector>

namespace kinovar::steps {

/// A face in a picture, in parts of the picture's width and height.
struct FaceBox {
    float x = 0, y = 0; ///< centre
    float width = 0, height = 0;
    float score = 0; ///< 0–1
};

/// Finds faces with BlazeFace (see core/nn/detect/ssd_decode.h). Thread-safe.
class FaceFinder {
public:
    /// Null where the network is not installed: faces are then not treated apart.
    static Result<std::shared_ptr<const FaceFinder>> installed();
    explicit FaceFinder(std::shared_ptr<const nn::Model> model);

    [[nodiscard]] const nn::ModelInfo& model() const { return model_->info(); }
    /// Faces that are larger than about a twentieth of the picture. May throw what OpenCV throws.
    [[nodiscard]] Result<std::vector<FaceBox>> find(const Frame& picture) const;

private:
    std::shared_ptr<const nn::Model> model_;
};

} // namespace kinovar::steps
