#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <cstdint>
#include <string>

namespace kinovar::steps {

/// What a network is asked to make better in a picture without changing its size.
enum class PictureTask : std::uint8_t { Deblur, Denoise, Lowlight };

/// A network over every picture alone, mixed with what it was given.
template <PictureTask kTask>
struct PictureModelOptions {
    /// Catalogue id, or the path of a model file.
    std::string model = kTask == PictureTask::Deblur    ? "maxim-deblurring"
                        : kTask == PictureTask::Denoise ? "maxim-denoising"
                                                        : "maxim-enhancement";
    double amount = 1; ///< 0: the picture as it is; 1: the network's picture

    static const FieldList<PictureModelOptions>& fields();
};

/// "deblur", "denoise" and "lowlight": MAXIM (Z. Tu et al., "MAXIM: Multi-Axis MLP for Image
/// Processing", CVPR 2022, arXiv:2201.02973) unless another model of the task is named.
/// Black-and-white clips stay exactly grey. Origin of every pixel: Model. Amount 0 gives back the
/// very same pictures.
///
/// Errors: MissingModel with the command that installs it; InvalidArgument for a model of another
/// task; OutOfMemory before a network that cannot work in tiles is run on a picture that does not
/// fit.
[[nodiscard]] pipeline::StepType deblur_step_type();
[[nodiscard]] pipeline::StepType denoise_step_type();
[[nodiscard]] pipeline::StepType lowlight_step_type();

} // namespace kinovar::steps
