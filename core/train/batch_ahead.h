#pragma once

#include "core/train/patch_source.h"

#include <future>

namespace kinovar::train {

/// Makes the next batch on a thread of its own while the last one is learnt. Borrows the source.
/// Exceptions of the source come out of take().
class BatchAhead {
public:
    BatchAhead(const PatchSource& source, std::int64_t first);

    /// Batches in the order of their numbers.
    [[nodiscard]] Batch take();

private:
    void start();

    const PatchSource& source_;
    std::int64_t next_;
    std::future<Batch> coming_;
};

} // namespace kinovar::train
