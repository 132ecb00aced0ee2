#pragma once

#include <cstddef>

namespace kinovar::nn {

/// Makes libtorch's CPU tensors (and oneDNN's working memory) come from a pool that keeps large
/// blocks for the next layer. The system would unmap and map them anew each time, and clearing and
/// mapping the pages is nearly half of a small network's time; glibc can be told to keep them in
/// its heap, but there they fall to pieces and memory grows.
///
/// Takes effect for tensors made from now on, in all threads; calling it again changes nothing.
void use_tensor_pool();

struct PoolStats {
    std::size_t in_use = 0; ///< bytes handed out
    std::size_t kept = 0;   ///< bytes waiting to be used again
};
[[nodiscard]] PoolStats tensor_pool_stats();

/// Gives what is waiting back to the system.
void empty_tensor_pool();

} // namespace kinovar::nn
