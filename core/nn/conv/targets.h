#pragma once

// The instruction sets the engine is compiled for: AVX-512, AVX2, SSE4 or NEON, and plain C++ for
// the rest. AVX3_DL adds nothing for floats; the vectors of SVE have no fixed size.
// To be included before anything of Highway.
#define HWY_DISABLED_TARGETS                                                                       \
    (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE_256 | HWY_SVE2 | HWY_SVE2_128)
