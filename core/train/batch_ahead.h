#pragma once

#include <cstdint>
#include <future>
#include <utility>

namespace kinovar::train {

/// Makes the next batch on a thread of its own while the last one is learnt. Borrows the source,
/// which has `batch(number) const`. Exceptions of the source come out of take().
template <class Source>
class BatchAhead {
public:
    using Batch = decltype(std::declval<const Source&>().batch(0));

    BatchAhead(const Source& source, std::int64_t first) : source_(source), next_(first) {
        start();
    }

    /// Batches in the order of their numbers.
    [[nodiscard]] Batch take() {
        Batch batch = coming_.get();
        start();
        return batch;
    }

private:
    void start() {
        coming_ = std::async(std::launch::async,
                             [this, number = next_] { return source_.batch(number); });
        ++next_;
    }

    const Source& source_;
    std::int64_t next_;
    std::future<Batch> coming_;
};

} // namespace kinovar::train
