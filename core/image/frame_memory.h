#pragma once

#include <cstddef>

namespace kinovar {

/// Memory for pixels, 64-byte aligned. Large blocks are kept for the next frame of the same size
/// instead of being given back to the system, which would map and clear tens of megabytes anew for
/// each frame. What is kept stays within a fixed budget. Thread-safe. Throws std::bad_alloc.
/// Private to core/image.
[[nodiscard]] float* take_frame_memory(std::size_t bytes);
void give_back_frame_memory(float* memory, std::size_t bytes) noexcept;

} // namespace kinovar
