#pragma once

#include "core/steps/portrait/face/face.h"
#include "core/steps/portrait/face/face_network.h"

namespace kinovar::portrait {

/// Age, descriptor, expression and matte, by the networks of the package human-models. Thread-safe.
/// May throw what OpenCV throws.
class FaceTraits {
public:
    [[nodiscard]] static Result<FaceTraits> installed();

    struct Person {
        double age = 0;
        double under_age = 0; ///< chance of less than 18 years, as the net sees it
        std::vector<float> descriptor;
    };
    [[nodiscard]] Result<Person> person(const cv::Mat& picture, const FaceMesh& mesh) const;
    [[nodiscard]] Result<std::array<float, kExpressions>> expression(const cv::Mat& picture,
                                                                     const FaceMesh& mesh) const;
    [[nodiscard]] Result<Matte> matte(const cv::Mat& picture) const;

private:
    std::shared_ptr<const nn::Model> person_;
    std::shared_ptr<const nn::Model> expression_;
    std::shared_ptr<const nn::Model> matte_;
};

/// Variance of the Laplacian of the face at 256 px (a smaller face: at its own size), in 8-bit
/// levels.
[[nodiscard]] float sharpness_of(const cv::Mat& picture, const FaceMesh& mesh);
/// Whether nose and mouth have another colour than the brow and lips none of their own: a mask or
/// cloth lies over them. Says no for pictures without colours.
[[nodiscard]] bool mouth_hidden(const cv::Mat& picture, const FaceMesh& mesh);
/// Whether a picture is grey or evenly toned: its colour follows from its luma.
[[nodiscard]] bool is_monochrome(const cv::Mat& picture);

} // namespace kinovar::portrait
