#include "core/train/batch_ahead.h"

namespace kinovar::train {

BatchAhead::BatchAhead(const PatchSource& source, std::int64_t first)
    : source_(source), next_(first) {
    start();
}

Batch BatchAhead::take() {
    Batch batch = coming_.get();
    start();
    return batch;
}

void BatchAhead::start() {
    coming_ =
        std::async(std::launch::async, [this, number = next_] { return source_.batch(number); });
    ++next_;
}

} // namespace kinovar::train
