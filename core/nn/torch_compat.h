#pragma once

// The one place for what differs between versions of libtorch (1.13 to 2.x) and between builds with
// and without CUDA. Compiles and works without a CUDA toolkit: only ATen's own queries are used.

#include <ATen/ATen.h>
#include <torch/version.h>

// at::Allocator::allocate lost its const in 2.3, where copy_data came as well.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3)
#define KINOVAR_ALLOCATE_CONST
#define KINOVAR_ALLOCATOR_COPIES 1
#else
#define KINOVAR_ALLOCATE_CONST const
#define KINOVAR_ALLOCATOR_COPIES 0
#endif

namespace kinovar::nn::torch_compat {

inline bool has_cuda() {
    return at::hasCUDA();
}

/// Full float32 on the GPU too: TF32 would cost three digits and break comparability with the CPU.
inline void use_full_precision() {
    at::globalContext().setAllowTF32CuBLAS(false);
    at::globalContext().setAllowTF32CuDNN(false);
}

} // namespace kinovar::nn::torch_compat
