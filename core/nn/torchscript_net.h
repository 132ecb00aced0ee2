#pragma once

#include "core/nn/net.h"

#include <filesystem>

namespace kinovar::nn {

/// Loads a TorchScript file (torch.jit.save) whose forward() takes tensors and gives a tensor, or a
/// tuple or list of them. The file is a program: it is run here and may use all the memory and time
/// it likes, so it must come from someone the user trusts. Runs in float32, on the current device.
///
/// The ports are named after the arguments of forward(). A program of two tensors, the second of
/// which is called a mask, is taken for one that fills holes: image 1×3×H×W and mask 1×1×H×W
/// (1 = hole) from 0 to 1, sides multiples of 8. Errors name the file: not TorchScript, damaged, no
/// forward(), an argument that is no tensor.
[[nodiscard]] Result<BuiltNet> load_torchscript(const std::filesystem::path& path);

} // namespace kinovar::nn
