#pragma once

#include <cstdint>
#include <vector>

namespace kinovar::train {

/// Pairs of patches, values 0 to 1: `count` inputs of side × side and as many targets of (side ·
/// scale)², one after the other, row-major.
struct Batch {
    int count = 0;
    int side = 0;
    int scale = 1;
    std::vector<float> inputs;
    std::vector<float> targets;
};

/// Makes batches. Which one is a function of the number alone, so that training can go on where it
/// was stopped.
class PatchSource {
public:
    PatchSource() = default;
    PatchSource(const PatchSource&) = delete;
    PatchSource& operator=(const PatchSource&) = delete;
    virtual ~PatchSource() = default;
    /// One thread at a time.
    [[nodiscard]] virtual Batch batch(std::int64_t number) const = 0;
};

} // namespace kinovar::train
