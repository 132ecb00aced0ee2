#pragma once

#include "core/base/result.h"
#include "core/nn/torch_compat.h"

#include <mutex>

namespace kinovar::nn {

/// Where networks run.
[[nodiscard]] at::Device current_device();

/// Of weights and activations: float32, or float16 on a GPU when it was asked for.
[[nodiscard]] at::ScalarType current_precision();

/// Brings a tensor from CPU memory to a device and precision; to a GPU by way of pinned memory and
/// without waiting.
[[nodiscard]] at::Tensor to_device(const at::Tensor& tensor, at::Device device,
                                   at::ScalarType precision);

/// To be called by every thread before it runs operators: libtorch counts its threads per caller.
void apply_threads();

/// Held while a network runs: one uses all cores, a second one would only get in its way.
[[nodiscard]] std::mutex& device_mutex();

/// What a caught exception of libtorch means; call inside a catch block.
[[nodiscard]] Error error_of_current_exception();

/// Calls `work` (which returns a Result) and turns exceptions into errors.
template <class Work>
[[nodiscard]] auto guarded(Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (...) {
        return failure(error_of_current_exception());
    }
}

} // namespace kinovar::nn
