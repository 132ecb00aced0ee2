#pragma once

namespace kinovar {

/// From now on large OpenCV matrices take their memory from what frames have given back
/// (frame_memory.h): the system would map and clear tens of megabytes anew for each step of each
/// frame. For the whole program; safe to call again and from any thread.
void pool_matrices();

} // namespace kinovar
