#pragma once

#include "core/nn/loaders/pickle_heap.h"

#include <cstdint>
#include <string_view>

namespace kinovar::nn {

/// A Storage value of a pickle, understood.
struct TorchStorage {
    std::string_view key; ///< text of the heap
    const PickleGlobal* type = nullptr;
    std::uint64_t count = 0; ///< numbers of the whole storage
    std::uint64_t size = 0;  ///< bytes of the whole storage
    // Old files know views: parts of a storage. Of others: all of it.
    std::uint64_t view_begin = 0;
    std::uint64_t view_count = 0;
};

/// `id` is of kind Storage. Errors: its numbers make no sense.
[[nodiscard]] Result<TorchStorage> storage_of(const PickleHeap& heap, PickleId id);

} // namespace kinovar::nn
